// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/highlight.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace meshlens::ui {

namespace {

enum class Direction { Up, Down };

/// Numbers for the places of a drawing: each node, then its columns.
class PlaceNumbers
{
public:
    explicit PlaceNumbers(const Drawing &drawing)
    {
        m_first.reserve(static_cast<std::size_t>(drawing.nodes.size()) + 1);
        m_first.push_back(0);
        for (const DrawnNode &node : drawing.nodes)
            m_first.push_back(m_first.back() + 1 + static_cast<int>(node.rows.size()));
    }
    [[nodiscard]] std::size_t of(Place place) const
    {
        return static_cast<std::size_t>(m_first[static_cast<std::size_t>(place.node)] + place.row +
                                        1);
    }
    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(m_first.back()); }

private:
    std::vector<int> m_first;
};

/// What a walk met in order, and how it came there.
struct Walked {
    std::vector<Place> order;
    std::vector<int> cameFrom; // of each in the order: number of the one before; -1: the start
    std::vector<int> edges;    // each once
};

/// Domains nearly always feed each other in circles, so all of them lie on ways through each: of a
/// domain only its own links are told.
bool onlyOwnLinks(const Drawing &drawing)
{
    return drawing.level == lineage::Level::Domain;
}

Walked walk(const Drawing &drawing, const PlaceNumbers &numbers, Place start, Direction direction)
{
    Walked walked;
    std::vector<char> met(numbers.count(), 0);
    std::vector<char> passed(static_cast<std::size_t>(drawing.edges.size()), 0);
    met[numbers.of(start)] = 1;
    walked.order.push_back(start);
    walked.cameFrom.push_back(-1);
    for (std::size_t at = 0; at < walked.order.size(); ++at) {
        if (at == 1 && onlyOwnLinks(drawing))
            break;
        const Place here = walked.order[at];
        const DrawnNode &node = drawing.nodes[here.node];
        for (const int number : direction == Direction::Down ? node.out : node.in) {
            const DrawnEdge &edge = drawing.edges[number];
            const int nearRow = direction == Direction::Down ? edge.fromRow : edge.toRow;
            // A link of the whole node belongs to each of its columns.
            if (here.row >= 0 && nearRow >= 0 && nearRow != here.row)
                continue;
            if (std::exchange(passed[static_cast<std::size_t>(number)], 1) == 0)
                walked.edges.push_back(number);
            const Place there = direction == Direction::Down ? Place{edge.to, edge.toRow}
                                                             : Place{edge.from, edge.fromRow};
            if (std::exchange(met[numbers.of(there)], 1) != 0)
                continue;
            walked.order.push_back(there);
            walked.cameFrom.push_back(static_cast<int>(at));
        }
    }
    return walked;
}

/// From the last one met back to the start.
QList<Place> wayBack(const Walked &walked)
{
    QList<Place> way;
    for (int at = static_cast<int>(walked.order.size()) - 1; at >= 0;
         at = walked.cameFrom[static_cast<std::size_t>(at)])
        way.append(walked.order[static_cast<std::size_t>(at)]);
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
    const PlaceNumbers numbers(drawing);
    std::vector<char> nodes(static_cast<std::size_t>(drawing.nodes.size()), 0);
    std::vector<char> edges(static_cast<std::size_t>(drawing.edges.size()), 0);
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        const Walked walked = walk(drawing, numbers, place, direction);
        for (const Place met : walked.order) {
            if (std::exchange(nodes[static_cast<std::size_t>(met.node)], 1) == 0)
                highlight.nodes.push_back(met.node);
            if (met.row >= 0)
                highlight.rows[met.node].insert(met.row);
        }
        for (const int edge : walked.edges) { // of a loop both walks may know it
            if (std::exchange(edges[static_cast<std::size_t>(edge)], 1) == 0)
                highlight.edges.push_back(edge);
        }
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
    const PlaceNumbers numbers(drawing);
    QList<Place> path = wayBack(walk(drawing, numbers, place, Direction::Up));
    QList<Place> after = wayBack(walk(drawing, numbers, place, Direction::Down));
    std::reverse(after.begin(), after.end());
    path.append(after.mid(1));
    return path;
}

} // namespace meshlens::ui
