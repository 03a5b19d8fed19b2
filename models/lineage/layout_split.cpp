// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_cycles.h"
#include "models/lineage/layout_drawing.h"

#include <numeric>

namespace meshlens::lineage::layered {

/// Links between the same places share a way.
void Drawing::findWays()
{
    const auto boxes = static_cast<int>(m_input.boxes.size());
    std::vector<Arc> ends;
    ends.reserve(m_input.links.size());
    for (std::size_t i = 0; i < m_input.links.size(); ++i)
        ends.push_back({m_input.links[i].from, static_cast<int>(i)});
    const Adjacency linksOf = Adjacency::forward(boxes, ends);
    m_wayOf.assign(m_input.links.size(), -1);
    std::vector<int> wayTo(boxes, -1); // the latest to a box
    std::vector<int> previous;         // of each way: the one before to the same box
    for (int box = 0; box < boxes; ++box) {
        if ((box & 4095) == 0 && m_crew.stopped())
            return;
        const auto first = static_cast<int>(m_ways.size());
        for (const int number : linksOf.of(box)) {
            const LayoutGraph::Link &link = m_input.links[number];
            if (link.from == link.to)
                continue;
            const double fromY = port(link.fromY, box);
            const double toY = port(link.toY, link.to);
            int way = wayTo[link.to] >= first ? wayTo[link.to] : -1;
            while (way >= 0 && (m_ways[way].fromY != fromY || m_ways[way].toY != toY))
                way = previous[way];
            if (way < 0) {
                way = static_cast<int>(m_ways.size());
                previous.push_back(wayTo[link.to] >= first ? wayTo[link.to] : -1);
                m_ways.push_back({box, link.to, fromY, toY});
                wayTo[link.to] = way;
            }
            m_wayOf[number] = way;
        }
    }
}

void Drawing::turnLoops()
{
    if (m_crew.stopped())
        return;
    std::vector<Arc> arcs;
    arcs.reserve(m_ways.size());
    for (const Way &way : m_ways)
        arcs.push_back({way.from, way.to});
    std::vector<double> flow;
    if (!m_earlier.empty())
        flow = earlierFlow(m_earlier, arcs);
    m_turned = arcsAgainstTheFlow(static_cast<int>(m_input.boxes.size()), arcs, m_crew, flow);
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        if (m_turned[i]) {
            std::swap(m_ways[i].from, m_ways[i].to);
            std::swap(m_ways[i].fromY, m_ways[i].toY);
        }
    }
}

/// Takes the graph apart into its connected parts.
void Drawing::split()
{
    const auto boxes = static_cast<int>(m_input.boxes.size());
    std::vector<int> root(boxes);
    std::iota(root.begin(), root.end(), 0);
    if (!m_earlier.empty() && boxes > 0)
        std::fill(root.begin(), root.end(), 0); // one part, so that columns and order are shared
    const auto find = [&](int box) {
        while (root[box] != box) {
            root[box] = root[root[box]];
            box = root[box];
        }
        return box;
    };
    for (const Way &way : m_ways) {
        const int a = find(way.from);
        const int b = find(way.to);
        root[std::max(a, b)] = std::min(a, b);
    }
    std::vector<int> part(boxes, -1);
    std::vector<int> local(boxes);
    for (int box = 0; box < boxes; ++box) {
        if ((box & 8191) == 0 && m_crew.stopped())
            return;
        const int first = find(box);
        if (part[first] < 0) {
            part[first] = static_cast<int>(m_parts.size());
            m_parts.emplace_back();
        }
        part[box] = part[first];
        LayoutPart &into = m_parts[part[box]];
        local[box] = static_cast<int>(into.boxes.size());
        into.boxes.push_back(box);
        into.widths.push_back(width(box));
        into.heights.push_back(height(box));
        const int group = m_options.groups ? m_input.boxes[box].group : -1;
        if (group >= 0 || !into.group.empty()) {
            into.group.resize(into.boxes.size(), -1);
            into.group.back() = group;
        }
    }
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        if ((i & 8191) == 0 && m_crew.stopped())
            return;
        LayoutPart &into = m_parts[part[m_ways[i].from]];
        Way way = m_ways[i];
        way.from = local[way.from];
        way.to = local[way.to];
        into.ways.push_back(way);
        into.wayNumbers.push_back(static_cast<int>(i));
    }
    std::stable_sort(m_parts.begin(), m_parts.end(), [](const LayoutPart &a, const LayoutPart &b) {
        return a.boxes.size() > b.boxes.size();
    });
}

} // namespace meshlens::lineage::layered
