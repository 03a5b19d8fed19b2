// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/fact_model.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QString FactCell::words() const
{
    QStringList all;
    if (!domainName.isEmpty() && domainName != text)
        all += domainName;
    if (quality)
        all += qualityWords(*quality);
    if (freshness)
        all += freshnessWords(*freshness);
    if (!text.isEmpty())
        all += text;
    if (!second.isEmpty())
        all += second;
    for (const Tag &tag : tags)
        all += tag.text;
    return all.join(u", "_s);
}

FactModel::FactModel(QList<FactColumn> columns, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{}

void FactModel::setRows(const QList<FactRow> &rows)
{
    // What is the same at both ends stays; the middle goes and comes.
    const qsizetype shorter = std::min(m_rows.size(), rows.size());
    qsizetype head = 0;
    while (head < shorter && m_rows[head].id == rows[head].id)
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head &&
           m_rows[m_rows.size() - 1 - tail].id == rows[rows.size() - 1 - tail].id)
        ++tail;
    if (const qsizetype gone = m_rows.size() - head - tail; gone > 0) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(head + gone - 1));
        m_rows.remove(head, gone);
        endRemoveRows();
    }
    if (const qsizetype came = rows.size() - head - tail; came > 0) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(head + came - 1));
        m_rows = rows.first(head + came) + m_rows.sliced(head);
        endInsertRows();
    }
    m_rows = rows;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const FactRow *FactModel::row(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

const FactCell *FactModel::cell(const QModelIndex &index) const
{
    const FactRow *found = index.isValid() ? row(index.row()) : nullptr;
    return found && index.column() < found->cells.size() ? &found->cells[index.column()] : nullptr;
}

TableText FactModel::table(const QList<int> &rows) const
{
    TableText table;
    for (const FactColumn &column : m_columns)
        table.columns += column.title;
    for (const int row : rows) {
        QStringList cells;
        for (const FactCell &cell : m_rows[row].cells)
            cells += cell.words();
        table.rows += cells;
    }
    return table;
}

QString FactModel::csv(const QList<int> &rows) const
{
    return QString::fromUtf8(csvOf(table(rows)));
}

int FactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FactModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FactRow &row = m_rows[index.row()];
    if (role == IdRole)
        return row.id;
    if (role == DataRole)
        return row.data;
    const FactCell *found = cell(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return found->text;
    case Qt::AccessibleTextRole:
        return found->words();
    case Qt::ToolTipRole:
        return found->tip.isEmpty() ? QVariant() : QVariant(found->tip.toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(m_columns[index.column()].align | Qt::AlignVCenter);
    case SortRole:
        return found->sort.isValid() ? found->sort : QVariant(found->text);
    default:
        return {};
    }
}

QVariant FactModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const FactColumn &column = m_columns[section];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column.align | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !column.tip.isEmpty())
        return column.tip.toHtmlEscaped();
    return {};
}

FactFilter::FactFilter(FactModel *model, QObject *parent)
    : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(model);
    setSortRole(FactModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
    setDynamicSortFilter(true);
}

void FactFilter::setWords(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool FactFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty() || parent.isValid())
        return true;
    QString all;
    for (const FactCell &cell : m_model->row(row)->cells)
        all += cell.words() + u'\n';
    return std::ranges::all_of(
        m_words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace meshlens::ui
