// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "app/sync/pull.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/api_double.h"
#include "tests/support/fake_aws.h"

#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The worked examples of one table that several kinds of catalogs know.
class TestCatalogIdentity : public QObject
{
    Q_OBJECT

private slots:
    void oneTableOfThreeCatalogsIsOneDataset();
    void theSameBytesAloneAreNotTheSameTable();
    void anUnknownInstanceIsNeverMerged();
};

namespace {

const QString ordersOfGlue = u"glue://123456789012.eu-west-1/sales/orders"_s;

/// Catalogs one after the other in one store, as the program reads them.
class Mesh
{
public:
    Mesh() : m_store(need(store::Store::open(m_folder.path(), Clock::frozenAt(1'772'400'000'000))))
    {}

    void read(const QString &name, const QString &kind, const QString &url,
              const QMap<QString, QString> &options = {}, const QString &secret = {})
    {
        CatalogConnection connection;
        connection.name = name;
        connection.kind = kind;
        connection.url = url;
        connection.options = options;
        const auto added = m_store->write([&](store::Writer &writer) -> Result<void> {
            const auto id = writer.addCatalog(connection);
            if (!id)
                return id.error();
            connection.id = *id;
            return {};
        });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        const auto catalog = need(catalogs::make(connection, secret, m_client, m_store->clock()));
        need(sync::pullCatalog(*m_store, connection, *catalog, false, {}, {}));
    }

    [[nodiscard]] store::Merged<mesh::Dataset> dataset(const QString &key) const
    {
        return need(need(m_store->read()).dataset(key));
    }
    [[nodiscard]] int countOf(const QString &name) const
    {
        int count = 0;
        const auto walked =
            need(m_store->read())
                .forEachDataset(false, [&](const store::Merged<mesh::Dataset> &one) {
                    count += one.thing.name == name ? 1 : 0;
                    return true;
                });
        return walked ? count : -1;
    }
    [[nodiscard]] QStringList sourcesOf(const QString &key) const
    {
        QStringList names;
        for (const auto &source : dataset(key).sources)
            names.append(source.catalog);
        names.sort();
        return names;
    }

private:
    template<typename T>
    static T need(Result<T> result)
    {
        if (!result)
            qFatal("%s (%s)", qPrintable(result.error().message),
                   qPrintable(result.error().detail));
        return std::move(result).value();
    }

    QTemporaryDir m_folder;
    net::Client m_client;
    std::shared_ptr<store::Store> m_store;
};

/// Glue has the table sales.orders, an Iceberg one on S3.
void fillGlue(FakeAws &aws)
{
    aws.on("AWSGlue.GetDatabases",
           {{"DatabaseList", {{{"Name", "sales"}, {"CatalogId", "123456789012"}}}}});
    const json orders = {{"Name", "Orders"},
                         {"DatabaseName", "sales"},
                         {"Owner", "ann@lake.example"},
                         {"Parameters", {{"table_type", "ICEBERG"}}},
                         {"StorageDescriptor",
                          {{"Location", "s3a://lake/sales/orders/"},
                           {"Columns", {{{"Name", "id"}, {"Type", "bigint"}}}}}}};
    aws.on("AWSGlue.GetTables", [orders](const json &asked, const Received &) -> FakeAws::Answer {
        if (asked.contains("AttributesToGet"))
            return {
                200,
                {{"TableList",
                  {{{"Name", "Orders"}, {"IcebergTableMetadata", {{"TableUuid", "9C12-AB"}}}}}}}};
        return {200, {{"TableList", {orders}}}};
    });
}

/// An Iceberg REST catalog has the same table, by its metadata.
void fillIceberg(ApiDouble &api, const QByteArray &uuid)
{
    api.say("GET /v1/config", "{}");
    api.say("GET /v1/namespaces?pageSize=500&pageToken=", R"({"namespaces":[["sales"]]})");
    api.say("GET /v1/namespaces", R"({"namespaces":[]})");
    api.say("GET /v1/namespaces/sales", R"({"namespace":["sales"]})");
    api.say("GET /v1/namespaces/sales/tables",
            R"({"identifiers":[{"namespace":["sales"],"name":"orders"}]})");
    api.say("GET /v1/namespaces/sales/tables/orders",
            R"({"metadata-location":"m1","metadata":{"format-version":2,"table-uuid":")" + uuid +
                R"(","location":"s3://lake/sales/orders","current-schema-id":0,"properties":{
                "comment":"All orders"},"schemas":[{"schema-id":0,"fields":[{"id":1,"name":"id",
                "required":true,"type":"long"}]}],"current-snapshot-id":1,"snapshots":[
                {"snapshot-id":1,"timestamp-ms":1772300000000}]}})");
}

/// Trino sees it through its catalog `hive`.
void fillTrino(ApiDouble &api)
{
    api.server.on("/v1/statement", [](Exchange &exchange) {
        const QByteArray sql = exchange.request.body;
        const auto answer = [&](int columns, const QByteArray &rows) {
            QByteArrayList names;
            for (int i = 0; i < columns; ++i)
                names.append(R"({"name":"x","type":"varchar"})");
            exchange.respondJson(200, R"({"id":"q","columns":[)" + names.join(',') +
                                          R"(],"data":)" + rows + '}');
        };
        if (sql == "SHOW CATALOGS")
            answer(1, R"([["hive"]])");
        else if (sql.contains("information_schema.tables"))
            answer(3, R"([["Sales","Orders","BASE TABLE"]])");
        else if (sql.contains("jdbc.columns"))
            answer(6, R"([["Sales","Orders","id","bigint","NO","number of the order"]])");
        else
            answer(3, "[]");
    });
}

} // namespace

void TestCatalogIdentity::oneTableOfThreeCatalogsIsOneDataset()
{
    FakeAws aws;
    fillGlue(aws);
    ApiDouble iceberg, trino;
    fillIceberg(iceberg, "9c12-ab");
    fillTrino(trino);
    Mesh mesh;

    mesh.read(u"glue"_s, u"aws-glue"_s, aws.url(),
              {{u"auth"_s, u"aws"_s}, {u"region"_s, u"eu-west-1"_s}}, aws.keys());
    mesh.read(u"polaris"_s, u"iceberg-rest"_s, iceberg.server.url("").toString(),
              {{u"instance"_s, u"polaris.example:8181"_s}});
    mesh.read(u"trino"_s, u"trino"_s, trino.server.url("").toString(),
              {{u"user"_s, u"ann"_s},
               {u"instance"_s, u"trino.example.com:443"_s},
               {u"underlying"_s, u"hive=glue://123456789012.eu-west-1"_s}});

    const QStringList all = {u"glue"_s, u"polaris"_s, u"trino"_s};
    QCOMPARE(mesh.sourcesOf(ordersOfGlue), all);
    for (const QString &key : {u"icebergrest://polaris.example:8181/sales/orders"_s,
                               u"trino://trino.example.com:443/hive/sales/orders"_s})
        QCOMPARE(mesh.sourcesOf(key), all); // each name leads to the one
    QCOMPARE(mesh.countOf(u"Orders"_s) + mesh.countOf(u"orders"_s), 1);
    const auto orders = mesh.dataset(ordersOfGlue);
    QCOMPARE(orders.thing.owners, QStringList{u"party://ann@lake.example"_s}); // Glue knows
    QCOMPARE(orders.thing.description, u"All orders"_s); // its Iceberg metadata does
    QVERIFY(orders.thing.updatedAtMs == 1'772'300'000'000);
}

void TestCatalogIdentity::theSameBytesAloneAreNotTheSameTable()
{
    FakeAws aws;
    fillGlue(aws);
    ApiDouble iceberg;
    fillIceberg(iceberg, "another"); // at the same place
    Mesh mesh;

    mesh.read(u"glue"_s, u"aws-glue"_s, aws.url(),
              {{u"auth"_s, u"aws"_s}, {u"region"_s, u"eu-west-1"_s}}, aws.keys());
    mesh.read(u"polaris"_s, u"iceberg-rest"_s, iceberg.server.url("").toString(),
              {{u"instance"_s, u"polaris.example:8181"_s}});

    QCOMPARE(mesh.sourcesOf(ordersOfGlue), QStringList{u"glue"_s});
    QCOMPARE(mesh.countOf(u"Orders"_s) + mesh.countOf(u"orders"_s), 2);
}

void TestCatalogIdentity::anUnknownInstanceIsNeverMerged()
{
    ApiDouble one, other;
    fillTrino(one);
    fillTrino(other);
    Mesh mesh;

    mesh.read(u"here"_s, u"trino"_s, one.server.url("").toString(), {{u"user"_s, u"ann"_s}});
    mesh.read(u"there"_s, u"trino"_s, other.server.url("").toString(), {{u"user"_s, u"ann"_s}});

    QCOMPARE(mesh.countOf(u"Orders"_s), 2);
}

QTEST_GUILESS_MAIN(TestCatalogIdentity)
#include "tst_catalog_identity.moc"
