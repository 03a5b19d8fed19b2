// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/iceberg_catalog.h"
#include "app/catalogs/lakefs_catalog.h"
#include "app/catalogs/nessie_catalog.h"
#include "app/catalogs/registry_catalog.h"
#include "app/catalogs/sharing_catalog.h"
#include "app/catalogs/trino_catalog.h"
#include "app/catalogs/unity_catalog.h"
#include "tests/live/live_server.h"
#include "tests/live/synced.h"
#include "tests/support/api_double.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using mesh::Kind;

/// The adapters of the open lakehouse against servers that others wrote: a first sync of 210
/// tables, one in which nothing has changed, and one after renames, deletions and changes.
class TestLiveRest : public QObject
{
    Q_OBJECT

private slots:
    void icebergRest();
    void nessie();
    void apicurio();
    void trino();
    void documentsByPrism_data();
    void documentsByPrism();
};

namespace {

/// Passes calls on to a server that mounts an API without the path it has in life.
class WithoutPrefix
{
public:
    WithoutPrefix(const QUrl &to, const QByteArray &prefix)
    {
        m_server.otherwise([this, to, prefix](Exchange &exchange) {
            const Received &asked = exchange.request;
            net::Request request;
            request.method = asked.method == "POST" ? net::Method::Post : net::Method::Get;
            QByteArray place = asked.path.startsWith(prefix) ? asked.path.mid(prefix.size())
                                                             : "/not-below-the-prefix";
            if (!asked.query.isEmpty())
                place += '?' + asked.query;
            request.url = QUrl::fromEncoded(to.toEncoded() + place);
            request.headers = {{"Authorization", asked.header("Authorization")},
                               {"Accept", asked.header("Accept")}};
            request.body = asked.body;
            request.limits.retries = 0;
            request.transport.proxy = u"none"_s;
            const auto answer = m_client.send(request);
            if (!answer)
                return exchange.respondJson(502, "{}");
            exchange.respondJson(answer->status, answer->body);
        });
    }
    [[nodiscard]] QUrl url() const { return m_server.url(""); }

private:
    net::Client m_client; // outlives the server's threads
    MisbehavingServer m_server;
};

} // namespace

void TestLiveRest::icebergRest()
{
    LiveServer server(u"iceberg_rest"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(registrationOf<IcebergCatalog>(), server.url());
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 218); // 210, one in a nested namespace, 7 views
    QCOMPARE(synced.first.all.domains.size(), 7);
    QVERIFY(synced.first.problems.isEmpty());
    const mesh::Dataset *orders = named(synced.first.all.datasets, u"sales.orders_raw"_s);
    QVERIFY(orders && orders->updatedAtMs && orders->rows == 100);
    QCOMPARE(orders->columns.size(), 4);
    QCOMPARE(orders->columns[2].name, u"place.city"_s);
    QCOMPARE(orders->columns[0].description, u"Number of the row"_s);
    QVERIFY(orders->columns[0].primaryKey);
    QVERIFY(named(synced.first.all.datasets, u"sales.archive.orders_2024"_s));

    QCOMPARE(idsOf(synced.changed.all.datasets),
             (QStringList{u"sales.orders_daily"_s, u"sales.orders_raw"_s,
                          u"sales.returns_landing"_s, u"sales.vouchers_raw"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"ops.plans_daily"_s, u"ops.plans_raw"_s, u"sales.returns_raw"_s}));
    const mesh::Dataset *renamed = named(synced.changed.all.datasets, u"sales.returns_landing"_s);
    const mesh::Dataset *before = named(synced.first.all.datasets, u"sales.returns_raw"_s);
    QVERIFY(renamed && before);
    QCOMPARE(renamed->aliases.first(), before->aliases.first()); // the same table by its UUID
    const mesh::Dataset *daily = named(synced.changed.all.datasets, u"sales.orders_daily"_s);
    QVERIFY(daily);
    QCOMPARE(daily->columns.constLast().name, u"total"_s);
    QCOMPARE(
        daily->columns.constLast().fieldId,
        named(synced.first.all.datasets, u"sales.orders_daily"_s)->columns.constLast().fieldId);
}

void TestLiveRest::nessie()
{
    LiveServer server(u"nessie"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(registrationOf<NessieCatalog>(), server.url());
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 210);
    QCOMPARE(synced.first.all.domains.size(), 7);
    QVERIFY(synced.first.problems.isEmpty());
    const mesh::Dataset *orders = named(synced.first.all.datasets, u"sales.orders_raw"_s);
    QVERIFY(orders && orders->updatedAtMs);
    QVERIFY(std::any_of(synced.first.all.parties.begin(), synced.first.all.parties.end(),
                        [](const mesh::Party &party) { return party.name == u"Bo Ek"_s; }));

    QCOMPARE(
        idsOf(synced.changed.all.datasets),
        (QStringList{u"sales.orders_landing"_s, u"sales.returns_raw"_s, u"sales.vouchers_raw"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"ops.plans_daily"_s, u"ops.plans_raw"_s, u"sales.orders_raw"_s}));
    QVERIFY(std::any_of(synced.changed.all.notes.begin(), synced.changed.all.notes.end(),
                        [](const ChangeNote &note) {
                            return note.name == u"orders_landing"_s &&
                                   note.detail.contains(u"Rename the orders"_s) &&
                                   note.detail.contains(u"Ann Lee"_s);
                        }));
}

void TestLiveRest::apicurio()
{
    LiveServer server(u"apicurio"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(registrationOf<RegistryCatalog>(), server.url(u"/apis/ccompat/v7"_s),
                  {{u"bootstrap"_s, u"broker1:9092"_s}});
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 210);
    QVERIFY2(synced.first.problems.isEmpty(), qPrintable(synced.first.problems.value(0).reason));
    for (const auto &[topic, columns] :
         {std::pair(u"sales.orders_raw"_s, u"id email"_s),
          std::pair(u"sales.orders_clean"_s, u"id place place.city"_s),
          std::pair(u"sales.orders_daily"_s, u"id tags"_s)}) {
        const mesh::Dataset *found = named(synced.first.all.datasets, topic);
        QVERIFY(found);
        QStringList names;
        for (const mesh::Column &column : found->columns)
            names.append(column.name);
        QCOMPARE(names.join(u' '), columns);
    }
    QCOMPARE(named(synced.first.all.datasets, u"sales.orders_raw"_s)->key,
             u"kafka://broker1:9092/sales.orders_raw"_s);
    QCOMPARE(idsOf(synced.changed.all.datasets),
             (QStringList{u"sales.orders_raw"_s, u"sales.vouchers"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"ops.plans_daily"_s, u"ops.plans_raw"_s}));
}

void TestLiveRest::trino()
{
    LiveServer server(u"trino"_s);
    MESHLENS_START_LIVE(server);
    Puller puller(registrationOf<TrinoCatalog>(), server.url(),
                  {{u"user"_s, u"ann"_s}, {u"tables"_s, u"memory.*, tpch.tiny.*"_s}});
    // It answers before it takes statements.
    QTRY_VERIFY_WITH_TIMEOUT(puller.catalog->test({}).constLast().passed, 60'000);
    Synced synced;
    const auto done = syncThrice(server, puller, synced);
    QVERIFY2(done, qPrintable(wordsOf(done)));
    QCOMPARE(synced.first.all.datasets.size(), 218); // and the eight of tpch
    const mesh::Dataset *orders = named(synced.first.all.datasets, u"memory.sales.orders_raw"_s);
    QVERIFY(orders);
    QCOMPARE(orders->columns.size(), 4);
    QCOMPARE(orders->columns[2].name, u"place.city"_s);
    const auto sample = puller.catalog->sample({{}, orders->nativeId, 2}, {});
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
    QCOMPARE(sample->rows.size(), 2);
    const auto large = puller.catalog->sample({{}, u"tpch.tiny.lineitem"_s, 5000}, {});
    QVERIFY2(large, large ? "" : qPrintable(large.error().message));
    QCOMPARE(large->rows.size(), 5000); // in several pages
    const auto missing = puller.catalog->sample({{}, u"memory.sales.nothing"_s, 2}, {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QCOMPARE(idsOf(synced.changed.all.datasets),
             (QStringList{u"memory.sales.orders_daily"_s, u"memory.sales.returns_landing"_s,
                          u"memory.sales.vouchers_raw"_s}));
    QCOMPARE(sorted(synced.changed.deleted.value(Kind::Dataset)),
             (QStringList{u"memory.ops.plans_daily"_s, u"memory.ops.plans_raw"_s,
                          u"memory.sales.returns_raw"_s}));
}

void TestLiveRest::documentsByPrism_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("health");
    QTest::addColumn<QString>("options");
    for (const QString &options : {QString(), u"-d --seed 42"_s}) {
        const QByteArray mode = options.isEmpty() ? " as written" : " at random";
        QTest::newRow("unity" + mode)
            << u"unity"_s << u"unity-catalog/openapi-all.yaml"_s << u"/catalogs"_s << options;
        QTest::newRow("sharing" + mode)
            << u"sharing"_s << u"delta-sharing/openapi.yml"_s << u"/shares"_s << options;
        QTest::newRow("lakefs" + mode)
            << u"lakefs"_s << u"lakefs/swagger.yml"_s << u"/healthcheck"_s << options;
        QTest::newRow("registry" + mode)
            << u"registry"_s << u"schema-registry/confluent-compat-v7.openapi.json"_s
            << u"/subjects"_s << options;
    }
}

/// Prism refuses what the document of an API does not know, so every call of the adapter is one of
/// the API's; what it answers is of the right shape, and mostly nonsense.
void TestLiveRest::documentsByPrism()
{
    QFETCH(QString, kind);
    QFETCH(QString, document);
    QFETCH(QString, health);
    QFETCH(QString, options);
    QString specs = qEnvironmentVariable("MESHLENS_SPECS");
    if (specs.isEmpty())
        specs = QStringLiteral(MESHLENS_SOURCE_DIR) + u"/../shared/specs"_s;
    if (!QFileInfo::exists(specs + u'/' + document))
        QSKIP("the documents of the APIs are not here");
    LiveServer server(u"prism"_s);
    server.setEnvironment(u"PRISM_DOCUMENT"_s, specs + u'/' + document);
    server.setEnvironment(u"PRISM_HEALTH"_s, health);
    server.setEnvironment(u"PRISM_OPTIONS"_s, options);
    MESHLENS_START_LIVE(server);
    const Registration registration = kind == u"unity"      ? registrationOf<UnityCatalog>()
                                      : kind == u"sharing"  ? SharingCatalog::registration()
                                      : kind == u"registry" ? registrationOf<RegistryCatalog>()
                                                            : registrationOf<LakefsCatalog>();
    const WithoutPrefix place(server.url(), kind == u"unity"    ? "/api/2.1/unity-catalog"
                                            : kind == u"lakefs" ? "/api/v1"
                                                                : "");
    Puller puller(registration, place.url(),
                  {{u"auth"_s, kind == u"lakefs" ? u"basic"_s : u"bearer"_s}}, u"key:secret"_s);
    tests::RecordingSink sink;
    const auto outcome = puller.pull(sink);
    for (const PullProblem &problem : std::as_const(sink.problems)) {
        // Prism's own words for a call that the document does not have.
        for (const auto &word : {u"Route not resolved"_s, u"no path matched"_s,
                                 u"Method not allowed"_s, u"Invalid request"_s})
            QVERIFY2(!problem.reason.contains(word, Qt::CaseInsensitive),
                     qPrintable(problem.reason));
    }
    if (!outcome) { // nonsense may end a pull, but only for what the answer holds
        QVERIFY2(outcome.error().kind == Error::Kind::Decode,
                 qPrintable(outcome.error().message + outcome.error().detail));
    } else {
        QVERIFY(outcome->requests >= 1);
    }
}

QTEST_GUILESS_MAIN(TestLiveRest)
#include "tst_live_rest.moc"
