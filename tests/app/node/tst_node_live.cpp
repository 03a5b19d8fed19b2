// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_catalog.h"
#include "app/sync/live_search.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "node_fixture.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::tests;
using namespace Qt::StringLiterals;

namespace {

/// A real node, connected to as one that is searched where it is.
struct Bench {
    NodeFolder folder;
    std::unique_ptr<node::Server> server = folder.start();
    QTemporaryDir index;
    net::Client client;
    std::shared_ptr<store::Store> store;
    CatalogConnection connection;

    Bench()
    {
        auto opened = store::Store::open(index.path(), Clock::fromEnvironment());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = *opened;
        connection.name = u"Pay"_s;
        connection.kind = u"node"_s;
        connection.url = server->url();
        connection.options[u"search"_s] = u"live"_s;
        const auto added = store->write([&](store::Writer &writer) -> Result<void> {
            const auto id = writer.addCatalog(connection);
            if (!id)
                return id.error();
            connection.id = *id;
            return {};
        });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }

    std::shared_ptr<Catalog> catalog()
    {
        auto made = catalogs::NodeCatalog::registration().make(connection, u"token-maya"_s, client,
                                                               store->clock());
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        return std::shared_ptr<Catalog>(*std::move(made));
    }

    live::Answer search(const QString &query)
    {
        live::Answer last;
        sync::searchLive(
            *store, {connection},
            [this](const QString &) -> Result<std::shared_ptr<Catalog>> { return catalog(); },
            query, [&](const live::Answer &answer) { last = answer; }, {});
        return last;
    }
};

std::string accessOf(const Bench &bench, const std::string &product, const std::string &person)
{
    const Reply reply =
        send(bench.server->url(), "GET", "/dataproducts/" + product, "token-" + person);
    return reply.json["access"].dump();
}

} // namespace

class TestNodeLive : public QObject
{
    Q_OBJECT

private slots:
    void aProductIsFoundThereAndOpenedFromThere()
    {
        Bench bench;

        const live::Answer answer = bench.search(u"royalty"_s);

        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
        QCOMPARE(answer.found.size(), 1);
        const live::Found found = answer.found.first();
        QCOMPARE(found.name, u"Royalty payouts"_s);
        QCOMPARE(found.description, u"What Royalty payouts is for"_s);

        const auto key =
            sync::readLive(*bench.store, bench.connection, *bench.catalog(), found.thing, {});

        QVERIFY2(key, key ? "" : qPrintable(key.error().message + key.error().detail));
        QCOMPARE(*key, found.key); // the hit had named it right
        const auto reader = bench.store->read();
        QCOMPARE(reader->product(*key)->thing.name, u"Royalty payouts"_s);
        QCOMPARE(reader->outputDatasets(*key)->size(), 1);
        QCOMPARE(reader->products()->size(), 1);
        QVERIFY(bench.search(u"royalty"_s).found.isEmpty()); // the index has it now
    }

    void aDatasetIsNamedByItsIdentity()
    {
        Bench bench;
        const live::Answer answer = bench.search(u"refunds kind:dataset"_s);
        QCOMPARE(answer.found.size(), 1);
        QCOMPARE(answer.found[0].key, u"postgres://db.cadenza.example:5432/pay/public/refunds"_s);
        const auto key = sync::readLive(*bench.store, bench.connection, *bench.catalog(),
                                        answer.found[0].thing, {});
        QVERIFY2(key, key ? "" : qPrintable(key.error().message + key.error().detail));
        QCOMPARE(*key, answer.found[0].key);
    }

    void aTermIsFoundAndOpened()
    {
        Bench bench;
        const live::Answer answer = bench.search(u"artist kind:term"_s);
        QCOMPARE(answer.found.size(), 1);
        const auto key = sync::readLive(*bench.store, bench.connection, *bench.catalog(),
                                        answer.found[0].thing, {});
        QVERIFY2(key, key ? "" : qPrintable(key.error().message + key.error().detail));
        QVERIFY(bench.store->read()->term(*key));
    }

    void aProductTellsWhetherThePolicyWouldAnswer()
    {
        Bench bench;

        // Internal, with personal columns, which are masked unless asked for: a policy's matter.
        QCOMPARE(accessOf(bench, "p-one", "maya"),
                 std::string(R"({"mode":"request","at_once":true})"));
        QCOMPARE(accessOf(bench, "p-two", "maya"),
                 std::string(R"({"mode":"request","at_once":false})"));
        QCOMPARE(accessOf(bench, "p-three", "maya"), std::string(R"({"mode":"open"})"));

        const Reply list = send(bench.server->url(), "GET", "/dataproducts", "token-maya");
        for (const Json &item : list.json["items"]) {
            const Reply one =
                send(bench.server->url(), "GET",
                     "/dataproducts/" + item["dataProductGUID"].get<std::string>(), "token-maya");
            QCOMPARE(item.dump(), one.json.dump());
        }
    }

    void itIsSaidToThePersonWhoAsks()
    {
        Bench bench;
        bench.folder.write(u"policy.yaml"_s,
                           "rules:\n- {id: staff, title: Staff, when: {roles: [steward]}, "
                           "answer: approve}\n");
        bench.server = {};
        bench.server = bench.folder.start();

        QCOMPARE(accessOf(bench, "p-one", "maya"),
                 std::string(R"({"mode":"request","at_once":false})"));
        QCOMPARE(accessOf(bench, "p-one", "petra"),
                 std::string(R"({"mode":"request","at_once":true})"));
    }

    void anotherPolicyIsAChangeOfItsProducts()
    {
        Bench bench;
        const std::string since =
            send(bench.server->url(), "GET", "/dataproducts", "token-maya").json["as_of"];
        const auto changed = [&] {
            QStringList ids;
            const Reply reply = send(bench.server->url(), "GET",
                                     "/dataproducts?changed_since=" + since, "token-maya");
            for (const Json &item : reply.json["items"])
                ids += QString::fromStdString(item["dataProductGUID"].get<std::string>());
            return ids.join(u' ');
        };
        QCOMPARE(changed(), QString());
        bench.folder.write(u"policy.yaml"_s, "rules: []\n");
        bench.server = {};
        bench.server = bench.folder.start();

        QCOMPARE(changed(), u"p-one p-two"_s); // the open one needs no policy
        QCOMPARE(accessOf(bench, "p-one", "maya"),
                 std::string(R"({"mode":"request","at_once":false})"));
    }
};

QTEST_GUILESS_MAIN(TestNodeLive)
#include "tst_node_live.moc"
