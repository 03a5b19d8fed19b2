// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from the links of datasets: those of products and domains, contracts, marks.
#include "models/lineage/graph_assembly.h"
#include "models/mesh/identity_names.h"
#include "models/mesh/in_force.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace meshlens::lineage {
namespace {

constexpr int mostDepth = 24;       // of a contract's schema
constexpr std::size_t mostJobs = 8; // of a link of products or domains; its datasets name them all

/// The names of all properties in a contract's schema, lower case.
void collectNames(const nlohmann::json &node, Names &names, std::vector<int> &found, int depth = 0)
{
    if (depth > mostDepth)
        return;
    if (node.is_object()) {
        const auto name = node.find("name");
        if (name != node.end() && name->is_string())
            found.push_back(names.number(
                QString::fromStdString(name->get_ref<const std::string &>()).toLower()));
    }
    for (const auto &child : node) {
        if (child.is_structured())
            collectNames(child, names, found, depth + 1);
    }
}

bool byEnds(const Link &left, const Link &right)
{
    return std::pair(left.from, left.to) < std::pair(right.from, right.to);
}

} // namespace

/// `several`: links whose jobs are still in `of`.
void Assembly::fold(Links &links, std::vector<Link> several, const Links &of, std::size_t places)
{
    std::stable_sort(several.begin(), several.end(), byEnds);
    std::vector<int> jobs;
    for (auto begin = several.begin(); begin != several.end();) {
        Link link;
        link.from = begin->from;
        link.to = begin->to;
        jobs.clear();
        auto end = begin;
        for (; end != several.end() && end->from == link.from && end->to == link.to; ++end) {
            absorb(link, *end);
            for (const int job : of.jobsOf(*end)) {
                if (jobs.size() < mostJobs &&
                    std::find(jobs.begin(), jobs.end(), job) == jobs.end())
                    jobs.push_back(job);
            }
        }
        link.jobs = static_cast<int>(links.jobs.size());
        link.jobCount = static_cast<int>(jobs.size());
        links.jobs.insert(links.jobs.end(), jobs.begin(), jobs.end());
        links.all.push_back(link);
        begin = end;
    }
    links.connect(places);
}

void Assembly::connectProducts()
{
    Graph::Data &data = *m_data;
    std::vector<Link> several;
    for (const Link &between : data.datasetLinks.all) {
        for (const int from : data.places(between.from, Level::Product)) {
            for (const int to : data.places(between.to, Level::Product)) {
                if (from == to)
                    continue;
                several.push_back(between);
                several.back().from = from;
                several.back().to = to;
            }
        }
    }
    // A product without outputs reads all the same.
    for (int product = 0; product < data.products.size(); ++product) {
        if (!data.outputsOf[product].empty())
            continue;
        for (const QString &key : data.products[product].inputs) {
            Link port;
            port.to = product;
            port.count = 1;
            port.declared = true;
            port.sources = catalogs(data.products[product].catalogs);
            for (const int from : data.places(dataset(key), Level::Product)) {
                port.from = from;
                if (from != product)
                    several.push_back(port);
            }
        }
    }
    fold(data.productLinks, std::move(several), data.datasetLinks,
         static_cast<std::size_t>(data.products.size()) + data.datasets.size());
}

/// Datasets of no domain are walked through, so that a flow by way of them still joins two domains.
void Assembly::connectDomains()
{
    Graph::Data &data = *m_data;
    std::vector<std::vector<int>> datasetsIn(static_cast<std::size_t>(data.domains.size()));
    for (int i = 0; i < data.datasetCount(); ++i) {
        if (data.datasets[i].domain >= 0)
            datasetsIn[data.datasets[i].domain].push_back(i);
    }
    std::vector<Link> several;
    std::vector<int> visitedBy(data.datasets.size(), -1);
    const Links &links = data.datasetLinks;
    for (int domain = 0; domain < data.domains.size(); ++domain) {
        std::vector<int> open = std::move(datasetsIn[domain]);
        for (std::size_t at = 0; at < open.size(); ++at) {
            for (int link = links.outStart[open[at]]; link < links.outStart[open[at] + 1]; ++link) {
                const int next = links.targets[link];
                const int reached = data.datasets[next].domain;
                if (reached >= 0) {
                    if (reached == domain)
                        continue;
                    several.push_back(links.all[link]);
                    several.back().from = domain;
                    several.back().to = reached;
                } else if (visitedBy[next] != domain) {
                    visitedBy[next] = domain;
                    open.push_back(next);
                }
            }
        }
    }
    const std::vector<Link> ofProducts = productLinksBetweenDomains();
    // A product without outputs reads all the same.
    const std::size_t ofDatasets = several.size();
    std::stable_sort(several.begin(), several.end(), byEnds);
    for (const Link &link : ofProducts) {
        if (!std::binary_search(several.begin(),
                                several.begin() + static_cast<std::ptrdiff_t>(ofDatasets), link,
                                byEnds))
            several.push_back(link);
    }
    fold(data.domainLinks, std::move(several), links,
         static_cast<std::size_t>(data.domains.size()));
    // It counts the links of products that it stands for; where there is but a way by datasets of
    // no domain, those of datasets.
    for (Link &link : data.domainLinks.all) {
        const auto same = std::equal_range(ofProducts.begin(), ofProducts.end(), link, byEnds);
        if (same.first != same.second)
            link.count = static_cast<int>(same.second - same.first);
    }
}

/// With the numbers of the domains as ends and without jobs; sorted.
std::vector<Link> Assembly::productLinksBetweenDomains() const
{
    const Graph::Data &data = *m_data;
    std::vector<Link> between;
    for (Link link : data.productLinks.all) {
        link.from = data.domainOfPlace(link.from);
        link.to = data.domainOfPlace(link.to);
        link.jobs = link.jobCount = 0;
        if (link.from >= 0 && link.to >= 0 && link.from != link.to)
            between.push_back(link);
    }
    std::sort(between.begin(), between.end(), byEnds);
    return between;
}

std::vector<Promise> Assembly::promisesOf(const QString &key)
{
    Graph::Data &data = *m_data;
    std::vector<Promise> promises;
    for (const mesh::Contract &contract : m_contracts.value(key)) {
        if (!mesh::isInForce(contract))
            continue;
        Promise promise;
        promise.name = contract.name.isEmpty() ? contract.id : contract.name;
        for (const QString &covered : contract.datasets) {
            // A dataset that nothing else names can break nothing else.
            const int dataset = data.datasetKeys.find(covered);
            promise.datasets.push_back(dataset < 0 ? dataset : data.standingFor(dataset));
        }
        const auto document = nlohmann::json::parse(contract.document.begin(),
                                                    contract.document.end(), nullptr, false);
        if (document.is_object() && document.contains("schema"))
            collectNames(document["schema"], data.columnNames, promise.columns);
        std::sort(promise.columns.begin(), promise.columns.end());
        promises.push_back(std::move(promise));
    }
    return promises;
}

void Assembly::promises()
{
    Graph::Data &data = *m_data;
    data.promises.resize(static_cast<std::size_t>(data.products.size()));
    for (int product = 0; product < data.products.size(); ++product)
        data.promises[product] = promisesOf(data.products[product].key);
    for (auto at = m_contracts.constBegin(); at != m_contracts.constEnd(); ++at) {
        const int named = data.datasetKeys.find(at.key());
        const int dataset = named < 0 ? named : data.standingFor(named);
        if (dataset < 0 || !data.productsOf(dataset).empty())
            continue;
        for (Promise &promise : promisesOf(at.key()))
            data.promisesOfDatasets[dataset].push_back(std::move(promise));
    }
    m_contracts.clear();
}

/// Where the platform does not tell capitals from small letters, `AMOUNT` of one catalog and
/// `amount` of another are one column: the name that came first stands for both.
void Assembly::foldColumns()
{
    const Names &names = m_data->columnNames;
    QHash<QString, int> known; // small letters to the first such name
    std::vector<int> first(static_cast<std::size_t>(names.size()));
    for (int name = 0; name < names.size(); ++name) {
        const QString small = names.text(name).toLower();
        const auto found = known.constFind(small);
        first[name] = found == known.constEnd() ? *known.insert(small, name) : *found;
    }
    if (known.size() == names.size())
        return;
    std::vector<bool> folds(m_data->datasets.size());
    for (int dataset = 0; dataset < m_data->datasetCount(); ++dataset)
        folds[dataset] = mesh::foldsCase(m_data->datasetKeys.text(dataset));
    std::vector<std::tuple<int, int, int>> spelled; // dataset, first, name
    const auto forEach = [&](const auto &each) {
        for (Raw &raw : m_raw) {
            if (raw.fromColumn >= 0 && folds[raw.from])
                each(raw.from, raw.fromColumn);
            if (raw.toColumn >= 0 && folds[raw.to])
                each(raw.to, raw.toColumn);
        }
    };
    forEach([&](int dataset, int name) { spelled.emplace_back(dataset, first[name], name); });
    std::sort(spelled.begin(), spelled.end());
    forEach([&](int dataset, int &name) {
        name = std::get<2>(*std::lower_bound(spelled.begin(), spelled.end(),
                                             std::tuple(dataset, first[name], -1)));
    });
}

void Assembly::mark()
{
    Graph::Data &data = *m_data;
    for (const MarkedColumn &marked : std::as_const(m_marked)) {
        const int named = data.datasetKeys.find(marked.dataset);
        if (named < 0)
            continue;
        const int dataset = data.standingFor(named);
        Mark mark;
        mark.dataset = dataset;
        mark.classification = marked.classification;
        mark.personal = marked.personal;
        mark.column = columnCalled(data, dataset, marked.column);
        data.datasets[dataset].personal = data.datasets[dataset].personal || marked.personal;
        data.marks.push_back(mark);
    }
    m_marked.clear();
}

} // namespace meshlens::lineage
