// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/lineage_find.h"

#include "models/lineage/naming.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

Result<QList<mesh::Column>> describedColumns(const store::Reader &reader,
                                             const store::ThingRef &thing)
{
    QList<mesh::Column> columns;
    if (thing.kind == mesh::Kind::Product) {
        const auto datasets = reader.outputDatasets(thing.key);
        if (!datasets)
            return datasets.error();
        for (const mesh::Dataset &dataset : *datasets)
            columns += dataset.columns;
    } else if (thing.kind == mesh::Kind::Dataset) {
        const auto dataset = reader.dataset(thing.key);
        if (!dataset)
            return dataset.error();
        columns = dataset->thing.columns;
    }
    return columns;
}

/// One that only lineage names: `thing#column`.
std::optional<store::ThingRef> unDescribedColumn(const Context &context,
                                                 const store::Reader &reader, const Graphs &graphs,
                                                 const QString &text)
{
    const qsizetype hash = text.indexOf(u'#');
    if (hash <= 0)
        return std::nullopt;
    const auto thing =
        findThing(context, reader, text.left(hash), {mesh::Kind::Product, mesh::Kind::Dataset});
    if (!thing)
        return std::nullopt;
    for (const auto &graph : graphs) {
        const QString name = lineage::columnCalled(*graph, thing->key, text.mid(hash + 1));
        if (!name.isEmpty())
            return store::ThingRef{thing->key + u'#' + name, mesh::Kind::Column, name, {}};
    }
    return std::nullopt;
}

} // namespace

Result<store::ThingRef> findInLineage(const Context &context, const store::Reader &reader,
                                      const Graphs &graphs, const QString &text,
                                      const QList<mesh::Kind> &kinds)
{
    auto found = findThing(context, reader, text, kinds);
    if (found || found.error().kind != Error::Kind::NotFound)
        return found;
    if (auto column = unDescribedColumn(context, reader, graphs, text))
        return *std::move(column);
    for (const auto &graph : graphs) {
        const QStringList keys = lineage::keysCalled(*graph, text);
        if (keys.size() > 1) {
            say(tr("Several things match \"%1\":").arg(text));
            for (const QString &key : keys.mid(0, 20))
                say(u"  "_s + key);
            return Error{Error::Kind::Ambiguous, tr("Give the whole key of one of them."), {}};
        }
        const auto node = keys.isEmpty() ? std::nullopt : graph->find(keys.constFirst());
        if (node && kinds.contains(node->kind))
            return store::ThingRef{node->key, node->kind, node->name, node->domainName};
    }
    return found;
}

Result<QString> findColumn(const store::Reader &reader, const lineage::Graph &graph,
                           const store::ThingRef &thing, const QString &name)
{
    if (const QString flowing = lineage::columnCalled(graph, thing.key, name); !flowing.isEmpty())
        return flowing;
    const auto columns = describedColumns(reader, thing);
    if (!columns)
        return columns.error();
    const auto found =
        std::find_if(columns->begin(), columns->end(), [&name](const mesh::Column &one) {
            return one.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    if (found != columns->end())
        return found->name;
    return Error{Error::Kind::NotFound, tr("%1 has no column %2.").arg(thing.name, name), {}};
}

} // namespace meshlens::commands
