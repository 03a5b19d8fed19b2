// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/chart_view.h"

#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QKeyEvent>
#include <QLogValueAxis>
#include <QPainter>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

Chart::View::View(QWidget *parent) : QChartView(parent)
{
    auto *chart = new QChart; // the view owns it
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setAnimationOptions(QChart::NoAnimation);
    setChart(chart);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet({});
    viewport()->setAutoFillBackground(false);
    setAttribute(Qt::WA_TranslucentBackground);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::NoContextMenu);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    connect(&Theme::instance(), &Theme::changed, this, &View::build);
}

void Chart::View::show(const ChartData &shown)
{
    m_data = shown;
    m_hovered = -1;
    build();
}

bool Chart::View::hasBars() const
{
    return std::any_of(m_data.series.begin(), m_data.series.end(), [](const ChartSeries &series) {
        return series.shape == ChartSeries::Shape::Bars;
    });
}

double Chart::View::xOf(qsizetype point) const
{
    if (point < m_data.positions.size())
        return m_data.positions[point];
    return m_data.times.isEmpty() ? double(point) : double(m_data.times[point]);
}

Chart::View::Scale Chart::View::scaleOf(const ChartAxis &axis, bool second) const
{
    std::optional<double> low = axis.low;
    std::optional<double> high = axis.high;
    const auto take = [&](double value) {
        if (!axis.low)
            low = std::min(low.value_or(value), value);
        if (!axis.high)
            high = std::max(high.value_or(value), value);
    };
    bool bars = false;
    for (qsizetype i = 0; i < m_data.points(); ++i) {
        double stacked = 0;
        for (const ChartSeries &series : m_data.series) {
            if (series.second != second || i >= series.values.size() || !series.values[i])
                continue;
            if (series.shape == ChartSeries::Shape::Bars) {
                bars = true;
                stacked += *series.values[i];
            } else {
                take(*series.values[i]);
            }
        }
        if (bars) {
            take(stacked);
            take(0);
        }
    }
    if (!second) {
        for (const ChartData::Objective &objective : m_data.objectives)
            take(objective.value);
    }
    Scale scale;
    scale.low = low.value_or(0);
    scale.high = high.value_or(scale.low + 1);
    if (scale.high <= scale.low)
        scale.high = scale.low + (scale.low == 0 ? 1 : std::abs(scale.low) * 0.1);
    if (axis.logarithmic) {
        scale.low = std::max(scale.low, 1e-6);
        scale.high = std::max(scale.high, scale.low * 10);
    }
    scale.ticks = axis.ticks;
    if (scale.ticks.isEmpty() && axis.logarithmic) {
        for (double tick = std::pow(10, std::floor(std::log10(scale.low)));
             tick <= scale.high * 1.001; tick *= 10)
            scale.ticks += tick;
    } else if (scale.ticks.isEmpty()) {
        scale.ticks = niceTicks(scale.low, scale.high);
    }
    if (!scale.ticks.isEmpty()) {
        if (!axis.low)
            scale.low = std::min(scale.low, scale.ticks.front());
        if (!axis.high)
            scale.high = std::max(scale.high, scale.ticks.back());
    }
    return scale;
}

void Chart::View::build()
{
    QChart *chart = this->chart();
    chart->removeAllSeries();
    const QList<QAbstractAxis *> old = chart->axes();
    for (QAbstractAxis *axis : old) {
        chart->removeAxis(axis);
        axis->deleteLater();
    }
    m_scale = scaleOf(m_data.axis, false);
    m_secondScale = m_data.second ? scaleOf(*m_data.second, true) : Scale();
    const qsizetype points = m_data.points();
    m_xLow = points > 0 ? xOf(0) : 0;
    m_xHigh = points > 0 ? xOf(points - 1) : 1;
    if (hasBars()) {
        m_xLow -= 0.5;
        m_xHigh += 0.5;
    } else if (m_xHigh <= m_xLow) {
        m_xLow -= 0.5;
        m_xHigh += 0.5;
    }

    const auto addAxis = [&](const Scale &scale, bool logarithmic, Qt::Alignment side) {
        QAbstractAxis *axis = nullptr;
        if (logarithmic) {
            auto *made = new QLogValueAxis(chart);
            made->setBase(10);
            axis = made;
        } else {
            axis = new QValueAxis(chart);
        }
        axis->setRange(scale.low, scale.high);
        axis->setVisible(false);
        chart->addAxis(axis, side);
        return axis;
    };
    QAbstractAxis *across = addAxis({m_xLow, m_xHigh, {}}, false, Qt::AlignBottom);
    QAbstractAxis *up = addAxis(m_scale, m_data.axis.logarithmic, Qt::AlignLeft);
    QAbstractAxis *second = m_data.second
                                ? addAxis(m_secondScale, m_data.second->logarithmic, Qt::AlignRight)
                                : nullptr;

    if (hasBars())
        addBars(across, up);
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (series.shape != ChartSeries::Shape::Bars && series.shape != ChartSeries::Shape::Points)
            addLines(series, across, series.second && second ? second : up);
    }
    place();
}

void Chart::View::addLines(const ChartSeries &series, QAbstractAxis *across, QAbstractAxis *up)
{
    QColor ground = colour(series.colour);
    ground.setAlphaF(static_cast<float>(Theme::instance().areaOpacity()));
    const QPen pen(colour(series.colour), series.strong ? 2.25 : 1.5, Qt::SolidLine, Qt::RoundCap,
                   Qt::RoundJoin);
    const double bottom = series.second ? m_secondScale.low : m_scale.low;
    for (qsizetype i = 0; i < series.values.size();) {
        if (!series.values[i]) { // a gap is never joined
            ++i;
            continue;
        }
        auto *line = new QLineSeries(chart());
        for (; i < series.values.size() && series.values[i]; ++i) {
            if (series.shape == ChartSeries::Shape::Step && line->count() > 0)
                line->append(xOf(i), line->at(line->count() - 1).y());
            line->append(xOf(i), *series.values[i]);
        }
        line->setPen(pen);
        if (series.shape == ChartSeries::Shape::Area) {
            auto *upper = new QLineSeries(chart());
            auto *lower = new QLineSeries(chart());
            upper->append(line->points());
            lower->append(line->at(0).x(), bottom);
            lower->append(line->at(line->count() - 1).x(), bottom);
            auto *area = new QAreaSeries(upper, lower);
            area->setBrush(ground);
            area->setPen(Qt::NoPen);
            chart()->addSeries(area);
            area->attachAxis(across);
            area->attachAxis(up);
        }
        chart()->addSeries(line);
        line->attachAxis(across);
        line->attachAxis(up);
    }
}

void Chart::View::addBars(QAbstractAxis *across, QAbstractAxis *up)
{
    auto *bars = new QStackedBarSeries(chart());
    const auto add = [&](const QString &name, Token fill,
                         const std::function<double(qsizetype)> &value) {
        auto *set = new QBarSet(name, bars);
        for (qsizetype i = 0; i < m_data.points(); ++i)
            set->append(value(i));
        set->setColor(colour(fill));
        set->setBorderColor(colour(Token::Surface)); // a hair between stacked parts
        bars->append(set);
    };
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (series.shape != ChartSeries::Shape::Bars)
            continue;
        const auto valueAt = [&](qsizetype i) {
            return i < series.values.size() ? series.values[i].value_or(0) : 0.0;
        };
        if (series.colours.isEmpty()) {
            add(series.name, series.colour, valueAt);
            continue;
        }
        for (qsizetype own = 0; own < series.colours.size();
             ++own) // one set a colour: a set has one
            add(series.name, series.colours[own],
                [&](qsizetype i) { return i == own ? valueAt(i) : 0.0; });
    }
    bars->setBarWidth(0.55);
    chart()->addSeries(bars);
    bars->attachAxis(across);
    bars->attachAxis(up);
}

QString Chart::View::axisText(const ChartAxis &axis, double value) const
{
    return axis.format ? axis.format(value) : format::shortCount(value);
}

void Chart::View::place()
{
    int left = 0;
    for (const double tick : std::as_const(m_scale.ticks))
        left = std::max(left, textWidth(axisText(m_data.axis, tick), TextRole::Caption));
    int right = px(10);
    if (m_data.second) {
        for (const double tick : std::as_const(m_secondScale.ticks))
            right = std::max(right,
                             textWidth(axisText(*m_data.second, tick), TextRole::Caption) + px(10));
    } else if (m_data.names == ChartData::Names::LineEnd) {
        for (const ChartSeries &series : std::as_const(m_data.series)) {
            if (series.shape != ChartSeries::Shape::Bars && !series.name.isEmpty())
                right = std::max(right,
                                 std::min(textWidth(series.name, TextRole::CaptionStrong) + px(12),
                                          width() / 3));
        }
    }
    const bool legend = m_data.names == ChartData::Names::Above;
    m_plot = QRectF(left + px(8), px(legend ? 26 : 8), std::max(20, width() - left - px(8) - right),
                    std::max(20, height() - px(legend ? 26 : 8) - px(22)));
    chart()->setGeometry(QRectF(0, 0, width(), height()));
    setSceneRect(0, 0, width(), height());
    chart()->setPlotArea(m_plot);
    for (QAbstractSeries *series : chart()->series()) {
        if (auto *bars = qobject_cast<QStackedBarSeries *>(series)) // a few bars stay slim
            bars->setBarWidth(std::min(0.6, px(40) * double(m_data.points()) / m_plot.width()));
    }
    viewport()->update();
}

void Chart::View::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    place();
}

double Chart::View::xPixel(double x) const
{
    return m_plot.x() + (x - m_xLow) / (m_xHigh - m_xLow) * m_plot.width();
}

double Chart::View::yPixel(double value, bool second) const
{
    const Scale &scale = second ? m_secondScale : m_scale;
    const bool logarithmic =
        second ? m_data.second && m_data.second->logarithmic : m_data.axis.logarithmic;
    const double share =
        logarithmic ? std::log(std::max(value, 1e-9) / scale.low) / std::log(scale.high / scale.low)
                    : (value - scale.low) / (scale.high - scale.low);
    return m_plot.bottom() - share * m_plot.height();
}

int Chart::View::pointAt(double pixel) const
{
    int best = -1;
    double nearest = 1e18;
    for (qsizetype i = 0; i < m_data.points(); ++i) {
        const double distance = std::abs(xPixel(xOf(i)) - pixel);
        if (distance < nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void Chart::View::setHovered(int point)
{
    if (m_hovered == point)
        return;
    m_hovered = point;
    viewport()->update();
}

void Chart::View::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    setHovered(m_plot.adjusted(-4, 0, 4, 0).contains(at) ? pointAt(at.x()) : -1);
}

void Chart::View::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_plot.contains(event->position()))
        emit activated(pointAt(event->position().x()));
    else
        QWidget::mousePressEvent(event);
}

void Chart::View::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setHovered(-1);
}

void Chart::View::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    setHovered(-1);
}

void Chart::View::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls, not the chart
}

void Chart::View::keyPressEvent(QKeyEvent *event)
{
    const auto last = static_cast<int>(m_data.points()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setHovered(m_hovered < 0 ? last : std::max(0, m_hovered - 1));
        return;
    case Qt::Key_Right:
        setHovered(std::min(last, m_hovered + 1));
        return;
    case Qt::Key_Home:
        setHovered(0);
        return;
    case Qt::Key_End:
        setHovered(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_hovered >= 0)
            emit activated(m_hovered);
        return;
    case Qt::Key_Escape:
        if (m_hovered >= 0) {
            setHovered(-1);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

} // namespace meshlens::ui
