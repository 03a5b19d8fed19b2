// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/channel.h"
#include "models/catalog.h"

namespace meshlens::catalogs {

/// The options that every catalog over HTTP has: `auth`, the secret, `apikey_header`, `proxy`,
/// `ca_file`, `timeout_s`.
[[nodiscard]] QList<CatalogOption> httpOptions();

/// How a connection is talked to: its address (with `path` behind it, unless it ends so already),
/// its credentials, its way out.
///
/// `auth` is none, bearer, apikey or basic; without it a secret is a bearer token.
/// Errors: Usage, for an address that is not one of the web, an `auth` that is not known, and one
/// whose secret is missing.
[[nodiscard]] Result<net::Channel::Settings>
channelSettings(const CatalogConnection &connection, const QString &secret, const QString &path);

} // namespace meshlens::catalogs
