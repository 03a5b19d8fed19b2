// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_refine.h"

#include "models/lineage/layout_view.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

// Boxes of one group make a run; every other vertex is a run of its own. First the runs are sorted
// by the mean place of their members, then neighbouring runs, and neighbours inside a run, change
// places while that takes crossings away.

namespace meshlens::lineage::layered {
namespace {

constexpr int rounds = 12;

using Runs = std::vector<std::vector<int>>; // of items

Runs runsOf(const std::vector<int> &layer, const std::vector<int> &group)
{
    Runs runs;
    std::vector<double> sums; // of places
    std::unordered_map<int, std::size_t> known;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const auto vertex = static_cast<std::size_t>(layer[i]);
        const int own = vertex < group.size() ? group[vertex] : -1;
        std::size_t run = runs.size();
        if (own >= 0)
            run = known.emplace(own, run).first->second;
        if (run == runs.size()) {
            runs.emplace_back();
            sums.push_back(0);
        }
        runs[run].push_back(static_cast<int>(i));
        sums[run] += static_cast<double>(i);
    }
    std::vector<std::size_t> order(runs.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sums[a] / static_cast<double>(runs[a].size()) <
               sums[b] / static_cast<double>(runs[b].size());
    });
    Runs sorted;
    sorted.reserve(runs.size());
    for (const std::size_t run : order)
        sorted.push_back(std::move(runs[run]));
    return sorted;
}

bool exchangeInside(const LayerView &view, std::vector<int> &run)
{
    bool moved = false;
    for (std::size_t i = 0; i + 1 < run.size(); ++i) {
        if (view.gain(run[i], run[i + 1]) > 0) {
            std::swap(run[i], run[i + 1]);
            moved = true;
        }
    }
    return moved;
}

bool exchangeRuns(const LayerView &view, Runs &runs)
{
    bool moved = false;
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        long long gain = 0;
        for (const int upper : runs[i]) {
            for (const int lower : runs[i + 1])
                gain += view.gain(upper, lower);
        }
        if (gain > 0) {
            std::swap(runs[i], runs[i + 1]);
            moved = true;
        }
    }
    return moved;
}

bool betterLayer(const LayeredGraph &graph, LayerOrder &order, int layer,
                 const std::vector<int> &group)
{
    const LayerView view(graph, order, layer);
    Runs runs = runsOf(order.layers[layer], group);
    bool moved = exchangeRuns(view, runs);
    for (std::vector<int> &run : runs)
        moved = exchangeInside(view, run) || moved;
    std::vector<int> items;
    for (const std::vector<int> &run : runs)
        items.insert(items.end(), run.begin(), run.end());
    reorder(order, layer, items);
    return moved;
}

} // namespace

void keepTogether(const LayeredGraph &graph, LayerOrder &order, const std::vector<int> &group,
                  LayoutCrew &crew)
{
    bool moved = true;
    for (int round = 0; round < rounds && moved; ++round) {
        moved = false;
        for (int layer = 0; layer < graph.layers; ++layer) {
            // The first round makes the runs and is never left out.
            if (round > 0 && crew.stopped())
                return;
            moved = betterLayer(graph, order, layer, group) || moved;
        }
    }
}

} // namespace meshlens::lineage::layered
