// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_layered.h"

namespace meshlens::lineage::layered {

/// Crossings between neighbouring layers.
[[nodiscard]] long long crossings(const LayeredGraph &graph, const LayerOrder &order,
                                  LayoutCrew &crew);

/// Takes crossings away by exchanging neighbours in a layer, `rounds` times over all layers that
/// can still gain. Two vertices that are both `fixed` keep their order. Returns how many went.
long long transpose(const LayeredGraph &graph, LayerOrder &order, int rounds, LayoutCrew &crew,
                    const std::vector<char> &fixed = {});

/// Takes crossings away by moving vertices to their best place within `window` places. The first
/// round looks at all vertices, a later one at those with a neighbour that has moved since.
class Sifter
{
public:
    Sifter(const LayeredGraph &graph, LayerOrder &order, int window)
        : m_graph(graph), m_order(order), m_window(window), m_awake(graph.vertices(), 1),
          m_moved(graph.layers)
    {}
    /// One round over all layers. Returns how many crossings went.
    long long round(LayoutCrew &crew);

private:
    long long siftLayer(int index, LayoutCrew &crew);

    const LayeredGraph &m_graph;
    LayerOrder &m_order;
    const int m_window;
    std::vector<char> m_awake;
    std::vector<std::vector<int>> m_moved; // in each layer
};

/// Makes boxes of one group stand side by side in each layer, at the price of few crossings.
/// `group` has a number for each box, -1 for none.
void keepTogether(const LayeredGraph &graph, LayerOrder &order, const std::vector<int> &group,
                  LayoutCrew &crew);

} // namespace meshlens::lineage::layered
