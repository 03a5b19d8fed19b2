// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"

#include <algorithm>

namespace meshlens::lineage {
namespace {

void tracePath(const Graph::Data &data, const Walk &walked, State end, Impact &impact)
{
    for (State state = end;;) {
        impact.path.prepend(keyOf(data, state, Level::Column));
        const QString name = shownName(data, state, Level::Column);
        if (impact.pathNames.isEmpty() || impact.pathNames.first() != name)
            impact.pathNames.prepend(name);
        state = walked.cameFrom[state];
        if (state < 0)
            return;
    }
}

/// `column`: number of its lower-case name; -1: any.
bool covers(const Promise &promise, int dataset, int column)
{
    if (!promise.datasets.empty() && std::find(promise.datasets.begin(), promise.datasets.end(),
                                               dataset) == promise.datasets.end())
        return false;
    return column == -1 || promise.columns.empty() ||
           std::binary_search(promise.columns.begin(), promise.columns.end(), column);
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
    impact.ownerKeys =
        place < data.products.size()
            ? data.products[place].owners
            : data.ownerSets.value(data.datasets[place - data.products.size()].owners);
    impact.score = node.score;
    return impact;
}

/// Notes what is touched of one dataset. `columns` empty: perhaps all of it.
void touch(const Graph::Data &data, int place, State state, Impact &impact)
{
    int column = -1;
    if (data.columnOf(state) >= 0) {
        const QString name = data.columnText(data.columnOf(state));
        if (!impact.columns.contains(name))
            impact.columns.append(name);
        const int lower = data.columnNames.find(name.toLower());
        column = lower < 0 ? -2 : lower; // a name that no contract gives
    }
    if (place >= data.products.size())
        return;
    for (const Promise &promise : data.promises[place]) {
        if (covers(promise, data.datasetOf(state), column) &&
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
        for (const int place : data.places(data.datasetOf(start), Level::Product))
            own.insert(place);
    }
    QList<Impact> impacts;
    QHash<int, qsizetype> known;
    for (const State state : walked.order) {
        for (const int place : data.places(data.datasetOf(state), Level::Product)) {
            if (own.contains(place))
                continue;
            if (!known.contains(place)) {
                known.insert(place, impacts.size());
                Impact found = impactOn(data, place);
                found.distance = walked.distances[state];
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
