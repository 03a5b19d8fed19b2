// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_catalog.h"
#include "app/catalogs/unity_catalog.h"
#include "tests/support/api_double.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray uc = "GET /api/2.1/unity-catalog/";
const QByteArray tracking = "GET /api/2.0/lineage-tracking/";

/// A workspace of Databricks with tables of one schema.
void fill(ApiDouble &api, const QByteArrayList &tables, const QByteArray &comment = {})
{
    api.say(uc + "metastore_summary",
            R"({"metastore_id":"m","cloud":"aws","global_metastore_id":"aws:eu:m"})");
    api.say(uc + "catalogs", R"({"catalogs":[{"name":"main"}]})");
    api.say(uc + "schemas", R"({"schemas":[{"name":"s"}]})");
    json list = json::array();
    for (const QByteArray &table : tables)
        list.push_back({{"name", table.toStdString()},
                        {"table_type", "MANAGED"},
                        {"comment", comment.toStdString()},
                        {"columns", {{{"name", "id"}, {"type_text", "bigint"}}}}});
    api.say(uc + "tables", QByteArray::fromStdString(json{{"tables", list}}.dump()));
    for (const char *empty : {"volumes", "functions", "models"})
        api.say(uc + empty, "{}");
}

void flows(ApiDouble &api, const QByteArray &table, const QByteArray &from,
           const QByteArray &infos = {})
{
    api.say(
        tracking + "table-lineage?table_name=main.s." + table + "&include_entity_lineage=true",
        R"({"upstreams":[{"tableInfo":{"name":")" + from +
            R"(","catalog_name":"main","schema_name":"s","lineage_timestamp":"2026-02-01 10:00:00.0"})" +
            infos + R"(}],"downstreams":[]})");
}

QStringList edges(const QList<mesh::LineageEdge> &found)
{
    QStringList lines;
    for (const mesh::LineageEdge &edge : found)
        lines.append(edge.from.section(u'/', -1) + u'.' + edge.fromColumn + u" > "_s +
                     edge.to.section(u'/', -1) + u'.' + edge.toColumn + u' ' + edge.job);
    lines.sort();
    return lines;
}

QByteArrayList lineageCalls(ApiDouble &api)
{
    QByteArrayList names;
    for (const QByteArray &asked : api.takeAsked()) {
        if (asked.startsWith(tracking))
            names.append(asked.mid(asked.indexOf("table_name=") + 11).split('&').first());
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

class TestUnityFacts : public QObject
{
    Q_OBJECT

private slots:
    void tablesAndColumnsTellTheirLineage();
    void anUnchangedTableKeepsItsLineageAndWaitsItsTurn();
    void anUnchangedLakeCostsATenth();
    void aRefusalLosesNothing();
    void otherServersAreNotAsked();
    void monitorsAreChecks();
};

void TestUnityFacts::tablesAndColumnsTellTheirLineage()
{
    ApiDouble api;
    fill(api, {"orders", "raw"});
    flows(api, "orders", "raw",
          R"(,"notebookInfos":[{"notebook_id":2,"lineage_timestamp":"2026-01-01 10:00:00.0"}],
             "jobInfos":[{"job_id":77,"lineage_timestamp":"2026-02-01 10:00:00.0"}])");
    api.say(tracking + "table-lineage?table_name=main.s.raw&include_entity_lineage=true",
            R"({"upstreams":[{"fileInfo":{"path":"s3://landing/orders"}},{"odd":1}]})");
    api.say(
        tracking + "column-lineage?table_name=main.s.orders&column_name=id",
        R"({"upstream_cols":[{"name":"no","catalog_name":"main","schema_name":"s","table_name":"raw"}]})");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {}, u"t"_s);
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(edges(sink.all.edges).join(u'\n'), u"orders. > raw. \n"
                                                "raw. > orders. job://127.0.0.1/jobs%2F77\n"
                                                "raw.no > orders.id "_s);
    QVERIFY(!sink.all.edges.first().declared);
    QVERIFY(printed(sink).contains(u"/orders [id:bigint] at 2026-02-01T10:00:00Z"_s));
    QCOMPARE(lineageCalls(api),
             (QByteArrayList{"main.s.orders", "main.s.orders", "main.s.raw", "main.s.raw"}));
}

void TestUnityFacts::anUnchangedTableKeepsItsLineageAndWaitsItsTurn()
{
    ApiDouble api;
    fill(api, {"a", "b", "c", "raw"});
    for (const char *name : {"a", "b", "c", "raw"})
        flows(api, name, "raw");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""),
                  {{u"lineage_calls"_s, u"2"_s}}, u"t"_s);
    tests::RecordingSink first, second, third, fourth;
    QVERIFY(puller.pull(first));
    QCOMPARE(lineageCalls(api), (QByteArrayList{"main.s.a", "main.s.b"}));
    QCOMPARE(first.problems.size(), 1); // two of four
    QVERIFY(puller.pull(second));
    QCOMPARE(lineageCalls(api), (QByteArrayList{"main.s.c", "main.s.raw"}));
    QCOMPARE(second.all.edges.size(), 1);
    QVERIFY(second.deletedEdges.isEmpty() && second.problems.isEmpty());
    // All are known now: two at a time, in turn; what is gone at one of them goes.
    api.say(tracking + "table-lineage?table_name=main.s.a&include_entity_lineage=true", "{}");
    const auto turn = puller.pull(third);
    QVERIFY(turn);
    QCOMPARE(lineageCalls(api), (QByteArrayList{"main.s.a", "main.s.b"}));
    QCOMPARE(edges(third.deletedEdges), QStringList{u"raw. > a. "_s});
    QVERIFY(!printed(third).contains(u"/b ["_s)); // its time of data is still known
    const auto last = puller.pull(fourth);
    QVERIFY(last && last->unchanged);
    QCOMPARE(lineageCalls(api), (QByteArrayList{"main.s.c", "main.s.raw"}));
}

void TestUnityFacts::anUnchangedLakeCostsATenth()
{
    ApiDouble api;
    const QByteArrayList names = {"a", "b", "c", "d", "e", "f", "g", "h"};
    fill(api, names);
    for (const QByteArray &name : names)
        flows(api, name, "a");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""),
                  {{u"lineage_calls"_s, u"30"_s}}, u"t"_s);
    tests::RecordingSink first, second, changed;
    QVERIFY(puller.pull(first));
    QCOMPARE(lineageCalls(api).size(), 8 + 7); // tables, and a column of each that has upstreams
    QVERIFY(puller.pull(second));
    QCOMPARE(lineageCalls(api).size(), 3 + 2); // a, b, c in turn; two of them have upstreams
    fill(api, names, "another comment");
    QVERIFY(puller.pull(changed));
    QCOMPARE(lineageCalls(api).size(), 8 + 7);
}

void TestUnityFacts::aRefusalLosesNothing()
{
    ApiDouble api;
    fill(api, {"orders", "raw"});
    flows(api, "orders", "raw");
    flows(api, "raw", "raw");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {}, u"t"_s);
    tests::RecordingSink first, second, whole;
    QVERIFY(puller.pull(first));
    QCOMPARE(first.all.edges.size(), 1);
    for (const char *name : {"orders", "raw"})
        api.say(tracking + "table-lineage?table_name=main.s." + name +
                    "&include_entity_lineage=true",
                R"({"error_code":"PERMISSION_DENIED","message":"no"})", 403);
    QVERIFY(puller.pull(second));
    QVERIFY(second.deletedEdges.isEmpty());
    QCOMPARE(second.problems.size(), 1); // told once
    QVERIFY(puller.pull(whole, true));
    QCOMPARE(edges(whole.all.edges), QStringList{u"raw. > orders. "_s});
}

void TestUnityFacts::otherServersAreNotAsked()
{
    ApiDouble api;
    fill(api, {"orders", "orders_profile_metrics"});
    api.say(uc + "metastore_summary", R"({"metastore_id":"m"})"); // the open source server
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {}, u"t"_s);
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    for (const QByteArray &asked : api.takeAsked())
        QVERIFY2(asked.startsWith(uc) && !asked.contains("monitor"), asked.constData());
}

void TestUnityFacts::monitorsAreChecks()
{
    ApiDouble api;
    fill(api, {"orders", "orders_profile_metrics", "raw", "raw_profile_metrics"});
    const QByteArray monitor = uc + "tables/main.s.orders/monitor";
    api.say(monitor, R"({"table_name":"main.s.orders","status":"MONITOR_STATUS_ACTIVE",
        "profile_metrics_table_name":"main.s.orders_profile_metrics"})");
    api.say(monitor + "/refreshes", R"({"refreshes":[
        {"refresh_id":3,"state":"RUNNING","start_time_ms":1772300000000},
        {"refresh_id":2,"state":"FAILED","message":"no memory","end_time_ms":1772200000000},
        {"refresh_id":1,"state":"SUCCESS","end_time_ms":1772100000000}]})");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""),
                  {{u"lineage_calls"_s, u"0"_s}}, u"t"_s);
    tests::RecordingSink sink, refused, gone;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(sink.all.checks.size(), 1);
    QCOMPARE(sink.all.checks[0].id, u"monitor:main.s.orders"_s);
    QVERIFY(sink.all.checks[0].description.contains(u"main.s.orders_profile_metrics"_s));
    QCOMPARE(sink.all.results.size(), 2);
    QCOMPARE(sink.all.results[0].status, mesh::CheckStatus::Failed);
    QCOMPARE(sink.all.results[0].message, u"no memory"_s);
    QCOMPARE(sink.all.results[1].status, mesh::CheckStatus::Passed);
    QVERIFY(sink.problems.isEmpty()); // raw has no monitor, whatever lies beside it
    api.say(monitor, "{}", 403);
    QVERIFY(puller.pull(refused));
    QVERIFY(refused.deletedChecks.isEmpty());
    QCOMPARE(refused.problems.size(), 1);
    api.forget(monitor);
    QVERIFY(puller.pull(gone));
    QCOMPARE(gone.deletedChecks, QStringList{u"monitor:main.s.orders"_s});
}

QTEST_GUILESS_MAIN(TestUnityFacts)
#include "tst_unity_facts.moc"
