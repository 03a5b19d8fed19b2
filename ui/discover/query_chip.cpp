// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/query_chip.h"

#include "ui/discover/words.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QMouseEvent>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int widestValue = 180;

}

QueryChip::QueryChip(const QString &text, bool removable, QWidget *parent)
    : QAbstractButton(parent), m_removable(removable)
{
    const QList<search::Token> tokens = search::tokens(search::parse(text));
    if (tokens.isEmpty()) {
        m_values = text;
    } else {
        m_field = tokenField(tokens.first());
        m_values = tokenValues(tokens.first());
    }
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::NoFocus); // Backspace in the line does the same
    setAccessibleName(m_field.isEmpty() ? m_values : m_field + u' ' + m_values);
    setToolTip(removable ? tr("%1 (Backspace opens it as text)").arg(accessibleName()) : QString());
    resize(sizeHint());
}

QSize QueryChip::sizeHint() const
{
    int width = px(14) + std::min(textWidth(m_values, TextRole::Table), px(widestValue));
    if (!m_field.isEmpty())
        width += textWidth(m_field, TextRole::TableStrong) + px(4);
    if (m_removable)
        width += px(16);
    return {width + 1, px(22)};
}

QRect QueryChip::cross() const
{
    return m_removable ? QRect(width() - px(20), 0, px(20), height()) : QRect();
}

void QueryChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(Token::AccentSoft));
    painter.drawRoundedRect(rect(), px(4), px(4));
    QRectF at = QRectF(rect()).adjusted(px(7), 0, -px(7), 0);
    if (!m_field.isEmpty()) {
        paintText(&painter, at, m_field, TextRole::TableStrong, Token::Accent);
        at.adjust(textWidth(m_field, TextRole::TableStrong) + px(4), 0, 0, 0);
    }
    if (m_removable)
        at.adjust(0, 0, -px(14), 0);
    paintText(&painter, at, m_values, TextRole::Table, Token::Text);
    if (m_removable) {
        const QRectF box = cross();
        paintIcon(&painter,
                  QRectF(box.center().x() - px(6), box.center().y() - px(6), px(12), px(12)),
                  u"close"_s, colour(underMouse() ? Token::Text : Token::Text3));
    }
}

void QueryChip::mouseReleaseEvent(QMouseEvent *event)
{
    QAbstractButton::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    if (cross().contains(event->position().toPoint()))
        emit removeClicked();
    else
        emit openClicked();
}

} // namespace meshlens::ui
