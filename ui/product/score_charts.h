// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/history.h"
#include "ui/parts/chart.h"

/// The charts of a product page from values that models has computed. Pure functions.
namespace meshlens::ui {

/// The whole score over the last `days`, with the dimensions of these names beside it.
[[nodiscard]] ChartData scoreChart(const QList<scores::DailySeries> &history, int days,
                                   const QStringList &dimensions,
                                   const QList<ChartData::Event> &events = {});
/// The age of the data just before each load, against the objective.
[[nodiscard]] ChartData loadChart(const scores::LoadHistory &history, int mostLoads);
/// "Down 4 in 30 days", and how much; nothing where one of the two days is not known.
[[nodiscard]] std::optional<double> changeOver(const QList<scores::DailySeries> &history,
                                               const QString &name, int days);
/// Colour of the series of a dimension, the same on every chart.
[[nodiscard]] Token dimensionColour(mesh::Dimension dimension);

} // namespace meshlens::ui
