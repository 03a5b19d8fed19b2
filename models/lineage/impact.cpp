// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"

#include <algorithm>

namespace meshlens::lineage {
namespace {

QString keyOf(const Graph::Data &data, State state)
{
    const QString &dataset = data.datasets[datasetOf(state)].key;
    return columnOf(state) < 0 ? dataset
                               : mesh::columnKey(dataset, data.columns.text(columnOf(state)));
}

/// A dataset by the product people know it under.
QString shownName(const Graph::Data &data, State state)
{
    const int dataset = datasetOf(state);
    const auto &products = data.productsOf[dataset];
    const QString name =
        products.empty() ? data.datasets[dataset].name : data.products[products.front()].name;
    const QString column = data.columns.text(columnOf(state));
    return column.isEmpty() ? name : name + u'.' + column;
}

void tracePath(const Graph::Data &data, const Walk &walked, State end, Impact &impact)
{
    for (State state = end;;) {
        impact.path.prepend(keyOf(data, state));
        const QString name = shownName(data, state);
        if (impact.pathNames.isEmpty() || impact.pathNames.first() != name)
            impact.pathNames.prepend(name);
        const auto before = walked.cameFrom.constFind(state);
        if (before == walked.cameFrom.constEnd())
            return;
        state = *before;
    }
}

bool covers(const Promise &promise, const QString &dataset, const QStringList &columns)
{
    if (!promise.datasets.isEmpty() && !promise.datasets.contains(dataset))
        return false;
    if (columns.isEmpty() || promise.columns.isEmpty())
        return true;
    return std::any_of(columns.begin(), columns.end(), [&](const QString &column) {
        return promise.columns.contains(column.toLower());
    });
}

Impact impactOn(const Graph::Data &data, int place)
{
    const Node node = data.node(place, Level::Product);
    Impact impact;
    impact.key = node.key;
    impact.kind = node.kind;
    impact.name = node.name;
    impact.product = node.product;
    impact.domain = node.domain;
    impact.domainName = node.domainName;
    impact.owners = node.owners;
    impact.ownerKeys = place < data.products.size()
                           ? data.products[place].owners
                           : data.datasets[place - data.products.size()].owners;
    impact.score = node.score;
    return impact;
}

/// Notes what is touched of one dataset. `columns` empty: perhaps all of it.
void touch(const Graph::Data &data, int place, State state, Impact &impact)
{
    QStringList columns;
    if (columnOf(state) >= 0) {
        columns.append(data.columns.text(columnOf(state)));
        if (!impact.columns.contains(columns.first()))
            impact.columns.append(columns.first());
    }
    if (place >= data.products.size())
        return;
    for (const Promise &promise : data.promises[place]) {
        if (covers(promise, data.datasets[datasetOf(state)].key, columns) &&
            !impact.contracts.contains(promise.name))
            impact.contracts.append(promise.name);
    }
    impact.contractBreaks = !impact.contracts.isEmpty();
}

} // namespace

Result<QList<Impact>> impact(const Graph &graph, const QString &root, const QString &column)
{
    const Graph::Data &data = graph.data();
    const QString asked = column.isEmpty() ? root : mesh::columnKey(thingOf(root), column);
    const auto starts = startsOf(data, asked, Level::Column);
    if (!starts)
        return starts.error();
    const Walk walked = walk(data, Level::Column, *starts, Direction::Down, std::nullopt);

    QSet<int> own; // the thing itself is not downstream of itself
    for (const State start : *starts) {
        for (const int place : data.places(datasetOf(start), Level::Product))
            own.insert(place);
    }
    QList<Impact> impacts;
    QHash<int, qsizetype> known;
    for (const State state : walked.order) {
        for (const int place : data.places(datasetOf(state), Level::Product)) {
            if (own.contains(place))
                continue;
            if (!known.contains(place)) {
                known.insert(place, impacts.size());
                Impact found = impactOn(data, place);
                found.distance = walked.distances.value(state);
                tracePath(data, walked, state, found);
                impacts.append(std::move(found));
            }
            touch(data, place, state, impacts[known.value(place)]);
        }
    }
    std::stable_sort(impacts.begin(), impacts.end(), [](const Impact &left, const Impact &right) {
        return left.distance != right.distance ? left.distance < right.distance
                                               : left.name < right.name;
    });
    return impacts;
}

} // namespace meshlens::lineage
