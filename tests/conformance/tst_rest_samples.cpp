// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/iceberg_metadata.h"
#include "app/catalogs/rest_types.h"
#include "app/catalogs/sharing_catalog.h"
#include "app/catalogs/trino_client.h"
#include "app/catalogs/unity_catalog.h"
#include "app/net/json.h"
#include "tests/support/api_double.h"

#include <QFile>
#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;

/// The payloads in the specifications' samples, through the adapters that read such.
class TestRestSamples : public QObject
{
    Q_OBJECT

private slots:
    void icebergMetadata_data();
    void icebergMetadata();
    void icebergView();
    void sharedTable_data();
    void sharedTable();
    void unityTable();
    void trinoAnswers();
    void oneTableSeenFromThreeSides();

private:
    static QByteArray sample(const QString &name)
    {
        QString specs = qEnvironmentVariable("MESHLENS_SPECS");
        if (specs.isEmpty())
            specs = QStringLiteral(MESHLENS_SOURCE_DIR) + u"/../shared/specs"_s;
        QFile file(specs + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static bool areHere() { return !sample(u"trino/samples/1-post-response.json"_s).isEmpty(); }
};

void TestRestSamples::icebergMetadata_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("uuid");
    QTest::addColumn<qint64>("at");
    QTest::newRow("v1") << u"TableMetadataV1Valid.json"_s << 3
                        << u"d20125c8-7284-442c-9aea-15fee620737c"_s << qint64(-1);
    QTest::newRow("v2") << u"TableMetadataV2Valid.json"_s << 3
                        << u"9c12d441-03fe-4693-9a96-a0705ddf69c1"_s << qint64(1555100955770);
    QTest::newRow("v2 minimal") << u"TableMetadataV2ValidMinimal.json"_s << 3
                                << u"9c12d441-03fe-4693-9a96-a0705ddf69c1"_s << qint64(-1);
    QTest::newRow("v3 minimal") << u"TableMetadataV3ValidMinimal.json"_s << 3
                                << u"9c12d441-03fe-4693-9a96-a0705ddf69c1"_s << qint64(-1);
}

void TestRestSamples::icebergMetadata()
{
    if (!areHere())
        QSKIP("the samples are not here");
    QFETCH(QString, file);
    QFETCH(int, columns);
    QFETCH(QString, uuid);
    QFETCH(qint64, at);
    const auto document = net::parseJson(sample(u"iceberg-rest/samples/"_s + file));
    QVERIFY(document);
    mesh::Dataset dataset;
    const auto table = fillFromTable(dataset, *document);
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    QCOMPARE(dataset.columns.size(), columns);
    QCOMPARE(dataset.columns.first().fieldId, u"1"_s);
    QCOMPARE(dataset.aliases.first().key, u"iceberg-uuid:"_s + uuid);
    QCOMPARE(qint64(dataset.updatedAtMs.value_or(-1)), at);
}

void TestRestSamples::icebergView()
{
    if (!areHere())
        QSKIP("the samples are not here");
    const auto document = net::parseJson(sample(u"iceberg-rest/samples/ValidViewMetadata.json"_s));
    QVERIFY(document);
    mesh::Dataset dataset;
    QVERIFY(fillFromView(dataset, *document));
    QCOMPARE(dataset.type, mesh::DatasetType::View);
    QCOMPARE(dataset.columns.size(), 3);
    QCOMPARE(dataset.description, u"some-comment"_s);
}

void TestRestSamples::sharedTable_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("parquet") << u"parquet"_s;
    QTest::newRow("delta") << u"delta"_s;
}

void TestRestSamples::sharedTable()
{
    if (!areHere())
        QSKIP("the samples are not here");
    QFETCH(QString, dialect);
    ApiDouble api;
    api.say("GET /shares", sample(u"delta-sharing/samples/shares-response.json"_s));
    const QByteArray all = sample(u"delta-sharing/samples/all-tables-response.json"_s);
    api.say("GET /shares/vaccine_share/all-tables", all);
    api.say("GET /shares/sales_share/all-tables", R"({"items":[]})");
    const auto listed = net::parseJson(all);
    QVERIFY(listed && !(*listed)["items"].empty());
    const auto &first = (*listed)["items"][0];
    api.say("GET /shares/vaccine_share/schemas/" +
                QByteArray::fromStdString(first["schema"].get<std::string>()) + "/tables/" +
                QByteArray::fromStdString(first["name"].get<std::string>()) + "/metadata",
            sample(u"delta-sharing/samples/metadata-response.%1.ndjson"_s.arg(dialect)), 200,
            "Delta-Table-Version: 20\r\n");
    Puller puller(SharingCatalog::registration(), api.server.url(""), {}, u"t0ken"_s);
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    const QString text = printed(sink);
    QVERIFY2(text.contains(u"[eventTime:timestamp date:date] =delta-id:f8d5c169-3d01-4ca3-ad9e-"
                           "7dc3355aedb2"_s),
             qPrintable(text));
}

void TestRestSamples::unityTable()
{
    if (!areHere())
        QSKIP("the samples are not here");
    ApiDouble api;
    const QByteArray uc = "GET /api/2.1/unity-catalog/";
    api.say(uc + "metastore_summary", R"({"metastore_id":"m1"})");
    api.say(uc + "catalogs", R"({"catalogs":[{"name":"main"}]})");
    api.say(uc + "schemas", R"({"schemas":[{"name":"sales"}]})");
    api.say(uc + "tables",
            "{\"tables\":[" + sample(u"unity-catalog/samples/synthetic-table-info.json"_s) + "]}");
    Puller puller(registrationOf<UnityCatalog>(), api.server.url(""));
    tests::RecordingSink sink;
    QVERIFY(puller.pull(sink));
    QCOMPARE(
        printed(sink),
        u"domain main \"\"\n"
        "product main.sales ports 1\n"
        "table unity://m1/main/sales/orders [order_id:bigint status:string] "
        "=unity-id:m1:5f1c0000-0000-4000-8000-000000000001 =s3://uc/__unitystorage/tables/5f1c"_s);
    QCOMPARE(sink.all.parties.first().name, u"sales-team"_s);
}

void TestRestSamples::trinoAnswers()
{
    if (!areHere())
        QSKIP("the samples are not here");
    ApiDouble api;
    const QByteArray first = sample(u"trino/samples/1-post-response.json"_s);
    const QByteArray second = sample(u"trino/samples/2-data-response.json"_s);
    const auto placeOf = [](const QByteArray &answer) {
        const auto document = net::parseJson(answer);
        const QUrl next(net::optionalString(*document, "nextUri").valueOr({}));
        return "GET " + next.path().toUtf8();
    };
    api.say("POST /v1/statement", first);
    api.say(placeOf(first), second);
    api.say(placeOf(second), sample(u"trino/samples/3-final-response.json"_s));
    net::Client client;
    CatalogConnection connection;
    connection.url = api.server.url("").toString();
    const auto rest = RestClient::open(client, connection, {}, {});
    QVERIFY(rest);
    const auto rows = runTrino(**rest, u"SELECT 1"_s, 10'000, {});
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message + rows.error().detail));
    QVERIFY(!rows->columns.isEmpty());
    api.say("POST /v1/statement", sample(u"trino/samples/error-response.json"_s));
    const auto refused = runTrino(**rest, u"SELECT x"_s, 10, {});
    QVERIFY(!refused);
    QVERIFY(!refused.error().message.isEmpty());
}

/// The worked examples 1, 22 and 26: a Glue table, its Iceberg metadata and the window that Trino
/// has on it share names, so that they become one dataset.
void TestRestSamples::oneTableSeenFromThreeSides()
{
    const QString glue =
        mesh::openLineageKey(u"arn:aws:glue:eu-west-1:123456789012"_s, u"table/Sales/Orders"_s).key;
    QCOMPARE(glue, u"glue://123456789012.eu-west-1/sales/orders"_s);

    mesh::Dataset trino;
    setKey(trino, mesh::datasetKey(u"trino"_s, u"trino.example.com:443"_s,
                                   {u"hive"_s, u"Sales"_s, u"Orders"_s}));
    addName(trino,
            mesh::datasetKey(u"glue"_s, u"123456789012.eu-west-1"_s, {u"Sales"_s, u"Orders"_s}));
    QCOMPARE(trino.key, u"trino://trino.example.com:443/hive/sales/orders"_s);
    QCOMPARE(trino.aliases.first().key, glue);
    QCOMPARE(trino.aliases.first().strength, u"name"_s);

    CatalogConnection connection;
    const QUrl polaris(u"http://polaris:8181/api/catalog/v1"_s);
    mesh::Dataset iceberg;
    setKey(iceberg,
           mesh::datasetKey(u"icebergrest"_s, instanceOf(connection, polaris, u"/api/catalog"_s),
                            {u"sales"_s, u"orders"_s}));
    QCOMPARE(iceberg.key,
             mesh::openLineageKey(u"http://polaris:8181/api/catalog"_s, u"sales.orders"_s).key);
    addIcebergUuid(iceberg, u"9C12"_s);
    addLocation(iceberg, u"s3a://lake/sales/orders"_s);
    QCOMPARE(iceberg.aliases[0].key, u"iceberg-uuid:9c12"_s);
    QCOMPARE(iceberg.aliases[0].strength, u"strong"_s);
    QCOMPARE(iceberg.aliases[1].key,
             mesh::locationKey(u"https://lake.s3.eu-west-1.amazonaws.com/sales/orders"_s).key);
}

QTEST_GUILESS_MAIN(TestRestSamples)
#include "tst_rest_samples.moc"
