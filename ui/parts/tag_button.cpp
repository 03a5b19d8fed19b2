// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/tag_button.h"

#include <QPainter>

namespace meshlens::ui {

TagButton::TagButton(const Tag &tag, QWidget *parent) : QAbstractButton(parent), m_tag(tag)
{
    setText(tag.text);
    setAccessibleName(tag.text);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize TagButton::sizeHint() const
{
    return tagSize(m_tag) + QSize(0, px(4)); // a target of 24 px
}

void TagButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0, px(2), 0, -px(2));
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(Token::Sunken));
        painter.drawRoundedRect(box, px(4), px(4));
    }
    paintTag(&painter, rect(), m_tag);
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4));
    }
}

} // namespace meshlens::ui
