// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout.h"

namespace meshlens::ui {

/// Spreads the ends of links along the sides of their boxes, in the order in which the lines of
/// `places` come in, so that neither wide lines nor arrows lie on each other. Changes `fromY` and
/// `toY`; false: no side has more than one end, or there are too many boxes for that to be seen.
[[nodiscard]] bool spreadEnds(lineage::LayoutGraph &graph, const lineage::LayoutPlaces &places,
                              double unit);

} // namespace meshlens::ui
