// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "app/sync/events.h"
#include "app/sync/pull.h"
#include "app/sync/sync_engine.h"
#include "models/store/catalog_lock.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/fake_node.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// A store with connections to fake nodes.
struct Bench {
    QTemporaryDir folder;
    net::Client client;
    std::shared_ptr<store::Store> store;

    Bench()
    {
        auto opened = store::Store::open(folder.path(), Clock::fromEnvironment());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = *opened;
    }

    CatalogConnection connect(const FakeNode &node, const QString &name) const
    {
        CatalogConnection connection = node.connection(name);
        const auto added = store->write([&](store::Writer &writer) -> Result<void> {
            const auto id = writer.addCatalog(connection);
            if (!id)
                return id.error();
            connection.id = *id;
            return {};
        });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        return connection;
    }

    sync::CatalogByName byName()
    {
        return [this](const QString &name) -> Result<std::shared_ptr<Catalog>> {
            const auto row = store->read()->catalog(name);
            if (!row)
                return row.error();
            auto made = catalogs::make(row->connection, {}, client, store->clock());
            if (!made)
                return std::move(made).error();
            return std::shared_ptr<Catalog>(*std::move(made));
        };
    }

    Result<store::SyncRun> pull(const CatalogConnection &connection, std::stop_token stop = {})
    {
        return sync::pullCatalog(*store, connection, **byName()(connection.name), false, {}, stop);
    }

    store::CatalogRow row(const QString &name) const { return *store->read()->catalog(name); }
    qint64 products() const { return store->read()->products()->size(); }
};

} // namespace

class TestPull : public QObject
{
    Q_OBJECT

private slots:
    void whatANodeSaysIsInTheStore()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);

        const auto run = bench.pull(connection);

        QVERIFY2(run, run ? "" : qPrintable(run.error().message + run.error().detail));
        QVERIFY(run->ok && run->generation == 1);
        QCOMPARE(run->entities.value(u"product"_s), 1);
        QCOMPARE(bench.products(), 1);
        QCOMPARE(bench.row(u"North"_s).connection.authority, u"north"_s);
        QCOMPARE(bench.store->read()->requests()->size(), 1);
    }

    void aFailingPullKeepsTheLastGoodGeneration_data()
    {
        QTest::addColumn<QByteArray>("way");
        for (const char *way : {"trouble", "cut off", "garbage", "truncated", "wrong type"})
            QTest::newRow(way) << QByteArray(way);
    }

    void aFailingPullKeepsTheLastGoodGeneration()
    {
        QFETCH(QByteArray, way);
        const QMap<QByteArray, MisbehavingServer::Handler> ways = {
            {"trouble", behave::status(500)},
            {"cut off", behave::closeMidBody},
            {"garbage", behave::sendGarbage},
            {"truncated", behave::truncateJson},
            {"wrong type",
             [](Exchange &exchange) { exchange.respondJson(200, R"({"edges":7})"); }}};
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        QVERIFY(bench.pull(connection));
        auto products = goodNode()["dataproducts"];
        products["items"][0]["displayname"] = "Renamed";
        node.set("dataproducts", products); // read before the list that fails
        node.server.on("/api/v1/lineage", ways[way]);

        const auto run = bench.pull(connection);

        QVERIFY(!run);
        const store::CatalogRow row = bench.row(u"North"_s);
        QCOMPARE(row.generation, 1);
        QCOMPARE(row.lastError, run.error().message);
        QVERIFY(row.lastGoodSyncMs && *row.lastTryMs >= *row.lastGoodSyncMs);
        QCOMPARE(bench.store->read()->products()->first().name, u"Orders"_s);
        const auto runs = bench.store->read()->syncRuns(connection.id, 10);
        QCOMPARE(runs->size(), 2);
        QVERIFY(!runs->first().ok && runs->last().ok);
    }

    void aGoodPullAfterAFailureClearsTheError()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        node.server.on("/api/v1/node", behave::status(404));
        QVERIFY(!bench.pull(connection));
        QVERIFY(!bench.row(u"North"_s).lastError.isEmpty());
        node.server.on("/api/v1/node", [](Exchange &exchange) {
            exchange.respondJson(200, QByteArray::fromStdString(goodNode()["node"].dump()));
        });

        QVERIFY(bench.pull(connection));

        QCOMPARE(bench.row(u"North"_s).lastError, QString());
    }

    void aStoppedPullKeepsWhatWasThere()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        QVERIFY(bench.pull(connection));
        std::stop_source stop;
        node.server.on("/api/v1/loads", [&](Exchange &exchange) {
            stop.request_stop();
            behave::neverAnswer(exchange);
        });

        const auto run = bench.pull(connection, stop.get_token());

        QVERIFY(!run);
        QCOMPARE(run.error().kind, Error::Kind::Cancelled);
        QCOMPARE(bench.row(u"North"_s).generation, 1);
        QCOMPARE(bench.products(), 1);
    }

    void aPullWithNothingNewMakesNoGeneration()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        QVERIFY(bench.pull(connection));

        const auto run = bench.pull(connection); // the same things once more

        QVERIFY(run && run->ok);
        QCOMPARE(run->changed, 0);
        QCOMPARE(bench.row(u"North"_s).generation, 1);
        QCOMPARE(bench.row(u"North"_s).lastError, QString());
    }

    void aCatalogThatIsBeingReadIsLeftAlone()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        const auto lock = store::CatalogLock::tryLock(bench.store->folder(), connection.id);
        QVERIFY(lock);

        const auto run = bench.pull(connection);

        QVERIFY(!run);
        QCOMPARE(run.error().kind, Error::Kind::Conflict);
        QVERIFY(run.error().message.contains(u"being read by another Meshlens"_s));
        QCOMPARE(bench.store->read()->syncRuns(connection.id, 5)->size(), 0);
    }

    void severalCatalogsRunAtTheSameTimeAndOneFailureIsItsOwn()
    {
        FakeNode good;
        FakeNode bad;
        bad.server.on("/api/v1/node", behave::status(403));
        Bench bench;
        bench.connect(good, u"Good"_s);
        bench.connect(bad, u"Bad"_s);
        int commits = 0;
        sync::SyncEngine engine(bench.store, bench.byName(),
                                [&](store::Store &, const store::SyncRun &) { ++commits; });
        QMap<QString, bool> ended;
        connect(
            &engine, &sync::SyncEngine::finished, this,
            [&](const QString &name, const std::optional<Error> &error) { ended[name] = !error; });

        engine.sync({}, false);

        QTRY_COMPARE(ended.size(), 2);
        QVERIFY(ended[u"Good"_s] && !ended[u"Bad"_s]);
        QCOMPARE(commits, 1);
        QVERIFY(engine.progress().isEmpty());
    }

    void oneCatalogIsStoppedByName()
    {
        FakeNode stuck;
        stuck.server.on("/api/v1/terms", behave::neverAnswer);
        Bench bench;
        bench.connect(stuck, u"Stuck"_s);
        sync::SyncEngine engine(bench.store, bench.byName(), {});
        std::optional<Error> error;
        connect(&engine, &sync::SyncEngine::finished, this,
                [&](const QString &, const std::optional<Error> &said) { error = said; });
        engine.sync({u"Stuck"_s}, false);
        QTRY_COMPARE(stuck.server.count("/api/v1/terms"), 1);
        QCOMPARE(engine.progress().size(), 1);

        engine.stop({u"Stuck"_s});

        QTRY_VERIFY(error);
        QCOMPARE(error->kind, Error::Kind::Cancelled);
    }

    void whatIsDueIsPulledAndALockedCatalogIsNotTriedAgainAtOnce()
    {
        FakeNode node;
        Bench bench;
        const auto connection = bench.connect(node, u"North"_s);
        std::optional lock = store::CatalogLock::tryLock(bench.store->folder(), connection.id);
        sync::SyncEngine engine(bench.store, bench.byName(), {});
        QSignalSpy ended(&engine, &sync::SyncEngine::finished);

        engine.startPeriodic();

        QTRY_COMPARE(ended.count(), 1);
        QTest::qWait(300); // time in which a loop would show itself
        QCOMPARE(ended.count(), 1);
    }

    void anEventBringsTheRequests()
    {
        FakeNode node;
        std::atomic<int> last = 4;
        node.server.on("/api/v1/events", [&](Exchange &exchange) {
            const int after = exchange.request.query.mid(6, 1).toInt();
            while (last == after && exchange.request.query.endsWith("wait=25") &&
                   exchange.pause(10)) {
            }
            const json document = {{"events", json::array()}, {"last", last.load()}};
            exchange.respondJson(200, QByteArray::fromStdString(document.dump()));
        });
        Bench bench;
        bench.connect(node, u"North"_s);
        std::atomic<int> changes = 0;
        sync::Events::Hooks hooks;
        hooks.changed = [&](const QString &) { ++changes; };
        sync::Events events(bench.store, bench.byName(), hooks);
        events.watch({u"North"_s});
        QTRY_COMPARE(changes, 1); // as it stands at the start
        auto requests = goodNode()["access-requests"];
        requests["items"][0]["grant"] = "revoked";
        requests["items"][0]["version"] = 4;
        node.set("access-requests", requests);

        last = 5;

        QTRY_COMPARE(changes, 2);
        QCOMPARE(bench.store->read()->requests()->first().grant, mesh::GrantState::Revoked);
    }
};

QTEST_GUILESS_MAIN(TestPull)
#include "tst_pull.moc"
