// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/identities.h"

#include "models/mesh/identity.h"
#include "models/store/content_hash.h"
#include "models/store/identity.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr int strong = 0, byName = 1, byLocation = 2;
constexpr std::size_t largest = 20'000; // members of a component: beyond it something is wrong

quint64 hashOf(const QString &key)
{
    return static_cast<quint64>(identityHash(key));
}

/// `s3://lake/a/b/c` to `s3://lake/a/b`, `s3://lake/a`.
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

constexpr auto visibleRow =
    "r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)";

} // namespace

struct Identities::Component {
    struct Member {
        qint64 thing = 0;
        QString key;
        qint64 sameAs = 0; // as it is now; 0: itself
        bool isPath = false;
        QList<std::pair<QString, int>> aliases;
    };
    struct Tie {
        std::size_t left, right;
        IdentityMerge::Reason reason;
        QString evidence;
    };

    std::vector<Member> members;
    QHash<qint64, std::size_t> places; // of things
    QList<IdentityDecision> decisions;
    std::vector<Tie> ties;
    std::vector<std::size_t> parent;
    std::vector<IdentityMerge::Reason> reasons; // why a member is where it is
    QStringList evidence;
    QList<IdentityConflict> conflicts;

    std::size_t root(std::size_t member)
    {
        while (parent[member] != member)
            member = parent[member] = parent[parent[member]];
        return member;
    }
};

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

/// Ties from a member to those that are known so far; the others find it in their turn.
void Identities::tiesOf(std::size_t at, Component &component)
{
    using Reason = IdentityMerge::Reason;
    const Component::Member member = component.members[at];
    const auto tie = [&](qint64 other, Reason reason, const QString &evidence) {
        const auto place = component.places.constFind(other);
        if (other != member.thing && place != component.places.constEnd())
            component.ties.push_back({at, *place, reason, evidence});
    };
    for (const auto &[alias, strength] : member.aliases) {
        if (strength == strong) {
            for (const qint64 other : withAlias(alias, strong))
                tie(other, Reason::Strong, alias);
        } else if (strength == byName && !mesh::isHintKey(alias)) {
            tie(thingOf(alias), Reason::Name, alias);
            for (const qint64 other : withAlias(alias, byName))
                tie(other, Reason::Name, alias);
        }
    }
}

/// Puts the members together as the ties say, as far as guard and people let them.
void Identities::resolve(Component &component)
{
    using Reason = IdentityMerge::Reason;
    auto &members = component.members;
    const std::size_t count = members.size();
    component.parent.resize(count);
    component.reasons.assign(count, Reason::Strong);
    component.evidence.resize(static_cast<qsizetype>(count));
    QList<QMap<QString, QSet<QString>>> names(static_cast<qsizetype>(count)); // by scope
    QHash<QString, std::size_t> byKey;
    for (std::size_t i = 0; i < count; ++i) {
        component.parent[i] = i;
        byKey.insert(members[i].key, i);
        for (const auto &[alias, strength] : std::as_const(members[i].aliases)) {
            const QString scope = strength == strong ? mesh::guardScope(alias) : QString();
            if (!scope.isEmpty())
                names[static_cast<qsizetype>(i)][scope].insert(alias);
        }
    }
    QList<std::pair<std::size_t, std::size_t>> apart;
    for (const IdentityDecision &decision : std::as_const(component.decisions)) {
        if (decision.kind == Decision::Apart && byKey.contains(decision.right))
            apart.append({byKey[decision.left], byKey[decision.right]});
    }

    // Of two groups the better one stays: no path, then the oldest.
    const auto isBefore = [&](std::size_t a, std::size_t b) {
        return std::pair(members[a].isPath, members[a].thing) <
               std::pair(members[b].isPath, members[b].thing);
    };
    const auto unite = [&](std::size_t a, std::size_t b, Reason reason, const QString &evidence) {
        std::size_t left = component.root(a), right = component.root(b);
        if (left == right)
            return;
        const bool isKeptApart = std::any_of(apart.begin(), apart.end(), [&](const auto &pair) {
            const std::size_t one = component.root(pair.first), other = component.root(pair.second);
            return (one == left && other == right) || (one == right && other == left);
        });
        QString scope;
        if (reason != Reason::User && !isKeptApart) {
            const auto &mine = names[static_cast<qsizetype>(left)];
            const auto &theirs = names[static_cast<qsizetype>(right)];
            for (auto it = mine.begin(); it != mine.end() && scope.isEmpty(); ++it) {
                if (theirs.contains(it.key()) && !it->intersects(theirs[it.key()]))
                    scope = it.key();
            }
        }
        if (isKeptApart || !scope.isEmpty()) {
            const bool inOrder = members[a].key < members[b].key;
            component.conflicts.append({members[inOrder ? a : b].key, members[inOrder ? b : a].key,
                                        evidence, scope, m_nowMs});
            return;
        }
        if (isBefore(right, left))
            std::swap(left, right);
        component.parent[right] = left;
        component.reasons[right] = reason;
        component.evidence[static_cast<qsizetype>(right)] = evidence;
        auto &kept = names[static_cast<qsizetype>(left)];
        const auto &taken = names[static_cast<qsizetype>(right)];
        for (auto it = taken.begin(); it != taken.end(); ++it)
            kept[it.key()].unite(it.value());
    };

    for (const IdentityDecision &decision : std::as_const(component.decisions)) {
        if (decision.kind == Decision::Join && byKey.contains(decision.right))
            unite(byKey[decision.left], byKey[decision.right], Reason::User, {});
    }
    std::sort(component.ties.begin(), component.ties.end(),
              [&](const Component::Tie &a, const Component::Tie &b) {
                  const auto key = [&](const Component::Tie &tie) {
                      const qint64 one = members[tie.left].thing, two = members[tie.right].thing;
                      return std::tuple(tie.reason, std::min(one, two), std::max(one, two),
                                        tie.evidence);
                  };
                  return key(a) < key(b);
              });
    for (const Component::Tie &tie : component.ties)
        unite(tie.left, tie.right, tie.reason, tie.evidence);

    // A path belongs to the table whose location is the longest above it, if that is only one.
    QHash<QString, QList<std::size_t>> tables;
    for (std::size_t i = 0; i < count; ++i) {
        if (members[i].isPath)
            continue;
        for (const auto &[alias, strength] : std::as_const(members[i].aliases)) {
            if (strength == byLocation && mesh::isUsableLocation(alias))
                tables[alias].append(i);
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!members[i].isPath)
            continue;
        for (const QString &place : (QStringList{members[i].key} + placesAbove(members[i].key))) {
            const QList<std::size_t> there = tables.value(place);
            if (there.isEmpty())
                continue;
            const bool isOne = std::all_of(there.begin(), there.end(), [&](std::size_t table) {
                return component.root(table) == component.root(there.front());
            });
            if (isOne)
                unite(there.front(), i, Reason::Location, place);
            break; // the longest decides, also when it cannot
        }
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
