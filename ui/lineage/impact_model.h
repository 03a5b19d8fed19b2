// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace meshlens::ui {

/// What hangs on a thing, in groups with a heading each.
class ImpactModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Grouping { Distance, Domain, Owner };
    enum Role { HeadingRole = Qt::UserRole, KeyRole };

    explicit ImpactModel(QObject *parent = nullptr);

    void setImpacts(const QList<lineage::Impact> &impacts);
    void setGrouping(Grouping grouping);
    [[nodiscard]] const QList<lineage::Impact> &impacts() const { return m_impacts; }
    [[nodiscard]] const lineage::Impact *impact(int row) const; // null: a heading

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString heading; // empty: an impact
        int count = 0;
        int impact = -1;
    };
    void arrange();
    [[nodiscard]] QString groupOf(const lineage::Impact &impact) const;

    QList<lineage::Impact> m_impacts;
    QList<Row> m_rows;
    Grouping m_grouping = Grouping::Distance;
};

class ImpactDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace meshlens::ui
