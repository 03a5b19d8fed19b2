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

Places placed(const LayeredGraph &graph, const LayoutInput &input, const LayoutOptions &options,
              const std::function<bool()> &keepGoing)
{
    Places places;
    places.y.assign(graph.layerOf.size(), 0);
    places.height.assign(graph.layerOf.size(), standInHeight);
    for (int node = 0; node < graph.real; ++node)
        places.height[node] = input.nodes[node].height;
    double left = 0;
    for (const auto &layer : graph.layers) {
        double width = 0;
        for (const int node : layer) {
            if (graph.isReal(node))
                width = std::max(width, input.nodes[node].width);
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

QList<QPointF> loopPoints(QPointF centre, const LayoutNode &node, double gap)
{
    const double reach = gap / 2;
    const double right = centre.x() + node.width / 2;
    const double left = centre.x() - node.width / 2;
    const double top = centre.y() - node.height / 2 - reach;
    return {{right, centre.y()}, {right + reach, centre.y()}, {right + reach, top},
            {left - reach, top}, {left - reach, centre.y()},  {left, centre.y()}};
}

QList<QPointF> chainPoints(const LayeredGraph &graph, const Places &places,
                           const LayoutInput &input, const Chain &chain)
{
    const int first = chain.nodes.front();
    const int last = chain.nodes.back();
    QList<QPointF> points;
    points.append(centreOf(graph, places, first) + QPointF(input.nodes[first].width / 2, 0));
    for (std::size_t i = 1; i + 1 < chain.nodes.size(); ++i) {
        // Straight across the layer, so that the line touches no node of it.
        const int layer = graph.layerOf[chain.nodes[i]];
        const double y = places.y[chain.nodes[i]];
        points.append({places.layerLeft[layer], y});
        if (places.layerRight[layer] > places.layerLeft[layer])
            points.append({places.layerRight[layer], y});
    }
    points.append(centreOf(graph, places, last) - QPointF(input.nodes[last].width / 2, 0));
    if (chain.reversed)
        std::reverse(points.begin(), points.end());
    return points;
}

/// Sizes that are no numbers, or absurd, would spoil the whole drawing.
LayoutInput cleaned(LayoutInput input)
{
    const auto clean = [](double size) {
        return std::isfinite(size) ? std::clamp(size, 1.0, 1e5) : 1.0;
    };
    QHash<QString, int> seen;
    QList<LayoutNode> nodes;
    for (LayoutNode &node : input.nodes) {
        if (seen.contains(node.id))
            continue;
        seen.insert(node.id, 0);
        node.width = clean(node.width);
        node.height = clean(node.height);
        nodes.append(std::move(node));
    }
    input.nodes = std::move(nodes);
    return input;
}

} // namespace

Result<Layout> layOut(const LayoutInput &given, const LayoutOptions &options,
                      const std::function<bool()> &cancelled)
{
    const LayoutInput input = cleaned(given);
    const auto keepGoing = [&] { return !cancelled || !cancelled(); };
    QHash<QString, int> numbers;
    QHash<QString, int> groupNumbers;
    std::vector<int> groups;
    for (const LayoutNode &node : input.nodes) {
        numbers.insert(node.id, static_cast<int>(numbers.size()));
        const int group = groupNumbers.value(node.group, static_cast<int>(groupNumbers.size()));
        groupNumbers.insert(node.group, group);
        groups.push_back(node.group.isEmpty() ? -1 : group);
    }
    std::vector<std::pair<int, int>> edges;
    std::vector<const LayoutEdge *> drawn;
    for (const LayoutEdge &edge : input.edges) {
        const auto from = numbers.constFind(edge.source);
        const auto to = numbers.constFind(edge.target);
        if (from == numbers.constEnd() || to == numbers.constEnd())
            continue;
        edges.emplace_back(*from, *to);
        drawn.push_back(&edge);
    }

    const LayeredGraph graph =
        layered(static_cast<int>(input.nodes.size()), edges, groups, options.sweeps, keepGoing);
    const Places places = placed(graph, input, options, keepGoing);
    if (!keepGoing())
        return Error{Error::Kind::Cancelled, {}, {}};

    Layout layout;
    for (int node = 0; node < graph.real; ++node) {
        const LayoutNode &size = input.nodes[node];
        const QPointF centre = centreOf(graph, places, node);
        layout.nodes.append({size.id, centre});
        layout.bounds |= QRectF(centre.x() - size.width / 2, centre.y() - size.height / 2,
                                size.width, size.height);
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const Chain &chain = graph.chains[i];
        const int source = edges[i].first;
        const QList<QPointF> points =
            chain.nodes.empty()
                ? loopPoints(centreOf(graph, places, source), input.nodes[source], options.nodeGap)
                : chainPoints(graph, places, input, chain);
        for (const QPointF &point : points)
            layout.bounds |= QRectF(point, QSizeF(0.001, 0.001));
        layout.edges.append({drawn[i]->source, drawn[i]->target, points});
    }
    return layout;
}

} // namespace meshlens::lineage
