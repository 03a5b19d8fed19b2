// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout.h"

#include <optional>

namespace meshlens::ui {

/// Few large boxes whose layers would make one long row, put into fewer columns.
struct Wrapping {
    std::vector<QPointF> centres; // one a box: `previous` of a second layout
    std::vector<char> upright;    // of each link: both its boxes stand in one column
};

/// Nothing where the drawing is readable as it is, or where columns would not make it so.
/// Links that go from left to right in `places` do so afterwards, or stand upright.
/// `layerGap` and `nodeGap` are those between columns and rows. Thread: any; pure.
[[nodiscard]] std::optional<Wrapping> wrapped(const lineage::LayoutGraph &graph,
                                              const lineage::LayoutPlaces &places, double layerGap,
                                              double nodeGap, double unit);

} // namespace meshlens::ui
