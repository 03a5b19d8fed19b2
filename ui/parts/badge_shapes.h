// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QPainterPath>

#include <cmath>

/// What badges and marks are drawn with.
namespace meshlens::ui {

/// Draws in a square of `side` design units that fills the left of `rect`; puts everything back.
class Square
{
public:
    Square(QPainter *painter, const QRectF &rect, double units, double pixels) : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x(), std::round(rect.y() + (rect.height() - pixels) / 2));
        painter->scale(pixels / units, pixels / units);
    }
    ~Square() { m_painter->restore(); }
    Square(const Square &) = delete;
    Square &operator=(const Square &) = delete;

private:
    QPainter *m_painter;
};

inline QPen pen(const QColor &line, double width, const QList<qreal> &dashes = {})
{
    QPen made(line, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (!dashes.isEmpty()) {
        made.setCapStyle(Qt::FlatCap);
        QList<qreal> inWidths;
        for (const qreal dash : dashes)
            inWidths += dash / width;
        made.setDashPattern(inWidths);
    }
    return made;
}

inline QPainterPath polygon(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

} // namespace meshlens::ui
