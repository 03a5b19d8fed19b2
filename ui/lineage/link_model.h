// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/link_states.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace meshlens::ui {

/// The links of products between two domains, all of them.
class LinkModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Order { WorstFirst, MostUsed };
    enum Role { FromRole = Qt::UserRole }; // key

    using QAbstractListModel::QAbstractListModel;

    void setLinks(const QList<DomainLink> &worstFirst);
    void setOrder(Order order);
    [[nodiscard]] const QList<DomainLink> &links() const { return m_links; } // as shown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    void arrange();

    QList<DomainLink> m_worstFirst;
    QList<DomainLink> m_links;
    Order m_order = Order::WorstFirst;
};

/// Source and target in one line, how the link stands in the next.
class LinkDelegate final : public QStyledItemDelegate
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
