// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clock.h"
#include "models/store/connection.h"
#include "models/store/content_hash.h"
#include "models/store/differences.h"
#include "models/store/identities.h"
#include "models/store/rows.h"

#include <unordered_map>

namespace meshlens::store {

/// The rows of one pull: compares what comes with what is open, writes the next generation beside
/// the visible one, and at last shows it. Memory: about 60 bytes a thing of the catalog.
/// Thread: the writer's. Throws SQLite::Exception; the caller holds the transaction of put().
class Staging
{
public:
    static Result<std::unique_ptr<Staging>> begin(Connection &connection, qint64 catalogId,
                                                  const Clock &clock);

    Result<void> put(const Batch &batch);
    /// Of a full pull: what did not come is gone. In transactions of its own.
    Result<void> closeUnseen();
    /// Whether a pull has looked at the whole catalog or was sent for a few things.
    enum class Part { All, Some };
    /// One transaction: the new generation is visible after it.
    Result<SyncRun> show(SyncRun run, const PullOutcome &outcome, Part part);

private:
    struct Known {
        qint64 row = 0;
        qint64 hash = 0;
        std::int64_t firstSeenMs = 0;
        qint64 before = 0; // the visible row that `row` replaces in this pull; 0: none
        bool isStaged = false;
        bool wasSeen = false;
    };
    struct KnownRows {
        std::unordered_map<quint64, Known> byName;
        bool isLoaded = false;
    };
    struct KnownEdge {
        qint64 row = 0;
        std::int64_t seenAtMs = -1;
        bool isStaged = false;
        bool wasSeen = false;
        bool isSeenNewer = false;
    };

    Staging(Connection &connection, qint64 catalogId, const Clock &clock);

    template<typename Thing>
    void stageAll(const QList<Thing> &things);
    template<typename Thing>
    void stage(const Thing &thing, const QString &nativeId);
    template<typename Thing>
    void recordNews(const Thing &thing, const Known &known, const QString &nativeId);
    template<typename Thing>
    [[nodiscard]] std::int64_t firstSeen(const Thing &thing);
    template<typename Thing>
    void close(const QStringList &nativeIds);
    template<typename Thing>
    void keep(const QStringList &nativeIds);
    template<typename Thing>
    void closeKnown(const Known &known);
    template<typename Thing>
    void closeUnseenOf();
    template<typename Thing>
    KnownRows &known();
    template<typename Thing>
    std::unordered_map<quint64, Known> &knownRows();
    template<typename Thing>
    void discardStaged(const Known &known);
    void closeRow(const char *table, qint64 row);

    qint64 insert(const mesh::Domain &domain, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::Party &party, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::Term &term, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::DataProduct &product, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::Dataset &dataset, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::Contract &contract, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    qint64 insert(const mesh::Check &check, const QString &nativeId, qint64 hash,
                  std::int64_t firstSeenMs);
    void insertPorts(qint64 row, const QList<mesh::Port> &ports);
    void insertColumns(qint64 row, const QList<mesh::Column> &columns);
    void insertAliases(qint64 row, const mesh::Dataset &dataset);

    void stageEdges(const QList<mesh::LineageEdge> &edges);
    void closeEdges(const QList<mesh::LineageEdge> &edges);
    void closeEdge(const KnownEdge &known);
    void closeUnseenEdges();
    void loadEdges();
    void insertEdge(const mesh::LineageEdge &edge, quint64 name);
    void appendResults(const QList<mesh::CheckResult> &results);
    void appendLoads(const QList<mesh::Load> &loads);
    void showSeenTimes();
    void recordContractChanges();
    void countRows();

    void record(const QString &key, mesh::Kind kind, const QString &name,
                const Difference &difference);
    void leaveOut(const QString &nativeId);
    void count(mesh::Kind kind, qsizetype number);
    void count(const QString &word, qsizetype number);
    [[nodiscard]] qint64 thingId(const QString &key, mesh::Kind kind);
    [[nodiscard]] qint64 checkId(const QString &nativeId);
    void markStaging();
    void loadSplits();
    /// Of the thing that this catalog means by a key.
    [[nodiscard]] QString ownKey(const QString &key) const { return m_splits.value(key, key); }

    Connection &m_connection;
    const Clock &m_clock;
    const qint64 m_catalogId;
    qint64 m_generation = 0; // the visible one
    qint64 m_next = 1;
    std::int64_t m_nowMs = 0;
    qint64 m_changed = 0;
    QMap<QString, qint64> m_entities;
    QList<PullProblem> m_problems;
    QStringList m_changedContracts; // native ids
    Identities m_identities;
    QHash<QString, qint64> m_things;
    QHash<QString, QString> m_splits; // what the catalog calls by a key that is another's
    QHash<QString, qint64> m_checks;

    KnownRows m_domains, m_parties, m_terms, m_products, m_datasets, m_contracts, m_checkRows;
    std::unordered_map<quint64, KnownEdge> m_edges;
    bool m_edgesLoaded = false;
};

/// Removes what a dead pull of this catalog left, in small transactions.
void removeStaged(Connection &connection, qint64 catalogId);

/// Keeps the newest runs of the catalog; returns the id.
qint64 insertRun(Connection &connection, const SyncRun &run);

} // namespace meshlens::store
