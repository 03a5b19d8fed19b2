// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/split.h"
#include "models/store/writer.h"

#include <QCoreApplication>
#include <QUrl>

namespace meshlens::store {
namespace {

Error sameKey()
{
    return {Error::Kind::Usage,
            QCoreApplication::translate("Store", "These are two names of one key already."),
            {}};
}

void settle(Connection &connection, std::int64_t nowMs, const QString &left, const QString &right)
{
    Identities identities(connection, nowMs);
    identities.touchKey(left);
    identities.touchKey(right);
    identities.settle();
}

Error unknownThere()
{
    return {Error::Kind::NotFound,
            QCoreApplication::translate("Store", "This catalog does not know this thing."),
            {}};
}

qint64 thingOf(Connection &connection, const QString &key)
{
    Query query(connection, "SELECT id FROM thing WHERE key = :key");
    return query.bind(key).step() ? query.number(0) : 0;
}

/// A raw question mark is in no other key.
QString ownKeyOf(Connection &connection, const QString &key, qint64 catalogId)
{
    Query query(connection, "SELECT name FROM catalog WHERE id = :id");
    const QString name = query.bind(catalogId).step() ? query.text(0) : QString();
    const QString own = key + u'?' + QString::fromLatin1(QUrl::toPercentEncoding(name));
    Query taken(connection, "SELECT 1 FROM identity_split WHERE own_key = :own");
    // Another catalog may have had that name.
    return taken.bind(own).step() ? own + u'+' + QString::number(catalogId) : own;
}

/// All that the catalog says of one thing is of another from here on.
void move(Connection &connection, qint64 catalogId, qint64 from, qint64 to)
{
    for (const char *sql : {
             "UPDATE product_row SET thing_id = :to WHERE thing_id = :from AND catalog_id = :c",
             "UPDATE dataset_row SET thing_id = :to WHERE thing_id = :from AND catalog_id = :c",
             "UPDATE edge_row SET from_id = :to WHERE from_id = :from AND catalog_id = :c",
             "UPDATE edge_row SET to_id = :to WHERE to_id = :from AND catalog_id = :c",
             "UPDATE check_row SET dataset_id = :to WHERE dataset_id = :from AND catalog_id = :c",
             "UPDATE load SET dataset_id = :to WHERE dataset_id = :from AND catalog_id = :c",
             "UPDATE port SET dataset_id = :to WHERE dataset_id = :from AND product_row_id IN"
             " (SELECT id FROM product_row WHERE catalog_id = :c)",
         })
        Query(connection, sql).bind(to, from, catalogId).run();
}

/// What names it by its key: changes, requests and grants, and what contracts cover.
void moveNamed(Connection &connection, qint64 catalogId, const QString &from, const QString &to)
{
    for (const char *sql : {
             "UPDATE change SET key = :to WHERE key = :from AND catalog_id = :c",
             "UPDATE access_request SET product = :to WHERE product = :from"
             " AND catalog = (SELECT name FROM catalog WHERE id = :c)",
             "UPDATE contract_row SET datasets = (SELECT json_group_array("
             "  coalesce((SELECT :to WHERE j.value = :from), j.value)) FROM json_each(datasets) j)"
             " WHERE catalog_id = :c AND EXISTS"
             " (SELECT 1 FROM json_each(datasets) j WHERE j.value = :from)",
         })
        Query(connection, sql).bind(to, from, catalogId).run();
}

/// What a person kept of a thing that is no more: of the one that it is now.
void moveKept(Connection &connection, const QString &from, const QString &to)
{
    Query(connection, R"sql(
        DELETE FROM kept WHERE key = :from AND kind IN ('pin', 'follow')
            AND EXISTS (SELECT 1 FROM kept o WHERE o.key = :to AND o.kind = kept.kind)
    )sql")
        .bind(from, to)
        .run();
    Query(connection, "UPDATE kept SET key = :to WHERE key = :from").bind(to, from).run();
}

/// The log tells that the two were one until now, or are one again.
void logApart(Connection &connection, const QString &key, const QString &own, std::int64_t nowMs)
{
    Query(connection, R"sql(
        UPDATE identity_merge SET undone_at_ms = :now WHERE from_key = :own AND undone_at_ms IS NULL
    )sql")
        .bind(nowMs, own)
        .run();
    if (connection.database().getChanges() > 0)
        return;
    Query(connection, R"sql(
        INSERT INTO identity_merge (from_key, into_key, reason, evidence, at_ms, undone_at_ms)
        VALUES (:own, :key, :reason, :key, :now, :now)
    )sql")
        .bind(own, key, IdentityMerge::Reason::Name, nowMs)
        .run();
}

void logJoined(Connection &connection, const QString &key, const QString &own, std::int64_t nowMs)
{
    Query(connection, R"sql(
        INSERT INTO identity_merge (from_key, into_key, reason, evidence, at_ms)
        VALUES (:own, :key, :reason, '', :now)
    )sql")
        .bind(own, key, IdentityMerge::Reason::User, nowMs)
        .run();
}

bool says(Connection &connection, qint64 catalogId, qint64 thing)
{
    Query query(connection, R"sql(
        SELECT 1 FROM product_row WHERE thing_id = :thing AND catalog_id = :catalog
        UNION ALL SELECT 1 FROM dataset_row WHERE thing_id = :thing AND catalog_id = :catalog
        LIMIT 1
    )sql");
    return query.bind(thing, catalogId).step();
}

qint64 catalogNamed(Connection &connection, const QString &address)
{
    Query query(connection, "SELECT id FROM catalog WHERE name = :name");
    return query.bind(catalogOfSplit(address)).step() ? query.number(0) : 0;
}

QString splitOf(Connection &connection, const QString &key, qint64 catalogId)
{
    Query query(connection,
                "SELECT own_key FROM identity_split WHERE catalog_id = :catalog AND key = :key");
    return query.bind(catalogId, key).step() ? query.text(0) : QString();
}

Result<void> split(Connection &connection, const QString &key, qint64 catalogId, std::int64_t nowMs)
{
    if (!splitOf(connection, key, catalogId).isEmpty())
        return {};
    const qint64 thing = thingOf(connection, key);
    if (thing == 0 || !says(connection, catalogId, thing))
        return unknownThere();
    const QString own = ownKeyOf(connection, key, catalogId);
    Query(connection, R"sql(
        INSERT INTO identity_split (catalog_id, key, own_key, at_ms)
        VALUES (:catalog, :key, :own, :at)
    )sql")
        .bind(catalogId, key, own, nowMs)
        .run();
    Query(connection, "INSERT OR IGNORE INTO thing (key, kind)"
                      " SELECT :own, kind FROM thing WHERE id = :thing")
        .bind(own, thing)
        .run();
    move(connection, catalogId, thing, thingOf(connection, own));
    moveNamed(connection, catalogId, key, own);
    logApart(connection, key, own, nowMs);
    Query(connection, R"sql(
        INSERT OR REPLACE INTO identity_decision (left_key, right_key, kind, at_ms)
        VALUES (:left, :right, :kind, :at)
    )sql") // or a name that both have would join them again
        .bind(key, own, Decision::Apart, nowMs)
        .run();
    settle(connection, nowMs, key, own);
    return {};
}

Result<void> forgetSplit(Connection &connection, const QString &key, qint64 catalogId,
                         std::int64_t nowMs)
{
    const QString own = splitOf(connection, key, catalogId);
    if (own.isEmpty())
        return unknownThere();
    Query(connection, "DELETE FROM identity_split WHERE own_key = :own").bind(own).run();
    Query(connection, "DELETE FROM identity_decision WHERE left_key = :key AND right_key = :own")
        .bind(key, own)
        .run();
    move(connection, catalogId, thingOf(connection, own), thingOf(connection, key));
    moveNamed(connection, catalogId, own, key);
    moveKept(connection, own, key);
    logJoined(connection, key, own, nowMs);
    settle(connection, nowMs, key, own);
    return {};
}

} // namespace

Result<void> Writer::decideIdentity(const QString &left, const QString &right, Decision decision)
{
    return guarded([&]() -> Result<void> {
        if (left == right)
            return sameKey();
        if (isSplitAddress(right)) {
            const qint64 catalog = catalogNamed(d.connection, right);
            return decision == Decision::Join
                       ? forgetSplit(d.connection, left, catalog, d.clock.nowMs())
                       : split(d.connection, left, catalog, d.clock.nowMs());
        }
        Query(d.connection, R"sql(
            INSERT INTO identity_decision (left_key, right_key, kind, at_ms)
            VALUES (:left, :right, :kind, :at)
            ON CONFLICT (left_key, right_key) DO UPDATE
            SET kind = excluded.kind, at_ms = excluded.at_ms
        )sql")
            .bind(std::min(left, right), std::max(left, right), decision, d.clock.nowMs())
            .run();
        settle(d.connection, d.clock.nowMs(), left, right);
        return {};
    });
}

Result<void> Writer::forgetDecision(const QString &left, const QString &right)
{
    return guarded([&]() -> Result<void> {
        if (isSplitAddress(right))
            return forgetSplit(d.connection, left, catalogNamed(d.connection, right),
                               d.clock.nowMs());
        Query(d.connection,
              "DELETE FROM identity_decision WHERE left_key = :left AND right_key = :right")
            .bind(std::min(left, right), std::max(left, right))
            .run();
        settle(d.connection, d.clock.nowMs(), left, right);
        return {};
    });
}

} // namespace meshlens::store
