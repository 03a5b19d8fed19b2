// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/chart.h"
#include "models/store/rows.h"
#include "ui/shell/link.h"

namespace meshlens::ui {

/// How a chart over sample rows is drawn.
enum class ChartLook { Line, Bars, Area, Scatter, Histogram, Table };

/// A chart that was made in Samples and is kept: body of store::Kept of kind "chart" (any) or
/// "metric" (one figure over time, as Home shows it). Its name is Kept::name, its product
/// Kept::key.
struct KeptChart {
    QString title;
    QString product; // key, may be empty
    QString dataset; // key; empty for a chart over SQL
    QString sql;     // empty: over the dataset's sample as it is
    samples::ChartSpec spec;
    ChartLook look = ChartLook::Line;
    /// One measure, summed over each value of a time column: Home can show it. Its body then has
    /// "time", "value" and "unit" as well.
    bool keyFigure = false;

    /// The place in Samples where it is drawn again.
    [[nodiscard]] Link link() const;
    [[nodiscard]] QByteArray toJson() const;
    /// Nothing where the text is no such chart. Thread: any.
    [[nodiscard]] static std::optional<KeptChart> fromJson(const QByteArray &text);
};

} // namespace meshlens::ui
