// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/highlight.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace meshlens::ui {

namespace {

enum class Direction { Up, Down };

quint64 idOf(Place place)
{
    return (static_cast<quint64>(place.node) << 32) | static_cast<quint32>(place.row + 1);
}

/// What a walk met in order, and the edge and place it came by.
struct Walked {
    QList<Place> order;
    QHash<quint64, Place> cameFrom;
    QSet<int> edges;
};

Walked walk(const Drawing &drawing, Place start, Direction direction)
{
    Walked walked;
    QSet<quint64> met{idOf(start)};
    std::deque<Place> waiting{start};
    while (!waiting.empty()) {
        const Place here = waiting.front();
        waiting.pop_front();
        walked.order.append(here);
        const DrawnNode &node = drawing.nodes[here.node];
        for (const int number : direction == Direction::Down ? node.out : node.in) {
            const DrawnEdge &edge = drawing.edges[number];
            const int nearRow = direction == Direction::Down ? edge.fromRow : edge.toRow;
            // A link of the whole node belongs to each of its columns.
            if (here.row >= 0 && nearRow >= 0 && nearRow != here.row)
                continue;
            walked.edges.insert(number);
            const Place there = direction == Direction::Down ? Place{edge.to, edge.toRow}
                                                             : Place{edge.from, edge.fromRow};
            if (met.contains(idOf(there)))
                continue;
            met.insert(idOf(there));
            walked.cameFrom.insert(idOf(there), here);
            waiting.push_back(there);
        }
    }
    return walked;
}

QList<Place> wayTo(const Walked &walked, Place end)
{
    QList<Place> way{end};
    for (auto before = walked.cameFrom.constFind(idOf(end)); before != walked.cameFrom.constEnd();
         before = walked.cameFrom.constFind(idOf(way.last())))
        way.append(*before);
    return way;
}

/// Nodes of a layer from top to bottom.
QList<int> layerOf(const Drawing &drawing, int layer)
{
    QList<int> nodes;
    for (int i = 0; i < drawing.nodes.size(); ++i) {
        if (drawing.nodes[i].layer == layer)
            nodes.append(i);
    }
    std::sort(nodes.begin(), nodes.end(), [&](int left, int right) {
        return drawing.nodes[left].rect.top() < drawing.nodes[right].rect.top();
    });
    return nodes;
}

Place alongLink(const Drawing &drawing, Place place, Direction direction)
{
    const DrawnNode &node = drawing.nodes[place.node];
    const double y = node.rect.center().y();
    Place best = place;
    double bestDistance = 0;
    for (const bool sameRow : {true, false}) {
        for (const int number : direction == Direction::Down ? node.out : node.in) {
            const DrawnEdge &edge = drawing.edges[number];
            const int nearRow = direction == Direction::Down ? edge.fromRow : edge.toRow;
            if (sameRow && nearRow != place.row)
                continue;
            const Place there = direction == Direction::Down
                                    ? Place{edge.to, place.row < 0 ? -1 : edge.toRow}
                                    : Place{edge.from, place.row < 0 ? -1 : edge.fromRow};
            if (there.node == place.node)
                continue;
            const double distance =
                std::abs(drawing.nodes[there.node].rect.center().y() - y) + (sameRow ? 0 : 1e6);
            if (best == place || distance < bestDistance) {
                best = there;
                bestDistance = distance;
            }
        }
        if (best != place)
            break;
    }
    return best;
}

Place sibling(const Drawing &drawing, Place place, int by)
{
    const QList<int> nodes = layerOf(drawing, drawing.nodes[place.node].layer);
    const auto at = nodes.indexOf(place.node) + by;
    return at >= 0 && at < nodes.size() ? Place{nodes[at], -1} : place;
}

} // namespace

Highlight highlightOf(const Drawing &drawing, Place place)
{
    Highlight highlight;
    if (place.node < 0 || place.node >= drawing.nodes.size())
        return highlight;
    highlight.focus = place;
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        const Walked walked = walk(drawing, place, direction);
        for (const Place met : walked.order) {
            highlight.nodes.insert(met.node);
            if (met.row >= 0)
                highlight.rows[met.node].insert(met.row);
        }
        highlight.edges.unite(walked.edges);
    }
    return highlight;
}

Place stepFrom(const Drawing &drawing, Place place, GraphStep step)
{
    if (!place.isValid() || place.node >= drawing.nodes.size())
        return place;
    const int rows = static_cast<int>(drawing.nodes[place.node].rows.size());
    switch (step) {
    case GraphStep::Left:
        return alongLink(drawing, place, Direction::Up);
    case GraphStep::Right:
        return alongLink(drawing, place, Direction::Down);
    case GraphStep::Down:
        return place.row + 1 < rows ? Place{place.node, place.row + 1} : sibling(drawing, place, 1);
    case GraphStep::Up: {
        if (place.row >= 0)
            return {place.node, place.row - 1};
        const Place above = sibling(drawing, place, -1);
        return above == place
                   ? place
                   : Place{above.node, static_cast<int>(drawing.nodes[above.node].rows.size()) - 1};
    }
    case GraphStep::NextSibling:
        return sibling(drawing, place, 1);
    case GraphStep::LastSibling:
        return sibling(drawing, place, -1);
    }
    return place;
}

QList<Place> pathThrough(const Drawing &drawing, Place place)
{
    if (!place.isValid() || place.node >= drawing.nodes.size())
        return {};
    // A walk goes by distance, so the last one met is a farthest one.
    const Walked up = walk(drawing, place, Direction::Up);
    const Walked down = walk(drawing, place, Direction::Down);
    QList<Place> path = wayTo(up, up.order.last());
    QList<Place> after = wayTo(down, down.order.last());
    std::reverse(after.begin(), after.end());
    path.append(after.mid(1));
    return path;
}

} // namespace meshlens::ui
