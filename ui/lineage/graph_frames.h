// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_drawing.h"

namespace meshlens::ui {

constexpr double frameGap = 54; // between nodes, so that two frames fit between any two

/// Draws a line around products of one domain that stand side by side: over several layers where
/// no foreign node or frame stands between, else a layer at a time.
void addFrames(Drawing &drawing, const GraphExtras &extras, double unit);

} // namespace meshlens::ui
