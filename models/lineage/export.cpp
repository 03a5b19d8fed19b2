// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export_p.h"

#include "models/clock.h"
#include "models/csv.h"
#include "models/mesh/identity_names.h"

#include <QSet>
#include <QXmlStreamWriter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

json timeOrNull(std::int64_t ms)
{
    return ms > 0 ? json(toRfc3339(ms).toStdString()) : json();
}

json edgesToJson(const QList<Edge> &edges)
{
    json array = json::array();
    for (const Edge &edge : edges)
        array.push_back(toJson(edge));
    return array;
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

json openLineageDataset(const QString &key)
{
    const mesh::OpenLineageName name = mesh::openLineageNameOf(key);
    return {{"namespace", name.nameSpace.toStdString()}, {"name", name.name.toStdString()}};
}

/// What flows into one dataset by one job.
struct Target {
    QString key;
    QString job;        // empty: nobody says
    QStringList inputs; // keys, in order
    QSet<QString> known;
    QList<const Edge *> columns;
};

json openLineageJob(const Target &target)
{
    const mesh::OpenLineageName job =
        mesh::openLineageJobOf(target.job.isEmpty() ? u"lineage of "_s + target.key : target.job);
    return {{"namespace", job.nameSpace.toStdString()}, {"name", job.name.toStdString()}};
}

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

json toJson(const Node &node)
{
    json made{{"key", node.key.toStdString()},    {"kind", mesh::toText(node.kind).toStdString()},
              {"name", node.name.toStdString()},  {"domain", node.domainName.toStdString()},
              {"catalogs", texts(node.catalogs)}, {"distance", node.distance},
              {"hidden_up", node.hiddenUp},       {"hidden_down", node.hiddenDown}};
    if (node.kind == mesh::Kind::Dataset)
        made["type"] = mesh::toText(node.type).toStdString();
    made["class"] = textOrNull(mesh::toText(node.classification));
    made["owners"] = texts(node.owners);
    if (!node.sameDataAs.isEmpty())
        made["same_data_as"] = node.sameDataAs.toStdString();
    if (!node.columns.isEmpty())
        made["columns"] = texts(node.columns);
    return made;
}

json toJson(const Edge &edge)
{
    return {{"from", edge.from.toStdString()},
            {"to", edge.to.toStdString()},
            {"level", toText(edge.level).toStdString()},
            {"from_column", textOrNull(edge.fromColumn)},
            {"to_column", textOrNull(edge.toColumn)},
            {"via", texts(edge.via)},
            {"sources", texts(edge.sources)},
            {"declared", edge.declared},
            {"count", edge.count},
            {"first_seen", timeOrNull(edge.firstSeenMs)},
            {"last_seen", timeOrNull(edge.lastSeenMs)}};
}

json toJson(const Subgraph &graph)
{
    json nodes = json::array();
    for (const Node &node : graph.nodes)
        nodes.push_back(toJson(node));
    json made{{"root", graph.root.toStdString()},
              {"nodes", std::move(nodes)},
              {"edges", edgesToJson(graph.edges)},
              {"truncated", nullptr}};
    if (!graph.rootColumn.isEmpty())
        made["root_column"] = graph.rootColumn.toStdString();
    if (graph.truncated)
        made["truncated"] = {{"why", graph.truncated->why.toStdString()},
                             {"hidden", graph.truncated->hidden},
                             {"how", graph.truncated->how.toStdString()}};
    return made;
}

json toJson(const Diff &diff)
{
    json made = toJson(diff.both);
    made["came"] = {{"nodes", texts(diff.nodesCame)}, {"edges", edgesToJson(diff.came)}};
    made["went"] = {{"nodes", texts(diff.nodesWent)}, {"edges", edgesToJson(diff.went)}};
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

/// Nodes that no edge of the graph touches.
static QList<const Node *> lonely(const Subgraph &graph)
{
    QSet<QString> touched;
    for (const Edge &edge : graph.edges) {
        touched.insert(edge.from);
        touched.insert(edge.to);
    }
    QList<const Node *> nodes;
    for (const Node &node : graph.nodes) {
        if (!touched.contains(node.key))
            nodes.append(&node);
    }
    return nodes;
}

static const QStringList edgeColumns{u"from"_s,       u"to"_s,       u"level"_s,   u"from_column"_s,
                                     u"to_column"_s,  u"via"_s,      u"sources"_s, u"declared"_s,
                                     u"first_seen"_s, u"last_seen"_s};

static QStringList edgeFields(const Edge &edge)
{
    return {edge.from,
            edge.to,
            toText(edge.level),
            edge.fromColumn,
            edge.toColumn,
            edge.via.join(u"; "_s),
            edge.sources.join(u"; "_s),
            edge.declared ? u"true"_s : u"false"_s,
            timeText(edge.firstSeenMs),
            timeText(edge.lastSeenMs)};
}

QByteArray toCsv(const Diff &diff)
{
    QString text = csvLine(QStringList{u"change"_s} + edgeColumns);
    for (const auto &[word, edges] : {std::pair(u"came"_s, &diff.came), {u"went"_s, &diff.went}}) {
        for (const Edge &edge : *edges)
            text += csvLine(QStringList{word} + edgeFields(edge));
    }
    return text.toUtf8();
}

QByteArray toCsv(const Subgraph &graph)
{
    QString text = csvLine(edgeColumns);
    for (const Edge &edge : graph.edges)
        text += csvLine(edgeFields(edge));
    for (const Node *node : lonely(graph))
        text += csvLine({node->key,
                         {},
                         toText(graph.level),
                         {},
                         {},
                         {},
                         node->catalogs.join(u"; "_s),
                         {},
                         {},
                         {}});
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
                     impact.columns.join(u"; "_s), impact.contractBreaks ? u"true"_s : u"false"_s});
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

QByteArray toGraphMl(const Subgraph &graph)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"graphml"_s);
    xml.writeDefaultNamespace(u"http://graphml.graphdrawing.org/xmlns"_s);
    const auto declare = [&](const QString &name, const QString &of) {
        xml.writeEmptyElement(u"key"_s);
        xml.writeAttribute(u"id"_s, name);
        xml.writeAttribute(u"for"_s, of);
        xml.writeAttribute(u"attr.name"_s, name);
        xml.writeAttribute(u"attr.type"_s, u"string"_s);
    };
    for (const QString &name : {u"name"_s, u"kind"_s, u"domain"_s, u"catalogs"_s})
        declare(name, u"node"_s);
    for (const QString &name : {u"level"_s, u"from_column"_s, u"to_column"_s, u"via"_s,
                                u"sources"_s, u"first_seen"_s, u"last_seen"_s})
        declare(name, u"edge"_s);
    const auto data = [&](const QString &name, QString value) {
        // XML 1.0 has no way to write most control characters.
        value.removeIf(
            [](QChar c) { return (c < u' ' && c != u'\n' && c != u'\t') || c >= QChar(0xfffe); });
        if (value.isEmpty())
            return;
        xml.writeStartElement(u"data"_s);
        xml.writeAttribute(u"key"_s, name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    };
    xml.writeStartElement(u"graph"_s);
    xml.writeAttribute(u"edgedefault"_s, u"directed"_s);
    for (const Node &node : graph.nodes) {
        xml.writeStartElement(u"node"_s);
        xml.writeAttribute(u"id"_s, node.key);
        data(u"name"_s, node.name);
        data(u"kind"_s, mesh::toText(node.kind));
        data(u"domain"_s, node.domainName);
        data(u"catalogs"_s, node.catalogs.join(u"; "_s));
        xml.writeEndElement();
    }
    for (const Edge &edge : graph.edges) {
        xml.writeStartElement(u"edge"_s);
        xml.writeAttribute(u"source"_s, edge.from);
        xml.writeAttribute(u"target"_s, edge.to);
        data(u"level"_s, toText(edge.level));
        data(u"from_column"_s, edge.fromColumn);
        data(u"to_column"_s, edge.toColumn);
        data(u"via"_s, edge.via.join(u"; "_s));
        data(u"sources"_s, edge.sources.join(u"; "_s));
        data(u"first_seen"_s, timeText(edge.firstSeenMs));
        data(u"last_seen"_s, timeText(edge.lastSeenMs));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

QByteArray toOpenLineage(const Subgraph &graph, std::int64_t nowMs)
{
    QList<Target> targets;
    QHash<std::pair<QString, QString>, qsizetype> places; // of dataset and job
    for (const Edge &edge : graph.edges) {
        for (const QString &job : edge.via.isEmpty() ? QStringList{QString()} : edge.via) {
            const std::pair place(edge.to, job);
            if (!places.contains(place)) {
                places.insert(place, targets.size());
                targets.append({edge.to, job, {}, {}, {}});
            }
            Target &target = targets[places.value(place)];
            if (!target.known.contains(edge.from)) {
                target.known.insert(edge.from);
                target.inputs.append(edge.from);
            }
            if (edge.level == Level::Column)
                target.columns.append(&edge);
        }
    }
    QByteArray lines;
    const auto write = [&](const json &event) {
        lines +=
            QByteArray::fromStdString(event.dump(-1, ' ', false, json::error_handler_t::replace)) +
            '\n';
    };
    for (const Target &target : std::as_const(targets)) {
        json inputs = json::array();
        for (const QString &input : target.inputs)
            inputs.push_back(openLineageDataset(input));
        json output = openLineageDataset(target.key);
        if (!target.columns.isEmpty())
            output["facets"]["columnLineage"] = columnLineage(target);
        write({{"eventTime", toRfc3339(nowMs).toStdString()},
               {"producer", "urn:meshlens"},
               {"schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"},
               {"job", openLineageJob(target)},
               {"inputs", std::move(inputs)},
               {"outputs", json::array({std::move(output)})}});
    }
    for (const Node *node : lonely(graph)) {
        write({{"eventTime", toRfc3339(nowMs).toStdString()},
               {"producer", "urn:meshlens"},
               {"schemaURL",
                "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent"},
               {"dataset", openLineageDataset(node->key)}});
    }
    return lines;
}

} // namespace meshlens::lineage
