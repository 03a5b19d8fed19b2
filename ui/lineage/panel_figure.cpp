// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/panel_figure.h"

#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QPainter>

namespace meshlens::ui {

PanelFigure::PanelFigure(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(px(50));
}

void PanelFigure::set(std::optional<int> value, const QString &word, Token valueColour)
{
    m_value = value ? format::count(*value) : QString(QChar(0x2013));
    m_word = word;
    m_colour = valueColour;
    setAccessibleName(m_value + u' ' + word);
    update();
}

void PanelFigure::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(Token::Border));
    painter.setBrush(colour(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    const QRectF inner = QRectF(rect()).adjusted(px(8), px(5), -px(4), -px(4));
    paintText(&painter, inner, m_value, TextRole::CardTitle, m_colour,
              Qt::AlignLeft | Qt::AlignTop);
    paintText(&painter, inner, m_word, TextRole::Caption, Token::Text3,
              Qt::AlignLeft | Qt::AlignBottom);
}

} // namespace meshlens::ui
