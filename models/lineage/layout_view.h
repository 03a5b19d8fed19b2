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
        return oneSide(m_sides[first * 2], m_sides[second * 2]) +
               oneSide(m_sides[first * 2 + 1], m_sides[second * 2 + 1]);
    }
    [[nodiscard]] int degree(int item) const
    {
        return m_sides[item * 2].count + m_sides[item * 2 + 1].count;
    }

private:
    using Places = std::span<const int>;
    struct Side {
        int first; // place
        int last;
        int start; // of all places in `m_places`
        int count;
    };
    void add(const LayerOrder &order, std::span<const int> neighbours);
    [[nodiscard]] Places places(const Side &side) const
    {
        return {m_places.data() + side.start, static_cast<std::size_t>(side.count)};
    }
    /// Most lists stand apart or have one place, so that their ends tell all.
    [[nodiscard]] long long oneSide(const Side &a, const Side &b) const
    {
        const int cross = (a.first > b.last) - (a.last < b.first);
        if (cross == 0 && (a.count | b.count) > 1)
            return mixed(places(a), places(b));
        return static_cast<long long>(cross) * a.count * b.count;
    }
    static long long mixed(Places a, Places b);

    std::vector<Side> m_sides;
    std::vector<int> m_places;
};

/// Gives a layer the order of `items` and sets the places.
void reorder(LayerOrder &order, int layer, const std::vector<int> &items);

} // namespace meshlens::lineage::layered
