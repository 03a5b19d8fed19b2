// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/row_codec.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// The keys that stand for products that are merged into others: a request names the product as its
/// catalog does.
QHash<QString, QString> standingProducts(Connection &connection)
{
    Query query(connection, R"sql(
        SELECT t.key, s.key FROM thing t JOIN thing s ON s.id = t.same_as
        WHERE t.same_as IS NOT NULL AND t.kind = :kind
    )sql");
    query.bind(mesh::Kind::Product);
    QHash<QString, QString> keys;
    while (query.step())
        keys.insert(query.text(0), query.text(1));
    return keys;
}

constexpr auto catalogQuery =
    "SELECT id, name, kind, url, options, authority, sync_period_ms, rank, generation, "
    "last_good_ms, "
    "last_try_ms, last_error, product_count, dataset_count, column_count FROM catalog ";

CatalogRow readCatalog(const Query &query)
{
    CatalogRow row;
    row.connection.id = query.number(0);
    row.connection.name = query.text(1);
    row.connection.kind = query.text(2);
    row.connection.url = query.text(3);
    row.connection.options = optionsFromJson(query.bytes(4));
    row.connection.authority = query.text(5);
    row.connection.syncPeriodMs = query.number(6);
    row.rank = static_cast<int>(query.number(7));
    row.generation = query.number(8);
    row.lastGoodSyncMs = query.maybe(9);
    row.lastTryMs = query.maybe(10);
    row.lastError = query.text(11);
    row.products = query.number(12);
    row.datasets = query.number(13);
    row.columns = query.number(14);
    return row;
}

qint64 countOf(Connection &connection, const char *sql)
{
    Query query(connection, sql);
    return query.step() ? query.number(0) : 0;
}

} // namespace

Reader::Private::~Private()
{
    if (!connection)
        return;
    if (connection->database().tryExec("ROLLBACK") == SQLITE_OK)
        pool->giveBack(std::move(connection));
}

Reader::Reader(std::unique_ptr<Private> state) : d(std::move(state)) {}
Reader::Reader(Reader &&) noexcept = default;
Reader &Reader::operator=(Reader &&) noexcept = default;
Reader::~Reader() = default;

Result<QList<CatalogRow>> Reader::catalogs() const
{
    return guarded([&]() -> Result<QList<CatalogRow>> {
        QList<CatalogRow> rows;
        Query query(*d->connection, joined({catalogQuery, "ORDER BY rank, id"}));
        while (query.step())
            rows.append(readCatalog(query));
        return rows;
    });
}

Result<CatalogRow> Reader::catalog(const QString &name) const
{
    return guarded([&]() -> Result<CatalogRow> {
        Query query(*d->connection, joined({catalogQuery, "WHERE name = :name"}));
        if (query.bind(name).step())
            return readCatalog(query);
        return Error{
            Error::Kind::NotFound,
            QCoreApplication::translate("Store", "There is no catalog named %1.").arg(name),
            {}};
    });
}

Result<QByteArray> Reader::pullState(qint64 catalogId) const
{
    return guarded([&]() -> Result<QByteArray> {
        Query query(*d->connection, "SELECT pull_state FROM catalog WHERE id = :id");
        return query.bind(catalogId).step() ? query.bytes(0) : QByteArray();
    });
}

Result<QList<SyncRun>> Reader::syncRuns(qint64 catalogId, int limit) const
{
    return guarded([&]() -> Result<QList<SyncRun>> {
        Query query(*d->connection, R"sql(
            SELECT id, generation, started_at_ms, finished_at_ms, ok, error, entities, changed,
                   requests, bytes, problems
            FROM sync_run WHERE catalog_id = :catalog ORDER BY id DESC LIMIT :limit
        )sql");
        query.bind(catalogId, limit);
        QList<SyncRun> runs;
        while (query.step()) {
            SyncRun run;
            run.id = query.number(0);
            run.catalogId = catalogId;
            run.generation = query.number(1);
            run.startedAtMs = query.number(2);
            run.finishedAtMs = query.number(3);
            run.ok = query.flag(4);
            run.error = query.text(5);
            run.entities = countsFromJson(query.bytes(6));
            run.changed = query.number(7);
            run.requests = query.number(8);
            run.bytes = query.number(9);
            run.problems = problemsFromJson(query.bytes(10));
            runs.append(std::move(run));
        }
        return runs;
    });
}

Result<Counts> Reader::counts() const
{
    return guarded([&]() -> Result<Counts> {
        Connection &connection = *d->connection;
        Counts counts;
        counts.catalogs = countOf(connection, "SELECT count(*) FROM catalog");
        counts.products = countOf(connection, R"sql(
            SELECT count(DISTINCT coalesce(t.same_as, t.id))
            FROM product_row r JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
            WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
        )sql");
        counts.domains = countOf(connection, R"sql(
            SELECT count(DISTINCT r.thing_id) FROM domain_row r JOIN catalog c ON c.id = r.catalog_id
            WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
        )sql");
        counts.edges = countOf(connection, R"sql(
            SELECT count(*) FROM edge_row r JOIN catalog c ON c.id = r.catalog_id
            WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
        )sql");
        Query datasets(connection, R"sql(
            SELECT count(*), coalesce(sum(columns), 0) FROM (
                SELECT max(r.column_count) AS columns
                FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id
                WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
                GROUP BY r.thing_id)
        )sql");
        datasets.step();
        counts.datasets = datasets.number(0);
        counts.columns = datasets.number(1);
        // What is merged was counted one by one.
        Query merged(connection, R"sql(
            WITH one AS (SELECT id, coalesce(same_as, id) AS standing FROM thing
                         WHERE same_as IS NOT NULL
                            OR id IN (SELECT same_as FROM thing WHERE same_as IS NOT NULL)),
                said AS (SELECT o.standing, max(r.column_count) AS columns
                         FROM one o JOIN dataset_row r ON r.thing_id = o.id
                            JOIN catalog c ON c.id = r.catalog_id
                         WHERE r.since <= c.generation
                            AND (r.until IS NULL OR r.until > c.generation)
                         GROUP BY o.id)
            SELECT count(*) - count(DISTINCT standing), coalesce(sum(columns), 0) -
                coalesce((SELECT sum(most) FROM (SELECT max(columns) AS most FROM said
                                                 GROUP BY standing)), 0)
            FROM said
        )sql");
        merged.step();
        counts.datasets -= merged.number(0);
        counts.columns -= merged.number(1);
        return counts;
    });
}

Result<QList<mesh::AccessRequest>> Reader::requests() const
{
    return guarded([&]() -> Result<QList<mesh::AccessRequest>> {
        Query query(*d->connection,
                    joined({"SELECT ", requestColumns,
                            " FROM access_request ORDER BY created_at_ms DESC, id"}));
        const auto standing = standingProducts(*d->connection);
        QList<mesh::AccessRequest> requests;
        while (query.step()) {
            mesh::AccessRequest request = readRequest(query);
            request.product = standing.value(request.product, request.product);
            requests.append(std::move(request));
        }
        return requests;
    });
}

Result<mesh::AccessRequest> Reader::request(const QString &id) const
{
    return guarded([&]() -> Result<mesh::AccessRequest> {
        Query query(*d->connection,
                    joined({"SELECT ", requestColumns,
                            " FROM access_request WHERE id = :id ORDER BY catalog"}));
        if (query.bind(id).step()) {
            mesh::AccessRequest request = readRequest(query);
            request.product =
                standingProducts(*d->connection).value(request.product, request.product);
            return request;
        }
        return Error{Error::Kind::NotFound,
                     QCoreApplication::translate("Store", "There is no request %1.").arg(id),
                     {}};
    });
}

Result<QList<OutboxItem>> Reader::outbox() const
{
    return guarded([&]() -> Result<QList<OutboxItem>> {
        Query query(*d->connection, R"sql(
            SELECT id, catalog, request, action, body, idempotency_key, created_at_ms, not_before_ms,
                   attempts, last_error
            FROM outbox ORDER BY id
        )sql");
        QList<OutboxItem> items;
        while (query.step()) {
            OutboxItem item;
            item.id = query.number(0);
            item.catalog = query.text(1);
            item.request = query.text(2);
            item.action = query.text(3);
            item.body = query.bytes(4);
            item.idempotencyKey = query.text(5);
            item.createdAtMs = query.number(6);
            item.notBeforeMs = query.number(7);
            item.attempts = static_cast<int>(query.number(8));
            item.lastError = query.text(9);
            items.append(std::move(item));
        }
        return items;
    });
}

Result<QList<Change>> Reader::changes(std::int64_t sinceMs, const QString &key, int limit) const
{
    return guarded([&]() -> Result<QList<Change>> {
        const std::string ofKey = key.isEmpty()
                                      ? std::string()
                                      : joined({" AND h.key IN (SELECT key FROM thing WHERE id IN ",
                                                oneWithKey, " UNION SELECT :key)"});
        Query query(*d->connection, R"sql(
            SELECT g.at_ms, c.name, h.key, h.kind, h.name, h.what, h.detail
            FROM change h JOIN catalog c ON c.id = h.catalog_id
                JOIN generation g ON g.catalog_id = h.catalog_id AND g.number = h.generation
            WHERE h.generation <= c.generation AND g.at_ms >= :since
        )sql" + ofKey + " ORDER BY g.at_ms DESC, h.id DESC LIMIT :limit");
        if (key.isEmpty())
            query.bind(sinceMs, limit);
        else
            query.bind(sinceMs, key, limit);
        QList<Change> changes;
        while (query.step()) {
            changes.append({query.number(0), query.text(1), query.text(2),
                            query.word<mesh::Kind>(3), query.text(4), query.text(5),
                            query.text(6)});
        }
        return changes;
    });
}

Result<QList<Kept>> Reader::kept(const QString &kind) const
{
    return guarded([&]() -> Result<QList<Kept>> {
        Query query(*d->connection, R"sql(
            SELECT k.id, k.kind, k.name, coalesce(s.key, k.key), k.body, k.position, k.created_at_ms
            FROM kept k LEFT JOIN thing t ON t.key = k.key LEFT JOIN thing s ON s.id = t.same_as
            WHERE k.kind = :kind ORDER BY k.position, k.id
        )sql");
        query.bind(kind);
        QList<Kept> all;
        while (query.step()) {
            all.append({query.number(0), query.text(1), query.text(2), query.text(3),
                        query.bytes(4), static_cast<int>(query.number(5)), query.number(6)});
        }
        return all;
    });
}

Result<QByteArray> Reader::setting(const QString &name) const
{
    return guarded([&]() -> Result<QByteArray> {
        Query query(*d->connection, "SELECT value FROM setting WHERE name = :name");
        return query.bind(name).step() ? query.bytes(0) : QByteArray();
    });
}

} // namespace meshlens::store
