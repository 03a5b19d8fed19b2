// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every export is read back by a reader of its own, and every edge must be in it.
#include "graph_fixture.h"
#include "models/lineage/export.h"
#include "models/mesh/identity.h"

#include <nlohmann/json.hpp>

#include <QXmlStreamReader>
#include <QtTest>

#include <set>

using namespace meshlens;
using namespace meshlens::lineage;

namespace {

using Cells = std::tuple<QString, QString, QString, QString>; // from, column, to, column

/// 300 datasets with columns, jobs and odd names; a lonely one at the end.
Subgraph large()
{
    QRandomGenerator random(11);
    GraphInput input;
    const auto key = [](int i) {
        return i % 7 == 0   ? u"pg://h:1/od\"d,%1/t<&>"_s.arg(i)
               : i % 5 == 0 ? u"postgres://h:1/db/a.b/t"_s + QString::number(i) + u"%2Fx%20y"_s
                            : u"pg://h:1/db/t%1"_s.arg(i);
    };
    for (int i = 0; i < 300; ++i)
        addDataset(input, key(i), {u"core"_s, u"second catalog"_s});
    for (int i = 0; i < 900; ++i) {
        const QString from = key(random.bounded(299)), to = key(random.bounded(299));
        const int columns = random.bounded(3);
        addEdge(input, columns > 0 ? from + u"#c%1"_s.arg(i % 5) : from,
                columns > 1 ? to + u"#c%1"_s.arg(i % 3) : to, u"core"_s,
                i % 4 == 0 ? QString() : u"job://n/%1"_s.arg(i % 40));
    }
    WalkOptions options;
    options.withColumns = true;
    options.maxNodes = 1'000'000;
    Subgraph graph = *neighbourhood(*graphOf(input), {}, options);
    Node lonely;
    lonely.key = lonely.name = key(299);
    graph.nodes.append(lonely);
    return graph;
}

std::multiset<Cells> edgesOf(const Subgraph &graph)
{
    std::multiset<Cells> edges;
    for (const Edge &edge : graph.edges)
        edges.insert({edge.from, edge.fromColumn, edge.to, edge.toColumn});
    return edges;
}

/// RFC 4180.
QList<QStringList> readCsv(const QByteArray &bytes)
{
    QList<QStringList> rows{{}};
    QString field;
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"')
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                field += text[i++];
            else
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',') {
            rows.last().append(std::exchange(field, {}));
        } else if (c == u'\n') {
            rows.last().append(std::exchange(field, {}));
            rows.append(QStringList());
        } else if (c != u'\r') {
            field += c;
        }
    }
    rows.removeLast();
    return rows;
}

/// The next quoted text of a DOT line.
QString quotedText(const QString &line, qsizetype &at)
{
    QString text;
    at = line.indexOf(u'"', at) + 1;
    for (; at < line.size() && line[at] != u'"'; ++at) {
        if (line[at] == u'\\')
            ++at;
        text += line[at];
    }
    ++at;
    return text;
}

/// As a catalog that reads the file makes its keys.
QString keyOf(const nlohmann::json &dataset)
{
    return mesh::openLineageKey(QString::fromStdString(dataset["namespace"]),
                                QString::fromStdString(dataset["name"]))
        .key;
}

QString jobOf(const nlohmann::json &event)
{
    const auto name = QString::fromStdString(event["job"]["name"]);
    return name.startsWith(u"lineage of ")
               ? name
               : mesh::jobKey(QString::fromStdString(event["job"]["namespace"]), name);
}

} // namespace

class TestExport : public QObject
{
    Q_OBJECT

private:
    const Subgraph m_graph = large();

private slots:
    void csvHoldsEveryEdgeWithBothEndsAndColumns()
    {
        const auto rows = readCsv(toCsv(m_graph));
        std::multiset<Cells> edges;
        QStringList lonely;
        const qsizetype to = rows[0].indexOf(u"to"_s),
                        fromColumn = rows[0].indexOf(u"from_column"_s),
                        toColumn = rows[0].indexOf(u"to_column"_s);
        for (qsizetype i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i].size(), rows[0].size());
            if (rows[i][to].isEmpty())
                lonely.append(rows[i][0]);
            else
                edges.insert({rows[i][0], rows[i][fromColumn], rows[i][to], rows[i][toColumn]});
        }
        QVERIFY(edges.size() > 900);
        QCOMPARE(edges, edgesOf(m_graph));
        QCOMPARE(lonely, QStringList{m_graph.nodes.last().key});
    }

    void dotHoldsEveryEdge()
    {
        std::multiset<std::pair<QString, QString>> found, expected;
        int nodes = 0;
        for (const QString &line : QString::fromUtf8(toDot(m_graph)).split(u'\n')) {
            qsizetype at = 0;
            const QString first = line.startsWith(u"  \"") ? quotedText(line, at) : QString();
            if (first.isEmpty())
                continue;
            if (line.mid(at, 4) == u" -> ")
                found.insert({first, quotedText(line, at)});
            else
                ++nodes;
        }
        for (const Edge &edge : m_graph.edges)
            expected.insert({edge.from, edge.to});
        QCOMPARE(found, expected);
        QCOMPARE(nodes, int(m_graph.nodes.size()));
    }

    void graphMlHoldsEveryEdgeAndNode()
    {
        QXmlStreamReader xml(toGraphMl(m_graph));
        std::multiset<Cells> edges;
        int nodes = 0;
        QString from, to, fromColumn, toColumn;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"node")
                ++nodes;
            if (xml.isStartElement() && xml.name() == u"edge") {
                from = xml.attributes().value(u"source"_s).toString();
                to = xml.attributes().value(u"target"_s).toString();
                fromColumn.clear();
                toColumn.clear();
            }
            if (xml.isStartElement() && xml.name() == u"data") {
                const QString key = xml.attributes().value(u"key"_s).toString();
                if (key == u"from_column")
                    fromColumn = xml.readElementText();
                else if (key == u"to_column")
                    toColumn = xml.readElementText();
            }
            if (xml.isEndElement() && xml.name() == u"edge")
                edges.insert({from, fromColumn, to, toColumn});
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(edges, edgesOf(m_graph));
        QCOMPARE(nodes, int(m_graph.nodes.size()));
    }

    void openLineageHoldsEveryEdgeWithItsJobs()
    {
        std::set<std::tuple<QString, QString, QString>> found, expected; // from, to, job
        std::set<Cells> foundColumns, expectedColumns;
        int lonely = 0;
        for (const QByteArray &line : toOpenLineage(m_graph, 0).split('\n')) {
            if (line.isEmpty())
                continue;
            const auto event = nlohmann::json::parse(line.toStdString());
            if (event.contains("dataset")) {
                ++lonely;
                continue;
            }
            const auto &output = event["outputs"][0];
            for (const auto &input : event["inputs"])
                found.insert({keyOf(input), keyOf(output), jobOf(event)});
            if (!output.contains("facets"))
                continue;
            const auto &facet = output["facets"]["columnLineage"];
            for (const auto &[field, inputs] : facet["fields"].items()) {
                for (const auto &input : inputs["inputFields"])
                    foundColumns.insert({keyOf(input), QString::fromStdString(input["field"]),
                                         keyOf(output), QString::fromStdString(field)});
            }
            for (const auto &input : facet.value("dataset", nlohmann::json::array()))
                foundColumns.insert(
                    {keyOf(input), QString::fromStdString(input["field"]), keyOf(output), {}});
        }
        for (const Edge &edge : m_graph.edges) {
            for (const QString &job :
                 edge.via.isEmpty() ? QStringList{u"lineage of "_s + edge.to} : edge.via)
                expected.insert({edge.from, edge.to, job});
            if (edge.level == Level::Column)
                expectedColumns.insert({edge.from, edge.fromColumn, edge.to, edge.toColumn});
        }
        QCOMPARE(found, expected);
        QCOMPARE(foundColumns, expectedColumns);
        QCOMPARE(lonely, 1);
    }

    void jsonHoldsEveryEdge()
    {
        const auto json = toJson(m_graph);
        std::multiset<Cells> edges;
        const auto text = [](const nlohmann::json &value) {
            return value.is_null() ? QString() : QString::fromStdString(value);
        };
        for (const auto &edge : json["edges"])
            edges.insert({text(edge["from"]), text(edge["from_column"]), text(edge["to"]),
                          text(edge["to_column"])});
        QCOMPARE(edges, edgesOf(m_graph));
        QCOMPARE(json["nodes"].size(), std::size_t(m_graph.nodes.size()));
    }
};

QTEST_APPLESS_MAIN(TestExport)
#include "tst_export.moc"
