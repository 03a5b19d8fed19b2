// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/sharing_model.h"

#include <algorithm>

namespace meshlens::ui {

SharingModel::SharingModel(QObject *parent) : QAbstractTableModel(parent) {}

void SharingModel::setSharing(const Sharing &sharing, SharingBy by)
{
    const bool same = sharing.providers == m_sharing.providers &&
                      sharing.consumers == m_sharing.consumers && by == m_by;
    if (!same)
        beginResetModel();
    m_sharing = sharing;
    m_by = by;
    m_most = 0;
    for (const Sharing::Cell &cell : std::as_const(m_sharing.cells))
        m_most = std::max(m_most, cell.uses.size());
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Sharing::Cell *SharingModel::cell(const QModelIndex &index) const
{
    return index.isValid() ? m_sharing.cell(index.row(), index.column()) : nullptr;
}

bool SharingModel::isSame(const QModelIndex &index) const
{
    return index.isValid() &&
           m_sharing.providers[index.row()] == m_sharing.consumers[index.column()];
}

int SharingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sharing.providers.size());
}

int SharingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sharing.consumers.size());
}

QVariant SharingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Sharing::Cell *found = cell(index);
    if (role == Qt::DisplayRole)
        return found ? QString::number(found->uses.size()) : QString();
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const QString from = m_sharing.providers[index.row()].name;
    const QString to = m_sharing.consumers[index.column()].name;
    QString words = tr("%1 to %2: ").arg(from, to);
    if (!found) {
        words += tr("nothing");
    } else {
        words += tr("%n products", nullptr, static_cast<int>(found->uses.size()));
        if (m_by == SharingBy::Grants)
            words += tr(", %n people", nullptr, found->people());
        if (found->personal() > 0)
            words += tr(", %n with personal data", nullptr, found->personal());
    }
    return role == Qt::ToolTipRole ? words.toHtmlEscaped() : words;
}

QVariant SharingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QList<Sharing::Side> &sides =
        orientation == Qt::Horizontal ? m_sharing.consumers : m_sharing.providers;
    if (section < 0 || section >= sides.size())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case DomainNameRole:
        return sides[section].name;
    case DomainKeyRole:
        return sides[section].key;
    default:
        return {};
    }
}

} // namespace meshlens::ui
