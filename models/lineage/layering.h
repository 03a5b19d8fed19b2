// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

/// The part of a layered drawing that knows no sizes: which layer, and in which order.
namespace meshlens::lineage {

/// The way of one edge through the layers: its ends and the stand-ins between, left to right.
struct Chain {
    std::vector<int> nodes; // empty: the edge is a self loop
    bool reversed = false;  // it closes a loop and is drawn from right to left
};

/// Nodes 0 to `real` - 1 are the input's; those after stand in for long edges, one a layer.
struct LayeredGraph {
    int real = 0;
    std::vector<int> layerOf;
    std::vector<std::vector<int>> layers; // in order from top to bottom
    std::vector<std::vector<int>> before; // neighbours in the layer before
    std::vector<std::vector<int>> after;
    std::vector<Chain> chains; // one an edge, in the order given
    [[nodiscard]] bool isReal(int node) const { return node < real; }
};

/// `groups`: a number a node, nodes of one group stay together inside a layer; -1: of none.
/// False from `keepGoing` ends the work early, with an order that is valid, only not good.
[[nodiscard]] LayeredGraph layered(int nodes, const std::vector<std::pair<int, int>> &edges,
                                   const std::vector<int> &groups, int sweeps,
                                   const std::function<bool()> &keepGoing);

/// Crossings between neighbouring layers.
[[nodiscard]] long long crossings(const LayeredGraph &graph);

} // namespace meshlens::lineage
