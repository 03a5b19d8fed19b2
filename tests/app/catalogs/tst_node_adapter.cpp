// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "models/mesh/identity.h"
#include "tests/support/fake_node.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString orders = u"postgres://db.north.example:5432/shop/public/orders"_s;

/// A client and an adapter on a fake node.
struct Connected {
    net::Client client;
    std::unique_ptr<Catalog> catalog;

    explicit Connected(const FakeNode &node, const QString &secret = u"t0ken"_s)
    {
        auto made = catalogs::make(node.connection(u"North"_s), secret, client,
                                   Clock::frozenAt(1'772'400'000'000));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }

    Result<PullOutcome> pull(CollectingSink &sink, const QByteArray &state = {},
                             bool full = false) const
    {
        return catalog->pull({full, state}, sink, {});
    }
};

QString printed(const QList<PullProblem> &problems)
{
    QStringList lines;
    for (const PullProblem &problem : problems)
        lines.append(problem.file + u' ' + problem.reason);
    return lines.join(u'\n');
}

} // namespace

class TestNodeAdapter : public QObject
{
    Q_OBJECT

private slots:
    void theKindIsRegistered()
    {
        const QList<CatalogKind> kinds = catalogs::kinds();
        QVERIFY(std::any_of(kinds.begin(), kinds.end(),
                            [](const CatalogKind &kind) { return kind.kind == u"node"_s; }));
        net::Client client;
        CatalogConnection unknown;
        unknown.kind = u"oracle"_s;
        QCOMPARE(catalogs::make(unknown, {}, client, Clock::frozenAt(0)).error().kind,
                 Error::Kind::Usage);
    }

    void anAddressThatCannotBeMeantIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url :
             {"", "mesh", "file:///etc", "ftp://mesh.example", "https://ann:pw@mesh.example"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }

    void anAddressThatCannotBeMeantIsRefused()
    {
        QFETCH(QString, url);
        net::Client client;
        CatalogConnection connection;
        connection.kind = u"node"_s;
        connection.url = url;
        const auto made = catalogs::make(connection, {}, client, Clock::frozenAt(0));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Usage);
        QVERIFY(!made.error().message.contains(u"pw"_s));
    }

    void aPullReadsEverything()
    {
        FakeNode node;
        const Connected connected(node);
        CollectingSink sink;

        const auto outcome = connected.pull(sink);

        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(printed(sink.problems), QString());
        QCOMPARE(outcome->authority, u"north"_s);
        QVERIFY(outcome->full && !outcome->unchanged);
        QCOMPARE(outcome->requests, 9);
        QVERIFY(outcome->bytes > 1000);
        QCOMPARE(sink.all.domains.first().key, u"domain://north/sales"_s);
        QCOMPARE(sink.all.terms.first().domain, u"domain://north/sales"_s);
        const mesh::Dataset dataset = sink.all.datasets.first();
        QCOMPARE(dataset.key, mesh::openLineageKey(u"postgres://db.north.example:5432"_s,
                                                   u"shop.public.orders"_s)
                                  .key);
        QCOMPARE(dataset.columns.size(), 2);
        QVERIFY(dataset.columns.first().primaryKey && dataset.columns.last().personal);
        const mesh::DataProduct product = sink.all.products.first();
        QCOMPARE(product.key, u"product://north/p-1"_s);
        QCOMPARE(product.owners,
                 (QStringList{u"party://ann@north.example"_s, u"party://_north/night%20shift"_s}));
        QCOMPARE(product.ports.first().dataset, dataset.key);
        QCOMPARE(product.contractId, u"c-1"_s);
        QCOMPARE(mesh::freshnessObjectiveMs(sink.all.contracts.first().serviceLevels),
                 6 * 3600 * 1000);
        QCOMPARE(sink.all.edges.first().to, dataset.key);
        QCOMPARE(sink.all.checks.first().dataset, dataset.key);
        QCOMPARE(sink.all.checks.first().periodMs, 3'600'000);
        QCOMPARE(sink.all.results.first().value, u"0"_s);
        QCOMPARE(sink.all.loads.first().dataset, dataset.key);
        QCOMPARE(node.server.received().first().header("Authorization"), "Bearer t0ken");
    }

    void aSecondPullAsksOnlyForWhatChanged()
    {
        FakeNode node;
        const Connected connected(node);
        CollectingSink first;
        const auto before = connected.pull(first);
        QVERIFY(before);
        auto documents = goodNode();
        for (const char *path : {"domains", "people", "terms", "datasets", "dataproducts"})
            documents[path]["items"] = json::array();
        documents["lineage"]["edges"] = json::array();
        documents["checks"]["checks"] = json::array();
        documents["checks"]["results"] = json::array();
        documents["loads"]["loads"] = json::array();
        node.set(documents);

        CollectingSink nothing;
        const auto unchanged = connected.pull(nothing, before->state);
        QVERIFY(unchanged);
        QVERIFY(unchanged->unchanged && !unchanged->full);
        QCOMPARE(node.server.received().last().query, "limit=1000&since=2026-03-01T00%3A00%3A00Z");

        node.set("loads", goodNode()["loads"]);
        documents["datasets"]["deleted"] = {"old"};
        node.set("datasets", documents["datasets"]);
        CollectingSink some;
        const auto changed = connected.pull(some, unchanged->state);
        QVERIFY(changed);
        QVERIFY(!changed->unchanged && !changed->full);
        QCOMPARE(some.all.deleted[mesh::Kind::Dataset], QStringList{u"old"_s});
        QCOMPARE(some.all.loads.first().dataset,
                 first.all.datasets.first().key); // its key was kept
        QCOMPARE(some.all.datasets.size(), 0);
    }

    void aFullPullForgetsWhatItKnew()
    {
        FakeNode node;
        const Connected connected(node);
        CollectingSink sink;
        const auto before = connected.pull(sink);
        QVERIFY(before);

        const auto again = connected.pull(sink, before->state, true);

        QVERIFY(again && again->full);
        QCOMPARE(node.server.received().last().query, "limit=1000");
    }

    void aNodeThatBecameAnotherIsReadFromTheStart()
    {
        FakeNode node;
        const Connected connected(node);
        CollectingSink sink;
        const auto before = connected.pull(sink);
        QVERIFY(before);
        json card = goodNode()["node"];
        card["id"] = "south";
        node.set("node", card);

        const auto after = connected.pull(sink, before->state);

        QVERIFY(after && after->full);
        QCOMPARE(after->authority, u"south"_s);
    }

    void pagesAreFollowedAndCirclesEnd()
    {
        FakeNode node;
        const Connected connected(node);
        std::atomic<int> page = 0;
        node.server.on("/api/v1/terms", [&](Exchange &exchange) {
            const int n = page++;
            json items = json::array({{{"id", "t" + std::to_string(n)}, {"name", "T"}}});
            json document = {{"items", items},
                             {"next", n < 4 ? json("c" + std::to_string(n)) : json()}};
            exchange.respondJson(200, QByteArray::fromStdString(document.dump()));
        });
        CollectingSink sink;
        QVERIFY(connected.pull(sink));
        QCOMPARE(sink.all.terms.size(), 5);

        node.server.on("/api/v1/terms", [](Exchange &exchange) {
            exchange.respondJson(200, R"({"items":[],"next":"again"})");
        });
        const auto circle = connected.pull(sink);
        QVERIFY(!circle);
        QCOMPARE(circle.error().kind, Error::Kind::Decode);
    }

    void oneBadThingDoesNotSpoilTheOthers()
    {
        FakeNode node;
        const Connected connected(node);
        json datasets = goodNode()["datasets"];
        json bad = datasets["items"][0];
        bad["id"] = "bad";
        bad["rows"] = "many";
        datasets["items"].insert(datasets["items"].begin(), bad);
        node.set("datasets", datasets);
        CollectingSink sink;

        QVERIFY(connected.pull(sink));

        QCOMPARE(sink.all.datasets.size(), 1);
        QCOMPARE(sink.problems.size(), 1);
        QCOMPARE(sink.problems.first().reason, u"/items/0/rows is not a number"_s);
        QVERIFY(sink.problems.first().file.endsWith(u"/api/v1/datasets"_s));
    }

    void keysOfHostileIdsAreEscaped()
    {
        FakeNode node;
        const Connected connected(node);
        json products = goodNode()["dataproducts"];
        products["items"][0]["dataProductGUID"] = "../a/b?c#d e\n<x>";
        node.set("dataproducts", products);
        CollectingSink sink;

        QVERIFY(connected.pull(sink));

        QCOMPARE(sink.all.products.first().key,
                 u"product://north/..%2Fa%2Fb%3Fc%23d%20e%0A%3Cx%3E"_s);
    }

    void wrongTypesAnywhereAreProblemsOrErrors_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const QByteArray &path : goodNode().keys())
            QTest::newRow(path.constData()) << path;
    }

    void wrongTypesAnywhereAreProblemsOrErrors()
    {
        QFETCH(QByteArray, path);
        FakeNode node;
        const Connected connected(node);
        Catalog &catalog = *connected.catalog;
        int told = 0;
        eachMutation(goodNode()[path], [&](const json &wrong, const std::string &says) {
            node.set(path, wrong);
            CollectingSink sink;
            bool failed = false;
            if (path == "datasets/orders/sample") {
                failed = !catalog.sample({{}, u"orders"_s, 100}, {});
            } else if (path == "access-requests") {
                failed = !catalog.accessRequests({});
            } else if (path == "access-requests/preview") {
                failed = !catalog.previewAccess({}, u"p-1"_s, {});
            } else if (path == "events") {
                failed = !catalog.waitForEvents(0, 0, {});
            } else {
                failed = !connected.pull(sink);
            }
            told += failed || !sink.problems.isEmpty() ? 1 : 0;
            for (const mesh::Dataset &dataset : std::as_const(sink.all.datasets))
                QVERIFY2(dataset.key.contains(u"://"_s), says.c_str());
            for (const mesh::DataProduct &product : std::as_const(sink.all.products))
                QVERIFY2(product.key.startsWith(u"product://north/"_s), says.c_str());
        });
        QVERIFY2(told > 10, "hardly any wrong value was told");
    }

    void aSampleKeepsTheTypesOfItsCells()
    {
        FakeNode node;
        const Connected connected(node);

        const auto sample = connected.catalog->sample({u"p-1"_s, u"orders"_s, 50}, {});

        QVERIFY(sample);
        QVERIFY(sample->complete && sample->columns.last().masked);
        QCOMPARE(sample->grant, u"g-r-1"_s);
        QCOMPARE(sample->rows.at(0).at(0), QVariant(qint64(1)));
        QVERIFY(!sample->rows.at(1).at(0).isValid());
        QCOMPARE(sample->rows.at(2).at(0), QVariant(2.5));
        QCOMPARE(sample->rows.at(2).at(1), QVariant(u"{\"a\":1}"_s));
        QCOMPARE(node.server.received().last().query, "limit=50&product=p-1");
    }

    void requestsOfAllRolesAreMergedAndAForeignRoleIsNoFault()
    {
        FakeNode node;
        const Connected connected(node);
        node.server.on("/api/v1/access-requests", [](Exchange &exchange) {
            json item = goodNode()["access-requests"]["items"][0];
            if (exchange.request.query.contains("role=steward")) {
                exchange.respondJson(403, "{}");
                return;
            }
            const bool owner = exchange.request.query.contains("role=owner");
            item["decidable"] = owner;
            item["mine"] = !owner;
            exchange.respondJson(
                200, QByteArray::fromStdString(json{{"items", {item}}, {"next", nullptr}}.dump()));
        });

        const auto page = connected.catalog->accessRequests({});

        QVERIFY(page);
        QCOMPARE(page->requests.size(), 1);
        const mesh::AccessRequest request = page->requests.first();
        QVERIFY(request.mine && request.decidable);
        QCOMPARE(request.product, u"product://north/p-1"_s);
        QCOMPARE(request.requester, u"party://bo@north.example"_s);
        QCOMPARE(request.decidedBy, u"policy:internal"_s);
        QCOMPARE(request.grant, mesh::GrantState::Active);
        QCOMPARE(request.catalog, u"North"_s);
    }

    void whatIsSentCarriesItsKeyAndItsShape()
    {
        FakeNode node;
        const Connected connected(node);
        const QByteArray answer =
            QByteArray::fromStdString(goodNode()["access-requests"]["items"][0].dump());
        for (const char *path :
             {"access-requests", "access-requests/r-1/decision", "grants/r-1/revoke"})
            node.server.on(QByteArray("/api/v1/") + path,
                           [=](Exchange &exchange) { exchange.respondJson(200, answer); });
        mesh::AccessDraft draft;
        draft.port = u"out"_s;
        draft.purpose = {mesh::PurposeKind::Forecasting, u"Plan the year"_s};
        draft.untilMs = 1'780'000'000'000;
        draft.columns = {{u"email"_s, mesh::ColumnMode::Omit}};

        QVERIFY(connected.catalog->requestAccess(draft, u"p-1"_s, u"key-1"_s, {}));
        const Received asked = node.server.received().last();
        const json body = json::parse(asked.body.toStdString());
        QCOMPARE(asked.header("Idempotency-Key"), "key-1");
        QCOMPARE(
            QString::fromStdString(body.dump()),
            uR"({"columns":[{"mode":"omit","name":"email"}],"for":"me","port":"out","product":"p-1",)"
            u"\"purpose\":{\"kind\":\"forecasting\",\"text\":\"Plan the year\"},"
            u"\"until\":\"2026-05-28T20:26:40Z\"}"_s);

        mesh::AccessAction action;
        action.request = u"r-1"_s;
        action.expectedVersion = 3;
        QVERIFY(connected.catalog->act(action, u"key-2"_s, {}));
        const json decision = json::parse(node.server.received().last().body.toStdString());
        QCOMPARE(decision["decision"].get<std::string>(), "approve");
        QCOMPARE(decision["expected_version"].get<int>(), 3);
        action.kind = mesh::AccessAction::Kind::Revoke;
        QVERIFY(connected.catalog->act(action, u"key-3"_s, {}));
        QCOMPARE(node.server.received().last().path, "/api/v1/grants/r-1/revoke");
    }

    void theTestOfAConnectionStopsWhereItFails()
    {
        FakeNode node;
        const auto good = Connected(node).catalog->test({});
        QCOMPARE(good.size(), 3);
        QVERIFY(good.last().passed);

        node.server.on("/api/v1/dataproducts", behave::status(401));
        const auto strange = Connected(node).catalog->test({});
        QVERIFY(strange.at(1).passed && !strange.last().passed);

        node.server.on("/api/v1/node", behave::sendGarbage);
        const auto broken = Connected(node).catalog->test({});
        QCOMPARE(broken.size(), 1);
        QVERIFY(!broken.first().passed && !broken.first().detail.isEmpty());
    }

    void aStopEndsAPull()
    {
        FakeNode node;
        const Connected connected(node);
        std::stop_source stop;
        node.server.on("/api/v1/datasets", [&](Exchange &exchange) {
            stop.request_stop();
            behave::neverAnswer(exchange);
        });
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, stop.get_token());

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestNodeAdapter)
#include "tst_node_adapter.moc"
