// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/merge.h"
#include "models/store/row_codec.h"

#include <QSet>

#include <algorithm>

namespace meshlens::store {

/// What one catalog says of a thing.
template<typename Thing>
struct Said {
    RowHead head;
    Thing thing;
};

struct CatalogInfo {
    QString name;
    QString kind;
    std::int64_t lastGoodMs = 0;
    int rank = 0;
};
using CatalogInfos = QHash<qint64, CatalogInfo>;

[[nodiscard]] CatalogInfos catalogInfos(Connection &connection);

[[nodiscard]] Error nothingCalled(const QString &key);

/// Calls `each` with what the catalogs say of the thing that a key names, whatever its merged
/// names: in order of rank. Not at all where they say nothing.
template<typename Thing, typename Each>
void ofThing(Connection &connection, const QString &key, const Each &each)
{
    Query query(connection,
                selectVisible(Codec<Thing>::table, Codec<Thing>::columns) +
                    joined({" AND r.thing_id IN ", oneWithKey, " ORDER BY c.rank, r.id"}));
    query.bind(key);
    QList<Said<Thing>> group;
    while (query.step())
        group.append({readHead(query), Codec<Thing>::read(query)});
    query.reset();
    if (!group.isEmpty())
        each(group);
}

/// Calls `each` with what the catalogs say of one thing after the other, in order of rank, until it
/// returns false; `atMs`: as they said then. Merged things are fetched beside the one that stands
/// for them: a sort of all rows by it would cost far more.
template<typename Thing, typename Each>
void forEachSaid(Connection &connection, const Each &each,
                 std::optional<std::int64_t> atMs = std::nullopt)
{
    const std::string select = atMs ? selectThen(Codec<Thing>::table, Codec<Thing>::columns)
                                    : selectVisible(Codec<Thing>::table, Codec<Thing>::columns);
    const CatalogInfos catalogs = catalogInfos(connection);
    QSet<qint64> standing; // things that others are merged into
    Query merged(connection, "SELECT DISTINCT same_as FROM thing"
                             " WHERE same_as IS NOT NULL AND kind = :kind");
    merged.bind(Codec<Thing>::kind);
    while (merged.step())
        standing.insert(merged.number(0));
    Query others(connection, select + " AND t.same_as = :thing ORDER BY c.rank, r.id");
    const auto hand = [&](QList<Said<Thing>> &group, qint64 thing) {
        if (standing.remove(thing)) {
            if (atMs)
                others.bind(*atMs, thing);
            else
                others.bind(thing);
            while (others.step())
                group.append({readHead(others), Codec<Thing>::read(others)});
            others.reset();
            std::stable_sort(group.begin(), group.end(),
                             [&](const Said<Thing> &left, const Said<Thing> &right) {
                                 return catalogs.value(left.head.catalog).rank <
                                        catalogs.value(right.head.catalog).rank;
                             });
        }
        return group.isEmpty() || each(group);
    };
    Query query(connection, select + " AND t.same_as IS NULL ORDER BY r.thing_id, c.rank, r.id");
    if (atMs)
        query.bind(*atMs);
    QList<Said<Thing>> group;
    while (query.step()) {
        Said<Thing> said{readHead(query), Codec<Thing>::read(query)};
        if (!group.isEmpty() && group.constFirst().head.thing != said.head.thing) {
            if (!hand(group, group.constFirst().head.thing))
                return;
            group.clear();
        }
        group.append(std::move(said));
    }
    if (!group.isEmpty() && !hand(group, group.constFirst().head.thing))
        return;
    // What stands for others and is not said by anybody itself.
    for (const qint64 thing : QSet<qint64>(standing)) {
        group.clear();
        if (!hand(group, thing))
            return;
    }
}

/// Without conflicts, which few callers want.
template<typename Thing>
Merged<Thing> mergedOf(const QList<Said<Thing>> &all, const CatalogInfos &catalogs)
{
    Merged<Thing> merged;
    merged.thing = all.constFirst().thing;
    merged.firstSeenMs = all.constFirst().head.firstSeenMs;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Said<Thing> &said = all[i];
        if (i > 0)
            fillGaps(merged.thing, said.thing);
        const CatalogInfo catalog = catalogs.value(said.head.catalog);
        QString url;
        if constexpr (requires { said.thing.url; })
            url = said.thing.url;
        // A thing may have been read alone since its catalog was.
        const std::int64_t seenMs = std::max(catalog.lastGoodMs, said.head.firstSeenMs);
        merged.sources.append({catalog.name, catalog.kind, said.thing.nativeId, url, seenMs});
        merged.firstSeenMs = std::min(merged.firstSeenMs, said.head.firstSeenMs);
        merged.lastSeenMs = std::max(merged.lastSeenMs, seenMs);
    }
    return merged;
}

} // namespace meshlens::store
