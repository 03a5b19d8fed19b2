// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/chart.h"
#include "models/samples/profile.h"

#include <memory>

namespace meshlens::ui {

/// How the cells of a column are written.
struct CellFormat {
    samples::ValueType type = samples::ValueType::Empty;
    bool masked = false;
    bool number = false;
    bool grouped = false; // 41,906: a measure, not an identifier or a year
    int decimals = 0;     // of each cell, so that points stand below each other
    double barAtMost = 0; // over 0: values lie on both sides of 0, a bar shows where
};

/// Rows with all that is worked out of them before they are shown. Never changed once made.
struct RowsLook {
    mesh::Sample sample;
    QList<samples::ColumnProfile> profiles;
    QList<CellFormat> formats;
    samples::ChartSpec suggested;

    [[nodiscard]] int maskedColumns() const;
    [[nodiscard]] int columnOf(const QString &name) const; // -1: none
};
using SampleRows = std::shared_ptr<const RowsLook>;

/// Thread: any; takes a while for many rows.
[[nodiscard]] SampleRows lookAt(const mesh::Sample &sample);

/// A cell as people read it; masked, null and blank cells have their own words.
[[nodiscard]] QString cellText(const QVariant &cell, const CellFormat &format);
[[nodiscard]] QString numberText(double value, const CellFormat &format);

/// What a column's rows say, short: "61 values, 0.4% empty", "112 to 611,204".
[[nodiscard]] QString summaryWords(const samples::ColumnProfile &profile, const CellFormat &format);

/// Which rows are wanted: cells that read the same, or lie in a range (from `low`, under `high`).
struct RowFilter {
    QString column;
    QString text;
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const RowFilter &) const = default;
};

struct RowOrder {
    int column = -1; // none: as the rows came
    Qt::SortOrder direction = Qt::AscendingOrder;
};

/// Numbers of the wanted rows in the wanted order; empty cells come last. Thread: any.
[[nodiscard]] QList<int> arranged(const RowsLook &rows, const RowOrder &order,
                                  const std::optional<RowFilter> &filter);

/// The rows as CSV, as models/csv.h says.
/// `only`: numbers of rows, in order.
[[nodiscard]] QByteArray toCsv(const RowsLook &rows, const QList<int> &only);

} // namespace meshlens::ui
