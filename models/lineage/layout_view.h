// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// Sorted places of the neighbours of each vertex of one layer, on both sides. "Items" are the
/// vertices by their number in the layer when the view was made. Good as long as the layers beside
/// stay as they are.
class LayerView
{
public:
    LayerView(const LayeredGraph &graph, const LayerOrder &order, int layer);
    /// Crossings that go when the first of two items changes places with the second after it.
    [[nodiscard]] long long gain(int first, int second) const
    {
        return oneSide(side(first * 2), side(second * 2)) +
               oneSide(side(first * 2 + 1), side(second * 2 + 1));
    }
    [[nodiscard]] int degree(int item) const { return m_start[item * 2 + 2] - m_start[item * 2]; }

private:
    using Places = std::span<const int>;
    void add(const LayerOrder &order, std::span<const int> neighbours, std::size_t slot);
    [[nodiscard]] Places side(int slot) const
    {
        return {m_places.data() + m_start[slot], m_places.data() + m_start[slot + 1]};
    }
    static long long oneSide(Places a, Places b)
    {
        if (a.empty() || b.empty())
            return 0;
        if (a.back() < b.front())
            return -static_cast<long long>(a.size() * b.size());
        if (a.front() > b.back())
            return static_cast<long long>(a.size() * b.size());
        return mixed(a, b);
    }
    static long long mixed(Places a, Places b);

    std::vector<int> m_start;
    std::vector<int> m_places;
};

/// Gives a layer the order of `items` and sets the places.
void reorder(LayerOrder &order, int layer, const std::vector<int> &items);

} // namespace meshlens::lineage::layered
