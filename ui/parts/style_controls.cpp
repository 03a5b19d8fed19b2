// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/button.h"
#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/style_p.h"
#include "ui/parts/tags.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace meshlens::ui::controls {

using namespace Qt::StringLiterals;

namespace {

ButtonKind kindOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const Button *>(widget);
    return button ? button->kind() : ButtonKind::Plain;
}

/// A field that says something is wrong carries this property (form code sets it).
bool isWrong(const QWidget *widget)
{
    return widget && widget->property("meshlensWrong").toBool();
}

} // namespace

bool hasKeyboardFocus(const QStyleOption *option)
{
    return option->state & QStyle::State_HasFocus &&
           option->state & QStyle::State_KeyboardFocusChange;
}

void focusRing(QPainter *painter, const QRectF &rect, double radius)
{
    const Smooth smooth(painter);
    painter->setPen(QPen(colour(Token::Accent), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
}

void buttonBevel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.45);
    const ButtonKind kind = kindOf(widget);
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    QColor fill = colour(Token::Surface);
    QPen line(colour(Token::BorderStrong), 1);
    if (kind == ButtonKind::Primary) {
        fill = colour(isHovered(option) || down ? Token::AccentHover : Token::AccentFill);
        line.setColor(fill);
    } else if (option->state & QStyle::State_On) {
        fill = colour(Token::AccentSoft);
    } else if (down || isHovered(option)) {
        fill = colour(Token::Sunken);
    } else if (kind == ButtonKind::Quiet) {
        fill = Qt::transparent;
    }
    if (kind == ButtonKind::Quiet)
        line = Qt::NoPen;
    QRectF body = hair(option->rect);
    if (hasKeyboardFocus(option)) {
        focusRing(painter, option->rect, px(6));
        body.adjust(3, 3, -3, -3);
    }
    painter->setPen(line);
    painter->setBrush(fill);
    painter->drawRoundedRect(body, px(6), px(6));
}

void buttonLabel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.45);
    const ButtonKind kind = kindOf(widget);
    const Token ink = kind == ButtonKind::Primary        ? Token::OnAccent
                      : kind == ButtonKind::Danger       ? Token::Bad
                      : option->state & QStyle::State_On ? Token::Accent
                      : kind == ButtonKind::Quiet        ? Token::Text2
                                                         : Token::Text;
    painter->setPen(colour(ink));
    const bool hasMenu = option->features & QStyleOptionButton::HasMenu;
    const int menuWidth = hasMenu ? px(18) : 0;
    const int iconWidth = option->icon.isNull() ? 0 : option->iconSize.width();
    const int between = iconWidth > 0 && !option->text.isEmpty() ? px(6) : 0;
    const int available = option->rect.width() - px(8) - iconWidth - between - menuWidth;
    const QString text = option->fontMetrics.elidedText(option->text, Qt::ElideRight, available,
                                                        Qt::TextShowMnemonic);
    const int width = option->fontMetrics.size(Qt::TextShowMnemonic, text).width();
    const int total = iconWidth + between + width + menuWidth;
    QRect row(option->rect.x() + (option->rect.width() - total) / 2, option->rect.y(), total,
              option->rect.height());
    if (iconWidth > 0) {
        const QRect spot = QStyle::visualRect(
            option->direction, row,
            QRect(row.x(), row.y() + (row.height() - iconWidth) / 2, iconWidth, iconWidth));
        option->icon.paint(painter, spot, Qt::AlignCenter,
                           isEnabled(option) ? QIcon::Normal : QIcon::Disabled,
                           option->state & QStyle::State_On ? QIcon::On : QIcon::Off);
    }
    const QRect words =
        QStyle::visualRect(option->direction, row,
                           QRect(row.x() + iconWidth + between, row.y(), width + 1, row.height()));
    painter->drawText(words, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, text);
    if (hasMenu) {
        const QRect arrow = QStyle::visualRect(
            option->direction, row,
            QRect(row.right() - px(11), row.y() + (row.height() - px(12)) / 2, px(12), px(12)));
        paintIcon(painter, arrow, u"chevron-down"_s, colour(ink));
    }
}

void toolButton(const QStyleOptionToolButton *option, QPainter *painter, const QWidget *widget)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.5);
    const auto *iconButton = qobject_cast<const IconButton *>(widget);
    const bool framed =
        (iconButton && iconButton->isFramed()) || !(option->state & QStyle::State_AutoRaise);
    const bool on = option->state & QStyle::State_On;
    const bool down = option->state & QStyle::State_Sunken;
    QColor fill = framed ? colour(Token::Surface) : QColor(Qt::transparent);
    if (on)
        fill = colour(Token::AccentSoft);
    else if (down || isHovered(option))
        fill = colour(Token::Sunken);
    painter->setPen(framed ? QPen(colour(Token::BorderStrong)) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    painter->drawRoundedRect(framed ? hair(option->rect) : QRectF(option->rect), px(6), px(6));

    const QIcon::Mode mode = isEnabled(option) ? QIcon::Normal : QIcon::Disabled;
    const bool textToo =
        option->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !option->text.isEmpty();
    const bool onlyText =
        option->toolButtonStyle == Qt::ToolButtonTextOnly || option->icon.isNull();
    QRect spot(QPoint(), option->iconSize);
    spot.moveCenter(option->rect.center());
    if (textToo)
        spot.moveLeft(option->rect.left() + px(8));
    if (!onlyText)
        option->icon.paint(painter, QStyle::visualRect(option->direction, option->rect, spot),
                           Qt::AlignCenter, mode, on ? QIcon::On : QIcon::Off);
    if (textToo || onlyText) {
        painter->setPen(colour(on ? Token::Accent : Token::Text2));
        const QRect words =
            onlyText ? option->rect
                     : option->rect.adjusted(option->iconSize.width() + px(14), 0, -px(4), 0);
        painter->drawText(QStyle::visualRect(option->direction, option->rect, words),
                          Qt::AlignVCenter | (onlyText ? Qt::AlignHCenter : Qt::AlignLeft) |
                              Qt::TextShowMnemonic,
                          option->text);
    }
    if (hasKeyboardFocus(option))
        focusRing(painter, option->rect, px(6));
}

void checkIndicator(const QStyleOption *option, QPainter *painter)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.45);
    const int side = std::min({px(16), option->rect.width(), option->rect.height()});
    QRect box(0, 0, side, side);
    box.moveCenter(option->rect.center());
    const bool on = option->state & QStyle::State_On;
    const bool some = option->state & QStyle::State_NoChange;
    painter->setPen(QPen(colour(on || some ? Token::AccentFill : Token::Control), 1.5));
    painter->setBrush(colour(on || some ? Token::AccentFill : Token::Surface));
    painter->drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), px(4), px(4));
    if (some)
        painter->fillRect(QRectF(box.center().x() - px(4) + 0.5, box.center().y() - 0.5, px(8), 2),
                          colour(Token::OnAccent));
    else if (on)
        paintIcon(painter, QRectF(box).adjusted(px(2), px(2), -px(2), -px(2)), u"check"_s,
                  colour(Token::OnAccent));
    if (hasKeyboardFocus(option))
        focusRing(painter, QRectF(box), px(4));
}

void radioIndicator(const QStyleOption *option, QPainter *painter)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.45);
    const int side = std::min({px(16), option->rect.width(), option->rect.height()});
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    const bool on = option->state & QStyle::State_On;
    painter->setPen(QPen(colour(on ? Token::AccentFill : Token::Control), 1.5));
    painter->setBrush(colour(on ? Token::AccentFill : Token::Surface));
    painter->drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75));
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::OnAccent));
        painter->drawEllipse(box.center(), px(3), px(3));
    }
}

void field(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.6);
    const bool wrong = isWrong(widget);
    const bool focused = option->state & QStyle::State_HasFocus;
    const Token edge = wrong ? Token::Bad : focused ? Token::Accent : Token::Control;
    const double width = wrong || focused ? 2 : 1;
    painter->setPen(QPen(colour(edge), width));
    painter->setBrush(colour(Token::Surface));
    painter->drawRoundedRect(
        QRectF(option->rect).adjusted(width / 2, width / 2, -width / 2, -width / 2), px(6), px(6));
}

void comboBox(const QStyleOptionComboBox *option, QPainter *painter, const QWidget *)
{
    const Smooth smooth(painter);
    if (!isEnabled(option))
        painter->setOpacity(0.45);
    const bool focused = hasKeyboardFocus(option);
    const double width = focused ? 2 : 1;
    painter->setPen(QPen(colour(focused            ? Token::Accent
                                : option->editable ? Token::Control
                                                   : Token::BorderStrong),
                         width));
    painter->setBrush(colour(isHovered(option) ? Token::Sunken : Token::Surface));
    painter->drawRoundedRect(
        QRectF(option->rect).adjusted(width / 2, width / 2, -width / 2, -width / 2), px(6), px(6));
    const QRect arrow =
        QStyle::visualRect(option->direction, option->rect,
                           QRect(option->rect.right() - px(20),
                                 option->rect.center().y() - px(6) + 1, px(12), px(12)));
    paintIcon(painter, arrow, u"chevron-down"_s, colour(Token::Text2));
}

void comboLabel(const QStyleOptionComboBox *option, QPainter *painter)
{
    if (option->editable)
        return;
    painter->save();
    QRect words = option->rect.adjusted(px(10), 0, -px(26), 0);
    if (!option->currentIcon.isNull()) {
        const QRect spot(words.x(), words.center().y() - option->iconSize.height() / 2 + 1,
                         option->iconSize.width(), option->iconSize.height());
        option->currentIcon.paint(painter,
                                  QStyle::visualRect(option->direction, option->rect, spot));
        words.setLeft(spot.right() + px(7));
    }
    painter->setPen(colour(isEnabled(option) ? Token::Text : Token::Text3));
    painter->drawText(
        QStyle::visualRect(option->direction, option->rect, words),
        Qt::AlignVCenter | Qt::TextSingleLine,
        option->fontMetrics.elidedText(option->currentText, Qt::ElideRight, words.width()));
    painter->restore();
}

void tabShape(const QStyleOptionTab *option, QPainter *painter)
{
    const bool on = option->state & QStyle::State_Selected;
    painter->setPen(colour(Token::Border));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    if (on)
        painter->fillRect(QRect(option->rect.x() + px(8), option->rect.bottom() - 1,
                                option->rect.width() - px(16), 2),
                          colour(Token::Accent));
    if (hasKeyboardFocus(option))
        focusRing(painter, QRectF(option->rect).adjusted(2, 4, -2, -4), px(4));
}

void tabLabel(const QStyleOptionTab *option, QPainter *painter)
{
    const bool on = option->state & QStyle::State_Selected;
    painter->save();
    QFont strong = painter->font();
    strong.setWeight(QFont::Medium);
    painter->setFont(strong);
    painter->setPen(colour(on ? Token::Accent : isHovered(option) ? Token::Text : Token::Text2));
    QRect words = option->rect;
    if (!option->icon.isNull()) {
        const QRect spot(words.x() + px(8), words.center().y() - px(8) + 1, px(16), px(16));
        option->icon.paint(painter, spot, Qt::AlignCenter, QIcon::Normal,
                           on ? QIcon::On : QIcon::Off);
        words.setLeft(spot.right());
    }
    if (!option->rightButtonSize.isEmpty()) { // a cross to close it
        words.setLeft(words.left() + px(option->icon.isNull() ? 10 : 6));
        words.setRight(words.right() - option->rightButtonSize.width() - px(10));
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic,
                          option->text);
    } else {
        painter->drawText(words, Qt::AlignCenter | Qt::TextShowMnemonic, option->text);
    }
    painter->restore();
}

} // namespace meshlens::ui::controls
