// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_drawing.h"
#include "ui/lineage/grid_index.h"

#include <QLineF>

#include <optional>

namespace meshlens::ui {

/// Edges of a large graph as trunks, for views from so far that single lines would only make a
/// grey field. Every edge is cut where columns begin and end; pieces that begin and end within the
/// same `band` of height run together. So an edge is part of a trunk from end to end, and trunks
/// of all columns carry all edges.
///
/// Edges that came or went, and those that do not go to the right, are left to be drawn one by one.
/// Thread: any; immutable.
class EdgeBundles
{
public:
    struct Trunk {
        QLineF line;
        int edges = 1; // that run together here
    };

    /// `band`: height of what runs together, in units of the drawing.
    EdgeBundles(const Drawing &drawing, double band);

    [[nodiscard]] const std::vector<Trunk> &trunks() const { return m_trunks; }
    [[nodiscard]] std::vector<int> trunksIn(const QRectF &rect) const; // numbers, ascending
    [[nodiscard]] bool holds(int edge) const { return m_held[static_cast<std::size_t>(edge)] != 0; }
    /// Where columns begin and end, from left to right.
    [[nodiscard]] const std::vector<double> &cuts() const { return m_cuts; }

private:
    std::vector<double> m_cuts;
    std::vector<Trunk> m_trunks;
    std::vector<char> m_held; // of each edge
    std::optional<GridIndex> m_index;
};

} // namespace meshlens::ui
