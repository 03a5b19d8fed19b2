// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/identities_component.h"

#include "models/mesh/identity.h"
#include "models/store/content_hash.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr std::size_t largest = 20'000; // members of a component: beyond it something is wrong

quint64 hashOf(const QString &key)
{
    return static_cast<quint64>(identityHash(key));
}

constexpr auto visibleRow =
    "r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)";

} // namespace

QStringList placesAbove(const QString &path)
{
    QStringList above;
    QString place = path;
    for (qsizetype slash = place.lastIndexOf(u'/'); slash > 0; slash = place.lastIndexOf(u'/')) {
        place.truncate(slash);
        if (!mesh::isUsableLocation(place))
            break;
        above.append(place);
    }
    return above;
}

Identities::Identities(Connection &connection, std::int64_t nowMs)
    : m_connection(connection), m_nowMs(nowMs)
{}

/// Read at first need: what a new row is compared with.
void Identities::loadKnown()
{
    if (m_known)
        return;
    m_known = true;
    Query merged(m_connection, "SELECT id, same_as FROM thing WHERE same_as IS NOT NULL");
    while (merged.step()) {
        m_merged.insert(merged.number(0));
        m_merged.insert(merged.number(1));
    }
    Query names(m_connection, "SELECT key FROM dataset_alias WHERE strength <> 0");
    while (names.step())
        m_names.insert(hashOf(names.text(0)));
    Query decided(m_connection, "SELECT left_key, right_key FROM identity_decision");
    while (decided.step()) {
        m_names.insert(hashOf(decided.text(0)));
        m_names.insert(hashOf(decided.text(1)));
    }
}

void Identities::consider(qint64 thing, const QString &key,
                          const std::vector<std::pair<QString, int>> &aliases)
{
    loadKnown();
    bool isKnown = m_merged.contains(thing);
    if (!isKnown && !m_names.empty()) {
        isKnown = m_names.contains(hashOf(key));
        if (!isKnown && mesh::isPathKey(key)) {
            const QStringList above = placesAbove(key);
            isKnown = std::any_of(above.begin(), above.end(), [this](const QString &place) {
                return m_names.contains(hashOf(place));
            });
        }
    }
    if (isKnown)
        touch(thing);
    for (const auto &[alias, strength] : aliases) {
        if (strength != strong)
            m_names.insert(hashOf(alias));
        if (m_touched.contains(thing))
            continue;
        Query others(m_connection, R"sql(
            SELECT 1 FROM dataset_alias a JOIN dataset_row r ON r.id = a.dataset_row_id
            WHERE a.key = :key AND r.thing_id <> :thing LIMIT 1
        )sql");
        bool meets = others.bind(alias, thing).step();
        if (!meets && strength != strong) {
            Query named(m_connection, "SELECT 1 FROM thing WHERE key = :key AND id <> :thing");
            meets = named.bind(alias, thing).step();
        }
        if (!meets && strength == byLocation && mesh::isUsableLocation(alias)) {
            Query below(m_connection,
                        "SELECT 1 FROM thing WHERE key >= :from AND key < :to LIMIT 1");
            meets = below.bind(alias + u'/', alias + u'0').step(); // 0 follows the slash
        }
        if (meets)
            touch(thing);
    }
}

void Identities::considerGone(qint64 thing)
{
    loadKnown();
    if (m_merged.contains(thing))
        touch(thing);
}

qint64 Identities::thingOf(const QString &key)
{
    Query query(m_connection, "SELECT id FROM thing WHERE key = :key");
    return query.bind(key).step() ? query.number(0) : 0;
}

void Identities::touchKey(const QString &key)
{
    if (const qint64 thing = thingOf(key); thing != 0)
        touch(thing);
}

void Identities::touchAllMerged()
{
    loadKnown();
    m_touched.insert(m_merged.begin(), m_merged.end());
}

std::vector<qint64> Identities::withAlias(const QString &key, int strength)
{
    static const std::string sql = joined({"SELECT DISTINCT r.thing_id FROM dataset_alias a"
                                           " JOIN dataset_row r ON r.id = a.dataset_row_id"
                                           " JOIN catalog c ON c.id = r.catalog_id"
                                           " WHERE a.key = :key AND a.strength = :strength AND ",
                                           visibleRow});
    Query query(m_connection, sql);
    query.bind(key, strength);
    std::vector<qint64> things;
    while (query.step())
        things.push_back(query.number(0));
    return things;
}

qint64 Identities::settle()
{
    m_changed = 0;
    while (!m_touched.empty()) {
        Component component;
        gather(*m_touched.begin(), component);
        for (const Component::Member &member : component.members)
            m_touched.erase(member.thing);
        resolve(component);
        store(component);
    }
    for (const qint64 path : m_paths)
        settlePath(path);
    m_paths.clear();
    m_known = false; // what comes next reads it again
    m_merged.clear();
    m_names.clear();
    return m_changed;
}

/// All that ties lead to from one thing.
void Identities::gather(qint64 start, Component &component)
{
    const auto add = [&](qint64 thing) {
        if (thing == 0 || component.places.contains(thing) || component.members.size() >= largest)
            return;
        Query query(m_connection, "SELECT key, same_as FROM thing WHERE id = :id");
        if (!query.bind(thing).step())
            return;
        const QString key = query.text(0);
        const bool isPath = mesh::isPathKey(key);
        if (isPath && !hasTies(thing, key)) {
            m_paths.insert(thing);
            return;
        }
        component.places.insert(thing, component.members.size());
        component.members.push_back({thing, key, query.maybe(1).value_or(0), isPath, {}});
    };
    add(start);
    m_touched.erase(start); // also where it is not there any more
    for (std::size_t at = 0; at < component.members.size(); ++at) {
        const qint64 thing = component.members[at].thing;
        const QString key = component.members[at].key;
        if (component.members[at].sameAs != 0)
            add(component.members[at].sameAs);
        Query merged(m_connection, "SELECT id FROM thing WHERE same_as = :thing");
        merged.bind(thing);
        while (merged.step())
            add(merged.number(0));
        static const std::string aliasSql =
            joined({"SELECT DISTINCT a.key, a.strength FROM dataset_row r"
                    " JOIN catalog c ON c.id = r.catalog_id"
                    " JOIN dataset_alias a ON a.dataset_row_id = r.id"
                    " WHERE r.thing_id = :thing AND ",
                    visibleRow, " ORDER BY a.strength, a.key"});
        Query aliases(m_connection, aliasSql);
        aliases.bind(thing);
        QList<std::pair<QString, int>> found;
        while (aliases.step())
            found.append({aliases.text(0), static_cast<int>(aliases.number(1))});
        component.members[at].aliases = found;
        for (const auto &[alias, strength] : std::as_const(found)) {
            for (const qint64 other : withAlias(alias, strength))
                add(other);
            if (strength == byName || strength == byLocation)
                add(thingOf(alias));
            if (strength != byLocation || !mesh::isUsableLocation(alias))
                continue;
            Query below(m_connection, "SELECT id FROM thing WHERE key >= :from AND key < :to");
            below.bind(alias + u'/', alias + u'0');
            while (below.step())
                add(below.number(0));
        }
        for (const qint64 other : withAlias(key, byName))
            add(other);
        if (component.members[at].isPath) {
            for (const QString &place : (QStringList{key} + placesAbove(key))) {
                for (const qint64 other : withAlias(place, byLocation))
                    add(other);
            }
        }
        Query decided(m_connection, R"sql(
            SELECT left_key, right_key, kind FROM identity_decision
            WHERE left_key = :key OR right_key = :key
        )sql");
        decided.bind(key);
        while (decided.step()) {
            const IdentityDecision decision{decided.text(0), decided.text(1),
                                            decided.word<Decision>(2), 0};
            if (decision.left == key)
                component.decisions.append(decision);
            add(thingOf(decision.left == key ? decision.right : decision.left));
        }
        tiesOf(at, component);
    }
}

void Identities::store(Component &component)
{
    Query forget(m_connection,
                 "DELETE FROM identity_conflict WHERE left_key = :key OR right_key = :key");
    for (const Component::Member &member : component.members)
        forget.bind(member.key).run();
    Query conflict(m_connection, R"sql(
        INSERT OR IGNORE INTO identity_conflict (left_key, right_key, evidence, scope, at_ms)
        VALUES (:left, :right, :evidence, :scope, :at)
    )sql");
    for (const IdentityConflict &one : std::as_const(component.conflicts))
        conflict.bind(one.left, one.right, one.evidence, one.scope, one.atMs).run();
    for (std::size_t i = 0; i < component.members.size(); ++i) {
        const Component::Member &member = component.members[i];
        const std::size_t root = component.root(i);
        assign(member.thing, member.key, member.sameAs,
               root == i ? 0 : component.members[root].thing, component.members[root].key,
               static_cast<int>(component.reasons[i]),
               component.evidence[static_cast<qsizetype>(i)]);
    }
}

void Identities::assign(qint64 thing, const QString &key, qint64 before, qint64 into,
                        const QString &intoKey, int reason, const QString &evidence)
{
    if (into == before)
        return;
    ++m_changed;
    std::optional<qint64> sameAs;
    if (into != 0)
        sameAs = into;
    Query(m_connection, "UPDATE thing SET same_as = :into WHERE id = :id")
        .bind(sameAs, thing)
        .run();
    Query(m_connection, R"sql(
        UPDATE identity_merge SET undone_at_ms = :now WHERE from_key = :key AND undone_at_ms IS NULL
    )sql")
        .bind(m_nowMs, key)
        .run();
    if (into == 0)
        return;
    Query(m_connection, R"sql(
        INSERT INTO identity_merge (from_key, into_key, reason, evidence, at_ms)
        VALUES (:from, :into, :reason, :evidence, :at)
    )sql")
        .bind(key, intoKey, reason, evidence, m_nowMs)
        .run();
}

/// Whether anything but its place ties a path to others.
bool Identities::hasTies(qint64 thing, const QString &key)
{
    Query decided(m_connection,
                  "SELECT 1 FROM identity_decision WHERE left_key = :key OR right_key = :key");
    if (decided.bind(key).step())
        return true;
    static const std::string sql =
        joined({"SELECT 1 FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id"
                " JOIN dataset_alias a ON a.dataset_row_id = r.id"
                " WHERE r.thing_id = :thing AND ",
                visibleRow, " LIMIT 1"});
    Query aliases(m_connection, sql);
    return aliases.bind(thing).step() || !withAlias(key, byName).empty();
}

/// The longest location above the path decides: the one table that lies there, or none.
void Identities::settlePath(qint64 thing)
{
    Query query(m_connection, "SELECT key, same_as FROM thing WHERE id = :id");
    if (!query.bind(thing).step())
        return;
    const QString key = query.text(0);
    const qint64 before = query.maybe(1).value_or(0);
    query.reset();
    for (const QString &place : (QStringList{key} + placesAbove(key))) {
        QMap<qint64, QString> tables; // those that stand for themselves
        for (const qint64 table : withAlias(place, byLocation)) {
            Query root(m_connection, R"sql(
                SELECT r.id, r.key FROM thing t JOIN thing r ON r.id = coalesce(t.same_as, t.id)
                WHERE t.id = :id
            )sql");
            if (root.bind(table).step() && !mesh::isPathKey(root.text(1)))
                tables.insert(root.number(0), root.text(1));
        }
        if (tables.isEmpty())
            continue;
        const bool isOne = tables.size() == 1;
        assign(thing, key, before, isOne ? tables.firstKey() : 0, tables.first(),
               static_cast<int>(IdentityMerge::Reason::Location), place);
        return;
    }
    assign(thing, key, before, 0, {}, 0, {});
}

} // namespace meshlens::store
