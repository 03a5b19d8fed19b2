// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/overview.h"

#include "models/scores/facts.h"
#include "models/scores/requests.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::scores {
namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr int sparkDays = 90;
constexpr int weeksShown = 12;
constexpr std::int64_t beforeMs = 30 * dayMs;

/// How one product stood at a moment.
struct Standing {
    std::optional<double> quality;
    int slos = 0;
    int slosMet = 0;
    mesh::FreshnessState fresh = mesh::FreshnessState::Unknown;
    bool available = false; // its data was at most three objectives old
};

Standing standingAt(const KnownProduct &known, const History &history, std::int64_t atMs)
{
    Standing standing;
    ProductFacts facts;
    facts.contracts = known.facts.contracts;
    facts.checks = history.statesAt(known.datasets, atMs);
    facts.nowMs = atMs;
    // The dataset that counts now is looked at in the past as well.
    std::optional<std::int64_t> dataTime;
    for (const mesh::Load &load : history.loads.value(known.basis.dataset)) {
        if (load.arrivedAtMs <= atMs)
            dataTime = std::max(dataTime.value_or(load.dataTimeMs), load.dataTimeMs);
    }
    if (!dataTime && known.basis.dataTimeMs && *known.basis.dataTimeMs <= atMs &&
        history.loads.value(known.basis.dataset).isEmpty() && atMs == known.facts.nowMs)
        dataTime = known.basis.dataTimeMs;
    facts.freshness = freshness(dataTime, known.basis.objectiveMs, known.basis.learned, atMs);
    standing.quality = quality(facts.checks).value;
    standing.fresh = facts.freshness.state;
    if (standing.fresh != mesh::FreshnessState::Unknown)
        standing.available = *facts.freshness.ageMs <= 3 * *facts.freshness.objectiveMs;
    for (const SloState &level : serviceLevels(facts)) {
        standing.slos += level.met ? 1 : 0;
        standing.slosMet += level.met.value_or(false) ? 1 : 0;
    }
    return standing;
}

/// What many standings are together.
struct Together {
    QList<double> qualities;
    int products = 0;
    int slos = 0;
    int slosMet = 0;
    int freshKnown = 0;
    int onTime = 0;
    int available = 0;

    void add(const Standing &standing)
    {
        ++products;
        if (standing.quality)
            qualities.append(*standing.quality);
        slos += standing.slos;
        slosMet += standing.slosMet;
        if (standing.fresh == mesh::FreshnessState::Unknown)
            return;
        ++freshKnown;
        onTime += standing.fresh == mesh::FreshnessState::OnTime ? 1 : 0;
        available += standing.available ? 1 : 0;
    }
    static std::optional<double> percent(int part, int of)
    {
        return of == 0 ? std::nullopt : std::optional<double>(100.0 * part / of);
    }
};

bool isFullyDescribed(const ProductFacts &facts)
{
    bool anyColumn = false;
    for (const mesh::Dataset &dataset : facts.datasets) {
        for (const mesh::Column &column : dataset.columns) {
            anyColumn = true;
            if (column.description.trimmed().isEmpty())
                return false;
        }
    }
    return anyColumn && !facts.product.description.trimmed().isEmpty() &&
           !facts.contracts.isEmpty();
}

QList<Breach> breachesOf(const KnownProduct &known, const History &history)
{
    QHash<QString, std::int64_t> since; // of a check, from its history
    for (const QString &dataset : known.datasets) {
        for (const store::Reader::CheckRow &row : history.checks.value(dataset)) {
            const QList<mesh::CheckResult> runs = history.results.value(row.rowId);
            for (auto run = runs.rbegin();
                 run != runs.rend() && run->status != mesh::CheckStatus::Passed; ++run)
                since.insert(row.check.id, run->atMs);
        }
    }
    QList<Breach> breaches;
    for (const SloState &level : serviceLevels(known.facts)) {
        if (level.met.value_or(true))
            continue;
        breaches.append(
            {known.row.key, known.row.name, known.row.domain, known.row.domainName, level.title,
             level.measured,
             since.contains(level.check) ? std::optional(since.value(level.check)) : level.sinceMs,
             level.severity});
    }
    return breaches;
}

/// Works through the products once, day by day.
class Summary
{
public:
    Summary(const KnownMesh &mesh, std::int64_t nowMs, int days)
        : m_mesh(mesh), m_nowMs(nowMs), m_days(std::max(days, 1))
    {}

    bool run(Overview &result, const std::function<bool()> &cancelled)
    {
        result.onTime = {u"on_time"_s, endOf(m_days - 1), {}};
        result.available = {u"available"_s, endOf(m_days - 1), {}};
        const int longest = std::max(sparkDays, m_days);
        for (int daysAgo = longest - 1; daysAgo >= 0; --daysAgo) {
            if (cancelled && cancelled())
                return false;
            addDay(result, daysAgo);
        }
        const Together before = togetherAt(m_nowMs - beforeMs, {});
        const Together now = togetherAt(m_nowMs, {});
        result.products = now.products;
        result.unscored = now.products - static_cast<int>(now.qualities.size());
        result.slos = now.slos;
        result.slosMet = now.slosMet;
        result.health = {meanOf(now.qualities), meanOf(before.qualities)};
        result.slosMetPercent = {Together::percent(now.slosMet, now.slos),
                                 Together::percent(before.slosMet, before.slos)};
        result.freshOnTime = {Together::percent(now.onTime, now.freshKnown),
                              Together::percent(before.onTime, before.freshKnown)};
        addDomains(result);
        return true;
    }

private:
    [[nodiscard]] std::int64_t endOf(int daysAgo) const
    {
        const std::int64_t endOfToday = (m_nowMs / dayMs + 1) * dayMs - 1;
        return std::min(m_nowMs, endOfToday - daysAgo * dayMs);
    }

    void addDay(Overview &result, int daysAgo)
    {
        Together all;
        QHash<QString, Together> domains;
        for (const KnownProduct &known : m_mesh.products) {
            const Standing standing = standingAt(known, m_mesh.history, endOf(daysAgo));
            all.add(standing);
            domains[known.row.domain].add(standing);
        }
        for (auto domain = domains.constBegin();
             daysAgo < sparkDays && domain != domains.constEnd(); ++domain)
            m_healths[domain.key()].append(meanOf(domain->qualities));
        if (daysAgo >= m_days)
            return;
        result.onTime.values.append(Together::percent(all.onTime, all.freshKnown));
        result.available.values.append(Together::percent(all.available, all.freshKnown));
    }

    [[nodiscard]] Together togetherAt(std::int64_t atMs, const std::optional<QString> &domain) const
    {
        Together all;
        for (const KnownProduct &known : m_mesh.products) {
            if (!domain || known.row.domain == *domain)
                all.add(standingAt(known, m_mesh.history, atMs));
        }
        return all;
    }

    void addDomains(Overview &result) const
    {
        QStringList seen;
        for (const KnownProduct &known : m_mesh.products) {
            const QString &key = known.row.domain;
            if (seen.contains(key))
                continue;
            seen.append(key);
            const Together now = togetherAt(m_nowMs, key);
            DomainHealth health;
            health.key = key;
            health.name = known.row.domainName;
            health.health = {meanOf(now.qualities),
                             meanOf(togetherAt(m_nowMs - beforeMs, key).qualities)};
            health.products = now.products;
            health.unscored = now.products - static_cast<int>(now.qualities.size());
            health.slosMet = Together::percent(now.slosMet, now.slos);
            health.fresh = Together::percent(now.onTime, now.freshKnown);
            health.days = m_healths.value(key);
            for (const Breach &breach : std::as_const(result.breaches)) {
                if (breach.domain != key)
                    continue;
                ++health.breaches;
                health.severe = health.severe || breach.severity == mesh::Severity::Error;
            }
            result.domains.append(health);
        }
        std::stable_sort(result.domains.begin(), result.domains.end(),
                         [](const DomainHealth &left, const DomainHealth &right) {
                             const double one = left.health.value.value_or(1000);
                             const double other = right.health.value.value_or(1000);
                             return one != other ? one < other : left.name < right.name;
                         });
    }

    const KnownMesh &m_mesh;
    const std::int64_t m_nowMs;
    const int m_days;
    QHash<QString, QList<std::optional<double>>> m_healths; // by domain
};

void addRequests(const QList<mesh::AccessRequest> &newestFirst, std::int64_t nowMs,
                 Overview &result)
{
    result.activeConsumers = {activeConsumers(newestFirst, nowMs),
                              activeConsumers(newestFirst, nowMs - beforeMs)};
    result.accessLeadMs = {medianLeadMs(newestFirst, nowMs - beforeMs, nowMs),
                           medianLeadMs(newestFirst, nowMs - 2 * beforeMs, nowMs - beforeMs)};
    result.atOncePercent = atOncePercent(newestFirst, nowMs - beforeMs, nowMs);
    result.weeks = weeksOf(newestFirst, nowMs, weeksShown);
    for (const mesh::AccessRequest &request : newestFirst) {
        const bool waits = request.state == mesh::RequestState::Pending ||
                           request.state == mesh::RequestState::Submitted;
        if (waits && request.decidable && !request.mine)
            result.waitingForMe.prepend(request);
        if (!request.mine || !request.decidedAtMs)
            continue;
        if (!result.lastAnswer || *request.decidedAtMs > *result.lastAnswer->decidedAtMs)
            result.lastAnswer = request;
    }
}

} // namespace

Result<Overview> overview(const store::Reader &reader, std::int64_t nowMs, int days,
                          const std::function<bool()> &cancelled)
{
    const std::int64_t since = nowMs - (std::max(days, sparkDays) + 30) * dayMs;
    const auto mesh = knownMesh(reader, {}, nowMs, since, cancelled);
    if (!mesh)
        return mesh.error();
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    Overview result;
    int described = 0;
    for (const KnownProduct &known : mesh->products) {
        described += isFullyDescribed(known.facts) ? 1 : 0;
        result.breaches += breachesOf(known, mesh->history);
    }
    result.fullyDescribed.value =
        Together::percent(described, static_cast<int>(mesh->products.size()));
    std::stable_sort(result.breaches.begin(), result.breaches.end(),
                     [](const Breach &left, const Breach &right) {
                         return left.severity != right.severity
                                    ? left.severity > right.severity
                                    : left.sinceMs.value_or(0) < right.sinceMs.value_or(0);
                     });
    if (!Summary(*mesh, nowMs, days).run(result, cancelled))
        return Error{Error::Kind::Cancelled, {}, {}};
    addRequests(*requests, nowMs, result);
    return result;
}

} // namespace meshlens::scores
