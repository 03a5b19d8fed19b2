// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout_crew.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The steps of a layered drawing and the values that they hand on; for layout.cpp only.
namespace meshlens::lineage::layered {

struct Arc {
    int from = 0;
    int to = 0;
};

/// Neighbours of each vertex, one list after the other.
class Adjacency
{
public:
    Adjacency() = default;
    /// From `from` to `to` of each arc, or the other way; in the order of the arcs.
    static Adjacency forward(int vertices, std::span<const Arc> arcs);
    static Adjacency backward(int vertices, std::span<const Arc> arcs);
    /// Both ways: first those that `left` has, then those of `right`.
    static Adjacency both(const Adjacency &left, const Adjacency &right);

    [[nodiscard]] int vertices() const { return static_cast<int>(m_start.size()) - 1; }
    [[nodiscard]] std::span<const int> of(int vertex) const
    {
        return {m_to.data() + m_start[vertex], m_to.data() + m_start[vertex + 1]};
    }
    [[nodiscard]] int degree(int vertex) const { return m_start[vertex + 1] - m_start[vertex]; }
    [[nodiscard]] int start(int vertex) const { return m_start[vertex]; }
    [[nodiscard]] int arcs() const { return static_cast<int>(m_to.size()); }

private:
    std::vector<int> m_start{0};
    std::vector<int> m_to;
};

/// A link as it goes through the layers: from left to right, with one stand-in in each layer that
/// it passes. Links between the same two places share one.
struct Way {
    int from = 0; // vertices; `from` stands left
    int to = 0;
    double fromY = 0; // of the ends against the centres
    double toY = 0;
    int firstStandIn = -1; // the others follow by number; -1: it passes none
    bool detour = false;   // too long for stand-ins: it goes round the drawing
};

/// One connected part in layers. Vertices 0 to `real` - 1 are boxes, those after are stand-ins.
struct LayeredGraph {
    int real = 0;
    std::vector<int> layerOf;
    std::vector<Way> ways;
    Adjacency before; // neighbours one layer to the left
    Adjacency after;
    /// Where ends are not in the middle: for each entry of `before` and `after` how much higher the
    /// line stands at the neighbour's than at the vertex's centre. Else empty.
    std::vector<float> beforeShift;
    std::vector<float> afterShift;
    int layers = 0;

    [[nodiscard]] int vertices() const { return static_cast<int>(layerOf.size()); }
    [[nodiscard]] bool isReal(int vertex) const { return vertex < real; }
    [[nodiscard]] int standIns(const Way &way) const
    {
        return way.firstStandIn < 0 ? 0 : layerOf[way.to] - layerOf[way.from] - 1;
    }
};

/// The order of the vertices inside their layers.
struct LayerOrder {
    std::vector<std::vector<int>> layers; // from top to bottom
    std::vector<int> place;               // of each vertex in its layer

    LayerOrder() = default;
    /// Deals the vertices out to their layers in the order given.
    LayerOrder(const LayeredGraph &graph, const std::vector<int> &line);
    void setPlaces(int layer); // from `layers`
};

/// Adds the stand-ins. `layerOf` has a layer for each box, from 0; ways whose stand-ins would be
/// more than `most` in all, the longest first, become detours. Empty once the crew has stopped.
[[nodiscard]] LayeredGraph withStandIns(std::vector<int> layerOf, std::vector<Way> ways,
                                        long long most, LayoutCrew &crew);

/// Small, quick, the same everywhere (SplitMix64 by Steele, Lea and Flood).
class LayoutRandom
{
public:
    explicit LayoutRandom(std::uint64_t seed) : m_state(seed * 0x9e3779b97f4a7c15ULL + 1) {}
    std::uint32_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
    }
    int below(int end)
    {
        return static_cast<int>((std::uint64_t{next()} * static_cast<std::uint64_t>(end)) >> 32);
    }

private:
    std::uint64_t m_state;
};

} // namespace meshlens::lineage::layered
