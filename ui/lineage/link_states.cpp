// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/link_states.h"

#include "models/lineage/graph_data.h"
#include "models/scores/history.h"
#include "models/scores/qualities.h"
#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::LinkPanel)
};

/// The source of some links, read once.
struct Source {
    QStringList outputs; // datasets
    QList<mesh::Contract> contracts;
    QList<scores::CheckState> checks;
    scores::Freshness freshness;
};

bool inForce(const mesh::Contract &contract)
{
    return contract.status != mesh::Status::Retired && contract.status != mesh::Status::Draft &&
           contract.status != mesh::Status::Proposed;
}

bool anyOf(const QStringList &some, const QStringList &others)
{
    return std::ranges::any_of(some, [&](const QString &one) { return others.contains(one); });
}

Result<Source> readSource(const store::Reader &reader, const lineage::Graph::Data &data, int place,
                          std::int64_t nowMs)
{
    Source source;
    const bool product = place < data.products.size();
    const QString key = data.node(place, Level::Product).key;
    if (product) {
        for (const int dataset : data.outputsOf[static_cast<std::size_t>(place)])
            source.outputs += data.datasetKeys.text(dataset);
        source.freshness = scores::freshness(data.products[place].score, nowMs);
    } else {
        source.outputs = {key};
    }
    auto contracts = product ? reader.contractsOf(key) : reader.contractsOfDataset(key);
    if (!contracts)
        return std::move(contracts).error();
    for (const mesh::Contract &contract : std::as_const(*contracts)) {
        if (inForce(contract))
            source.contracts += contract;
    }
    auto checks = scores::checkStates(reader, source.outputs, nowMs);
    if (!checks)
        return std::move(checks).error();
    source.checks = *std::move(checks);
    return source;
}

/// The datasets of the source that the target reads; all of its own where no link names them.
QStringList carried(const lineage::Graph::Data &data, const lineage::Link &link,
                    const Source &source)
{
    const auto products = static_cast<int>(data.products.size());
    if (link.from >= products)
        return source.outputs;
    QStringList found;
    for (const int output : data.outputsOf[static_cast<std::size_t>(link.from)]) {
        const bool read = std::ranges::any_of(data.datasetLinks.next(output), [&](int next) {
            if (link.to >= products)
                return next == link.to - products;
            const auto owners = data.productsOf(next);
            return std::ranges::find(owners, link.to) != owners.end();
        });
        const QString key = data.datasetKeys.text(output);
        if (read || (link.to < products && data.products[link.to].inputs.contains(key)))
            found += key;
    }
    return found.isEmpty() ? source.outputs : found;
}

/// How the promises stand that a contract, or only the checks, make about what is carried.
struct Standing {
    bool judged = false;
    bool broken = false;
    bool severe = false; // a breach that makes the contract a broken one
};

Standing judge(const scores::ProductFacts &facts, DomainLink &link)
{
    Standing standing;
    for (const scores::SloState &level : scores::serviceLevels(facts)) {
        if (!level.met)
            continue;
        standing.judged = true;
        if (*level.met)
            continue;
        standing.broken = true;
        // Late is late; of checks those count that are meant to be errors.
        standing.severe |= level.check.isEmpty() || level.severity == mesh::Severity::Error;
        if (level.check.isEmpty() && level.sinceMs)
            link.lateMs = std::max(link.lateMs.value_or(0), facts.nowMs - *level.sinceMs);
        else if (!level.check.isEmpty() && link.check.isEmpty())
            link.check = level.title;
        if (level.sinceMs)
            link.sinceMs = std::min(link.sinceMs.value_or(*level.sinceMs), *level.sinceMs);
    }
    return standing;
}

void judgeLink(DomainLink &link, const Source &source, const QStringList &datasets,
               std::int64_t nowMs)
{
    scores::ProductFacts facts;
    facts.nowMs = nowMs;
    facts.freshness = source.freshness;
    link.freshness = source.freshness.state;
    for (const scores::CheckState &check : source.checks) {
        if (datasets.contains(check.check.dataset))
            facts.checks += check;
    }
    bool broken = false;
    bool severe = false;
    for (const mesh::Contract &contract : source.contracts) {
        // One that names none of the product's datasets is taken for the product as a whole.
        if (anyOf(contract.datasets, source.outputs) && !anyOf(contract.datasets, datasets))
            continue;
        ++link.contracts;
        facts.contracts = {contract};
        const Standing standing = judge(facts, link);
        broken |= standing.broken;
        severe |= standing.severe;
        link.met += standing.judged && !standing.broken ? 1 : 0;
    }
    const bool late = link.freshness == mesh::FreshnessState::Late ||
                      link.freshness == mesh::FreshnessState::Stale;
    const auto noteLate = [&] { // past an objective that none of these contracts gives
        if (!late || link.lateMs)
            return;
        link.lateMs = *facts.freshness.ageMs - *facts.freshness.objectiveMs;
        link.sinceMs = std::min(link.sinceMs.value_or(nowMs), nowMs - *link.lateMs);
    };
    if (link.contracts > 0) {
        broken |= late;
        noteLate();
        link.state = severe                       ? LinkState::Broken
                     : broken                     ? LinkState::Troubled
                     : link.met == link.contracts ? LinkState::Met
                                                  : LinkState::Unknown;
        return;
    }
    const Standing standing = judge(facts, link);
    noteLate();
    link.state = late || standing.broken ? LinkState::Troubled : LinkState::NoContract;
}

/// The numbers of the product links between two domains.
QList<int> linksBetween(const lineage::Graph::Data &data, const QString &from, const QString &to)
{
    const auto domainOf = [&](int place) {
        const auto products = static_cast<int>(data.products.size());
        if (place < products)
            return data.products[place].domain;
        const int domain = data.datasets[static_cast<std::size_t>(place - products)].domain;
        return domain < 0 ? QString() : data.domains[domain].key;
    };
    QList<int> found;
    for (std::size_t i = 0; i < data.productLinks.all.size(); ++i) {
        const lineage::Link &link = data.productLinks.all[i];
        if (domainOf(link.from) == from && domainOf(link.to) == to)
            found += static_cast<int>(i);
    }
    return found;
}

/// Of the owners of what is broken.
QStringList addressesOf(const store::Reader &reader, const QSet<QString> &parties)
{
    QStringList found;
    for (const QString &key : parties) {
        const auto party = reader.party(key);
        if (party && !party->thing.email.isEmpty() && !found.contains(party->thing.email))
            found += party->thing.email;
    }
    found.sort();
    return found;
}

/// Of the sources with an objective.
Result<void> countLate(const store::Reader &reader, const QStringList &products, std::int64_t nowMs,
                       DomainLinks &result)
{
    constexpr int weeks = 8;
    constexpr qsizetype mostRead = 100; // products; the history of more is a long read
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, QTimeZone::utc()).date();
    const QDate monday = today.addDays(1 - today.dayOfWeek());
    if (products.size() > mostRead)
        return {};
    QList<std::optional<double>> late(weeks);
    for (const QString &key : products) {
        const auto history = scores::loadHistory(reader, key, nowMs, 7 * weeks);
        if (!history)
            return history.error();
        if (!history->objectiveMs)
            continue;
        for (const scores::LoadPoint &load : history->loads) {
            const QDate day =
                QDateTime::fromMSecsSinceEpoch(load.arrivedAtMs, QTimeZone::utc()).date();
            const qint64 back = day >= monday ? 0 : (day.daysTo(monday) + 6) / 7;
            if (back < weeks)
                late[weeks - 1 - back] = late[weeks - 1 - back].value_or(0) + (load.onTime ? 0 : 1);
        }
    }
    if (std::ranges::none_of(late, [](const auto &week) { return week.has_value(); }))
        return {};
    result.latePerWeek = late;
    for (int back = weeks - 1; back >= 0; --back)
        result.weeks += monday.addDays(-7 * back).weekNumber();
    return {};
}

} // namespace

Result<DomainLinks> domainLinks(const store::Reader &reader, const lineage::Graph &graph,
                                const QString &from, const QString &to, std::int64_t nowMs)
{
    const lineage::Graph::Data &data = graph.data();
    DomainLinks result;
    QHash<int, Source> sources;
    QSet<QString> owners;
    QStringList products; // sources
    for (const int number : linksBetween(data, from, to)) {
        const lineage::Link &between = data.productLinks.all[static_cast<std::size_t>(number)];
        if (!sources.contains(between.from)) {
            auto read = readSource(reader, data, between.from, nowMs);
            if (!read)
                return std::move(read).error();
            sources.insert(between.from, *std::move(read));
            if (between.from < data.products.size())
                products += data.products[between.from].key;
        }
        const Source &source = sources[between.from];
        DomainLink link;
        const lineage::Node first = data.node(between.from, Level::Product);
        const lineage::Node second = data.node(between.to, Level::Product);
        link.from = first.key;
        link.to = second.key;
        link.fromName = first.name;
        link.toName = second.name;
        link.count = between.count;
        judgeLink(link, source, carried(data, between, source), nowMs);
        result.withContract += link.contracts > 0 ? 1 : 0;
        result.broken += link.state == LinkState::Broken ? 1 : 0;
        if (link.state == LinkState::Broken && between.from < data.products.size()) {
            for (const QString &owner : data.products[between.from].owners)
                owners.insert(owner);
        }
        result.all += link;
    }
    std::ranges::stable_sort(result.all, {}, [](const DomainLink &link) {
        return std::tuple(static_cast<int>(link.state), -link.lateMs.value_or(0), -link.count,
                          link.fromName.toLower(), link.toName.toLower());
    });
    result.addresses = addressesOf(reader, owners);
    if (const auto counted = countLate(reader, products, nowMs, result); !counted)
        return counted.error();
    return result;
}

QString reasonOf(const DomainLink &link)
{
    QStringList words;
    if (link.lateMs) {
        const QString late = format::age(*link.lateMs);
        words += link.freshness == mesh::FreshnessState::Stale
                     ? Text::tr("outdated, %1 late").arg(late)
                     : Text::tr("%1 late").arg(late);
    }
    if (!link.check.isEmpty())
        words += Text::tr("check does not pass: %1").arg(link.check);
    if (link.contracts == 0)
        words += Text::tr("no contract");
    else if (link.state == LinkState::Met)
        words += Text::tr("%n contracts met", nullptr, link.contracts);
    else if (link.state == LinkState::Unknown && link.met > 0)
        words += Text::tr("%1 of %2 contracts met, of the rest nothing is measured")
                     .arg(link.met)
                     .arg(link.contracts);
    else if (link.state == LinkState::Unknown)
        words += Text::tr("%n contracts, nothing is measured", nullptr, link.contracts);
    return words.join(u", "_s);
}

Mark markOf(LinkState state)
{
    switch (state) {
    case LinkState::Broken:
        return Mark::Missed;
    case LinkState::Troubled:
        return Mark::Warning;
    case LinkState::Met:
        return Mark::Met;
    case LinkState::Unknown:
    case LinkState::NoContract:
        break;
    }
    return Mark::Unknown;
}

std::pair<QString, QString> alarmOf(const DomainLink &link, std::int64_t nowMs)
{
    const QString since = link.sinceMs ? format::when(*link.sinceMs, nowMs) : QString();
    const QString what = link.lateMs
                             ? Text::tr("%1 is %2 late, since %3, and feeds it.")
                                   .arg(link.fromName, format::age(*link.lateMs), since)
                             : Text::tr("It is fed by %1, whose check “%2” does not pass since %3.")
                                   .arg(link.fromName, link.check, since);
    return {Text::tr("%1 is at risk.").arg(link.toName), what};
}

TableText tableOf(const QList<DomainLink> &links)
{
    TableText table;
    table.title = Text::tr("Links");
    table.columns = {u"from"_s,  u"from_name"_s, u"to"_s,        u"to_name"_s,
                     u"state"_s, u"reason"_s,    u"contracts"_s, u"dataset_links"_s};
    static const QStringList states{u"broken"_s, u"troubled"_s, u"unknown"_s, u"met"_s,
                                    u"no contract"_s};
    for (const DomainLink &link : links)
        table.rows += QStringList{link.from,
                                  link.fromName,
                                  link.to,
                                  link.toName,
                                  states[static_cast<int>(link.state)],
                                  reasonOf(link),
                                  QString::number(link.contracts),
                                  QString::number(link.count)};
    return table;
}

} // namespace meshlens::ui
