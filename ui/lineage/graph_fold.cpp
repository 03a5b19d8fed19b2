// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_drawing.h"

#include <algorithm>

// Domains that stand as one, and graphs that are put together.

namespace meshlens::ui {

namespace {

constexpr qsizetype foldFrom = 300; // nodes, more than can be read on one screen

} // namespace

QSet<QString> domainsToFold(const lineage::Subgraph &graph)
{
    if (graph.nodes.size() <= foldFrom || graph.level == lineage::Level::Domain)
        return {};
    QHash<QString, qsizetype> members;
    QString home;
    for (const lineage::Node &node : graph.nodes) {
        if (node.kind == mesh::Kind::Domain || node.domain.isEmpty())
            continue;
        ++members[node.domain];
        if (node.key == graph.root)
            home = node.domain;
    }
    QSet<QString> folded;
    for (auto it = members.cbegin(); it != members.cend(); ++it) {
        const bool stays = it.key() == home && it.value() <= foldFrom;
        if (it.value() > 1 && !stays)
            folded.insert(it.key());
    }
    return folded;
}

lineage::Subgraph collapsed(const lineage::Subgraph &graph, const QSet<QString> &domains)
{
    if (domains.isEmpty())
        return graph;
    lineage::Subgraph result = graph;
    result.nodes.clear();
    result.edges.clear();
    QHash<QString, QString> standsFor; // node key to key in the result
    QHash<QString, qsizetype> stacks;
    QHash<QString, QSet<QString>> inside; // products of a domain
    for (const lineage::Node &node : graph.nodes) {
        if (!domains.contains(node.domain)) {
            standsFor.insert(node.key, node.key);
            result.nodes.append(node);
            continue;
        }
        standsFor.insert(node.key, node.domain);
        auto at = stacks.constFind(node.domain);
        if (at == stacks.constEnd()) {
            lineage::Node stack;
            stack.key = stack.domain = node.domain;
            stack.kind = mesh::Kind::Domain;
            stack.name = stack.domainName = node.domainName;
            stack.distance = node.distance;
            at = stacks.insert(node.domain, result.nodes.size());
            result.nodes.append(stack);
        }
        lineage::Node &stack = result.nodes[*at];
        if (node.product.isEmpty() || !inside[node.domain].contains(node.product))
            ++stack.products;
        inside[node.domain].insert(node.product);
        stack.hiddenUp += node.hiddenUp;
        stack.hiddenDown += node.hiddenDown;
        for (const QString &catalog : node.catalogs) {
            if (!stack.catalogs.contains(catalog))
                stack.catalogs.append(catalog);
        }
    }
    result.root = standsFor.value(graph.root, graph.root);
    QHash<std::pair<QString, QString>, qsizetype> merged;
    for (lineage::Edge edge : graph.edges) {
        const QString from = standsFor.value(edge.from);
        const QString to = standsFor.value(edge.to);
        if (from.isEmpty() || to.isEmpty() || (from == to && from != edge.from))
            continue;
        const bool moved = from != edge.from || to != edge.to;
        if (!moved) {
            result.edges.append(edge);
            continue;
        }
        edge.fromColumn.clear();
        edge.toColumn.clear();
        edge.from = from;
        edge.to = to;
        const auto known = merged.constFind({from, to});
        if (known == merged.constEnd()) {
            merged.insert({from, to}, result.edges.size());
            result.edges.append(edge);
        } else {
            lineage::Edge &into = result.edges[*known];
            into.count += edge.count;
            into.declared |= edge.declared;
            into.crossesCatalogs |= edge.crossesCatalogs;
        }
    }
    return result;
}

void unite(lineage::Subgraph &graph, const lineage::Subgraph &more)
{
    // How many neighbours a node has in all: those shown and those said to be hidden.
    const auto shown = [](const lineage::Subgraph &part) {
        QHash<QString, std::pair<QSet<QString>, QSet<QString>>> around; // up, down
        for (const lineage::Edge &edge : part.edges) {
            around[edge.to].first.insert(edge.from);
            around[edge.from].second.insert(edge.to);
        }
        return around;
    };
    QHash<QString, std::pair<int, int>> totals;
    for (const lineage::Subgraph *part : {&more, static_cast<const lineage::Subgraph *>(&graph)}) {
        const auto around = shown(*part);
        for (const lineage::Node &node : part->nodes) {
            const auto sides = around.value(node.key);
            totals[node.key] = {static_cast<int>(sides.first.size()) + node.hiddenUp,
                                static_cast<int>(sides.second.size()) + node.hiddenDown};
        }
    }
    QSet<QString> keys;
    for (lineage::Node &node : graph.nodes)
        keys.insert(node.key);
    for (const lineage::Node &node : more.nodes) {
        if (!keys.contains(node.key)) {
            graph.nodes.append(node);
        } else if (!node.columns.isEmpty()) {
            for (lineage::Node &old : graph.nodes) {
                if (old.key != node.key)
                    continue;
                for (const QString &column : node.columns) {
                    if (!old.columns.contains(column))
                        old.columns.append(column);
                }
            }
        }
    }
    const auto idOf = [](const lineage::Edge &edge) {
        return QStringList{edge.from, edge.to, edge.fromColumn, edge.toColumn};
    };
    QSet<QStringList> edges;
    for (const lineage::Edge &edge : graph.edges)
        edges.insert(idOf(edge));
    for (const lineage::Edge &edge : more.edges) {
        if (!edges.contains(idOf(edge)))
            graph.edges.append(edge);
    }
    const auto around = shown(graph);
    for (lineage::Node &node : graph.nodes) {
        const auto sides = around.value(node.key);
        const auto total = totals.value(node.key);
        node.hiddenUp = std::max(0, total.first - static_cast<int>(sides.first.size()));
        node.hiddenDown = std::max(0, total.second - static_cast<int>(sides.second.size()));
    }
}

} // namespace meshlens::ui
