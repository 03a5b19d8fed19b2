// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/freshness.h"

#include <algorithm>

namespace meshlens::scores {
namespace {

constexpr qsizetype loadsToLearnFrom = 20;
constexpr qsizetype fewestLoads = 3;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// How urgent a basis is: age in objectives; what has no objective or age comes last.
double urgency(const FreshnessBasis &basis, std::int64_t nowMs)
{
    if (!basis.dataTimeMs)
        return -2;
    if (!basis.objectiveMs || *basis.objectiveMs <= 0)
        return -1;
    return static_cast<double>(nowMs - *basis.dataTimeMs) / static_cast<double>(*basis.objectiveMs);
}

std::optional<std::int64_t> promised(const QList<mesh::Contract> &contracts, const QString &dataset)
{
    // A contract for just this dataset says more than one for the whole product.
    for (const bool own : {true, false}) {
        for (const mesh::Contract &contract : contracts) {
            if (own != contract.datasets.contains(dataset) ||
                (!own && !contract.datasets.isEmpty()))
                continue;
            if (const auto objective = mesh::freshnessObjectiveMs(contract.serviceLevels))
                return objective;
        }
    }
    return std::nullopt;
}

} // namespace

Freshness freshness(std::optional<std::int64_t> dataTimeMs, std::optional<std::int64_t> objectiveMs,
                    bool learned, std::int64_t nowMs)
{
    Freshness result;
    if (dataTimeMs)
        result.ageMs = std::max<std::int64_t>(0, nowMs - *dataTimeMs);
    if (objectiveMs && *objectiveMs > 0) {
        result.objectiveMs = objectiveMs;
        result.learned = learned;
    }
    if (!result.ageMs || !result.objectiveMs)
        return result;
    const double ratio =
        static_cast<double>(*result.ageMs) / static_cast<double>(*result.objectiveMs);
    if (ratio <= 1)
        result.state = mesh::FreshnessState::OnTime;
    else
        result.state = ratio <= 2 ? mesh::FreshnessState::Late : mesh::FreshnessState::Stale;
    result.value = ratio <= 1 ? 100.0 : std::max(0.0, 100.0 * (3 - ratio) / 2);
    return result;
}

Freshness freshness(const store::ScoreSummary &score, std::int64_t nowMs)
{
    return freshness(score.dataTimeMs, score.objectiveMs, score.objectiveLearned, nowMs);
}

std::optional<std::int64_t> learnedObjectiveMs(const QList<mesh::Load> &loadsOldestFirst)
{
    if (loadsOldestFirst.size() < fewestLoads)
        return std::nullopt;
    const qsizetype first = std::max<qsizetype>(0, loadsOldestFirst.size() - loadsToLearnFrom);
    std::vector<double> intervals;
    for (qsizetype i = first + 1; i < loadsOldestFirst.size(); ++i) {
        intervals.push_back(static_cast<double>(loadsOldestFirst[i].arrivedAtMs -
                                                loadsOldestFirst[i - 1].arrivedAtMs));
    }
    const double objective = 1.5 * median(std::move(intervals));
    return objective > 0 ? std::optional<std::int64_t>(std::llround(objective)) : std::nullopt;
}

FreshnessBasis freshnessBasis(const QList<mesh::Contract> &contracts,
                              const QList<mesh::Dataset> &datasets,
                              const QList<mesh::Load> &loadsOldestFirst, std::int64_t nowMs)
{
    QHash<QString, QList<mesh::Load>> loadsOf;
    for (const mesh::Load &load : loadsOldestFirst)
        loadsOf[load.dataset].append(load);

    FreshnessBasis worst;
    double worstUrgency = -3;
    for (const mesh::Dataset &dataset : datasets) {
        const QList<mesh::Load> loads = loadsOf.value(dataset.key);
        FreshnessBasis basis;
        basis.dataset = dataset.key;
        basis.dataTimeMs = dataset.updatedAtMs;
        for (const mesh::Load &load : loads)
            basis.dataTimeMs =
                std::max(basis.dataTimeMs.value_or(load.dataTimeMs), load.dataTimeMs);
        basis.objectiveMs = promised(contracts, dataset.key);
        if (!basis.objectiveMs) {
            basis.objectiveMs = learnedObjectiveMs(loads);
            basis.learned = basis.objectiveMs.has_value();
        }
        if (const double urgent = urgency(basis, nowMs); urgent > worstUrgency) {
            worst = basis;
            worstUrgency = urgent;
        }
    }
    return worst;
}

} // namespace meshlens::scores
