// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/sharing_catalog.h"
#include "app/catalogs/unity_catalog.h"
#include "tests/live/synced.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using mesh::Kind;

/// The adapters of Databricks' family, Unity Catalog and Delta Sharing, against servers that others
/// wrote.
class TestLiveUnity : public QObject
{
    Q_OBJECT

private slots:
    void openServer();
    void databricksStatements();
    void deltaSharing();
};

void TestLiveUnity::openServer()
{
    LiveServer server(u"unity"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(registrationOf<UnityCatalog>(), server.url());
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 224); // 210 tables, 7 volumes, 7 models
    QCOMPARE(synced.first.all.products.size(), 7);
    QVERIFY2(synced.first.problems.isEmpty(), qPrintable(synced.first.problems.value(0).reason));
    const mesh::Dataset *orders = named(synced.first.all.datasets, u"lake.sales.orders_daily"_s);
    QVERIFY(orders);
    QCOMPARE(orders->columns.size(), 4);
    QCOMPARE(orders->columns[0].description, u"Number of the row"_s);
    QVERIFY(orders->columns[0].required);
    QCOMPARE(orders->columns[3].type, u"decimal(10,2)"_s);
    QVERIFY(named(synced.first.all.datasets, u"lake.sales.volumes.papers"_s));

    QCOMPARE(idsOf(synced.changed.all.datasets),
             (QStringList{u"lake.sales.orders_daily"_s, u"lake.sales.returns_landing"_s,
                          u"lake.sales.vouchers_raw"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"lake.ops.plans_daily"_s, u"lake.ops.plans_raw"_s,
                          u"lake.sales.returns_raw"_s}));
    const mesh::Dataset *renamed =
        named(synced.changed.all.datasets, u"lake.sales.returns_landing"_s);
    const mesh::Dataset *before = named(synced.first.all.datasets, u"lake.sales.returns_raw"_s);
    QVERIFY(renamed && before);
    QVERIFY(std::any_of(renamed->aliases.begin(), renamed->aliases.end(), [&](const auto &alias) {
        return before->aliases.contains(alias); // the place of the files is the same
    }));
    QCOMPARE(
        named(synced.changed.all.datasets, u"lake.sales.orders_daily"_s)->columns.constLast().name,
        u"total"_s);
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Product)), QStringList());
}

/// Samples by the SQL statement API: typed cells, nulls, and what it refuses.
void TestLiveUnity::databricksStatements()
{
    LiveServer server(u"databricks"_s);
    MESHLENS_START_LIVE(server);
    QString warehouse;
    QVERIFY2(server.run(u"seed"_s, {u"first"_s}, &warehouse), qPrintable(server.failure()));
    Puller puller(registrationOf<UnityCatalog>(), server.url(),
                  {{u"auth"_s, u"bearer"_s}, {u"warehouse"_s, warehouse.trimmed()}}, u"token"_s);
    for (const ConnectionStep &step : puller.catalog->test({}))
        QVERIFY2(step.passed, qPrintable(step.title + u": "_s + step.detail));
    const auto sample = puller.catalog->sample({{}, u"main.sales.orders"_s, 100}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message + sample.error().detail));
    QCOMPARE(sample->rows.size(), 100);
    QVERIFY(!sample->complete);
    QStringList names;
    for (const auto &column : sample->columns)
        names.append(column.name);
    QCOMPARE(names.join(u' '), u"id place amount paid"_s);
    int nulls = 0;
    for (const QVariantList &row : sample->rows) {
        const qint64 id = row[0].toLongLong();
        QCOMPARE(row[0].typeId(), int(QMetaType::LongLong));
        QCOMPARE(row[1].isNull(), id % 7 == 0);
        nulls += row[1].isNull() ? 1 : 0;
        QCOMPARE(row[2].toDouble(), double(id) / 4);
        QCOMPARE(row[3].toBool(), id % 2 == 1);
    }
    QVERIFY(nulls > 0);
    const auto whole = puller.catalog->sample({{}, u"main.sales.orders"_s, 500}, {});
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message));
    QCOMPARE(whole->rows.size(), 120);
    QVERIFY(whole->complete);
    const auto missing = puller.catalog->sample({{}, u"main.sales.nothing"_s, 10}, {});
    QVERIFY(!missing);
    QVERIFY2(missing.error().message.contains(u"does not exist"_s),
             qPrintable(missing.error().message));
}

void TestLiveUnity::deltaSharing()
{
    LiveServer server(u"sharing"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(SharingCatalog::registration(), server.url(), {{u"auth"_s, u"bearer"_s}},
                  u"live-token"_s);
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 210);
    QCOMPARE(synced.first.all.products.size(), 3);
    QVERIFY2(synced.first.problems.isEmpty(), qPrintable(synced.first.problems.value(0).reason));
    const mesh::Dataset *daily = named(synced.first.all.datasets, u"trade.sales.orders_daily"_s);
    QVERIFY(daily);
    QCOMPARE(daily->columns.size(), 5);
    QCOMPARE(daily->columns[4].type, u"timestamp"_s);

    QCOMPARE(idsOf(synced.changed.all.datasets),
             (QStringList{u"trade.sales.orders_daily"_s, u"trade.sales.returns_landing"_s,
                          u"trade.sales.vouchers_raw"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"office.ops.plans_daily"_s, u"office.ops.plans_raw"_s,
                          u"trade.sales.returns_raw"_s}));
    const mesh::Dataset *renamed =
        named(synced.changed.all.datasets, u"trade.sales.returns_landing"_s);
    const mesh::Dataset *before = named(synced.first.all.datasets, u"trade.sales.returns_raw"_s);
    QVERIFY(renamed && before && !before->aliases.isEmpty());
    QCOMPARE(renamed->aliases.first(), before->aliases.first()); // the same table by Delta's id
    QCOMPARE(
        named(synced.changed.all.datasets, u"trade.sales.orders_daily"_s)->columns.constLast().name,
        u"note"_s);

    // The rows of a table: Parquet, by presigned URLs of another address, which get no token.
    const auto sample = puller.catalog->sample({{}, u"trade.sales.orders_raw"_s, 25}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message + sample.error().detail));
    QCOMPARE(sample->rows.size(), 25);
    QVERIFY(!sample->complete);
    for (const QVariantList &row : sample->rows) {
        const qint64 id = row[0].toLongLong();
        QCOMPARE(row[1].isNull() ? QString() : row[1].toString(),
                 id % 7 == 0 ? QString() : u"Lund %1"_s.arg(id));
        QCOMPARE(row[2].toDouble(), double(id) / 4);
        QCOMPARE(row[3].toBool(), id % 2 == 1);
    }
    const auto whole = puller.catalog->sample({{}, u"trade.sales.orders_raw"_s, 500}, {});
    QVERIFY(whole && whole->rows.size() == 40 && whole->complete);

    Puller stranger(SharingCatalog::registration(), server.url(), {{u"auth"_s, u"bearer"_s}},
                    u"wrong"_s);
    tests::RecordingSink sink;
    const auto refused = stranger.pull(sink);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::NotPermitted);
}

QTEST_GUILESS_MAIN(TestLiveUnity)
#include "tst_live_unity.moc"
