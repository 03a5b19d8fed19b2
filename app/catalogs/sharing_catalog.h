// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// A Delta Sharing server: what others share with us.
///
///   GET /shares                                          data products
///   GET /shares/{share}/all-tables                       their output ports
///   GET .../tables/{table}/metadata                      columns, Delta id, size
///   GET .../tables/{table}/version                       of known tables: has it changed?
///   POST .../tables/{table}/query {"startingVersion":N}  when that version was written
///
/// Being listed is the grant: a share's access is open. The secret is a bearer token, or the whole
/// profile file (`*.share`). Rows come as Parquet files behind links (sharing_protocol.h).
/// Source: Delta Sharing protocol, PROTOCOL.md.
class SharingCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static Registration registration(); // reads profile files
    using RestCatalog::RestCatalog;

    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
