// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The graph out of a real store: over catalogs, and as of a time.
#include "models/lineage/questions.h"
#include "tests/models/store/store_fixture.h"

using namespace meshlens;
using namespace meshlens::lineage;
using namespace meshlens::store;

namespace {

std::shared_ptr<const Graph> graphOf(StoreFixture &fixture,
                                     std::optional<std::int64_t> atMs = std::nullopt)
{
    return need(Graph::build(need(fixture.store->read()), atMs));
}

QString links(const Graph &graph, Level level = Level::Dataset)
{
    WalkOptions options;
    options.level = level;
    const Subgraph all = need(neighbourhood(graph, {}, options));
    QHash<QString, QString> names;
    for (const Node &node : all.nodes)
        names.insert(node.key, node.name);
    QStringList lines;
    for (const Edge &edge : all.edges)
        lines.append(names.value(edge.from) + u'>' + names.value(edge.to));
    lines.sort();
    return lines.join(u' ');
}

mesh::DataProduct reading(const QString &id, const QString &output, const QStringList &inputs)
{
    mesh::DataProduct product = productOf(id, id, output);
    for (const QString &input : inputs) {
        mesh::Port port;
        port.id = u"in-"_s + input;
        port.direction = mesh::PortDirection::Input;
        port.dataset = datasetOf(input, {}).key;
        product.ports.append(port);
    }
    return product;
}

Batch tables(const QStringList &names)
{
    Batch batch;
    for (const QString &name : names)
        batch.datasets.append(datasetOf(name, {u"id"_s}));
    return batch;
}

} // namespace

class TestGraphStore : public QObject
{
    Q_OBJECT

private slots:
    void edgesFromPortsAreThoseOfTheirTime()
    {
        StoreFixture fixture(1'000);
        const qint64 core = fixture.addCatalog(u"core"_s);
        Batch first = tables({u"a"_s, u"b"_s, u"out"_s});
        first.products = {reading(u"p"_s, u"out"_s, {u"a"_s})};
        fixture.pull(core, {first});
        fixture.reopen(2'000);
        Batch second = tables({u"a"_s, u"b"_s, u"out"_s});
        second.products = {reading(u"p"_s, u"out"_s, {u"b"_s})};
        fixture.pull(core, {second});

        QCOMPARE(links(*graphOf(fixture)), u"b>out"_s);
        QCOMPARE(links(*graphOf(fixture, 1'500)), u"a>out"_s);
        QCOMPARE(links(*graphOf(fixture, 500)), QString()); // nothing was known

        WalkOptions all;
        all.up = all.down = std::nullopt;
        const Diff diff = need(difference(*graphOf(fixture, 1'500), *graphOf(fixture),
                                          datasetOf(u"out"_s, {}).key, all));
        QCOMPARE(diff.came.size(), 1);
        QCOMPARE(diff.came.first().from, datasetOf(u"b"_s, {}).key);
        QCOMPARE(diff.went.first().from, datasetOf(u"a"_s, {}).key);
    }

    void namesAndEdgesOfWhatHasGoneAreThereInItsTime()
    {
        StoreFixture fixture(1'000);
        const qint64 core = fixture.addCatalog(u"core"_s);
        Batch first = tables({u"old"_s, u"b"_s});
        first.datasets[0].name = u"Old name"_s;
        first.edges = {edgeOf(u"old"_s, u"b"_s)};
        fixture.pull(core, {first});
        fixture.reopen(2'000);
        fixture.pull(core, {tables({u"b"_s})});

        QCOMPARE(links(*graphOf(fixture)), QString());
        QVERIFY(!graphOf(fixture)->find(datasetOf(u"old"_s, {}).key));
        QCOMPARE(links(*graphOf(fixture, 1'999)), u"Old name>b"_s);
    }

    void aFlowGoesOnWhereAnotherCatalogTakesOver()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const mesh::Alias same{u"iceberg-uuid:1"_s, u"strong"_s};
        Batch left = tables({u"raw"_s, u"orders"_s});
        left.datasets[1].aliases = {same};
        left.edges = {edgeOf(u"raw"_s, u"orders"_s)};
        Batch right = tables({u"report"_s});
        mesh::Dataset twin = datasetOf(u"twin"_s, {u"id"_s});
        twin.aliases = {same};
        right.datasets.append(twin);
        right.edges = {edgeOf(u"twin"_s, u"report"_s)};
        fixture.pull(a, {left});
        fixture.pull(b, {right});

        const auto graph = graphOf(fixture);

        QCOMPARE(links(*graph), u"orders>report raw>orders"_s);
        const Ways found = need(ways(*graph, datasetOf(u"raw"_s, {}).key,
                                     datasetOf(u"report"_s, {}).key, Level::Dataset));
        QCOMPARE(found.shortest, 2);
        QCOMPARE(found.ways.first().names, (QStringList{u"raw"_s, u"orders"_s, u"report"_s}));
        QCOMPARE(graph->find(datasetOf(u"orders"_s, {}).key)->catalogs,
                 (QStringList{u"a"_s, u"b"_s}));
    }

    void tablesOnOnePathAreOneInTheGraph()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const mesh::Alias place{u"s3://lake/sales/orders"_s, u"location"_s};
        Batch left = tables({u"raw"_s, u"orders"_s});
        left.datasets[1].aliases = {place};
        left.edges = {edgeOf(u"raw"_s, u"orders"_s)};
        Batch right = tables({u"report"_s, u"twin"_s});
        right.datasets[1].aliases = {place};
        right.edges = {edgeOf(u"twin"_s, u"report"_s)};
        fixture.pull(a, {left});
        fixture.pull(b, {right});
        const auto graph = graphOf(fixture);
        WalkOptions options;
        const Subgraph one = need(neighbourhood(*graph, {}, options));
        const QString orders = datasetOf(u"orders"_s, {}).key, twin = datasetOf(u"twin"_s, {}).key;

        QCOMPARE(links(*graph), u"orders>report raw>orders"_s);
        QCOMPARE(one.nodes.size(), 3);
        QCOMPARE(graph->find(orders)->catalogs, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(graph->find(orders)->sameDataAs, twin);
        // What feeds one of them goes on from the other, and either name leads there.
        const auto impacts = need(impact(*graph, datasetOf(u"raw"_s, {}).key));
        QCOMPARE(impacts.size(), 2);
        QCOMPARE(impacts[1].name, u"report"_s);
        QCOMPARE(need(neighbourhood(*graph, twin, options)).root, orders);
        QCOMPARE(need(ways(*graph, datasetOf(u"raw"_s, {}).key, twin, Level::Dataset)).shortest, 1);
        QCOMPARE(withoutConsumer(*graph, Level::Dataset).total, 1);
        QCOMPARE(withoutSource(*graph, Level::Dataset).total, 1);
    }

    void tablesInOneBucketStayThemselves()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s);
        Batch batch = tables({u"x"_s, u"y"_s, u"z"_s});
        batch.datasets[0].aliases = batch.datasets[1].aliases = {{u"s3://lake"_s, u"location"_s}};
        batch.edges = {edgeOf(u"x"_s, u"z"_s), edgeOf(u"y"_s, u"z"_s)};
        fixture.pull(a, {batch});

        QCOMPARE(links(*graphOf(fixture)), u"x>z y>z"_s);
    }

    void contractsAreFoundAtOnceAsTheyAreOneByOne()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const auto contract = [](const QString &id, const QStringList &tables) {
            mesh::Contract made;
            made.id = id;
            made.name = id;
            made.status = mesh::Status::Active;
            for (const QString &table : tables)
                made.datasets.append(datasetOf(table, {}).key);
            return made;
        };
        Batch first = tables({u"x"_s, u"y"_s});
        first.datasets[1].contractId = u"shared"_s;
        first.products = {productOf(u"p"_s, u"P"_s, u"x"_s), productOf(u"q"_s, u"Q"_s, u"y"_s)};
        first.products[0].contractId = u"own"_s;
        first.contracts = {contract(u"own"_s, {}), contract(u"covers"_s, {u"x"_s}),
                           contract(u"shared"_s, {})};
        Batch second;
        second.contracts = {contract(u"shared"_s, {u"x"_s})};
        fixture.pull(a, {first});
        fixture.pull(b, {second});

        const Reader reader = need(fixture.store->read());
        QStringList atOnce, oneByOne;
        need(reader.forEachContracts([&](const QString &key, const QList<mesh::Contract> &all) {
            for (const mesh::Contract &one : all)
                atOnce.append(key + u' ' + one.id);
        }));
        for (const ProductRow &product : need(reader.products())) {
            for (const mesh::Contract &one : need(reader.contractsOf(product.key)))
                oneByOne.append(product.key + u' ' + one.id);
        }
        for (const QString &table : {u"x"_s, u"y"_s}) {
            const QString key = datasetOf(table, {}).key;
            for (const mesh::Contract &one : need(reader.contractsOfDataset(key)))
                oneByOne.append(key + u' ' + one.id);
        }
        atOnce.sort();
        oneByOne.sort();
        QVERIFY(atOnce.size() > 3);
        QCOMPARE(atOnce, oneByOne);
    }

    void classifiedColumnsComeOutOfTheStore()
    {
        StoreFixture fixture;
        const qint64 core = fixture.addCatalog(u"core"_s);
        Batch batch;
        mesh::Dataset source = datasetOf(u"people"_s, {u"iban"_s, u"name"_s});
        source.columns[0].classification = mesh::Classification::Restricted;
        source.columns[1].personal = true;
        batch.datasets = {source, datasetOf(u"copy"_s, {u"iban"_s})};
        mesh::LineageEdge edge = edgeOf(u"people"_s, u"copy"_s);
        edge.fromColumn = edge.toColumn = u"iban"_s;
        batch.edges = {edge};
        fixture.pull(core, {batch});

        const ClassifiedFlow flow = need(classifiedFlow(*graphOf(fixture), {}));

        QCOMPARE(flow.sources, 2);
        QCOMPARE(flow.total, 1);
        QCOMPARE(flow.stops.first().column, u"iban"_s);
        QVERIFY(flow.stops.first().underMarked);
        QVERIFY(!flow.stops.first().personalArrives); // the name goes nowhere
    }
};

QTEST_GUILESS_MAIN(TestGraphStore)
#include "tst_graph_store.moc"
