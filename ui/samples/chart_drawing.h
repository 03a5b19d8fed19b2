// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/chart.h"
#include "ui/parts/kept_chart.h"
#include "ui/samples/rows_look.h"

namespace meshlens::ui {

/// What models worked out, as a chart draws it: missing days, weeks and months become gaps, series
/// take their colours, the axis its unit.
[[nodiscard]] ChartData drawn(const samples::ChartData &data, const samples::ChartSpec &spec,
                              ChartLook look);

/// The spec that a look asks for: a histogram counts the values of the measure in ranges.
[[nodiscard]] samples::ChartSpec specFor(const samples::ChartSpec &spec, ChartLook look);

/// Which rows a mark stands for; `point`: its place in the drawn chart. None: it is a gap.
[[nodiscard]] std::optional<RowFilter> rowsBehind(int point, const samples::ChartData &data,
                                                  const samples::ChartSpec &chosen, ChartLook look);

/// "Net revenue by month and country".
[[nodiscard]] QString chartTitle(const samples::ChartSpec &spec, ChartLook look);
/// `net_revenue_eur` as "net revenue".
[[nodiscard]] QString columnWords(const QString &column);

} // namespace meshlens::ui
