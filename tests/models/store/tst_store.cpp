// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include <QFile>
#include <QFileInfo>

namespace meshlens::store {

class StoreTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheOwnerMayReadTheFiles()
    {
        StoreFixture fixture;
        fixture.addCatalog(u"core"_s);

        const auto ownerFile =
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        const auto ownerFolder = ownerFile | QFile::ExeOwner | QFile::ExeUser;
        QCOMPARE(QFile::permissions(fixture.folder()), ownerFolder);
        for (const QString &name :
             {u"/meshlens.db"_s, u"/meshlens.db-wal"_s, u"/meshlens.db-shm"_s})
            QCOMPARE(QFile::permissions(fixture.folder() + name), ownerFile);
    }

    void catalogsComeBackAsTheyWereAdded()
    {
        StoreFixture fixture;
        CatalogConnection connection;
        connection.name = u"lake"_s;
        connection.kind = u"folder"_s;
        connection.url = u"/data/lake"_s;
        connection.options = {{u"auth"_s, u"none"_s}, {u"branch"_s, u"main"_s}};
        connection.syncPeriodMs = 60'000;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            connection.id = need(writer.addCatalog(connection));
            return {};
        }));

        const CatalogRow row = need(need(fixture.store->read()).catalog(u"lake"_s));

        QCOMPARE(row.connection, connection);
        QCOMPARE(row.generation, 0);
        QVERIFY(!row.lastGoodSyncMs);
    }

    void aNameIsGivenToOneCatalogOnly()
    {
        StoreFixture fixture;
        fixture.addCatalog(u"core"_s);

        const auto again = fixture.store->write([](Writer &writer) -> Result<void> {
            CatalogConnection connection;
            connection.name = u"core"_s;
            auto added = writer.addCatalog(connection);
            return added ? Result<void>() : Result<void>(added.error());
        });

        QVERIFY(!again);
        QCOMPARE(again.error().kind, Error::Kind::Conflict);
    }

    void aWriteThatFailsLeavesNothingBehind()
    {
        StoreFixture fixture;

        const auto failed = fixture.store->write([](Writer &writer) -> Result<void> {
            need(writer.setSetting(u"theme"_s, "dark"));
            return Error{Error::Kind::Usage, u"no"_s, {}};
        });

        QVERIFY(!failed);
        QCOMPARE(need(need(fixture.store->read()).setting(u"theme"_s)), QByteArray());
    }

    void everythingOfAPullComesBackWhole()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.domains = {domainOf(u"payments"_s, u"Payments"_s)};
        batch.parties = {partyOf(u"lucia@acme.example"_s, u"Lucia Vega"_s)};
        mesh::Term term;
        term.key = u"term://acme/artist"_s;
        term.nativeId = u"artist"_s;
        term.name = u"Artist"_s;
        term.definition = u"Who is paid"_s;
        term.domain = batch.domains[0].key;
        term.synonyms = {u"Payee"_s};
        batch.terms = {term};
        mesh::Dataset dataset = datasetOf(u"orders"_s, {u"id"_s, u"plan"_s});
        dataset.columns[0].primaryKey = true;
        dataset.columns[1].tags = {u"a \"quoted\" tag"_s, u"Ümläut"_s};
        dataset.columns[1].personal = true;
        dataset.aliases = {{u"s3://lake/orders"_s, u"location"_s}};
        dataset.rows = 7;
        batch.datasets = {dataset};
        mesh::DataProduct product = productOf(u"orders"_s, u"Orders"_s, u"orders"_s);
        product.domain = batch.domains[0].key;
        product.owners = {batch.parties[0].key};
        product.contractId = u"c1"_s;
        product.updatedAtMs = 5;
        batch.products = {product};
        mesh::Contract contract;
        contract.id = u"c1"_s;
        contract.version = u"1.0.0"_s;
        contract.datasets = {dataset.key};
        contract.serviceLevels = {{u"latency"_s, u"6"_s, u"h"_s, {}, u"six hours"_s}};
        contract.document = R"({"id":"c1"})";
        batch.contracts = {contract};
        fixture.pull(catalog, {batch});

        const Reader reader = need(fixture.store->read());

        QCOMPARE(need(reader.product(product.key)).thing, product);
        QCOMPARE(need(reader.dataset(dataset.key)).thing, dataset);
        QCOMPARE(need(reader.domain(term.domain)).thing, batch.domains[0]);
        QCOMPARE(need(reader.term(term.key)).thing, term);
        QCOMPARE(need(reader.party(batch.parties[0].key)).thing, batch.parties[0]);
        QCOMPARE(need(reader.contractsOf(product.key)), QList<mesh::Contract>{contract});
        QCOMPARE(need(reader.contractsOfDataset(dataset.key)), QList<mesh::Contract>{contract});
        QCOMPARE(need(reader.productsOfDataset(dataset.key)), QStringList{product.key});
        QCOMPARE(need(reader.outputDatasets(product.key)), QList<mesh::Dataset>{dataset});
        QCOMPARE(need(reader.pullState(catalog)), QByteArray("state"));
        const ProductRow row = need(reader.productRow(product.key));
        QCOMPARE(row.domainName, u"Payments"_s);
        QCOMPARE(row.ownerNames, QStringList{u"Lucia Vega"_s});
        QCOMPARE(row.columns, 2);
        QVERIFY(row.personal);
        QVERIFY(row.hasDatasets);
        const Counts counts = need(reader.counts());
        QCOMPARE(counts.products, 1);
        QCOMPARE(counts.columns, 2);
    }

    void aThingIsFoundByKeyIdNameAndPart()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s}), datasetOf(u"old_orders"_s, {})};
        batch.products = {productOf(u"p-1"_s, u"Settled payments"_s, u"orders"_s)};
        fixture.pull(catalog, {batch});
        const Reader reader = need(fixture.store->read());
        const auto keys = [&](const QString &text) {
            QStringList found;
            for (const ThingRef &ref : need(reader.resolve(text)))
                found.append(ref.key);
            return found;
        };

        const QString orders = batch.datasets[0].key;
        QCOMPARE(keys(orders), QStringList{orders});
        QCOMPARE(keys(u"shop.orders"_s), QStringList{orders});
        QCOMPARE(keys(u"Shop.Public.Orders"_s), QStringList{orders});
        QCOMPARE(keys(u"p-1"_s), QStringList{u"product://acme/p-1"_s});
        QCOMPARE(keys(u"settled"_s), QStringList{u"product://acme/p-1"_s});
        QCOMPARE(keys(u"old_ord"_s), QStringList{batch.datasets[1].key});
        QCOMPARE(keys(orders + u"#ID"_s), QStringList{orders + u"#id"_s});
        QCOMPARE(keys(u"nowhere"_s), QStringList());
    }

    void whatTheUserKeepsIsKeptInOrder()
    {
        StoreFixture fixture;
        qint64 second = 0;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            second = need(writer.keep({0, u"pin"_s, u"B"_s, u"k2"_s, "{}", 2, 10}));
            need(writer.keep({0, u"pin"_s, u"A"_s, u"k1"_s, "{}", 1, 11}));
            need(writer.keep({second, u"pin"_s, u"B, renamed"_s, u"k2"_s, "{}", 0, 10}));
            need(writer.keep({0, u"query"_s, u"Q"_s, {}, "{}", 0, 12}));
            return {};
        }));

        QStringList names;
        for (const Kept &kept : need(need(fixture.store->read()).kept(u"pin"_s)))
            names.append(kept.name);
        QCOMPARE(names, (QStringList{u"B, renamed"_s, u"A"_s}));
    }

    void removingACatalogTakesItsRowsAlongAndNoOthers()
    {
        StoreFixture fixture;
        const qint64 core = fixture.addCatalog(u"core"_s);
        const qint64 lake = fixture.addCatalog(u"lake"_s);
        Batch batch;
        batch.products = {productOf(u"a"_s, u"A"_s, u"orders"_s)};
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s})};
        batch.edges = {edgeOf(u"orders"_s, u"copy"_s)};
        fixture.pull(core, {batch});
        Batch other;
        other.products = {productOf(u"b"_s, u"B"_s)};
        fixture.pull(lake, {other});

        need(fixture.store->write([&](Writer &writer) { return writer.removeCatalog(core); }));

        QCOMPARE(fixture.productNames(), QStringList{u"B"_s});
        const Counts counts = need(need(fixture.store->read()).counts());
        QCOMPARE(counts.datasets, 0);
        QCOMPARE(counts.edges, 0);
    }

    void aReaderSeesOneMomentOnly()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        batch.products = {productOf(u"a"_s, u"A"_s)};
        const Reader before = need(fixture.store->read());

        fixture.pull(catalog, {batch});

        QCOMPARE(need(before.products()).size(), 0);
        QCOMPARE(need(need(fixture.store->read()).products()).size(), 1);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::StoreTest)
#include "tst_store.moc"
