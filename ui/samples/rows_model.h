// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/rows_look.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

/// The rows of a sample or of a query's result, in an order and with a filter worked out elsewhere.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole, QuietRole }; // the raw cell; null, blank and masked

    explicit RowsModel(QObject *parent = nullptr);

    void setRows(SampleRows rows); // nullptr: none
    void setArrangement(const QList<int> &rows);
    [[nodiscard]] const SampleRows &rows() const { return m_rows; }
    [[nodiscard]] const QList<int> &arrangement() const { return m_order; }
    [[nodiscard]] CellFormat format(int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    SampleRows m_rows;
    QList<int> m_order;
};

/// What is known of each column of the rows: one row a column.
class ProfileModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Empty, Distinct, Least, Most, Mean, Values, Top, ColumnCount };

    explicit ProfileModel(QObject *parent = nullptr);

    void setRows(SampleRows rows);
    [[nodiscard]] const samples::ColumnProfile *profile(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    SampleRows m_rows;
};

} // namespace meshlens::ui
