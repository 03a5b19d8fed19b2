// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"
#include "app/catalogs/unity_access.h"

namespace meshlens::catalogs {

/// Unity Catalog: the open source server, and Databricks.
///
///   GET /api/2.1/unity-catalog/metastore_summary         the instance in the keys
///   GET .../catalogs                                     domains
///   GET .../schemas?catalog_name=                        schemas
///   GET .../tables | volumes | functions | models ?catalog_name=&schema_name=
///
/// A schema is a data product, and what is in it are its ports: that is what access is asked for
/// (unity_access.h). One call a page of each list, none for a single table. View dependencies are
/// lineage; on Databricks (unity_databricks.h) there is recorded lineage and rows of samples too.
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
    Result<AccessPage> accessRequests(std::stop_token stop) override;
    Result<mesh::AccessPreview> previewAccess(const mesh::AccessDraft &draft,
                                              const QString &productNativeId,
                                              std::stop_token stop) override;
    Result<mesh::AccessRequest> requestAccess(const mesh::AccessDraft &draft,
                                              const QString &productNativeId,
                                              const QString &idempotencyKey,
                                              std::stop_token stop) override;
    /// Revoke and Return; there is nothing else to be done with a grant.
    Result<mesh::AccessRequest> act(const mesh::AccessAction &action, const QString &idempotencyKey,
                                    std::stop_token stop) override;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
    [[nodiscard]] QByteArray api() const;
    [[nodiscard]] UnityAccess access(std::stop_token stop) const;
};

} // namespace meshlens::catalogs
