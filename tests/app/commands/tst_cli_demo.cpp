// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

/// Reading commands on the demo mesh: shapes and exit codes of CLI.md.
class CliDemoTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_program.startDemo()); }

    void theDemoSaysWhatItRuns()
    {
        QCOMPARE(difference(m_program.demoLine(), Json::parse(R"({"nodes": [{"id": "text",
            "name": "text", "url": "text", "domains": ["text"]}], "workspace": "text",
            "people": [{"profile": "text", "name": "text", "roles": ["text"]}]})")),
                 QString());
        QCOMPARE(m_program.demoLine()["nodes"].size(), std::size_t(4));
        QCOMPARE(text(m_program.demoLine(), "workspace"), m_program.workspace());
    }

    void aSecondDemoIsRefusedByName()
    {
        const Answer answer = m_program.run({u"demo"_s});

        QCOMPARE(answer.code, 5);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY(answer.err.contains(QString::number(m_program.demoProcess())));
    }

    void documentsHaveTheirShape_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("shape");
        QTest::newRow("search") << u"search|price|--facets|--limit|3"_s << QByteArray(R"({
            "query": "text", "total": "whole", "took_ms": "number", "relaxed": ["text"],
            "hits": [{"key": "text", "kind": "text", "name": "text", "domain": "text?",
                "catalogs": ["text"], "quality": "number?", "freshness": "any", "why": ["text"]}],
            "facets": {"domain": [{"value": "text", "count": "whole"}]}})");
        QTest::newRow("search without hits") << u"search|qqzzxx"_s << QByteArray(R"({
            "query": "text", "total": "whole", "hits": ["any"]})");
        const QByteArray thing = R"({"key": "text", "kind": "text", "name": "text",
            "description": "text", "domain": "text?", "owners": ["text"], "tags": ["text"],
            "terms": ["text"], "status": "text?", "archetype": "text?",
            "ports": [{"name": "text", "kind": "text", "address": "text?", "format": "text?"}],
            "columns": [{"name": "text", "type": "text", "description": "text", "tags": ["text"]}],
            "contract": "any", "sources": [{"catalog": "text", "native_id": "text", "url": "text?",
                "synced_at": "time"}], "conflicts": ["any"]})";
        QTest::newRow("product") << u"show|Price realisation"_s << thing;
        QTest::newRow("dataset") << u"show|plan_prices"_s << thing;
        QTest::newRow("domain") << u"show|domain://cadenza-payments/finance"_s << thing;
        QTest::newRow("term") << u"show|List price"_s << thing;
        QTest::newRow("party") << u"show|party://karol.wrona@cadenza.example"_s << thing;
        const QByteArray graph = R"({"root": "text",
            "nodes": [{"key": "text", "kind": "text", "name": "text", "domain": "text",
                "catalogs": ["text"]}],
            "edges": [{"from": "text", "to": "text", "level": "text", "from_column": "text?",
                "to_column": "text?", "via": ["text"], "sources": ["text"], "first_seen": "time?",
                "last_seen": "time?"}], "truncated": "any"})";
        for (const char *level : {"domain", "product", "dataset", "column"})
            QTest::addRow("lineage by %s", level)
                << u"lineage|Price realisation|--up|all|--level|"_s + QString::fromLatin1(level)
                << graph;
        QTest::newRow("ways")
            << u"lineage|Subscriber accounts|--to|Price realisation|--level|product"_s << graph;
        QTest::newRow("impact") << u"impact|plan_prices|--column|country"_s << QByteArray(R"([{
            "key": "text", "name": "text", "domain": "text", "owners": ["text"],
            "distance": "whole", "path": ["text"], "contract_breaks": "bool"}])");
        QTest::newRow("score") << u"score|--all"_s << QByteArray(R"([{"key": "text",
            "quality": {"value": "number?", "coverage": "number", "parts": [{"dimension": "text",
                "weight": "number", "value": "number?", "passed": "whole", "warned": "whole",
                "total": "whole", "latest": "time?"}]},
            "freshness": {"state": "text", "age_s": "whole?", "objective_s": "whole?",
                "value": "number?"},
            "qualities": {"discoverable": {"value": "number?", "rules": [{"id": "text",
                "passed": "bool", "evidence": "text", "fix": "text"}]},
                "addressable": "any", "trustworthy": "any", "self_describing": "any",
                "interoperable": "any", "secure": "any"}}])");
        QTest::newRow("govern") << u"govern"_s << QByteArray(R"({"rules": "whole",
            "findings": [{"rule": "text", "severity": "text", "key": "text", "title": "text",
            "evidence": "text", "fix": "text"}]})");
        QTest::newRow("sample") << u"sample|Exchange rates|--rows|2"_s << QByteArray(R"({
            "columns": [{"name": "text", "type": "text", "masked": "bool"}],
            "rows": [["any"]], "complete": "bool"})");
        QTest::newRow("catalogs") << u"catalog|list"_s << QByteArray(R"([{"name": "text",
            "kind": "text", "url": "text", "state": "text", "last_sync": "time?",
            "error": "text?"}])");
        QTest::newRow("sync") << u"sync|Core"_s << QByteArray(R"([{"catalog": "text", "ok": "bool",
            "error": "text?", "entities": "any", "requests": "whole", "bytes": "whole",
            "took_ms": "whole", "generation": "whole", "problems": ["any"]}])");
    }

    void documentsHaveTheirShape()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, shape);
        const QStringList words = command.split(u'|');

        const Answer before = m_program.run(QStringList{u"--json"_s} + words);
        const Answer after = m_program.run(words + QStringList{u"--json"_s});

        QCOMPARE(before.code, 0);
        QCOMPARE(after.code, 0);
        QCOMPARE(difference(before.json(), Json::parse(shape.toStdString())), QString());
        QCOMPARE(difference(after.json(), Json::parse(shape.toStdString())), QString());
    }

    void whatIsNotThereIsExitOne_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("nothing") << u"show|no such thing"_s;
        QTest::newRow("wrong kind") << u"score|List price"_s;
        QTest::newRow("no lineage") << u"lineage|List price"_s;
        QTest::newRow("no way") << u"lineage|Price realisation|--to|Subscriber accounts"_s;
        QTest::newRow("no column") << u"impact|plan_prices|--column|nope"_s;
        QTest::newRow("no rows") << u"sample|domain://cadenza-payments/finance"_s;
        QTest::newRow("no catalog") << u"sync|nobody"_s;
        QTest::newRow("no request") << u"access|show|nobody"_s;
        QTest::newRow("findings") << u"govern|--fail-on|info"_s;
    }

    void whatIsNotThereIsExitOne()
    {
        QFETCH(QString, command);

        QCOMPARE(m_program.run(command.split(u'|')).code, 1);
    }

    void anAmbiguousKeyListsWhatItMayMean()
    {
        const Answer people = m_program.run({u"show"_s, u"price"_s});
        const Answer script = m_program.run({u"show"_s, u"price"_s, u"--json"_s});

        QCOMPARE(people.code, 1);
        QCOMPARE(people.out, QByteArray());
        QVERIFY(people.err.contains(u"product://cadenza-payments/price-realisation"));
        QCOMPARE(script.code, 1);
        QCOMPARE(difference(script.json(), Json::parse(R"({"matches": [{"key": "text",
            "kind": "text", "name": "text", "domain": "text?"}]})")),
                 QString());
        QVERIFY(script.json()["matches"].size() > 1);
    }

    void lineageLeavesInManyFormats_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("csv") << u"csv"_s << QByteArray("from,to,level,");
        QTest::newRow("dot") << u"dot"_s << QByteArray("digraph ");
        QTest::newRow("openlineage") << u"openlineage"_s << QByteArray("{\"eventTime\":");
        QTest::newRow("json") << u"json"_s << QByteArray("{");
    }

    void lineageLeavesInManyFormats()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, start);
        const QStringList words{u"lineage"_s, u"Price realisation"_s, u"--format"_s, format};
        const QString out = m_program.path(u"graph."_s + format);

        const Answer printed = m_program.run(words);
        const Answer written = m_program.run(words + QStringList{u"--out"_s, out, u"--json"_s});

        QCOMPARE(printed.code, 0);
        QVERIFY2(printed.out.startsWith(start), printed.out.left(80).constData());
        QCOMPARE(written.code, 0);
        QCOMPARE(text(written.json(), "out"), out);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(start));
    }

    void lineageIsDrawnIntoAFile_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("svg") << u"svg"_s << QByteArray("<?xml");
        QTest::newRow("png") << u"png"_s << QByteArray("\x89PNG");
        QTest::newRow("pdf") << u"pdf"_s << QByteArray("%PDF");
    }

    void lineageIsDrawnIntoAFile()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, start);
        const QStringList words{u"lineage"_s, u"Price realisation"_s, u"--format"_s, format};
        const QString out = m_program.path(u"picture."_s + format);

        QCOMPARE(m_program.run(words).code, 2); // where to?
        QCOMPARE(m_program.run(words + QStringList{u"--out"_s, u"/nowhere/x"_s}).code, 2);
        const Answer drawn = m_program.run(words + QStringList{u"--out"_s, out, u"--json"_s});

        QCOMPARE(drawn.code, 0);
        QCOMPARE(text(drawn.json(), "out"), out);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(start));
    }

    void aPictureOfDomainsHasTheirFacts()
    {
        const QString out = m_program.path(u"domains.svg"_s);
        QCOMPARE(m_program
                     .run({u"lineage"_s, u"domain://cadenza-payments/finance"_s, u"--level"_s,
                           u"domain"_s, u"--format"_s, u"svg"_s, u"--out"_s, out})
                     .code,
                 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray picture = file.readAll();
        QVERIFY(picture.contains("on time"));
        QVERIFY(!picture.contains("Not scored"));
    }

    void sqlAnswersOverSamplesAndTheIndex()
    {
        QCOMPARE(m_program.run({u"sample"_s, u"Exchange rates"_s}).code, 0);
        for (const QString &table :
             {u"\"exchange_rates.exchange_rates\""_s, u"mesh.product"_s, u"mesh.dataset"_s,
              u"mesh.\"column\""_s, u"mesh.edge"_s, u"mesh.check_result"_s, u"mesh.\"grant\""_s,
              u"mesh.request"_s, u"mesh.finding"_s, u"mesh.views"_s}) {
            const Answer answer =
                m_program.run({u"query"_s, u"SELECT count(*) AS n FROM "_s + table, u"--json"_s});
            QCOMPARE(answer.code, 0);
            QVERIFY2(answer.json()["rows"][0][0].get<int>() > 0, qPrintable(table));
        }
        const Answer views = m_program.run(
            {u"query"_s, u"SELECT DISTINCT view FROM mesh.views"_s, u"--format"_s, u"csv"_s});
        QVERIFY(views.out.contains("finding") && views.out.contains("product"));
        const Answer said = m_program.run(
            {u"query"_s, u"SELECT 'mesh.finding' AS \"mesh.views\""_s, u"--format"_s, u"csv"_s});
        QCOMPARE(said.out, QByteArray("mesh.views\r\nmesh.finding\r\n"));
    }

    void exportsWriteEveryTableInEveryFormat_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"products", "findings", "access", "lineage"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void exportsWriteEveryTableInEveryFormat()
    {
        QFETCH(QString, what);
        for (const QString &format : {u"csv"_s, u"xlsx"_s, u"json"_s}) {
            const QString out = m_program.path(what + u'.' + format);
            const Answer answer = m_program.run(
                {u"export"_s, what, u"--format"_s, format, u"--out"_s, out, u"--json"_s});
            QCOMPARE(answer.code, 0);
            QVERIFY(answer.json()["rows"].get<int>() > 0);
            QFile file(out);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            if (format == u"json")
                QCOMPARE(Json::parse(content.toStdString(), nullptr, false).size(),
                         answer.json()["rows"].get<std::size_t>());
            else
                QVERIFY(content.startsWith(format == u"xlsx" ? "PK" : "") && !content.isEmpty());
        }
    }

    void aSampleWithoutAGrantIsExitFour()
    {
        const Answer answer = m_program.run({u"sample"_s, u"Subscriber accounts"_s, u"--json"_s});

        QCOMPARE(answer.code, 4);
        QCOMPARE(answer.out, QByteArray());
    }

private:
    Program m_program;
};

QTEST_GUILESS_MAIN(CliDemoTest)
#include "tst_cli_demo.moc"
