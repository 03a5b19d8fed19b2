// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/history.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

/// Checks with their last runs, those that fail first, or by column.
class CheckModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { State, Title, Dimension, ColumnName, Result, Objective, Runs, Since, Count };
    enum Role { SortRole = Qt::UserRole };
    enum class Order { FailingFirst, ByColumn };

    explicit CheckModel(QObject *parent = nullptr);

    void setChecks(const QList<scores::CheckHistory> &checks);
    void setOrder(Order order);
    [[nodiscard]] const scores::CheckHistory *check(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void sortChecks(QList<scores::CheckHistory> &checks) const;

    QList<scores::CheckHistory> m_checks;
    Order m_order = Order::FailingFirst;
};

/// The state of the newest run; nothing: it never ran.
[[nodiscard]] std::optional<mesh::CheckStatus> latestStatus(const scores::CheckHistory &history);
[[nodiscard]] QString statusText(std::optional<mesh::CheckStatus> status);

} // namespace meshlens::ui
