// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

/// Steps between columns. A dataset link without column edges, or a column that shapes its whole
/// target, leads on to "some column": what may be touched is never left out.
void columnSteps(const Graph::Data &data, State state, Direction direction,
                 std::vector<State> &next)
{
    const bool down = direction == Direction::Down;
    const int column = columnOf(state);
    const Links &links = data.datasetLinks;
    for (const int number : down ? links.out[datasetOf(state)] : links.in[datasetOf(state)]) {
        const int other = down ? links.all[number].to : links.all[number].from;
        if (data.columnEdges[number].empty())
            next.push_back(columnState(other, -1));
        for (const ColumnEdge &edge : data.columnEdges[number]) {
            const int here = down ? edge.fromColumn : edge.toColumn;
            if (column < 0 || here == column || here < 0)
                next.push_back(columnState(other, down ? edge.toColumn : edge.fromColumn));
        }
    }
}

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
        return domainOf[dataset] < 0 ? std::vector<int>() : std::vector<int>{domainOf[dataset]};
    case Level::Product:
        return productsOf[dataset].empty() ? std::vector<int>{datasetPlace(dataset)}
                                           : productsOf[dataset];
    case Level::Dataset:
    case Level::Column:
        break;
    }
    return {dataset};
}

std::vector<State> nextStates(const Graph::Data &data, Level level, State state,
                              Direction direction)
{
    std::vector<State> next;
    if (level == Level::Column) {
        columnSteps(data, state, direction, next);
        return next;
    }
    const Links &links = data.links(level);
    const bool down = direction == Direction::Down;
    for (const int number : down ? links.out[state] : links.in[state])
        next.push_back(static_cast<State>(down ? links.all[number].to : links.all[number].from));
    return next;
}

Walk walk(const Graph::Data &data, Level level, const std::vector<State> &starts,
          Direction direction, std::optional<int> steps)
{
    Walk result;
    for (const State start : starts) {
        if (!result.distances.contains(start)) {
            result.distances.insert(start, 0);
            result.order.push_back(start);
        }
    }
    for (std::size_t at = 0; at < result.order.size(); ++at) {
        const State state = result.order[at];
        const int distance = result.distances.value(state);
        if (steps && distance >= *steps)
            break; // nearest first: all that follow are as far
        for (const State next : nextStates(data, level, state, direction)) {
            if (result.distances.contains(next))
                continue;
            result.distances.insert(next, distance + 1);
            result.cameFrom.insert(next, state);
            result.order.push_back(next);
        }
    }
    return result;
}

Result<std::vector<int>> datasetsOf(const Graph::Data &data, const QString &root)
{
    const QString key = thingOf(root);
    std::vector<int> found;
    if (const int dataset = data.datasetNumbers.value(key, -1); dataset >= 0)
        return std::vector<int>{dataset};
    if (const int product = data.productNumbers.value(key, -1); product >= 0)
        return data.outputsOf[product];
    const int domain = data.domainNumbers.value(key, -1);
    if (domain < 0)
        return notFound(root);
    for (int dataset = 0; dataset < data.datasets.size(); ++dataset) {
        if (data.domainOf[dataset] == domain)
            found.push_back(dataset);
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
        int column = name.isEmpty() ? -1 : data.columns.find(name);
        if (!name.isEmpty() && column < 0)
            column = unnamedColumn;
        for (const int dataset : *datasets)
            starts.push_back(columnState(dataset, column));
        return starts;
    }
    // Products and domains without datasets are places too.
    if (const int product = data.productNumbers.value(thingOf(root), -1);
        product >= 0 && level != Level::Dataset) {
        const int domain = data.domainNumbers.value(data.products[product].domain, -1);
        if (level == Level::Product)
            return std::vector<State>{static_cast<State>(product)};
        return domain < 0 ? starts : std::vector<State>{static_cast<State>(domain)};
    }
    if (const int domain = data.domainNumbers.value(thingOf(root), -1);
        domain >= 0 && level != Level::Dataset) {
        if (level == Level::Domain)
            return std::vector<State>{static_cast<State>(domain)};
        for (int product = 0; product < data.products.size(); ++product) {
            if (data.products[product].domain == data.domains[domain].key)
                starts.push_back(static_cast<State>(product));
        }
    }
    for (const int dataset : *datasets) {
        for (const int place : data.places(dataset, level))
            starts.push_back(static_cast<State>(place));
    }
    return starts;
}

} // namespace meshlens::lineage
