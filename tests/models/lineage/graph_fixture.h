// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph_data.h"

#include <QRandomGenerator>

namespace meshlens::lineage {

using namespace Qt::StringLiterals;

inline void addEdge(GraphInput &input, const QString &from, const QString &to,
                    const QString &catalog = u"core"_s, const QString &job = {})
{
    store::Reader::EdgeRow row;
    row.edge.from = from.section(u'#', 0, 0);
    row.edge.fromColumn = from.section(u'#', 1);
    row.edge.to = to.section(u'#', 0, 0);
    row.edge.toColumn = to.section(u'#', 1);
    row.edge.job = job;
    row.catalog = catalog;
    row.firstSeenMs = row.lastSeenMs = 100;
    input.edges.append(row);
}

inline void addDataset(GraphInput &input, const QString &key, const QStringList &catalogs,
                       const QString &domain = {},
                       mesh::Classification classification = mesh::Classification::Unknown)
{
    DatasetFacts facts;
    facts.key = facts.name = key;
    facts.catalogs = catalogs;
    facts.domain = domain;
    facts.classification = classification;
    input.datasets.append(facts);
}

inline void addProduct(GraphInput &input, const QString &key, const QString &domain,
                       const QStringList &outputs, const QString &owner = {})
{
    store::ProductRow row;
    row.key = row.name = key;
    row.domain = row.domainName = domain;
    row.outputs = outputs;
    if (!owner.isEmpty()) {
        row.owners = {u"party://"_s + owner + u"@x.example"_s};
        row.ownerNames = {owner};
    }
    row.catalogs = {u"core"_s};
    input.products.append(row);
}

/// A random graph of `count` datasets n0, n1, ... as pairs of numbers; loops and circles included.
inline QList<std::pair<int, int>> randomEdges(QRandomGenerator &random, int count, int edges,
                                              bool circles)
{
    QList<std::pair<int, int>> made;
    for (int i = 0; i < edges; ++i) {
        int from = random.bounded(count), to = random.bounded(count);
        if (!circles && from == to)
            continue;
        if (!circles && from > to)
            std::swap(from, to);
        made.append({from, to});
    }
    return made;
}

inline GraphInput inputOf(int count, const QList<std::pair<int, int>> &edges)
{
    GraphInput input;
    for (int i = 0; i < count; ++i)
        addDataset(input, u"n%1"_s.arg(i), {u"core"_s});
    for (const auto &[from, to] : edges)
        addEdge(input, u"n%1"_s.arg(from), u"n%1"_s.arg(to));
    return input;
}

} // namespace meshlens::lineage
