// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

class CellDelegate;

/// Requests as a table: one row a request, in the order given. Views hide what they do not need.
class RequestModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Person,
        Product,
        Domain,
        Purpose,
        Asked,
        Progress,
        Answer,
        Columns,
        Decision,
        By,
        Took,
        Until,
        Now,
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole,
        SortRole,
        FilterRole, // everything a filter looks at, in one text
        MarkRole    // access::Mark as int, of Decision and Now
    };

    explicit RequestModel(QObject *parent = nullptr);

    /// `rows`: places in data->requests. Rows that stay are kept, so that a selection stays.
    void setRequests(SharedAccessData data, const QList<int> &rows);
    [[nodiscard]] const mesh::AccessRequest *request(int row) const; // null: no such row
    [[nodiscard]] int rowOf(const QString &id) const;                // -1: not here
    [[nodiscard]] const SharedAccessData &source() const { return m_data; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const mesh::AccessRequest &request, int column) const;
    [[nodiscard]] QVariant sortValue(const mesh::AccessRequest &request, int column) const;

    SharedAccessData m_data;
    QList<int> m_rows;
    QStringList m_ids;
};

/// Painters of the columns that are more than text.
void paintRequestColumns(CellDelegate &delegate);

} // namespace meshlens::ui
