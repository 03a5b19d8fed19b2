// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/hits.h"

namespace meshlens::search {

/// The query against every part. Error: Cancelled.
[[nodiscard]] Result<std::vector<Matcher>> matched(const Index::Data &data, const Query &query,
                                                   const FindOptions &options,
                                                   const Cancelled &cancelled);

/// Calls `each` for the documents of one set a part in the order of rank, until it returns false.
void inOrderOfRank(const Index::Data &data, const std::vector<const Bits *> &sets,
                   const std::function<bool(const Found &)> &each);

/// The found documents from `offset` on, at most `limit`, in the order of the options.
///
/// Best: tier by tier, in a tier by number, which is rank; parts are merged by rank. Name: along
/// the sorted names. Quality and freshness: all that is found is sorted.
[[nodiscard]] std::vector<Found> page(const Index::Data &data, const std::vector<Matcher> &matchers,
                                      const FindOptions &options);

} // namespace meshlens::search
