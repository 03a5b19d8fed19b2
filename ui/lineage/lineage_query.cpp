// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_query.h"

#include "models/lineage/graph_data.h"
#include "ui/parts/badges.h"

#include <algorithm>

namespace meshlens::ui {

using lineage::Level;

namespace {

constexpr int mostColumnsRead = 80; // datasets whose columns are looked up for their marks

void readColumns(const store::Reader &reader, const lineage::Subgraph &graph,
                 const DrawingOptions &options, GraphExtras &extras,
                 const std::function<bool()> &cancelled)
{
    int read = 0;
    for (const lineage::Node &node : graph.nodes) {
        if (node.columns.isEmpty() || node.referenced)
            continue;
        const bool open = options.open.contains(node.key) != (graph.level == Level::Column);
        if (!open || ++read > mostColumnsRead || cancelled())
            continue;
        const auto dataset = reader.dataset(node.key);
        if (!dataset)
            continue;
        auto &columns = extras.columns[node.key];
        for (const mesh::Column &column : dataset->thing.columns)
            columns.insert(column.name, column);
        extras.columnCounts.insert(node.key, static_cast<int>(dataset->thing.columns.size()));
    }
}

/// Domains are known to the catalogs of their products; a link crosses where none knows both ends.
void markDomains(lineage::Subgraph &graph, const GraphExtras &extras)
{
    for (lineage::Node &node : graph.nodes)
        node.catalogs = extras.domains.value(node.key).catalogs;
    for (lineage::Edge &edge : graph.edges) {
        const QStringList from = extras.domains.value(edge.from).catalogs;
        const QStringList to = extras.domains.value(edge.to).catalogs;
        const bool shared =
            std::ranges::any_of(from, [&](const QString &catalog) { return to.contains(catalog); });
        if (!from.isEmpty() && !to.isEmpty() && !shared)
            edge.crossesCatalogs = true;
    }
}

void nameRoot(const lineage::Graph &graph, LineageAnswer &answer)
{
    if (const auto node = graph.find(lineage::thingOf(answer.wish.root))) {
        answer.rootName = node->name;
        answer.rootKind = node->kind;
    }
}

} // namespace

GraphExtras extrasOf(const lineage::Graph &graph, const lineage::Subgraph &part, std::int64_t nowMs)
{
    GraphExtras extras;
    QHash<QString, double> sums;
    QHash<QString, mesh::Classification> products;
    for (const store::ProductRow &product : graph.data().products) {
        products.insert(product.key, product.classification);
        DomainFacts &facts = extras.domains[product.domain];
        ++facts.products;
        ++facts.grades[static_cast<int>(gradeOf(product.score.quality))];
        if (product.score.quality)
            sums[product.domain] += *product.score.quality;
        const auto state = freshnessBadge(product.score, nowMs).state();
        if (state != mesh::FreshnessState::Unknown) {
            ++facts.withObjective;
            facts.onTime += state == mesh::FreshnessState::OnTime ? 1 : 0;
        }
        for (const QString &catalog : product.catalogs) {
            if (!facts.catalogs.contains(catalog))
                facts.catalogs.append(catalog);
        }
    }
    for (auto it = extras.domains.begin(); it != extras.domains.end(); ++it) {
        const int scored = it->products - it->grades[0];
        if (scored > 0)
            it->quality = sums.value(it.key()) / scored;
    }
    for (const lineage::Node &node : part.nodes) {
        if (!node.product.isEmpty())
            extras.classifications.insert(node.key, products.value(node.product));
    }
    return extras;
}

Result<LineageAnswer> answer(const store::Reader &reader, const lineage::Graph &graph,
                             const LineageWish &wish, std::int64_t nowMs,
                             const std::function<bool()> &cancelled)
{
    LineageAnswer result;
    result.wish = wish;
    result.productsAll = graph.data().products.size();
    result.noLineage = graph.edges() == 0;
    nameRoot(graph, result);

    lineage::WalkOptions options;
    options.level = wish.level;
    options.up = wish.up;
    options.down = wish.down;
    options.withColumns = wish.level == Level::Dataset;
    auto around = lineage::neighbourhood(graph, wish.root, options);
    if (!around)
        return std::move(around).error();
    for (const QString &key : wish.widened) {
        if (cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        lineage::WalkOptions near = options;
        near.up = near.down = 1;
        // A thing that has gone since is no reason to show nothing.
        if (const auto more = lineage::neighbourhood(graph, key, near))
            unite(*around, *more);
    }
    result.graph = collapsed(*around, wish.collapsed);
    result.extras = extrasOf(graph, result.graph, nowMs);
    if (wish.level == Level::Domain)
        markDomains(result.graph, result.extras);
    readColumns(reader, result.graph, wish.drawing, result.extras, cancelled);
    auto drawing = draw(result.graph, result.extras, wish.drawing, cancelled);
    if (!drawing)
        return std::move(drawing).error();
    result.drawing = std::make_shared<Drawing>(std::move(*drawing));
    return result;
}

LineageCounts countsOf(const lineage::Subgraph &graph)
{
    LineageCounts counts;
    QSet<QString> products;
    QSet<QString> domains;
    QSet<QString> catalogs;
    for (const lineage::Node &node : graph.nodes) {
        if (node.kind == mesh::Kind::Domain)
            counts.products += node.products;
        else if (!node.product.isEmpty())
            products.insert(node.product);
        if (node.kind == mesh::Kind::Dataset)
            ++counts.datasets;
        if (!node.domain.isEmpty())
            domains.insert(node.domain);
        for (const QString &catalog : node.catalogs)
            catalogs.insert(catalog);
    }
    QSet<std::pair<QString, QString>> links;
    for (const lineage::Edge &edge : graph.edges) {
        for (const QString &catalog : edge.sources)
            catalogs.insert(catalog);
        if (graph.level == Level::Domain) {
            counts.links += edge.count;
            counts.crossings += edge.crossesCatalogs ? edge.count : 0;
            continue;
        }
        if (links.contains({edge.from, edge.to}))
            continue;
        links.insert({edge.from, edge.to});
        ++counts.links;
        counts.crossings += edge.crossesCatalogs ? 1 : 0;
    }
    counts.products += static_cast<int>(products.size());
    counts.domains = static_cast<int>(domains.size());
    counts.catalogs = static_cast<int>(catalogs.size());
    return counts;
}

} // namespace meshlens::ui
