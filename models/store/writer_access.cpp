// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/row_codec.h"
#include "models/store/writer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// A request names the product as the catalog that it goes through does, whatever key stands for
/// that: what a person parts later keeps its own requests.
QString productThere(Connection &connection, const QString &catalog, const QString &key)
{
    Query split(connection, R"sql(
        SELECT s.own_key FROM identity_split s JOIN catalog c ON c.id = s.catalog_id
        WHERE c.name = :catalog AND s.key = :key
    )sql");
    if (split.bind(catalog, key).step())
        return split.text(0);
    static const std::string sql =
        joined({"SELECT t.key FROM thing t JOIN product_row r ON r.thing_id = t.id"
                " JOIN catalog c ON c.id = r.catalog_id"
                " WHERE c.name = :catalog AND r.until IS NULL AND t.id IN ",
                oneWithKey, " ORDER BY t.key <> :key, t.key LIMIT 1"});
    Query named(connection, sql);
    return named.bind(catalog, key).step() ? named.text(0) : key;
}

/// An older version never replaces a newer one: answers may overtake each other.
void saveOne(Connection &connection, const mesh::AccessRequest &request)
{
    static const std::string sql = joined({"INSERT INTO access_request (", requestColumns, R"sql()
        VALUES (:catalog, :id, :version, :product, :port, :requester, :requester_name, :requester_team,
            :for_whom, :purpose_kind, :purpose, :columns, :until, :due, :renews, :state, :grant,
            :grant_id, :decided_by, :decided_by_name, :decided_at, :created, :note, :messages,
            :history, :mine, :decidable)
        ON CONFLICT (catalog, id) DO UPDATE
        SET version = excluded.version, product = excluded.product, port = excluded.port,
            requester = excluded.requester, requester_name = excluded.requester_name,
            requester_team = excluded.requester_team, for_whom = excluded.for_whom,
            purpose_kind = excluded.purpose_kind, purpose = excluded.purpose,
            columns = excluded.columns, until_ms = excluded.until_ms, due_ms = excluded.due_ms,
            renews = excluded.renews, state = excluded.state, grant_state = excluded.grant_state,
            grant_id = excluded.grant_id, decided_by = excluded.decided_by,
            decided_by_name = excluded.decided_by_name, decided_at_ms = excluded.decided_at_ms,
            created_at_ms = excluded.created_at_ms, note = excluded.note,
            messages = excluded.messages, history = excluded.history, mine = excluded.mine,
            decidable = excluded.decidable
        WHERE excluded.version >= access_request.version
    )sql"});
    Query(connection, sql)
        .bind(request.catalog, request.id, request.version,
              productThere(connection, request.catalog, request.product), request.port,
              request.requester, request.requesterName, request.requesterTeam, request.forWhom,
              request.purpose.kind, request.purpose.text, toJson(request.columns), request.untilMs,
              request.dueMs, request.renews, request.state, request.grant, request.grantId,
              request.decidedBy, request.decidedByName, request.decidedAtMs, request.createdAtMs,
              request.note, toJson(request.messages), toJson(request.history), request.mine,
              request.decidable)
        .run();
}

} // namespace

Result<void> Writer::saveRequest(const mesh::AccessRequest &request)
{
    return guarded([&]() -> Result<void> {
        if (request.id.startsWith(u"local-")) { // the catalog it goes through may still change
            Query(d.connection, "DELETE FROM access_request WHERE id = :id AND catalog <> :catalog")
                .bind(request.id, request.catalog)
                .run();
        }
        saveOne(d.connection, request);
        return {};
    });
}

Result<void> Writer::replaceRequest(const QString &localId, const mesh::AccessRequest &request)
{
    return guarded([&]() -> Result<void> {
        if (localId != request.id)
            Query(d.connection, "DELETE FROM access_request WHERE id = :id").bind(localId).run();
        saveOne(d.connection, request);
        Query(d.connection,
              "UPDATE outbox SET request = :id, catalog = :catalog WHERE request = :local")
            .bind(request.id, request.catalog, localId)
            .run();
        return {};
    });
}

Result<void> Writer::saveRequests(const QString &catalog, const QList<mesh::AccessRequest> &all)
{
    return guarded([&]() -> Result<void> {
        QStringList ids;
        for (mesh::AccessRequest request : all) {
            request.catalog = catalog;
            ids.append(request.id);
            saveOne(d.connection, request);
        }
        // What was never sent is known here only.
        Query(d.connection, R"sql(
            DELETE FROM access_request
            WHERE catalog = :catalog AND id NOT LIKE 'local-%'
                AND id NOT IN (SELECT value FROM json_each(:ids))
                AND id NOT IN (SELECT request FROM outbox WHERE catalog = :catalog)
        )sql")
            .bind(catalog, ids)
            .run();
        return {};
    });
}

Result<qint64> Writer::queue(const OutboxItem &item)
{
    return guarded([&]() -> Result<qint64> {
        Query queued(d.connection,
                     "SELECT id FROM outbox WHERE idempotency_key = :key AND :key <> ''");
        if (queued.bind(item.idempotencyKey).step())
            return queued.number(0);
        Query(d.connection, R"sql(
            INSERT INTO outbox (catalog, request, action, body, idempotency_key, created_at_ms,
                not_before_ms, attempts, last_error)
            VALUES (:catalog, :request, :action, :body, :key, :created, :not_before, :attempts, :error)
        )sql")
            .bind(item.catalog, item.request, item.action, item.body, item.idempotencyKey,
                  item.createdAtMs, item.notBeforeMs, item.attempts, item.lastError)
            .run();
        return static_cast<qint64>(d.connection.database().getLastInsertRowid());
    });
}

Result<void> Writer::updateQueued(const OutboxItem &item)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection, R"sql(
            UPDATE outbox
            SET attempts = :attempts, last_error = :error, not_before_ms = :not_before, body = :body
            WHERE id = :id
        )sql")
            .bind(item.attempts, item.lastError, item.notBeforeMs, item.body, item.id)
            .run();
        if (d.connection.database().getChanges() == 0) {
            return Error{
                Error::Kind::NotFound,
                QCoreApplication::translate("Store", "This is not in the outbox any more."),
                {}};
        }
        return {};
    });
}

Result<void> Writer::dequeue(qint64 outboxId)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection, "DELETE FROM outbox WHERE id = :id").bind(outboxId).run();
        return {};
    });
}

} // namespace meshlens::store
