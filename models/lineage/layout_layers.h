// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// A layer for each vertex of one connected part without loops, from 0, so that each arc goes at
/// least one layer to the right and all of them together pass few layers: with more work an arc,
/// fewer.
[[nodiscard]] std::vector<int> layersOf(int vertices, const std::vector<Arc> &arcs, int workAnArc,
                                        LayoutCrew &crew);

/// Makes valid layers of one connected part as short as it can with so many steps of work: the
/// network simplex method. `arcs` is not empty.
void tighten(std::vector<int> &layers, const std::vector<Arc> &arcs, long long work,
             LayoutCrew &crew);

} // namespace meshlens::lineage::layered
