// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_data.h"
#include "ui/home/kpi_strip.h"
#include "ui/parts/fact_model.h"

/// Home in words: figures and rows, ready to be shown or printed.
namespace meshlens::ui {

[[nodiscard]] QList<Kpi> executiveFigures(const HomeData &data);
[[nodiscard]] QList<Kpi> ownerFigures(const HomeData &data);
[[nodiscard]] QList<Kpi> governanceFigures(const HomeData &data);

[[nodiscard]] QList<FactRow> healthRows(const HomeData &data);
[[nodiscard]] QList<FactRow> breachRows(const HomeData &data);
[[nodiscard]] QList<FactRow> ownRows(const HomeData &data);
[[nodiscard]] QList<FactRow> consumerRows(const HomeData &data);
[[nodiscard]] QList<FactRow> questionRows(const HomeData &data);
[[nodiscard]] QList<FactRow> findingRows(const HomeData &data, int most);
[[nodiscard]] QList<FactRow> endingRows(const HomeData &data);

[[nodiscard]] QString percentText(std::optional<double> percent, int decimals = 0);
[[nodiscard]] QString durationText(std::optional<double> ms); // "1 h 50 min"
/// "quarter close, until 10 June": what a request is for.
[[nodiscard]] QString purposeLine(const mesh::AccessRequest &request);

} // namespace meshlens::ui
