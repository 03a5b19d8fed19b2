// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_query.h"

namespace meshlens::ui {

using lineage::Level;

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
        if (node.kind == mesh::Kind::Dataset && !node.schema)
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
