// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/rows_model.h"

#include "ui/parts/format.h"
#include "ui/parts/theme.h"

#include <numeric>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

RowsModel::RowsModel(QObject *parent) : QAbstractTableModel(parent) {}

void RowsModel::setRows(SampleRows rows)
{
    beginResetModel(); // other columns as well
    m_rows = std::move(rows);
    m_order.resize(m_rows ? m_rows->sample.rows.size() : 0);
    std::iota(m_order.begin(), m_order.end(), 0);
    endResetModel();
}

void RowsModel::setArrangement(const QList<int> &rows)
{
    beginResetModel();
    m_order = rows;
    endResetModel();
}

CellFormat RowsModel::format(int column) const
{
    return m_rows ? m_rows->formats.value(column) : CellFormat();
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_rows ? 0 : static_cast<int>(m_rows->sample.columns.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CellFormat format = m_rows->formats.value(index.column());
    const QVariant cell = m_rows->sample.rows[m_order[index.row()]].value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(cell, format);
    case Qt::ToolTipRole: {
        const QString text = cell.toString();
        return format.masked || text.size() < 24 ? QVariant() : text.left(2000).toHtmlEscaped();
    }
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(m_rows->sample.columns[index.column()].name,
                                cellText(cell, format));
    case Qt::TextAlignmentRole:
        return static_cast<int>((format.number ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case SortRole:
        return cell;
    case QuietRole:
        return format.masked || cell.isNull() || cell.toString().isEmpty();
    default:
        return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole)
            return format::count(section + 1);
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    }
    if (section < 0 || section >= columnCount())
        return {};
    const samples::ColumnProfile &profile = m_rows->profiles[section];
    if (role == Qt::DisplayRole)
        return profile.name;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2, %3")
            .arg(profile.name, samples::toText(profile.type),
                 summaryWords(profile, m_rows->formats[section]));
    if (role == Qt::ToolTipRole)
        return u"%1\n%2\n%3"_s
            .arg(profile.name, profile.declaredType,
                 summaryWords(profile, m_rows->formats[section]))
            .toHtmlEscaped();
    return {};
}

ProfileModel::ProfileModel(QObject *parent) : QAbstractTableModel(parent) {}

void ProfileModel::setRows(SampleRows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const samples::ColumnProfile *ProfileModel::profile(const QModelIndex &index) const
{
    return m_rows && index.isValid() && index.row() < m_rows->profiles.size()
               ? &m_rows->profiles[index.row()]
               : nullptr;
}

int ProfileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_rows ? 0 : static_cast<int>(m_rows->profiles.size());
}

int ProfileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const samples::ColumnProfile &profile = m_rows->profiles[index.row()];
    const CellFormat format = m_rows->formats[index.row()];
    const bool figure = index.column() >= Empty && index.column() <= Mean;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const QString none = u"\u2013"_s;
    switch (index.column()) {
    case Name:
        return profile.name;
    case Type:
        return profile.declaredType.isEmpty() ? samples::toText(profile.type)
                                              : profile.declaredType;
    case Empty:
        return profile.rows == 0 ? none : format::percent(profile.emptyShare(), 1);
    case Distinct:
        return (profile.distinctIsLeast ? tr("over %1") : u"%1"_s)
            .arg(format::count(profile.distinct));
    case Least:
        return profile.min.isEmpty() ? none : cellText(profile.min, format);
    case Most:
        return profile.max.isEmpty() ? none : cellText(profile.max, format);
    case Mean: {
        CellFormat shown = format;
        shown.decimals = std::max(format.decimals, 1);
        return profile.mean ? numberText(*profile.mean, shown) : none;
    }
    case Top: {
        QStringList top;
        for (const samples::TopValue &value : profile.top.first(std::min<qsizetype>(
                 3, profile.distinct == profile.rows - profile.empty ? 0 : profile.top.size())))
            top += tr("%1 (%2)").arg(cellText(value.text, format), format::count(value.count));
        return top.isEmpty() ? none : top.join(u", "_s);
    }
    case Values:
        return role == Qt::AccessibleTextRole ? summaryWords(profile, format) : QString();
    default:
        return {};
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (section >= Empty && section <= Mean ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static const QStringList titles{tr("Column"),   tr("Type"),   tr("Empty"),
                                    tr("Distinct"), tr("Least"),  tr("Most"),
                                    tr("Mean"),     tr("Values"), tr("Most frequent")};
    return titles.value(section);
}

} // namespace meshlens::ui
