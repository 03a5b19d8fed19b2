// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_coordinates.h"

namespace meshlens::lineage::layered {

/// One connected part of a graph on its way through the steps.
struct LayoutPart {
    std::vector<int> boxes;      // numbers in the whole graph
    std::vector<double> widths;  // of those
    std::vector<double> heights; //
    std::vector<int> group;      // of those; empty: no groups
    std::vector<Way> ways;       // by the numbers of the part; moved into `graph`
    std::vector<int> wayNumbers; // in the whole graph
    LayeredGraph graph;
    LayerOrder order;
    std::vector<double> centres; // down the layers, from 0
    double height = 0;
};

} // namespace meshlens::lineage::layered
