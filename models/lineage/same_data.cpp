// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph.h"

#include <QSet>

#include <algorithm>

namespace meshlens::lineage {

Subgraph collapsedSameData(const Subgraph &graph)
{
    QSet<QString> keys;
    for (const Node &node : graph.nodes)
        keys.insert(node.key);
    QHash<QString, QString> into;
    for (const Node &node : graph.nodes) {
        if (!node.sameDataAs.isEmpty() && keys.contains(node.sameDataAs))
            into.insert(node.key, node.sameDataAs);
    }
    if (into.isEmpty())
        return graph;
    Subgraph one = graph;
    one.edges.clear();
    one.root = into.value(graph.root, graph.root);
    one.nodes.removeIf([&](const Node &node) { return into.contains(node.key); });
    for (const Node &gone : graph.nodes) {
        const auto kept = std::find_if(one.nodes.begin(), one.nodes.end(), [&](const Node &node) {
            return node.key == into.value(gone.key);
        });
        if (kept == one.nodes.end())
            continue;
        for (const QString &catalog : gone.catalogs) {
            if (!kept->catalogs.contains(catalog))
                kept->catalogs.append(catalog);
        }
        kept->hiddenUp += gone.hiddenUp;
        kept->hiddenDown += gone.hiddenDown;
        if (std::abs(gone.distance) < std::abs(kept->distance))
            kept->distance = gone.distance;
    }
    QHash<QStringList, qsizetype> places;
    for (Edge edge : graph.edges) {
        const bool wasLoop = edge.from == edge.to;
        edge.from = into.value(edge.from, edge.from);
        edge.to = into.value(edge.to, edge.to);
        if (edge.from == edge.to && !wasLoop)
            continue;
        const QStringList name{edge.from, edge.to, toText(edge.level), edge.fromColumn,
                               edge.toColumn};
        const auto known = places.constFind(name);
        if (known == places.constEnd()) {
            places.insert(name, one.edges.size());
            one.edges.append(std::move(edge));
            continue;
        }
        Edge &same = one.edges[*known];
        same.count += edge.count;
        same.declared = same.declared || edge.declared;
        for (const QString &source : edge.sources) {
            if (!same.sources.contains(source))
                same.sources.append(source);
        }
        for (const QString &job : edge.via) {
            if (!same.via.contains(job))
                same.via.append(job);
        }
        same.firstSeenMs = std::min(same.firstSeenMs, edge.firstSeenMs);
        same.lastSeenMs = std::max(same.lastSeenMs, edge.lastSeenMs);
    }
    return one;
}

} // namespace meshlens::lineage
