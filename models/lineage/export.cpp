// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"

#include "models/clock.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

using nlohmann::json;

json texts(const QStringList &list)
{
    json array = json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

json timeOrNull(std::int64_t ms)
{
    return ms > 0 ? json(toRfc3339(ms).toStdString()) : json();
}

json columnOrNull(const QString &column)
{
    return column.isEmpty() ? json() : json(column.toStdString());
}

json toJson(const Node &node)
{
    json made{{"key", node.key.toStdString()},    {"kind", mesh::toText(node.kind).toStdString()},
              {"name", node.name.toStdString()},  {"domain", node.domainName.toStdString()},
              {"catalogs", texts(node.catalogs)}, {"distance", node.distance},
              {"hidden_up", node.hiddenUp},       {"hidden_down", node.hiddenDown}};
    if (node.kind == mesh::Kind::Dataset)
        made["type"] = mesh::toText(node.type).toStdString();
    if (!node.columns.isEmpty())
        made["columns"] = texts(node.columns);
    return made;
}

json toJson(const Edge &edge)
{
    return {{"from", edge.from.toStdString()},
            {"to", edge.to.toStdString()},
            {"level", toText(edge.level).toStdString()},
            {"from_column", columnOrNull(edge.fromColumn)},
            {"to_column", columnOrNull(edge.toColumn)},
            {"via", texts(edge.via)},
            {"sources", texts(edge.sources)},
            {"declared", edge.declared},
            {"count", edge.count},
            {"first_seen", timeOrNull(edge.firstSeenMs)},
            {"last_seen", timeOrNull(edge.lastSeenMs)}};
}

json toJson(const QList<Edge> &edges)
{
    json array = json::array();
    for (const Edge &edge : edges)
        array.push_back(toJson(edge));
    return array;
}

/// A field by RFC 4180. What a spreadsheet would run as a formula gets a quote in front.
QString csvField(const QString &text)
{
    static const QString formula = u"=+-@\t\r"_s;
    QString field = !text.isEmpty() && formula.contains(text.front()) ? u'\'' + text : text;
    if (!field.contains(u',') && !field.contains(u'"') && !field.contains(u'\n') &&
        !field.contains(u'\r'))
        return field;
    return u'"' + field.replace(u'"', u"\"\""_s) + u'"';
}

QString csvLine(const QStringList &fields)
{
    QStringList quoted;
    for (const QString &field : fields)
        quoted.append(csvField(field));
    return quoted.join(u',') + u"\r\n"_s;
}

QString dotText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s);
    return u'"' + escaped + u'"';
}

QString timeText(std::int64_t ms)
{
    return ms > 0 ? toRfc3339(ms) : QString();
}

/// Platform and instance are the namespace of OpenLineage, the rest is the name.
json openLineageDataset(const QString &key)
{
    const qsizetype scheme = key.indexOf(u"://"_s);
    const qsizetype slash = scheme < 0 ? -1 : key.indexOf(u'/', scheme + 3);
    if (slash < 0)
        return {{"namespace", "meshlens"}, {"name", key.toStdString()}};
    return {{"namespace", key.left(slash).toStdString()},
            {"name", key.mid(slash + 1).toStdString()}};
}

struct Target {
    QStringList inputs; // keys, in order
    QStringList jobs;
    QList<const Edge *> columns;
};

json columnLineage(const Target &target)
{
    json fields = json::object();
    json dataset = json::array();
    for (const Edge *edge : target.columns) {
        json field = openLineageDataset(edge->from);
        field["field"] = edge->fromColumn.toStdString();
        if (edge->toColumn.isEmpty())
            dataset.push_back(std::move(field));
        else
            fields[edge->toColumn.toStdString()]["inputFields"].push_back(std::move(field));
    }
    json facet{
        {"_producer", "urn:meshlens"},
        {"_schemaURL", "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json"},
        {"fields", std::move(fields)}};
    if (!dataset.empty())
        facet["dataset"] = std::move(dataset);
    return facet;
}

} // namespace

json toJson(const Subgraph &graph)
{
    json nodes = json::array();
    for (const Node &node : graph.nodes)
        nodes.push_back(toJson(node));
    json made{{"root", graph.root.toStdString()},
              {"nodes", std::move(nodes)},
              {"edges", toJson(graph.edges)},
              {"truncated", nullptr}};
    if (!graph.rootColumn.isEmpty())
        made["root_column"] = graph.rootColumn.toStdString();
    if (graph.truncated)
        made["truncated"] = {{"why", graph.truncated->why.toStdString()},
                             {"hidden", graph.truncated->hidden}};
    return made;
}

json toJson(const Diff &diff)
{
    json made = toJson(diff.both);
    made["came"] = {{"nodes", texts(diff.nodesCame)}, {"edges", toJson(diff.came)}};
    made["went"] = {{"nodes", texts(diff.nodesWent)}, {"edges", toJson(diff.went)}};
    return made;
}

json toJson(const QList<Impact> &impacts)
{
    json array = json::array();
    for (const Impact &impact : impacts) {
        array.push_back({{"key", impact.key.toStdString()},
                         {"kind", mesh::toText(impact.kind).toStdString()},
                         {"name", impact.name.toStdString()},
                         {"domain", impact.domainName.toStdString()},
                         {"owners", texts(impact.owners)},
                         {"distance", impact.distance},
                         {"path", texts(impact.path)},
                         {"columns", texts(impact.columns)},
                         {"contract_breaks", impact.contractBreaks},
                         {"contracts", texts(impact.contracts)}});
    }
    return array;
}

QByteArray toCsv(const Subgraph &graph)
{
    QString text =
        csvLine({u"from"_s, u"to"_s, u"level"_s, u"from_column"_s, u"to_column"_s, u"via"_s,
                 u"sources"_s, u"declared"_s, u"first_seen"_s, u"last_seen"_s});
    for (const Edge &edge : graph.edges) {
        text += csvLine({edge.from, edge.to, toText(edge.level), edge.fromColumn, edge.toColumn,
                         edge.via.join(u' '), edge.sources.join(u' '),
                         edge.declared ? u"true"_s : u"false"_s, timeText(edge.firstSeenMs),
                         timeText(edge.lastSeenMs)});
    }
    return text.toUtf8();
}

QByteArray toCsv(const QList<Impact> &impacts)
{
    QString text = csvLine({u"key"_s, u"name"_s, u"domain"_s, u"owners"_s, u"distance"_s, u"path"_s,
                            u"columns"_s, u"contract_breaks"_s});
    for (const Impact &impact : impacts) {
        text +=
            csvLine({impact.key, impact.name, impact.domainName, impact.owners.join(u"; "_s),
                     QString::number(impact.distance), impact.pathNames.join(u" > "_s),
                     impact.columns.join(u' '), impact.contractBreaks ? u"true"_s : u"false"_s});
    }
    return text.toUtf8();
}

QByteArray toDot(const Subgraph &graph)
{
    QString text = u"digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n"_s;
    for (const Node &node : graph.nodes) {
        const QString label = node.domainName.isEmpty() || node.kind == mesh::Kind::Domain
                                  ? node.name
                                  : node.name + u'\n' + node.domainName;
        text += u"  %1 [label=%2];\n"_s.arg(dotText(node.key), dotText(label));
    }
    for (const Edge &edge : graph.edges) {
        QStringList attributes;
        if (edge.level == Level::Column)
            attributes.append(u"label="_s +
                              dotText(edge.fromColumn + u" → "_s +
                                      (edge.toColumn.isEmpty() ? u"*"_s : edge.toColumn)));
        if (!edge.declared)
            attributes.append(u"style=dashed"_s);
        text += u"  "_s + dotText(edge.from) + u" -> "_s + dotText(edge.to) +
                (attributes.isEmpty() ? QString() : u" ["_s + attributes.join(u", "_s) + u']') +
                u";\n"_s;
    }
    return (text + u"}\n"_s).toUtf8();
}

QByteArray toOpenLineage(const Subgraph &graph, std::int64_t nowMs)
{
    QStringList order;
    QHash<QString, Target> targets;
    for (const Edge &edge : graph.edges) {
        if (!targets.contains(edge.to))
            order.append(edge.to);
        Target &target = targets[edge.to];
        if (!target.inputs.contains(edge.from))
            target.inputs.append(edge.from);
        target.jobs += edge.via;
        if (edge.level == Level::Column)
            target.columns.append(&edge);
    }
    QByteArray lines;
    for (const QString &key : std::as_const(order)) {
        const Target &target = targets[key];
        json inputs = json::array();
        for (const QString &input : target.inputs)
            inputs.push_back(openLineageDataset(input));
        json output = openLineageDataset(key);
        if (!target.columns.isEmpty())
            output["facets"]["columnLineage"] = columnLineage(target);
        const QString job = target.jobs.value(0, u"lineage of "_s + key);
        const json event{
            {"eventTime", toRfc3339(nowMs).toStdString()},
            {"producer", "urn:meshlens"},
            {"schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"},
            {"job", {{"namespace", "meshlens"}, {"name", job.toStdString()}}},
            {"inputs", std::move(inputs)},
            {"outputs", json::array({std::move(output)})}};
        lines +=
            QByteArray::fromStdString(event.dump(-1, ' ', false, json::error_handler_t::replace)) +
            '\n';
    }
    return lines;
}

} // namespace meshlens::lineage
