// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"

#include <QAbstractItemModel>

namespace meshlens::ui {

/// Cached samples: products, below each the tables that are here.
class SampleTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, RowCount, ColumnCount };
    enum Role { DatasetRole = Qt::UserRole, ProductRole };

    explicit SampleTreeModel(QObject *parent = nullptr);

    void setSamples(const QList<CachedSample> &samples);
    [[nodiscard]] const CachedSample *sample(const QModelIndex &index) const; // of a table
    [[nodiscard]] QModelIndex find(const QString &dataset) const;
    [[nodiscard]] qint64 sizeBytes() const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    struct Product {
        QString key;
        QString title;
        QList<CachedSample> tables;
    };
    QList<Product> m_products;
};

/// Queries and charts that the user keeps.
class SavedWorkModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit SavedWorkModel(QObject *parent = nullptr);

    void setWork(const QList<store::Kept> &work);
    [[nodiscard]] const store::Kept *work(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    QList<store::Kept> m_work;
};

} // namespace meshlens::ui
