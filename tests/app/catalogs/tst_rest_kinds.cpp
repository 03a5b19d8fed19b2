// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/lakefs_catalog.h"
#include "app/catalogs/registry_catalog.h"
#include "app/catalogs/schema_texts.h"
#include "app/catalogs/sharing_catalog.h"
#include "app/catalogs/trino_catalog.h"
#include "app/catalogs/trino_client.h"
#include "app/catalogs/unity_catalog.h"
#include "tests/support/api_double.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using mesh::Kind;
using nlohmann::json;

class TestRestKinds : public QObject
{
    Q_OBJECT

private slots:
    void unityIsReadByLists();
    void unityHandsOnWhatChanged();
    void anEmptyMetastoreIsNoFault();
    void unityListsGivesAndTakesGrants();
    void databricksIsAskedForAccess();
    void databricksTellsWhatFlowed();
    void databricksGivesASample();
    void databricksSaysWhyNot();
    void aRegistryIsReadAtOnceOrOneByOne_data();
    void aRegistryIsReadAtOnceOrOneByOne();
    void protobufBecomesColumns();
    void avroFollowsNamesAndStopsAtCircles();
    void sharesAreProducts();
    void trinoIsReadByThreeStatementsACatalog();
    void trinoGivesASampleAndStopsInTime();
    void foldersOfLakefsAreDatasets();
    void everyKindSaysWhatFailed_data();
    void everyKindSaysWhatFailed();
};

namespace {

const QByteArray uc = "GET /api/2.1/unity-catalog/";

void fillUnity(ApiDouble &api)
{
    api.say(uc + "metastore_summary", R"({"metastore_id":"5f1c-meta"})");
    // An empty page with a token is not the last one.
    api.say(uc + "catalogs?max_results=0", R"({"catalogs":[],"next_page_token":"c2"})");
    api.say(uc + "catalogs?max_results=0&page_token=c2",
            R"({"catalogs":[{"name":"main","comment":"The lake","owner":"ann@lake.example"}]})");
    api.say(uc + "schemas?max_results=0&catalog_name=main",
            R"({"schemas":[{"name":"sales"},{"name":"closed"}]})");
    const QByteArray in = "?max_results=0&catalog_name=main&schema_name=sales";
    api.say(uc + "tables" + in, R"({"tables":[{"name":"orders","table_type":"MANAGED","table_id":
        "T1","storage_location":"s3://lake/orders","comment":"All","owner":"sales-team","columns":[
        {"name":"id","type_text":"bigint","nullable":false,"comment":"number"},
        {"name":"to","type_text":"struct<city:string>","mask":{"function_name":"m"}}]},
        {"name":"recent","table_type":"VIEW","columns":[],"view_dependencies":{"dependencies":[
        {"table":{"table_full_name":"main.sales.orders"}}]}},{"name":7}]})");
    api.say(uc + "volumes" + in,
            R"({"volumes":[{"name":"drop","storage_location":"s3://lake/drop"}]})");
    api.say(uc + "functions" + in, R"({"functions":[{"name":"clean","input_params":{"parameters":[
        {"name":"x","type_text":"string"}]}}]})");
    api.say(uc + "models" + in, R"({"registered_models":[{"name":"churn"}]})");
    for (const char *list : {"tables", "volumes", "functions", "models"})
        api.say(uc + list + "?max_results=0&catalog_name=main&schema_name=closed",
                R"({"error_code":"PERMISSION_DENIED","message":"no"})", 403);
}

QByteArray statement(const QByteArray &columns, const QByteArray &rows)
{
    return R"({"statement_id":"s1","status":{"state":"SUCCEEDED"},"manifest":{"schema":{"columns":[)" +
           columns + R"(]}},"result":{"data_array":)" + rows + "}}";
}

void fillRegistry(ApiDouble &api, bool hasList)
{
    const QByteArray orders =
        R"({"subject":"orders-value","version":3,"id":17,"metadata":{"properties":
        {"owner":"Ann"},"tags":{"id":["KEY"]}},"references":[{"name":"a","subject":"address","version":1}],
        "ruleSet":{"domainRules":[{"name":"positive","kind":"CONDITION","type":"CEL","expr":"id > 0"}]},
        "schema":"{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"email\",\"type\":[\"null\",\"string\"],\"confluent:tags\":[\"PII\"]}]}"})";
    const QByteArray key = R"({"subject":"orders-key","version":1,"id":2,"schema":"\"string\""})";
    const QByteArray address = R"({"subject":"address","version":1,"id":3,"schemaType":"JSON",
        "schema":"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"})";
    api.say("GET /subjects", R"(["orders-value","orders-key","address"])");
    if (hasList)
        api.say("GET /schemas", '[' + orders + ',' + key + ',' + address + ']');
    api.say("GET /subjects/orders-value/versions/latest", orders);
    api.say("GET /subjects/orders-key/versions/latest", key);
    api.say("GET /subjects/address/versions/latest", address);
    api.say("GET /config/orders-value", R"({"compatibilityLevel":"BACKWARD"})");
}

void fillSharing(ApiDouble &api)
{
    api.say("GET /shares?maxResults=500", R"({"items":[{"name":"vaccines","comment":"Trials"}],
        "nextPageToken":"n"})");
    api.say("GET /shares?maxResults=500&pageToken=n", R"({"nextPageToken":""})");
    api.say("GET /shares/vaccines/all-tables", R"({"items":[{"name":"doses","schema":"acme",
        "share":"vaccines"},{"name":"broken","schema":"acme","share":"vaccines"}]})");
    const QByteArray doses = "/shares/vaccines/schemas/acme/tables/doses";
    api.say(
        "GET " + doses + "/metadata",
        QByteArray(R"({"protocol":{"deltaProtocol":{}}})") + '\n' +
            R"({"metaData":{"version":7,"deltaMetadata":{"id":"F8D5","schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"n\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}"}}})",
        200, "Delta-Table-Version: 7\r\n");
    api.say("GET " + doses + "/version", {}, 200, "Delta-Table-Version: 7\r\n");
    api.say("POST " + doses + "/query",
            QByteArray("{\"protocol\":{}}\n") + R"({"file":{"id":"a","timestamp":1772300000000}})");
}

void fillTrino(ApiDouble &api)
{
    // Which statement it is, is told by what it asks for.
    api.server.on("/v1/statement", [&api](Exchange &exchange) {
        const QByteArray sql = exchange.request.body;
        const auto answer = [&](const QByteArray &columns, const QByteArray &rows) {
            api.say("GET /v1/statement/q/1",
                    R"({"id":"q","data":)" + rows +
                        R"(,"nextUri":"http://hidden.example/v1/statement/q/2","columns":[)" +
                        columns + "]}");
            api.say("GET /v1/statement/q/2", R"({"id":"q"})");
            exchange.respondJson(
                200, R"({"id":"q","nextUri":"http://hidden.example/v1/statement/q/1"})");
        };
        const QByteArray text = R"({"name":"x","type":"varchar"})";
        if (exchange.request.header("X-Trino-User") != "ann")
            exchange.respondJson(401, "{}");
        else if (sql == "SHOW CATALOGS")
            answer(text, R"([["system"],["hive"],["ill"]])");
        else if (sql.contains("\"ill\""))
            exchange.respondJson(200, R"({"id":"q","error":{"message":"metastore is down",
                "errorName":"HIVE_METASTORE_ERROR","errorType":"EXTERNAL"}})");
        else if (sql.contains("information_schema.tables"))
            answer(text + ',' + text + ',' + text,
                   R"([["Sales","Orders","BASE TABLE"],["sales","recent","VIEW"]])");
        else if (sql.contains("jdbc.columns"))
            answer(
                text + ',' + text + ',' + text + ',' + text + ',' + text + ',' + text,
                R"x([["Sales","Orders","id","bigint","NO","number"],["Sales","Orders","to","row(city varchar)","YES",null]])x");
        else if (sql.contains("table_comments"))
            answer(text + ',' + text + ',' + text, R"([["Sales","Orders","All orders"]])");
        else
            answer(text + ',' + text, R"([[1,["a"]],[2.5,null],[3,true]])");
    });
}

void fillLakefs(ApiDouble &api, const QByteArray &commit)
{
    api.say("GET /api/v1/repositories?amount=1000",
            R"({"pagination":{"has_more":true,"next_offset":"a"},
        "results":[]})");
    api.say("GET /api/v1/repositories?amount=1000&after=a",
            R"({"pagination":{"has_more":false},"results":[
        {"id":"lake","default_branch":"main","storage_namespace":"s3://b"}]})");
    api.say("GET /api/v1/repositories/lake", R"({"id":"lake","default_branch":"main"})");
    api.say("GET /api/v1/repositories/lake/branches/main", R"({"commit_id":")" + commit + R"("})");
    const QByteArray list = "GET /api/v1/repositories/lake/refs/" + commit +
                            "/objects/ls?amount=1000&delimiter=/&prefix=";
    const QByteArray end = "&presign=false";
    const auto folder = [](const QByteArray &path) {
        return R"({"path":")" + path + R"(","path_type":"common_prefix"})";
    };
    api.say(
        list + end,
        R"({"results":[)" + folder("sales/") +
            R"(,{"path":"readme.csv","path_type":"object","mtime":1772300000,"size_bytes":9}]})");
    api.say(list + "sales/" + end,
            R"({"results":[)" + folder("sales/orders/") + ',' + folder("sales/raw/") + "]}");
    api.say(list + "sales/orders/" + end, R"({"results":[)" + folder("sales/orders/day=1/") + "]}");
    api.say(list + "sales/raw/" + end,
            R"({"results":[{"path":"sales/raw/1.csv","path_type":"object",
        "mtime":1772200000}]})");
    api.say("GET /api/v1/repositories/lake/refs/" + commit + "/commits", R"({"results":[{"id":"c",
        "creation_date":1772100000}]})");
    api.say("GET /api/v1/repositories/lake/refs/main/objects/ls",
            R"({"results":[{"path":"readme.csv","path_type":"object","size_bytes":18}]})");
    api.say("GET /api/v1/repositories/lake/refs/main/objects", "name,n\nann,1\nbo,2\n");
}

QString lines(const Columns &columns)
{
    QStringList all;
    for (const mesh::Column &column : columns)
        all.append(column.name + u' ' + column.type +
                   (column.required ? u" required"_s : QString()));
    return all.join(u'\n');
}

} // namespace

void TestRestKinds::unityIsReadByLists()
{
    ApiDouble api;
    fillUnity(api);
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(printed(sink),
             u"api unity://5f1c-meta/main/sales/functions/clean [x:string]\n"
             "domain main \"The lake\"\n"
             "edge unity://5f1c-meta/main/sales/orders -> unity://5f1c-meta/main/sales/recent\n"
             "file unity://5f1c-meta/main/sales/volumes/drop [] =s3://lake/drop\n"
             "model unity://5f1c-meta/main/sales/models/churn []\n"
             "product main.closed ports 0\n"
             "product main.sales ports 2\n"
             "table unity://5f1c-meta/main/sales/orders [id:bigint to:struct to.city:string] "
             "=unity-id:5f1c-meta:T1 =s3://lake/orders\n"
             "view unity://5f1c-meta/main/sales/recent []"_s);
    QCOMPARE(sink.problems.size(), 5); // a name that is a number, four closed lists
    QVERIFY2(sink.problems.constFirst().reason.contains(u"/tables/2/name"_s),
             qPrintable(sink.problems.constFirst().reason));
    QCOMPARE(sink.all.datasets.constLast().name, u"recent"_s);
    QCOMPARE(outcome->requests, 12);
}

void TestRestKinds::unityHandsOnWhatChanged()
{
    ApiDouble api;
    fillUnity(api);
    Puller puller(registrationOf<UnityCatalog>(), api.server.url("/api/2.1/unity-catalog/"));
    tests::RecordingSink first, second, third;
    QVERIFY(puller.pull(first));
    const auto same = puller.pull(second);
    QVERIFY(same && same->unchanged);
    api.say(uc + "tables?max_results=0&catalog_name=main&schema_name=sales",
            R"({"tables":[{"name":"orders","table_type":"MANAGED","columns":[]}]})");
    QVERIFY(puller.pull(third));
    QCOMPARE(printed(third), u"gone main.sales.recent\n"
                             "product main.sales ports 1\n"
                             "table unity://5f1c-meta/main/sales/orders []"_s);
    QCOMPARE(third.deletedEdges.size(), 1);
}

/// Servers that write Protobuf's JSON leave empty lists out.
void TestRestKinds::anEmptyMetastoreIsNoFault()
{
    ApiDouble api;
    const QByteArray catalogs = "GET /api/2.1/unity-catalog/catalogs";
    api.say(catalogs, "{}");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""));
    const QList<ConnectionStep> steps = puller.catalog->test({});
    QVERIFY(steps.constLast().passed);
    QVERIFY(steps.constLast().detail.contains(u'0'));
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QVERIFY(sink.problems.isEmpty() && sink.all.datasets.isEmpty());
    api.say(catalogs, R"({"shelves":[]})"); // another program
    QVERIFY(!puller.catalog->test({}).constLast().passed);
}

void TestRestKinds::unityListsGivesAndTakesGrants()
{
    ApiDouble api;
    fillUnity(api);
    api.say("GET /api/1.0/unity-control/scim2/Me", R"({"id":"7","userName":"sales-team"})");
    api.say(uc + "tables?max_results=0&catalog_name=main&schema_name=sales&omit_columns=true",
            R"({"tables":[{"name":"orders","owner":"sales-team"}]})");
    api.say(uc + "tables/main.sales.orders", R"({"name":"orders","owner":"sales-team"})");
    api.say(uc + "permissions/schema/main.sales", R"({"privilege_assignments":[
        {"principal":"bo@lake.example","privileges":["USE SCHEMA"]}]})");
    const QByteArray orders = "permissions/table/main.sales.orders";
    api.say(uc + orders, R"({"privilege_assignments":[
        {"principal":"bo@lake.example","privileges":["SELECT","MODIFY"]}]})");
    api.say("PATCH /api/2.1/unity-catalog/" + orders, R"({"privilege_assignments":[]})");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {}, u"t"_s);

    const auto page = puller.catalog->accessRequests({});
    QVERIFY2(page, page ? "" : qPrintable(page.error().message));
    QCOMPARE(page->requests.size(), 1); // to use a schema is not to read its tables
    const mesh::AccessRequest given = page->requests.first();
    QCOMPARE(given.product, u"product://lake/main.sales"_s);
    QCOMPARE(given.port, u"orders"_s);
    QCOMPARE(given.requester, u"party://bo@lake.example"_s);
    QVERIFY(!given.mine && given.decidable); // we own the table

    mesh::AccessDraft draft;
    draft.port = u"orders"_s;
    const auto made = puller.catalog->requestAccess(draft, u"main.sales"_s, u"k"_s, {});
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QCOMPARE(made->grant, mesh::GrantState::Active);
    mesh::AccessAction action;
    action.kind = mesh::AccessAction::Kind::Revoke;
    action.request = given.id;
    const auto taken = puller.catalog->act(action, {}, {});
    QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
    QByteArrayList changes;
    for (const Received &one : api.server.received()) {
        if (one.method == "PATCH")
            changes.append(one.body);
    }
    QCOMPARE(changes,
             (QByteArrayList{
                 R"({"changes":[{"add":["SELECT"],"principal":"sales-team","remove":[]}]})",
                 R"({"changes":[{"add":[],"principal":"bo@lake.example","remove":["SELECT"]}]})"}));

    draft.columns = {{u"id"_s, mesh::ColumnMode::Omit}};
    const auto whole = puller.catalog->requestAccess(draft, u"main.sales"_s, u"k2"_s, {});
    QVERIFY(!whole && whole.error().kind == Error::Kind::NotPermitted);
}

void TestRestKinds::databricksIsAskedForAccess()
{
    ApiDouble api;
    api.say("GET /api/2.0/preview/scim/v2/Me",
            R"({"id":"9","userName":"","emails":[{"value":"cy@lake.example"}]})");
    api.say(uc + "tables/main.sales.orders", R"({"name":"orders","owner":"sales-team"})");
    const QByteArray where = "GET /api/3.0/rfa/destinations/table/main.sales.orders";
    api.say(where, R"({"destinations":[{"destination_id":"owners@lake.example",
        "destination_type":"EMAIL"}]})");
    api.say("POST /api/3.0/rfa/requests", R"({"responses":[]})");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {}, u"t"_s);
    mesh::AccessDraft draft;
    draft.port = u"orders"_s;
    draft.purpose.text = u"Close the books"_s;

    const auto asked = puller.catalog->requestAccess(draft, u"main.sales"_s, u"k"_s, {});

    QVERIFY2(asked, asked ? "" : qPrintable(asked.error().message));
    QCOMPARE(asked->state, mesh::RequestState::Pending);
    QVERIFY(asked->note.contains(u"owners@lake.example"_s));
    const json body = json::parse(api.server.received().constLast().body.toStdString());
    QCOMPARE(QString::fromStdString(body["requests"][0]["behalf_of"]["id"]), u"9"_s);
    QCOMPARE(QString::fromStdString(body["requests"][0]["comment"]),
             u"Close the books [Meshlens k]"_s);
    const json wanted = body["requests"][0]["securable_permissions"][0];
    QCOMPARE(QString::fromStdString(wanted["securable"]["full_name"]), u"main.sales.orders"_s);

    api.forget(where); // a server that has no such requests
    const auto nobody = puller.catalog->requestAccess(draft, u"main.sales"_s, u"k2"_s, {});
    QVERIFY(!nobody);
    QVERIFY2(nobody.error().message.contains(u"sales-team"_s), qPrintable(nobody.error().message));

    // Sent again when it has been granted in between: nobody is asked twice.
    api.say(where, R"({"destinations":[{"destination_id":"owners@lake.example"}]})");
    api.say(
        uc + "permissions/table/main.sales.orders",
        R"({"privilege_assignments":[{"principal":"cy@lake.example","privileges":["SELECT"]}]})");
    api.takeAsked();
    const auto again = puller.catalog->requestAccess(draft, u"main.sales"_s, u"k"_s, {});
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(again->grant, mesh::GrantState::Active);
    QVERIFY(!api.takeAsked().contains("POST /api/3.0/rfa/requests"));
}

void TestRestKinds::databricksTellsWhatFlowed()
{
    ApiDouble api;
    fillUnity(api);
    api.server.on("/api/2.0/sql/statements", [](Exchange &exchange) {
        const json body = json::parse(exchange.request.body.toStdString());
        const std::string sql = body["statement"];
        const QByteArray text = R"({"name":"a","type_name":"STRING"})";
        if (sql.find("table_lineage") != std::string::npos)
            exchange.respondJson(
                200,
                statement(text + ',' + text + ',' + text,
                          R"([["main.raw.o","main.sales.orders","2026-02-01 10:00:00.000"]])"));
        else
            exchange.respondJson(
                200, statement(text + ',' + text + ',' + text + ',' + text + ',' + text,
                               R"([["main.raw.o","i","main.sales.orders","id",null]])"));
    });
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {{u"warehouse"_s, u"w"_s}},
                  u"t"_s);
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QCOMPARE(sink.all.edges.size(), 3);
    QCOMPARE(sink.all.edges.constLast().fromColumn, u"i"_s);
    QCOMPARE(sink.all.loads.size(), 1);
    QVERIFY(printed(sink).contains(u" at 2026-02-01T10:00:00Z"_s));
}

void TestRestKinds::databricksGivesASample()
{
    ApiDouble api;
    const QByteArray pending = R"({"statement_id":"s1","status":{"state":"PENDING"}})";
    api.say("POST /api/2.0/sql/statements", pending);
    api.say("GET /api/2.0/sql/statements/s1",
            statement(R"({"name":"id","type_name":"LONG"},{"name":"n","type_name":"STRING"})",
                      R"([["1","x"],[null,"y"]])"));
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {{u"warehouse"_s, u"w"_s}},
                  u"t"_s);
    const auto sample = puller.catalog->sample({{}, u"main.sales.`odd``name`"_s, 50}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
    QCOMPARE(sample->rows.size(), 2);
    QCOMPARE(sample->rows[0][0], QVariant(qint64(1)));
    QVERIFY(sample->rows[1][0].isNull());
    QVERIFY(
        api.server.received().constFirst().body.contains("`main`.`sales`.`odd``name` LIMIT 50"));
}

void TestRestKinds::databricksSaysWhyNot()
{
    ApiDouble api;
    api.say("POST /api/2.0/sql/statements",
            R"({"statement_id":"s1","status":{"state":"FAILED","error":
        {"error_code":"BAD_REQUEST","message":"[TABLE_OR_VIEW_NOT_FOUND] no such table"}}})");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""), {{u"warehouse"_s, u"w"_s}},
                  u"t"_s);
    const auto sample = puller.catalog->sample({{}, u"a.b.c"_s, 50}, {});
    QVERIFY(!sample);
    QCOMPARE(sample.error().kind, Error::Kind::NotFound);
}

void TestRestKinds::aRegistryIsReadAtOnceOrOneByOne_data()
{
    QTest::addColumn<bool>("hasList");
    QTest::newRow("at once") << true;
    QTest::newRow("one by one") << false;
}

void TestRestKinds::aRegistryIsReadAtOnceOrOneByOne()
{
    QFETCH(bool, hasList);
    ApiDouble api;
    fillRegistry(api, hasList);
    Puller puller(registrationOf<RegistryCatalog>(), api.server.url(""),
                  {{u"bootstrap"_s, u"Broker1:9092"_s}});
    tests::RecordingSink sink, again;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(printed(sink),
             u"edge kafka://broker1:9092/address -> kafka://broker1:9092/orders\n"
             "stream kafka://broker1:9092/address [city:string]\n"
             "stream kafka://broker1:9092/orders [id:long email:string key.value:string]"_s);
    const mesh::Dataset orders = sink.all.datasets.constLast();
    QCOMPARE(orders.tags, QStringList{u"compatibility: BACKWARD"_s});
    QVERIFY(orders.columns[0].required && !orders.columns[1].required);
    QVERIFY(orders.columns[1].personal);
    QCOMPARE(orders.columns[0].tags, QStringList{u"KEY"_s});
    QCOMPARE(sink.all.checks.size(), 1);
    QCOMPARE(sink.all.checks.first().description, u"id > 0"_s);
    const auto same = puller.pull(again);
    QVERIFY(same && same->unchanged);
}

void TestRestKinds::protobufBecomesColumns()
{
    const auto columns =
        columnsOfProtobuf(u"syntax = \"proto3\"; package a.b; // { not this\n"
                          "import \"x.proto\"; option java_package = \"y\";\n"
                          "message Order { /* message No {} */ int64 id = 1 [deprecated = true];\n"
                          "  message Line { string sku = 1; Order parent = 2; }\n"
                          "  enum Kind { A = 0; B = 1; }\n"
                          "  repeated Line lines = 2; map<string, Address> by = 3; reserved 4, 5;\n"
                          "  oneof how { string card = 6; bool cash = 7; } }\n"
                          "message Address { required string city = 1; }"_s);
    QVERIFY(columns);
    QCOMPARE(lines(*columns),
             u"id int64\nlines repeated Line\nlines.sku string\nlines.parent Order\n"
             "by map<string,Address>\nby.city string required\ncard string\ncash bool"_s);
    QCOMPARE(columns->first().fieldId, u"1"_s);
    QVERIFY(!columnsOfProtobuf(u"syntax = \"proto3\";"_s));
    QVERIFY(columnsOfProtobuf(u"message A {"_s)); // cut off: no fields, no endless loop
}

void TestRestKinds::avroFollowsNamesAndStopsAtCircles()
{
    const auto columns = columnsOfAvro(
        u"{\"type\":\"record\",\"name\":\"Node\",\"fields\":["
        "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},"
        "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},"
        "{\"name\":\"to\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Place\",\"fields\":["
        "{\"name\":\"city\",\"type\":\"string\"}]}]},{\"name\":\"from\",\"type\":\"Place\"},"
        "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}"_s);
    QVERIFY(columns);
    QCOMPARE(
        lines(*columns),
        u"at timestamp-millis required\ntags array<string> required\nto record\n"
        "to.city string required\nfrom Place required\nfrom.city string required\nnext Node"_s);
    QVERIFY(!columnsOfAvro(u"{\"type\":"_s));
}

void TestRestKinds::sharesAreProducts()
{
    ApiDouble api;
    fillSharing(api);
    Puller puller(
        SharingCatalog::registration(), api.server.url(""), {},
        u"{\"shareCredentialsVersion\":1,\"endpoint\":\"http://other.example/\",\"bearerToken\":\"b34rer\"}"_s);
    tests::RecordingSink sink, again;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(
        printed(sink),
        u"product vaccines ports 2\n"
        "table deltasharing://_lake/vaccines/acme/broken []\n"
        "table deltasharing://_lake/vaccines/acme/doses [n:long] at 2026-02-28T17:33:20Z =delta-id:f8d5"_s);
    QCOMPARE(sink.problems.size(), 1);
    QCOMPARE(api.server.received().constFirst().header("Authorization"), "Bearer b34rer");
    QVERIFY(!outcome->state.contains("b34rer"));
    api.takeAsked();
    QVERIFY(puller.pull(again));
    QCOMPARE(printed(again), QString());
    const QByteArrayList asked = api.takeAsked();
    QVERIFY(asked.contains("GET /shares/vaccines/schemas/acme/tables/doses/version"));
    QVERIFY(!asked.contains("GET /shares/vaccines/schemas/acme/tables/doses/metadata"));
}

void TestRestKinds::trinoIsReadByThreeStatementsACatalog()
{
    ApiDouble api;
    fillTrino(api);
    Puller puller(registrationOf<TrinoCatalog>(), api.server.url(""),
                  {{u"user"_s, u"ann"_s},
                   {u"instance"_s, u"trino.example.com:443"_s},
                   {u"underlying"_s, u"hive=glue://123456789012.eu-west-1"_s}});
    tests::RecordingSink sink, again;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(
        printed(sink),
        u"domain hive \"\"\n"
        "table trino://trino.example.com:443/hive/sales/orders [id:bigint to:row to.city:varchar] "
        "=glue://123456789012.eu-west-1/sales/orders\n"
        "view trino://trino.example.com:443/hive/sales/recent [] =glue://123456789012.eu-west-1/sales/recent"_s);
    QCOMPARE(sink.all.datasets.first().description, u"All orders"_s);
    QVERIFY(sink.all.datasets.first().columns.first().required);
    QCOMPARE(sink.problems.size(), 1);
    QVERIFY(sink.problems.first().reason.contains(u"metastore is down"_s));
    const auto same = puller.pull(again);
    QVERIFY(same && same->unchanged);
}

void TestRestKinds::trinoGivesASampleAndStopsInTime()
{
    ApiDouble api;
    fillTrino(api);
    Puller puller(registrationOf<TrinoCatalog>(), api.server.url(""), {{u"user"_s, u"ann"_s}});
    const auto sample = puller.catalog->sample({{}, u"hive.sales.\"odd.name\""_s, 2}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
    QCOMPARE(sample->rows.size(), 2);
    QCOMPARE(sample->rows[0][1], QVariant(u"[\"a\"]"_s));
    QVERIFY(sample->rows[1][1].isNull());
    QVERIFY(!sample->complete);
    QCOMPARE(inQuotes({u"a"_s, u"b \"c\""_s}), u"\"a\".\"b \"\"c\"\"\""_s);
    QCOMPARE(literal(u"it's"_s), u"'it''s'"_s);
    QCOMPARE(api.server.received().constLast().method, "DELETE"); // there was more
}

void TestRestKinds::foldersOfLakefsAreDatasets()
{
    ApiDouble api;
    fillLakefs(api, "c1");
    Puller puller(registrationOf<LakefsCatalog>(), api.server.url(""), {{u"auth"_s, u"basic"_s}},
                  u"key:secret"_s);
    tests::RecordingSink sink, same, third;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(
        printed(sink),
        u"domain lake \"\"\n"
        "file lakefs://lake/readme.csv [] at 2026-02-28T17:33:20Z =s3://lake/main/readme.csv\n"
        "table lakefs://lake/sales/orders [] at 2026-02-26T10:00:00Z =s3://lake/main/sales/orders\n"
        "table lakefs://lake/sales/raw [] at 2026-02-27T13:46:40Z =s3://lake/main/sales/raw"_s);
    api.takeAsked();
    const auto again = puller.pull(same);
    QVERIFY(again && again->unchanged);
    QCOMPARE(api.takeAsked().size(), 3);
    const auto sample = puller.catalog->sample({{}, u"lake/readme.csv"_s, 10}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
    QCOMPARE(sample->rows.size(), 2);
    QVERIFY(sample->complete);
}

void TestRestKinds::everyKindSaysWhatFailed_data()
{
    QTest::addColumn<int>("kind");
    for (int i = 0; i < 6; ++i)
        QTest::newRow(qPrintable(QString::number(i))) << i;
}

void TestRestKinds::everyKindSaysWhatFailed()
{
    QFETCH(int, kind);
    const Registration all[] = {registrationOf<UnityCatalog>(),  registrationOf<RegistryCatalog>(),
                                SharingCatalog::registration(),  registrationOf<TrinoCatalog>(),
                                registrationOf<LakefsCatalog>(), registrationOf<UnityCatalog>()};
    for (const auto &[status, expected] :
         {std::pair(401, Error::Kind::NotPermitted), std::pair(404, Error::Kind::NotFound),
          std::pair(400, Error::Kind::Usage)}) {
        MisbehavingServer server;
        server.otherwise(behave::status(status));
        Puller puller(all[kind], server.url(""), {{u"user"_s, u"ann"_s}}, u"t0ken"_s);
        tests::RecordingSink sink;
        const auto outcome = puller.pull(sink);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, expected);
        QVERIFY(!outcome.error().message.contains(u"t0ken"_s));
    }
    MisbehavingServer server; // no answer is what a catalog would say
    server.otherwise([](Exchange &exchange) { exchange.respondJson(200, "[[7]]"); });
    Puller puller(all[kind], server.url(""), {{u"user"_s, u"ann"_s}});
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY(!outcome || (sink.all.datasets.isEmpty() && !sink.problems.isEmpty()));
}

QTEST_GUILESS_MAIN(TestRestKinds)
#include "tst_rest_kinds.moc"
