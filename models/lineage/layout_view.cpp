// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_view.h"

#include <algorithm>
#include <limits>

namespace meshlens::lineage::layered {

LayerView::LayerView(const LayeredGraph &graph, const LayerOrder &order, int layer)
{
    const std::vector<int> &vertices = order.layers[layer];
    std::size_t total = 0;
    for (const int vertex : vertices)
        total += graph.before.degree(vertex) + graph.after.degree(vertex);
    m_places.reserve(total);
    m_sides.reserve(vertices.size() * 2);
    for (const int vertex : vertices) {
        add(order, graph.before.of(vertex));
        add(order, graph.after.of(vertex));
    }
}

void LayerView::add(const LayerOrder &order, std::span<const int> neighbours)
{
    constexpr std::size_t few = 12;
    // Those without places count as being below all, which adds up to nothing.
    constexpr int below = std::numeric_limits<int>::max();
    const auto start = static_cast<int>(m_places.size());
    const auto count = static_cast<int>(neighbours.size());
    if (count == 0) {
        m_sides.push_back({below, below, start, 0});
        return;
    }
    for (const int neighbour : neighbours) {
        const int place = order.place[neighbour];
        m_places.push_back(place);
        if (neighbours.size() > few)
            continue;
        int at = static_cast<int>(m_places.size()) - 1;
        for (; at > start && m_places[at - 1] > place; --at)
            m_places[at] = m_places[at - 1];
        m_places[at] = place;
    }
    if (neighbours.size() > few)
        std::sort(m_places.begin() + start, m_places.end());
    m_sides.push_back({m_places[start], m_places.back(), start, count});
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
