// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_catalog.h"

namespace meshlens::catalogs {

/// lakeFS: repositories with branches over object storage.
///
///   GET /api/v1/repositories                                         domains
///   GET .../repositories/{r}/branches/{b}                            the commit it stands at
///   GET .../repositories/{r}/refs/{commit}/objects/ls?delimiter=/    folders and objects
///   GET .../repositories/{r}/refs/{commit}/objects?path=             rows of a sample
///   (lakefs_rows.h)
///
/// lakeFS has no tables. A folder is a dataset when objects lie in it, when its folders are
/// partitions (`day=1`) or `_delta_log`, or at the option `depth`; an object at the root is one by
/// itself. Everything is read at one commit; a branch that stands where it stood is not read.
/// Newest data: the newest object that was listed.
/// Source: lakeFS OpenAPI document.
class LakefsCatalog final : public RestCatalog
{
public:
    static CatalogKind kind();
    static constexpr auto path = "/api/v1";
    static constexpr auto tokenPath = "";
    using RestCatalog::RestCatalog;

    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;

private:
    Result<QString> look(std::stop_token stop) override;
    Result<void> read(RestPull &pull) override;
};

} // namespace meshlens::catalogs
