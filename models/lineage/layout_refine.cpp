// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_refine.h"

#include "models/lineage/layout_view.h"

#include <algorithm>
#include <numeric>
#include <utility>

// What a layer's order is worth depends on the two layers beside it alone, so all even layers may
// be bettered at the same time, then all odd ones: the outcome is the same with one thread or two.
//
// For two vertices u before v of a layer, let a run over the places of u's neighbours and b over
// those of v's: the pairs with a > b cross now, the pairs with a < b would cross if u and v changed
// places. Sums of that difference say what moving a vertex past others gains. Sifting (Matuszewski,
// Schoenfeld, Molitor 1999) looks at all places; here at those within a window.

namespace meshlens::lineage::layered {
namespace {

/// Calls `work` for each even (`half` 0) or odd (1) layer; sums up what it returns.
template<typename Work>
long long inOneHalf(int layers, int half, LayoutCrew &crew, const Work &work)
{
    std::vector<long long> gains(layers, 0);
    crew.each((layers + 1 - half) / 2,
              [&](int i) { gains[i * 2 + half] = crew.stopped() ? 0 : work(i * 2 + half); });
    return std::accumulate(gains.begin(), gains.end(), 0LL);
}

long long transposeLayer(const LayeredGraph &graph, LayerOrder &order, int index,
                         const std::vector<char> &fixed, LayoutCrew &crew)
{
    constexpr int passes = 8;
    const std::vector<int> &layer = order.layers[index];
    const int count = static_cast<int>(order.layers[index].size());
    if (count < 2)
        return 0;
    const LayerView view(graph, order, index);
    std::vector<int> items(count);
    std::iota(items.begin(), items.end(), 0);
    std::vector<char> active(count + 1, 1); // whether the pair from here on may gain
    long long total = 0;
    bool moved = true;
    for (int pass = 0; pass < passes && moved && !crew.stopped(); ++pass) {
        moved = false;
        for (int i = 0; i + 1 < count; ++i) {
            if (!active[i])
                continue;
            active[i] = 0;
            if (!fixed.empty() && fixed[layer[items[i]]] && fixed[layer[items[i + 1]]])
                continue;
            const long long gain = view.gain(items[i], items[i + 1]);
            if (gain <= 0)
                continue;
            std::swap(items[i], items[i + 1]);
            total += gain;
            active[i + 1] = 1;
            if (i > 0)
                active[i - 1] = 1;
            moved = true;
        }
    }
    if (total > 0) {
        reorder(order, index, items);
    }
    return total;
}

constexpr long long lossesALink = 10;

struct Move {
    int to;
    long long gain;
};

Move bestMove(const LayerView &view, const std::vector<int> &items, int from, int window)
{
    Move best{from, 0};
    const int item = items[from];
    const long long hopeless = lossesALink * view.degree(item); // no way back seen so far
    long long sum = 0;
    for (int i = from - 1; i >= std::max(0, from - window); --i) {
        sum += view.gain(items[i], item);
        if (sum > best.gain)
            best = {i, sum};
        else if (sum < best.gain - hopeless)
            break;
    }
    sum = 0;
    const int last = std::min(static_cast<int>(items.size()) - 1, from + window);
    for (int i = from + 1; i <= last; ++i) {
        sum += view.gain(item, items[i]);
        if (sum > best.gain)
            best = {i, sum};
        else if (sum < best.gain - hopeless)
            break;
    }
    return best;
}

long long crossingsAfter(const LayeredGraph &graph, const LayerOrder &order, int index,
                         LayoutCrew &crew)
{
    const std::size_t width = order.layers[index + 1].size();
    std::vector<int> tree(width + 1, 0); // Fenwick: how many edges end at or before a place
    long long total = 0;
    long long seen = 0;
    int tick = 0;
    for (const int vertex : order.layers[index]) {
        if ((++tick & 4095) == 0 && crew.stopped())
            break;
        const auto targets = graph.after.of(vertex);
        for (const int target : targets) {
            total += seen;
            for (int i = order.place[target] + 1; i > 0; i -= i & -i)
                total -= tree[i];
        }
        for (const int target : targets) {
            for (std::size_t i = order.place[target] + 1; i <= width; i += i & (~i + 1))
                ++tree[i];
        }
        seen += static_cast<long long>(targets.size());
    }
    return total;
}

} // namespace

long long crossings(const LayeredGraph &graph, const LayerOrder &order, LayoutCrew &crew)
{
    std::vector<long long> counts(std::max(1, graph.layers), 0);
    crew.each(graph.layers - 1, [&](int i) { counts[i] = crossingsAfter(graph, order, i, crew); });
    return std::accumulate(counts.begin(), counts.end(), 0LL);
}

long long transpose(const LayeredGraph &graph, LayerOrder &order, int rounds, LayoutCrew &crew,
                    const std::vector<char> &fixed)
{
    std::vector<char> active(graph.layers, 1);
    std::vector<char> changed(graph.layers, 0);
    long long total = 0;
    for (int round = 0; round < rounds && !crew.stopped(); ++round) {
        std::fill(changed.begin(), changed.end(), 0);
        const auto better = [&](int layer) {
            if (!active[layer])
                return 0LL;
            const long long won = transposeLayer(graph, order, layer, fixed, crew);
            changed[layer] = won > 0;
            return won;
        };
        const long long gain =
            inOneHalf(graph.layers, 0, crew, better) + inOneHalf(graph.layers, 1, crew, better);
        total += gain;
        if (gain == 0)
            break;
        for (int layer = 0; layer < graph.layers; ++layer) {
            active[layer] = (layer > 0 && changed[layer - 1]) ||
                            (layer + 1 < graph.layers && changed[layer + 1]);
        }
    }
    return total;
}

long long Sifter::siftLayer(int index, LayoutCrew &crew)
{
    const std::vector<int> &layer = m_order.layers[index];
    const int count = static_cast<int>(layer.size());
    std::vector<int> turns;
    for (int item = 0; item < count; ++item) {
        if (std::exchange(m_awake[layer[item]], 0) != 0)
            turns.push_back(item);
    }
    if (count < 2 || turns.empty())
        return 0;
    const LayerView view(m_graph, m_order, index);
    std::stable_sort(turns.begin(), turns.end(), // those with many neighbours first
                     [&](int a, int b) { return view.degree(a) > view.degree(b); });
    std::vector<int> items(count);
    std::iota(items.begin(), items.end(), 0);
    std::vector<int> at = items; // where each item is now
    long long total = 0;
    int tick = 0;
    for (const int item : turns) {
        if ((++tick & 255) == 0 && crew.stopped())
            break;
        const Move move = bestMove(view, items, at[item], m_window);
        if (move.gain == 0)
            continue;
        total += move.gain;
        m_moved[index].push_back(layer[item]);
        const int from = at[item];
        for (int i = from; i != move.to; i += move.to > from ? 1 : -1) {
            items[i] = items[move.to > from ? i + 1 : i - 1];
            at[items[i]] = i;
        }
        items[move.to] = item;
        at[item] = move.to;
    }
    if (total > 0)
        reorder(m_order, index, items);
    return total;
}

long long Sifter::round(LayoutCrew &crew)
{
    long long gain = 0;
    for (int half = 0; half < 2; ++half) {
        gain += inOneHalf(m_graph.layers, half, crew,
                          [&](int layer) { return siftLayer(layer, crew); });
        for (int layer = half; layer < m_graph.layers; layer += 2) {
            for (const int vertex : m_moved[layer]) {
                for (const int neighbour : m_graph.before.of(vertex))
                    m_awake[neighbour] = 1;
                for (const int neighbour : m_graph.after.of(vertex))
                    m_awake[neighbour] = 1;
            }
            m_moved[layer].clear();
        }
    }
    return gain;
}

} // namespace meshlens::lineage::layered
