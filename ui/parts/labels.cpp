// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/labels.h"

#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

namespace meshlens::ui {

Label::Label(const QString &text, TextRole role, Token colour, QWidget *parent)
    : QLabel(parent), m_role(role), m_colour(colour)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    connect(&Theme::instance(), &Theme::changed, this, &Label::refresh);
    refresh();
}

Label::Label(TextRole role, Token colour, QWidget *parent) : Label(QString(), role, colour, parent)
{}

void Label::setRole(TextRole role)
{
    m_role = role;
    refresh();
}

void Label::setColour(Token colour)
{
    m_colour = colour;
    refresh();
}

void Label::refresh()
{
    setFont(textFont(m_role));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, colour(m_colour));
    setPalette(palette);
}

ElidedLabel::ElidedLabel(const QString &text, TextRole role, Token colour, QWidget *parent)
    : QWidget(parent), m_text(text), m_role(role), m_colour(colour)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void ElidedLabel::setColour(Token colour)
{
    m_colour = colour;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {textWidth(m_text, m_role) + 1, Theme::instance().lineHeight(m_role)};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), px(24)), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintText(&painter, rect(), m_text, m_role, m_colour,
              QStyle::visualAlignment(layoutDirection(), m_alignment), m_elide);
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() &&
        textWidth(m_text, m_role) > width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_text.toHtmlEscaped(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

LinkLabel::LinkLabel(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LinkLabel::setRole(TextRole role)
{
    m_role = role;
    updateGeometry();
}

void LinkLabel::setIconName(const QString &name)
{
    m_iconName = name;
    updateGeometry();
}

QSize LinkLabel::sizeHint() const
{
    const int iconWidth = m_iconName.isEmpty() ? 0 : px(14) + (text().isEmpty() ? 0 : px(6));
    return {iconWidth + textWidth(text(), m_role) + 4,
            std::max(px(24), Theme::instance().lineHeight(m_role))};
}

void LinkLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRectF words = QRectF(rect()).adjusted(2, 0, -1, 0);
    const Token ink = isEnabled() ? Token::Accent : Token::Text3;
    if (!m_iconName.isEmpty()) {
        const QRect spot(2, (height() - px(14)) / 2, px(14), px(14));
        paintIcon(&painter, QStyle::visualRect(layoutDirection(), rect(), spot), m_iconName,
                  colour(ink));
        words.adjust(px(20), 0, 0, 0);
    }
    words = QStyle::visualRect(layoutDirection(), rect(), words.toAlignedRect());
    QFont used = textFont(m_role);
    used.setUnderline(isEnabled() && underMouse());
    painter.setFont(used);
    painter.setPen(colour(ink));
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetricsF(used).elidedText(text(), Qt::ElideRight, words.width() + 1));
    QStyleOption option;
    option.initFrom(this);
    if (controls::hasKeyboardFocus(&option))
        controls::focusRing(&painter, rect(), px(4));
}

KeyHint::KeyHint(const QString &keys, QWidget *parent) : QWidget(parent), m_keys(keys)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(keys);
}

QSize KeyHint::sizeOf(const QString &keys)
{
    return {textWidth(keys, TextRole::CaptionStrong) + px(12), px(18)};
}

QSize KeyHint::sizeHint() const
{
    return sizeOf(m_keys);
}

void KeyHint::paint(QPainter *painter, const QRectF &rect, const QString &keys)
{
    const QSize size = sizeOf(keys);
    const QRectF box(rect.right() - size.width(), rect.center().y() - size.height() / 2.0,
                     size.width(), size.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(colour(Token::Border));
    painter->setBrush(colour(Token::Surface2));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4));
    painter->restore();
    paintText(painter, box, keys, TextRole::CaptionStrong, Token::Text3, Qt::AlignCenter);
}

void KeyHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_keys);
}

Line::Line(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Line::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Border));
}

} // namespace meshlens::ui
