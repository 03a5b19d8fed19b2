// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/grid_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace meshlens::ui {

namespace {

constexpr double leastSide = 256;

} // namespace

GridIndex::GridIndex(const QRectF &bounds, int things, int mostCells)
    : m_bounds(bounds), m_things(things)
{
    m_added.reserve(8 * static_cast<std::size_t>(things));
    const double area = std::max(1.0, bounds.width()) * std::max(1.0, bounds.height());
    m_side = std::max(leastSide, std::sqrt(area / mostCells));
    m_columns = std::max(1, static_cast<int>(std::ceil(bounds.width() / m_side)));
    m_rows = std::max(1, static_cast<int>(std::ceil(bounds.height() / m_side)));
    m_last.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), -1);
}

int GridIndex::columnAt(double x) const
{
    return static_cast<int>(std::clamp((x - m_bounds.left()) / m_side, 0.0, m_columns - 1.0));
}

int GridIndex::rowAt(double y) const
{
    return static_cast<int>(std::clamp((y - m_bounds.top()) / m_side, 0.0, m_rows - 1.0));
}

GridIndex::Range GridIndex::cellsOf(const QRectF &rect) const
{
    return {columnAt(rect.left()), rowAt(rect.top()), columnAt(rect.right()), rowAt(rect.bottom())};
}

void GridIndex::put(int row, int column, int thing)
{
    const auto cell = static_cast<std::uint32_t>(row * m_columns + column);
    if (std::exchange(m_last[cell], thing) != thing)
        m_added.emplace_back(cell, thing);
}

void GridIndex::add(int thing, const QRectF &rect)
{
    const Range range = cellsOf(rect.normalized());
    for (int row = range.top; row <= range.bottom; ++row) {
        for (int column = range.left; column <= range.right; ++column)
            put(row, column, thing);
    }
}

void GridIndex::addLine(int thing, QPointF from, QPointF to, double pad)
{
    if (from.x() > to.x())
        std::swap(from, to);
    const double wide = to.x() - from.x();
    const double slope = wide > 0 ? (to.y() - from.y()) / wide : 0;
    const int last = columnAt(to.x() + pad);
    for (int column = columnAt(from.x() - pad); column <= last; ++column) {
        // What of the line may be nearer than `pad` to this column.
        const double left = m_bounds.left() + column * m_side - pad;
        double top = from.y();
        double bottom = to.y();
        if (wide > m_side) {
            top += slope * (std::clamp(left, from.x(), to.x()) - from.x());
            bottom = from.y() +
                     slope * (std::clamp(left + m_side + 2 * pad, from.x(), to.x()) - from.x());
        }
        if (top > bottom)
            std::swap(top, bottom);
        const int lowest = rowAt(bottom + pad);
        for (int row = rowAt(top - pad); row <= lowest; ++row)
            put(row, column, thing);
    }
}

void GridIndex::join(GridIndex &&other)
{
    m_added.insert(m_added.end(), other.m_added.begin(), other.m_added.end());
}

void GridIndex::seal()
{
    const auto cells = static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    m_first.assign(cells + 1, 0);
    for (const auto &[cell, thing] : m_added)
        ++m_first[cell + 1];
    for (std::size_t i = 0; i < cells; ++i)
        m_first[i + 1] += m_first[i];
    m_held.resize(m_added.size());
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (const auto &[cell, thing] : m_added)
        m_held[next[cell]++] = thing;
    std::vector<std::pair<std::uint32_t, int>>().swap(m_added);
    std::vector<int>().swap(m_last);
}

std::vector<int> GridIndex::find(const QRectF &rect) const
{
    std::vector<int> found;
    if (m_first.empty() || m_things == 0)
        return found;
    std::vector<std::uint64_t> met((static_cast<std::size_t>(m_things) + 63) / 64);
    const Range range = cellsOf(rect.normalized());
    for (int row = range.top; row <= range.bottom; ++row) {
        const auto line = static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns);
        const auto from = m_first[line + static_cast<std::size_t>(range.left)];
        const auto to = m_first[line + static_cast<std::size_t>(range.right) + 1];
        for (auto i = from; i < to; ++i) {
            const auto thing = static_cast<std::size_t>(m_held[i]);
            met[thing / 64] |= std::uint64_t(1) << (thing % 64);
        }
    }
    for (std::size_t word = 0; word < met.size(); ++word) {
        for (std::uint64_t bits = met[word]; bits != 0; bits &= bits - 1)
            found.push_back(static_cast<int>(word) * 64 + std::countr_zero(bits));
    }
    return found;
}

} // namespace meshlens::ui
