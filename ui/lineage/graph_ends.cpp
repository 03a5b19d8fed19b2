// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_ends.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace meshlens::ui {

namespace {

constexpr std::size_t mostBoxes = 400;
constexpr double widest = 18; // between two ends, in design pixels
constexpr double share = 0.7; // of a side's height that ends may take

struct End {
    std::size_t link;
    bool leaves;  // of two that go the same way
    double slope; // downwards, seen from the box
};

End endOf(const lineage::LayoutPlaces &places, std::size_t link, bool leaves)
{
    const auto line = places.lineOf(link);
    const QPointF at = leaves ? line.front() : line.back();
    const QPointF next = leaves ? line[1] : line[line.size() - 2];
    const double wide = std::max(1.0, std::abs(next.x() - at.x()));
    return {link, leaves, (next.y() - at.y()) / wide};
}

} // namespace

bool spreadEnds(lineage::LayoutGraph &graph, const lineage::LayoutPlaces &places, double unit)
{
    if (graph.boxes.size() > mostBoxes)
        return false;
    std::map<std::pair<int, bool>, std::vector<End>> sides; // box, whether on the right
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const lineage::LayoutGraph::Link &link = graph.links[i];
        const auto line = places.lineOf(i);
        if (link.from == link.to || line.size() < 2)
            continue;
        sides[{link.from, line.front().x() > places.centres[link.from].x()}].push_back(
            endOf(places, i, true));
        sides[{link.to, line.back().x() > places.centres[link.to].x()}].push_back(
            endOf(places, i, false));
    }
    bool spread = false;
    for (auto &[side, ends] : sides) {
        if (ends.size() < 2)
            continue;
        spread = true;
        std::stable_sort(ends.begin(), ends.end(),
                         [](const End &a, const End &b) { return a.slope < b.slope; });
        const auto last = static_cast<double>(ends.size() - 1);
        const double step = std::min(widest * unit, graph.boxes[side.first].height * share / last);
        for (std::size_t i = 0; i < ends.size(); ++i) {
            lineage::LayoutGraph::Link &link = graph.links[ends[i].link];
            (ends[i].leaves ? link.fromY : link.toY) = (static_cast<double>(i) - last / 2) * step;
        }
    }
    return spread;
}

} // namespace meshlens::ui
