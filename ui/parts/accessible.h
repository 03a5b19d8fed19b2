// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What assistive technology is told of painted widgets: a badge is a graphic, a line of steps an
/// indicator, a chart a chart, a CellGrid a table with cells. Names and descriptions are those of
/// the widgets.
namespace meshlens::ui {

/// Once a program; more calls do nothing. Before any widget is asked for its interface.
void installAccessibility();

} // namespace meshlens::ui
