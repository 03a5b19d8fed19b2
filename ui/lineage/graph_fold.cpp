// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_drawing.h"

#include <QUrl>

#include <algorithm>

// Domains and schemas that stand as one, and graphs that are put together.

namespace meshlens::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype foldFrom = 300; // nodes, more than can be read on one screen
const QString schemaWord = u"schema:"_s;

lineage::Node stackOfDomain(const lineage::Node &first)
{
    lineage::Node stack;
    stack.key = stack.domain = first.domain;
    stack.kind = mesh::Kind::Domain;
    stack.name = stack.domainName = first.domainName;
    stack.distance = first.distance;
    return stack;
}

/// Its full name are the words of the key: platform, instance, and what leads to the schema.
lineage::Node stackOfSchema(const lineage::Node &first, const QString &key)
{
    const QString path = first.key.first(first.key.lastIndexOf(u'/'));
    lineage::Node stack;
    stack.key = key;
    stack.schema = true;
    stack.qualifiedName = QUrl::fromPercentEncoding(path.toUtf8());
    stack.name = QUrl::fromPercentEncoding(path.section(u'/', -1).toUtf8());
    stack.domain = first.domain;
    stack.domainName = first.domainName;
    stack.distance = first.distance;
    return stack;
}

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
    if (members.size() == 1 && !schemasToFold(graph, {}, {}).isEmpty())
        return folded; // one box tells nothing: its schemas do
    for (auto it = members.cbegin(); it != members.cend(); ++it) {
        const bool stays = it.key() == home && it.value() <= foldFrom;
        if (it.value() > 1 && !stays)
            folded.insert(it.key());
    }
    return folded;
}

QSet<QString> schemasToFold(const lineage::Subgraph &graph, const QSet<QString> &closed,
                            const QSet<QString> &opened)
{
    if (graph.nodes.size() <= foldFrom)
        return {};
    struct Domain {
        qsizetype datasets = 0;
        QHash<QString, qsizetype> schemas;
    };
    QHash<QString, Domain> domains; // by key; empty: of none
    QString home;                   // the root's schema
    for (const lineage::Node &node : graph.nodes) {
        if (node.kind != mesh::Kind::Dataset || closed.contains(node.domain))
            continue;
        Domain &domain = domains[node.domain];
        ++domain.datasets;
        const QString schema = schemaKey(node.key, node.domain);
        ++domain.schemas[schema];
        if (node.key == graph.root)
            home = schema;
    }
    QSet<QString> folded;
    for (const Domain &domain : std::as_const(domains)) {
        if (domain.datasets <= foldFrom || domain.schemas.size() < 2)
            continue;
        for (auto it = domain.schemas.cbegin(); it != domain.schemas.cend(); ++it) {
            const bool stays = it.key() == home && it.value() <= foldFrom;
            if (it.value() > 1 && !stays && !it.key().isEmpty() && !opened.contains(it.key()))
                folded.insert(it.key());
        }
    }
    return folded;
}

QString schemaKey(const QString &dataset, const QString &domain)
{
    const qsizetype end = dataset.lastIndexOf(u'/');
    const qsizetype instance = dataset.indexOf(u"://"_s);
    if (instance < 0 || end <= instance + 2)
        return {};
    return schemaWord + domain + u'|' + dataset.first(end);
}

bool isSchema(const QString &key)
{
    return key.startsWith(schemaWord);
}

QString stackOf(const lineage::Node &node, const QSet<QString> &stacks)
{
    if (stacks.contains(node.domain))
        return node.domain;
    const QString schema = node.kind == mesh::Kind::Dataset && !node.schema
                               ? schemaKey(node.key, node.domain)
                               : QString();
    return !schema.isEmpty() && stacks.contains(schema) ? schema : QString();
}

lineage::Subgraph collapsed(const lineage::Subgraph &graph, const QSet<QString> &stacks)
{
    if (stacks.isEmpty())
        return graph;
    lineage::Subgraph result = graph;
    result.nodes.clear();
    result.edges.clear();
    QHash<QString, QString> standsFor; // node key to key in the result
    QHash<QString, qsizetype> places;
    QHash<QString, QSet<QString>> inside; // products of a stack
    for (const lineage::Node &node : graph.nodes) {
        const QString key = stackOf(node, stacks);
        if (key.isEmpty()) {
            standsFor.insert(node.key, node.key);
            result.nodes.append(node);
            continue;
        }
        standsFor.insert(node.key, key);
        auto at = places.constFind(key);
        if (at == places.constEnd()) {
            at = places.insert(key, result.nodes.size());
            result.nodes.append(isSchema(key) ? stackOfSchema(node, key) : stackOfDomain(node));
        }
        lineage::Node &stack = result.nodes[*at];
        if (stack.schema || node.product.isEmpty() || !inside[key].contains(node.product))
            ++stack.products;
        inside[key].insert(node.product);
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
