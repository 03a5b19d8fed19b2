// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/button.h"
#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace meshlens::ui::controls {

using namespace Qt::StringLiterals;

namespace {

/// Saves and restores a painter around a drawing with round corners.
class Smooth
{
public:
    explicit Smooth(QPainter *painter) : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter->restore(); }
    Smooth(const Smooth &) = delete;
    Smooth &operator=(const Smooth &) = delete;

private:
    QPainter *m_painter;
};

QRectF hair(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

ButtonKind kindOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const Button *>(widget);
    return button ? button->kind() : ButtonKind::Plain;
}

bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && option->state & QStyle::State_MouseOver;
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
