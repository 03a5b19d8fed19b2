// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/home/metric.h"
#include "ui/parts/badges.h"

#include <QAbstractButton>

namespace meshlens::ui {

/// A key figure with its trend and the trust in the product it comes from; opens that product.
class MetricTile final : public QAbstractButton
{
    Q_OBJECT

public:
    MetricTile(Session &session, QWidget *parent = nullptr);

    /// Reads the sample again where the metric or the age of the data changed.
    void setMetric(const Metric &metric, const store::ScoreSummary &score);
    [[nodiscard]] const Metric &metric() const { return m_metric; }
    [[nodiscard]] const MetricValue &value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    using QAbstractButton::metric; // of paint devices
    void paintEvent(QPaintEvent *event) override;

private:
    void read();
    void describe();

    Session &m_session;
    Metric m_metric;
    MetricValue m_value;
    QString m_problem;
    store::ScoreSummary m_score;
};

} // namespace meshlens::ui
