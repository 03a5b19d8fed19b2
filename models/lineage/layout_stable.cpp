// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_stable.h"

#include "models/lineage/layout_refine.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

// A drawing that stays near to an earlier one. Columns: boxes with nearly the same x were one; a
// box leaves its own only when a link would else not go to the right. Order: earlier boxes by their
// earlier height; new ones where the mean of their neighbours is; stand-ins on the straight line
// between the ends. Stand-ins and new boxes then change places while that takes crossings away.
// Heights: isotonic regression once more, where earlier boxes insist on their places with a great
// weight. If nothing has changed, nothing moves. All of it is linear, but for the sorting.

namespace meshlens::lineage::layered {
namespace {

constexpr double insistence = 1e9; // weight of an earlier place against a neighbour's pull
constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
constexpr int spreadRounds = 8;

/// Gives each value that is NaN the mean of its neighbours' values, from those known outwards.
void spread(std::vector<double> &values, const Adjacency &neighbours, double otherwise)
{
    std::vector<int> unknown;
    for (int vertex = 0; vertex < neighbours.vertices(); ++vertex) {
        if (std::isnan(values[vertex]))
            unknown.push_back(vertex);
    }
    for (int round = 0; round < spreadRounds && !unknown.empty(); ++round) {
        std::vector<std::pair<int, double>> found;
        for (const int vertex : unknown) {
            double sum = 0;
            int count = 0;
            for (const int neighbour : neighbours.of(vertex)) {
                if (!std::isnan(values[neighbour])) {
                    sum += values[neighbour];
                    ++count;
                }
            }
            if (count > 0)
                found.emplace_back(vertex, sum / count);
        }
        if (found.empty())
            break;
        for (const auto &[vertex, value] : found)
            values[vertex] = value;
        std::erase_if(unknown, [&](int vertex) { return !std::isnan(values[vertex]); });
    }
    for (const int vertex : unknown)
        values[vertex] = otherwise;
}

} // namespace

std::vector<double> earlierFlow(const EarlierPlaces &earlier, const std::vector<Arc> &arcs)
{
    std::vector<double> flow(earlier.size(), nowhere);
    for (std::size_t box = 0; box < earlier.size(); ++box) {
        if (earlier[box])
            flow[box] = earlier[box]->x();
    }
    const auto boxes = static_cast<int>(earlier.size());
    spread(flow, Adjacency::both(Adjacency::backward(boxes, arcs), Adjacency::forward(boxes, arcs)),
           0);
    return flow;
}

namespace {

/// Numbers the columns of the earlier drawing; -1 for new boxes.
std::vector<int> earlierColumns(const EarlierPlaces &earlier, double layerGap,
                                std::vector<double> &middles)
{
    std::vector<int> known;
    for (std::size_t box = 0; box < earlier.size(); ++box) {
        if (earlier[box])
            known.push_back(static_cast<int>(box));
    }
    std::sort(known.begin(), known.end(),
              [&](int a, int b) { return earlier[a]->x() < earlier[b]->x(); });
    std::vector<int> columns(earlier.size(), -1);
    const double same = std::max(2.0, layerGap / 4); // a canvas may round
    double first = 0;
    for (const int box : known) {
        const double x = earlier[box]->x();
        if (middles.empty() || x - first > same) {
            first = x;
            middles.push_back(x);
        }
        columns[box] = static_cast<int>(middles.size()) - 1;
    }
    return columns;
}

std::vector<int> sourcesFirst(const Adjacency &out, const Adjacency &in)
{
    std::vector<int> waiting(out.vertices());
    std::vector<int> order;
    order.reserve(out.vertices());
    for (int box = 0; box < out.vertices(); ++box) {
        waiting[box] = in.degree(box);
        if (waiting[box] == 0)
            order.push_back(box);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const int target : out.of(order[i])) {
            if (--waiting[target] == 0)
                order.push_back(target);
        }
    }
    return order;
}

} // namespace

StableColumns stableColumns(const EarlierPlaces &earlier, const std::vector<Arc> &arcs,
                            const std::vector<double> &widths, double layerGap)
{
    constexpr int none = std::numeric_limits<int>::max();
    StableColumns result;
    const auto boxes = static_cast<int>(earlier.size());
    std::vector<double> old;
    const std::vector<int> column = earlierColumns(earlier, layerGap, old);
    const Adjacency out = Adjacency::forward(boxes, arcs);
    const Adjacency in = Adjacency::backward(boxes, arcs);
    const std::vector<int> order = sourcesFirst(out, in);
    std::vector<int> wanted(column); // new boxes: just left of what they feed
    for (auto box = order.rbegin(); box != order.rend(); ++box) {
        if (column[*box] >= 0)
            continue;
        int nearest = none;
        for (const int target : out.of(*box))
            nearest = std::min(nearest, wanted[target]);
        wanted[*box] = nearest == none ? none : nearest - 1;
    }
    std::vector<int> &layerOf = result.layerOf;
    layerOf.assign(boxes, 0);
    int leftmost = 0;
    int rightmost = static_cast<int>(old.size()) - 1;
    for (const int box : order) {
        int least = std::numeric_limits<int>::min();
        for (const int source : in.of(box))
            least = std::max(least, layerOf[source] + 1);
        if (column[box] >= 0)
            layerOf[box] = std::max(least, column[box]);
        else if (in.degree(box) > 0)
            layerOf[box] = least;
        else
            layerOf[box] = wanted[box] == none ? 0 : wanted[box];
        leftmost = std::min(leftmost, layerOf[box]);
        rightmost = std::max(rightmost, layerOf[box]);
    }
    std::vector<double> columnWidths(rightmost - leftmost + 1, 0);
    for (int box = 0; box < boxes; ++box) {
        layerOf[box] -= leftmost;
        columnWidths[layerOf[box]] = std::max(columnWidths[layerOf[box]], widths[box]);
    }
    const auto columns = static_cast<int>(columnWidths.size());
    result.middles.assign(columns, 0);
    const auto apart = [&](int i) {
        return (columnWidths[i] + columnWidths[i + 1]) / 2 + layerGap;
    };
    for (int i = 0; i < columns; ++i) {
        const int known = i + leftmost;
        const bool isOld = known >= 0 && known < static_cast<int>(old.size());
        result.middles[i] = isOld ? old[known] : std::numeric_limits<double>::lowest();
        if (i > 0)
            result.middles[i] = std::max(result.middles[i], result.middles[i - 1] + apart(i - 1));
    }
    for (int i = -leftmost - 1; i >= 0; --i) // to the left of all that was there
        result.middles[i] = result.middles[i + 1] - apart(i);
    return result;
}

namespace {

/// Where everything would stand if there were room: NaN is gone afterwards.
std::vector<double> wishedCentres(const LayoutPart &part, const EarlierPlaces &earlier, double gap)
{
    const LayeredGraph &graph = part.graph;
    std::vector<double> wishes(graph.real, nowhere);
    double bottom = 0;
    for (int box = 0; box < graph.real; ++box) {
        if (earlier[box]) {
            wishes[box] = earlier[box]->y();
            bottom = std::max(bottom, wishes[box] + part.heights[box]);
        }
    }
    std::vector<Arc> arcs;
    arcs.reserve(graph.ways.size());
    for (const Way &way : graph.ways)
        arcs.push_back({way.from, way.to});
    const Adjacency out = Adjacency::forward(graph.real, arcs);
    spread(wishes, Adjacency::both(Adjacency::backward(graph.real, arcs), out), bottom + gap);
    wishes.resize(graph.vertices());
    for (const Way &way : graph.ways) {
        const int count = graph.standIns(way);
        const double from = wishes[way.from] + way.fromY;
        const double to = wishes[way.to] + way.toY;
        for (int i = 0; i < count; ++i)
            wishes[way.firstStandIn + i] = from + (to - from) * (i + 1) / (count + 1);
    }
    return wishes;
}

std::vector<char> standing(const LayeredGraph &graph, const EarlierPlaces &earlier)
{
    std::vector<char> result(graph.vertices(), 0);
    for (int box = 0; box < graph.real; ++box)
        result[box] = earlier[box].has_value();
    return result;
}

} // namespace

void orderStably(LayoutPart &part, const EarlierPlaces &earlier, Spacing spacing, LayoutCrew &crew)
{
    const LayeredGraph &graph = part.graph;
    part.centres = wishedCentres(part, earlier, 2 * spacing.nodes);
    std::vector<int> line(graph.vertices());
    std::iota(line.begin(), line.end(), 0);
    part.order = LayerOrder(graph, line);
    crew.each(graph.layers, [&](int layer) {
        std::vector<int> &vertices = part.order.layers[layer];
        std::stable_sort(vertices.begin(), vertices.end(),
                         [&](int a, int b) { return part.centres[a] < part.centres[b]; });
        part.order.setPlaces(layer);
    });
    transpose(graph, part.order, 3, crew, standing(graph, earlier));
}

void placeStably(LayoutPart &part, const EarlierPlaces &earlier, Spacing spacing, LayoutCrew &crew)
{
    const LayeredGraph &graph = part.graph;
    orderStably(part, earlier, spacing, crew);
    spacing.ways = 0;
    const Heights heights{graph, part.heights, spacing};
    const std::vector<double> wished = part.centres;
    const std::vector<char> fixed = standing(graph, earlier);
    crew.each(graph.layers, [&](int layer) {
        const std::vector<int> &vertices = part.order.layers[layer];
        std::vector<double> wishes;
        std::vector<double> weights;
        for (const int vertex : vertices) {
            wishes.push_back(wished[vertex]);
            weights.push_back(fixed[vertex] ? insistence : 1);
        }
        settle(heights, vertices, wishes, weights, part.centres);
    });
}

} // namespace meshlens::lineage::layered
