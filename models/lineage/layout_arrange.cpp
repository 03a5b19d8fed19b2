// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_arrange.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

// A multilevel arrangement on a line, after the multilevel schemes for graph partitioning (Karypis
// and Kumar 1998):
//   1. Coarsen: each vertex, those with few neighbours first, joins the free neighbour with the
//      heaviest edge for their sizes; where all neighbours are taken, two vertices that wait for
//      the same one join, so that stars shrink as well. Again, until few are left.
//   2. Those few get the best of some random orders, each smoothed.
//   3. Back: the parts of a vertex take its place, then are smoothed: everything moves to the mean
//      of its neighbours, and the places are dealt out anew in that order.
// Cost: each level is linear and about half of the one before; sorting is by radix.

namespace meshlens::lineage::layered {
namespace {

constexpr int fewVertices = 40;
constexpr int startRounds = 12;
constexpr int atOnce = 4096;      // vertices that one thread takes
constexpr float ownWeight = 0.3F; // against swinging to and fro

struct Level {
    std::vector<int> start;
    std::vector<int> to;
    std::vector<float> weight; // empty: all one
    std::vector<int> size;     // of each vertex, in vertices of the finest level
    std::vector<int> coarse;   // number of each vertex in the next level

    [[nodiscard]] int vertices() const { return static_cast<int>(size.size()); }
    [[nodiscard]] float weightOf(int i) const { return weight.empty() ? 1.0F : weight[i]; }
};

/// Numbers the pairs; returns how many there are.
int match(Level &level, LayoutRandom &random, LayoutCrew &crew)
{
    const int count = level.vertices();
    std::vector<int> order(count);
    { // By degree; among equals as chance has it.
        int most = 0;
        std::vector<int> shuffled(count);
        std::iota(shuffled.begin(), shuffled.end(), 0);
        for (int i = count - 1; i > 0; --i)
            std::swap(shuffled[i], shuffled[random.below(i + 1)]);
        for (int v = 0; v < count; ++v)
            most = std::max(most, level.start[v + 1] - level.start[v]);
        std::vector<int> next(most + 2, 0);
        for (int v = 0; v < count; ++v)
            ++next[level.start[v + 1] - level.start[v] + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        for (const int v : shuffled)
            order[next[level.start[v + 1] - level.start[v]]++] = v;
    }
    level.coarse.assign(count, -1);
    std::vector<int> waiting(count, -1); // for a taken neighbour
    int pairs = 0;
    int tick = 0;
    for (const int v : order) {
        if ((++tick & 16383) == 0 && crew.stopped())
            break;
        if (level.coarse[v] >= 0)
            continue;
        int best = -1;
        int wanted = -1;
        float bestRate = 0;
        float wantedRate = 0;
        for (int i = level.start[v]; i < level.start[v + 1]; ++i) {
            const int u = level.to[i];
            const float rate = level.weightOf(i) / static_cast<float>(level.size[u]);
            if (level.coarse[u] < 0 && u != v && rate > bestRate) {
                bestRate = rate;
                best = u;
            }
            if (rate > wantedRate) {
                wantedRate = rate;
                wanted = u;
            }
        }
        if (best < 0 && wanted >= 0) {
            if (waiting[wanted] >= 0 && level.coarse[waiting[wanted]] < 0) {
                best = waiting[wanted];
                waiting[wanted] = -1;
            } else {
                waiting[wanted] = v;
                continue;
            }
        }
        level.coarse[v] = pairs;
        if (best >= 0)
            level.coarse[best] = pairs;
        ++pairs;
    }
    for (int v = 0; v < count; ++v) {
        if (level.coarse[v] < 0)
            level.coarse[v] = pairs++;
    }
    return pairs;
}

Level coarsened(const Level &fine, int count, LayoutCrew &crew)
{
    Level level;
    level.size.assign(count, 0);
    std::vector<int> first(count, -1);
    std::vector<int> second(count, -1);
    for (int v = 0; v < fine.vertices(); ++v) {
        const int c = fine.coarse[v];
        level.size[c] += fine.size[v];
        (first[c] < 0 ? first[c] : second[c]) = v;
    }
    level.start.reserve(count + 1);
    level.start.push_back(0);
    level.to.reserve(fine.to.size());
    level.weight.reserve(fine.to.size());
    std::vector<int> entry(count, -1);
    for (int c = 0; c < count; ++c) {
        if ((c & 16383) == 0 && crew.stopped()) {
            level.start.resize(count + 1, level.start.back());
            break;
        }
        const int begin = level.start.back();
        for (const int v : {first[c], second[c]}) {
            if (v < 0)
                continue;
            for (int i = fine.start[v]; i < fine.start[v + 1]; ++i) {
                const int target = fine.coarse[fine.to[i]];
                if (target == c)
                    continue;
                if (entry[target] < begin) {
                    entry[target] = static_cast<int>(level.to.size());
                    level.to.push_back(target);
                    level.weight.push_back(fine.weightOf(i));
                } else {
                    level.weight[entry[target]] += fine.weightOf(i);
                }
            }
        }
        level.start.push_back(static_cast<int>(level.to.size()));
    }
    return level;
}

/// Orders vertices by keys; equal ones stay in the order they have.
class Sorter
{
public:
    void sort(std::vector<int> &order, const std::vector<float> &keys, float end)
    {
        if (order.size() < 300) {
            std::stable_sort(order.begin(), order.end(),
                             [&](int a, int b) { return keys[a] < keys[b]; });
            return;
        }
        m_items.resize(order.size());
        m_other.resize(order.size());
        const double scale = 4294967295.0 / std::max(1.0, double(end));
        for (std::size_t i = 0; i < order.size(); ++i) {
            const double scaled = std::clamp(double(keys[order[i]]) * scale, 0.0, 4294967295.0);
            m_items[i] = {static_cast<std::uint32_t>(scaled), order[i]};
        }
        for (int shift = 0; shift < 33; shift += 11) {
            m_counts.fill(0);
            for (const Item &item : m_items)
                ++m_counts[(std::uint64_t{item.key} >> shift) & 2047];
            int sum = 0;
            for (int &count : m_counts)
                sum += std::exchange(count, sum);
            for (const Item &item : m_items)
                m_other[m_counts[(std::uint64_t{item.key} >> shift) & 2047]++] = item;
            std::swap(m_items, m_other);
        }
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = m_items[i].vertex;
    }

private:
    struct Item {
        std::uint32_t key;
        int vertex;
    };
    std::vector<Item> m_items;
    std::vector<Item> m_other;
    std::array<int, 2048> m_counts{};
};

/// Deals out the line in the order given; returns its length.
float setPositions(const Level &level, const std::vector<int> &order, std::vector<float> &positions)
{
    double at = 0;
    for (const int v : order) {
        positions[v] = static_cast<float>(at + level.size[v] * 0.5);
        at += level.size[v];
    }
    return static_cast<float>(at);
}

void meanOfNeighbours(const Level &level, const std::vector<float> &positions, int first, int end,
                      std::vector<float> &means)
{
    for (int v = first; v < end; ++v) {
        float sum = ownWeight * positions[v];
        float weights = ownWeight;
        for (int i = level.start[v]; i < level.start[v + 1]; ++i) {
            sum += level.weightOf(i) * positions[level.to[i]];
            weights += level.weightOf(i);
        }
        means[v] = sum / weights;
    }
}

void smooth(const Level &level, std::vector<int> &order, std::vector<float> &positions, int rounds,
            Sorter &sorter, LayoutCrew &crew)
{
    std::vector<float> keys(level.vertices());
    float end = setPositions(level, order, positions);
    for (int round = 0; round < rounds && !crew.stopped(); ++round) {
        crew.each((level.vertices() + atOnce - 1) / atOnce, [&](int chunk) {
            const int first = chunk * atOnce;
            meanOfNeighbours(level, positions, first, std::min(first + atOnce, level.vertices()),
                             keys);
        });
        sorter.sort(order, keys, end);
        end = setPositions(level, order, positions);
    }
}

double stretch(const Level &level, const std::vector<float> &positions)
{
    double sum = 0;
    for (int v = 0; v < level.vertices(); ++v) {
        for (int i = level.start[v]; i < level.start[v + 1]; ++i)
            sum += double(level.weightOf(i)) * std::abs(positions[v] - positions[level.to[i]]);
    }
    return sum;
}

std::vector<int> bestStart(const Level &level, int starts, LayoutRandom &random, Sorter &sorter,
                           LayoutCrew &crew)
{
    std::vector<int> order(level.vertices());
    std::iota(order.begin(), order.end(), 0);
    std::vector<int> best = order;
    std::vector<float> positions(level.vertices());
    double least = -1;
    for (int start = 0; start < starts; ++start) {
        for (int i = level.vertices() - 1; i > 0; --i)
            std::swap(order[i], order[random.below(i + 1)]);
        smooth(level, order, positions, startRounds, sorter, crew);
        if (const double now = stretch(level, positions); least < 0 || now < least) {
            least = now;
            best = order;
        }
    }
    return best;
}

Level finestLevel(const Adjacency &neighbours)
{
    Level level;
    const int count = neighbours.vertices();
    level.size.assign(count, 1);
    level.start.reserve(count + 1);
    level.to.reserve(neighbours.arcs());
    level.start.push_back(0);
    for (int v = 0; v < count; ++v) {
        const auto list = neighbours.of(v);
        level.to.insert(level.to.end(), list.begin(), list.end());
        level.start.push_back(static_cast<int>(level.to.size()));
    }
    return level;
}

/// From the finest level on.
std::vector<int> arrangedFrom(Level finest, std::uint64_t seed, ArrangeEffort effort,
                              LayoutCrew &crew)
{
    LayoutRandom random(seed);
    Sorter sorter;
    std::vector<Level> levels;
    levels.push_back(std::move(finest));
    while (levels.back().vertices() > fewVertices && !crew.stopped()) {
        const int pairs = match(levels.back(), random, crew);
        if (crew.stopped())
            break;
        if (pairs * 20 > levels.back().vertices() * 19)
            break;
        levels.push_back(coarsened(levels.back(), pairs, crew));
    }
    if (crew.stopped())
        return {};
    std::vector<int> order = bestStart(levels.back(), effort.starts, random, sorter, crew);
    std::vector<float> positions;
    while (levels.size() > 1) {
        if (crew.stopped())
            return {};
        const std::vector<int> coarseOrder = std::move(order);
        levels.pop_back();
        const Level &level = levels.back();
        std::vector<int> rank(coarseOrder.size());
        for (std::size_t i = 0; i < coarseOrder.size(); ++i)
            rank[coarseOrder[i]] = static_cast<int>(i);
        std::vector<int> next(coarseOrder.size() + 1, 0);
        for (int v = 0; v < level.vertices(); ++v)
            ++next[rank[level.coarse[v]] + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        order.resize(level.vertices());
        for (int v = 0; v < level.vertices(); ++v)
            order[next[rank[level.coarse[v]]]++] = v;
        positions.resize(level.vertices());
        smooth(level, order, positions, effort.rounds, sorter, crew);
    }
    return order;
}

} // namespace

void smoothLine(const Adjacency &neighbours, std::vector<int> &line, int rounds, LayoutCrew &crew)
{
    const Level level = finestLevel(neighbours);
    std::vector<float> positions(level.vertices());
    Sorter sorter;
    smooth(level, line, positions, rounds, sorter, crew);
}

std::vector<int> arranged(const Adjacency &neighbours, std::uint64_t seed, ArrangeEffort effort,
                          LayoutCrew &crew)
{
    return arrangedFrom(finestLevel(neighbours), seed, effort, crew);
}

std::vector<int> arrangedByBoxes(const LayeredGraph &graph, std::uint64_t seed,
                                 ArrangeEffort effort, LayoutCrew &crew)
{
    std::vector<Arc> arcs;
    arcs.reserve(graph.ways.size());
    for (const Way &way : graph.ways) {
        if (!way.detour)
            arcs.push_back({way.from, way.to});
    }
    const Adjacency boxes = Adjacency::both(Adjacency::backward(graph.real, arcs),
                                            Adjacency::forward(graph.real, arcs));
    Level level = finestLevel(boxes);
    level.weight.reserve(level.to.size());
    for (int box = 0; box < graph.real; ++box) {
        for (const int other : boxes.of(box)) // a string pulls less the longer it is
            level.weight.push_back(
                1.0F / static_cast<float>(std::abs(graph.layerOf[box] - graph.layerOf[other])));
    }
    const std::vector<int> order = arrangedFrom(std::move(level), seed, effort, crew);
    if (crew.stopped())
        return {};
    std::vector<float> keys(graph.vertices());
    for (std::size_t i = 0; i < order.size(); ++i)
        keys[order[i]] = static_cast<float>(i);
    for (const Way &way : graph.ways) {
        const int count = graph.standIns(way);
        const float step = (keys[way.to] - keys[way.from]) / static_cast<float>(count + 1);
        for (int i = 0; i < count; ++i)
            keys[way.firstStandIn + i] = keys[way.from] + step * static_cast<float>(i + 1);
    }
    std::vector<int> line(graph.vertices());
    std::iota(line.begin(), line.end(), 0);
    Sorter().sort(line, keys, static_cast<float>(graph.real));
    return line;
}

} // namespace meshlens::lineage::layered
