// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/completion_model.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void CompletionModel::setCompletions(const QList<search::Completion> &completions)
{
    QList<Offer> offers;
    for (const search::Completion &completion : completions)
        offers.append({completion, {}});
    setOffers(offers);
}

void CompletionModel::setOffers(const QList<Offer> &offers)
{
    const int before = rowCount();
    const int now = static_cast<int>(offers.size());
    if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_offers = offers;
        endRemoveRows();
    } else if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_offers = offers;
        endInsertRows();
    } else {
        m_offers = offers;
    }
    if (const int same = std::min(before, now); same > 0)
        emit dataChanged(index(0), index(same - 1));
}

const search::Completion *CompletionModel::at(int row) const
{
    return row >= 0 && row < m_offers.size() ? &m_offers[row].completion : nullptr;
}

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_offers.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const search::Completion &completion = m_offers[index.row()].completion;
    switch (role) {
    case Qt::DisplayRole:
        return completion.label.isEmpty() ? completion.text : completion.label;
    case Qt::EditRole:
        return completion.text;
    case IconRole:
        return m_offers[index.row()].icon;
    case CountRole:
        return completion.count;
    case Qt::AccessibleTextRole:
        return completion.count > 0 ? tr("%1, %2 results")
                                          .arg(data(index, Qt::DisplayRole).toString(),
                                               format::count(completion.count))
                                    : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QSize CompletionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {px(200), px(26)};
}

void CompletionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, colour(Token::AccentSoft));
    QRectF row = QRectF(option.rect).adjusted(px(10), 0, -px(10), 0);
    const QString icon = index.data(CompletionModel::IconRole).toString();
    if (!icon.isEmpty()) {
        paintIcon(painter, QRectF(row.x(), row.center().y() - px(7), px(14), px(14)), icon,
                  colour(Token::Text3));
        row.adjust(px(22), 0, 0, 0);
    }
    const qint64 count = index.data(CompletionModel::CountRole).toLongLong();
    const QString figure = count > 0 ? format::count(count) : QString();
    paintText(painter, row.adjusted(0, 0, -textWidth(figure, TextRole::Table) - px(8), 0),
              index.data().toString(), TextRole::Table, Token::Text);
    paintText(painter, row, figure, TextRole::Table, Token::Text3,
              Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace meshlens::ui
