// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/grid_accessible.h"

#include "ui/parts/cell_grid.h"

#include <QPointer>

namespace meshlens::ui {
namespace {

/// One place of a grid; invalid once the grid has become smaller or is gone.
class GridCell final : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    GridCell(CellGrid *grid, int row, int column) : m_grid(grid), m_row(row), m_column(column) {}

    [[nodiscard]] bool isValid() const override
    {
        return m_grid && m_row < m_grid->rowCount() && m_column < m_grid->columnCount();
    }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_grid);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_grid->cellWords(m_row, m_column)
                                                      : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect cell = m_grid->cellRect(m_row, m_column);
        return {m_grid->mapToGlobal(cell.topLeft()), cell.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.invalid = !isValid();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface
                   ? static_cast<QAccessibleTableCellInterface *>(this)
                   : nullptr;
    }

    [[nodiscard]] bool isSelected() const override { return false; }
    [[nodiscard]] QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return m_column; }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface *table() const override { return parent(); }

private:
    QPointer<CellGrid> m_grid;
    int m_row;
    int m_column;
};

} // namespace

GridAccessible::GridAccessible(CellGrid *grid) : QAccessibleWidget(grid, QAccessible::Table) {}

GridAccessible::~GridAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_cells))
        QAccessible::deleteAccessibleInterface(id);
}

CellGrid *GridAccessible::grid() const
{
    return static_cast<CellGrid *>(widget());
}

void *GridAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

int GridAccessible::rowCount() const
{
    return grid() ? grid()->rowCount() : 0;
}

int GridAccessible::columnCount() const
{
    return grid() ? grid()->columnCount() : 0;
}

int GridAccessible::childCount() const
{
    return rowCount() * columnCount();
}

QAccessibleInterface *GridAccessible::child(int index) const
{
    const int columns = columnCount();
    return columns > 0 ? cellAt(index / columns, index % columns) : nullptr;
}

int GridAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    for (auto it = m_cells.cbegin(); it != m_cells.cend(); ++it) {
        if (QAccessible::accessibleInterface(it.value()) == child)
            return it.key();
    }
    return -1;
}

QAccessibleInterface *GridAccessible::cellAt(int row, int column) const
{
    if (row < 0 || column < 0 || row >= rowCount() || column >= columnCount())
        return nullptr;
    const int place = row * columnCount() + column;
    if (const auto known = m_cells.constFind(place); known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    auto *cell = new GridCell(grid(), row, column); // the cache of Qt keeps it until it is told
    m_cells.insert(place, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

QString GridAccessible::columnDescription(int column) const
{
    return grid() ? grid()->headerWords(column) : QString();
}

QString GridAccessible::rowDescription(int row) const
{
    QStringList words;
    for (int column = 0; column < columnCount(); ++column)
        words += grid()->cellWords(row, column);
    words.removeAll(QString());
    return words.join(QStringLiteral(", "));
}

} // namespace meshlens::ui
