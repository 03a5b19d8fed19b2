// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_glue_pull.h"
#include "models/live/live_search.h"

/// A Glue Data Catalog searched where it is: SearchTables, GetTable, GetDatabase.
/// Thread: any; blocks.
namespace meshlens::catalogs {

/// Tables only: SearchTables knows nothing else. `total` is not told by the service.
[[nodiscard]] Result<live::Page> searchGlue(GlueServices &services, const GlueNames &names,
                                            const CatalogConnection &connection,
                                            const live::Query &query, std::stop_token stop);

/// As live::SearchableCatalog::readThings; a table brings its database as its domain.
[[nodiscard]] Result<PullOutcome> readGlueThings(GlueServices &services, const GlueNames &names,
                                                 const QList<live::Thing> &things, PullSink &sink,
                                                 std::stop_token stop);

} // namespace meshlens::catalogs
