// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_data.h"
#include "ui/parts/chart.h"

namespace meshlens::ui {

[[nodiscard]] ChartData freshChart(const scores::Overview &overview);
[[nodiscard]] bool hasFreshChart(const scores::Overview &overview);
[[nodiscard]] ChartData requestChart(const scores::Overview &overview);
[[nodiscard]] bool hasRequestChart(const scores::Overview &overview);
[[nodiscard]] QString hoursText(double hours); // "1 h 50 min"

} // namespace meshlens::ui
