// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/link_model.h"

#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QPainter>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int arrowRoom = 24;

Token reasonColour(const DomainLink &link)
{
    return link.state == LinkState::Broken                      ? Token::Bad
           : link.state == LinkState::Troubled || link.personal ? Token::Warn
                                                                : Token::Text3;
}

} // namespace

void LinkModel::setLinks(const QList<DomainLink> &worstFirst)
{
    m_worstFirst = worstFirst;
    arrange();
}

void LinkModel::setOrder(Order order)
{
    m_order = order;
    arrange();
}

void LinkModel::arrange()
{
    beginResetModel();
    m_links = m_worstFirst;
    if (m_order == Order::MostUsed)
        std::ranges::stable_sort(m_links, std::ranges::greater(), &DomainLink::count);
    endResetModel();
}

int LinkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_links.size());
}

QVariant LinkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const DomainLink &link = m_links[index.row()];
    const QString ends = u"%1 → %2"_s.arg(link.fromName, link.toName);
    const QString uses = tr("%n links of datasets", nullptr, link.count);
    switch (role) {
    case Qt::DisplayRole:
        return ends;
    case FromRole:
        return link.from;
    case Qt::ToolTipRole: // names come from catalogs: never as rich text
        return Qt::convertFromPlainText(ends + u'\n' + reasonOf(link) + u'\n' + uses);
    case Qt::AccessibleTextRole: {
        QString state = reasonOf(link);
        if (link.state == LinkState::Broken)
            state = tr("broken: %1").arg(state);
        return u"%1, %2, %3"_s.arg(tr("%1 to %2").arg(link.fromName, link.toName), state, uses);
    }
    default:
        return {};
    }
}

void LinkDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto *model = qobject_cast<const LinkModel *>(index.model());
    if (!model)
        return;
    const DomainLink &link = model->links()[index.row()];
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(
            option.rect,
            colour(option.state & QStyle::State_Selected ? Token::AccentSoft : Token::Surface2));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colour(Token::Border));
    const QRectF rect = QRectF(option.rect).adjusted(px(16), px(6), -px(16), -px(6));
    const double line = rect.height() / 2;
    const double side = px(13);
    paintMark(painter, QRectF(rect.left(), rect.top() + (line - side) / 2, side, side),
              markOf(link));
    QRectF first = rect.adjusted(px(21), 0, 0, -line);
    // The two names share the line; what one does not need the other may have.
    const double room = first.width() - px(arrowRoom);
    const double wantsFrom = textWidth(link.fromName, TextRole::TableStrong) + 2;
    const double wantsTo = textWidth(link.toName, TextRole::TableStrong) + 2;
    const double from = std::min(wantsFrom, std::max(room / 2, room - wantsTo));
    paintText(painter, QRectF(first.left(), first.top(), from, line), link.fromName,
              TextRole::TableStrong, Token::Text);
    const QRectF arrow(first.left() + from, first.top(), px(arrowRoom), line);
    paintText(painter, arrow, u"→"_s, TextRole::Table, Token::Text2, Qt::AlignCenter);
    paintText(painter, QRectF(arrow.right(), first.top(), first.right() - arrow.right(), line),
              link.toName, TextRole::TableStrong, Token::Text);
    paintText(painter, first.translated(0, line), reasonOf(link), TextRole::Table,
              reasonColour(link));
}

QSize LinkDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {px(200), px(47)};
}

} // namespace meshlens::ui
