// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_coordinates.h"

#include <algorithm>
#include <limits>

// Where things stand down their layers. Each vertex wants to be at the mean of its neighbours; the
// wishes of one layer are met as well as its order and distances allow, which is isotonic
// regression: after taking off the distances, neighbours in the wrong order are pooled at their
// weighted mean (pool adjacent violators), so nothing overlaps by construction. Sweeps over the
// layers repeat that. Stand-ins pull each other most, so that long links become straight. A sweep
// is linear.

namespace meshlens::lineage::layered {
namespace {

constexpr double betweenStandIns = 8;
constexpr double atOneEnd = 2;
constexpr double betweenBoxes = 1;

class Sweeper
{
public:
    Sweeper(const Heights &heights, const LayerOrder &order, std::vector<double> &centres)
        : m_heights(heights), m_graph(heights.graph), m_order(order), m_centres(centres)
    {}

    void settleLayer(int index, bool useBefore, bool useAfter)
    {
        const std::vector<int> &layer = m_order.layers[index];
        m_wishes.resize(layer.size());
        m_weights.resize(layer.size());
        for (std::size_t i = 0; i < layer.size(); ++i) {
            double sum = 0;
            double weight = 0;
            if (useBefore)
                add(layer[i], m_graph.before, m_graph.beforeShift, sum, weight);
            if (useAfter)
                add(layer[i], m_graph.after, m_graph.afterShift, sum, weight);
            m_wishes[i] = weight > 0 ? sum / weight : m_centres[layer[i]];
            m_weights[i] = weight > 0 ? weight : 0.01;
        }
        settle(m_heights, layer, m_wishes, m_weights, m_centres);
    }

private:
    void add(int vertex, const Adjacency &side, const std::vector<float> &shifts, double &sum,
             double &weight) const
    {
        const auto neighbours = side.of(vertex);
        const bool real = m_graph.isReal(vertex);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const bool otherReal = m_graph.isReal(neighbours[i]);
            const double pull = real && otherReal   ? betweenBoxes
                                : real || otherReal ? atOneEnd
                                                    : betweenStandIns;
            const double shift = shifts.empty() ? 0 : shifts[side.start(vertex) + i];
            sum += pull * (m_centres[neighbours[i]] + shift);
            weight += pull;
        }
    }

    const Heights &m_heights;
    const LayeredGraph &m_graph;
    const LayerOrder &m_order;
    std::vector<double> &m_centres;
    std::vector<double> m_wishes;
    std::vector<double> m_weights;
};

/// Each layer as tight as can be, its middle at 0.
std::vector<double> packed(const Heights &heights, const LayerOrder &order, LayoutCrew &crew)
{
    std::vector<double> centres(heights.graph.vertices(), 0);
    for (const std::vector<int> &layer : order.layers) {
        if (crew.stopped())
            break;
        for (std::size_t i = 1; i < layer.size(); ++i)
            centres[layer[i]] = centres[layer[i - 1]] + heights.between(layer[i - 1], layer[i]);
        if (layer.empty())
            continue;
        const double middle = centres[layer.back()] / 2;
        for (const int vertex : layer)
            centres[vertex] -= middle;
    }
    return centres;
}

} // namespace

void settle(const Heights &heights, const std::vector<int> &layer,
            const std::vector<double> &wishes, const std::vector<double> &weights,
            std::vector<double> &centres)
{
    struct Block {
        double sum; // of weighted wishes
        double weight;
        std::size_t end;
    };
    thread_local std::vector<Block> blocks;
    thread_local std::vector<double> offsets; // of a vertex from the first, packed tight
    blocks.clear();
    offsets.resize(layer.size());
    double offset = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0)
            offset += heights.between(layer[i - 1], layer[i]);
        offsets[i] = offset;
        blocks.push_back({(wishes[i] - offset) * weights[i], weights[i], i + 1});
        while (blocks.size() > 1) {
            const Block &last = blocks.back();
            Block &above = blocks[blocks.size() - 2];
            if (above.sum * last.weight <= last.sum * above.weight)
                break;
            above = {above.sum + last.sum, above.weight + last.weight, last.end};
            blocks.pop_back();
        }
    }
    std::size_t at = 0;
    for (const Block &block : blocks) {
        const double mean = block.sum / block.weight;
        for (; at < block.end; ++at)
            centres[layer[at]] = mean + offsets[at];
    }
}

std::vector<double> centresDown(const Heights &heights, const LayerOrder &order, int sweeps,
                                LayoutCrew &crew)
{
    std::vector<double> centres = packed(heights, order, crew);
    Sweeper sweeper(heights, order, centres);
    const int layers = heights.graph.layers;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        const bool toTheRight = sweep % 2 == 0;
        for (int i = 0; i < layers && !crew.stopped(); ++i) {
            const int layer = toTheRight ? i : layers - 1 - i;
            const bool first = sweep < 2; // at first from one side only
            sweeper.settleLayer(layer, toTheRight || !first, !toTheRight || !first);
        }
    }
    double top = std::numeric_limits<double>::max();
    for (int vertex = 0; vertex < heights.graph.vertices(); ++vertex)
        top = std::min(top, centres[vertex] - heights.half(vertex));
    for (double &centre : centres)
        centre -= top;
    return centres;
}

} // namespace meshlens::lineage::layered
