// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

constexpr auto orders = R"(apiVersion: v3.0.0
kind: DataContract
id: 11111111-2222-3333-4444-555555555555
name: orders
version: 1.0.0
status: active
domain: sales
schema:
  - name: orders
    physicalName: orders
    physicalType: table
    properties:
      - name: order_id
        logicalType: integer
      - name: amount
        logicalType: number
servers:
  - server: prod
    type: postgres
    host: db.sales.example
    port: 5432
    database: shop
    schema: public
)";

void put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

/// What needs no node: usage, folders, layout.
class CliLocalTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        put(m_program.path(u"sales/orders.odcs.yaml"_s), orders);
        put(m_program.path(u"sales/broken.odcs.yaml"_s),
            "apiVersion: v3.0.0\nkind: DataContract\n  id: [1,\n");
    }

    void wrongUsageIsExitTwoAndPrintsNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no such command") << QStringList{u"bogus"_s};
        QTest::newRow("no such option") << QStringList{u"--bogus"_s};
        QTest::newRow("query missing") << QStringList{u"search"_s};
        QTest::newRow("limit below zero")
            << QStringList{u"search"_s, u"x"_s, u"--limit"_s, u"-1"_s};
        QTest::newRow("format") << QStringList{u"sample"_s, u"x"_s, u"--format"_s, u"xml"_s};
        QTest::newRow("key or all") << QStringList{u"score"_s};
        QTest::newRow("key and all") << QStringList{u"score"_s, u"x"_s, u"--all"_s};
        QTest::newRow("severity") << QStringList{u"govern"_s, u"--fail-on"_s, u"bad"_s};
        QTest::newRow("rule") << QStringList{u"govern"_s, u"--rule"_s, u"bad"_s};
        QTest::newRow("out missing")
            << QStringList{u"export"_s, u"products"_s, u"--format"_s, u"csv"_s};
        QTest::newRow("out cannot be made") << QStringList{
            u"export"_s, u"products"_s, u"--format"_s, u"xlsx"_s, u"--out"_s, u"/nonexistent/a"_s};
        QTest::newRow("kind") << QStringList{u"catalog"_s, u"add"_s, u"bogus"_s, u"/"_s};
        QTest::newRow("option") << QStringList{u"catalog"_s, u"add"_s,      u"folder"_s,
                                               u"/"_s,       u"--option"_s, u"nope"_s};
        QTest::newRow("profile") << QStringList{u"--profile"_s, u"../x"_s, u"search"_s, u"a"_s};
        QTest::newRow("mistyped profile")
            << QStringList{u"--profile"_s, u"defualt"_s, u"search"_s, u"a"_s};
        QTest::newRow("purpose missing") << QStringList{u"access"_s, u"request"_s, u"x"_s};
        QTest::newRow("denial without a note") << QStringList{u"access"_s, u"deny"_s, u"x"_s};
        QTest::newRow("two lists") << QStringList{u"access"_s, u"list"_s, u"--inbox"_s, u"--all"_s};
        QTest::newRow("screen") << QStringList{u"shot"_s, u"nope"_s, u"/tmp/x.png"_s};
        QTest::newRow("serve what") << QStringList{u"serve"_s, u"/nonexistent"_s};
        QTest::newRow("changing by query")
            << QStringList{u"query"_s, u"DELETE FROM mesh.product"_s};
    }

    void wrongUsageIsExitTwoAndPrintsNothing()
    {
        QFETCH(QStringList, arguments);

        const Answer answer = m_program.run(arguments);

        QCOMPARE(answer.code, 2);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY(!answer.err.isEmpty());
    }

    void everyCommandHasHelp_data()
    {
        QTest::addColumn<QStringList>("command");
        for (const QString &words : {u""_s,
                                     u"catalog"_s,
                                     u"catalog add"_s,
                                     u"sync"_s,
                                     u"search"_s,
                                     u"show"_s,
                                     u"lineage"_s,
                                     u"impact"_s,
                                     u"paths"_s,
                                     u"survey"_s,
                                     u"identity"_s,
                                     u"identity join"_s,
                                     u"layout"_s,
                                     u"sample"_s,
                                     u"query"_s,
                                     u"access request"_s,
                                     u"access approve"_s,
                                     u"score"_s,
                                     u"govern"_s,
                                     u"export"_s,
                                     u"shot"_s,
                                     u"demo"_s,
                                     u"serve"_s})
            QTest::newRow(qPrintable(words)) << words.split(u' ', Qt::SkipEmptyParts);
    }

    void everyCommandHasHelp()
    {
        QFETCH(QStringList, command);

        const Answer answer = m_program.run(command + QStringList{u"--help"_s});

        QCOMPARE(answer.code, 0);
        QVERIFY(answer.out.contains("Usage: meshlens"));
        QCOMPARE(answer.err, QString());
    }

    void anUnusableWorkspaceIsExitFive()
    {
        const Answer answer =
            m_program.run({u"--workspace"_s, u"/proc/nope"_s, u"catalog"_s, u"list"_s});

        QCOMPARE(answer.code, 5);
        QVERIFY(!answer.err.isEmpty());
    }

    void kindsNameTheirOptions()
    {
        const Answer answer = m_program.run({u"--json"_s, u"catalog"_s, u"kinds"_s});

        QCOMPARE(answer.code, 0);
        QCOMPARE(
            difference(answer.json(),
                       Json::parse(R"([{"kind": "text", "title": "text", "capabilities": ["text"],
                "options": [{"name": "text", "needed": "bool", "secret": "bool"}]}])")),
            QString());
        QVERIFY(answer.json().size() >= 2);
    }

    void aFolderIsReadWithoutKeychainAndItsProblemsSayWhere()
    {
        const QStringList noKeychain{u"MESHLENS_KEYCHAIN="_s, u"DBUS_SESSION_BUS_ADDRESS="_s};
        const QString folder = m_program.path(u"sales"_s);

        const Answer added =
            m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, folder, u"--json"_s}, noKeychain);
        QCOMPARE(added.code, 0);
        QCOMPARE(text(added.json(), "name"), u"sales"_s);
        QCOMPARE(m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, folder}, noKeychain).code, 1);

        const Answer read = m_program.run({u"sync"_s, u"--format"_s, u"json"_s}, noKeychain);
        QCOMPARE(read.code, 0);
        const Json run = read.json();
        QCOMPARE(difference(run, Json::parse(R"([{"catalog": "text", "ok": "bool", "error": "text?",
            "entities": {"dataset": "whole"}, "requests": "whole", "bytes": "whole",
            "took_ms": "whole", "generation": "whole",
            "problems": [{"file": "text", "line": "whole?", "reason": "text"}]}])")),
                 QString());
        QCOMPARE(text(run[0]["problems"].at(0), "file"), u"broken.odcs.yaml"_s);
        QVERIFY(run[0]["problems"][0]["line"].is_number());

        const Answer again = m_program.run({u"sync"_s, u"sales"_s, u"--json"_s}, noKeychain);
        QCOMPARE(again.json()[0]["generation"].get<int>(), 1); // nothing new: the same picture
        QVERIFY(again.json()[0]["problems"] == run[0]["problems"]);
        QCOMPARE(m_program.run({u"sync"_s, u"nobody"_s}).code, 1);

        const Answer shown =
            m_program.run({u"show"_s, u"shop/public/orders"_s, u"--json"_s}, noKeychain);
        QCOMPARE(shown.code, 0);
        QCOMPARE(text(shown.json(), "kind"), u"dataset"_s);
        QCOMPARE(shown.json()["columns"].size(), std::size_t(2));

        const Answer counted = m_program.run(
            {u"query"_s, u"SELECT count(*) AS n FROM mesh.dataset"_s, u"--format"_s, u"csv"_s},
            noKeychain);
        QCOMPARE(counted.code, 0);
        QCOMPARE(counted.out, QByteArray("n\r\n1\r\n"));
    }

    void aDeadServerIsExitThreeAndTheRestIsRead()
    {
        QCOMPARE(m_program
                     .run({u"catalog"_s, u"add"_s, u"node"_s, u"http://127.0.0.1:1"_s, u"--name"_s,
                           u"dead"_s})
                     .code,
                 0);

        const Answer read = m_program.run({u"sync"_s, u"--json"_s});
        QCOMPARE(read.code, 3);
        QCOMPARE(read.json().size(), std::size_t(2));
        QCOMPARE(m_program.run({u"catalog"_s, u"test"_s, u"dead"_s}).code, 3);
        const Answer listed = m_program.run({u"catalog"_s, u"list"_s, u"--json"_s});
        QCOMPARE(difference(listed.json(), Json::parse(R"([{"name": "text", "kind": "text",
            "url": "text", "state": "text", "last_sync": "time?", "error": "text?"}])")),
                 QString());

        QCOMPARE(m_program.run({u"catalog"_s, u"remove"_s, u"dead"_s}).code, 0);
        QCOMPARE(m_program.run({u"catalog"_s, u"remove"_s, u"dead"_s}).code, 1);
    }

    void aSecretNeverShows()
    {
        const QStringList secret{u"MESHLENS_SECRET=hunter2-hunter2"_s};
        const Answer added =
            m_program.run({u"catalog"_s, u"add"_s, u"node"_s, u"http://127.0.0.1:1"_s, u"--name"_s,
                           u"closed"_s, u"--option"_s, u"auth=bearer"_s},
                          secret);
        QCOMPARE(added.code, 0);
        const Answer listed = m_program.run({u"catalog"_s, u"list"_s, u"--json"_s});
        const Answer read = m_program.run({u"sync"_s, u"closed"_s, u"--json"_s});

        for (const Answer &answer : {added, listed, read})
            QVERIFY(!answer.out.contains("hunter2") && !answer.err.contains(u"hunter2"));
        QVERIFY(m_program.run({u"catalog"_s, u"remove"_s, u"closed"_s}).code == 0);
    }

    void cellsNeverBecomeFormulas()
    {
        const Answer answer =
            m_program.run({u"query"_s, u"SELECT '=1+1' AS a, -5 AS b, '@x' AS c, '-y' AS d"_s,
                           u"--format"_s, u"csv"_s});

        QCOMPARE(answer.out, QByteArray("a,b,c,d\r\n'=1+1,-5,'@x,'-y\r\n"));
    }

    void layoutPlacesAGraphAndSaysHowLong()
    {
        put(m_program.path(u"in.json"_s), R"({"nodes": [{"id": "a", "width": 100, "height": 40},
            {"id": "b", "width": 100, "height": 40}], "edges": [{"source": "a", "target": "b"}]})");

        const Answer answer = m_program.run(
            {u"layout"_s, m_program.path(u"in.json"_s), m_program.path(u"out.json"_s)});

        QCOMPARE(answer.code, 0);
        QVERIFY(answer.out.startsWith("layout_ms="));
        QFile file(m_program.path(u"out.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json placed = Json::parse(file.readAll().toStdString(), nullptr, false);
        QCOMPARE(difference(placed, Json::parse(R"({"nodes": [{"id": "text", "x": "number",
            "y": "number"}], "edges": [{"source": "text", "target": "text",
            "points": [["number"]]}]})")),
                 QString());
        QVERIFY(placed["nodes"][0]["x"] < placed["nodes"][1]["x"]); // left to right
        QCOMPARE(m_program.run({u"layout"_s, u"/nonexistent"_s, u"/tmp/x"_s}).code, 2);
    }

private:
    Program m_program;
};

QTEST_GUILESS_MAIN(CliLocalTest)
#include "tst_cli_local.moc"
