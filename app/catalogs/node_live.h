// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/node_decode.h"
#include "app/catalogs/node_pages.h"
#include "models/live/live_search.h"

/// A mesh node searched where it is: GET /search, and single things.
/// Thread: any; blocks.
namespace meshlens::catalogs {

/// Shape of the answer: `SearchResult` of resources/api/mesh-node.openapi.yaml. Hits that cannot be
/// read are left out; an answer that is none is an Error Decode.
[[nodiscard]] Result<live::Page> searchNode(net::Channel &channel, const NodeNames &names,
                                            const live::Query &query, std::stop_token stop);

/// As live::SearchableCatalog::readThings.
[[nodiscard]] Result<PullOutcome> readNodeThings(net::Channel &channel, const NodeNames &names,
                                                 const QList<live::Thing> &things,
                                                 bool surroundings, PullSink &sink,
                                                 std::stop_token stop);

} // namespace meshlens::catalogs
