// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

struct ArrangeEffort {
    int starts = 20; // random orders of the coarsest level, of which the best is taken
    int rounds = 6;  // of smoothing, at each level
};

/// A place on one line for each vertex, neighbours near to each other: the vertices in their order.
/// Another seed gives another, about as good. `neighbours` has each arc at both its ends.
[[nodiscard]] std::vector<int> arranged(const Adjacency &neighbours, std::uint64_t seed,
                                        ArrangeEffort effort, LayoutCrew &crew);

/// The same of all vertices of a graph in layers, by its boxes alone: a stand-in goes where the
/// straight line between the ends of its link is. Where stand-ins are many times the boxes this
/// takes a fraction of the time; some 15 % more lines cross.
[[nodiscard]] std::vector<int> arrangedByBoxes(const LayeredGraph &graph, std::uint64_t seed,
                                               ArrangeEffort effort, LayoutCrew &crew);

/// Moves everything on a line to the mean of its neighbours and deals the places out anew, so
/// often.
void smoothLine(const Adjacency &neighbours, std::vector<int> &line, int rounds, LayoutCrew &crew);

} // namespace meshlens::lineage::layered
