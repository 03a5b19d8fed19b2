// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/row_codec.h"
#include "models/store/staging.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr const char *versionTables[] = {"domain_row",  "party_row",    "term_row", "product_row",
                                         "dataset_row", "contract_row", "edge_row", "check_row"};
constexpr int runsKept = 200; // a catalog

/// Deletes in small transactions until nothing is left. `sql` takes the catalog twice.
void deleteInSteps(Connection &connection, const std::string &sql, qint64 catalogId)
{
    bool isMore = true;
    while (isMore) {
        SQLite::Transaction transaction(connection.database(),
                                        SQLite::TransactionBehavior::IMMEDIATE);
        Query(connection, sql).bind(catalogId).run();
        isMore = connection.database().getChanges() > 0;
        transaction.commit();
    }
}

} // namespace

void removeStaged(Connection &connection, qint64 catalogId)
{
    for (const char *table : versionTables) {
        // Staged rows are open and the newest: the index finds them from its end.
        deleteInSteps(connection,
                      joined({"DELETE FROM ", table, " WHERE id IN (SELECT id FROM ", table,
                              " WHERE catalog_id = :catalog AND until IS NULL"
                              " AND since > (SELECT generation FROM catalog WHERE id = :catalog)"
                              " ORDER BY id DESC LIMIT 2000)"}),
                      catalogId);
    }
    SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
    for (const char *table : versionTables) {
        Query(connection,
              joined({"UPDATE ", table,
                      " SET until = NULL WHERE catalog_id = :catalog"
                      " AND until > (SELECT generation FROM catalog WHERE id = :catalog)"}))
            .bind(catalogId)
            .run();
    }
    Query(connection, R"sql(
        DELETE FROM result
        WHERE since > (SELECT generation FROM catalog WHERE id = :catalog)
            AND check_id IN (SELECT id FROM check_name WHERE catalog_id = :catalog)
    )sql")
        .bind(catalogId)
        .run();
    Query(connection, R"sql(
        DELETE FROM load
        WHERE catalog_id = :catalog AND since > (SELECT generation FROM catalog WHERE id = :catalog)
    )sql")
        .bind(catalogId)
        .run();
    Query(connection, R"sql(
        DELETE FROM change
        WHERE catalog_id = :catalog AND generation > (SELECT generation FROM catalog WHERE id = :catalog)
    )sql")
        .bind(catalogId)
        .run();
    Query(connection, "UPDATE catalog SET staging = 0 WHERE id = :catalog").bind(catalogId).run();
    transaction.commit();
}

/// A contract is no thing of its own in the list of changes: the products and datasets under it
/// are.
void Staging::recordContractChanges()
{
    for (const QString &contract : std::as_const(m_changedContracts)) {
        QString was, is;
        QStringList datasets;
        Query versions(m_connection, R"sql(
            SELECT version, until IS NULL, datasets FROM contract_row
            WHERE native_id = :id AND catalog_id = :catalog AND (until IS NULL OR until = :next)
        )sql");
        versions.bind(contract, m_catalogId, m_next);
        while (versions.step()) {
            (versions.flag(1) ? is : was) = versions.text(0);
            if (versions.flag(1))
                datasets = versions.list(2);
        }
        const Difference difference{
            u"contract"_s,
            was == is ? QCoreApplication::translate("Store", "%1: changed within version %2")
                            .arg(contract, is)
                      : u"%1: %2 → %3"_s.arg(contract, was, is)};
        Query products(m_connection, R"sql(
            SELECT t.key, r.name FROM product_row r JOIN thing t ON t.id = r.thing_id
            WHERE r.catalog_id = :catalog AND r.until IS NULL AND (r.contract_id = :contract OR EXISTS (
                SELECT 1 FROM port p WHERE p.product_row_id = r.id AND p.contract_id = :contract))
        )sql");
        products.bind(m_catalogId, contract);
        while (products.step())
            record(products.text(0), mesh::Kind::Product, products.text(1), difference);
        for (const QString &key : std::as_const(datasets)) {
            Query name(m_connection, R"sql(
                SELECT r.name FROM thing t JOIN dataset_row r ON r.thing_id = t.id
                WHERE t.key = :key AND r.catalog_id = :catalog AND r.until IS NULL
            )sql");
            if (name.bind(ownKey(key), m_catalogId).step())
                record(key, mesh::Kind::Dataset, name.text(0), difference);
        }
    }
}

Result<SyncRun> Staging::show(SyncRun run, const PullOutcome &outcome, Part part)
{
    SQLite::Transaction transaction(m_connection.database(),
                                    SQLite::TransactionBehavior::IMMEDIATE);
    const bool isChanged = m_changed > 0;
    if (isChanged)
        recordContractChanges();
    showSeenTimes();
    run.catalogId = m_catalogId;
    run.generation = isChanged ? m_next : 0;
    run.ok = true;
    run.entities = m_entities;
    run.changed = m_changed;
    run.problems += m_problems;
    run.finishedAtMs = m_clock.nowMs();

    Query update(m_connection, R"sql(
        UPDATE catalog
        SET generation = CASE WHEN :is_changed THEN :next ELSE generation END, staging = 0,
            pull_state = CASE WHEN :keep_state THEN pull_state ELSE :state END,
            authority = CASE WHEN :authority = '' THEN authority ELSE :authority END,
            last_good_ms = CASE WHEN :is_sync THEN :now ELSE last_good_ms END,
            last_try_ms = CASE WHEN :is_sync THEN :now ELSE last_try_ms END,
            last_error = CASE WHEN :is_sync THEN '' ELSE last_error END
        WHERE id = :id AND generation = :generation
    )sql");
    update.bind(isChanged, m_next, outcome.unchanged && outcome.state.isEmpty(), outcome.state,
                outcome.authority, part == Part::All, run.finishedAtMs, m_catalogId, m_generation);
    update.run();
    if (m_connection.database().getChanges() == 0)
        throw SQLite::Exception("the catalog was changed or removed during its pull", SQLITE_ABORT);
    if (isChanged) {
        Query(m_connection,
              "INSERT INTO generation (catalog_id, number, at_ms) VALUES (:catalog, :number, :at)")
            .bind(m_catalogId, m_next, run.finishedAtMs)
            .run();
        countRows();
        m_identities.settle(); // the new rows are visible in here
    }
    if (part == Part::All)
        run.id = insertRun(m_connection, run);
    transaction.commit();
    return run;
}

void Staging::countRows()
{
    Query(m_connection, R"sql(
        UPDATE catalog
        SET product_count = (SELECT count(*) FROM product_row WHERE catalog_id = :id AND until IS NULL),
            (dataset_count, column_count) = (
                SELECT count(*), coalesce(sum(column_count), 0) FROM dataset_row
                WHERE catalog_id = :id AND until IS NULL)
        WHERE id = :id
    )sql")
        .bind(m_catalogId)
        .run();
}

qint64 insertRun(Connection &connection, const SyncRun &run)
{
    Query(connection, R"sql(
        INSERT INTO sync_run (catalog_id, generation, started_at_ms, finished_at_ms, ok, error, entities,
            changed, requests, bytes, problems)
        VALUES (:catalog, :generation, :started, :finished, :ok, :error, :entities, :changed, :requests,
            :bytes, :problems)
    )sql")
        .bind(run.catalogId, run.generation, run.startedAtMs, run.finishedAtMs, run.ok, run.error,
              toJson(run.entities), run.changed, run.requests, run.bytes, toJson(run.problems))
        .run();
    const qint64 id = connection.database().getLastInsertRowid();
    Query(connection, R"sql(
        DELETE FROM sync_run
        WHERE catalog_id = :catalog AND id NOT IN (
            SELECT id FROM sync_run WHERE catalog_id = :catalog ORDER BY id DESC LIMIT :kept)
    )sql")
        .bind(run.catalogId, runsKept)
        .run();
    return id;
}

} // namespace meshlens::store
