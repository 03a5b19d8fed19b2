// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace meshlens::ui {

/// What the query line offers: fields and values, with how many things have that value; or whole
/// queries.
class CompletionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CountRole = Qt::UserRole, IconRole };
    struct Offer {
        search::Completion completion; // position -1: stands for the whole query
        QString icon;                  // its name, or empty
    };

    using QAbstractListModel::QAbstractListModel;

    void setCompletions(const QList<search::Completion> &completions);
    void setOffers(const QList<Offer> &offers);
    [[nodiscard]] const search::Completion *at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Offer> m_offers;
};

/// Draws an offer: icon, words, count.
class CompletionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace meshlens::ui
