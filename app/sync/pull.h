// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/store/rows.h"
#include "models/store/store.h"

#include <functional>

namespace meshlens::sync {

using PullProgress = std::function<void(const QString &part, qint64 done, qint64 total)>;

/// Reads one catalog into the store: one generation, shown by one commit, with the person's access
/// requests beside it. Every try is recorded; one that fails or is stopped changes nothing else, so
/// the last good generation stays.
///
/// Errors: Conflict, another process (or thread) is reading this catalog, which is not recorded as
/// a try; else what the adapter or the store says.
/// Thread: a worker's; blocks. `progress` (may be empty) is called from it.
[[nodiscard]] Result<store::SyncRun>
pullCatalog(store::Store &store, const CatalogConnection &connection, Catalog &catalog, bool full,
            const PullProgress &progress, std::stop_token stop);

/// Reads the person's requests and grants from the catalog into the store.
[[nodiscard]] Result<void> pullRequests(store::Store &store, const QString &catalogName,
                                        Catalog &catalog, std::stop_token stop);

} // namespace meshlens::sync
