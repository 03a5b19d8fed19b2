// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/link_judge.h"

#include "models/lineage/graph_data.h"
#include "models/mesh/in_force.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr qsizetype oneByOne = 40; // sources; of more, all contracts are read at once

bool anyOf(const QStringList &some, const QStringList &others)
{
    return std::ranges::any_of(some, [&](const QString &one) { return others.contains(one); });
}

/// A contract that names none of the source's datasets is taken for the source as a whole.
bool covers(const mesh::Contract &contract, const QStringList &outputs, const QStringList &datasets)
{
    return !anyOf(contract.datasets, outputs) || anyOf(contract.datasets, datasets);
}

/// How the promises stand that a contract, or only the checks, make about what is carried.
struct Standing {
    bool judged = false;
    bool broken = false;
    bool severe = false; // a breach that makes the contract a broken one
};

Standing judgePromises(const scores::ProductFacts &facts, DomainLink &link)
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

/// The state that follows from the contracts over what is carried, or from the checks alone.
void judgeState(DomainLink &link, scores::ProductFacts &facts,
                const QList<mesh::Contract> &contracts)
{
    bool broken = false;
    bool severe = false;
    for (const mesh::Contract &contract : contracts) {
        ++link.contracts;
        facts.contracts = {contract};
        const Standing standing = judgePromises(facts, link);
        broken |= standing.broken;
        severe |= standing.severe;
        link.met += standing.judged && !standing.broken ? 1 : 0;
    }
    Standing alone;
    if (contracts.isEmpty())
        alone = judgePromises(facts, link);
    const bool late = link.freshness == mesh::FreshnessState::Late ||
                      link.freshness == mesh::FreshnessState::Stale;
    if (late && !link.lateMs) { // past an objective that none of these contracts gives
        link.lateMs = *facts.freshness.ageMs - *facts.freshness.objectiveMs;
        link.sinceMs = std::min(link.sinceMs.value_or(facts.nowMs), facts.nowMs - *link.lateMs);
    }
    if (contracts.isEmpty())
        link.state = late || alone.broken ? LinkState::Troubled : LinkState::NoContract;
    else
        link.state = severe                       ? LinkState::Broken
                     : broken || late             ? LinkState::Troubled
                     : link.met == link.contracts ? LinkState::Met
                                                  : LinkState::Unknown;
}

} // namespace

LinkJudge::LinkJudge(const lineage::Graph &graph, std::int64_t nowMs)
    : m_graph(graph), m_nowMs(nowMs)
{
    m_personal.assign(static_cast<std::size_t>(graph.data().columnCount()), false);
    for (const lineage::Mark &mark : graph.data().marks) {
        if (mark.personal && mark.column >= 0)
            m_personal[static_cast<std::size_t>(mark.column)] = true;
    }
}

Result<void> LinkJudge::read(const store::Reader &reader, const QList<int> &sources,
                             const std::function<bool()> &cancelled)
{
    const lineage::Graph::Data &data = m_graph.data();
    for (const int place : sources) {
        Source &source = m_sources[place];
        if (place < data.products.size()) {
            source.freshness = scores::freshness(data.products[place].score, m_nowMs);
            for (const int dataset : data.outputsOf[static_cast<std::size_t>(place)])
                source.outputs += data.datasetKeys.text(dataset);
        } else {
            source.outputs = {
                data.datasetKeys.text(place - static_cast<int>(data.products.size()))};
        }
    }
    if (const auto done = readContracts(reader, cancelled); !done)
        return done;
    return readChecks(reader);
}

Result<void> LinkJudge::readContracts(const store::Reader &reader,
                                      const std::function<bool()> &cancelled)
{
    const lineage::Graph::Data &data = m_graph.data();
    const auto keep = [](Source &source, const QList<mesh::Contract> &contracts) {
        std::ranges::copy_if(contracts, std::back_inserter(source.contracts), mesh::isInForce);
    };
    const bool atOnce = m_sources.size() > oneByOne;
    if (atOnce) {
        const auto done = reader.forEachContracts(
            [&](const QString &product, const QList<mesh::Contract> &contracts) {
                const auto source = m_sources.find(data.productNumbers.value(product, -1));
                if (source != m_sources.end())
                    keep(*source, contracts);
            });
        if (!done)
            return done;
    }
    for (auto source = m_sources.begin(); source != m_sources.end(); ++source) {
        const bool product = source.key() < data.products.size();
        if (product && atOnce)
            continue;
        if (cancelled && cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        const auto contracts = product ? reader.contractsOf(data.products[source.key()].key)
                                       : reader.contractsOfDataset(source->outputs.first());
        if (!contracts)
            return contracts.error();
        keep(*source, *contracts);
    }
    return {};
}

Result<void> LinkJudge::readChecks(const store::Reader &reader)
{
    QStringList datasets;
    for (const Source &source : std::as_const(m_sources))
        datasets += source.outputs;
    const auto checks = scores::checkStates(reader, datasets, m_nowMs);
    if (!checks)
        return checks.error();
    QHash<QString, QList<scores::CheckState>> byDataset;
    for (const scores::CheckState &check : *checks)
        byDataset[check.check.dataset] += check;
    for (Source &source : m_sources) {
        for (const QString &dataset : std::as_const(source.outputs))
            source.checks += byDataset.value(dataset);
    }
    return {};
}

bool LinkJudge::flowsPersonal(int datasetLink) const
{
    const lineage::Graph::Data &data = m_graph.data();
    const auto edges = data.columnEdgesOf(datasetLink);
    if (edges.empty()) {
        const int from = data.datasetLinks.all[static_cast<std::size_t>(datasetLink)].from;
        return data.datasets[static_cast<std::size_t>(from)].personal;
    }
    return std::ranges::any_of(edges, [this](const lineage::ColumnEdge &edge) {
        return m_personal[static_cast<std::size_t>(edge.from)];
    });
}

LinkJudge::Carried LinkJudge::carried(const lineage::Link &link, const Source &source) const
{
    const lineage::Graph::Data &data = m_graph.data();
    const auto products = static_cast<int>(data.products.size());
    const std::vector<int> own{link.from - products};
    const std::vector<int> &outputs =
        link.from < products ? data.outputsOf[static_cast<std::size_t>(link.from)] : own;
    const auto belongs = [&](int dataset) {
        if (link.to >= products)
            return dataset == link.to - products;
        const auto owners = data.productsOf(dataset);
        return std::ranges::find(owners, link.to) != owners.end();
    };
    Carried result;
    for (const int output : outputs) {
        bool read = false;
        bool personal = false;
        const lineage::Links &links = data.datasetLinks;
        for (int i = links.outStart[output]; i < links.outStart[output + 1]; ++i) {
            if (!belongs(links.targets[i]))
                continue;
            read = true;
            personal = personal || flowsPersonal(i);
        }
        const QString key = data.datasetKeys.text(output);
        // An input port names a dataset and no columns.
        if (!read && link.to < products && data.products[link.to].inputs.contains(key)) {
            read = true;
            personal = data.datasets[static_cast<std::size_t>(output)].personal;
        }
        if (read)
            result.datasets += key;
        if (personal)
            result.personal += key;
    }
    if (!result.datasets.isEmpty())
        return result;
    // Nobody says which one is read: personal for certain only where all of them are.
    result.datasets = source.outputs;
    const bool all = std::ranges::all_of(outputs, [&](int output) {
        return data.datasets[static_cast<std::size_t>(output)].personal;
    });
    if (all)
        result.personal = source.outputs;
    return result;
}

DomainLink LinkJudge::judge(const lineage::Link &between) const
{
    const auto found = m_sources.constFind(between.from);
    Q_ASSERT(found != m_sources.constEnd());
    const Source &source = *found;
    const Carried what = carried(between, source);
    DomainLink link;
    link.count = between.count;
    link.freshness = source.freshness.state;
    scores::ProductFacts facts;
    facts.nowMs = m_nowMs;
    facts.freshness = source.freshness;
    for (const scores::CheckState &check : source.checks) {
        if (what.datasets.contains(check.check.dataset))
            facts.checks += check;
    }
    QList<mesh::Contract> contracts;
    for (const mesh::Contract &contract : source.contracts) {
        if (covers(contract, source.outputs, what.datasets))
            contracts += contract;
    }
    link.personal = std::ranges::any_of(what.personal, [&](const QString &dataset) {
        return std::ranges::none_of(contracts, [&](const mesh::Contract &contract) {
            return covers(contract, source.outputs, {dataset});
        });
    });
    judgeState(link, facts, contracts);
    return link;
}

namespace {

/// Calls `each` with the links of products that go from one domain to another.
template<typename Each>
void forEachCrossing(const lineage::Graph &graph, const Each &each)
{
    const lineage::Graph::Data &data = graph.data();
    for (const lineage::Link &link : data.productLinks.all) {
        const int from = data.domainOfPlace(link.from);
        const int to = data.domainOfPlace(link.to);
        if (from >= 0 && to >= 0 && from != to)
            each(link, data.domains[from].key, data.domains[to].key);
    }
}

/// The worst link of a pair so far.
struct Worst {
    const lineage::Link *link = nullptr;
    DomainLink judged;
};

void take(Worst &worst, const lineage::Link &link, const DomainLink &judged)
{
    if (judged.state != LinkState::Broken && judged.state != LinkState::Troubled)
        return;
    if (!worst.link || isWorse(judged, worst.judged))
        worst = {&link, judged};
}

} // namespace

qsizetype linkSources(const lineage::Graph &graph)
{
    qsizetype count = 0;
    int last = -1; // links are sorted by where they come from
    forEachCrossing(graph, [&](const lineage::Link &link, const QString &, const QString &) {
        count += link.from != last ? 1 : 0;
        last = link.from;
    });
    return count;
}

Result<LinkStandings> linkStandings(const store::Reader &reader, const lineage::Graph &graph,
                                    std::int64_t nowMs, const std::function<bool()> &cancelled)
{
    QList<int> sources;
    forEachCrossing(graph, [&](const lineage::Link &link, const QString &, const QString &) {
        if (sources.isEmpty() || sources.last() != link.from)
            sources += link.from;
    });
    LinkJudge judge(graph, nowMs);
    if (const auto read = judge.read(reader, sources, cancelled); !read)
        return read.error();
    LinkStandings all;
    QHash<std::pair<QString, QString>, Worst> worst;
    forEachCrossing(graph, [&](const lineage::Link &link, const QString &from, const QString &to) {
        const DomainLink judged = judge.judge(link);
        const bool wrong = judged.state == LinkState::Broken ||
                           judged.state == LinkState::Troubled || judged.personal;
        if (!wrong)
            return;
        LinkStanding &standing = all[{from, to}];
        standing.broken += judged.state == LinkState::Broken ? 1 : 0;
        standing.troubled += judged.state == LinkState::Troubled ? 1 : 0;
        standing.personal += judged.personal ? 1 : 0;
        take(worst[{from, to}], link, judged);
    });
    for (auto it = worst.cbegin(); it != worst.cend(); ++it) {
        if (!it->link)
            continue;
        DomainLink link = it->judged;
        link.personal = false; // has words of its own
        all[it.key()].worst = u"%1 → %2: %3"_s.arg(
            graph.data().node(it->link->from, Level::Product).name,
            graph.data().node(it->link->to, Level::Product).name, reasonOf(link));
    }
    return all;
}

} // namespace meshlens::ui
