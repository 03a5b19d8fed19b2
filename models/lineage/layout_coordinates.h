// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// Distances down a layer.
struct Spacing {
    double nodes = 20;   // between two boxes
    double wayNode = 10; // between a box and a link that passes
    double ways = 6;     // between two links that pass
    double lanes = 6;    // between two links that go round the drawing

    /// `linkGap` as LayoutOptions has it.
    Spacing(double nodeGap, bool bundle, double linkGap)
        : nodes(nodeGap), wayNode(nodeGap / 2), lanes(std::min(6.0, nodeGap / 3))
    {
        if (linkGap > 0)
            lanes = linkGap;
        ways = bundle ? 0 : lanes;
    }
};

/// How far the centre of `lower` has to stand from that of `upper`, the one above it.
struct Heights {
    const LayeredGraph &graph;
    const std::vector<double> &boxes; // heights of the boxes
    Spacing spacing;

    [[nodiscard]] double half(int vertex) const
    {
        return graph.isReal(vertex) ? boxes[vertex] / 2 : 0;
    }
    [[nodiscard]] double between(int upper, int lower) const
    {
        const int real = (graph.isReal(upper) ? 1 : 0) + (graph.isReal(lower) ? 1 : 0);
        const double gap = real == 2 ? spacing.nodes : real == 1 ? spacing.wayNode : spacing.ways;
        return half(upper) + half(lower) + gap;
    }
};

/// The centre of each vertex down its layer; the topmost edge of a box, or link, is at 0.
[[nodiscard]] std::vector<double> centresDown(const Heights &heights, const LayerOrder &order,
                                              int sweeps, LayoutCrew &crew);

/// Moves the vertices of a layer as near to `wishes` as the order and the distances allow, in the
/// least squares sense with `weights`. All three lists are in the order of the layer.
void settle(const Heights &heights, const std::vector<int> &layer,
            const std::vector<double> &wishes, const std::vector<double> &weights,
            std::vector<double> &centres);

} // namespace meshlens::lineage::layered
