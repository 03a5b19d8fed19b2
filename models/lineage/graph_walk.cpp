// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

Error notFound(const QString &root)
{
    return {Error::Kind::NotFound,
            QCoreApplication::translate("Lineage", "“%1” is not in the index.").arg(root),
            {}};
}

} // namespace

QString thingOf(const QString &key)
{
    return key.section(u'#', 0, 0);
}

QString columnPart(const QString &key)
{
    return key.section(u'#', 1);
}

const Links &Graph::Data::links(Level level) const
{
    if (level == Level::Domain)
        return domainLinks;
    return level == Level::Product ? productLinks : datasetLinks;
}

std::vector<int> Graph::Data::places(int dataset, Level level) const
{
    switch (level) {
    case Level::Domain:
        return datasets[dataset].domain < 0 ? std::vector<int>()
                                            : std::vector<int>{datasets[dataset].domain};
    case Level::Product: {
        const auto all = productsOf(dataset);
        return all.empty() ? std::vector<int>{datasetPlace(dataset)}
                           : std::vector<int>(all.begin(), all.end());
    }
    case Level::Dataset:
    case Level::Column:
        break;
    }
    return {dataset};
}

QString keyOf(const Graph::Data &data, State state, Level level)
{
    if (level == Level::Domain)
        return data.domains[state].key;
    if (level == Level::Product && state < data.products.size())
        return data.products[state].key;
    const int dataset = level == Level::Product  ? state - static_cast<int>(data.products.size())
                        : level == Level::Column ? data.datasetOf(state)
                                                 : state;
    const QString key = data.datasetKeys.text(dataset);
    const int column = level == Level::Column ? data.columnOf(state) : -1;
    return column < 0 ? key : mesh::columnKey(key, data.columnText(column));
}

QString shownName(const Graph::Data &data, State state, Level level)
{
    if (level == Level::Domain)
        return data.domains[state].name;
    if (level == Level::Product && state < data.products.size())
        return data.products[state].name;
    const int dataset = level == Level::Product  ? state - static_cast<int>(data.products.size())
                        : level == Level::Column ? data.datasetOf(state)
                                                 : state;
    const auto products = data.productsOf(dataset);
    const QString name =
        products.empty() ? data.datasetNames.text(dataset) : data.products[products.front()].name;
    const QString column =
        level == Level::Column ? data.columnText(data.columnOf(state)) : QString();
    return column.isEmpty() ? name : name + u'.' + column;
}

Walk walk(const Graph::Data &data, Level level, const std::vector<State> &starts,
          Direction direction, std::optional<int> steps)
{
    Walk result;
    const auto states = static_cast<std::size_t>(data.stateCount(level));
    result.distances.assign(states, -1);
    result.cameFrom.assign(states, -1);
    for (const State start : starts) {
        if (!result.met(start)) {
            result.distances[start] = 0;
            result.order.push_back(start);
        }
    }
    for (std::size_t at = 0; at < result.order.size(); ++at) {
        const State state = result.order[at];
        const int distance = result.distances[state];
        if (steps && distance >= *steps)
            break; // nearest first: all that follow are as far
        forEachNext(data, level, state, direction, [&](State next) {
            if (result.distances[next] >= 0)
                return;
            result.distances[next] = distance + 1;
            result.cameFrom[next] = state;
            result.order.push_back(next);
        });
    }
    return result;
}

Result<std::vector<int>> datasetsOf(const Graph::Data &data, const QString &root)
{
    const QString key = thingOf(root);
    std::vector<int> found;
    if (const int dataset = data.datasetKeys.find(key); dataset >= 0)
        return std::vector<int>{data.standingFor(dataset)};
    if (const int product = data.productNumbers.value(key, -1); product >= 0)
        return data.outputsOf[product];
    const int domain = data.domainNumbers.value(key, -1);
    if (domain < 0)
        return notFound(root);
    for (int dataset = 0; dataset < data.datasetCount(); ++dataset) {
        if (data.datasets[dataset].domain == domain && !data.sameData.contains(dataset))
            found.push_back(dataset);
    }
    return found;
}

int columnCalled(const Graph::Data &data, int dataset, const QString &name)
{
    if (const int number = data.columnNames.find(name); number >= 0) {
        if (const int column = data.column(dataset, number); column >= 0)
            return column;
    }
    int found = -1;
    for (int column = data.columnsStart[dataset]; column < data.columnsStart[dataset + 1];
         ++column) {
        if (data.columnText(column).compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (found >= 0)
            return -1;
        found = column;
    }
    return found;
}

Result<std::vector<State>> startsOf(const Graph::Data &data, const QString &root, Level level)
{
    std::vector<State> starts;
    const auto datasets = datasetsOf(data, root);
    if (!datasets)
        return datasets.error();
    if (level == Level::Column) {
        const QString name = columnPart(root);
        for (const int dataset : *datasets) {
            const int column = name.isEmpty() ? -1 : columnCalled(data, dataset, name);
            starts.push_back(name.isEmpty() ? data.stateOf(dataset, -1)
                             : column >= 0  ? data.stateOf(dataset, column)
                                            : data.unnamedColumn(dataset));
        }
        return starts;
    }
    // Products and domains without datasets are places too.
    if (const int product = data.productNumbers.value(thingOf(root), -1);
        product >= 0 && level != Level::Dataset) {
        const int domain = data.domainNumbers.value(data.products[product].domain, -1);
        if (level == Level::Product)
            return std::vector<State>{product};
        return domain < 0 ? starts : std::vector<State>{domain};
    }
    if (const int domain = data.domainNumbers.value(thingOf(root), -1);
        domain >= 0 && level != Level::Dataset) {
        if (level == Level::Domain)
            return std::vector<State>{domain};
        for (int product = 0; product < data.products.size(); ++product) {
            if (data.products[product].domain == data.domains[domain].key)
                starts.push_back(product);
        }
    }
    for (const int dataset : *datasets) {
        for (const int place : data.places(dataset, level))
            starts.push_back(place);
    }
    return starts;
}

} // namespace meshlens::lineage
