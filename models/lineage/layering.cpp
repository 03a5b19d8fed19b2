// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layering.h"

#include <algorithm>
#include <numeric>

// The classic four steps for drawing a graph in layers, the first three of them here:
//   1. Loops are broken: a depth-first walk turns every edge round that leads back into its own
//   path.
//   2. Layers: the longest way from a source. Sources then move right, beside what they feed.
//   3. Order: edges over several layers get a stand-in in each; then sweeps to the right and to the
//      left sort each layer by the mean place of the neighbours. The order with the fewest
//      crossings is kept.
// Cost: steps 1 and 2 are linear; a sweep is O(E log V). All loops run in the order of the input,
// so the same input always gives the same drawing.

namespace meshlens::lineage {
namespace {

using Edges = std::vector<std::pair<int, int>>;

// Past this many stand-ins the longest edges are drawn straight, so that a chain with many
// shortcuts does not take all memory.
constexpr long long mostStandIns = 400'000;

std::vector<std::vector<int>> targetsOf(int nodes, const Edges &edges)
{
    std::vector<std::vector<int>> targets(nodes);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (edges[i].first != edges[i].second)
            targets[edges[i].first].push_back(static_cast<int>(i));
    }
    return targets;
}

/// Which edges to turn round so that no loop is left.
std::vector<bool> loopEdges(int nodes, const Edges &edges)
{
    enum State : char { New, OnPath, Done };
    const auto targets = targetsOf(nodes, edges);
    std::vector<bool> reversed(edges.size(), false);
    std::vector<State> states(nodes, New);
    std::vector<int> incoming(nodes, 0);
    for (const auto &[from, to] : edges)
        incoming[to] += from == to ? 0 : 1;
    std::vector<int> starts(nodes);
    std::iota(starts.begin(), starts.end(), 0);
    std::stable_partition(starts.begin(), starts.end(),
                          [&](int node) { return incoming[node] == 0; });

    std::vector<std::pair<int, std::size_t>> path; // node, next of its edges
    for (const int start : starts) {
        if (states[start] != New)
            continue;
        path.emplace_back(start, 0);
        states[start] = OnPath;
        while (!path.empty()) {
            auto &[node, next] = path.back();
            if (next == targets[node].size()) {
                states[node] = Done;
                path.pop_back();
                continue;
            }
            const int edge = targets[node][next++];
            const int target = edges[edge].second;
            if (states[target] == OnPath) {
                reversed[edge] = true;
            } else if (states[target] == New) {
                states[target] = OnPath;
                path.emplace_back(target, 0);
            }
        }
    }
    return reversed;
}

std::vector<int> longestPathLayers(int nodes, const Edges &edges)
{
    const auto targets = targetsOf(nodes, edges);
    std::vector<int> waiting(nodes, 0);
    for (const auto &[from, to] : edges)
        waiting[to] += from == to ? 0 : 1;
    std::vector<bool> isSource(nodes);
    std::vector<int> ready;
    for (int node = 0; node < nodes; ++node) {
        isSource[node] = waiting[node] == 0;
        if (isSource[node])
            ready.push_back(node);
    }
    std::vector<int> layers(nodes, 0);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        for (const int edge : targets[ready[i]]) {
            const int target = edges[edge].second;
            layers[target] = std::max(layers[target], layers[ready[i]] + 1);
            if (--waiting[target] == 0)
                ready.push_back(target);
        }
    }
    for (int node = 0; node < nodes; ++node) {
        if (!isSource[node] || targets[node].empty())
            continue;
        int nearest = layers[edges[targets[node].front()].second];
        for (const int edge : targets[node])
            nearest = std::min(nearest, layers[edges[edge].second]);
        layers[node] = nearest - 1;
    }
    return layers;
}

/// The longest span of an edge that still gets stand-ins.
int longestSpan(const Edges &edges, const std::vector<int> &layers)
{
    std::vector<int> spans;
    for (const auto &[from, to] : edges)
        spans.push_back(layers[to] - layers[from]);
    std::sort(spans.begin(), spans.end());
    long long standIns = 0;
    int longest = 1;
    for (const int span : spans) {
        standIns += std::max(0, span - 1);
        if (standIns > mostStandIns)
            break;
        longest = std::max(longest, span);
    }
    return longest;
}

int addNode(LayeredGraph &graph, int layer)
{
    const int node = static_cast<int>(graph.layerOf.size());
    graph.layerOf.push_back(layer);
    graph.before.emplace_back();
    graph.after.emplace_back();
    graph.layers[layer].push_back(node);
    return node;
}

void connect(LayeredGraph &graph, int left, int right)
{
    graph.after[left].push_back(right);
    graph.before[right].push_back(left);
}

void addChain(LayeredGraph &graph, Chain &chain, int from, int to, int longest)
{
    chain.nodes.push_back(from);
    if (graph.layerOf[to] - graph.layerOf[from] <= longest) {
        for (int layer = graph.layerOf[from] + 1; layer < graph.layerOf[to]; ++layer) {
            const int standIn = addNode(graph, layer);
            connect(graph, chain.nodes.back(), standIn);
            chain.nodes.push_back(standIn);
        }
        connect(graph, chain.nodes.back(), to);
    }
    chain.nodes.push_back(to);
}

std::vector<int> placesOf(const LayeredGraph &graph)
{
    std::vector<int> places(graph.layerOf.size());
    for (const auto &layer : graph.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            places[layer[i]] = static_cast<int>(i);
    }
    return places;
}

/// Sorts one layer by the mean place of its neighbours on one side; nodes without any stay about
/// where they are. A group moves as one, by the mean of its members.
void sortLayer(std::vector<int> &layer, const std::vector<std::vector<int>> &neighbours,
               const std::vector<int> &groups, std::vector<int> &places)
{
    struct Item {
        double group;
        int groupId;
        double own;
        int node;
    };
    std::vector<Item> items;
    std::vector<std::pair<int, std::pair<double, int>>> sums; // group, sum, count
    for (const int node : layer) {
        double own = places[node];
        if (!neighbours[node].empty()) {
            double sum = 0;
            for (const int neighbour : neighbours[node])
                sum += places[neighbour];
            own = sum / static_cast<double>(neighbours[node].size());
        }
        const int group = static_cast<std::size_t>(node) < groups.size() ? groups[node] : -1;
        items.push_back({own, group, own, node});
        if (group >= 0)
            sums.push_back({group, {own, 1}});
    }
    std::stable_sort(sums.begin(), sums.end(),
                     [](const auto &left, const auto &right) { return left.first < right.first; });
    std::vector<std::pair<int, std::pair<double, int>>> means;
    for (const auto &[group, one] : sums) {
        if (means.empty() || means.back().first != group)
            means.push_back({group, {0, 0}});
        means.back().second.first += one.first;
        ++means.back().second.second;
    }
    for (Item &item : items) {
        if (item.groupId < 0)
            continue;
        const auto mean =
            std::lower_bound(means.begin(), means.end(), item.groupId,
                             [](const auto &entry, int group) { return entry.first < group; });
        item.group = mean->second.first / mean->second.second;
    }
    std::stable_sort(items.begin(), items.end(), [](const Item &left, const Item &right) {
        if (left.group != right.group)
            return left.group < right.group;
        if (left.groupId != right.groupId)
            return left.groupId < right.groupId;
        return left.own < right.own;
    });
    for (std::size_t i = 0; i < items.size(); ++i) {
        layer[i] = items[i].node;
        places[items[i].node] = static_cast<int>(i);
    }
}

void order(LayeredGraph &graph, const std::vector<int> &groups, int sweeps,
           const std::function<bool()> &keepGoing)
{
    std::vector<int> places = placesOf(graph);
    for (auto &layer : graph.layers)
        sortLayer(layer, graph.before, groups, places);
    auto best = graph.layers;
    long long fewest = crossings(graph);
    for (int sweep = 0; sweep < sweeps && fewest > 0 && keepGoing(); ++sweep) {
        if (sweep % 2 == 0) {
            for (auto layer = graph.layers.rbegin(); layer != graph.layers.rend(); ++layer)
                sortLayer(*layer, graph.after, groups, places);
        } else {
            for (auto &layer : graph.layers)
                sortLayer(layer, graph.before, groups, places);
        }
        if (const long long now = crossings(graph); now < fewest) {
            fewest = now;
            best = graph.layers;
        }
    }
    graph.layers = std::move(best);
}

} // namespace

long long crossings(const LayeredGraph &graph)
{
    const std::vector<int> places = placesOf(graph);
    long long total = 0;
    std::vector<int> ends;
    std::vector<long long> tree; // Fenwick: how many edges end at or before a place
    for (std::size_t layer = 0; layer + 1 < graph.layers.size(); ++layer) {
        tree.assign(graph.layers[layer + 1].size() + 1, 0);
        long long seen = 0;
        for (const int node : graph.layers[layer]) {
            ends.clear();
            for (const int target : graph.after[node])
                ends.push_back(places[target] + 1);
            for (const int end : ends) {
                total += seen;
                for (int i = end; i > 0; i -= i & -i)
                    total -= tree[i];
            }
            for (const int end : ends) {
                for (auto i = static_cast<std::size_t>(end); i < tree.size(); i += i & (~i + 1))
                    ++tree[i];
            }
            seen += static_cast<long long>(ends.size());
        }
    }
    return total;
}

LayeredGraph layered(int nodes, const Edges &edges, const std::vector<int> &groups, int sweeps,
                     const std::function<bool()> &keepGoing)
{
    const std::vector<bool> reversed = loopEdges(nodes, edges);
    Edges forward = edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (reversed[i])
            std::swap(forward[i].first, forward[i].second);
    }
    LayeredGraph graph;
    graph.real = nodes;
    graph.layerOf = longestPathLayers(nodes, forward);
    graph.before.resize(nodes);
    graph.after.resize(nodes);
    const int last =
        nodes == 0 ? -1 : *std::max_element(graph.layerOf.begin(), graph.layerOf.end());
    graph.layers.resize(last + 1);
    for (int node = 0; node < nodes; ++node)
        graph.layers[graph.layerOf[node]].push_back(node);

    const int longest = longestSpan(forward, graph.layerOf);
    graph.chains.resize(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        graph.chains[i].reversed = reversed[i];
        if (edges[i].first != edges[i].second)
            addChain(graph, graph.chains[i], forward[i].first, forward[i].second, longest);
    }
    order(graph, groups, sweeps, keepGoing);
    return graph;
}

} // namespace meshlens::lineage
