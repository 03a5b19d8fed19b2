// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_routes.h"

#include <algorithm>

// The line of a link is a string pulled taut between its ends. In each layer that it passes, its
// stand-in says between which two boxes; the corners of these boxes, and of wider ones further up
// and down whose corners stand out, are gates: at their x the line has to be below a roof or above
// a floor. Since x only grows, the shortest such line is found by the funnel method (Lee and
// Preparata 1984) in time linear in the gates: the two taut lines from the last sure bend to the
// latest roof and the latest floor bound all that is to come, and where they would cross, the
// bend is sure.
//
// Taut strings cross no more often than their way between the boxes forces them to. Strings through
// the same gap keep a little distance in the order of their stand-ins, so that they do not touch.

namespace meshlens::lineage::layered {
namespace {

double slopeOf(QPointF from, QPointF to)
{
    return (to.y() - from.y()) / std::max(1e-9, to.x() - from.x());
}

/// The taut lines to the latest roof and the latest floor; both start at the last sure bend.
class Funnel
{
public:
    void start(QPointF point)
    {
        m_roofs.begin(point);
        m_floors.begin(point);
    }
    void addRoof(QPointF point, std::vector<QPointF> &sure)
    {
        add(point, m_roofs, m_floors, 1, sure);
    }
    void addFloor(QPointF point, std::vector<QPointF> &sure)
    {
        add(point, m_floors, m_roofs, -1, sure);
    }
    void end(QPointF point, std::vector<QPointF> &sure)
    {
        addRoof(point, sure);
        for (std::size_t i = m_roofs.head + 1; i < m_roofs.bends.size(); ++i)
            sure.push_back(m_roofs.bends[i].at);
    }

private:
    struct Bend {
        QPointF at;
        double slope; // of the line that comes from the bend before
    };
    struct Line {
        std::vector<Bend> bends; // from `head` on
        std::size_t head = 0;

        void begin(QPointF point)
        {
            bends.assign(1, {point, 0});
            head = 0;
        }
        [[nodiscard]] bool isPoint() const { return bends.size() - head == 1; }
    };

    /// `sign` turns floors into roofs.
    static void add(QPointF point, Line &own, Line &other, double sign, std::vector<QPointF> &sure)
    {
        while (!own.isPoint() && sign * own.bends.back().slope <=
                                     sign * slopeOf(own.bends[own.bends.size() - 2].at, point))
            own.bends.pop_back();
        double slope = 0;
        if (own.isPoint()) {
            slope = slopeOf(other.bends[other.head].at, point);
            while (!other.isPoint() && sign * other.bends[other.head + 1].slope < sign * slope) {
                ++other.head;
                sure.push_back(other.bends[other.head].at);
                slope = slopeOf(sure.back(), point);
            }
            own.begin(other.bends[other.head].at);
        } else {
            slope = slopeOf(own.bends.back().at, point);
        }
        own.bends.push_back({point, slope});
    }

    Line m_roofs;
    Line m_floors;
};

} // namespace

WayRouter::WayRouter(const PlacedPart &part)
    : m_part(part), m_wider(part.graph.real), m_next(part.graph.vertices() - part.graph.real),
      m_rank(m_next.size())
{
    std::vector<int> open; // boxes above, each wider than the one after it
    for (const std::vector<int> &layer : part.order.layers) {
        open.clear();
        int last = -1;
        int between = 0;
        for (const int vertex : layer) {
            if (!part.graph.isReal(vertex)) {
                m_next[vertex - part.graph.real].above = last;
                m_rank[vertex - part.graph.real].above = between++;
                continue;
            }
            while (!open.empty() && part.widths[open.back()] < part.widths[vertex]) {
                m_wider[open.back()].below = vertex;
                open.pop_back();
            }
            if (!open.empty() && part.widths[open.back()] > part.widths[vertex])
                m_wider[vertex].above = open.back();
            else if (!open.empty())
                m_wider[vertex].above = m_wider[open.back()].above;
            open.push_back(vertex);
            last = vertex;
            between = 0;
        }
        last = -1;
        between = 0;
        for (auto vertex = layer.rbegin(); vertex != layer.rend(); ++vertex) {
            if (part.graph.isReal(*vertex)) {
                last = *vertex;
                between = 0;
                continue;
            }
            m_next[*vertex - part.graph.real].below = last;
            m_rank[*vertex - part.graph.real].below = between++;
        }
    }
}

void WayRouter::addGates(int standIn, std::vector<Gate> &gates) const
{
    const std::size_t number = standIn - m_part.graph.real;
    const double middle = m_part.columns[m_part.graph.layerOf[standIn]];
    const double margin = m_part.spacing.wayNode / 2;
    const auto [above, below] = m_next[number];
    const auto [ranksAbove, ranksBelow] = m_rank[number];
    double apart = m_part.spacing.ways / 2;
    if (above >= 0 && below >= 0) {
        const double room = top(below) - bottom(above) - 2 * margin;
        apart = std::clamp(room / std::max(1, ranksAbove + ranksBelow), 0.0, apart);
    }
    const double roof = margin + ranksAbove * apart;
    const double floor = margin + ranksBelow * apart;
    const std::size_t begin = gates.size();
    for (int box = m_next[number].above; box >= 0; box = m_wider[box].above)
        gates.push_back({m_part.widths[box] / 2, bottom(box) + roof, true});
    for (int box = m_next[number].below; box >= 0; box = m_wider[box].below)
        gates.push_back({m_part.widths[box] / 2, top(box) - floor, false});
    const auto first = gates.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, gates.end(), [](const Gate &a, const Gate &b) { return a.x < b.x; });
    const std::size_t count = gates.size() - begin;
    for (std::size_t i = 0; i < count; ++i) // the same corners on the right, mirrored
        gates.push_back({middle + gates[begin + i].x, gates[begin + i].y, gates[begin + i].isRoof});
    std::reverse(gates.begin() + static_cast<std::ptrdiff_t>(begin),
                 gates.begin() + static_cast<std::ptrdiff_t>(begin + count));
    for (std::size_t i = 0; i < count; ++i)
        gates[begin + i].x = middle - gates[begin + i].x;
}

/// Where wider boxes of the same layer stand out beside the box that the line leaves or reaches.
void WayRouter::addEndGates(int box, bool toTheRight, std::vector<Gate> &gates) const
{
    const double middle = m_part.columns[m_part.graph.layerOf[box]];
    const double margin = m_part.spacing.wayNode / 2;
    const double side = toTheRight ? 1 : -1;
    const std::size_t begin = gates.size();
    for (int other = m_wider[box].above; other >= 0; other = m_wider[other].above)
        gates.push_back({middle + side * m_part.widths[other] / 2, bottom(other) + margin, true});
    for (int other = m_wider[box].below; other >= 0; other = m_wider[other].below)
        gates.push_back({middle + side * m_part.widths[other] / 2, top(other) - margin, false});
    std::sort(gates.begin() + static_cast<std::ptrdiff_t>(begin), gates.end(),
              [](const Gate &a, const Gate &b) { return a.x < b.x; });
}

void WayRouter::route(const Way &way, std::vector<QPointF> &points) const
{
    thread_local std::vector<Gate> gates;
    gates.clear();
    addEndGates(way.from, true, gates);
    for (int i = 0; i < m_part.graph.standIns(way); ++i)
        addGates(way.firstStandIn + i, gates);
    addEndGates(way.to, false, gates);
    const auto end = [&](int box, double y, double side) {
        return QPointF(m_part.columns[m_part.graph.layerOf[box]] + side * m_part.widths[box] / 2,
                       m_part.centres[box] + y);
    };
    const QPointF from = end(way.from, way.fromY, 1);
    const QPointF to = end(way.to, way.toY, -1);
    points.push_back(from);
    if (isFree(from, to, gates)) {
        points.push_back(to);
        return;
    }
    thread_local Funnel funnel;
    funnel.start(from);
    for (const Gate &gate : gates) {
        if (gate.isRoof)
            funnel.addRoof({gate.x, gate.y}, points);
        else
            funnel.addFloor({gate.x, gate.y}, points);
    }
    funnel.end(to, points);
}

/// Whether the straight line keeps to all gates.
bool WayRouter::isFree(QPointF from, QPointF to, const std::vector<Gate> &gates)
{
    const double steep = slopeOf(from, to);
    return std::all_of(gates.begin(), gates.end(), [&](const Gate &gate) {
        const double y = from.y() + steep * (gate.x - from.x());
        return gate.isRoof ? y >= gate.y : y <= gate.y;
    });
}

} // namespace meshlens::lineage::layered
