// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph.h"

#include <QSet>

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

} // namespace

Result<Diff> difference(const Graph &before, const Graph &after, const QString &root,
                        const WalkOptions &options)
{
    auto then = neighbourhood(before, root, options);
    auto now = neighbourhood(after, root, options);
    if (!then && !now)
        return std::move(now).error();
    const Subgraph old = std::move(then).valueOr({});
    Diff diff;
    diff.both = now ? *now : old;
    const Subgraph fresh = now ? diff.both : Subgraph{};

    const QSet<QString> oldNodes = nodeKeys(old);
    const QSet<QString> newNodes = nodeKeys(fresh);
    for (const Node &node : fresh.nodes) {
        if (!oldNodes.contains(node.key))
            diff.nodesCame.append(node.key);
    }
    for (const Node &node : old.nodes) {
        if (newNodes.contains(node.key))
            continue;
        diff.nodesWent.append(node.key);
        if (now)
            diff.both.nodes.append(node);
    }
    const QSet<QString> oldEdges = edgeIdentities(old);
    const QSet<QString> newEdges = edgeIdentities(fresh);
    for (const Edge &edge : fresh.edges) {
        if (!oldEdges.contains(identity(edge)))
            diff.came.append(edge);
    }
    for (const Edge &edge : old.edges) {
        if (newEdges.contains(identity(edge)))
            continue;
        diff.went.append(edge);
        if (now)
            diff.both.edges.append(edge);
    }
    if (!diff.both.truncated)
        diff.both.truncated = old.truncated;
    return diff;
}

} // namespace meshlens::lineage
