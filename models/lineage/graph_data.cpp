// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

constexpr std::size_t mostJobs = 8; // of one link; more say nothing more on screen

/// Builds the numbered form step by step.
class Assembly
{
public:
    explicit Assembly(const GraphInput &input)
        : m_input(input), m_data(std::make_unique<Graph::Data>())
    {}

    std::unique_ptr<const Graph::Data> build()
    {
        m_data->domains = m_input.domains;
        m_data->products = m_input.products;
        m_data->partyNames = m_input.partyNames;
        number();
        for (const auto &row : m_input.edges)
            addEdge(row);
        // Every dataset an edge names is known by now.
        ownership();
        addPorts();
        connectProducts();
        connectDomains();
        promises();
        return std::move(m_data);
    }

private:
    void number();
    int dataset(const QString &key);
    void ownership();
    void addEdge(const store::Reader::EdgeRow &row);
    void addPorts();
    void connectProducts();
    void connectDomains();
    void promises();

    int sourceSet(QStringList names);
    int merged(int left, int right);
    Link &link(Links &links, QHash<quint64, int> &index, int from, int to);
    void fold(Link &into, const Link &link);

    const GraphInput &m_input;
    std::unique_ptr<Graph::Data> m_data;
    QHash<QStringList, int> m_sourceSets;
    QHash<quint64, int> m_datasetIndex; // pair of datasets to link
};

quint64 pairOf(int from, int to)
{
    return (static_cast<quint64>(static_cast<quint32>(from)) << 32) | static_cast<quint32>(to);
}

void Assembly::number()
{
    for (qsizetype i = 0; i < m_data->domains.size(); ++i)
        m_data->domainNumbers.insert(m_data->domains[i].key, static_cast<int>(i));
    for (qsizetype i = 0; i < m_data->products.size(); ++i)
        m_data->productNumbers.insert(m_data->products[i].key, static_cast<int>(i));
    for (const DatasetFacts &facts : m_input.datasets) {
        m_data->datasetNumbers.insert(facts.key, static_cast<int>(m_data->datasets.size()));
        m_data->datasets.append(facts);
    }
    for (const store::ProductRow &product : m_input.products) {
        for (const QString &key : product.outputs + product.inputs)
            (void)dataset(key);
    }
}

int Assembly::dataset(const QString &key)
{
    const auto found = m_data->datasetNumbers.constFind(key);
    if (found != m_data->datasetNumbers.constEnd())
        return *found;
    DatasetFacts facts;
    facts.key = key;
    facts.name = key.section(u'/', -1);
    facts.qualifiedName = key.section(u"://"_s, 1);
    facts.referenced = true;
    const int number = static_cast<int>(m_data->datasets.size());
    m_data->datasets.append(facts);
    m_data->datasetNumbers.insert(key, number);
    return number;
}

void Assembly::ownership()
{
    Graph::Data &data = *m_data;
    data.productsOf.resize(data.datasets.size());
    data.outputsOf.resize(data.products.size());
    data.domainOf.assign(data.datasets.size(), -1);
    data.productsIn.assign(data.domains.size(), 0);
    for (int product = 0; product < data.products.size(); ++product) {
        const store::ProductRow &row = data.products[product];
        const int domain = data.domainNumbers.value(row.domain, -1);
        if (domain >= 0)
            ++data.productsIn[domain];
        for (const QString &key : row.outputs) {
            const int output = dataset(key);
            data.outputsOf[product].push_back(output);
            data.productsOf[output].push_back(product);
            if (data.domainOf[output] < 0)
                data.domainOf[output] = domain;
        }
    }
    for (int i = 0; i < data.datasets.size(); ++i) {
        if (data.domainOf[i] < 0)
            data.domainOf[i] = data.domainNumbers.value(data.datasets[i].domain, -1);
    }
}

int Assembly::sourceSet(QStringList names)
{
    names.removeDuplicates();
    names.sort();
    const auto found = m_sourceSets.constFind(names);
    if (found != m_sourceSets.constEnd())
        return *found;
    const int number = static_cast<int>(m_data->sourceSets.size());
    m_sourceSets.insert(names, number);
    m_data->sourceSets.append(names);
    return number;
}

int Assembly::merged(int left, int right)
{
    return left == right ? left : sourceSet(m_data->sourceSets[left] + m_data->sourceSets[right]);
}

Link &Assembly::link(Links &links, QHash<quint64, int> &index, int from, int to)
{
    const quint64 pair = pairOf(from, to);
    const auto found = index.constFind(pair);
    if (found != index.constEnd())
        return links.all[*found];
    index.insert(pair, static_cast<int>(links.all.size()));
    Link fresh;
    fresh.from = from;
    fresh.to = to;
    fresh.sources = -1;
    links.all.push_back(fresh);
    return links.all.back();
}

void Assembly::fold(Link &into, const Link &link)
{
    into.firstSeenMs =
        into.count == 0 ? link.firstSeenMs : std::min(into.firstSeenMs, link.firstSeenMs);
    into.lastSeenMs = std::max(into.lastSeenMs, link.lastSeenMs);
    into.count += link.count;
    into.declared = into.declared || link.declared;
    into.sources = into.sources < 0 ? link.sources : merged(into.sources, link.sources);
    for (const int job : link.jobs) {
        if (into.jobs.size() < mostJobs &&
            std::find(into.jobs.begin(), into.jobs.end(), job) == into.jobs.end())
            into.jobs.push_back(job);
    }
}

void Assembly::addEdge(const store::Reader::EdgeRow &row)
{
    Link one;
    one.count = 1;
    one.declared = row.edge.declared;
    one.sources = sourceSet({row.catalog});
    one.firstSeenMs = row.firstSeenMs;
    one.lastSeenMs = row.lastSeenMs;
    const int job = row.edge.job.isEmpty() ? -1 : m_data->jobs.number(row.edge.job);
    if (job >= 0)
        one.jobs.push_back(job);
    const int from = dataset(row.edge.from);
    const int to = dataset(row.edge.to);
    Link &between = link(m_data->datasetLinks, m_datasetIndex, from, to);
    fold(between, one);
    ++m_data->edgeCount;
    const auto number = static_cast<std::size_t>(m_datasetIndex.value(pairOf(from, to)));
    m_data->columnEdges.resize(m_data->datasetLinks.all.size());
    if (row.edge.fromColumn.isEmpty())
        return;
    ColumnEdge column;
    column.fromColumn = m_data->columns.number(row.edge.fromColumn);
    column.toColumn = row.edge.toColumn.isEmpty() ? -1 : m_data->columns.number(row.edge.toColumn);
    column.declared = row.edge.declared;
    column.sources = one.sources;
    column.job = job;
    column.firstSeenMs = row.firstSeenMs;
    column.lastSeenMs = row.lastSeenMs;
    for (ColumnEdge &other : m_data->columnEdges[number]) {
        if (other.fromColumn != column.fromColumn || other.toColumn != column.toColumn)
            continue;
        other.declared = other.declared || column.declared;
        other.sources = merged(other.sources, column.sources);
        other.firstSeenMs = std::min(other.firstSeenMs, column.firstSeenMs);
        other.lastSeenMs = std::max(other.lastSeenMs, column.lastSeenMs);
        return;
    }
    m_data->columnEdges[number].push_back(column);
}

/// An input port says that the product reads a dataset: it feeds its outputs, unless lineage
/// already says which.
void Assembly::addPorts()
{
    Graph::Data &data = *m_data;
    for (int product = 0; product < data.products.size(); ++product) {
        const store::ProductRow &row = data.products[product];
        for (const QString &key : row.inputs) {
            const int input = dataset(key);
            const std::vector<int> &outputs = data.outputsOf[product];
            const bool known = std::any_of(outputs.begin(), outputs.end(), [&](int output) {
                return m_datasetIndex.contains(pairOf(input, output));
            });
            if (known)
                continue;
            for (const int output : outputs) {
                if (input == output)
                    continue;
                Link port;
                port.count = 1;
                port.declared = true;
                port.sources = sourceSet(row.catalogs);
                fold(link(data.datasetLinks, m_datasetIndex, input, output), port);
            }
        }
    }
    data.columnEdges.resize(data.datasetLinks.all.size());
}

void connectAll(Links &links, std::size_t places)
{
    links.out.resize(places);
    links.in.resize(places);
    for (std::size_t i = 0; i < links.all.size(); ++i) {
        links.out[links.all[i].from].push_back(static_cast<int>(i));
        links.in[links.all[i].to].push_back(static_cast<int>(i));
    }
}

void Assembly::connectProducts()
{
    Graph::Data &data = *m_data;
    connectAll(data.datasetLinks, data.datasets.size());
    QHash<quint64, int> index;
    for (const Link &between : data.datasetLinks.all) {
        for (const int from : data.places(between.from, Level::Product)) {
            for (const int to : data.places(between.to, Level::Product)) {
                if (from != to)
                    fold(link(data.productLinks, index, from, to), between);
            }
        }
    }
    for (int product = 0; product < data.products.size(); ++product) {
        if (!data.outputsOf[product].empty())
            continue;
        for (const QString &key : data.products[product].inputs) {
            Link port;
            port.count = 1;
            port.declared = true;
            port.sources = sourceSet(data.products[product].catalogs);
            for (const int from : data.places(dataset(key), Level::Product))
                fold(link(data.productLinks, index, from, product), port);
        }
    }
    connectAll(data.productLinks, data.products.size() + data.datasets.size());
}

/// Datasets of no domain are walked through, so that a flow by way of them still joins two domains.
void Assembly::connectDomains()
{
    Graph::Data &data = *m_data;
    QHash<quint64, int> index;
    std::vector<int> visitedBy(data.datasets.size(), -1);
    for (int domain = 0; domain < data.domains.size(); ++domain) {
        std::vector<int> open;
        for (int i = 0; i < data.datasets.size(); ++i) {
            if (data.domainOf[i] == domain)
                open.push_back(i);
        }
        for (std::size_t at = 0; at < open.size(); ++at) {
            for (const int number : data.datasetLinks.out[open[at]]) {
                const Link &between = data.datasetLinks.all[number];
                const int reached = data.domainOf[between.to];
                if (reached >= 0) {
                    if (reached != domain)
                        fold(link(data.domainLinks, index, domain, reached), between);
                } else if (visitedBy[between.to] != domain) {
                    visitedBy[between.to] = domain;
                    open.push_back(between.to);
                }
            }
        }
    }
    connectAll(data.domainLinks, data.domains.size());
}

/// The names of all properties in a contract's schema, lower case.
void collectNames(const nlohmann::json &node, QSet<QString> &names, int depth = 0)
{
    if (depth > 24)
        return;
    if (node.is_object()) {
        const auto name = node.find("name");
        if (name != node.end() && name->is_string())
            names.insert(QString::fromStdString(name->get_ref<const std::string &>()).toLower());
    }
    for (const auto &child : node) {
        if (child.is_structured())
            collectNames(child, names, depth + 1);
    }
}

void Assembly::promises()
{
    Graph::Data &data = *m_data;
    data.promises.resize(data.products.size());
    for (int product = 0; product < data.products.size(); ++product) {
        for (const mesh::Contract &contract : m_input.contracts.value(data.products[product].key)) {
            if (contract.status == mesh::Status::Retired ||
                contract.status == mesh::Status::Draft || contract.status == mesh::Status::Proposed)
                continue;
            Promise promise;
            promise.name = contract.name.isEmpty() ? contract.id : contract.name;
            promise.datasets = contract.datasets;
            const auto document = nlohmann::json::parse(contract.document.begin(),
                                                        contract.document.end(), nullptr, false);
            if (document.is_object() && document.contains("schema"))
                collectNames(document["schema"], promise.columns);
            data.promises[product].push_back(promise);
        }
    }
}

} // namespace

int Names::number(const QString &text)
{
    const auto found = m_numbers.constFind(text);
    if (found != m_numbers.constEnd())
        return *found;
    const int fresh = static_cast<int>(m_texts.size());
    m_numbers.insert(text, fresh);
    m_texts.append(text);
    return fresh;
}

std::shared_ptr<const Graph> graphOf(const GraphInput &input)
{
    return std::make_shared<const Graph>(Assembly(input).build());
}

} // namespace meshlens::lineage
