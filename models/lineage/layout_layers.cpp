// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_layers.h"

#include <algorithm>
#include <limits>

// Layers: the longest way from a source first. Then single vertices go where more of their arcs
// get shorter than longer, in both directions of the flow, and the network simplex method
// (layout_simplex.cpp) moves whole groups the same way.

namespace meshlens::lineage::layered {
namespace {

constexpr int moveRounds = 4;

std::vector<int> flowOrder(const Adjacency &out, const Adjacency &in)
{
    std::vector<int> waiting(out.vertices());
    std::vector<int> order;
    order.reserve(out.vertices());
    for (int vertex = 0; vertex < out.vertices(); ++vertex) {
        waiting[vertex] = in.degree(vertex);
        if (waiting[vertex] == 0)
            order.push_back(vertex);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const int target : out.of(order[i])) {
            if (--waiting[target] == 0)
                order.push_back(target);
        }
    }
    return order;
}

/// Where the vertex alone stands best: as far right or left as it can, by the majority of its arcs.
int bestLayer(int vertex, const Adjacency &out, const Adjacency &in, const std::vector<int> &layers)
{
    const int pull = out.degree(vertex) - in.degree(vertex);
    if (pull > 0) {
        int right = std::numeric_limits<int>::max();
        for (const int target : out.of(vertex))
            right = std::min(right, layers[target] - 1);
        return right;
    }
    if (pull < 0) {
        int left = std::numeric_limits<int>::min();
        for (const int source : in.of(vertex))
            left = std::max(left, layers[source] + 1);
        return left;
    }
    return layers[vertex];
}

} // namespace

std::vector<int> layersOf(int vertices, const std::vector<Arc> &arcs, int workAnArc,
                          LayoutCrew &crew)
{
    std::vector<int> layers(vertices, 0);
    if (arcs.empty())
        return layers;
    const Adjacency out = Adjacency::forward(vertices, arcs);
    const Adjacency in = Adjacency::backward(vertices, arcs);
    const std::vector<int> order = flowOrder(out, in);
    for (const int vertex : order) {
        for (const int target : out.of(vertex))
            layers[target] = std::max(layers[target], layers[vertex] + 1);
    }
    bool moved = true;
    for (int round = 0; round < moveRounds && moved && !crew.stopped(); ++round) {
        moved = false;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const int vertex = round % 2 == 0 ? order[order.size() - 1 - i] : order[i];
            const int layer = bestLayer(vertex, out, in, layers);
            moved = moved || layer != layers[vertex];
            layers[vertex] = layer;
        }
    }
    if (crew.stopped())
        return layers;
    tighten(layers, arcs, workAnArc * static_cast<long long>(arcs.size()), crew);
    const int first = *std::min_element(layers.begin(), layers.end());
    for (int &layer : layers)
        layer -= first;
    return layers;
}

} // namespace meshlens::lineage::layered
