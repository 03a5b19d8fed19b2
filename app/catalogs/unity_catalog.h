// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// Unity Catalog: the open source server, and Databricks.
///
///   GET /api/2.1/unity-catalog/metastore_summary         the instance in the keys
///   GET .../catalogs                                     domains
///   GET .../schemas?catalog_name=                        schemas
///   GET .../tables | volumes | functions | models ?catalog_name=&schema_name=
///
/// One call a page of each list, none for a single table. View dependencies are lineage; on
/// Databricks (unity_databricks.h) there is recorded lineage and rows of samples too.
/// The API knows no time of data: freshness comes from Databricks' lineage, else it is unknown.
/// Source: OpenAPI document of Unity Catalog 0.6.0.
class UnityCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = ""; // Databricks has APIs beside /api/2.1/unity-catalog
    static constexpr auto tokenPath = "oidc/v1/token";
    using RestCatalog::RestCatalog;

    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
    [[nodiscard]] QByteArray api() const;
};

} // namespace meshlens::catalogs
