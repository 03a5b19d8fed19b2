// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/history.h"

#include "models/scores/facts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::scores {
namespace {

constexpr std::int64_t dayMs = 86'400'000;

/// Results older than this are unknown at the first day anyway, whatever the period of their check.
constexpr std::int64_t leadMs = 90 * dayMs;

/// The ends of the last days (UTC), today's being now.
QList<std::int64_t> dayEnds(std::int64_t nowMs, int days)
{
    const std::int64_t endOfToday = (nowMs / dayMs + 1) * dayMs - 1;
    QList<std::int64_t> ends;
    for (int i = days - 1; i >= 0; --i)
        ends.append(std::min(nowMs, endOfToday - i * dayMs));
    return ends;
}

DailySeries series(const QString &name, const QList<std::int64_t> &ends)
{
    DailySeries made;
    made.name = name;
    made.firstDayMs = ends.isEmpty() ? 0 : ends.first();
    return made;
}

QList<DailySeries> daily(const History &history, const QStringList &datasets, std::int64_t nowMs,
                         int days)
{
    const QList<std::int64_t> ends = dayEnds(nowMs, days);
    QList<DailySeries> all{series(u"quality"_s, ends)};
    const QList<QualityPart> defined = quality(history.statesAt(datasets, nowMs)).parts;
    for (const QualityPart &part : defined)
        all.append(series(mesh::toText(part.dimension), ends));
    for (const std::int64_t end : ends) {
        const QualityScore score = quality(history.statesAt(datasets, end));
        all[0].values.append(score.value);
        for (qsizetype i = 0; i < defined.size(); ++i)
            all[i + 1].values.append(
                score.parts.value(i).value); // the same checks, so the same parts
    }
    return all;
}

/// The mean over products, day by day.
DailySeries meanSeries(const QList<DailySeries> &products, const QList<std::int64_t> &ends)
{
    DailySeries mean = series(u"quality"_s, ends);
    for (qsizetype day = 0; day < ends.size(); ++day) {
        QList<double> known;
        for (const DailySeries &product : products) {
            if (product.values[day])
                known.append(*product.values[day]);
        }
        mean.values.append(meanOf(known));
    }
    return mean;
}

/// The datasets that a product puts out, or the dataset itself. Error NotFound.
Result<QStringList> datasetsOf(const store::Reader &reader, const QString &key)
{
    if (const auto row = reader.productRow(key))
        return row->outputs;
    const auto dataset = reader.dataset(key);
    if (!dataset)
        return dataset.error();
    return QStringList{key};
}

int rankOf(const CheckHistory &history)
{
    if (history.runs.isEmpty())
        return 3;
    switch (history.runs.last().status) {
    case mesh::CheckStatus::Failed:
        return 0;
    case mesh::CheckStatus::Warning:
        return 1;
    case mesh::CheckStatus::Errored:
        return 2;
    case mesh::CheckStatus::Passed:
        break;
    }
    return 4;
}

std::optional<std::int64_t> notPassedSince(const QList<mesh::CheckResult> &runs)
{
    std::optional<std::int64_t> since;
    for (auto run = runs.rbegin(); run != runs.rend() && run->status != mesh::CheckStatus::Passed;
         ++run)
        since = run->atMs;
    return since;
}

} // namespace

QList<DailySeries> dailyQuality(const QList<store::Reader::CheckRow> &checks,
                                const QList<store::Reader::ResultRow> &resultsOldestFirst,
                                std::int64_t nowMs, int days)
{
    History history;
    QStringList datasets;
    for (const store::Reader::CheckRow &row : checks) {
        history.checks[row.check.dataset].append(row);
        if (!datasets.contains(row.check.dataset))
            datasets.append(row.check.dataset);
    }
    for (const store::Reader::ResultRow &row : resultsOldestFirst)
        history.results[row.checkRowId].append(row.result);
    return daily(history, datasets, nowMs, days);
}

Result<QList<DailySeries>> qualityHistory(const store::Reader &reader, const QString &key,
                                          std::int64_t nowMs, int days)
{
    const std::int64_t since = nowMs - days * dayMs - leadMs;
    const auto rows = reader.products();
    if (!rows)
        return rows.error();
    const bool isProduct = std::any_of(
        rows->begin(), rows->end(), [&](const store::ProductRow &row) { return row.key == key; });
    const bool isDomain =
        !isProduct && std::any_of(rows->begin(), rows->end(),
                                  [&](const store::ProductRow &row) { return row.domain == key; });
    if (key.isEmpty() || isDomain) {
        const auto history = readHistory(reader, {}, since);
        if (!history)
            return history.error();
        QList<DailySeries> products;
        for (const store::ProductRow &row : *rows) {
            if (key.isEmpty() || row.domain == key)
                products.append(daily(*history, row.outputs, nowMs, days).first());
        }
        return QList<DailySeries>{meanSeries(products, dayEnds(nowMs, days))};
    }
    const auto datasets = datasetsOf(reader, key);
    if (!datasets)
        return datasets.error();
    if (datasets->isEmpty())
        return daily({}, {}, nowMs, days);
    const auto history = readHistory(reader, *datasets, since);
    if (!history)
        return history.error();
    return daily(*history, *datasets, nowMs, days);
}

Result<LoadHistory> loadHistory(const store::Reader &reader, const QString &key, std::int64_t nowMs,
                                int days)
{
    const auto datasets = datasetsOf(reader, key);
    if (!datasets)
        return datasets.error();
    LoadHistory result;
    if (datasets->isEmpty())
        return result;
    const auto history = readHistory(reader, *datasets, nowMs - leadMs - days * dayMs);
    if (!history)
        return history.error();
    const auto contracts =
        reader.productRow(key) ? reader.contractsOf(key) : reader.contractsOfDataset(key);
    if (!contracts)
        return contracts.error();
    QList<mesh::Dataset> plain;
    for (const QString &dataset : *datasets) {
        plain.append(mesh::Dataset{});
        plain.last().key = dataset;
    }
    const FreshnessBasis basis =
        freshnessBasis(*contracts, plain, history->loadsOf(*datasets), nowMs);
    result.objectiveMs = basis.objectiveMs;
    result.learned = basis.learned;
    for (const QString &dataset : *datasets) {
        const QList<mesh::Load> loads = history->loads.value(dataset);
        for (qsizetype i = 1; i < loads.size(); ++i) {
            if (loads[i].arrivedAtMs < nowMs - days * dayMs)
                continue;
            LoadPoint point;
            point.dataset = dataset;
            point.arrivedAtMs = loads[i].arrivedAtMs;
            point.ageMs = std::max<std::int64_t>(0, loads[i].arrivedAtMs - loads[i - 1].dataTimeMs);
            point.onTime = !result.objectiveMs || point.ageMs <= *result.objectiveMs;
            point.rows = loads[i].rows;
            result.loads.append(point);
            result.onTime += point.onTime ? 1 : 0;
        }
    }
    std::stable_sort(result.loads.begin(), result.loads.end(),
                     [](const LoadPoint &left, const LoadPoint &right) {
                         return left.arrivedAtMs < right.arrivedAtMs;
                     });
    return result;
}

Result<QList<CheckHistory>> checkHistories(const store::Reader &reader, const QString &key,
                                           std::int64_t nowMs, int maxRuns)
{
    const auto datasets = datasetsOf(reader, key);
    if (!datasets)
        return datasets.error();
    QList<CheckHistory> all;
    if (datasets->isEmpty())
        return all;
    const auto history = readHistory(reader, *datasets, nowMs - 2 * leadMs);
    if (!history)
        return history.error();
    for (const QString &dataset : *datasets) {
        for (const store::Reader::CheckRow &row : history->checks.value(dataset)) {
            CheckHistory one;
            one.check = row.check;
            one.runs = history->results.value(row.rowId);
            one.notPassedSinceMs = notPassedSince(one.runs);
            one.runs = one.runs.mid(std::max<qsizetype>(0, one.runs.size() - maxRuns));
            all.append(one);
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const CheckHistory &left, const CheckHistory &right) {
                         return rankOf(left) < rankOf(right);
                     });
    return all;
}

} // namespace meshlens::scores
