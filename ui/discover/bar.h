// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QPainter>
#include <QWidget>

namespace meshlens::ui {

/// A box with the ground and lines of a bar.
class Bar : public QWidget
{
public:
    Bar(Token ground, Qt::Edges lines, QWidget *parent)
        : QWidget(parent), m_ground(ground), m_lines(lines)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(m_ground));
        const QColor line = colour(Token::Border);
        if (m_lines & Qt::TopEdge)
            painter.fillRect(0, 0, width(), 1, line);
        if (m_lines & Qt::BottomEdge)
            painter.fillRect(0, height() - 1, width(), 1, line);
        if (m_lines & Qt::RightEdge)
            painter.fillRect(width() - 1, 0, 1, height(), line);
    }

private:
    Token m_ground;
    Qt::Edges m_lines;
};

} // namespace meshlens::ui
