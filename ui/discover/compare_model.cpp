// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/compare_model.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

bool CompareRow::differs() const
{
    return std::ranges::any_of(
        cells, [&](const CompareCell &cell) { return cell.text != cells.first().text; });
}

void CompareModel::setRows(const QStringList &names, const QList<CompareRow> &rows)
{
    beginResetModel(); // other things, so other columns
    m_names = names;
    m_all = rows;
    refresh();
    endResetModel();
}

void CompareModel::setOnlyDifferences(bool on)
{
    if (on == m_onlyDifferences)
        return;
    beginResetModel();
    m_onlyDifferences = on;
    refresh();
    endResetModel();
}

void CompareModel::refresh()
{
    m_shown.clear();
    for (const CompareRow &row : std::as_const(m_all)) {
        if (row.heading && !m_shown.isEmpty() && m_shown.last().heading)
            m_shown.removeLast(); // nothing stands below it
        if (row.heading || !m_onlyDifferences || row.differs())
            m_shown.append(row);
    }
    if (!m_shown.isEmpty() && m_shown.last().heading)
        m_shown.removeLast();
}

const CompareRow *CompareModel::row(int row) const
{
    return row >= 0 && row < m_shown.size() ? &m_shown[row] : nullptr;
}

int CompareModel::differences() const
{
    return static_cast<int>(std::ranges::count_if(m_all, &CompareRow::differs));
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int CompareModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size()) + 1;
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CompareRow &row = m_shown[index.row()];
    const CompareCell *cell = index.column() > 0 && index.column() <= row.cells.size()
                                  ? &row.cells[index.column() - 1]
                                  : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? row.label : cell ? cell->text : QString();
    case Qt::ToolTipRole:
        return cell && !cell->tip.isEmpty() ? cell->tip.toHtmlEscaped() : QString();
    case Qt::AccessibleTextRole:
        if (index.column() == 0)
            return row.differs() ? tr("%1, they differ").arg(row.label) : row.label;
        return cell ? tr("%1: %2").arg(m_names[index.column() - 1], cell->text) : QString();
    default:
        return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section == 0)
        return {};
    return m_names.value(section - 1);
}

} // namespace meshlens::ui
