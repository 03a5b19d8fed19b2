// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_coordinates.h"

#include <optional>

namespace meshlens::lineage::layered {

struct FoldAim {
    double aspect = 1.6; // width to height of the part, at most
    double height = 0;   // that the part has at least
    double layerGap = 0;
    long long mostStandIns = 0;
};

struct FoldedPart {
    LayeredGraph graph;
    LayerOrder order;
};

/// Splits layers that are too tall into neighbouring ones. Nothing where the part is no taller than
/// the aim, or once the crew has stopped. `widths` are those of the boxes.
[[nodiscard]] std::optional<FoldedPart> folded(const Heights &heights, const LayerOrder &order,
                                               const std::vector<double> &widths,
                                               const FoldAim &aim, LayoutCrew &crew);

} // namespace meshlens::lineage::layered
