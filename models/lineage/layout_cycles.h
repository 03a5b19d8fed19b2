// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// Which arcs to turn round so that no loop is left, one entry an arc; few of them. No arc may be a
/// self loop. With `flow`, a number a vertex, those that lead to a lower number inside a loop are
/// turned.
[[nodiscard]] std::vector<char> arcsAgainstTheFlow(int vertices, const std::vector<Arc> &arcs,
                                                   LayoutCrew &crew,
                                                   const std::vector<double> &flow = {});

} // namespace meshlens::lineage::layered
