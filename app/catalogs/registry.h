// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/client.h"
#include "models/catalog.h"
#include "models/clock.h"

#include <memory>

/// The kinds of catalog this program knows, and how to make one.
namespace meshlens::catalogs {

/// What a kind of catalog gives to the registry: one of these a kind, listed in registry.cpp.
struct Registration {
    CatalogKind (*kind)();
    Result<std::unique_ptr<Catalog>> (*make)(const CatalogConnection &connection,
                                             const QString &secret, net::Client &client,
                                             const Clock &clock);
};

/// In the order in which a form offers them.
[[nodiscard]] QList<CatalogKind> kinds();

/// The adapter of a connection; nothing is asked over the network yet. `client` outlives it.
/// Error Usage: the kind is not known, or the address or an option cannot be meant.
[[nodiscard]] Result<std::unique_ptr<Catalog>> make(const CatalogConnection &connection,
                                                    const QString &secret, net::Client &client,
                                                    const Clock &clock);

} // namespace meshlens::catalogs
