// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_part.h"

#include <QPointF>

#include <optional>

namespace meshlens::lineage::layered {

/// Where boxes stood in an earlier drawing; none: they are new.
using EarlierPlaces = std::vector<std::optional<QPointF>>;

/// For each box a number that says how far right it belongs: its place in the earlier drawing, for
/// new ones beside what they hang on.
[[nodiscard]] std::vector<double> earlierFlow(const EarlierPlaces &earlier,
                                              const std::vector<Arc> &arcs);

struct StableColumns {
    std::vector<int> layerOf;    // of each box
    std::vector<double> middles; // of each layer
};

/// The columns of the earlier drawing, with new ones where they are needed. `arcs` have no loops.
[[nodiscard]] StableColumns stableColumns(const EarlierPlaces &earlier,
                                          const std::vector<Arc> &arcs,
                                          const std::vector<double> &widths, double layerGap);

/// Sets the order of a part by the earlier places, and `centres` to where everything would stand if
/// there were room.
void orderStably(LayoutPart &part, const EarlierPlaces &earlier, Spacing spacing, LayoutCrew &crew);

/// Sets order and centres of a part so that earlier boxes stay above and below each other as they
/// were, and move only as far as new and larger ones push them. Stand-ins take no room of their
/// own.
void placeStably(LayoutPart &part, const EarlierPlaces &earlier, Spacing spacing, LayoutCrew &crew);

} // namespace meshlens::lineage::layered
