// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_datazone_pull.h"
#include "models/live/live_search.h"

/// A DataZone domain searched where it is: SearchListings, GetListing, and what names a listing
/// (GetProject, GetDomainUnit, Search of terms). Thread: any; blocks.
namespace meshlens::catalogs {

/// One page of what is published, best first as DataZone ranks it; with how many it found.
[[nodiscard]] Result<live::Page> searchZone(AwsService &zone, const ZoneNames &names,
                                            const live::Query &query, std::stop_token stop);

/// As live::SearchableCatalog::readThings. A listing brings its project as owner, the project's
/// domain unit as its domain, its terms, the latest results of its checks and its lineage; a data
/// product also the assets that it is made of, at most 100.
[[nodiscard]] Result<PullOutcome> readZoneThings(AwsService &zone, const ZoneNames &names,
                                                 const QList<live::Thing> &things, PullSink &sink,
                                                 const Clock &clock, std::stop_token stop);

} // namespace meshlens::catalogs
