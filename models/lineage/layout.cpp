// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include "models/lineage/layering.h"

#include <QHash>

#include <algorithm>
#include <cmath>

// The fourth step of a layered drawing (layering.cpp has the others): places. A layer is as wide as
// its widest node. Down a layer, each node wants to stand at the mean of its neighbours; the wishes
// of a layer are met as well as the order and the gaps allow, in the least-squares sense (pool
// adjacent violators). Sweeps to the right and left repeat that until the picture settles.

namespace meshlens::lineage {
namespace {

constexpr int placeSweeps = 6;
constexpr double standInHeight = 6;

struct Places {
    std::vector<double> y;         // centre of each node and stand-in
    std::vector<double> height;    //
    std::vector<double> layerLeft; // of each layer
    std::vector<double> layerRight;
};

/// Moves the nodes of a layer as close to their wishes as order and gaps allow.
void settle(const std::vector<int> &layer, const std::vector<double> &wishes, double gap,
            Places &places)
{
    struct Block {
        double sum;
        int count;
        [[nodiscard]] double mean() const { return sum / count; }
    };
    std::vector<double> offsets(layer.size(), 0); // of a node from the first, packed tight
    for (std::size_t i = 1; i < layer.size(); ++i) {
        offsets[i] =
            offsets[i - 1] + (places.height[layer[i - 1]] + places.height[layer[i]]) / 2 + gap;
    }
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        blocks.push_back({wishes[i] - offsets[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    std::size_t at = 0;
    for (const Block &block : blocks) {
        for (int i = 0; i < block.count; ++i, ++at)
            places.y[layer[at]] = block.mean() + offsets[at];
    }
}

double wishOf(int node, const std::vector<std::vector<int>> &neighbours, const Places &places)
{
    if (neighbours[node].empty())
        return places.y[node];
    double sum = 0;
    for (const int neighbour : neighbours[node])
        sum += places.y[neighbour];
    return sum / static_cast<double>(neighbours[node].size());
}

void settleAll(const LayeredGraph &graph, double gap, Places &places,
               const std::function<bool()> &keepGoing)
{
    const int layers = static_cast<int>(graph.layers.size());
    const auto settleLayer = [&](int index, const std::vector<std::vector<int>> &neighbours) {
        const std::vector<int> &layer = graph.layers[index];
        std::vector<double> wishes;
        for (const int node : layer)
            wishes.push_back(wishOf(node, neighbours, places));
        settle(layer, wishes, gap, places);
    };
    for (int layer = 0; layer < layers; ++layer)
        settleLayer(layer, graph.before);
    for (int sweep = 0; sweep < placeSweeps && keepGoing(); ++sweep) {
        for (int i = 0; i < layers; ++i) {
            const bool toTheLeft = sweep % 2 == 0;
            settleLayer(toTheLeft ? layers - 1 - i : i, toTheLeft ? graph.after : graph.before);
        }
    }
}

Places placed(const LayeredGraph &graph, const LayoutGraph &input, const LayoutOptions &options,
              const std::function<bool()> &keepGoing)
{
    Places places;
    places.y.assign(graph.layerOf.size(), 0);
    places.height.assign(graph.layerOf.size(), standInHeight);
    for (int node = 0; node < graph.real; ++node)
        places.height[node] = input.boxes[node].height;
    double left = 0;
    for (const auto &layer : graph.layers) {
        double width = 0;
        for (const int node : layer) {
            if (graph.isReal(node))
                width = std::max(width, input.boxes[node].width);
        }
        places.layerLeft.push_back(left);
        places.layerRight.push_back(left + width);
        left += width + options.layerGap;
    }
    settleAll(graph, options.nodeGap, places, keepGoing);
    double top = 0;
    for (std::size_t node = 0; node < places.y.size(); ++node)
        top = std::min(top, places.y[node] - places.height[node] / 2);
    for (double &y : places.y)
        y -= top;
    return places;
}

QPointF centreOf(const LayeredGraph &graph, const Places &places, int node)
{
    const int layer = graph.layerOf[node];
    return {(places.layerLeft[layer] + places.layerRight[layer]) / 2, places.y[node]};
}

std::vector<QPointF> loopPoints(QPointF centre, const LayoutGraph::Box &node,
                                const LayoutGraph::Link &link, double gap)
{
    const double reach = gap / 2;
    const double right = centre.x() + node.width / 2;
    const double left = centre.x() - node.width / 2;
    const double top = centre.y() - node.height / 2 - reach;
    const double from = centre.y() + link.fromY;
    const double to = centre.y() + link.toY;
    return {{right, from},       {right + reach, from}, {right + reach, top},
            {left - reach, top}, {left - reach, to},    {left, to}};
}

std::vector<QPointF> chainPoints(const LayeredGraph &graph, const Places &places,
                                 const LayoutGraph &input, const LayoutGraph::Link &link,
                                 const Chain &chain)
{
    const int first = chain.nodes.front();
    const int last = chain.nodes.back();
    const double firstY = chain.reversed ? link.toY : link.fromY;
    const double lastY = chain.reversed ? link.fromY : link.toY;
    std::vector<QPointF> points;
    points.push_back(centreOf(graph, places, first) +
                     QPointF(input.boxes[first].width / 2, firstY));
    for (std::size_t i = 1; i + 1 < chain.nodes.size(); ++i) {
        // Straight across the layer, so that the line touches no node of it.
        const int layer = graph.layerOf[chain.nodes[i]];
        const double y = places.y[chain.nodes[i]];
        points.emplace_back(places.layerLeft[layer], y);
        if (places.layerRight[layer] > places.layerLeft[layer])
            points.emplace_back(places.layerRight[layer], y);
    }
    points.push_back(centreOf(graph, places, last) + QPointF(-input.boxes[last].width / 2, lastY));
    if (chain.reversed)
        std::reverse(points.begin(), points.end());
    return points;
}

/// Sizes that are no numbers, or absurd, would spoil the whole drawing.
double cleaned(double size)
{
    return std::isfinite(size) ? std::clamp(size, 1.0, 1e5) : 1.0;
}

} // namespace

Result<LayoutPlaces> layOut(const LayoutGraph &input, const LayoutOptions &options,
                            const std::function<bool()> &cancelled)
{
    const auto keepGoing = [&] { return !cancelled || !cancelled(); };
    std::vector<int> groups;
    for (const LayoutGraph::Box &box : input.boxes)
        groups.push_back(options.groups ? box.group : -1);
    std::vector<std::pair<int, int>> edges;
    for (const LayoutGraph::Link &link : input.links)
        edges.emplace_back(link.from, link.to);
    const LayeredGraph graph = layered(static_cast<int>(input.boxes.size()), edges, groups,
                                       options.draft ? 2 : 8, keepGoing);
    const Places places = placed(graph, input, options, keepGoing);
    if (!keepGoing())
        return Error{Error::Kind::Cancelled, {}, {}};

    LayoutPlaces result;
    for (int node = 0; node < graph.real; ++node) {
        const LayoutGraph::Box &size = input.boxes[node];
        const QPointF centre = centreOf(graph, places, node);
        result.centres.push_back(centre);
        result.layers.push_back(graph.layerOf[node]);
        result.bounds |= QRectF(centre.x() - size.width / 2, centre.y() - size.height / 2,
                                size.width, size.height);
    }
    result.firstPoint.push_back(0);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const Chain &chain = graph.chains[i];
        const int source = edges[i].first;
        const std::vector<QPointF> points =
            chain.nodes.empty() ? loopPoints(centreOf(graph, places, source), input.boxes[source],
                                             input.links[i], options.nodeGap)
                                : chainPoints(graph, places, input, input.links[i], chain);
        for (const QPointF &point : points)
            result.bounds |= QRectF(point, QSizeF(0.001, 0.001));
        result.points.insert(result.points.end(), points.begin(), points.end());
        result.firstPoint.push_back(static_cast<quint32>(result.points.size()));
    }
    return result;
}

Result<Layout> layOut(const LayoutInput &input, const LayoutOptions &options,
                      const std::function<bool()> &cancelled)
{
    QHash<QString, int> numbers;
    QHash<QString, int> groups;
    LayoutGraph graph;
    Layout layout;
    for (const LayoutNode &node : input.nodes) {
        if (numbers.contains(node.id))
            continue;
        numbers.insert(node.id, static_cast<int>(graph.boxes.size()));
        LayoutGraph::Box box{cleaned(node.width), cleaned(node.height)};
        if (!node.group.isEmpty()) {
            box.group = groups.value(node.group, static_cast<int>(groups.size()));
            groups.insert(node.group, box.group);
        }
        const auto previous = options.previous.constFind(node.id);
        if (previous != options.previous.constEnd())
            box.previous = *previous;
        graph.boxes.push_back(box);
        layout.nodes.append({node.id, {}});
    }
    for (const LayoutEdge &edge : input.edges) {
        const int from = numbers.value(edge.source, -1);
        const int to = numbers.value(edge.target, -1);
        if (from < 0 || to < 0)
            continue;
        graph.links.push_back({from, to, edge.sourceY.value_or(0), edge.targetY.value_or(0)});
        layout.edges.append({edge.source, edge.target, {}});
    }
    const auto places = layOut(graph, options, cancelled);
    if (!places)
        return places.error();
    for (qsizetype i = 0; i < layout.nodes.size(); ++i) {
        layout.nodes[i].centre = places->centres[i];
        layout.nodes[i].layer = places->layers[i];
    }
    for (qsizetype i = 0; i < layout.edges.size(); ++i) {
        layout.edges[i].points = QList<QPointF>(places->points.begin() + places->firstPoint[i],
                                                places->points.begin() + places->firstPoint[i + 1]);
    }
    layout.bounds = places->bounds;
    return layout;
}

} // namespace meshlens::lineage
