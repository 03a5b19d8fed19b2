// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/core.h"
#include "models/store/merge.h"
#include "models/store/row_codec.h"

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
};
using CatalogInfos = QHash<qint64, CatalogInfo>;

[[nodiscard]] CatalogInfos catalogInfos(Connection &connection);

[[nodiscard]] Error nothingCalled(const QString &key);

/// Calls `each` with what the catalogs say of one thing after the other, in order of rank, until it
/// returns false. `condition` is SQL that begins with AND, or empty; `value` is its parameter.
template<typename Thing, typename Each>
void forEachSaid(Connection &connection, const std::string &condition, const QStringList &values,
                 const Each &each)
{
    Query query(connection, selectVisible(Codec<Thing>::table, Codec<Thing>::columns) + condition +
                                " ORDER BY r.thing_id, c.rank, r.id");
    if (values.size() == 1)
        query.bind(values.constFirst());
    QList<Said<Thing>> group;
    while (query.step()) {
        Said<Thing> said{readHead(query), Codec<Thing>::read(query)};
        if (!group.isEmpty() && group.constFirst().head.thing != said.head.thing) {
            if (!each(group))
                return;
            group.clear();
        }
        group.append(std::move(said));
    }
    if (!group.isEmpty())
        each(group);
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
        merged.sources.append(
            {catalog.name, catalog.kind, said.thing.nativeId, url, catalog.lastGoodMs});
        merged.firstSeenMs = std::min(merged.firstSeenMs, said.head.firstSeenMs);
        merged.lastSeenMs = std::max(merged.lastSeenMs, catalog.lastGoodMs);
    }
    return merged;
}

} // namespace meshlens::store
