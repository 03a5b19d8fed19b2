// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_drawing.h"

#include <span>

/// The lines of a drawing's links; for graph_drawing.cpp only.
namespace meshlens::ui {

/// Curves from point to point that leave and arrive level. Between two layers they swing freely;
/// along a longer way they stay close to the straight line, which passes no node.
void route(DrawnEdge &edge, std::span<const QPointF> way, double gap, double unit);

/// Between two nodes of one column: straight where nothing stands between them, else through the
/// gap on the right.
void routeUpright(const Drawing &drawing, DrawnEdge &edge, double gap, double unit);

/// Moves the numbers upon bundles along their lines to where they cover neither a node nor each
/// other, as far as that can be had.
void placeCounts(Drawing &drawing, double unit);

} // namespace meshlens::ui
