// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/accessible.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/grid_accessible.h"
#include "ui/parts/step_line.h"

#include <QtCharts/QChartView>

#include <QAccessibleWidget>

namespace meshlens::ui {
namespace {

QAccessibleInterface *painted(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget)
        return nullptr;
    if (auto *grid = qobject_cast<CellGrid *>(widget))
        return new GridAccessible(grid);
    if (qobject_cast<StepLine *>(widget))
        return new QAccessibleWidget(widget, QAccessible::Indicator);
    if (qobject_cast<QChartView *>(widget))
        return new QAccessibleWidget(widget, QAccessible::Chart);
    if (qobject_cast<BadgeWidget *>(widget) && widget->focusPolicy() == Qt::NoFocus)
        return new QAccessibleWidget(widget, QAccessible::Graphic);
    return nullptr; // Qt knows the rest: a badge that can be pressed is a button
}

} // namespace

void installAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(painted);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace meshlens::ui
