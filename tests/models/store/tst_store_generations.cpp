// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/catalog_lock.h"

#include <QSemaphore>
#include <thread>

namespace meshlens::store {
namespace {

Batch productsOf(const QStringList &ids)
{
    Batch batch;
    for (const QString &id : ids)
        batch.products.append(productOf(id, id.toUpper()));
    return batch;
}

QStringList edgesAt(const Reader &reader, std::optional<std::int64_t> atMs = std::nullopt)
{
    QStringList edges;
    need(reader.forEachEdge(
        [&](const Reader::EdgeRow &row) {
            edges.append(row.edge.from.section(u'/', -1) + u">"_s + row.edge.to.section(u'/', -1));
            return true;
        },
        atMs));
    return edges;
}

QStringList changesOf(const Reader &reader, const QString &key = {})
{
    QStringList all;
    for (const Change &change : need(reader.changes(0, key)))
        all.append(u"%1 %2 %3"_s.arg(change.name, change.what, change.detail).trimmed());
    all.sort();
    return all;
}

} // namespace

class GenerationsTest : public QObject
{
    Q_OBJECT

private slots:
    void aPullShowsAtOnceWhenItIsCommitted()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        const auto writer = need(fixture.store->beginPull(catalog));
        need(writer->put(productsOf({u"a"_s})));
        need(writer->put(productsOf({u"b"_s})));
        need(
            fixture.store->write([](Writer &) { return Result<void>(); })); // both pages are stored

        QCOMPARE(fixture.productNames(), QStringList());
        const SyncRun run = need(writer->commit({}, {}));

        QCOMPARE(fixture.productNames(), (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(run.generation, 1);
        QCOMPARE(run.changed, 2);
        QCOMPARE(run.entities.value(u"product"_s), 2);
    }

    void aPullThatIsGivenUpKeepsTheLastGoodGeneration()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch first = productsOf({u"a"_s, u"b"_s});
        first.edges = {edgeOf(u"x"_s, u"y"_s)};
        fixture.pull(catalog, {first});
        {
            const auto writer = need(fixture.store->beginPull(catalog));
            Batch second = productsOf({u"c"_s});
            second.products.append(productOf(u"a"_s, u"A, renamed"_s));
            second.deleted[mesh::Kind::Product] = {u"b"_s};
            second.deletedEdges = first.edges;
            need(writer->put(second));
        }

        QCOMPARE(fixture.productNames(), (QStringList{u"A"_s, u"B"_s}));
        const SyncRun again = fixture.pull(catalog, {first});
        QCOMPARE(again.changed, 0);
        QCOMPARE(again.generation, 0);
        QCOMPARE(edgesAt(need(fixture.store->read())), QStringList{u"x>y"_s});
    }

    void unchangedRowsAreLeftAlone()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch = productsOf({u"a"_s, u"b"_s});
        fixture.pull(catalog, {batch});
        batch.products[1].version = u"2.0.0"_s;

        const SyncRun run = fixture.pull(catalog, {batch});

        QCOMPARE(run.changed, 1);
        QCOMPARE(run.generation, 2);
        QCOMPARE(changesOf(need(fixture.store->read())), QStringList{u"B version 2.0.0"_s});
    }

    void aFullPullClosesWhatItDidNotSee()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {productsOf({u"a"_s, u"b"_s})});

        fixture.pull(catalog, {productsOf({u"b"_s, u"c"_s})});

        QCOMPARE(fixture.productNames(), (QStringList{u"B"_s, u"C"_s}));
        QCOMPARE(changesOf(need(fixture.store->read())), (QStringList{u"A gone"_s, u"C new"_s}));
    }

    void anIncrementalPullClosesOnlyWhatItIsTold()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {productsOf({u"a"_s, u"b"_s, u"c"_s})});
        Batch changes = productsOf({u"d"_s});
        changes.deleted[mesh::Kind::Product] = {u"b"_s, u"never there"_s};

        fixture.pull(catalog, {changes}, false);

        QCOMPARE(fixture.productNames(), (QStringList{u"A"_s, u"C"_s, u"D"_s}));
    }

    void whatIsSaidTwiceInOnePullIsThereOnce()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {productsOf({u"a"_s})});
        Batch first, second;
        first.products = {productOf(u"a"_s, u"First"_s), productOf(u"n"_s, u"N"_s)};
        second.products = {productOf(u"a"_s, u"Second"_s)};
        second.deleted[mesh::Kind::Product] = {u"n"_s};

        const SyncRun run = fixture.pull(catalog, {first, second});

        QCOMPARE(fixture.productNames(), QStringList{u"Second"_s});
        QCOMPARE(changesOf(need(fixture.store->read())), QStringList{u"Second name A → Second"_s});
        QCOMPARE(run.changed, 1);
    }

    void schemaChangesAreTold()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"plan"_s, u"old"_s})};
        mesh::Contract contract;
        contract.id = u"c"_s;
        contract.version = u"1.0.0"_s;
        contract.datasets = {batch.datasets[0].key};
        batch.contracts = {contract};
        fixture.pull(catalog, {batch});
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"plan"_s, u"net_rev"_s})};
        batch.datasets[0].columns[1].type = u"varchar"_s;
        batch.contracts[0].version = u"1.1.0"_s;

        fixture.pull(catalog, {batch});

        QCOMPARE(changesOf(need(fixture.store->read()), batch.datasets[0].key),
                 (QStringList{u"orders contract c: 1.0.0 → 1.1.0"_s,
                              u"orders schema plan: text → varchar, net_rev added, old removed"_s,
                              u"orders schema_break plan: text → varchar, old removed"_s}));
        QCOMPARE(need(need(fixture.store->read()).dataset(batch.datasets[0].key)).thing,
                 batch.datasets[0]);
    }

    void aRenamedColumnIsKnownByItsFieldId()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"plan"_s, u"old"_s, u"a"_s, u"b"_s})};
        const auto number = [&] {
            for (qsizetype i = 0; i < batch.datasets[0].columns.size(); ++i)
                batch.datasets[0].columns[i].fieldId = QString::number(i + 1);
        };
        number();
        fixture.pull(catalog, {batch});
        // plan is renamed and wider, old was dropped and made anew, a and b changed places
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"tariff"_s, u"old"_s, u"b"_s, u"a"_s})};
        number();
        batch.datasets[0].columns[1].type = u"varchar"_s;
        batch.datasets[0].columns[2].fieldId = u"9"_s;

        fixture.pull(catalog, {batch});

        QCOMPARE(changesOf(need(fixture.store->read()), batch.datasets[0].key),
                 (QStringList{
                     u"orders schema plan renamed to tariff, tariff: text → varchar, old added, "
                     "a renamed to b, b renamed to a, old removed"_s,
                     u"orders schema_break plan renamed to tariff, tariff: text → varchar, a "
                     "renamed to b, b renamed to a, old removed"_s}));
        QCOMPARE(need(need(fixture.store->read()).dataset(batch.datasets[0].key)).thing,
                 batch.datasets[0]);
    }

    void thePictureOfAPastTimeCanBeAskedFor()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.edges = {edgeOf(u"a"_s, u"b"_s), edgeOf(u"b"_s, u"c"_s)};
        fixture.pull(catalog, {batch});
        fixture.reopen(2000);
        batch.edges = {edgeOf(u"b"_s, u"c"_s), edgeOf(u"b"_s, u"d"_s)};
        fixture.pull(catalog, {batch});

        const Reader reader = need(fixture.store->read());

        QCOMPARE(edgesAt(reader, 999), QStringList());
        QCOMPARE(edgesAt(reader, 1000), (QStringList{u"a>b"_s, u"b>c"_s}));
        QCOMPARE(edgesAt(reader, 1999), (QStringList{u"a>b"_s, u"b>c"_s}));
        QCOMPARE(edgesAt(reader, 2000), (QStringList{u"b>c"_s, u"b>d"_s}));
        QCOMPARE(edgesAt(reader), (QStringList{u"b>c"_s, u"b>d"_s}));
        need(reader.forEachEdge(
            [&](const Reader::EdgeRow &row) {
                if (row.edge.to.endsWith(u"/b"_s)) {
                    [&] {
                        QCOMPARE(row.firstSeenMs, 1000);
                        QCOMPARE(row.lastSeenMs, 1000);
                    }();
                }
                return true;
            },
            1500));
    }

    void compactedHistoryEndsWhereItWasCut()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        for (const std::int64_t at : {1000, 2000, 3000}) {
            fixture.reopen(at);
            batch.edges = {edgeOf(u"a"_s, u"t%1"_s.arg(at))};
            batch.products = {productOf(u"p"_s, u"P%1"_s.arg(at))};
            fixture.pull(catalog, {batch});
        }

        need(fixture.store->write([](Writer &writer) { return writer.compactHistory(2500); }));

        const Reader reader = need(fixture.store->read());
        QCOMPARE(edgesAt(reader, 1500), QStringList());
        QCOMPARE(edgesAt(reader, 2500), QStringList{u"a>t2000"_s});
        QCOMPARE(edgesAt(reader), QStringList{u"a>t3000"_s});
        QCOMPARE(changesOf(reader),
                 (QStringList{u"P2000 name P1000 → P2000"_s, u"P3000 name P2000 → P3000"_s}));
    }

    void anEdgeSeenAgainIsNoChangeButItsTimeIsKept()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.edges = {edgeOf(u"a"_s, u"b"_s)};
        batch.edges[0].seenAtMs = 10;
        fixture.pull(catalog, {batch});
        batch.edges[0].seenAtMs = 20;

        const SyncRun run = fixture.pull(catalog, {batch});

        QCOMPARE(run.changed, 0);
        std::int64_t seen = 0;
        need(need(fixture.store->read()).forEachEdge([&](const Reader::EdgeRow &row) {
            seen = row.edge.seenAtMs.value_or(0);
            return true;
        }));
        QCOMPARE(seen, 20);
    }

    void resultsAndLoadsAddUpAndAreNotDoubled()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s})};
        const QString key = batch.datasets[0].key;
        mesh::Check check;
        check.id = u"c1"_s;
        check.dataset = key;
        check.title = u"id is unique"_s;
        batch.checks = {check};
        batch.results = {{u"c1"_s, 10, mesh::CheckStatus::Passed, u"0"_s, {}, {}},
                         {u"c1"_s, 20, mesh::CheckStatus::Failed, u"3"_s, {}, {}}};
        batch.loads = {{key, 9, 10, 100}};
        fixture.pull(catalog, {batch});
        const qint64 rowId = need(need(fixture.store->read()).checks({key})).first().rowId;
        Batch more;
        check.title = u"id is unique and set"_s;
        more.checks = {check};
        more.results = {batch.results[1], {u"c1"_s, 30, mesh::CheckStatus::Passed, u"0"_s, {}, {}}};
        more.loads = {batch.loads[0], {key, 19, 20, std::nullopt}};
        fixture.pull(catalog, {more}, false);

        const Reader reader = need(fixture.store->read());

        const auto checks = need(reader.checks({}));
        QCOMPARE(checks.size(), 1);
        QCOMPARE(checks[0].check, check);
        QCOMPARE(checks[0].rowId, rowId); // results refer to it over all versions
        QList<std::int64_t> times;
        for (const auto &row : need(reader.results({key}, 0)))
            times.append(row.result.atMs);
        QCOMPARE(times, (QList<std::int64_t>{10, 20, 30}));
        QCOMPARE(need(reader.results({key}, 15)).size(), 2);
        const auto latest = need(reader.latestResults({}));
        QCOMPARE(latest.size(), 1);
        QCOMPARE(latest[0].result, more.results[1]);
        QCOMPARE(need(reader.loads({key}, 0)), (QList<mesh::Load>{batch.loads[0], more.loads[1]}));
    }

    void aThingThatComesBackRemembersWhenItWasFirstSeen()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {productsOf({u"a"_s, u"b"_s})});
        fixture.reopen(2000);
        fixture.pull(catalog, {productsOf({u"b"_s})});
        fixture.reopen(3000);
        fixture.pull(catalog, {productsOf({u"a"_s, u"b"_s})});

        const auto product = need(need(fixture.store->read()).product(u"product://acme/a"_s));

        QCOMPARE(product.firstSeenMs, 1000);
        QCOMPARE(product.lastSeenMs, 3000);
    }

    void theFirstCatalogInOrderWinsAndConflictsShow()
    {
        StoreFixture fixture;
        const qint64 core = fixture.addCatalog(u"core"_s), lake = fixture.addCatalog(u"lake"_s);
        mesh::DataProduct one = productOf(u"a"_s, u"Orders"_s);
        one.version = u"1.0.0"_s;
        mesh::DataProduct two = productOf(u"a"_s, u"Order facts"_s);
        two.version = u"1.0.0"_s;
        two.description = u"All orders"_s;
        two.nativeId = u"lake-a"_s;
        fixture.pull(core, {batchOf({one})});
        fixture.pull(lake, {batchOf({two})});

        const auto merged = need(need(fixture.store->read()).product(one.key));

        QCOMPARE(merged.thing.name, u"Orders"_s);
        QCOMPARE(merged.thing.description, u"All orders"_s); // the gap is filled
        QCOMPARE(merged.sources.size(), 2);
        QCOMPARE(merged.sources[1].nativeId, u"lake-a"_s);
        QCOMPARE(merged.conflicts.size(), 1);
        QCOMPARE(merged.conflicts[0].field, u"name"_s);
        QCOMPARE(merged.conflicts[0].values,
                 (QList<std::pair<QString, QString>>{{u"core"_s, u"Orders"_s},
                                                     {u"lake"_s, u"Order facts"_s}}));

        need(fixture.store->write([&](Writer &writer) { return writer.setRanks({lake, core}); }));
        const ProductRow row = need(need(fixture.store->read()).productRow(one.key));
        QCOMPARE(row.name, u"Order facts"_s);
        QCOMPARE(row.catalogs, (QStringList{u"lake"_s, u"core"_s}));
        QCOMPARE(need(need(fixture.store->read()).counts()).products, 1);
    }

    void anotherStoreSeesWhatThisOneCommits()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        const auto other = need(Store::open(fixture.folder(), fixture.clock));
        const qint64 ours = need(fixture.store->dataVersion()), theirs = need(other->dataVersion());

        fixture.pull(catalog, {productsOf({u"a"_s})});

        QCOMPARE(need(need(other->read()).products()).size(), 1);
        QCOMPARE(need(fixture.store->dataVersion()), ours); // our own commit
        QVERIFY(need(other->dataVersion()) != theirs);
    }

    void leftoversOfADeadPullGoWhenTheStoreOpensUnlessItLives()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {productsOf({u"a"_s})});
        auto lock = CatalogLock::tryLock(fixture.folder(), catalog);
        QVERIFY(lock);
        QVERIFY(!CatalogLock::tryLock(fixture.folder(), catalog));
        const auto pulling = need(fixture.store->beginPull(catalog));
        need(pulling->put(productsOf({u"a"_s, u"b"_s})));
        need(fixture.store->write([](Writer &) { return Result<void>(); }));

        const auto other =
            need(Store::open(fixture.folder(), fixture.clock)); // must not disturb it
        need(pulling->commit({}, {}));

        QCOMPARE(need(need(other->read()).products()).size(), 2);
    }

    void callersAreToldOfEachCommit()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        std::atomic<int> commits = 0;
        fixture.store->onCommit([&] { ++commits; });

        fixture.pull(catalog, {productsOf({u"a"_s})});
        need(fixture.store->write([](Writer &writer) { return writer.setSetting(u"a"_s, "b"); }));

        QCOMPARE(commits.load(), 2);
        fixture.store->onCommit({}); // whoever asked may be gone
        need(fixture.store->write([](Writer &writer) { return writer.setSetting(u"a"_s, "c"); }));
        QCOMPARE(commits.load(), 2);
    }

    void aPullOfACatalogThatWasRemovedFails()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        const auto writer = need(fixture.store->beginPull(catalog));
        need(fixture.store->write([&](Writer &w) { return w.removeCatalog(catalog); }));

        need(writer->put(productsOf({u"a"_s})));
        const auto committed = writer->commit({}, {});

        QVERIFY(!committed);
        QCOMPARE(fixture.productNames(), QStringList());
        QVERIFY(!fixture.store->beginPull(catalog));
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::GenerationsTest)
#include "tst_store_generations.moc"
