// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// Project Nessie: tables and views on a branch of a catalog with commits.
///
///   GET /api/v2/config                                   the default branch
///   GET /api/v2/trees                                    branches and tags: tags of the mesh
///   GET /api/v2/trees/{ref}/entries?content=true         what is there
///   GET /api/v2/trees/{ref}@{old}/diff/{ref}             what changed since the last pull
///   GET /api/v2/trees/{ref}/history?fetch=ALL            who changed what when
///
/// Times: the newest commit that put a table is when its data came. The commit's author is a party,
/// and each commit a load with the author beside it. Columns are not in Nessie: its Iceberg REST
/// side (`iceberg-rest` at /iceberg) has them, and `nessie-id` joins what both say.
/// Source: Nessie REST API v2, annotations of the server; OpenAPI examples.
class NessieCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "/api/v2";
    static constexpr auto tokenPath = "";
    using RestCatalog::RestCatalog;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
