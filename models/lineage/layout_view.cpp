// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_view.h"

#include <algorithm>

namespace meshlens::lineage::layered {

LayerView::LayerView(const LayeredGraph &graph, const LayerOrder &order, int layer)
    : m_start(order.layers[layer].size() * 2 + 1, 0)
{
    const std::vector<int> &vertices = order.layers[layer];
    std::size_t total = 0;
    for (const int vertex : vertices)
        total += graph.before.degree(vertex) + graph.after.degree(vertex);
    m_places.reserve(total);
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        add(order, graph.before.of(vertices[i]), i * 2);
        add(order, graph.after.of(vertices[i]), i * 2 + 1);
    }
}

void LayerView::add(const LayerOrder &order, std::span<const int> neighbours, std::size_t slot)
{
    for (const int neighbour : neighbours)
        m_places.push_back(order.place[neighbour]);
    if (neighbours.size() > 1)
        std::sort(m_places.begin() + m_start[slot], m_places.end());
    m_start[slot + 1] = static_cast<int>(m_places.size());
}

long long LayerView::mixed(Places a, Places b)
{
    // Few against many: look the few up.
    if (a.size() > b.size() * 8)
        return -mixed(b, a);
    long long sum = 0;
    if (b.size() > a.size() * 8) {
        for (const int place : a) {
            const auto range = std::equal_range(b.begin(), b.end(), place);
            sum += (range.first - b.begin()) - (b.end() - range.second);
        }
        return sum;
    }
    std::size_t below = 0; // of b, less than the place at hand
    std::size_t upTo = 0;  // of b, not more than it
    for (const int place : a) {
        while (below < b.size() && b[below] < place)
            ++below;
        upTo = std::max(upTo, below);
        while (upTo < b.size() && b[upTo] <= place)
            ++upTo;
        sum += static_cast<long long>(below + upTo) - static_cast<long long>(b.size());
    }
    return sum;
}

void reorder(LayerOrder &order, int layer, const std::vector<int> &items)
{
    const std::vector<int> &old = order.layers[layer];
    std::vector<int> vertices(old.size());
    for (std::size_t i = 0; i < old.size(); ++i)
        vertices[i] = old[items[i]];
    order.layers[layer] = std::move(vertices);
    order.setPlaces(layer);
}

} // namespace meshlens::lineage::layered
