// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_names.h"
#include "app/catalogs/rest_pull.h"
#include "app/catalogs/rest_test.h"
#include "app/catalogs/rest_types.h"
#include "tests/support/misbehaving_server.h"
#include "tests/support/recording_sink.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using mesh::Kind;
using nlohmann::json;

namespace {

CatalogConnection connectionTo(const MisbehavingServer &server,
                               const QMap<QString, QString> &options = {})
{
    CatalogConnection connection;
    connection.name = u"Lake"_s;
    connection.url = server.url("").toString();
    connection.options = options;
    return connection;
}

struct Opened {
    net::Client client;
    std::unique_ptr<RestClient> rest;

    explicit Opened(const CatalogConnection &connection, const QString &secret = {})
    {
        auto made = RestClient::open(client, connection, secret, u"/api"_s, "oauth/tokens");
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        rest = *std::move(made);
    }
};

QString printed(const Columns &columns)
{
    QStringList lines;
    for (const mesh::Column &column : columns) {
        QString line = column.name + u' ' + column.type;
        if (column.required)
            line += u" required"_s;
        if (column.primaryKey)
            line += u" key"_s;
        if (!column.fieldId.isEmpty())
            line += u" #"_s + column.fieldId;
        if (!column.description.isEmpty())
            line += u" \"%1\""_s.arg(column.description);
        lines.append(line);
    }
    return lines.join(u'\n');
}

Columns typed(const QString &type)
{
    Columns columns;
    mesh::Column column;
    column.name = u"c"_s;
    column.type = type;
    addTypedColumn(columns, column);
    return columns;
}

mesh::Dataset dataset(const QString &name)
{
    mesh::Dataset thing;
    thing.key = u"icebergrest://lake/"_s + name;
    thing.nativeId = name;
    thing.name = name;
    return thing;
}

} // namespace

class TestRestHelpers : public QObject
{
    Q_OBJECT

private slots:
    void aListIsWalkedByItsCursor()
    {
        MisbehavingServer server;
        server.on("/api/things", [](Exchange &exchange) {
            const QByteArray at = exchange.request.query;
            if (at == "size=2&token=")
                exchange.respondJson(200, R"({"items":[1,2],"next":"b/2"})");
            else if (at == "size=2&token=b%2F2")
                exchange.respondJson(200, R"({"items":[],"next":"c"})"); // empty, yet not the last
            else if (at == "size=2&token=c")
                exchange.respondJson(200, R"({"items":[3]})");
            else
                exchange.respond(400, at);
        });
        const Opened opened(connectionTo(server));
        Paging paging = pagingBy(u"token"_s, "next");
        paging.first = u""_s;
        QList<int> items;
        const auto walked = eachRestPage(*opened.rest, "things", {{u"size"_s, u"2"_s}}, paging, {},
                                         [&](const RestAnswer &page) -> Result<void> {
                                             for (const json &item : page.document["items"])
                                                 items.append(item.get<int>());
                                             return {};
                                         });
        QVERIFY2(walked, walked ? "" : qPrintable(walked.error().message));
        QCOMPARE(items, (QList<int>{1, 2, 3}));
        QCOMPARE(opened.rest->traffic().requests, 3);
    }

    void aCursorThatComesAgainEndsTheWalk()
    {
        MisbehavingServer server;
        server.on("/api/things",
                  [](Exchange &exchange) { exchange.respondJson(200, R"({"next":"same"})"); });
        const Opened opened(connectionTo(server));
        const auto walked = eachRestPage(*opened.rest, "things", {}, pagingBy(u"token"_s, "next"),
                                         {}, [](const RestAnswer &) { return Result<void>(); });
        QVERIFY(!walked);
        QCOMPARE(walked.error().kind, Error::Kind::Decode);
        QCOMPARE(server.count("/api/things"), 2);
    }

    void aCursorOfAWrongTypeIsNamed()
    {
        MisbehavingServer server;
        server.on("/api/things",
                  [](Exchange &exchange) { exchange.respondJson(200, R"({"next":{"page":2}})"); });
        const Opened opened(connectionTo(server));
        const auto walked = eachRestPage(*opened.rest, "things", {}, pagingBy(u"token"_s, "next"),
                                         {}, [](const RestAnswer &) { return Result<void>(); });
        QVERIFY(!walked);
        QVERIFY2(walked.error().detail.contains(u"/next"_s), qPrintable(walked.error().detail));
    }

    void aRefusalEndsWithWhatTheServerSaid_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("Iceberg") << QByteArray(
            R"({"error":{"message":"no such table","code":404}})");
        QTest::newRow("Unity") << QByteArray(R"({"error_code":"X","message":"no such table"})");
        QTest::newRow("Amazon") << QByteArray(R"({"__type":"X","Message":"no such table"})");
        QTest::newRow("OAuth") << QByteArray(
            R"({"error":"x","error_description":"no such table"})");
        QTest::newRow("problem+json") << QByteArray(R"({"title":"x","detail":"no such table"})");
    }

    void aRefusalEndsWithWhatTheServerSaid()
    {
        QFETCH(QByteArray, body);
        MisbehavingServer server;
        server.on("/api/t", [body](Exchange &exchange) { exchange.respondJson(404, body); });
        const Opened opened(connectionTo(server));
        const auto answer = opened.rest->get("t", {}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::NotFound);
        QVERIFY2(answer.error().message.endsWith(u"no such table"_s),
                 qPrintable(answer.error().message));
    }

    void aTokenIsAskedForOnceAndAgainWhenItIsRefused()
    {
        MisbehavingServer server;
        std::atomic<int> tokens = 0;
        server.on("/api/oauth/tokens", [&](Exchange &exchange) {
            const bool isRight = exchange.request.body ==
                                 "grant_type=client_credentials&client_id=me&client_secret=s%3Ax"
                                 "&scope=ALL";
            if (!isRight)
                return exchange.respondJson(400, R"({"error":"invalid_client"})");
            exchange.respondJson(200, R"({"access_token":"t)" + QByteArray::number(++tokens) +
                                          R"(","expires_in":3600})");
        });
        server.on("/api/t", [&](Exchange &exchange) {
            const bool isFresh = exchange.request.header("Authorization") == "Bearer t2" ||
                                 (exchange.request.header("Authorization") == "Bearer t1" &&
                                  server.count("/api/t") < 3);
            exchange.respondJson(isFresh ? 200 : 419, "{}"); // Iceberg's "too old"
        });
        const Opened opened(
            connectionTo(server, {{u"auth"_s, u"oauth2"_s}, {u"scope"_s, u"ALL"_s}}), u"me:s:x"_s);
        for (int i = 0; i < 4; ++i)
            QVERIFY(opened.rest->get("t", {}, {}));
        QCOMPARE(server.count("/api/oauth/tokens"), 2);
        QCOMPARE(server.count("/api/t"), 5);
    }

    void aWrongClientSecretIsARefusalToThePerson()
    {
        MisbehavingServer server;
        server.on("/api/oauth/tokens", [](Exchange &exchange) {
            exchange.respondJson(400, R"({"error":"invalid_client","error_description":"who?"})");
        });
        const Opened opened(connectionTo(server, {{u"auth"_s, u"oauth2"_s}}), u"me:s3cret"_s);
        const auto answer = opened.rest->get("t", {}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::NotPermitted);
        QVERIFY(!answer.error().message.contains(u"s3cret"_s));
        QVERIFY(!answer.error().detail.contains(u"s3cret"_s));
        QCOMPARE(server.count("/api/t"), 0);
    }

    void callsKeepTheirPace()
    {
        MisbehavingServer server;
        server.on("/api/t", [](Exchange &exchange) { exchange.respondJson(200, "{}"); });
        const Opened opened(connectionTo(server, {{u"calls_per_s"_s, u"20"_s}}));
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 5; ++i)
            QVERIFY(opened.rest->get("t", {}, {}));
        QVERIFY2(clock.elapsed() >= 190, qPrintable(QString::number(clock.elapsed())));
    }

    void aStopEndsTheWaitForATurn()
    {
        MisbehavingServer server;
        server.on("/api/t", [](Exchange &exchange) { exchange.respondJson(200, "{}"); });
        const Opened opened(connectionTo(server, {{u"calls_per_s"_s, u"1"_s}}));
        QVERIFY(opened.rest->get("t", {}, {}));
        std::stop_source stop;
        stop.request_stop();
        const auto answer = opened.rest->get("t", {}, stop.get_token());
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Cancelled);
        QCOMPARE(server.count("/api/t"), 1);
    }

    void detailsAreAskedForAtOnceAndTakenInOrder()
    {
        QList<int> taken;
        const auto done = eachAtOnce<int>(
            50, {}, [](std::size_t i, std::stop_token) -> Result<int> { return int(i) * 2; },
            [&](std::size_t i, Result<int> value) -> Result<void> {
                if (*value != int(i) * 2)
                    return Error{};
                taken.append(*value);
                return {};
            });
        QVERIFY(done);
        QCOMPARE(taken.size(), 50);
        QVERIFY(std::is_sorted(taken.begin(), taken.end()));
    }

    void anErrorEndsWhatIsOnItsWay()
    {
        int taken = 0;
        const auto done = eachAtOnce<int>(
            1000, {}, [](std::size_t, std::stop_token) -> Result<int> { return 1; },
            [&](std::size_t, Result<int>) -> Result<void> {
                return ++taken == 3 ? Result<void>(Error{Error::Kind::Decode, {}, {}})
                                    : Result<void>();
            });
        QVERIFY(!done);
        QCOMPARE(taken, 3);
    }

    void aSecondPullHandsOnOnlyWhatDiffers()
    {
        CatalogConnection connection;
        tests::RecordingSink first, second, third;
        const Clock clock = Clock::frozenAt(1'000);

        RestPull one(connection, {}, first, clock, {});
        one.setAuthority(u"lake"_s);
        one.setMark(u"hash"_s, u"abc"_s);
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            one.put(dataset(name), "1");
        one.put(mesh::LineageEdge{u"x"_s, {}, u"y"_s, {}, {}, true, {}});
        const auto whole = one.finish({});
        QVERIFY(whole && whole->full && !whole->unchanged);
        QCOMPARE(first.all.datasets.size(), 3);

        RestPull two(connection, {false, whole->state}, second, clock, {});
        two.setAuthority(u"lake"_s);
        QCOMPARE(two.mark(u"hash"_s), u"abc"_s);
        QVERIFY(two.isIncremental());
        QVERIFY(two.isKnown(Kind::Dataset, u"a"_s, "1"));
        QVERIFY(!two.isKnown(Kind::Dataset, u"b"_s, "2"));
        two.keep(Kind::Dataset, u"a"_s);
        two.put(dataset(u"b"_s), "2");
        const auto difference = two.finish({});
        QVERIFY(difference && !difference->full && !difference->unchanged);
        QCOMPARE(second.all.datasets.size(), 1);
        QCOMPARE(second.all.datasets.first().name, u"b"_s);
        QCOMPARE(second.deleted.value(Kind::Dataset), QStringList{u"c"_s});
        QCOMPARE(second.deletedEdges.size(), 1);
        QCOMPARE(second.deletedEdges.first().to, u"y"_s);

        RestPull three(connection, {false, difference->state}, third, clock, {});
        three.setAuthority(u"lake"_s);
        three.keepAll(Kind::Dataset, {});
        const auto same = three.finish({});
        QVERIFY(same && same->unchanged);
    }

    void anotherAuthorityIsReadAnew()
    {
        CatalogConnection connection;
        tests::RecordingSink sink;
        const Clock clock = Clock::frozenAt(1'000);
        RestPull one(connection, {}, sink, clock, {});
        one.setAuthority(u"lake"_s);
        one.put(dataset(u"a"_s), "1");
        const auto whole = one.finish({});
        RestPull two(connection, {false, whole->state}, sink, clock, {});
        two.setAuthority(u"pond"_s);
        QVERIFY(!two.isIncremental());
        two.put(dataset(u"a"_s), "1");
        QCOMPARE(sink.all.datasets.size(), 1);
        QVERIFY(two.finish({})->full);
        QCOMPARE(sink.all.datasets.size(), 2);
    }

    void aStateThatIsNoneIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("{\"format\":1}");
        QTest::newRow("a bomb") << QByteArray("\x7f\xff\xff\xff rest", 9);
        RestState state;
        state.authority = u"x"_s;
        state.seen.insert(u"t1"_s, "h");
        QTest::newRow("cut") << state.toBytes().chopped(5);
    }

    void aStateThatIsNoneIsLeftAlone()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(RestState::fromBytes(bytes).authority.isEmpty());
    }

    void icebergSchemasBecomeColumns()
    {
        const json schema =
            json::parse(R"json({"type":"struct","schema-id":1,"identifier-field-ids":[1],
            "fields":[{"id":1,"name":"id","required":true,"type":"long","doc":"number"},
            {"id":2,"name":"address","required":false,"type":{"type":"struct","fields":[
                {"id":3,"name":"city","required":true,"type":"string"}]}},
            {"id":4,"name":"items","required":false,"type":{"type":"list","element-id":5,
                "element-required":true,"element":{"type":"struct","fields":[
                {"id":6,"name":"sku","required":false,"type":"decimal(10,2)"}]
}
}
},
            {"id":7,"name":"notes","required":false,"type":{"type":"map","key-id":8,"key":"string",
                "value-id":9,"value":"long","value-required":false}}]
})json");
        const auto columns = columnsOfIceberg(schema);
        QVERIFY(columns);
        QCOMPARE(printed(*columns), u"id long required key #1 \"number\"\n"
                                    "address struct #2\n"
                                    "address.city string required #3\n"
                                    "items list<struct> #4\n"
                                    "items.sku decimal(10,2) #6\n"
                                    "notes map<string,long> #7"_s);
    }

    void sparkSchemasBecomeColumns()
    {
        const json schema = json::parse(R"({"type":"struct","fields":[
            {"name":"id","type":"long","nullable":false,"metadata":{"comment":"number"}},
            {"name":"tags","type":{"type":"array","elementType":"string","containsNull":true},
             "nullable":true,"metadata":{"delta.columnMapping.id":4}},
            {"name":"by","type":{"type":"map","keyType":"string","valueType":{"type":"struct",
             "fields":[{"name":"n","type":"integer","nullable":true,"metadata":{}}]},
             "valueContainsNull":true},"nullable":true,"metadata":{}}]})");
        const auto columns = columnsOfSpark(schema);
        QVERIFY(columns);
        QCOMPARE(printed(*columns), u"id long required \"number\"\n"
                                    "tags array<string> #4\n"
                                    "by map<string,struct>\n"
                                    "by.n integer"_s);
    }

    void aTypeThatIsNoneIsNamed()
    {
        const json schema = json::parse(R"({"fields":[{"id":1,"name":"a","type":7}]})");
        const auto columns = columnsOfIceberg(schema, u"/metadata/schemas/0"_s);
        QVERIFY(!columns);
        QVERIFY2(columns.error().detail.contains(u"/metadata/schemas/0/fields/0/type"_s),
                 qPrintable(columns.error().detail));
    }

    void aSchemaWithoutEndIsRefused()
    {
        json type = "long";
        for (int i = 0; i < 60; ++i)
            type = {{"type", "struct"}, {"fields", {{{"id", i}, {"name", "x"}, {"type", type}}}}};
        QVERIFY(!columnsOfIceberg(type));
    }

    void typesAsTextBecomeColumns_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("columns");
        QTest::newRow("plain") << u"decimal(10,2)"_s << u"c decimal(10,2)"_s;
        QTest::newRow("Hive struct") << u"struct<a:int,b:array<struct<c:string>>>"_s
                                     << u"c struct\nc.a int\nc.b array<struct>\nc.b.c string"_s;
        QTest::newRow("Hive map") << u"map<string,struct<d:date>>"_s
                                  << u"c map<string,struct>\nc.d date"_s;
        QTest::newRow("Unity") << u"STRUCT<`odd name`: STRING, n: DECIMAL(3,1)>"_s
                               << u"c STRUCT\nc.odd name STRING\nc.n DECIMAL(3,1)"_s;
        QTest::newRow("Trino row")
            << u"row(a integer, \"b c\" array(row(d timestamp(6) with time zone)))"_s
            << u"c row\nc.a integer\nc.b c array(row)\nc.b c.d timestamp(6) with time zone"_s;
        QTest::newRow("Trino time")
            << u"timestamp(6) with time zone"_s << u"c timestamp(6) with time zone"_s;
        QTest::newRow("broken") << u"struct<a:int"_s << u"c struct"_s;
        QTest::newRow("empty") << QString() << u"c "_s;
    }

    void typesAsTextBecomeColumns()
    {
        QFETCH(QString, type);
        QFETCH(QString, columns);
        QCOMPARE(printed(typed(type)), columns);
    }

    void anInstanceIsNeverALoopbackPort()
    {
        CatalogConnection connection;
        connection.name = u"My Lake"_s;
        QCOMPARE(instanceOf(connection, QUrl(u"http://127.0.0.1:8181"_s)), u"_my lake"_s);
        QCOMPARE(instanceOf(connection, QUrl(u"http://localhost:8181"_s)), u"_my lake"_s);
        QCOMPARE(instanceOf(connection, QUrl(u"https://Polaris.example/api"_s), u"/api"_s),
                 u"polaris.example:443/api"_s);
        QCOMPARE(authorityOf(connection, QUrl(u"http://127.0.0.1:8181"_s)), u"my-lake"_s);
        QCOMPARE(authorityOf(connection, QUrl(u"https://Polaris.example/api"_s)),
                 u"polaris.example"_s);
        connection.options.insert(u"instance"_s, u"Lake.example:9000"_s);
        QCOMPARE(instanceOf(connection, QUrl(u"http://127.0.0.1:8181"_s)), u"lake.example:9000"_s);
        QCOMPARE(authorityOf(connection, QUrl(u"http://127.0.0.1:8181"_s)), u"lake.example"_s);
    }

    void aBucketAsAWholeIsNoLocation()
    {
        mesh::Dataset table = dataset(u"t"_s);
        addLocation(table, u"s3a://lake/sales/orders/"_s);
        addLocation(table, u"s3://lake"_s);
        addLocation(table, u"s3://lake/"_s);
        addLocation(table, u"file:///var/lake/t"_s);
        addLocation(table, u"not a location"_s);
        addIcebergUuid(table, u"9C12"_s);
        addIcebergUuid(table, {});
        QCOMPARE(table.aliases.size(), 2);
        QCOMPARE(table.aliases[0].key, u"s3://lake/sales/orders"_s);
        QCOMPARE(table.aliases[0].strength, u"location"_s);
        QCOMPARE(table.aliases[1].key, u"iceberg-uuid:9c12"_s);
    }

    void onlyTheTablesOfAPatternAreRead()
    {
        CatalogConnection connection;
        QVERIFY(Scope(connection).includes(u"anything"_s));
        connection.options.insert(u"tables"_s, u"sales.*, hr.people"_s);
        const Scope scope(connection);
        QVERIFY(scope.includes(u"Sales.Orders"_s));
        QVERIFY(scope.includes(u"hr.people"_s));
        QVERIFY(!scope.includes(u"hr.peoples"_s));
        QVERIFY(!scope.includes(u"ops.sales.x"_s));
        QVERIFY(scope.mayInclude(u"sales"_s));
        QVERIFY(scope.mayInclude(u"hr"_s));
        QVERIFY(!scope.mayInclude(u"ops"_s));
    }

    void aTestTellsEachStep_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("steps");
        QTest::newRow("good") << 200
                              << u"+Name resolved +Reached +Signed in +Permitted to read +Found"_s;
        QTest::newRow("unknown") << 401 << u"+Name resolved +Reached -Signed in"_s;
        QTest::newRow("not permitted")
            << 403 << u"+Name resolved +Reached +Signed in -Permitted to read"_s;
        QTest::newRow("another server")
            << 404 << u"+Name resolved +Reached +Signed in -Understood"_s;
    }

    void aTestTellsEachStep()
    {
        QFETCH(int, status);
        QFETCH(QString, steps);
        MisbehavingServer server;
        server.on("/api/t", behave::status(status));
        const Opened opened(connectionTo(server), u"t0ken"_s);
        QStringList told;
        const auto look = [&](std::stop_token stop) -> Result<QString> {
            const auto answer = opened.rest->get("t", {}, stop);
            return answer ? Result<QString>(u"3 tables"_s) : answer.error();
        };
        const auto all = testRest(*opened.rest, look,
                                  [&](const ConnectionStep &step) {
                                      told.append((step.passed ? u'+' : u'-') + step.title);
                                  },
                                  {});
        QCOMPARE(told.join(u' '), steps);
        QCOMPARE(all.size(), told.size());
    }

    void aTestOfAServerThatIsNotThereEndsEarly()
    {
        QUrl url;
        {
            const MisbehavingServer gone;
            url = gone.url("");
        }
        CatalogConnection connection;
        connection.name = u"Lake"_s;
        connection.url = url.toString();
        const Opened opened(connection);
        const auto steps = testRest(
            *opened.rest, [](std::stop_token) -> Result<QString> { return u"never"_s; }, {}, {});
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps.last().title, u"Reached"_s);
        QVERIFY(!steps.last().passed);
        QVERIFY(!steps.last().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRestHelpers)
#include "tst_rest_helpers.moc"
