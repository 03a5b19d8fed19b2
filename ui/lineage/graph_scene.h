// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/edge_bundles.h"
#include "ui/lineage/graph_painter.h"
#include "ui/lineage/grid_index.h"

#include <memory>
#include <span>

namespace meshlens::ui {

/// A drawing that can be asked what lies where, and the lines of its edges as points. Immutable:
/// a worker makes it, any thread reads it.
class GraphScene
{
public:
    enum class Edges { Bundled, Single }; // Single: sooner, for a draft

    /// `unit`: as the drawing was made with. A drawing of 10,000 nodes takes some 10 ms, bundles
    /// as much again and more.
    GraphScene(std::shared_ptr<const Drawing> drawing, double unit, Edges kind = Edges::Bundled);

    [[nodiscard]] const Drawing &drawing() const { return *m_drawing; }
    [[nodiscard]] std::shared_ptr<const Drawing> shared() const { return m_drawing; }
    [[nodiscard]] double unit() const { return m_unit; }
    /// Everything that is painted, marks beside the nodes included.
    [[nodiscard]] const QRectF &area() const { return m_area; }

    // What may be seen in a rectangle, in the order of painting.
    [[nodiscard]] std::vector<int> nodesIn(const QRectF &rect) const;
    [[nodiscard]] std::vector<int> edgesIn(const QRectF &rect) const;

    [[nodiscard]] std::span<const QPointF> line(int edge) const;
    /// How edges run together at so many pixels a unit; null: they are told apart.
    [[nodiscard]] const EdgeBundles *bundles(double detail) const;
    [[nodiscard]] const QRectF &extent(int node) const // with shadow and marks
    {
        return m_extents[static_cast<std::size_t>(node)];
    }

    [[nodiscard]] int nodeAt(QPointF at) const; // -1: none
    /// The edge nearest to a point and no farther than `reach`; -1: none.
    [[nodiscard]] int edgeAt(QPointF at, double reach) const;
    [[nodiscard]] int frameAt(QPointF at) const; // the corner that closes it; -1: none

private:
    struct Lines { // of some edges that follow each other
        std::vector<QPointF> points;
        std::vector<std::uint32_t> first; // of each edge
        std::unique_ptr<GridIndex> index; // not sealed
    };
    [[nodiscard]] Lines lines(int begin, int end, bool rough) const;

    std::shared_ptr<const Drawing> m_drawing;
    double m_unit;
    QRectF m_area;
    std::vector<QRectF> m_extents;
    std::vector<QPointF> m_points;
    std::vector<std::uint32_t> m_firstPoint; // of each edge
    std::unique_ptr<GridIndex> m_nodes;
    std::unique_ptr<GridIndex> m_edges;
    std::vector<std::unique_ptr<const EdgeBundles>> m_bundles; // the finest first
};

/// Edges as thin lines, many in one stroke, for pictures in which no arrow could be seen. `part`:
/// what can be seen of the drawing; `smooth`: with even edges and dashes, ten times slower.
void paintEdges(QPainter *painter, const GraphScene &scene, std::span<const int> edges,
                const GraphLook &look, const Emphases &emphases, const QRectF &part, bool smooth);
/// Trunks as lines that are the wider the more edges they carry; `quiet`: others are emphasised.
void paintTrunks(QPainter *painter, const EdgeBundles &bundles, std::span<const int> trunks,
                 bool quiet, bool smooth);

} // namespace meshlens::ui
