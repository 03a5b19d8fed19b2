// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/store/rows.h"
#include "ui/parts/sparks.h"

namespace meshlens::ui {

/// A figure the user keeps on Home (store::Kept of kind "metric"): the sum of one column of a
/// dataset over each value of its time column. Body: {"dataset", "time", "value", "unit",
/// "less_is_better"}; the key of the Kept is the product, its name the title.
struct Metric {
    qint64 id = 0;
    QString name;
    QString product; // key
    QString dataset; // key
    QString timeColumn;
    QString valueColumn;
    QString unit; // "€", "%", or empty
    bool lessIsBetter = false;
};
[[nodiscard]] std::optional<Metric> metricOf(const store::Kept &kept); // nothing: not readable
[[nodiscard]] store::Kept keptOf(const Metric &metric);

struct MetricValue {
    std::optional<double> value;  // of the newest time
    std::optional<double> change; // against the one before, as a share of it
    QString at;                   // the newest time, as the data writes it
    Series series;                // oldest first, at most 60
    bool unusual = false;         // the last step leaves what the steps before it were
};
/// Thread: any; a pure function.
[[nodiscard]] MetricValue metricValue(const Metric &metric, const mesh::Sample &sample);

[[nodiscard]] QString metricText(const Metric &metric, const MetricValue &value); // "€48.2 M"

} // namespace meshlens::ui
