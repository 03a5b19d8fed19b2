// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sync/outbox.h"
#include "models/live/live_search.h"
#include "models/store/store.h"

#include <functional>

/// Asking catalogs that are searched where they are. Thread: a worker's; blocks.
namespace meshlens::sync {

using LiveTold = std::function<void(const live::Answer &)>;

/// Puts a query to the live ones among these catalogs, all at once, and tells of each twice: that
/// it is being asked, and its answer or why there is none. What the index has already is left out.
/// Returns when all have answered, run out of `patience` (at most a little later) or `stop` came;
/// after that nothing more is told. `told` is called from one thread at a time.
void searchLive(store::Store &store, const QList<CatalogConnection> &catalogs,
                const CatalogByName &byName, const QString &query, const LiveTold &told,
                std::stop_token stop, std::chrono::milliseconds patience = live::Query().patience);

/// Reads one thing into the index, as a small pull of its own, and gives its key. It will be read
/// again at each sync of the catalog. Errors: NotFound, it is gone; Conflict, the catalog is being
/// read by somebody else for longer than one waits; else the adapter's or the store's.
[[nodiscard]] Result<QString> readLive(store::Store &store, const CatalogConnection &connection,
                                       Catalog &catalog, const live::Thing &thing,
                                       std::stop_token stop);

} // namespace meshlens::sync
