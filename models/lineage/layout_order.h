// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

struct OrderOptions {
    bool draft = false;
    std::uint64_t seed = 1;
    std::vector<int> group; // of each box; -1: of none; empty: no groups
};

struct OrderedGraph {
    LayeredGraph graph;
    LayerOrder order;
};

/// The order of each layer that crosses few links. Of several layerings of the same part the one
/// that promises most is taken.
[[nodiscard]] OrderedGraph ordered(std::vector<LayeredGraph> layerings, const OrderOptions &options,
                                   LayoutCrew &crew);

} // namespace meshlens::lineage::layered
