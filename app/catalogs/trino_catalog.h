// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// Trino as a catalog: what its connectors see, by SQL (trino_client.h). Three statements a
/// catalog:
///
///   SELECT ... FROM "cat".information_schema.tables
///   SELECT ... FROM system.jdbc.columns WHERE table_cat = 'cat'          with comments
///   SELECT ... FROM system.metadata.table_comments WHERE catalog_name = 'cat'
///
/// A table of Trino is a window on another system: the option `underlying` says on which, and its
/// key is then another name of the same dataset. Trino knows no time of data by itself.
class TrinoCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "";
    static constexpr auto tokenPath = "";
    TrinoCatalog(const CatalogConnection &connection, std::unique_ptr<RestClient> client,
                 const Clock &clock);

    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
