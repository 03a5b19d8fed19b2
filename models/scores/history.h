// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/freshness.h"
#include "models/scores/quality.h"

/// Scores over time, from the history of check results and loads.
namespace meshlens::scores {

/// A value a day; nothing where nothing was known (a gap, never a joined line).
struct DailySeries {
    QString name;                // "quality", a word of mesh::Dimension, "on_time", "available"
    std::int64_t firstDayMs = 0; // end of the first day (UTC)
    QList<std::optional<double>> values; // one a day up to today
};

/// As each check stood at the end of each day: the whole first, then the dimensions that have
/// checks.
[[nodiscard]] QList<DailySeries>
dailyQuality(const QList<store::Reader::CheckRow> &checks,
             const QList<store::Reader::ResultRow> &resultsOldestFirst, std::int64_t nowMs,
             int days);

/// Of one product, dataset, domain or (empty key) the whole mesh. A domain's value is the mean over
/// its scored products.
[[nodiscard]] Result<QList<DailySeries>>
qualityHistory(const store::Reader &reader, const QString &key, std::int64_t nowMs, int days);

/// One arrival of data and how old the data before it had become by then.
struct LoadPoint {
    QString dataset;
    std::int64_t arrivedAtMs = 0;
    std::int64_t ageMs = 0; // just before it arrived: the worst age of that interval
    bool onTime = true;     // age within the objective; true without one
    std::optional<std::int64_t> rows;
};
struct LoadHistory {
    std::optional<std::int64_t> objectiveMs;
    bool learned = false;
    QList<LoadPoint> loads; // oldest first
    int onTime = 0;
};
[[nodiscard]] Result<LoadHistory> loadHistory(const store::Reader &reader, const QString &key,
                                              std::int64_t nowMs, int days);

/// The last runs of a check, oldest first, and since when it has been as it is.
struct CheckHistory {
    mesh::Check check;
    QList<mesh::CheckResult> runs; // at most `maxRuns`
    std::optional<std::int64_t> notPassedSinceMs;
};
[[nodiscard]] Result<QList<CheckHistory>> checkHistories(const store::Reader &reader,
                                                         const QString &key, std::int64_t nowMs,
                                                         int maxRuns = 14); // not passed first

} // namespace meshlens::scores
