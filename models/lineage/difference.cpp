// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

QString identity(const Edge &edge)
{
    return QStringList{edge.from, edge.to, toText(edge.level), edge.fromColumn, edge.toColumn}.join(
        u'\n');
}

QSet<QString> nodeKeys(const Subgraph &graph)
{
    QSet<QString> keys;
    for (const Node &node : graph.nodes)
        keys.insert(node.key);
    return keys;
}

QSet<QString> edgeIdentities(const Subgraph &graph)
{
    QSet<QString> keys;
    for (const Edge &edge : graph.edges)
        keys.insert(identity(edge));
    return keys;
}

/// The place that stands for a key at a level; -1: none.
int placeOfKey(const Graph::Data &data, const QString &key, Level level)
{
    if (level == Level::Domain)
        return data.domainNumbers.value(key, -1);
    if (level == Level::Product) {
        if (const int product = data.productNumbers.value(key, -1); product >= 0)
            return product;
        const int dataset = data.datasetKeys.find(key);
        return dataset < 0 ? -1 : data.datasetPlace(dataset);
    }
    return data.datasetKeys.find(key);
}

bool hasEdge(const Graph::Data &data, const Edge &edge)
{
    const int from = placeOfKey(data, edge.from, edge.level);
    const int to = placeOfKey(data, edge.to, edge.level);
    const int link = from < 0 || to < 0 ? -1 : data.links(edge.level).find(from, to);
    if (link < 0 || edge.level != Level::Column)
        return link >= 0;
    const auto columns = data.columnEdgesOf(link);
    return std::any_of(columns.begin(), columns.end(), [&](const ColumnEdge &column) {
        return data.columnText(column.from) == edge.fromColumn &&
               data.columnText(column.to) == edge.toColumn;
    });
}

} // namespace

Result<Diff> difference(const Graph &before, const Graph &after, const QString &root,
                        const WalkOptions &options)
{
    auto then = neighbourhood(before, root, options);
    auto now = neighbourhood(after, root, options);
    if (!then && !now)
        return std::move(now).error();
    const Subgraph old = std::move(then).valueOr({});
    const Subgraph fresh = now ? *now : Subgraph{};
    Diff diff;
    diff.both = now ? *now : old;
    if (!diff.both.truncated)
        diff.both.truncated = old.truncated;

    // What the other walk did not meet may still be there, out of reach or beyond a limit.
    const QSet<QString> oldNodes = nodeKeys(old), newNodes = nodeKeys(fresh);
    for (const Node &node : fresh.nodes) {
        if (!oldNodes.contains(node.key) && !before.find(node.key))
            diff.nodesCame.append(node.key);
    }
    for (const Node &node : old.nodes) {
        if (newNodes.contains(node.key))
            continue;
        if (!after.find(node.key))
            diff.nodesWent.append(node.key);
        if (now)
            diff.both.nodes.append(node);
    }
    const QSet<QString> oldEdges = edgeIdentities(old), newEdges = edgeIdentities(fresh);
    for (const Edge &edge : fresh.edges) {
        if (!oldEdges.contains(identity(edge)) && !hasEdge(before.data(), edge))
            diff.came.append(edge);
    }
    for (const Edge &edge : old.edges) {
        if (newEdges.contains(identity(edge)))
            continue;
        if (!hasEdge(after.data(), edge))
            diff.went.append(edge);
        if (now)
            diff.both.edges.append(edge);
    }
    return diff;
}

} // namespace meshlens::lineage
