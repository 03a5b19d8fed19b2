// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// A schema registry with the Confluent API: Confluent, Apicurio, Karapace, Redpanda.
///
///   GET /subjects                                    what there is; the connection test
///   GET /schemas?latestOnly=true&offset=&limit=      everything at once, where a server has it
///   GET /subjects/{s}/versions/latest                one by one, where it has not
///   GET /config/{s}?defaultToGlobal=true             compatibility, of what is new or changed
///
/// A subject `orders-value` is the topic `orders`, and `orders-key` its key (columns `key.…`);
/// other subjects are streams by their own name. References between schemas are lineage. The
/// registry knows no time of data, so freshness is unknown. Source: Confluent Schema Registry API,
/// OpenAPI document of Apicurio (v7).
class RegistryCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "";
    static constexpr auto tokenPath = "";
    using RestCatalog::RestCatalog;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
