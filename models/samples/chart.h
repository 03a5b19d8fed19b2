// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/result.h"

#include <functional>

namespace meshlens::samples {

enum class Summary { Count, Sum, Mean, Least, Most };
enum class Bucket { None, Day, Week, Month, Bins }; // of the values across

struct ChartFilter {
    enum class Compare { Equal, NotEqual, Less, Greater, Contains };
    QString column;
    Compare compare = Compare::Equal;
    QString value;
};

struct ChartSpec {
    QString across; // column
    Bucket bucket = Bucket::None;
    QString up; // column; empty with Count
    Summary summary = Summary::Count;
    QString colour;             // column, or empty
    QList<ChartFilter> filters; // all must hold
    int maxSeries = 6;          // the last is "other" when there are more
    int maxCategories = 50;
};

struct ChartSeries {
    QString name; // empty when there is no colour
    bool other = false;
    QList<std::optional<double>> values; // one a category; nothing: no rows there
};

/// Ready to draw: categories across and a value for each series and category.
struct ChartData {
    QStringList categories;                 // labels: text, `2026-03`, `2026-03-12`, `10 to 20`
    QList<std::optional<double>> positions; // of times (UTC ms) and numbers, else nothing
    QList<ChartSeries> series;
    int rows = 0;    // that took part
    int skipped = 0; // had no number or no place across
    int hiddenCategories = 0;
};

/// Error Usage: no such column, or nothing to sum. Error Cancelled.
[[nodiscard]] Result<ChartData> chart(const mesh::Sample &sample, const ChartSpec &spec,
                                      const std::function<bool()> &cancelled = {});

/// Each row as a point of its own, for a scatter: `up` against `across`, which both hold numbers or
/// times. A category a point, in order across; each series has values at its own points only.
/// Bucket and summary of the spec are not looked at. At most `maxPoints`, taken evenly;
/// `hiddenCategories` says how many were left out. Errors as of chart().
[[nodiscard]] Result<ChartData> points(const mesh::Sample &sample, const ChartSpec &spec,
                                       int maxPoints = 2000,
                                       const std::function<bool()> &cancelled = {});

/// A chart that the columns suggest: a time or category across, the first measure up.
[[nodiscard]] ChartSpec suggestedChart(const mesh::Sample &sample);

} // namespace meshlens::samples
