// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/ground.h"

#include "ui/parts/icons.h"

#include <QPainter>

namespace meshlens::ui {

Ground::Ground(Token ground, Qt::Edges lines, QWidget *parent)
    : QWidget(parent), m_ground(ground), m_lines(lines)
{}

void Ground::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(m_ground));
    const QColor line = colour(Token::Border);
    if (m_lines & Qt::TopEdge)
        painter.fillRect(0, 0, width(), 1, line);
    if (m_lines & Qt::BottomEdge)
        painter.fillRect(0, height() - 1, width(), 1, line);
    if (m_lines & Qt::LeftEdge)
        painter.fillRect(0, 0, 1, height(), line);
    if (m_lines & Qt::RightEdge)
        painter.fillRect(width() - 1, 0, 1, height(), line);
}

IconSign::IconSign(const QString &iconName, QWidget *parent) : QWidget(parent), m_iconName(iconName)
{
    setFixedSize(px(16), px(16));
}

void IconSign::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(&painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_iconName, colour(Token::Text2));
}

} // namespace meshlens::ui
