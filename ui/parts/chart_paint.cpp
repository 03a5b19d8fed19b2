// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn around the series: axes, grid, zones, objectives, events, names and the values of a
// point.
#include "ui/parts/chart_view.h"

#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void Chart::View::drawBackground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (const ChartData::Band &band : std::as_const(m_data.bands)) {
        const double top = std::clamp(yPixel(band.high), m_plot.top(), m_plot.bottom());
        const double bottom = std::clamp(yPixel(band.low), m_plot.top(), m_plot.bottom());
        QColor ground = colour(band.ground);
        ground.setAlphaF(0.5F);
        painter->fillRect(QRectF(m_plot.x(), top, m_plot.width(), bottom - top), ground);
    }
    drawAxes(painter);
    painter->restore();
}

void Chart::View::drawAxes(QPainter *painter)
{
    const double lineHeight = Theme::instance().lineHeight(TextRole::Caption);
    for (const double tick : std::as_const(m_scale.ticks)) {
        const double y = std::round(yPixel(tick));
        if (y < m_plot.top() - 1 || y > m_plot.bottom() + 1)
            continue;
        painter->setPen(colour(Token::Grid));
        painter->drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        paintText(painter, QRectF(0, y - lineHeight / 2, m_plot.left() - px(6), lineHeight),
                  axisText(m_data.axis, tick), TextRole::Caption, Token::Axis,
                  Qt::AlignRight | Qt::AlignVCenter);
    }
    if (m_data.second) {
        for (const double tick : std::as_const(m_secondScale.ticks)) {
            const double y = yPixel(tick, true);
            if (y < m_plot.top() - 1 || y > m_plot.bottom() + 1)
                continue;
            paintText(painter,
                      QRectF(m_plot.right() + px(6), y - lineHeight / 2, width() - m_plot.right(),
                             lineHeight),
                      axisText(*m_data.second, tick), TextRole::Caption, Token::Axis);
        }
    }
    painter->setPen(colour(Token::BorderStrong));
    painter->drawLine(QPointF(m_plot.left(), m_plot.bottom()),
                      QPointF(m_plot.right(), m_plot.bottom()));
    drawAcrossLabels(painter);
}

void Chart::View::drawAcrossLabels(QPainter *painter)
{
    const qsizetype points = m_data.points();
    if (points == 0)
        return;
    const double top = m_plot.bottom() + px(5);
    const double lineHeight = Theme::instance().lineHeight(TextRole::Caption);
    int widest = px(8);
    for (qsizetype i = 0; i < points; ++i)
        widest =
            std::max(widest, textWidth(m_data.times.isEmpty() ? m_data.categories.value(i)
                                                              : format::shortDate(m_data.times[i]),
                                       TextRole::Caption));
    const auto most =
        std::max<qsizetype>(1, static_cast<qsizetype>(m_plot.width() / (widest + px(14))));
    // Times want three words; of categories every one, every second ...
    const qsizetype stride = (points + most - 1) / most;
    const qsizetype wanted =
        m_data.times.isEmpty() ? (points - 1) / stride + 1 : std::min<qsizetype>({points, most, 3});
    const double step = !m_data.times.isEmpty() && wanted > 1
                            ? double(points - 1) / double(wanted - 1)
                            : double(stride);
    double lastRight = -1e9;
    for (qsizetype k = 0; k < wanted; ++k) {
        const auto i = std::min(points - 1, static_cast<qsizetype>(std::lround(double(k) * step)));
        const QString text = m_data.times.isEmpty() ? m_data.categories.value(i)
                                                    : format::shortDate(m_data.times[i]);
        const double width = textWidth(text, TextRole::Caption);
        double x = xPixel(xOf(i)) - width / 2;
        if (!hasBars())
            x = std::clamp(x, m_plot.left(),
                           std::max(m_plot.left(), m_plot.right() - width + px(4)));
        if (x < lastRight + px(4))
            continue;
        lastRight = x + width;
        paintText(painter, QRectF(x, top, width + 2, lineHeight), text, TextRole::Caption,
                  Token::Axis);
    }
}

void Chart::View::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double lineHeight = Theme::instance().lineHeight(TextRole::Caption);
    for (const ChartData::Objective &objective : std::as_const(m_data.objectives)) {
        const double y = std::round(yPixel(objective.value)) + 0.5;
        QPen pen(colour(Token::Text3), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        paintText(
            painter,
            QRectF(m_plot.left() + px(4), y - lineHeight - 1, m_plot.width() - px(8), lineHeight),
            objective.text, TextRole::Caption, Token::Text2);
    }
    for (const ChartData::Event &event : std::as_const(m_data.events)) {
        const double x = std::round(xPixel(event.at)) + 0.5;
        if (x < m_plot.left() || x > m_plot.right() + 1)
            continue;
        QPen pen(colour(Token::Text3), 1);
        pen.setDashPattern({2, 2});
        painter->setPen(pen);
        painter->drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        const double width = textWidth(event.text, TextRole::Caption) + 2;
        const bool before = x + px(5) + width > m_plot.right();
        paintText(painter,
                  QRectF(before ? x - px(5) - width : x + px(5), m_plot.top(), width, lineHeight),
                  event.text, TextRole::Caption, Token::Text2);
    }
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (series.shape != ChartSeries::Shape::Bars)
            drawPoints(painter, series);
    }
    if (m_data.names == ChartData::Names::LineEnd && !m_data.second)
        drawLineEnds(painter);
    else if (m_data.names == ChartData::Names::Above)
        drawLegend(painter);
    if (m_hovered >= 0 && m_hovered < m_data.points())
        drawHover(painter);
    painter->restore();
}

void Chart::View::drawPoints(QPainter *painter, const ChartSeries &series)
{
    if (series.shape == ChartSeries::Shape::Points) {
        QColor fill = colour(series.colour);
        fill.setAlphaF(0.6F); // where points lie over each other, it is darker
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        for (qsizetype i = 0; i < series.values.size(); ++i) {
            if (series.values[i])
                painter->drawEllipse(QPointF(xPixel(xOf(i)), yPixel(*series.values[i])), 2.6, 2.6);
        }
        return;
    }
    qsizetype last = -1;
    for (qsizetype i = 0; i < series.values.size(); ++i) {
        if (!series.values[i])
            continue;
        last = i;
        const QPointF at(xPixel(xOf(i)), yPixel(*series.values[i], series.second));
        const bool alone = (i == 0 || !series.values[i - 1]) &&
                           (i + 1 == series.values.size() || !series.values[i + 1]);
        if (series.flagged.contains(static_cast<int>(i))) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colour(Token::BadFill));
            painter->drawPolygon(
                QPolygonF({at + QPointF(0, -4.5), at + QPointF(4.5, 4), at + QPointF(-4.5, 4)}));
        } else if (series.hollowPoints) {
            painter->setPen(QPen(colour(series.colour), 1.5));
            painter->setBrush(colour(Token::Surface));
            painter->drawEllipse(at, 2.6, 2.6);
        } else if (alone) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colour(series.colour));
            painter->drawEllipse(at, 2, 2);
        }
    }
    if (last < 0 || series.hollowPoints || series.flagged.contains(static_cast<int>(last)))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(series.colour));
    painter->drawEllipse(QPointF(xPixel(xOf(last)), yPixel(*series.values[last], series.second)),
                         2.6, 2.6);
}

void Chart::View::drawLineEnds(QPainter *painter)
{
    struct Name {
        double y;
        const ChartSeries *series;
        double x;
    };
    QList<Name> names;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (series.shape == ChartSeries::Shape::Bars || series.name.isEmpty())
            continue;
        for (qsizetype i = series.values.size() - 1; i >= 0; --i) {
            if (!series.values[i])
                continue;
            names += {yPixel(*series.values[i], series.second), &series, xPixel(xOf(i))};
            break;
        }
    }
    // Names that would lie over each other move apart, from the top down.
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
    const double lineHeight = Theme::instance().lineHeight(TextRole::Caption);
    for (qsizetype i = 1; i < names.size(); ++i)
        names[i].y = std::max(names[i].y, names[i - 1].y + lineHeight);
    for (const Name &name : std::as_const(names)) {
        const double x = name.x + px(6);
        paintText(painter, QRectF(x, name.y - lineHeight / 2, width() - x, lineHeight),
                  name.series->name, TextRole::CaptionStrong, name.series->colour);
    }
}

void Chart::View::drawLegend(QPainter *painter)
{
    double x = m_plot.right();
    const double lineHeight = Theme::instance().lineHeight(TextRole::Table);
    for (auto it = m_data.series.crbegin(); it != m_data.series.crend(); ++it) {
        if (it->name.isEmpty())
            continue;
        const double words = textWidth(it->name, TextRole::Table);
        x -= words;
        paintText(painter, QRectF(x, 0, words + 2, lineHeight), it->name, TextRole::Table,
                  Token::Text2);
        const bool block =
            it->shape == ChartSeries::Shape::Bars || it->shape == ChartSeries::Shape::Points;
        x -= px(block ? 14 : 16);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(it->colour));
        if (block)
            painter->drawRoundedRect(QRectF(x, (lineHeight - px(9)) / 2, px(9), px(9)), 2, 2);
        else
            painter->drawRect(QRectF(x, lineHeight / 2 - 1, px(11), 2));
        x -= px(12);
    }
}

void Chart::View::drawHover(QPainter *painter)
{
    const double x = std::round(xPixel(xOf(m_hovered))) + 0.5;
    painter->setPen(colour(Token::Text3));
    painter->drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));

    QStringList lines;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        const std::optional<double> value =
            m_hovered < series.values.size() ? series.values[m_hovered] : std::nullopt;
        const ChartAxis &axis = series.second && m_data.second ? *m_data.second : m_data.axis;
        const QString words = value ? axisText(axis, *value) : tr("not known");
        lines += series.name.isEmpty() ? words : tr("%1: %2").arg(series.name, words);
        if (value && series.shape != ChartSeries::Shape::Bars) {
            painter->setPen(QPen(colour(Token::Surface), 1.5));
            painter->setBrush(colour(series.colour));
            painter->drawEllipse(QPointF(x, yPixel(*value, series.second)), 4, 4);
        }
    }
    const QString title = m_data.pointText(m_hovered);
    const double lineHeight = Theme::instance().lineHeight(TextRole::Table);
    int widest = textWidth(title, TextRole::TableStrong);
    for (const QString &line : std::as_const(lines))
        widest = std::max(widest, textWidth(line, TextRole::Table));
    const QSizeF size(widest + px(20), (double(lines.size()) + 1) * lineHeight + px(14));
    QRectF box(QPointF(x + px(8), m_plot.top() + px(4)), size);
    if (box.right() > width())
        box.moveRight(x - px(8));
    if (box.left() < 0)
        box.moveLeft(0);
    painter->setPen(colour(Token::BorderStrong));
    painter->setBrush(colour(Token::Raised));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    QRectF row(box.x() + px(10), box.y() + px(7), widest + 2, lineHeight);
    paintText(painter, row, title, TextRole::TableStrong, Token::Text);
    for (const QString &line : std::as_const(lines)) {
        row.translate(0, lineHeight);
        paintText(painter, row, line, TextRole::Table, Token::Text2);
    }
}

} // namespace meshlens::ui
