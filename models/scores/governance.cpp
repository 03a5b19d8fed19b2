// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/governance.h"

#include "models/scores/facts.h"
#include "models/store/writer.h"

#include <algorithm>
#include <cmath>

namespace meshlens::scores {
namespace {

constexpr std::int64_t historyMs = 90LL * 86'400'000;

/// Means of what is known, with how many are not.
class Means
{
public:
    void add(const SixValues &values)
    {
        for (std::size_t i = 0; i < 6; ++i) {
            if (values[i])
                m_known[i].append(*values[i]);
            else
                ++m_unscored[i];
        }
    }
    [[nodiscard]] SixValues values() const
    {
        SixValues means;
        for (std::size_t i = 0; i < 6; ++i)
            means[i] = meanOf(m_known[i]);
        return means;
    }
    [[nodiscard]] std::array<int, 6> unscored() const { return m_unscored; }

private:
    std::array<QList<double>, 6> m_known;
    std::array<int, 6> m_unscored{};
};

SixValues valuesOf(const std::array<QualityMark, 6> &marks)
{
    SixValues values;
    for (std::size_t i = 0; i < 6; ++i)
        values[i] = marks[i].value;
    return values;
}

void addFindings(const KnownProduct &known, const std::array<QualityMark, 6> &marks,
                 QList<Finding> &findings)
{
    for (const QualityMark &mark : marks) {
        for (const RuleResult &result : mark.results) {
            const Rule *broken = result.passed ? nullptr : rule(result.rule);
            if (broken == nullptr)
                continue;
            findings.append({broken->id, broken->severity, known.row.key, known.row.name,
                             known.row.domain, known.row.domainName, known.row.ownerNames,
                             broken->quality, broken->title, result.evidence, broken->fix});
        }
    }
}

ScorecardDomain &domainOf(const store::ProductRow &row, QList<ScorecardDomain> &domains)
{
    for (ScorecardDomain &domain : domains) {
        if (domain.key == row.domain)
            return domain;
    }
    ScorecardDomain fresh;
    fresh.key = row.domain;
    fresh.name = row.domainName;
    domains.append(fresh);
    return domains.last();
}

void sumUp(ScorecardDomain &domain)
{
    Means means;
    QList<double> qualities;
    for (const ScorecardRow &row : std::as_const(domain.products)) {
        means.add(row.values);
        if (row.quality)
            qualities.append(*row.quality);
    }
    domain.values = means.values();
    domain.unscored = means.unscored();
    domain.quality = meanOf(qualities);
}

bool same(const store::ScoreSummary &left, const store::ScoreSummary &right)
{
    return left.quality == right.quality && left.coverage == right.coverage &&
           left.dataTimeMs == right.dataTimeMs && left.objectiveMs == right.objectiveMs &&
           left.objectiveLearned == right.objectiveLearned && left.qualities == right.qualities;
}

/// Datasets with checks, loads or a time of their own; a dataset has no six qualities.
Result<void> datasetSummaries(const store::Reader &reader, const History &history,
                              std::int64_t nowMs,
                              QList<std::pair<QString, store::ScoreSummary>> &all)
{
    return reader.forEachDataset(false, [&](const store::Merged<mesh::Dataset> &merged) {
        const QString &key = merged.thing.key;
        if (!history.checks.contains(key) && !history.loads.contains(key))
            return true;
        const QualityScore score = quality(history.statesAt({key}, nowMs));
        const auto contracts = reader.contractsOfDataset(key);
        const FreshnessBasis basis =
            freshnessBasis(contracts ? *contracts : QList<mesh::Contract>(), {merged.thing},
                           history.loads.value(key), nowMs);
        store::ScoreSummary summary;
        summary.quality = score.value;
        summary.coverage = score.coverage;
        summary.dataTimeMs = basis.dataTimeMs;
        summary.objectiveMs = basis.objectiveMs;
        summary.objectiveLearned = basis.learned;
        all.append({key, summary});
        return true;
    });
}

} // namespace

Result<Governance> governance(const store::Reader &reader, std::int64_t nowMs,
                              const std::function<bool()> &cancelled)
{
    const auto mesh = knownMesh(reader, {}, nowMs, nowMs - historyMs, cancelled);
    if (!mesh)
        return mesh.error();
    Governance result;
    result.rules = static_cast<int>(rules().size());
    Means means;
    for (const KnownProduct &known : mesh->products) {
        const auto marks = sixQualities(known.facts);
        const SixValues values = valuesOf(marks);
        means.add(values);
        addFindings(known, marks, result.findings);
        domainOf(known.row, result.domains)
            .products.append({known.row.key, known.row.name, known.row.type, known.row.certified,
                              known.facts.quality, values});
    }
    result.values = means.values();
    result.unscored = means.unscored();
    for (ScorecardDomain &domain : result.domains)
        sumUp(domain);
    std::stable_sort(result.domains.begin(), result.domains.end(),
                     [](const ScorecardDomain &left, const ScorecardDomain &right) {
                         return left.name < right.name;
                     });
    std::stable_sort(result.findings.begin(), result.findings.end(),
                     [](const Finding &left, const Finding &right) {
                         return left.severity != right.severity ? left.severity > right.severity
                                                                : left.name < right.name;
                     });
    return result;
}

Result<Scorecard> scorecard(const store::Reader &reader, const QString &key, std::int64_t nowMs)
{
    Scorecard card;
    card.key = key;
    const auto mesh = knownMesh(reader, key, nowMs, nowMs - historyMs);
    if (!mesh)
        return mesh.error();
    if (!mesh->products.isEmpty()) {
        const KnownProduct &known = mesh->products.first();
        card.checks = known.facts.checks;
        card.quality = quality(card.checks);
        card.freshness = known.facts.freshness;
        card.qualities = sixQualities(known.facts);
        card.serviceLevels = serviceLevels(known.facts);
        card.summary = summaryOf(known, card.quality, card.qualities);
        return card;
    }
    const auto dataset = reader.dataset(key);
    if (!dataset)
        return dataset.error();
    const auto history = readHistory(reader, {key}, nowMs - historyMs);
    if (!history)
        return history.error();
    const auto contracts = reader.contractsOfDataset(key);
    if (!contracts)
        return contracts.error();
    KnownProduct known;
    known.facts.datasets = {dataset->thing};
    known.facts.contracts = *contracts;
    known.facts.nowMs = nowMs;
    known.basis =
        freshnessBasis(*contracts, known.facts.datasets, history->loads.value(key), nowMs);
    card.checks = known.facts.checks = history->statesAt({key}, nowMs);
    card.quality = quality(card.checks);
    card.freshness = known.facts.freshness =
        freshness(known.basis.dataTimeMs, known.basis.objectiveMs, known.basis.learned, nowMs);
    card.serviceLevels = serviceLevels(known.facts);
    card.summary = summaryOf(known, card.quality, card.qualities);
    return card;
}

Result<void> recompute(store::Store &store, const std::function<bool()> &cancelled)
{
    const auto reader = store.read();
    if (!reader)
        return reader.error();
    const std::int64_t nowMs = store.clock().nowMs();
    const auto mesh = knownMesh(*reader, {}, nowMs, nowMs - historyMs, cancelled);
    if (!mesh)
        return mesh.error();
    QStringList keys;
    QList<std::pair<QString, store::ScoreSummary>> changed;
    for (const KnownProduct &known : mesh->products) {
        const store::ScoreSummary summary =
            summaryOf(known, quality(known.facts.checks), sixQualities(known.facts));
        keys.append(known.row.key);
        if (!same(summary, known.row.score))
            changed.append({known.row.key, summary});
    }
    const qsizetype products = changed.size();
    if (const auto read = datasetSummaries(*reader, mesh->history, nowMs, changed); !read)
        return read.error();
    for (qsizetype i = products; i < changed.size(); ++i)
        keys.append(changed[i].first);
    return store.write([&](store::Writer &writer) -> Result<void> {
        if (const auto saved = writer.saveScores(changed); !saved)
            return saved.error();
        return writer.removeScoresExcept(keys);
    });
}

} // namespace meshlens::scores
