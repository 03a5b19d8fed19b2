// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/chart.h"

#include <QtCharts/QChartView>

class QAbstractAxis;

namespace meshlens::ui {

/// The drawing of a Chart: QtCharts draws the series, the view draws all else around them.
class Chart::View final : public QChartView
{
    Q_OBJECT

public:
    explicit View(QWidget *parent);

    void show(const ChartData &shown);

signals:
    void activated(int point);

protected:
    void drawBackground(QPainter *painter, const QRectF &area) override;
    void drawForeground(QPainter *painter, const QRectF &area) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Scale {
        double low = 0;
        double high = 1;
        QList<double> ticks;
    };
    void build();
    void addLines(const ChartSeries &series, QAbstractAxis *across, QAbstractAxis *up);
    void addBars(QAbstractAxis *across, QAbstractAxis *up);
    void place();
    [[nodiscard]] Scale scaleOf(const ChartAxis &axis, bool second) const;
    [[nodiscard]] bool hasBars() const;
    [[nodiscard]] double xOf(qsizetype point) const; // in the units of the axis
    [[nodiscard]] double xPixel(double x) const;
    [[nodiscard]] double yPixel(double value, bool second = false) const;
    [[nodiscard]] QString axisText(const ChartAxis &axis, double value) const;
    [[nodiscard]] int pointAt(double pixel) const;
    void setHovered(int point);
    void drawAxes(QPainter *painter);
    void drawAcrossLabels(QPainter *painter);
    void drawPoints(QPainter *painter, const ChartSeries &series);
    void drawLineEnds(QPainter *painter);
    void drawLegend(QPainter *painter);
    void drawHover(QPainter *painter);

    ChartData m_data;
    Scale m_scale;
    Scale m_secondScale;
    QRectF m_plot;
    double m_xLow = 0;
    double m_xHigh = 1;
    int m_hovered = -1;
};

} // namespace meshlens::ui
