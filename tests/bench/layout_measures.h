// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout.h"

#include <ctime>

/// What the benches of lineage share: graphs to lay out, what a drawing is worth, and clocks.
namespace meshlens::bench {

using lineage::LayoutGraph;
using lineage::LayoutPlaces;

/// Layers of products with more links inside than between them, some hubs, a few loops. The same
/// seed, the same graph.
[[nodiscard]] LayoutGraph invented(int nodes, unsigned seed);
/// A file in the format of the command `layout`; empty where it cannot be read.
[[nodiscard]] LayoutGraph fromFile(const QString &path);
/// The graph as a second layout gets it; `places` has to outlive that.
[[nodiscard]] LayoutGraph remembering(LayoutGraph graph, const LayoutPlaces &places);
[[nodiscard]] QByteArray toJson(const LayoutGraph &graph);

/// Of the drawn lines.
struct Quality {
    double crossings = 0; // of links without a node in common; a pair counts as often as it crosses
    bool estimated = false;
    double bends = 0;       // a link
    double length = 0;      // mean, in mean node widths
    double leftToRight = 0; // share of links whose target begins right of the source's end
    qint64 overlaps = 0;    // pairs of boxes, by more than half a pixel both ways
    qint64 through = 0;     // lines through a box that is not their own, a link and box once
};
/// Crossings are counted for every segment where there are at most `exact`, else for each nth of
/// them and estimated.
[[nodiscard]] Quality qualityOf(const LayoutGraph &graph, const LayoutPlaces &places,
                                std::size_t exact);

[[nodiscard]] qint64 nanosecondsOf(clockid_t clock);
/// Time the calling thread has worked; others on the machine do not count.
[[nodiscard]] qint64 threadNanoseconds();
/// The most that the process had resident until now.
[[nodiscard]] int peakMegabytes();

} // namespace meshlens::bench
