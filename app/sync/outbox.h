// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/store/store.h"

#include <functional>
#include <memory>

namespace meshlens::sync {

/// The adapter of a connection by its name. Thread: a worker's; may block.
using CatalogByName = std::function<Result<std::shared_ptr<Catalog>>(const QString &name)>;

struct OutboxReport {
    int sent = 0;
    int refused = 0;                    // for good
    int conflicts = 0;                  // something newer had happened
    int waiting = 0;                    // left for later, by time or by network
    std::optional<std::int64_t> nextMs; // when to send again; nothing: nothing waits for time
};

/// Sends what the outbox holds and is due, in the order in which it was put there; of one request
/// nothing overtakes. Sends nothing twice: the key that a catalog recognises a wish by is stored
/// with it. After sending, the catalog's request replaces ours in the same transaction that empties
/// the outbox.
///
/// What could not be sent is tried again later, with growing waits. A refusal stays with its reason
/// until the person discards it; after a conflict the newer request is fetched, so that both
/// can be shown (wish.h: stateOf).
/// Errors: Conflict, another process is sending; Storage.
/// Thread: a worker's; blocks.
[[nodiscard]] Result<OutboxReport> sendOutbox(store::Store &store, const CatalogByName &catalogs,
                                              std::stop_token stop);

} // namespace meshlens::sync
