// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/subgraph.h"

#include <QSet>

#include <algorithm>

namespace meshlens::lineage {
namespace {

/// Everything of the level, the most connected first.
Places everything(const Graph::Data &data, Level level)
{
    const Links &links = data.links(level);
    const auto degree = [&](int place) {
        return links.next(place).size() + links.before(place).size();
    };
    Places places;
    for (int place = 0; place < links.places(); ++place) {
        const bool stands =
            level == Level::Domain || (level == Level::Product && place < data.products.size());
        if (stands || degree(place) > 0)
            places.meet(place, 0);
    }
    std::stable_sort(places.order.begin(), places.order.end(),
                     [&](int left, int right) { return degree(left) > degree(right); });
    return places;
}

/// A thing that the graph knows but no place of this level stands for.
Subgraph alone(const Graph::Data &data, const QString &root, Level level)
{
    Subgraph result;
    result.level = level;
    const QString key = thingOf(root);
    if (const int dataset = data.datasetKeys.find(key); dataset >= 0)
        result.nodes.append(data.node(dataset, Level::Dataset));
    else if (const int product = data.productNumbers.value(key, -1); product >= 0)
        result.nodes.append(data.node(product, Level::Product));
    else
        result.nodes.append(data.node(data.domainNumbers.value(key), Level::Domain));
    result.root = result.nodes.first().key;
    result.rootColumn = columnPart(root);
    return result;
}

void sortNodes(Subgraph &graph)
{
    std::stable_sort(graph.nodes.begin(), graph.nodes.end(),
                     [](const Node &left, const Node &right) {
                         if (std::abs(left.distance) != std::abs(right.distance))
                             return std::abs(left.distance) < std::abs(right.distance);
                         return left.name < right.name;
                     });
}

/// Of the things that stand for the root, such as the datasets of a product: the first that has the
/// column, if possible one that none of the others feeds.
const Node &mainStart(const Subgraph &graph, const QString &column)
{
    QSet<QString> starts;
    for (const Node &node : graph.nodes) {
        if (node.distance == 0)
            starts.insert(node.key);
    }
    QSet<QString> fed;
    for (const Edge &edge : graph.edges) {
        if (starts.contains(edge.from) && starts.contains(edge.to) && edge.from != edge.to)
            fed.insert(edge.to);
    }
    const auto worth = [&](const Node &node) {
        return (!column.isEmpty() && node.columns.contains(column) ? 2 : 0) +
               (fed.contains(node.key) ? 0 : 1);
    };
    const Node *best = &graph.nodes.first();
    for (const Node &node : graph.nodes) {
        if (starts.contains(node.key) && worth(node) > worth(*best))
            best = &node;
    }
    return *best;
}

void nameRoot(Subgraph &graph, const QString &root)
{
    const QString key = thingOf(root);
    const bool shown = std::any_of(graph.nodes.begin(), graph.nodes.end(),
                                   [&](const Node &node) { return node.key == key; });
    graph.root = shown ? key : mainStart(graph, columnPart(root)).key;
    graph.rootColumn = columnPart(root);
}

} // namespace

Result<Subgraph> neighbourhood(const Graph &graph, const QString &root, const WalkOptions &options)
{
    const Graph::Data &data = graph.data();
    const Level level = options.level;
    Cutting cutting(data, level);
    Subgraph &result = cutting.result;
    result.level = level;
    Places places;
    Walk up, down;
    if (root.isEmpty()) {
        places = everything(data, level);
    } else {
        const auto starts = startsOf(data, root, level);
        if (!starts)
            return starts.error();
        if (starts->empty())
            return alone(data, root, level);
        up = walk(data, level, *starts, Direction::Up, options.up);
        down = walk(data, level, *starts, Direction::Down, options.down);
        for (const State state : down.order)
            places.meet(placeOf(data, state, level), down.distances[state]);
        for (const State state : up.order)
            places.meet(placeOf(data, state, level), -up.distances[state]);
        places.sort();
    }
    limit(places, options.maxNodes, result, root.isEmpty() ? Kept::MostConnected : Kept::Nearest);
    cutting.add(places);
    if (level == Level::Column) {
        const auto met = [&](State state) {
            return root.isEmpty() || up.met(state) || down.met(state);
        };
        const auto touched = [&](State state) {
            return met(state) || met(data.stateOf(data.datasetOf(state), -1));
        };
        cutting.connect(false, [&](State from, State to) { return touched(from) && touched(to); });
    } else {
        cutting.connect(true, {});
        if (options.withColumns && level == Level::Dataset)
            cutting.addColumns();
    }
    sortNodes(result);
    if (!root.isEmpty())
        nameRoot(result, root);
    return std::move(result);
}

Result<Reach> reach(const Graph &graph, const QString &root, Level level, Direction direction)
{
    const Graph::Data &data = graph.data();
    const auto starts = startsOf(data, root, level);
    if (!starts)
        return starts.error();
    const Walk walked = walk(data, level, *starts, direction, std::nullopt);
    Reach result;
    if (level != Level::Column) {
        for (const State state : walked.order) {
            const int distance = walked.distances[state];
            if (distance > 0) {
                ++result.nodes;
                result.byDistance.resize(distance);
                ++result.byDistance[distance - 1];
            }
            for (const int next : data.links(level).next(state))
                result.edges += walked.met(next) ? 1 : 0;
        }
        return result;
    }
    std::vector<bool> counted(static_cast<std::size_t>(data.datasetCount()), false);
    for (const State state : walked.order) {
        const int dataset = data.datasetOf(state);
        if (!counted[dataset] && walked.distances[state] > 0) {
            ++result.nodes;
            result.byDistance.resize(walked.distances[state]);
            ++result.byDistance[walked.distances[state] - 1];
        }
        counted[dataset] = true;
    }
    for (int link = 0; link < static_cast<int>(data.datasetLinks.all.size()); ++link) {
        const Link &between = data.datasetLinks.all[link];
        if (!counted[between.from] || !counted[between.to])
            continue;
        const auto touched = [&](State state) {
            return walked.met(state) || walked.met(data.datasetOf(state));
        };
        if (data.columnEdgesOf(link).empty())
            ++result.edges;
        for (const ColumnEdge &edge : data.columnEdgesOf(link))
            result.edges += touched(data.stateOf(between.from, edge.from)) &&
                                    touched(data.stateOf(between.to, edge.to))
                                ? 1
                                : 0;
    }
    return result;
}

Result<QList<Node>> consumers(const Graph &graph, const QString &root)
{
    WalkOptions options;
    options.level = Level::Product;
    options.up = 0;
    options.down = 1;
    auto around = neighbourhood(graph, root, options);
    if (!around)
        return std::move(around).error();
    around->nodes.removeIf([](const Node &node) { return node.distance == 0; });
    return around->nodes;
}

} // namespace meshlens::lineage
