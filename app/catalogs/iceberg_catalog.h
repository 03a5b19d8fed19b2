// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// Any Iceberg REST catalog: Polaris, Nessie, Lakekeeper, Gravitino, Hive's servlet, Unity.
///
///   GET /v1/config?warehouse=                              prefix, separator, what it can do
///   GET /v1/{prefix}/namespaces?parent=                    one level at a time
///   GET /v1/{prefix}/namespaces/{ns}                       properties of the first level
///   GET /v1/{prefix}/namespaces/{ns}/tables, .../views     names only
///   GET .../tables/{table}?snapshots=refs                  with the ETag of last time: 304
///
/// A namespace of the first level is a domain. The API lists no versions, so an unchanged sync
/// asks for each table too, but hardly a byte comes where the server knows ETags.
/// Source: Iceberg REST catalog API (rest-catalog-open-api.yaml of Apache Iceberg).
class IcebergCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "/v1";
    static constexpr auto tokenPath = "oauth/tokens";
    using RestCatalog::RestCatalog;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

/// The Hive metastore, through the Iceberg REST servlet of Hive 4.1 and later: the same API, and
/// the metastore's own name of each table beside it. (Older ones are read through Trino or Glue.)
class HiveCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "/v1";
    static constexpr auto tokenPath = "oauth/tokens";
    using RestCatalog::RestCatalog;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
