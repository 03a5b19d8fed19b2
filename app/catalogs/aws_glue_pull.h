// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_glue_tags.h"
#include "models/clock.h"

namespace meshlens::catalogs {

/// What the last good pull told, so that the next hands on only what changed.
struct GlueState {
    QMap<QString, qint64> tables; // native id to the hash of what was said; too many: empty
    QMap<QString, qint64> databases;
    std::int64_t qualityAfterMs = 0;  // runs of rules before this are known
    QStringList qualitySeen;          // and of those after it, these
    QMap<QString, QStringList> views; // key of a view to the keys of what it reads
    QMap<QString, qint64> loads;      // newest data of a table that was told
    QMap<QString, qint64> looks;      // when its partitions were last asked for
    bool isComplete = false;

    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static GlueState fromJson(const QByteArray &text);
};

/// One pull of a Glue Data Catalog.
///
/// Calls: GetDatabases; GetTables a database (100 tables a call, and once more where a database has
/// Iceberg tables, for their ids); those of GlueTags; GetPartitions a partitioned table whose
/// turn it is, at most 1000 of them (after a tenth of the time in which nothing came to it, a day
/// at most: what is loaded each hour is seen at each sync, what stands still once a day; a full
/// pull asks for all); ListDataQualityResults and one BatchGetDataQualityResult a hundred new
/// results. There is no list of what changed, so a second pull lists as well, but hands on only
/// what differs. What a service does not offer or permit is left out and told as a problem;
/// databases and tables must be readable. A broken connection or a service that stays busy ends the
/// pull: nothing is taken for gone because nobody could be asked. A table that makes no sense stays
/// as it was. (Glue has no call for the partitions of several tables: the newest of each is what
/// costs.)
class GluePull
{
public:
    GluePull(GlueServices &services, const CatalogConnection &connection, const Clock &clock,
             const PullRequest &request, PullSink &sink, std::stop_token stop);

    [[nodiscard]] Result<PullOutcome> run();

private:
    Result<void> readDatabases();
    Result<void> readTables(GlueDatabase &database);
    Result<void> readIcebergIds(const QString &database, QMap<QString, GlueTable> &tables);
    Result<void> readPartitions(GlueTable &table, Batch &batch);
    [[nodiscard]] bool isAtRest(const QString &table,
                                std::optional<std::int64_t> changedAtMs) const;
    void keepTable(const nlohmann::json &node, const QString &database);
    Result<void> told(const QString &part, const Error &error);
    Result<void> readQuality();
    Result<void> putDatabases();
    Result<void> putDeleted();

    void problem(const QString &part, const Error &error);

    GlueServices &m_services;
    const CatalogConnection m_connection;
    PullSink &m_sink;
    const std::stop_token m_stop;
    const std::int64_t m_startedMs;
    GlueState m_known;  // what the last pull left
    GlueState m_before; // the same; empty for a full pull
    GlueState m_after;
    GlueNames m_names;
    QList<GlueDatabase> m_databases;
    GlueTags m_tags;
    QStringList m_unread;    // tables
    QSet<QString> m_parties; // handed on
    bool m_incremental = false;
    qint64 m_changed = 0;
    int m_partitioned = 0; // tables asked for their partitions
    int m_tables = 0;
};

/// The databases that a connection reads: all, or those its option `databases` names.
[[nodiscard]] bool isWanted(const CatalogConnection &connection, const QString &database);

} // namespace meshlens::catalogs
