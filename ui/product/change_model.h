// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

/// Every change of a thing, newest first.
class ChangeModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, What, Detail, Thing, Catalog, Count };
    enum Role { SortRole = Qt::UserRole };

    explicit ChangeModel(QObject *parent = nullptr);

    void setChanges(const QList<store::Change> &changes);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    QList<store::Change> m_changes;
};

[[nodiscard]] QString changeWords(const QString &what); // "Schema", "New"

} // namespace meshlens::ui
