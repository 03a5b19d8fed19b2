// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/parts/sparks.h"
#include "ui/parts/tags.h"

#include <QHash>
#include <QStyledItemDelegate>

#include <functional>

class QAbstractItemView;
class QTableView;
class QTreeView;

namespace meshlens::ui {

/// Cells drawn by our painters: one function a column, horizontal lines between rows, one row
/// height.
///
/// A column without a function shows its DisplayRole as text (TextAlignmentRole, ForegroundRole and
/// FontRole are respected). A cell's painter gets a rectangle 8 px inside the cell; the ground is
/// drawn.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using Paint = std::function<void(QPainter *, const QRectF &, const QModelIndex &)>;

    explicit CellDelegate(int rowHeight = 30, QObject *parent = nullptr); // design pixels

    void setPainter(int column, Paint paint, int width = 0); // width: design pixels for size hints
    [[nodiscard]] int rowHeight() const;                     // pixels
    void setLines(bool on) { m_lines = on; }
    /// Whether a chosen row has its mark at the left edge of the first column. A tree that indents
    /// draws its own, further left.
    void setMarked(bool on) { m_marked = on; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    int m_rowHeight;
    bool m_lines = true;
    bool m_marked = true;
    QHash<int, Paint> m_painters;
    QHash<int, int> m_widths;
};

/// A name with a quieter line below it.
void paintTwoLines(QPainter *painter, const QRectF &rect, const QString &first,
                   const QString &second, TextRole firstRole = TextRole::BodyStrong);

/// The usual behaviour of our tables: rows are chosen whole, no grid, the row height of the
/// delegate, no type-ahead, header 26 px with quiet text.
void setUpTable(QTableView *view, CellDelegate *delegate);
void setUpTree(QTreeView *view, CellDelegate *delegate);

} // namespace meshlens::ui
