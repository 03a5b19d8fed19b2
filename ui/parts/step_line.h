// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"

#include <QList>
#include <QWidget>

namespace meshlens::ui {

/// One stop of a way: "Sent", with its mark and a word below ("12 min ago", "not needed").
struct Step {
    QString title = {};
    QString caption = {};
    Mark mark = Mark::Unknown;
    bool reached = false; // the line up to here is drawn solid
};

void paintSteps(QPainter *painter, const QRectF &rect, const QList<Step> &steps);
[[nodiscard]] QSize stepsSize(const QList<Step> &steps);
[[nodiscard]] QString stepsWords(const QList<Step> &steps);

/// The same as a widget.
class StepLine : public QWidget
{
    Q_OBJECT

public:
    explicit StepLine(QWidget *parent = nullptr);
    void setSteps(const QList<Step> &steps);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Step> m_steps;
};

} // namespace meshlens::ui
