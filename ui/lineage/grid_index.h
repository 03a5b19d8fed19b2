// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <cstdint>
#include <vector>

namespace meshlens::ui {

/// Finds the things that lie in a rectangle: a grid of square cells, each with the numbers of what
/// touches it. Made once, then only read. A question costs the cells it covers; an answer may hold
/// things that only share a cell with the rectangle. Thread: any, once sealed.
class GridIndex
{
public:
    /// `things`: numbers count from 0 to `things` - 1. `bounds` is cut into at most some 60,000
    /// cells; what lies outside belongs to the cells at the edge.
    /// More cells are asked sooner and made later.
    GridIndex(const QRectF &bounds, int things, int mostCells = 60'000);

    // As often as a thing has parts, all of one thing after another.
    void add(int thing, const QRectF &rect);
    /// The cells that a line passes, and those less than `pad` from it beside them.
    void addLine(int thing, QPointF from, QPointF to, double pad);
    /// Adds what another with the same bounds and numbers was given; no thing was given to both.
    void join(GridIndex &&other);
    void seal(); // after the last part, before the first find()

    [[nodiscard]] std::vector<int> find(const QRectF &rect) const; // ascending, each once

private:
    struct Range {
        int left, top, right, bottom;
    };
    [[nodiscard]] Range cellsOf(const QRectF &rect) const;
    [[nodiscard]] int columnAt(double x) const;
    [[nodiscard]] int rowAt(double y) const;
    void put(int row, int column, int thing);

    QRectF m_bounds;
    int m_things;
    double m_side = 1;
    int m_columns = 1;
    int m_rows = 1;
    std::vector<std::pair<std::uint32_t, int>> m_added; // cell and thing, until it is sealed
    std::vector<int> m_last;                            // in each cell, likewise
    std::vector<std::uint32_t> m_first;                 // of each cell, in m_held
    std::vector<int> m_held;
};

} // namespace meshlens::ui
