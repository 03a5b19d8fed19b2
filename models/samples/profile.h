// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"

#include <functional>

namespace meshlens::samples {

enum class ValueType { Empty, Boolean, Integer, Decimal, Date, DateTime, Text, Masked };

struct TopValue {
    QString text;
    int count = 0;
};

/// What the rows at hand say of one column. Over the rows of the sample, not of the source.
struct ColumnProfile {
    QString name;
    QString declaredType;
    ValueType type = ValueType::Empty; // seen in the values
    int rows = 0;
    int empty = 0;                // null or blank
    int distinct = 0;             // of the others
    bool distinctIsLeast = false; // counting stopped there
    QString min; // smallest and largest value as text; shortest and longest of nothing but text: by
                 // order
    QString max;
    std::optional<double> mean;   // of numbers
    QList<TopValue> top;          // at most 10, most frequent first
    QList<int> bins;              // numbers and times: 16 equal bins; else counts of the top values
    std::optional<double> binMin; // of numbers, and of times as UTC milliseconds
    std::optional<double> binMax;
    [[nodiscard]] double emptyShare() const { return rows == 0 ? 0 : double(empty) / rows; }
};

/// One a column, in order. Thread: any; a pure function.
[[nodiscard]] QList<ColumnProfile> profile(const mesh::Sample &sample,
                                           const std::function<bool()> &cancelled = {});

/// A cell as number; times as UTC milliseconds. Nothing where it is neither.
[[nodiscard]] std::optional<double> numberOf(const QVariant &cell);
[[nodiscard]] std::optional<std::int64_t> timeOf(const QVariant &cell);
[[nodiscard]] QString toText(ValueType type); // "integer"

} // namespace meshlens::samples
