// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations_p.h"

#include "app/sync/live_search.h"
#include "models/store/reader.h"

namespace meshlens::app {

Result<void> Operations::searchLive(const QString &query, const LiveTold &told,
                                    std::stop_token stop)
{
    QList<CatalogConnection> all;
    if (const auto reader = d->store->read(); !reader) {
        return reader.error();
    } else if (const auto rows = reader->catalogs(); !rows) {
        return rows.error();
    } else {
        for (const store::CatalogRow &row : *rows)
            all.append(row.connection);
    }
    sync::searchLive(*d->store, all, catalogByName(), query, told, std::move(stop));
    return {};
}

Result<QString> Operations::readLive(const QString &catalog, const live::Thing &thing,
                                     std::stop_token stop)
{
    const auto connection = d->connectionCalled(catalog);
    if (!connection)
        return connection.error();
    const auto adapter = connect(*connection);
    if (!adapter)
        return adapter.error();
    auto key = sync::readLive(*d->store, *connection, **adapter, thing, stop);
    if (key)
        (void)afterSync(std::move(stop)); // what was read stays, whatever comes of the scores
    return key;
}

} // namespace meshlens::app
