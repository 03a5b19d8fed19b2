// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace meshlens::lineage::layered {

/// The boxes that have come, moved or changed their size since an earlier drawing: what may stand
/// in the way of lines that were drawn then.
class ChangedBoxes
{
public:
    explicit ChangedBoxes(int columns) : m_columns(columns) {}

    void add(int column, const QRectF &rect);
    /// After the last one.
    void sort();
    [[nodiscard]] bool isEmpty() const { return m_used.empty(); }
    /// Whether a line, in any direction, comes nearer than `distance` to one of them.
    [[nodiscard]] bool meets(std::span<const QPointF> line, double distance) const;

private:
    struct Column {
        std::vector<QRectF> boxes; // from top to bottom; they do not overlap
        double left = 0;
        double right = 0;
    };
    [[nodiscard]] static bool meets(const Column &column, QPointF from, QPointF to,
                                    double distance);

    std::vector<Column> m_columns;
    std::vector<int> m_used; // columns with boxes
};

} // namespace meshlens::lineage::layered
