// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/source.h"
#include "models/mesh/vocabulary.h"

/// What happened to the data before and after the first start of the demo.
///
/// Everything is a function of the seed and of how far from the first start it is, so the same
/// calls tell the past again and the days since: loads come every period with a little luck,
/// checks run daily (weekly where data comes weekly), stories bend both.
namespace meshlens::demo {

/// The part of time that is told. Loads and results lie in (`fromMs`, `toMs`].
struct Span {
    std::int64_t firstStartMs = 0; // the last full hour of the first start: stories count from it
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
};

struct LoadEvent {
    std::int64_t dataTimeMs = 0;
    std::int64_t arrivedMs = 0;
    std::int64_t rows = 0;
};

struct CheckEvent {
    std::int64_t atMs = 0;
    mesh::CheckStatus status = mesh::CheckStatus::Passed;
    QString value;
    QString expected;
    QString message;
};

/// Loads of a dataset, oldest first.
[[nodiscard]] QList<LoadEvent> loadsOf(const Source &source, const ProductSource &product,
                                       const DatasetSource &dataset, const Span &span);

/// Results of one check, oldest first. `loads` must reach back further than the span by a few
/// periods: timeliness is measured on them.
[[nodiscard]] QList<CheckEvent> resultsOf(const Source &source, const ProductSource &product,
                                          const DatasetSource &dataset, const CheckSource &check,
                                          const QList<LoadEvent> &loads, const Span &span);

/// How often the checks of a dataset run.
[[nodiscard]] std::int64_t checkPeriodMs(const DatasetSource &dataset);

/// The files a node reads: one JSON object a line, in the order of time.
[[nodiscard]] QByteArray loadLines(const Source &source, const NodeSource &node, const Span &span);
[[nodiscard]] QByteArray resultLines(const Source &source, const NodeSource &node,
                                     const Span &span);

} // namespace meshlens::demo
