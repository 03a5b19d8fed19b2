// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/naming.h"

#include "models/lineage/graph_data.h"

namespace meshlens::lineage {

QString columnCalled(const Graph &graph, const QString &thing, const QString &name)
{
    const Graph::Data &data = graph.data();
    const auto datasets = datasetsOf(data, thing);
    if (!datasets || name.isEmpty())
        return {};
    for (const int dataset : *datasets) {
        if (const int column = columnCalled(data, dataset, name); column >= 0)
            return data.columnText(column);
    }
    return {};
}

QStringList keysCalled(const Graph &graph, const QString &text)
{
    const Graph::Data &data = graph.data();
    if (graph.find(text))
        return {text};
    const auto isSame = [&](const QString &name) {
        return name.compare(text, Qt::CaseInsensitive) == 0;
    };
    QStringList keys;
    for (const mesh::Domain &domain : data.domains) {
        if (isSame(domain.name))
            keys.append(domain.key);
    }
    for (const store::ProductRow &product : data.products) {
        if (isSame(product.name))
            keys.append(product.key);
    }
    for (int dataset = 0; dataset < data.datasetCount(); ++dataset) {
        if (isSame(data.datasetNames.text(dataset)) || isSame(data.qualifiedNames.text(dataset)))
            keys.append(data.datasetKeys.text(dataset));
    }
    return keys;
}

} // namespace meshlens::lineage
