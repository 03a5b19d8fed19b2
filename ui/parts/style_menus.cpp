// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Menus, headers of tables, scroll bars and progress.
#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/style_p.h"
#include "ui/parts/tags.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace meshlens::ui::controls {

using namespace Qt::StringLiterals;

void menuPanel(const QStyleOption *option, QPainter *painter)
{
    const Smooth smooth(painter);
    painter->setPen(colour(Token::BorderStrong));
    painter->setBrush(colour(Token::Raised));
    painter->drawRoundedRect(hair(option->rect), px(8), px(8));
}

void menuItem(const QStyleOptionMenuItem *option, QPainter *painter)
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(option->rect.x() + px(4), option->rect.center().y(),
                                option->rect.width() - px(8), 1),
                          colour(Token::Border));
        return;
    }
    const Smooth smooth(painter);
    const bool active = option->state & QStyle::State_Selected && isEnabled(option);
    if (active) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::AccentSoft));
        painter->drawRoundedRect(option->rect, px(5), px(5));
    }
    const Token ink = !isEnabled(option) ? Token::Text3 : active ? Token::Accent : Token::Text;
    QRect row = option->rect.adjusted(px(8), 0, -px(8), 0);
    const QRect spot(row.x(), row.center().y() - px(7) + 1, px(14), px(14));
    if (option->checkType != QStyleOptionMenuItem::NotCheckable && option->checked)
        paintIcon(painter, QStyle::visualRect(option->direction, option->rect, spot), u"check"_s,
                  colour(Token::Accent));
    else if (!option->icon.isNull())
        option->icon.paint(painter, QStyle::visualRect(option->direction, option->rect, spot),
                           Qt::AlignCenter, isEnabled(option) ? QIcon::Normal : QIcon::Disabled,
                           active ? QIcon::On : QIcon::Off);
    const qsizetype tab = option->text.indexOf(u'\t');
    const QRect words = row.adjusted(px(22), 0, 0, 0);
    painter->setFont(option->font);
    painter->setPen(colour(ink));
    painter->drawText(QStyle::visualRect(option->direction, option->rect, words),
                      Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      option->text.left(tab));
    if (tab >= 0)
        paintText(painter, QStyle::visualRect(option->direction, option->rect, words),
                  option->text.mid(tab + 1), TextRole::Caption, Token::Text3,
                  Qt::AlignRight | Qt::AlignVCenter);
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter,
                  QRectF(row.right() - px(12), row.center().y() - px(6) + 1, px(12), px(12)),
                  u"chevron-right"_s, colour(ink));
}

void headerSection(const QStyleOptionHeader *option, QPainter *painter)
{
    painter->fillRect(option->rect,
                      colour(isHovered(option) && option->sortIndicator != QStyleOptionHeader::None
                                 ? Token::Sunken
                                 : Token::Surface));
    painter->setPen(colour(Token::Border));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

void headerLabel(const QStyleOptionHeader *option, QPainter *painter)
{
    QRect words = option->rect.adjusted(0, -px(6), 0, px(6)); // the margin is meant for the sides
    if (option->sortIndicator != QStyleOptionHeader::None) {
        const bool right = option->textAlignment & Qt::AlignRight;
        const int width =
            std::min(textWidth(option->text, TextRole::CaptionStrong), words.width() - px(14));
        const int x = right ? words.right() - width - px(13) : words.x() + width + px(3);
        paintIcon(painter, QRectF(x, words.center().y() - px(5), px(10), px(10)),
                  option->sortIndicator == QStyleOptionHeader::SortUp ? u"chevron-up"_s
                                                                      : u"chevron-down"_s,
                  colour(Token::Text2));
        if (!right)
            words.setRight(x);
    }
    paintText(painter, words, option->text, TextRole::CaptionStrong,
              option->sortIndicator != QStyleOptionHeader::None ? Token::Text2 : Token::Text3,
              option->textAlignment | Qt::AlignVCenter);
}

void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QRect &handle)
{
    if (option->maximum <= option->minimum)
        return;
    const Smooth smooth(painter);
    const bool active =
        option->state & QStyle::State_MouseOver || option->state & QStyle::State_Sunken;
    QColor grip = colour(active ? Token::Control : Token::BorderStrong);
    QRectF thumb = QRectF(handle).adjusted(2, 2, -2, -2);
    painter->setPen(Qt::NoPen);
    painter->setBrush(grip);
    const double radius = std::min(thumb.width(), thumb.height()) / 2;
    painter->drawRoundedRect(thumb, radius, radius);
}

void progressBar(const QStyleOptionProgressBar *option, QPainter *painter)
{
    const Smooth smooth(painter);
    const double height = std::min<double>(px(6), option->rect.height());
    const QRectF track(option->rect.x(), option->rect.center().y() - height / 2 + 0.5,
                       option->rect.width(), height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(Token::Border));
    painter->drawRoundedRect(track, height / 2, height / 2);
    QRectF filled = track;
    const bool known = option->maximum > option->minimum;
    const double share = known ? double(option->progress - option->minimum) /
                                     double(option->maximum - option->minimum)
                               : 0.3;
    if (share <= 0)
        return;
    filled.setWidth(std::max(height, track.width() * std::min(share, 1.0)));
    painter->setBrush(colour(known ? Token::AccentFill : Token::AccentLine));
    painter->drawRoundedRect(filled, height / 2, height / 2);
}

} // namespace meshlens::ui::controls
