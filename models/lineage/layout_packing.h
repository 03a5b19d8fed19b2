// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace meshlens::lineage::layered {

/// A part to pack: so many columns wide and so high.
struct PackedPart {
    int columns = 1;
    double height = 0;
    int column = 0; // where it goes: first column
    double y = 0;   // and its upper edge
};

/// Gives each part a place in one grid of columns: large parts first, each where the grid is filled
/// least; as many columns as make the whole fit a screen best. `columnWidth` with its gap.
void pack(std::vector<PackedPart> &parts, double columnWidth, double gap);

} // namespace meshlens::lineage::layered
