// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/writer.h"

#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/row_codec.h"
#include "models/store/staging.h"

#include <QCoreApplication>

namespace meshlens::store {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

Error nameTaken(const QString &name)
{
    return {Error::Kind::Conflict, tr("There is a catalog named %1 already.").arg(name), {}};
}

Error catalogGone()
{
    return {Error::Kind::NotFound, tr("This catalog is not connected any more."), {}};
}

bool isTaken(Connection &connection, const QString &name, qint64 exceptId)
{
    Query query(connection, "SELECT 1 FROM catalog WHERE name = :name AND id <> :id");
    return query.bind(name, exceptId).step();
}

} // namespace

Writer::Writer(Private &state) : d(state) {}

Result<qint64> Writer::addCatalog(const CatalogConnection &connection)
{
    return guarded([&]() -> Result<qint64> {
        if (isTaken(d.connection, connection.name, 0))
            return nameTaken(connection.name);
        Query(d.connection, R"sql(
            INSERT INTO catalog (name, kind, url, options, authority, sync_period_ms, rank)
            VALUES (:name, :kind, :url, :options, :authority, :period,
                (SELECT coalesce(max(rank) + 1, 0) FROM catalog))
        )sql")
            .bind(connection.name, connection.kind, connection.url, toJson(connection.options),
                  connection.authority, connection.syncPeriodMs)
            .run();
        return static_cast<qint64>(d.connection.database().getLastInsertRowid());
    });
}

Result<void> Writer::updateCatalog(const CatalogConnection &connection)
{
    return guarded([&]() -> Result<void> {
        if (isTaken(d.connection, connection.name, connection.id))
            return nameTaken(connection.name);
        Query before(d.connection, "SELECT name FROM catalog WHERE id = :id");
        if (!before.bind(connection.id).step())
            return catalogGone();
        const QString oldName = before.text(0);
        before.reset();
        Query(d.connection, R"sql(
            UPDATE catalog
            SET name = :name, kind = :kind, url = :url, options = :options, authority = :authority,
                sync_period_ms = :period
            WHERE id = :id
        )sql")
            .bind(connection.name, connection.kind, connection.url, toJson(connection.options),
                  connection.authority, connection.syncPeriodMs, connection.id)
            .run();
        if (oldName != connection.name) {
            for (const char *sql :
                 {"UPDATE access_request SET catalog = :name WHERE catalog = :old",
                  "UPDATE outbox SET catalog = :name WHERE catalog = :old"})
                Query(d.connection, sql).bind(connection.name, oldName).run();
        }
        return {};
    });
}

Result<void> Writer::removeCatalog(qint64 catalogId)
{
    return guarded([&]() -> Result<void> {
        for (const char *sql :
             {"DELETE FROM access_request WHERE catalog = (SELECT name FROM catalog WHERE id = "
              ":id)",
              "DELETE FROM outbox WHERE catalog = (SELECT name FROM catalog WHERE id = :id)",
              "DELETE FROM domain_row WHERE catalog_id = :id",
              "DELETE FROM party_row WHERE catalog_id = :id",
              "DELETE FROM term_row WHERE catalog_id = :id",
              "DELETE FROM product_row WHERE catalog_id = :id", // and its ports
              "DELETE FROM dataset_row WHERE catalog_id = :id", // and its columns
              "DELETE FROM contract_row WHERE catalog_id = :id",
              "DELETE FROM edge_row WHERE catalog_id = :id",
              "DELETE FROM check_row WHERE catalog_id = :id",
              "DELETE FROM check_name WHERE catalog_id = :id", // and its results
              "DELETE FROM load WHERE catalog_id = :id",
              "DELETE FROM identity_decision WHERE right_key IN"
              " (SELECT own_key FROM identity_split WHERE catalog_id = :id)",
              "DELETE FROM catalog WHERE id = :id"}) // and its generations, runs and changes
            Query(d.connection, sql).bind(catalogId).run();
        if (d.connection.database().getChanges() == 0)
            return catalogGone();
        Identities identities(d.connection, d.clock.nowMs());
        identities.touchAllMerged(); // what it said may have been what held them together
        identities.settle();
        return {};
    });
}

Result<void> Writer::setRanks(const QList<qint64> &catalogIdsInOrder)
{
    return guarded([&]() -> Result<void> {
        int rank = 0;
        for (const qint64 id : catalogIdsInOrder)
            Query(d.connection, "UPDATE catalog SET rank = :rank WHERE id = :id")
                .bind(rank++, id)
                .run();
        return {};
    });
}

Result<void> Writer::recordSync(const SyncRun &run)
{
    return guarded([&]() -> Result<void> {
        // A run that ended well, though without a generation, counts as a good read.
        Query(d.connection, R"sql(
            UPDATE catalog
            SET last_try_ms = :finished, last_error = :error,
                last_good_ms = CASE WHEN :ok THEN :finished ELSE last_good_ms END
            WHERE id = :id
        )sql")
            .bind(run.finishedAtMs, run.error, run.ok, run.catalogId)
            .run();
        if (d.connection.database().getChanges() == 0)
            return catalogGone();
        insertRun(d.connection, run);
        return {};
    });
}

Result<void> Writer::compactHistory(std::int64_t beforeMs)
{
    return guarded([&]() -> Result<void> {
        Query catalogs(d.connection, R"sql(
            SELECT catalog_id, max(number) FROM generation WHERE at_ms <= :before GROUP BY catalog_id
        )sql");
        catalogs.bind(beforeMs);
        while (catalogs.step()) {
            const qint64 catalog = catalogs.number(0), oldest = catalogs.number(1);
            for (const char *sql :
                 {"DELETE FROM domain_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM party_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM term_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM product_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM dataset_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM contract_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM edge_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM check_row WHERE catalog_id = :catalog AND until <= :oldest",
                  "DELETE FROM change WHERE catalog_id = :catalog AND generation < :oldest",
                  "DELETE FROM generation WHERE catalog_id = :catalog AND number < :oldest"})
                Query(d.connection, sql).bind(catalog, oldest).run();
        }
        return {};
    });
}

Result<void> Writer::saveScores(const QList<std::pair<QString, ScoreSummary>> &byKey)
{
    return guarded([&]() -> Result<void> {
        Query query(d.connection, R"sql(
            INSERT INTO score (key, quality, coverage, data_time_ms, objective_ms, objective_learned,
                discoverable, addressable, trustworthy, self_describing, interoperable, secure)
            VALUES (:key, :quality, :coverage, :data_time, :objective, :learned,
                :discoverable, :addressable, :trustworthy, :self_describing, :interoperable, :secure)
            ON CONFLICT (key) DO UPDATE
            SET quality = excluded.quality, coverage = excluded.coverage,
                data_time_ms = excluded.data_time_ms, objective_ms = excluded.objective_ms,
                objective_learned = excluded.objective_learned, discoverable = excluded.discoverable,
                addressable = excluded.addressable, trustworthy = excluded.trustworthy,
                self_describing = excluded.self_describing, interoperable = excluded.interoperable,
                secure = excluded.secure
        )sql");
        for (const auto &[key, score] : byKey) {
            query.bind(key, score.quality, score.coverage, score.dataTimeMs, score.objectiveMs,
                       score.objectiveLearned, score.qualities[0], score.qualities[1],
                       score.qualities[2], score.qualities[3], score.qualities[4],
                       score.qualities[5]);
            query.run();
        }
        return {};
    });
}

Result<void> Writer::removeScoresExcept(const QStringList &keys)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection,
              "DELETE FROM score WHERE key NOT IN (SELECT value FROM json_each(:keys))")
            .bind(keys)
            .run();
        return {};
    });
}

Result<qint64> Writer::keep(const Kept &kept)
{
    return guarded([&]() -> Result<qint64> {
        std::optional<qint64> id;
        if (kept.id != 0)
            id = kept.id;
        Query(d.connection, R"sql(
            INSERT INTO kept (id, kind, name, key, body, position, created_at_ms)
            VALUES (:id, :kind, :name, :key, :body, :position, :created)
            ON CONFLICT (id) DO UPDATE
            SET kind = excluded.kind, name = excluded.name, key = excluded.key, body = excluded.body,
                position = excluded.position, created_at_ms = excluded.created_at_ms
        )sql")
            .bind(id, kept.kind, kept.name, kept.key, kept.body, kept.position, kept.createdAtMs)
            .run();
        return id ? *id : static_cast<qint64>(d.connection.database().getLastInsertRowid());
    });
}

Result<void> Writer::unkeep(qint64 id)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection, "DELETE FROM kept WHERE id = :id").bind(id).run();
        return {};
    });
}

Result<void> Writer::setSetting(const QString &name, const QByteArray &value)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection, R"sql(
            INSERT INTO setting (name, value) VALUES (:name, :value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
        )sql")
            .bind(name, value)
            .run();
        return {};
    });
}

} // namespace meshlens::store
