// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_coordinates.h"

#include <QPointF>

namespace meshlens::lineage::layered {

/// One part with a place for everything.
struct PlacedPart {
    const LayeredGraph &graph;
    const LayerOrder &order;
    const std::vector<double> &centres; // down the layer, of each vertex
    const std::vector<double> &widths;  // of the boxes
    const std::vector<double> &heights; // of the boxes
    const std::vector<double> &columns; // middle of each layer from left to right
    Spacing spacing;
};

/// Finds the lines of the ways of one part: from the right side of one box to the left side of the
/// other, through no box.
class WayRouter
{
public:
    explicit WayRouter(const PlacedPart &part);
    /// Adds the points of a way that is no detour to `points`. Thread: any.
    void route(const Way &way, std::vector<QPointF> &points) const;

private:
    struct Neighbours { // boxes of the same layer; -1: none
        int above = -1;
        int below = -1;
    };
    struct Gate {
        double x;
        double y;
        bool isRoof; // the line passes below; else above
    };
    [[nodiscard]] static bool isFree(QPointF from, QPointF to, const std::vector<Gate> &gates);
    void addGates(int standIn, std::vector<Gate> &gates) const;
    void addEndGates(int box, bool toTheRight, std::vector<Gate> &gates) const;
    [[nodiscard]] double top(int box) const
    {
        return m_part.centres[box] - m_part.heights[box] / 2;
    }
    [[nodiscard]] double bottom(int box) const
    {
        return m_part.centres[box] + m_part.heights[box] / 2;
    }

    PlacedPart m_part;
    std::vector<Neighbours> m_wider; // of each box: the next wider ones
    std::vector<Neighbours> m_next;  // of each stand-in: the next boxes
    std::vector<Neighbours> m_rank;  // of each stand-in: how many stand between it and those
};

} // namespace meshlens::lineage::layered
