// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/store/identities_component.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace meshlens::store {

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

} // namespace meshlens::store
