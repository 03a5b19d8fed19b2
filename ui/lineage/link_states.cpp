// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/link_states.h"

#include "models/lineage/graph_data.h"
#include "models/scores/history.h"
#include "ui/lineage/link_judge.h"
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

/// The numbers of the product links between two domains.
QList<int> linksBetween(const lineage::Graph &graph, const QString &from, const QString &to)
{
    const lineage::Graph::Data &data = graph.data();
    const int fromDomain = data.domainNumbers.value(from, -1);
    const int toDomain = data.domainNumbers.value(to, -1);
    QList<int> found;
    if (fromDomain < 0 || toDomain < 0)
        return found;
    const lineage::Links &links = data.productLinks;
    for (std::size_t i = 0; i < links.all.size(); ++i) {
        const lineage::Link &link = links.all[i];
        if (data.domainOfPlace(link.from) == fromDomain && data.domainOfPlace(link.to) == toDomain)
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
    const QList<int> numbers = linksBetween(graph, from, to);
    QList<int> sources;
    QStringList products; // of those
    for (const int number : numbers) {
        const int source = data.productLinks.all[static_cast<std::size_t>(number)].from;
        if (!sources.isEmpty() && sources.last() == source)
            continue; // links are sorted by where they come from
        sources += source;
        if (source < data.products.size())
            products += data.products[source].key;
    }
    LinkJudge judge(graph, nowMs);
    if (const auto read = judge.read(reader, sources); !read)
        return read.error();
    QSet<QString> owners;
    for (const int number : numbers) {
        const lineage::Link &between = data.productLinks.all[static_cast<std::size_t>(number)];
        DomainLink link = judge.judge(between);
        const lineage::Node first = data.node(between.from, Level::Product);
        const lineage::Node second = data.node(between.to, Level::Product);
        link.from = first.key;
        link.to = second.key;
        link.fromName = first.name;
        link.toName = second.name;
        result.withContract += link.contracts > 0 ? 1 : 0;
        result.broken += link.state == LinkState::Broken ? 1 : 0;
        result.personal += link.personal ? 1 : 0;
        if (link.state == LinkState::Broken && between.from < data.products.size()) {
            for (const QString &owner : data.products[between.from].owners)
                owners.insert(owner);
        }
        result.all += link;
    }
    std::ranges::stable_sort(result.all, isWorse);
    result.addresses = addressesOf(reader, owners);
    if (const auto counted = countLate(reader, products, nowMs, result); !counted)
        return counted.error();
    return result;
}

bool isWorse(const DomainLink &one, const DomainLink &other)
{
    const auto rank = [](const DomainLink &link) { // what is wrong before what is not known
        const bool wrong = link.state == LinkState::Broken || link.state == LinkState::Troubled;
        return std::tuple(wrong ? static_cast<int>(link.state) : 9, !link.personal,
                          static_cast<int>(link.state), -link.lateMs.value_or(0), -link.count,
                          link.fromName.toLower(), link.toName.toLower());
    };
    return rank(one) < rank(other);
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
    if (link.contracts == 0 && !link.personal)
        words += Text::tr("no contract");
    else if (link.state == LinkState::Met)
        words += Text::tr("%n contracts met", nullptr, link.contracts);
    else if (link.state == LinkState::Unknown && link.met > 0)
        words += Text::tr("%1 of %2 contracts met, of the rest nothing is measured")
                     .arg(link.met)
                     .arg(link.contracts);
    else if (link.state == LinkState::Unknown && link.contracts > 0)
        words += Text::tr("%n contracts, nothing is measured", nullptr, link.contracts);
    if (link.personal)
        words += Text::tr("personal data without a contract");
    return words.join(u", "_s);
}

Mark markOf(const DomainLink &link)
{
    if (link.state == LinkState::Broken)
        return Mark::Missed;
    if (link.state == LinkState::Troubled)
        return Mark::Partly;
    if (link.personal)
        return Mark::Warning;
    return link.state == LinkState::Met ? Mark::Met : Mark::Unknown;
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
    table.columns = {u"from"_s,      u"from_name"_s,     u"to"_s,
                     u"to_name"_s,   u"state"_s,         u"reason"_s,
                     u"contracts"_s, u"dataset_links"_s, u"personal_without_contract"_s};
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
                                  QString::number(link.count),
                                  link.personal ? u"yes"_s : QString()};
    return table;
}

} // namespace meshlens::ui
