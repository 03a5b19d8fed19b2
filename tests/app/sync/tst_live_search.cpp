// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_catalog.h"
#include "app/sync/live_search.h"
#include "app/sync/pull.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/fake_node.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const char *const searchPath = "/api/v1/search";

json hit(const std::string &kind, const std::string &id, const std::string &name)
{
    return {{"kind", kind},
            {"id", id},
            {"name", name},
            {"domain", "sales"},
            {"description", "About " + name},
            {"why", {"name_words"}}};
}

json searchResult(const json &items)
{
    return {{"items", items}, {"total", items.size()}};
}

/// A node that also has single things and a search.
void makeSearchable(FakeNode &node)
{
    QMap<QByteArray, json> all = goodNode();
    json orders = hit("dataset", "orders", "orders");
    orders["type"] = "table";
    orders["identity"] = all["datasets"]["items"][0]["identity"];
    all["search"] = searchResult({hit("product", "p-1", "Orders"), orders});
    all["dataproducts/p-1"] = all["dataproducts"]["items"][0];
    all["datasets/orders"] = all["datasets"]["items"][0];
    node.set(all);
}

/// A store with connections to fake nodes that are searched where they are.
struct Bench {
    QTemporaryDir folder;
    net::Client client;
    std::shared_ptr<store::Store> store;
    QList<CatalogConnection> connections;
    QStringList told; // in the order it came

    Bench()
    {
        auto opened = store::Store::open(folder.path(), Clock::fromEnvironment());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = *opened;
    }

    void connect(const FakeNode &node, const QString &name, const QString &search = u"live"_s)
    {
        CatalogConnection connection = node.connection(name);
        connection.options[u"search"_s] = search;
        need(store->write([&](store::Writer &writer) -> Result<void> {
            const auto id = writer.addCatalog(connection);
            if (!id)
                return id.error();
            connection.id = *id;
            return {};
        }));
        connections.append(connection);
    }

    void setOption(qsizetype at, const QString &search)
    {
        connections[at].options[u"search"_s] = search;
        need(store->write(
            [&](store::Writer &writer) { return writer.updateCatalog(connections[at]); }));
    }

    static void need(const Result<void> &done)
    {
        if (!done)
            qFatal("%s %s", qPrintable(done.error().message), qPrintable(done.error().detail));
    }

    sync::CatalogByName byName()
    {
        return [this](const QString &name) -> Result<std::shared_ptr<Catalog>> {
            const auto row = store->read()->catalog(name);
            if (!row)
                return row.error();
            auto made = catalogs::NodeCatalog::registration().make(row->connection, {}, client,
                                                                   store->clock());
            if (!made)
                return std::move(made).error();
            return std::shared_ptr<Catalog>(*std::move(made));
        };
    }

    QList<live::Answer> search(const QString &query, std::chrono::milliseconds patience = 5s,
                               std::stop_token stop = {})
    {
        QList<live::Answer> answers;
        sync::searchLive(
            *store, connections, byName(), query,
            [&](const live::Answer &answer) {
                told +=
                    answer.done ? answer.catalog + u" answered"_s : answer.catalog + u" asked"_s;
                if (answer.done)
                    answers.append(answer);
            },
            std::move(stop), patience);
        return answers;
    }

    Result<store::SyncRun> pull(bool full = false)
    {
        const CatalogConnection connection = connections.first();
        return sync::pullCatalog(*store, connection, **byName()(connection.name), full, {}, {});
    }

    Result<QString> open(const live::Thing &thing)
    {
        const CatalogConnection connection = connections.first();
        return sync::readLive(*store, connection, **byName()(connection.name), thing, {});
    }

    QString things() const
    {
        const auto reader = store->read();
        const auto products = reader->products();
        QStringList names;
        for (const store::ProductRow &row : *products)
            names += row.key;
        (void)reader->forEachDataset(false, [&](const store::Merged<mesh::Dataset> &dataset) {
            names += dataset.thing.key;
            return true;
        });
        return names.join(u' ');
    }
};

const live::Thing orders{mesh::Kind::Product, u"p-1"_s};
const QString ordersKey = u"product://north/p-1"_s;
const QString tableKey = u"postgres://db.north.example:5432/shop/public/orders"_s;

QString printed(const live::Answer &answer)
{
    QStringList lines;
    for (const live::Found &found : answer.found)
        lines += found.key + u' ' + found.name + u'|' + found.description;
    return lines.join(u'\n');
}

} // namespace

class TestLiveSearch : public QObject
{
    Q_OBJECT

private slots:
    void aCatalogIsAskedAndAnswers()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        const auto answers = bench.search(u"orders"_s);

        QCOMPARE(bench.told.join(u','), u"North asked,North answered"_s);
        QCOMPARE(answers.size(), 1);
        QVERIFY2(!answers[0].error, answers[0].error ? qPrintable(answers[0].error->detail) : "");
        QCOMPARE(printed(answers[0]),
                 ordersKey + u" Orders|About Orders\n"_s + tableKey + u" orders|About orders"_s);
        QCOMPARE(answers[0].total, 2);
        QVERIFY(answers[0].found[1].type == mesh::DatasetType::Table);
        QCOMPARE(node.server.received().last().query, QByteArray("q=orders&limit=50"));
    }

    void onlyOnesThatAreSearchedThereAreAsked()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s, {});

        QVERIFY(bench.search(u"orders"_s).isEmpty());

        QVERIFY(bench.told.isEmpty());
        QCOMPARE(node.server.count(searchPath), 0);
    }

    void eachAlternativeIsAskedOnce()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        const auto answers = bench.search(u"orders OR wishes"_s);

        QCOMPARE(node.server.count(searchPath), 2);
        QCOMPARE(answers[0].found.size(), 2); // of both, none twice
        QVERIFY(!answers[0].total);           // nobody knows how many both have
    }

    void whatCannotBePutToItIsSaidNotAsked()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        const auto answers = bench.search(u"orders quality:>80"_s);

        QVERIFY(answers[0].notAsked.contains(u"quality"));
        QVERIFY(!answers[0].error);
        QCOMPARE(node.server.count(searchPath), 0);
    }

    void filtersHoldForWhatComes()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        QCOMPARE(printed(bench.search(u"orders kind:dataset"_s)[0]),
                 tableKey + u" orders|About orders"_s);
    }

    void aSlowOneHoldsNobodyUp()
    {
        FakeNode fast, slow;
        makeSearchable(fast);
        makeSearchable(slow);
        slow.server.on(searchPath, behave::neverAnswer);
        Bench bench;
        bench.connect(slow, u"Slow"_s);
        bench.connect(fast, u"Fast"_s);

        const auto answers = bench.search(u"orders"_s, 1500ms);

        QCOMPARE(bench.told.join(u','), u"Slow asked,Fast asked,Fast answered,Slow answered"_s);
        QCOMPARE(answers[0].found.size(), 2);
        QVERIFY(answers[1].error);
        QCOMPARE(answers[1].error->kind, Error::Kind::Network);
        QVERIFY(answers[1].found.isEmpty());
    }

    void aFailureIsSaidOnceAndOfThatCatalog_data()
    {
        QTest::addColumn<QByteArray>("way");
        for (const char *way : {"trouble", "later", "cut off", "no http", "truncated", "no list",
                                "endless", "three gigabytes", "not permitted"})
            QTest::newRow(way) << QByteArray(way);
    }

    void aFailureIsSaidOnceAndOfThatCatalog()
    {
        QFETCH(QByteArray, way);
        const QMap<QByteArray, MisbehavingServer::Handler> ways = {
            {"trouble", behave::status(500)},
            {"later", behave::status(429, "Retry-After: 1\r\n")},
            {"cut off", behave::closeMidBody},
            {"no http", behave::sendGarbage},
            {"truncated", behave::truncateJson},
            {"no list", [](Exchange &exchange) { exchange.respondJson(200, R"({"items":7})"); }},
            {"endless", behave::streamForever},
            {"three gigabytes", behave::claimThreeGigabytes},
            {"not permitted", behave::status(403)}};
        FakeNode good, bad;
        makeSearchable(good);
        makeSearchable(bad);
        bad.server.on(searchPath, ways[way]);
        Bench bench;
        bench.connect(bad, u"Bad"_s);
        bench.connect(good, u"Good"_s);

        QList<live::Answer> answers = bench.search(u"orders"_s);

        std::ranges::sort(answers, {}, &live::Answer::catalog);
        QCOMPARE(answers.size(), 2);
        QVERIFY(answers[0].error && !answers[0].error->message.isEmpty());
        QVERIFY(answers[0].found.isEmpty());
        QCOMPARE(answers[1].found.size(), 2);
        QCOMPARE(bad.server.count(searchPath), 1); // no retries: the next key asks again
    }

    void oneBadHitIsNoBadAnswer()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        const json good = hit("product", "p-2", "Good");
        int changes = 0;
        eachMutation(
            hit("product", "p-1", "Orders"), [&](const json &bad, const std::string &says) {
                if (++changes % 3 != 0) // enough of them
                    return;
                node.set("search", searchResult({bad, good}));
                const auto answers = bench.search(u"orders"_s);
                QVERIFY2(!answers[0].error, says.c_str());
                QVERIFY2(!answers[0].found.isEmpty() && answers[0].found.last().name == u"Good",
                         says.c_str());
            });
        QVERIFY(changes > 10);
    }

    void aNewerKeyPressEndsIt()
    {
        FakeNode node;
        makeSearchable(node);
        std::stop_source stop;
        node.server.on(searchPath, [&](Exchange &exchange) {
            stop.request_stop(); // typed while the catalog thinks
            behave::neverAnswer(exchange);
        });
        Bench bench;
        bench.connect(node, u"North"_s);
        QElapsedTimer timer;
        timer.start();

        QVERIFY(bench.search(u"orders"_s, 60s, stop.get_token()).isEmpty());

        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(bench.told.join(u','), u"North asked"_s);
    }

    void whatTheIndexHasIsLeftOut()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        QVERIFY(bench.open({mesh::Kind::Dataset, u"orders"_s}));

        QCOMPARE(printed(bench.search(u"orders"_s)[0]), ordersKey + u" Orders|About Orders"_s);
    }

    void openingReadsThatOneThing()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        const auto key = bench.open(orders);

        QVERIFY2(key, key ? "" : qPrintable(key.error().message + key.error().detail));
        QCOMPARE(*key, ordersKey);
        QCOMPARE(bench.things(), ordersKey + u' ' + tableKey); // with what it puts out
        const auto reader = bench.store->read();
        const auto product = reader->product(ordersKey);
        QCOMPARE(product->thing.owners.size(), 2);
        QCOMPARE(reader->party(product->thing.owners.first())->thing.name, u"Ann"_s);
        QCOMPARE(reader->contractsOf(ordersKey)->size(), 1);
        QCOMPARE(node.server.count("/api/v1/datasets"), 0);
        QCOMPARE(node.server.count("/api/v1/lineage"), 0);
    }

    void openingOneThingDoesNotMakeTheRestYounger()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        const CatalogConnection &connection = bench.connections.first();
        QVERIFY(bench.open(orders));
        const auto never = bench.store->read()->catalog(u"North"_s);
        QVERIFY(!never->lastGoodSyncMs && !never->lastTryMs);
        QVERIFY(bench.store->read()->product(ordersKey)->lastSeenMs >
                0); // it was seen all the same

        QVERIFY(sync::pullCatalog(*bench.store, connection, **bench.byName()(u"North"_s), false, {},
                                  {}));
        const auto synced = bench.store->read()->catalog(u"North"_s);
        QVERIFY(synced->lastGoodSyncMs);
        QVERIFY(bench.open({mesh::Kind::Dataset, u"orders"_s}));

        const auto after = bench.store->read()->catalog(u"North"_s);
        QCOMPARE(*after->lastGoodSyncMs, *synced->lastGoodSyncMs);
        QCOMPARE(bench.store->read()->syncRuns(after->connection.id, 10)->size(), 1);
    }

    void whatIsGoneCannotBeOpened()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);

        const auto key = bench.open({mesh::Kind::Product, u"p-9"_s});

        QCOMPARE(key.error().kind, Error::Kind::NotFound);
        QVERIFY(bench.things().isEmpty());
    }

    void aSyncReadsAgainWhatWasOpenedAndNothingElse()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        QVERIFY(bench.pull());
        QVERIFY(bench.things().isEmpty());
        QCOMPARE(bench.store->read()->domains()->size(), 1); // hits name them
        QVERIFY(bench.open(orders));
        json renamed = goodNode()["dataproducts"]["items"][0];
        renamed["displayname"] = "Orders of all shops";
        node.set("dataproducts/p-1", renamed);

        QVERIFY(bench.pull());

        QCOMPARE(bench.store->read()->product(ordersKey)->thing.name, u"Orders of all shops"_s);
        QCOMPARE(node.server.count("/api/v1/dataproducts"), 0);
        QCOMPARE(node.server.count("/api/v1/datasets"), 0);

        QVERIFY(bench.pull(true)); // "everything" is still only what was opened
        QCOMPARE(bench.things(), ordersKey + u' ' + tableKey);
    }

    void whatIsGoneAtTheCatalogGoesAtTheNextSync()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        QVERIFY(bench.open(orders));
        auto without = goodNode();
        node.set(without);

        QVERIFY(bench.pull());

        QVERIFY(bench.things().isEmpty());
    }

    void whatCannotBeReadNowStays()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s);
        QVERIFY(bench.open(orders));
        node.set("dataproducts/p-1", {{"dataProductGUID", 7}});

        const auto run = bench.pull();

        QVERIFY(run && !run->problems.isEmpty());
        QVERIFY(bench.store->read()->product(ordersKey));
    }

    void aCatalogMayChangeItsWay()
    {
        FakeNode node;
        makeSearchable(node);
        Bench bench;
        bench.connect(node, u"North"_s, {});
        QVERIFY(bench.pull());
        QCOMPARE(bench.things(), ordersKey + u' ' + tableKey);

        bench.setOption(0, u"live"_s);
        QVERIFY(bench.pull());
        QVERIFY(bench.things().isEmpty()); // the copy is gone

        QVERIFY(bench.open(orders));
        bench.setOption(0, {});
        const auto run = bench.pull();
        QVERIFY(run && run->ok);
        QCOMPARE(bench.things(), ordersKey + u' ' + tableKey);
        QVERIFY(node.server.count("/api/v1/lineage") == 2); // both times all of it
    }
};

QTEST_GUILESS_MAIN(TestLiveSearch)
#include "tst_live_search.moc"
