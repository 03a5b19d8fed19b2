// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// Which arcs to turn round so that no loop is left, one entry an arc; few of them. No arc may be a
/// self loop.
[[nodiscard]] std::vector<char> arcsAgainstTheFlow(int vertices, const std::vector<Arc> &arcs,
                                                   LayoutCrew &crew);

} // namespace meshlens::lineage::layered
