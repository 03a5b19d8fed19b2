// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"
#include "models/clock.h"

#include <QHash>

namespace meshlens::catalogs {

/// What a pull left for the next one: a fingerprint of each thing handed on, so that what has not
/// changed is neither asked for nor handed on again, and what is gone is noticed. Thousands of
/// things take some 20 bytes each.
struct RestState {
    QString authority;
    QMap<QString, QString> marks; // of the adapter: a commit's hash, a page's ETag
    QHash<QString, QByteArray> seen;

    [[nodiscard]] QByteArray toBytes() const; // empty where there is too much to keep
    [[nodiscard]] static RestState fromBytes(const QByteArray &bytes);
};

/// The bookkeeping of one pull of a catalog that has no change feed: batches, problems, progress,
/// what is new, what is gone.
///
/// The adapter says what it sees: `put()` with a fingerprint (an ETag, a metadata location, the
/// time of the last change; textual(json) where there is nothing better) hands a thing on only when
/// that differs from last time. `isKnown()` says so beforehand, so that its details need not be
/// asked for; `keep()` then says it is still there. After a good walk `finish()` makes the outcome:
/// unchanged, a difference with what is gone, or (the first time, or asked for) everything.
///
/// Parties go only with a full pull: nobody says whose things were kept.
///
/// A thing that cannot be read is a problem and what was known of it stays; a list that cannot be
/// read ends the pull, except that one which this person may not read, or which has just gone, is
/// a problem too (`isPassable`).
/// Thread: one.
class RestPull
{
public:
    RestPull(const CatalogConnection &connection, const PullRequest &request, PullSink &sink,
             const Clock &clock, std::stop_token stop);

    /// First of all: with another authority than last time everything is handed on anew.
    void setAuthority(const QString &authority);
    [[nodiscard]] const QString &authority() const { return m_after.authority; }
    [[nodiscard]] const CatalogConnection &connection() const { return m_connection; }
    [[nodiscard]] std::stop_token stop() const { return m_stop; }
    [[nodiscard]] std::int64_t nowMs() const { return m_nowMs; }

    /// What the last pull noted; empty where everything is read anew.
    [[nodiscard]] QString mark(const QString &name) const { return m_before.marks.value(name); }
    /// The same of the last pull, even if this one reads everything anew.
    [[nodiscard]] QString lastMark(const QString &name) const { return m_known.marks.value(name); }
    void setMark(const QString &name, const QString &value) { m_after.marks[name] = value; }
    /// A pull that hands on differences only.
    [[nodiscard]] bool isIncremental() const { return m_incremental; }

    [[nodiscard]] bool isKnown(mesh::Kind kind, const QString &nativeId,
                               const QByteArray &fingerprint) const;
    /// It was handed on earlier, and is still as it was or cannot be read now. (In a pull that
    /// reads everything anew: it cannot be read, and what was known of it stays.)
    void keep(mesh::Kind kind, const QString &nativeId);
    /// All that was handed on earlier and whose native id begins so.
    void keepAll(mesh::Kind kind, const QString &nativeIdPrefix);

    /// Lineage into the keys that begin so, while nobody can say what is there.
    void keepEdgesInto(const QString &keyPrefix);
    /// Lineage that was seen to happen and that this pull did not ask for, edge by edge.
    void keepSeenEdges(const std::function<bool(const mesh::LineageEdge &)> &isKept);
    /// A check that cannot be read now.
    void keepCheck(const QString &id);

    /// After keepAll(): it is gone all the same.
    void drop(mesh::Kind kind, const QString &nativeId);
    /// It was handed on or kept in this pull.
    [[nodiscard]] bool isSeen(mesh::Kind kind, const QString &nativeId) const;

    void put(mesh::Domain domain, const QByteArray &fingerprint);
    void put(mesh::Dataset dataset, const QByteArray &fingerprint);
    void put(mesh::DataProduct product, const QByteArray &fingerprint);
    void put(mesh::Term term, const QByteArray &fingerprint);
    void put(mesh::Party party, const QByteArray &fingerprint);
    /// The key of an owner, who is handed on too (once); nothing for nobody.
    [[nodiscard]] QStringList owners(const QString &owner);
    /// Edges are told apart by their ends; `seenAtMs` alone is no change.
    void put(const mesh::LineageEdge &edge);
    void put(const mesh::Check &check);
    /// Appended; the store knows which it has.
    void put(const mesh::CheckResult &result) { m_batch.results.append(result); }
    void put(const mesh::Load &load) { m_batch.loads.append(load); }
    void put(const ChangeNote &note) { m_batch.notes.append(note); }
    /// When newest data came in, as the system itself says. Nothing without a time.
    void putLoad(const mesh::Dataset &dataset);

    /// A thing that cannot be read; the rest is.
    void problem(const QString &url, const Error &error);
    /// Of a list below another: whether the pull may go on without it (not permitted, not found).
    [[nodiscard]] static bool isPassable(const Error &error);

    /// Hands on what has gathered once there is enough of it. Errors: the sink's; Cancelled;
    /// TooLarge past 5 million things.
    [[nodiscard]] Result<void> flush(const QString &part, qint64 done, qint64 total = 0);
    [[nodiscard]] Result<PullOutcome> finish(const net::Traffic &spent);

private:
    [[nodiscard]] bool notice(QChar kind, const QString &id, const QByteArray &fingerprint);
    void keepEdges(const std::function<bool(const mesh::LineageEdge &)> &isKept);
    [[nodiscard]] Result<void> handOn();
    void noteDeleted();

    const CatalogConnection m_connection;
    PullSink &m_sink;
    const std::stop_token m_stop;
    const std::int64_t m_nowMs;
    RestState m_known;  // what the last pull left
    RestState m_before; // the same; empty for a full pull
    RestState m_after;
    bool m_incremental = false;
    bool m_changed = false;
    Batch m_batch;
    qsizetype m_gathered = 0;
    qint64 m_things = 0;
    qint64 m_problems = 0;
};

/// A fingerprint of whatever JSON says, or of several texts.
[[nodiscard]] QByteArray textual(const nlohmann::json &node);
[[nodiscard]] QByteArray textual(const QStringList &texts);

} // namespace meshlens::catalogs
