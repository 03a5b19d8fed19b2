// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/mesh/identity_names.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

QMap<QString, PlatformInstance> instancesOf(const QJsonObject &object)
{
    QMap<QString, PlatformInstance> instances;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const QJsonObject fields = entry->toObject();
        instances.insert(entry.key(),
                         {fields[u"platform"_s].toString(), fields[u"instance"_s].toString(),
                          fields[u"platform_instance"_s].toString()});
    }
    return instances;
}

IdentityHints hintsOf(const QJsonObject &object)
{
    IdentityHints hints;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        hints.insert(entry.key(), entry->toString());
    return hints;
}

DatasetKey keyOf(const QString &function, const QJsonArray &args)
{
    const QString first = args[0].toString(), second = args[1].toString();
    if (function == u"openlineage")
        return openLineageKey(first, second, hintsOf(args[2].toObject()));
    if (function == u"arn" || function == u"uri")
        return locationKey(first);
    if (function == u"datahub")
        return dataHubKey(first, instancesOf(args[1].toObject()));
    if (function == u"openmetadata")
        return openMetadataKey(first, instancesOf(args[1].toObject()));
    if (function == u"unity")
        return unityKey(first, second);
    if (function == u"dataplex")
        return dataplexKey(first);
    return {};
}

QString strengthText(KeyStrength strength)
{
    switch (strength) {
    case KeyStrength::Strong:
        return u"strong"_s;
    case KeyStrength::Name:
        return u"name"_s;
    case KeyStrength::Location:
        return u"location"_s;
    case KeyStrength::Hint:
        break;
    }
    return u"hint"_s;
}

} // namespace

class IdentityTest : public QObject
{
    Q_OBJECT

private slots:
    void everyCaseOfTheRulesGetsItsKey_data()
    {
        QFile file(QStringLiteral(MESHLENS_SOURCE_DIR "/tests/models/mesh/identity-cases.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cases =
            QJsonDocument::fromJson(file.readAll()).object()[u"cases"_s].toArray();
        QCOMPARE(cases.size(), 42);
        QTest::addColumn<QString>("function");
        QTest::addColumn<QJsonArray>("args");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("strength");
        for (const QJsonValue &value : cases) {
            const QJsonObject one = value.toObject();
            QTest::newRow(qPrintable(one[u"case"_s].toString()))
                << one[u"function"_s].toString() << one[u"args"_s].toArray()
                << one[u"key"_s].toString() << one[u"strength"_s].toString();
        }
    }

    void everyCaseOfTheRulesGetsItsKey()
    {
        QFETCH(QString, function);
        QFETCH(QJsonArray, args);
        QFETCH(QString, key);
        QFETCH(QString, strength);

        const DatasetKey made = keyOf(function, args);

        QCOMPARE(made.key, key);
        QCOMPARE(strengthText(made.strength), strength);
    }

    void aPlaceNobodyKnowsIsAHintOnly()
    {
        const DatasetKey key =
            dbtKey(u"postgres"_s, u"shop"_s, u"public"_s, u"orders"_s, {{u"catalog"_s, u"Lake"_s}});

        QCOMPARE(key.key, u"postgres://_lake/shop/public/orders"_s);
        QCOMPARE(key.strength, KeyStrength::Hint);
    }

    void dbtNamesMeetTheWarehouses_data()
    {
        QTest::addColumn<QString>("adapter");
        QTest::addColumn<IdentityHints>("hints");
        QTest::addColumn<QString>("key");
        QTest::newRow("snowflake")
            << u"snowflake"_s << IdentityHints{{u"account"_s, u"ACME-PROD1"_s}}
            << u"snowflake://acme-prod1/prod/sales/orders"_s;
        QTest::newRow("bigquery") << u"bigquery"_s << IdentityHints{}
                                  << u"bigquery://prod/SALES/ORDERS"_s;
        QTest::newRow("postgres") << u"postgres"_s
                                  << IdentityHints{{u"instance"_s, u"db.example.com"_s}}
                                  << u"postgres://db.example.com:5432/PROD/SALES/ORDERS"_s;
        QTest::newRow("databricks") << u"databricks"_s << IdentityHints{{u"metastore"_s, u"5f1c"_s}}
                                    << u"unity://5f1c/prod/sales/orders"_s;
        QTest::newRow("mysql") << u"mysql"_s << IdentityHints{{u"instance"_s, u"m1"_s}}
                               << u"mysql://m1:3306/SALES/ORDERS"_s;
    }

    void dbtNamesMeetTheWarehouses()
    {
        QFETCH(QString, adapter);
        QFETCH(IdentityHints, hints);
        QFETCH(QString, key);

        QCOMPARE(dbtKey(adapter, u"PROD"_s, u"SALES"_s, u"ORDERS"_s, hints).key, key);
    }

    void contractServersSayWhatNamesLeaveOut_data()
    {
        using Fields = QMap<QString, QString>;
        QTest::addColumn<Fields>("server");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        const Fields postgres{{u"type"_s, u"postgresql"_s},
                              {u"host"_s, u"db.example.com"_s},
                              {u"port"_s, u"5432"_s},
                              {u"database"_s, u"shop"_s},
                              {u"schema"_s, u"public"_s}};
        QTest::newRow("table alone")
            << postgres << u"orders"_s << u"postgres://db.example.com:5432/shop/public/orders"_s;
        QTest::newRow("schema given") << postgres << u"sales.orders"_s
                                      << u"postgres://db.example.com:5432/shop/sales/orders"_s;
        QTest::newRow("all given")
            << postgres << u"a.b.c"_s << u"postgres://db.example.com:5432/a/b/c"_s;
        QTest::newRow("glue") << Fields{{u"type"_s, u"glue"_s},
                                        {u"account"_s, u"123456789012"_s},
                                        {u"region"_s, u"eu-west-1"_s},
                                        {u"database"_s, u"sales"_s}}
                              << u"orders"_s << u"glue://123456789012.eu-west-1/sales/orders"_s;
        QTest::newRow("bigquery") << Fields{{u"type"_s, u"bigquery"_s},
                                            {u"project"_s, u"acme-prod"_s},
                                            {u"dataset"_s, u"sales"_s}}
                                  << u"Orders"_s << u"bigquery://acme-prod/sales/Orders"_s;
        QTest::newRow("kafka") << Fields{{u"type"_s, u"kafka"_s},
                                         {u"host"_s, u"broker1:9092,broker2:9092"_s}}
                               << u"shop.orders.v1"_s << u"kafka://broker1:9092/shop.orders.v1"_s;
        QTest::newRow("s3 with a model")
            << Fields{{u"type"_s, u"s3"_s}, {u"location"_s, u"s3://lake/in/{model}/*.json"_s}}
            << u"orders"_s << u"s3://lake/in/orders"_s;
        QTest::newRow("a name that is an address")
            << postgres << u"s3a://lake/sales/orders"_s << u"s3://lake/sales/orders"_s;
        QTest::newRow("databricks")
            << Fields{{u"type"_s, u"databricks"_s},
                      {u"host"_s, u"https://dbc-1.cloud.databricks.com"_s},
                      {u"catalog"_s, u"main"_s},
                      {u"schema"_s, u"sales"_s}}
            << u"orders"_s << u"unity://dbc-1.cloud.databricks.com/main/sales/orders"_s;
    }

    void contractServersSayWhatNamesLeaveOut()
    {
        using Fields = QMap<QString, QString>;
        QFETCH(Fields, server);
        QFETCH(QString, name);
        QFETCH(QString, key);

        QCOMPARE(contractServerKey(server, name).key, key);
    }

    void aKeyIsWrittenAsOpenLineageWouldNameIt_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("nameSpace");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *key, const char *nameSpace, const char *name) {
            QTest::newRow(key) << QString::fromUtf8(key) << QString::fromUtf8(nameSpace)
                               << QString::fromUtf8(name);
        };
        row("postgres://db.x.example:5432/shop/public/orders", "postgres://db.x.example:5432",
            "shop.public.orders");
        row("postgres://db:5432/shop/public/order.items", "postgres://db:5432",
            "shop.public.\"order.items\"");
        row("postgres://db:5432/shop/public/a%20b%2Fc", "postgres://db:5432", "shop.public.a b/c");
        row("postgres://_two/shop/public/a", "postgres://_two", "shop.public.a");
        row("mysql://m1:3306/shop/orders", "mysql://m1:3306", "shop.orders");
        row("glue://123456789012.eu-west-1/sales/orders", "arn:aws:glue:eu-west-1:123456789012",
            "table/sales/orders");
        row("athena://eu-west-1/other/sales/t", "awsathena://athena.eu-west-1.amazonaws.com",
            "other.sales.t");
        row("unity://dbc-1.cloud.databricks.com/main/sales/orders",
            "unitycatalog://dbc-1.cloud.databricks.com", "main.sales.orders");
        row("snowflake://acme-prod1/prod/sales/orders", "snowflake://acme-prod1",
            "prod.sales.orders");
        row("bigquery://acme-prod/sales/Orders", "bigquery", "acme-prod.sales.Orders");
        row("bigquery://example.com:proj/sales/orders", "bigquery",
            "example.com:proj.sales.orders");
        row("redshift://cluster1.us-east-1/dev/public/t", "redshift://cluster1.us-east-1:5439",
            "dev.public.t");
        row("s3://lake/sales/orders", "s3://lake", "sales/orders");
        row("abfs://data@acme/sales/orders", "abfss://data@acme.dfs.core.windows.net",
            "sales/orders");
        row("file://_/var/data", "file", "/var/data");
        row("kafka://broker1:9092/shop.orders.v1", "kafka://broker1:9092", "shop.orders.v1");
        row("trino://trino.example.com:443/hive/sales/orders", "trino://trino.example.com:443",
            "hive.sales.orders");
        row("icebergrest://polaris:8181%2Fapi%2Fcatalog/sales/orders",
            "http://polaris:8181/api/catalog", "sales.orders");
        row("openlineage://made-up/a%2Fb", "made-up", "a/b");
    }

    void aKeyIsWrittenAsOpenLineageWouldNameIt()
    {
        QFETCH(QString, key);
        const OpenLineageName written = openLineageNameOf(key);
        QTEST(written.nameSpace, "nameSpace");
        QTEST(written.name, "name");
        QCOMPARE(openLineageKey(written.nameSpace, written.name).key, key);
    }

    void aJobIsWrittenAsOpenLineageWouldNameIt()
    {
        const OpenLineageName job = openLineageJobOf(jobKey(u"https://air/flow"_s, u"a b/c"_s));
        QCOMPARE(job.nameSpace, u"https://air/flow"_s);
        QCOMPARE(job.name, u"a b/c"_s);
        QCOMPARE(openLineageJobOf(u"no key"_s).name, u"no key"_s);
        QCOMPARE(openLineageNameOf(u"no key"_s).nameSpace, u"meshlens"_s);
    }

    void whatNamesNoDatasetHasNoKey()
    {
        QCOMPARE(locationKey(u"s3://bucket"_s).key, QString());
        QCOMPARE(locationKey(u"arn:aws:glue:eu-west-1:1:database/sales"_s).key, QString());
        QCOMPARE(locationKey(u"orders"_s).key, QString());
        QCOMPARE(dataHubKey(u"urn:li:chart:(looker,1)"_s, {}).key, QString());
        QCOMPARE(dataplexKey(u"bigquery:project.dataset"_s).key, QString());
        QCOMPARE(openLineageKey(u"postgres://db"_s, u""_s).key, QString());
        QCOMPARE(datasetKey(u"postgres"_s, u"db"_s, {}).key, QString());
    }

    void oddCharactersCannotBreakAKey()
    {
        const DatasetKey key =
            datasetKey(u"postgres"_s, u"db"_s, {u"a/b"_s, u"50% off?"_s, u"x#y\n"_s});

        QCOMPARE(key.key, u"postgres://db:5432/a%2Fb/50%25%20off%3F/x%23y%0A"_s);
        QCOMPARE(key.name, u"x#y\n"_s);
    }

    void equalLettersInTwoEncodingsAreOneKey()
    {
        const QString composed = u"caf\u00e9"_s, decomposed = u"cafe\u0301"_s;

        QCOMPARE(datasetKey(u"hive"_s, u"m:9083"_s, {u"db"_s, decomposed}).key,
                 datasetKey(u"hive"_s, u"m:9083"_s, {u"db"_s, composed}).key);
    }

    void quotedDotsDoNotSplit()
    {
        QCOMPARE(splitQuoted(u"a.\"b.c\".`d.e`"_s), (QStringList{u"a"_s, u"b.c"_s, u"d.e"_s}));
        QCOMPARE(splitQuoted(u"\"say \"\"hi\"\"\".t"_s), (QStringList{u"say \"hi\""_s, u"t"_s}));
    }

    void fieldPathsOfDataHubArePlain()
    {
        QCOMPARE(dataHubColumnPath(u"[version=2.0].[type=struct].[type=string].a.b"_s), u"a.b"_s);
        QCOMPARE(dataHubColumnPath(u"plain.path"_s), u"plain.path"_s);
    }
};

} // namespace meshlens::mesh

QTEST_GUILESS_MAIN(meshlens::mesh::IdentityTest)
#include "tst_identity.moc"
