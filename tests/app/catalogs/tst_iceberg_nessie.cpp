// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/iceberg_catalog.h"
#include "app/catalogs/nessie_catalog.h"
#include "tests/support/api_double.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using mesh::Kind;

class TestIcebergNessie : public QObject
{
    Q_OBJECT

private slots:
    void icebergTablesAreRead();
    void anUnchangedTableIsNotSentTwice();
    void aTableThatCannotBeReadLeavesTheOthers();
    void aWrongTypeIsAProblemOfItsTable();
    void anUnknownCallerGetsNothing();
    void aThrottledCallIsMadeAgain();
    void hiveTablesAreAlsoKnownByTheirMetastore();
    void nessieIsReadAtACommit();
    void aBranchThatStandsStillIsNotRead();
    void onlyWhatChangedBetweenTwoCommitsIsRead();
    void aBranchThatIsNotThereIsNamed();
};

namespace {

QByteArray table(const QByteArray &location, const QByteArray &field = "id")
{
    return R"({"metadata-location":")" + location +
           R"(/metadata/1.json","config":{"token":"s3cret"},"metadata":{"format-version":2,
           "table-uuid":"9C12D441","location":")" +
           location + R"(","current-schema-id":1,"properties":{"comment":"All of it","owner":
           "Ann Lee <ann@lake.example>"},"schemas":[{"schema-id":0,"fields":[]},{"schema-id":1,
           "fields":[{"id":1,"name":")" +
           field + R"(","required":true,"type":"long"}]}],"current-snapshot-id":43,"snapshots":[
           {"snapshot-id":42,"timestamp-ms":1772000000000,"summary":{"operation":"append"}},
           {"snapshot-id":43,"parent-snapshot-id":42,"timestamp-ms":1772300000000,
            "summary":{"operation":"replace","total-records":"123"}}]}})";
}

/// Two namespaces, one below the other, two pages of tables, a view.
void fillIceberg(ApiDouble &api)
{
    api.say("GET /v1/config", R"({"defaults":{"prefix":"no"},"overrides":{"prefix":"lake"},
        "endpoints":["GET /v1/{prefix}/namespaces/{namespace}/views"]})");
    const QByteArray page = "?pageSize=500&pageToken=";
    api.say("GET /v1/lake/namespaces" + page,
            R"({"namespaces":[["sales"]],"next-page-token":"x"})");
    api.say("GET /v1/lake/namespaces" + page + "x", R"({"namespaces":[["hr.eu"]]})");
    api.say("GET /v1/lake/namespaces", R"({"namespaces":[]})");
    api.say("GET /v1/lake/namespaces?pageSize=500&parent=sales&pageToken=",
            R"({"namespaces":[["sales","raw"]],"next-page-token":null})");
    api.say("GET /v1/lake/namespaces/sales",
            R"({"namespace":["sales"],"properties":{"comment":"What we sell"}})");
    for (const char *ns : {"sales", "hr.eu", "sales\x1fraw"}) {
        api.say(QByteArray("GET /v1/lake/namespaces/") + ns + "/tables", R"({"identifiers":[]})");
        api.say(QByteArray("GET /v1/lake/namespaces/") + ns + "/views", R"({"identifiers":[]})");
    }
    api.say("GET /v1/lake/namespaces/sales/tables" + page,
            R"({"identifiers":[{"namespace":["sales"],"name":"orders"}],"next-page-token":"p2"})");
    api.say("GET /v1/lake/namespaces/sales/tables" + page + "p2",
            R"({"identifiers":[{"namespace":["sales"],"name":"odd / name"}]})");
    api.say("GET /v1/lake/namespaces/sales/tables/orders", table("s3://lake/sales/orders"), 200,
            "ETag: \"o1\"\r\n");
    api.say("GET /v1/lake/namespaces/sales/tables/odd / name", table("s3://lake/odd"), 200,
            "ETag: \"n1\"\r\n");
    api.say("GET /v1/lake/namespaces/hr.eu/views",
            R"({"identifiers":[{"namespace":["hr.eu"],"name":"people"}]})");
    api.say("GET /v1/lake/namespaces/hr.eu/views/people", R"({"metadata-location":"m","metadata":{
        "view-uuid":"fa65","current-version-id":2,"schemas":[{"schema-id":0,"fields":[{"id":1,
        "name":"x","required":true,"type":"string"}]}],"versions":[{"version-id":2,"schema-id":0}]}})");
}

void fillNessie(ApiDouble &api)
{
    api.say("GET /api/v2/config", R"({"defaultBranch":"main"})");
    api.say("GET /api/v2/trees?max-records=500", R"({"hasMore":true,"token":"t2","references":[
        {"type":"BRANCH","name":"main","hash":"aaa1"}]})");
    api.say("GET /api/v2/trees?max-records=500&page-token=t2",
            R"({"hasMore":false,"references":[{"type":"TAG","name":"v1","hash":"aaa0"}]})");
    api.say("GET /api/v2/trees/main@aaa1/entries", R"({"hasMore":false,"entries":[
        {"name":{"elements":["sales"]},"type":"NAMESPACE","content":{"type":"NAMESPACE","id":"n1",
         "elements":["sales"],"properties":{"comment":"What we sell"}}},
        {"name":{"elements":["sales","orders"]},"type":"ICEBERG_TABLE","contentId":"c1","content":{
         "type":"ICEBERG_TABLE","id":"c1","metadataLocation":"s3://lake/o/metadata/3.json"}},
        {"name":{"elements":["sales","f"]},"type":"UDF","content":{"type":"UDF","id":"u1"}}]})");
    api.say("GET /api/v2/trees/main@aaa1/history", R"({"hasMore":false,"logEntries":[
        {"commitMeta":{"hash":"aaa1","author":"Ann <ann@lake.example>","message":"Load",
         "commitTime":"2026-02-01T10:00:00Z"},"operations":[{"type":"PUT","key":{"elements":
         ["sales","orders"]}}]}]})");
}

} // namespace

void TestIcebergNessie::icebergTablesAreRead()
{
    ApiDouble api;
    fillIceberg(api);
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QVERIFY(outcome->full);
    QCOMPARE(printed(sink),
             u"domain hr.eu \"\"\n"
             "domain sales \"What we sell\"\n"
             "table icebergrest://_lake/sales/odd%20%2F%20name [id:long] at "
             "2026-02-25T06:13:20Z rows 123 =iceberg-uuid:9c12d441 =s3://lake/odd\n"
             "table icebergrest://_lake/sales/orders [id:long] at 2026-02-25T06:13:20Z rows "
             "123 =iceberg-uuid:9c12d441 =s3://lake/sales/orders\n"
             "view icebergrest://_lake/hr.eu/people [x:string] =iceberg-uuid:fa65"_s);
    QVERIFY(sink.problems.isEmpty());
    QCOMPARE(sink.all.parties.size(), 1);
    QCOMPARE(sink.all.parties.first().key, u"party://ann@lake.example"_s);
    QVERIFY(!outcome->state.contains("s3cret"));
}

void TestIcebergNessie::anUnchangedTableIsNotSentTwice()
{
    ApiDouble api;
    fillIceberg(api);
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""));
    tests::RecordingSink first, second, third;
    QVERIFY(puller.pull(first));
    const auto same = puller.pull(second);
    QVERIFY(same && same->unchanged && !same->full);
    QCOMPARE(printed(second), QString());

    api.say("GET /v1/lake/namespaces/sales/tables?pageSize=500&pageToken=p2",
            R"({"identifiers":[{"namespace":["sales"],"name":"returns"}]})");
    api.say("GET /v1/lake/namespaces/sales/tables/returns", table("s3://lake/returns"));
    const auto changed = puller.pull(third);
    QVERIFY(changed && !changed->unchanged);
    QCOMPARE(third.all.datasets.size(), 1);
    QCOMPARE(third.deleted.value(Kind::Dataset), QStringList{u"sales.odd / name"_s});
}

void TestIcebergNessie::aTableThatCannotBeReadLeavesTheOthers()
{
    ApiDouble api;
    fillIceberg(api);
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""));
    tests::RecordingSink first, second;
    QVERIFY(puller.pull(first));
    api.say("GET /v1/lake/namespaces/sales/tables/orders", R"({"error":{"message":"no"}})", 403);
    const auto outcome = puller.pull(second);
    QVERIFY(outcome);
    QVERIFY(second.deleted.isEmpty()); // what was known of it stays
    QVERIFY(!second.problems.isEmpty());
}

void TestIcebergNessie::aWrongTypeIsAProblemOfItsTable()
{
    ApiDouble api;
    fillIceberg(api);
    api.say("GET /v1/lake/namespaces/sales/tables/orders",
            R"({"metadata":{"current-schema-id":"one"}})");
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QCOMPARE(sink.all.datasets.size(), 2);
    QVERIFY2(sink.problems.constLast().reason.contains(u"/metadata/current-schema-id"_s) ||
                 sink.problems.constFirst().reason.contains(u"/metadata/current-schema-id"_s),
             qPrintable(sink.problems.constFirst().reason));
}

void TestIcebergNessie::anUnknownCallerGetsNothing()
{
    ApiDouble api;
    fillIceberg(api);
    api.say("GET /v1/config", R"({"error":{"message":"who are you"}})", 401);
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""), {}, u"t0ken"_s);
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::NotPermitted);
}

void TestIcebergNessie::aThrottledCallIsMadeAgain()
{
    ApiDouble api;
    fillIceberg(api);
    std::atomic<int> calls = 0;
    api.server.on("/v1/lake/namespaces/sales/tables/orders", [&](Exchange &exchange) {
        if (++calls == 1)
            return exchange.respondJson(429, "{}", "Retry-After: 0\r\n");
        exchange.respondJson(200, table("s3://lake/sales/orders"));
    });
    Puller puller(registrationOf<IcebergCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QCOMPARE(sink.all.datasets.size(), 3);
    QCOMPARE(calls, 2);
}

void TestIcebergNessie::hiveTablesAreAlsoKnownByTheirMetastore()
{
    ApiDouble api;
    fillIceberg(api);
    Puller puller(registrationOf<HiveCatalog>(), api.server.url(""),
                  {{u"metastore"_s, u"HMS.example:9083"_s}});
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QVERIFY2(printed(sink).contains(u" =hive://hms.example:9083/sales/orders"_s),
             qPrintable(printed(sink)));
}

void TestIcebergNessie::nessieIsReadAtACommit()
{
    ApiDouble api;
    fillNessie(api);
    Puller puller(registrationOf<NessieCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(printed(sink), u"domain sales \"What we sell\"\n"
                            "table icebergrest://_lake/sales/orders [] at "
                            "2026-02-01T10:00:00Z =nessie-id:_lake:c1 =s3://lake/o"_s);
    QCOMPARE(sink.all.loads.size(), 1);
    QCOMPARE(sink.all.parties.first().name, u"Ann"_s);
    QVERIFY(sink.problems.isEmpty());
}

void TestIcebergNessie::aBranchThatStandsStillIsNotRead()
{
    ApiDouble api;
    fillNessie(api);
    Puller puller(registrationOf<NessieCatalog>(), api.server.url(""));
    tests::RecordingSink first, second;
    QVERIFY(puller.pull(first));
    api.takeAsked();
    const auto same = puller.pull(second);
    QVERIFY(same && same->unchanged);
    QCOMPARE(api.takeAsked().size(), 3); // two pages of references, and the default branch
}

void TestIcebergNessie::onlyWhatChangedBetweenTwoCommitsIsRead()
{
    ApiDouble api;
    fillNessie(api);
    Puller puller(registrationOf<NessieCatalog>(), api.server.url(""));
    tests::RecordingSink first, second;
    QVERIFY(puller.pull(first));
    api.say("GET /api/v2/trees?max-records=500", R"({"hasMore":false,"references":[
        {"type":"BRANCH","name":"main","hash":"bbb2"}]})");
    api.say("GET /api/v2/trees/main@aaa1/diff/main@bbb2", R"({"hasMore":false,"diffs":[
        {"key":{"elements":["sales","orders"]},"from":{"type":"ICEBERG_TABLE","id":"c1"},
         "to":null},
        {"key":{"elements":["sales","sold"]},"from":null,"to":{"type":"ICEBERG_TABLE",
         "id":"c1","metadataLocation":"s3://lake/o/metadata/4.json"}}]})");
    api.say("GET /api/v2/trees/main@bbb2/history", R"({"hasMore":false,"logEntries":[
        {"commitMeta":{"hash":"bbb2","author":"Bo","message":"Rename orders",
         "commitTime":"2026-02-02T10:00:00Z"},"operations":[
         {"type":"DELETE","key":{"elements":["sales","orders"]}},
         {"type":"PUT","key":{"elements":["sales","sold"]}}]}]})");
    const auto outcome = puller.pull(second);
    QVERIFY(outcome && !outcome->full);
    QCOMPARE(printed(second), u"gone sales.orders\n"
                              "note orders: Bo, 2026-02-02T10:00:00Z: Rename orders\n"
                              "note sold: Bo, 2026-02-02T10:00:00Z: Rename orders\n"
                              "table icebergrest://_lake/sales/sold [] at "
                              "2026-02-02T10:00:00Z =nessie-id:_lake:c1 =s3://lake/o"_s);
}

void TestIcebergNessie::aBranchThatIsNotThereIsNamed()
{
    ApiDouble api;
    fillNessie(api);
    Puller puller(registrationOf<NessieCatalog>(), api.server.url(""), {{u"ref"_s, u"dev"_s}});
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(u"dev"_s));
}

QTEST_GUILESS_MAIN(TestIcebergNessie)
#include "tst_iceberg_nessie.moc"
