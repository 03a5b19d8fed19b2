// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_data.h"

#include "models/access/words.h"
#include "models/scores/facts.h"
#include "models/store/said_once.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t soonMs = 30 * dayMs;
constexpr int mostChanges = 2000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Home)
};

Result<bool> asksForPersonal(const store::Reader &reader, const mesh::AccessRequest &request,
                             const store::ProductRow *product)
{
    if (!product || !product->personal)
        return false;
    if (request.columns.isEmpty())
        return true; // all of them, personal ones masked
    const auto datasets = reader.outputDatasets(product->key);
    if (!datasets)
        return datasets.error();
    for (const mesh::ColumnScope &scope : request.columns) {
        if (scope.mode == mesh::ColumnMode::Omit)
            continue;
        for (const mesh::Dataset &dataset : *datasets) {
            for (const mesh::Column &column : dataset.columns) {
                if (column.personal && column.name == scope.name)
                    return true;
            }
        }
    }
    return false;
}

HomeRequest named(const mesh::AccessRequest &request,
                  const QHash<QString, store::ProductRow> &products)
{
    HomeRequest known;
    known.request = request;
    const auto product = products.constFind(request.product);
    if (product == products.cend()) {
        known.productName = request.product.section(u'/', -1);
        return known;
    }
    known.productName = product->name;
    known.domain = product->domain;
    known.domainName = product->domainName;
    known.personal = product->personal;
    return known;
}

bool endsSooner(const HomeRequest &left, const HomeRequest &right)
{
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    return left.request.untilMs.value_or(never) < right.request.untilMs.value_or(never);
}

bool owns(const Profile &profile, const store::ProductRow &row)
{
    return row.owners.contains(profile.party()) || profile.domains.contains(row.domain);
}

void addPromises(OwnProduct &own, const scores::ProductFacts &facts)
{
    for (const scores::SloState &level : scores::serviceLevels(facts)) {
        if (!level.met)
            continue;
        ++own.promises;
        if (*level.met) {
            ++own.kept;
            continue;
        }
        const bool severe = level.severity == mesh::Severity::Error;
        if (own.worst.isEmpty() || (severe && !own.severe)) {
            own.worst = level.title;
            own.measured = level.measured;
            own.severe = severe;
        }
    }
}

Result<void> readOwner(const store::Reader &reader, const Profile &profile,
                       const QList<mesh::AccessRequest> &requests, HomeData &data)
{
    const auto known = scores::knownMesh(reader, {}, data.nowMs, data.nowMs - 30 * dayMs);
    if (!known)
        return known.error();
    QHash<QString, QSet<QString>> people;
    for (const mesh::AccessRequest &request : requests) {
        const auto row = data.products.constFind(request.product);
        if (row == data.products.cend() || !owns(profile, *row))
            continue;
        if (access::isActive(request, data.nowMs)) {
            people[request.product].insert(request.requester);
            data.consumers += named(request, data.products);
        }
        if (request.state == mesh::RequestState::Asked)
            data.questions += named(request, data.products);
    }
    for (const scores::KnownProduct &product : known->products) {
        if (!owns(profile, product.row))
            continue;
        OwnProduct own;
        own.row = product.row;
        own.consumers = static_cast<int>(people.value(product.row.key).size());
        addPromises(own, product.facts);
        data.own += own;
    }
    const auto rank = [](const OwnProduct &own) {
        return std::tuple(own.severe            ? 0
                          : own.worst.isEmpty() ? 2
                                                : 1,
                          own.promises - own.kept ? -(own.promises - own.kept) : 0,
                          own.row.score.quality.value_or(101));
    };
    std::ranges::stable_sort(data.own, {}, rank);
    std::ranges::stable_sort(data.consumers, endsSooner);
    return {};
}

Result<void> readGovernance(const store::Reader &reader, const QList<mesh::AccessRequest> &requests,
                            HomeData &data)
{
    auto governance = scores::governance(reader, data.nowMs);
    if (!governance)
        return governance.error();
    data.governance = std::move(*governance);
    for (const mesh::AccessRequest &request : requests) {
        if (!access::isActive(request, data.nowMs))
            continue;
        if (request.untilMs && *request.untilMs - data.nowMs <= soonMs)
            data.ending += named(request, data.products);
        else if (!request.untilMs && data.products.value(request.product).personal)
            data.openEnded += named(request, data.products);
    }
    std::ranges::stable_sort(data.ending, endsSooner);
    return {};
}

} // namespace

HomeVariant usualVariant(const Profile &profile)
{
    if (profile.role == u"owner")
        return HomeVariant::Owner;
    if (profile.role == u"steward" || profile.role == u"admin")
        return HomeVariant::Governance;
    return HomeVariant::Executive;
}

QString variantWord(HomeVariant variant)
{
    switch (variant) {
    case HomeVariant::Owner:
        return u"owner"_s;
    case HomeVariant::Governance:
        return u"governance"_s;
    case HomeVariant::Executive:
        break;
    }
    return u"executive"_s;
}

std::optional<HomeVariant> variantOf(const QString &word)
{
    for (const HomeVariant variant :
         {HomeVariant::Executive, HomeVariant::Owner, HomeVariant::Governance}) {
        if (variantWord(variant) == word)
            return variant;
    }
    return std::nullopt;
}

Result<HomeData> readHome(const store::Reader &reader, const Profile &profile, HomeVariant variant,
                          std::int64_t nowMs, int days)
{
    HomeData data;
    data.nowMs = nowMs;
    data.days = days;
    const auto catalogs = reader.catalogs();
    if (!catalogs)
        return catalogs.error();
    data.catalogs = static_cast<int>(catalogs->size());
    const auto counts = reader.counts();
    if (!counts)
        return counts.error();
    data.datasets = counts->datasets;
    data.seesAllRequests = profile.role == u"steward" || profile.role == u"admin";
    auto overview = scores::overview(reader, nowMs, days);
    if (!overview)
        return overview.error();
    data.overview = std::move(*overview);
    const auto products = reader.products();
    if (!products)
        return products.error();
    for (const store::ProductRow &row : *products)
        data.products.insert(row.key, row);
    auto metrics = reader.kept(u"metric"_s);
    if (!metrics)
        return metrics.error();
    data.metrics = std::move(*metrics);

    for (const mesh::AccessRequest &request : std::as_const(data.overview.waitingForMe)) {
        HomeRequest waiting = named(request, data.products);
        const auto row = data.products.constFind(request.product);
        const auto personal =
            asksForPersonal(reader, request, row == data.products.cend() ? nullptr : &*row);
        if (!personal)
            return personal.error();
        waiting.personal = *personal;
        data.waiting += waiting;
    }
    if (data.overview.lastAnswer)
        data.lastAnswer = named(*data.overview.lastAnswer, data.products);

    if (variant == HomeVariant::Executive)
        return data;
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    const Result<void> rest = variant == HomeVariant::Owner
                                  ? readOwner(reader, profile, *requests, data)
                                  : readGovernance(reader, *requests, data);
    if (!rest)
        return rest.error();
    return data;
}

Result<QList<store::Change>> changesSince(const store::Reader &reader, std::int64_t sinceMs,
                                          std::int64_t nowMs)
{
    auto noted = reader.changes(sinceMs, {}, mostChanges);
    if (!noted)
        return noted.error();
    QList<store::Change> all = store::saidOnce(std::move(*noted));
    const auto known = scores::knownMesh(reader, {}, nowMs, sinceMs - 30 * dayMs);
    if (!known)
        return known.error();
    for (const scores::KnownProduct &product : known->products) {
        store::Change change;
        change.key = product.row.key;
        change.name = product.row.name;
        change.catalog = product.row.catalogs.value(0);
        const scores::FreshnessBasis &basis = product.basis;
        if (basis.dataTimeMs && basis.objectiveMs) {
            const std::int64_t due = *basis.dataTimeMs + *basis.objectiveMs;
            if (due > sinceMs && due < nowMs) {
                change.atMs = due;
                change.what = u"late"_s;
                change.detail = Text::tr("data is %1 old, objective %2")
                                    .arg(scores::durationText(nowMs - *basis.dataTimeMs),
                                         scores::durationText(*basis.objectiveMs));
                all += change;
            }
        }
        const auto before =
            scores::quality(known->history.statesAt(product.datasets, sinceMs)).value;
        const auto now = scores::quality(product.facts.checks).value;
        if (before && now && std::abs(*now - *before) >= 1) {
            change.atMs = sinceMs; // of the newest result that is part of it
            for (const scores::CheckState &check : product.facts.checks) {
                if (check.latest)
                    change.atMs = std::max(change.atMs, check.latest->atMs);
            }
            change.what = u"score"_s;
            change.detail =
                Text::tr("quality %1, was %2").arg(std::lround(*now)).arg(std::lround(*before));
            all += change;
        }
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &store::Change::atMs);
    return all;
}

} // namespace meshlens::ui
