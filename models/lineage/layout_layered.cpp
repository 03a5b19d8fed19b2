// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_layered.h"

#include <algorithm>
#include <limits>

namespace meshlens::lineage::layered {

Adjacency Adjacency::forward(int vertices, std::span<const Arc> arcs)
{
    Adjacency result;
    result.m_start.assign(vertices + 1, 0);
    result.m_to.resize(arcs.size());
    for (const Arc &arc : arcs)
        ++result.m_start[arc.from + 1];
    for (int vertex = 0; vertex < vertices; ++vertex)
        result.m_start[vertex + 1] += result.m_start[vertex];
    std::vector<int> next(result.m_start.begin(), result.m_start.end() - 1);
    for (const Arc &arc : arcs)
        result.m_to[next[arc.from]++] = arc.to;
    return result;
}

Adjacency Adjacency::backward(int vertices, std::span<const Arc> arcs)
{
    std::vector<Arc> turned(arcs.begin(), arcs.end());
    for (Arc &arc : turned)
        std::swap(arc.from, arc.to);
    return forward(vertices, turned);
}

Adjacency Adjacency::both(const Adjacency &left, const Adjacency &right)
{
    Adjacency result;
    const int vertices = left.vertices();
    result.m_start.resize(vertices + 1);
    result.m_to.reserve(left.m_to.size() + right.m_to.size());
    for (int vertex = 0; vertex < vertices; ++vertex) {
        for (const Adjacency *side : {&left, &right}) {
            const auto list = side->of(vertex);
            result.m_to.insert(result.m_to.end(), list.begin(), list.end());
        }
        result.m_start[vertex + 1] = static_cast<int>(result.m_to.size());
    }
    return result;
}

LayerOrder::LayerOrder(const LayeredGraph &graph, const std::vector<int> &line)
    : layers(graph.layers), place(graph.vertices())
{
    for (const int vertex : line) {
        std::vector<int> &layer = layers[graph.layerOf[vertex]];
        place[vertex] = static_cast<int>(layer.size());
        layer.push_back(vertex);
    }
}

void LayerOrder::setPlaces(int layer)
{
    for (std::size_t i = 0; i < layers[layer].size(); ++i)
        place[layers[layer][i]] = static_cast<int>(i);
}

namespace {

/// The longest span that still gets stand-ins.
int longestSpan(const std::vector<int> &layerOf, const std::vector<Way> &ways, long long most)
{
    std::vector<int> spans;
    spans.reserve(ways.size());
    long long all = 0;
    for (const Way &way : ways) {
        spans.push_back(layerOf[way.to] - layerOf[way.from]);
        all += spans.back() - 1;
    }
    if (all <= most)
        return std::numeric_limits<int>::max();
    std::sort(spans.begin(), spans.end());
    long long standIns = 0;
    int longest = 1;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        standIns += spans[i] - 1;
        if (standIns > most)
            return spans[i] == longest ? longest - 1 : longest; // all of a length or none
        longest = spans[i];
    }
    return longest;
}

/// Entries of an adjacency in the order in which its arcs were given.
std::vector<float> shiftsAlong(const Adjacency &adjacency, const std::vector<Arc> &steps,
                               const std::vector<float> &shifts, bool forward)
{
    std::vector<float> result(shifts.size());
    std::vector<int> next(adjacency.vertices());
    for (int vertex = 0; vertex < adjacency.vertices(); ++vertex)
        next[vertex] = adjacency.start(vertex);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (forward)
            result[next[steps[i].from]++] = -shifts[i];
        else
            result[next[steps[i].to]++] = shifts[i];
    }
    return result;
}

} // namespace

LayeredGraph withStandIns(std::vector<int> layerOf, std::vector<Way> ways, long long most,
                          LayoutCrew &crew)
{
    LayeredGraph graph;
    graph.real = static_cast<int>(layerOf.size());
    const int longest = std::max(1, longestSpan(layerOf, ways, most));
    std::vector<Arc> steps;
    std::vector<float> shifts; // of the left end against the right one
    steps.reserve(ways.size());
    bool shifted = false;
    int tick = 0;
    for (Way &way : ways) {
        if ((++tick & 8191) == 0 && crew.stopped())
            return {};
        const int first = layerOf[way.from];
        const int last = layerOf[way.to];
        way.firstStandIn = -1;
        way.detour = last - first > longest;
        if (way.detour)
            continue;
        int left = way.from;
        double leftY = way.fromY;
        shifted = shifted || way.fromY != 0 || way.toY != 0;
        for (int layer = first + 1; layer < last; ++layer) {
            const int standIn = static_cast<int>(layerOf.size());
            if (layer == first + 1)
                way.firstStandIn = standIn;
            layerOf.push_back(layer);
            steps.push_back({left, standIn});
            shifts.push_back(static_cast<float>(leftY));
            left = standIn;
            leftY = 0;
        }
        steps.push_back({left, way.to});
        shifts.push_back(static_cast<float>(leftY - way.toY));
    }
    graph.ways = std::move(ways);
    graph.layerOf = std::move(layerOf);
    if (crew.stopped())
        return {};
    graph.after = Adjacency::forward(graph.vertices(), steps);
    if (crew.stopped())
        return {};
    graph.before = Adjacency::backward(graph.vertices(), steps);
    if (shifted) {
        graph.afterShift = shiftsAlong(graph.after, steps, shifts, true);
        graph.beforeShift = shiftsAlong(graph.before, steps, shifts, false);
    }
    if (!graph.layerOf.empty())
        graph.layers = *std::max_element(graph.layerOf.begin(), graph.layerOf.end()) + 1;
    return graph;
}

} // namespace meshlens::lineage::layered
