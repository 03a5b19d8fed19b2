// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/change_model.h"

#include "ui/parts/format.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QString changeWords(const QString &what)
{
    static const QHash<QString, const char *> words = {
        {u"new"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Came")},
        {u"gone"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Went")},
        {u"schema"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Schema")},
        {u"schema_break"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Breaks readers")},
        {u"contract"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Contract")},
        {u"description"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Description")},
        {u"owner"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Owner")},
        {u"status"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Status")},
        {u"version"_s, QT_TRANSLATE_NOOP("meshlens::ui::ChangeModel", "Version")},
    };
    const char *known = words.value(what);
    if (known)
        return QCoreApplication::translate("meshlens::ui::ChangeModel", known);
    QString other = what;
    if (!other.isEmpty())
        other[0] = other[0].toUpper();
    return other;
}

ChangeModel::ChangeModel(QObject *parent) : QAbstractTableModel(parent) {}

void ChangeModel::setChanges(const QList<store::Change> &changes)
{
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Count);
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::Change &change = m_changes[index.row()];
    if (role == SortRole && index.column() == When)
        return static_cast<qlonglong>(change.atMs);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (index.column()) {
    case When:
        return format::dateTime(change.atMs);
    case What:
        return changeWords(change.what);
    case Detail:
        return change.detail;
    case Thing:
        return change.name;
    case Catalog:
        return change.catalog;
    default:
        return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case What:
        return tr("What");
    case Detail:
        return tr("Change");
    case Thing:
        return tr("Where");
    case Catalog:
        return tr("Catalog");
    default:
        return {};
    }
}

} // namespace meshlens::ui
