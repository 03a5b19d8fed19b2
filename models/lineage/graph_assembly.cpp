// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_assembly.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

quint64 pairOf(int left, int right)
{
    return (static_cast<quint64>(static_cast<quint32>(left)) << 32) | static_cast<quint32>(right);
}

} // namespace

Assembly::Assembly(QList<mesh::Domain> domains, QList<store::ProductRow> products,
                   QHash<QString, QString> partyNames)
    : m_data(std::make_unique<Graph::Data>())
{
    Graph::Data &data = *m_data;
    data.domains = std::move(domains);
    data.products = std::move(products);
    data.partyNames = std::move(partyNames);
    for (qsizetype i = 0; i < data.domains.size(); ++i)
        data.domainNumbers.insert(data.domains[i].key, static_cast<int>(i));
    for (qsizetype i = 0; i < data.products.size(); ++i) {
        data.productNumbers.insert(data.products[i].key, static_cast<int>(i));
        store::ProductRow &product = data.products[i]; // what no walk looks at
        product.description.clear();
        product.tags.clear();
        product.terms.clear();
    }
}

int Assembly::number(QList<QStringList> &sets, QHash<QStringList, int> &known,
                     const QStringList &set)
{
    const auto found = known.constFind(set);
    if (found != known.constEnd())
        return *found;
    const int fresh = static_cast<int>(sets.size());
    known.insert(set, fresh);
    sets.append(set);
    return fresh;
}

int Assembly::catalogs(QStringList names)
{
    names.removeDuplicates();
    names.sort();
    return number(m_data->catalogSets, m_catalogSets, names);
}

int Assembly::merged(int left, int right)
{
    if (left < 0 || right < 0 || left == right)
        return std::max(left, right);
    const quint64 pair = pairOf(std::min(left, right), std::max(left, right));
    const auto known = m_unions.constFind(pair);
    if (known != m_unions.constEnd())
        return *known;
    const int both = catalogs(m_data->catalogSets[left] + m_data->catalogSets[right]);
    m_unions.insert(pair, both);
    return both;
}

void Assembly::add(const DatasetFacts &facts)
{
    Graph::Data &data = *m_data;
    const int number = data.datasetKeys.number(facts.key);
    if (number < data.datasetCount())
        return;
    DatasetRow row;
    row.domain = data.domainNumbers.value(facts.domain, -1);
    if (!facts.owners.isEmpty())
        row.owners = this->number(data.ownerSets, m_ownerSets, facts.owners);
    if (!facts.catalogs.isEmpty()) {
        QStringList names = facts.catalogs; // in order of rank
        names.removeDuplicates();
        row.catalogs = this->number(data.catalogSets, m_catalogSets, names);
    }
    row.type = facts.type;
    row.classification = facts.classification;
    row.referenced = facts.referenced;
    data.datasets.push_back(row);
    data.datasetNames.add(facts.name);
    data.qualifiedNames.add(facts.qualifiedName);
}

int Assembly::dataset(const QString &key)
{
    if (const int known = m_data->datasetKeys.find(key); known >= 0)
        return m_data->standingFor(known);
    DatasetFacts facts;
    facts.key = key;
    facts.name = key.section(u'/', -1);
    facts.qualifiedName = key.section(u"://"_s, 1);
    facts.referenced = true;
    add(facts);
    return m_data->datasetCount() - 1;
}

void Assembly::add(const MarkedColumn &mark)
{
    m_marked.append(mark);
}

void Assembly::add(const QString &key, const QList<mesh::Contract> &contracts)
{
    if (!contracts.isEmpty())
        m_contracts.insert(key, contracts);
}

void Assembly::add(const store::Reader::EdgeRow &row)
{
    Graph::Data &data = *m_data;
    Raw raw;
    raw.from = dataset(row.edge.from);
    raw.to = dataset(row.edge.to);
    if (raw.from == raw.to && row.edge.from != row.edge.to)
        return; // from one table to another on the same path: nothing moves
    if (!row.edge.fromColumn.isEmpty()) {
        raw.fromColumn = data.columnNames.number(row.edge.fromColumn);
        if (!row.edge.toColumn.isEmpty())
            raw.toColumn = data.columnNames.number(row.edge.toColumn);
    }
    if (!row.edge.job.isEmpty())
        raw.job = data.jobs.number(row.edge.job);
    if (m_lastSet < 0 || row.catalog != m_lastCatalog) {
        m_lastCatalog = row.catalog;
        m_lastSet = catalogs({row.catalog});
    }
    raw.sources = m_lastSet;
    raw.declared = row.edge.declared;
    raw.firstSeenMs = row.firstSeenMs;
    raw.lastSeenMs = row.lastSeenMs;
    m_raw.push_back(raw);
    ++data.edgeCount;
}

void Assembly::addSameData(const QString &first, const QString &other)
{
    Graph::Data &data = *m_data;
    if (data.datasetKeys.find(first) < 0 || data.datasetKeys.find(other) < 0)
        return;
    const int one = dataset(first), two = dataset(other);
    if (one == two)
        return;
    data.sameData.insert(two, one);
    data.twins.insert(one, two);
    DatasetRow &standing = data.datasets[one];
    const DatasetRow &gone = data.datasets[two];
    standing.catalogs = merged(standing.catalogs, gone.catalogs);
    standing.domain = standing.domain < 0 ? gone.domain : standing.domain;
    standing.owners = standing.owners < 0 ? gone.owners : standing.owners;
    standing.classification = std::max(standing.classification, gone.classification);
}

std::unique_ptr<const Graph::Data> Assembly::finish()
{
    Graph::Data &data = *m_data;
    for (const store::ProductRow &product : std::as_const(data.products)) {
        for (const QString &key : product.outputs + product.inputs)
            (void)dataset(key);
    }
    ownership();
    foldColumns();
    sortRaw();
    addPorts();
    numberColumns();
    connectDatasets();
    std::vector<Raw>().swap(m_raw);
    connectProducts();
    connectDomains();
    promises();
    mark();
    data.datasetKeys.squeeze();
    data.datasetNames.squeeze();
    data.qualifiedNames.squeeze();
    data.datasets.shrink_to_fit();
    return std::move(m_data);
}

void Assembly::ownership()
{
    Graph::Data &data = *m_data;
    data.outputsOf.resize(static_cast<std::size_t>(data.products.size()));
    data.productsIn.assign(static_cast<std::size_t>(data.domains.size()), 0);
    std::vector<std::pair<int, int>> pairs; // dataset, product
    std::vector<bool> owned(data.datasets.size(), false);
    for (int product = 0; product < data.products.size(); ++product) {
        const store::ProductRow &row = data.products[product];
        const int domain = data.domainNumbers.value(row.domain, -1);
        if (domain >= 0)
            ++data.productsIn[domain];
        for (const QString &key : row.outputs) {
            const int output = dataset(key);
            auto &outputs = data.outputsOf[product];
            if (std::find(outputs.begin(), outputs.end(), output) != outputs.end())
                continue; // two tables on one path
            outputs.push_back(output);
            pairs.emplace_back(output, product);
            // A product's word on the domain of what it puts out comes before the dataset's own.
            if (domain >= 0 && !owned[output]) {
                owned[output] = true;
                data.datasets[output].domain = domain;
            }
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto &left, const auto &right) { return left.first < right.first; });
    data.productsStart.assign(data.datasets.size() + 1, 0);
    for (const auto &[output, product] : pairs) {
        ++data.productsStart[output + 1];
        data.productsOfAll.push_back(product);
    }
    for (std::size_t i = 1; i < data.productsStart.size(); ++i)
        data.productsStart[i] += data.productsStart[i - 1];
}

void Assembly::sortRaw()
{
    std::sort(m_raw.begin(), m_raw.end(), [](const Raw &left, const Raw &right) {
        const auto key = [](const Raw &raw) {
            return std::tuple(raw.from, raw.to, raw.fromColumn, raw.toColumn, raw.firstSeenMs,
                              raw.job, raw.sources);
        };
        return key(left) < key(right);
    });
}

/// An input port says that the product reads a dataset: it feeds its outputs, unless lineage
/// already says which.
void Assembly::addPorts()
{
    Graph::Data &data = *m_data;
    std::vector<Raw> ports;
    const auto isKnown = [this](int from, int to) {
        const auto found = std::lower_bound(
            m_raw.begin(), m_raw.end(), std::pair(from, to),
            [](const Raw &raw, const auto &wanted) { return raw.place() < wanted; });
        return found != m_raw.end() && found->place() == std::pair(from, to);
    };
    for (int product = 0; product < data.products.size(); ++product) {
        const store::ProductRow &row = data.products[product];
        const std::vector<int> &outputs = data.outputsOf[product];
        for (const QString &key : row.inputs) {
            const int input = dataset(key);
            if (std::any_of(outputs.begin(), outputs.end(),
                            [&](int output) { return isKnown(input, output); }))
                continue;
            for (const int output : outputs) {
                if (input == output)
                    continue;
                Raw port;
                port.from = input;
                port.to = output;
                port.sources = catalogs(row.catalogs);
                ports.push_back(port);
            }
        }
    }
    if (ports.empty())
        return;
    m_raw.insert(m_raw.end(), ports.begin(), ports.end());
    sortRaw();
}

/// Numbers the columns that edges name: those of a dataset in the order of their names' numbers.
void Assembly::numberColumns()
{
    Graph::Data &data = *m_data;
    std::vector<std::pair<int, int>> columns; // dataset, name
    for (const Raw &raw : m_raw) {
        if (raw.fromColumn >= 0)
            columns.emplace_back(raw.from, raw.fromColumn);
        if (raw.toColumn >= 0)
            columns.emplace_back(raw.to, raw.toColumn);
    }
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    data.columnsStart.assign(data.datasets.size() + 1, 0);
    for (const auto &[dataset, name] : columns) {
        ++data.columnsStart[dataset + 1];
        data.columnName.push_back(name);
        data.columnDataset.push_back(dataset);
    }
    for (std::size_t i = 1; i < data.columnsStart.size(); ++i)
        data.columnsStart[i] += data.columnsStart[i - 1];
}

void Assembly::addColumnEdges(int link, const Raw *begin, const Raw *end)
{
    Graph::Data &data = *m_data;
    const std::size_t first = data.columnEdges.size();
    data.columnEdgeStart[link] = static_cast<int>(first);
    for (const Raw *raw = begin; raw != end; ++raw) {
        if (raw->fromColumn < 0)
            continue;
        ColumnEdge edge;
        edge.from = data.column(raw->from, raw->fromColumn);
        edge.to = raw->toColumn < 0 ? -1 : data.column(raw->to, raw->toColumn);
        edge.sources = raw->sources;
        edge.job = raw->job;
        edge.declared = raw->declared;
        edge.firstSeenMs = raw->firstSeenMs;
        edge.lastSeenMs = raw->lastSeenMs;
        ColumnEdge *last = data.columnEdges.size() > first ? &data.columnEdges.back() : nullptr;
        if (!last || last->from != edge.from || last->to != edge.to) {
            data.columnEdges.push_back(edge);
            continue;
        }
        last->declared = last->declared || edge.declared;
        last->sources = merged(last->sources, edge.sources);
        last->job = last->job < 0 ? edge.job : last->job;
        last->firstSeenMs = std::min(last->firstSeenMs, edge.firstSeenMs);
        last->lastSeenMs = std::max(last->lastSeenMs, edge.lastSeenMs);
    }
    const auto byTarget = data.byTarget.size();
    for (std::size_t i = first; i < data.columnEdges.size(); ++i)
        data.byTarget.push_back(static_cast<int>(i));
    std::sort(data.byTarget.begin() + static_cast<std::ptrdiff_t>(byTarget), data.byTarget.end(),
              [&](int left, int right) {
                  const ColumnEdge &a = data.columnEdges[left], &b = data.columnEdges[right];
                  return std::pair(a.to, a.from) < std::pair(b.to, b.from);
              });
}

void Assembly::absorb(Link &into, const Link &link)
{
    into.firstSeenMs =
        into.count == 0 ? link.firstSeenMs : std::min(into.firstSeenMs, link.firstSeenMs);
    into.lastSeenMs = std::max(into.lastSeenMs, link.lastSeenMs);
    into.count += link.count;
    into.declared = into.declared || link.declared;
    into.sources = merged(into.sources, link.sources);
}

void Assembly::connectDatasets()
{
    Graph::Data &data = *m_data;
    Links &links = data.datasetLinks;
    std::vector<int> jobs;
    for (std::size_t begin = 0; begin < m_raw.size();) {
        std::size_t end = begin;
        Link link;
        link.from = m_raw[begin].from;
        link.to = m_raw[begin].to;
        jobs.clear();
        for (; end < m_raw.size() && m_raw[end].place() == m_raw[begin].place(); ++end) {
            const Raw &raw = m_raw[end];
            Link one;
            one.count = raw.count;
            one.sources = raw.sources;
            one.declared = raw.declared;
            one.firstSeenMs = raw.firstSeenMs;
            one.lastSeenMs = raw.lastSeenMs;
            absorb(link, one);
            if (raw.job >= 0)
                jobs.push_back(raw.job);
        }
        std::sort(jobs.begin(), jobs.end());
        jobs.erase(std::unique(jobs.begin(), jobs.end()), jobs.end());
        link.jobs = static_cast<int>(links.jobs.size());
        link.jobCount = static_cast<int>(jobs.size());
        links.jobs.insert(links.jobs.end(), jobs.begin(), jobs.end());
        links.all.push_back(link);
        data.columnEdgeStart.push_back(0);
        addColumnEdges(static_cast<int>(links.all.size()) - 1, m_raw.data() + begin,
                       m_raw.data() + end);
        begin = end;
    }
    data.columnEdgeStart.push_back(static_cast<int>(data.columnEdges.size()));
    links.all.shrink_to_fit();
    data.columnEdges.shrink_to_fit();
    links.connect(data.datasets.size());
}

std::shared_ptr<const Graph> graphOf(const GraphInput &input)
{
    Assembly assembly(input.domains, input.products, input.partyNames);
    for (const DatasetFacts &facts : input.datasets)
        assembly.add(facts);
    for (const MarkedColumn &mark : input.marked)
        assembly.add(mark);
    for (const store::Reader::EdgeRow &row : input.edges)
        assembly.add(row);
    for (auto it = input.contracts.cbegin(); it != input.contracts.cend(); ++it)
        assembly.add(it.key(), it.value());
    return std::make_shared<const Graph>(assembly.finish());
}

} // namespace meshlens::lineage
