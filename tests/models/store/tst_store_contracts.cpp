// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/said_once.h"

namespace meshlens::store {
namespace {

Batch contractOf(const QString &version, const QString &id = u"c1"_s)
{
    mesh::Contract contract;
    contract.id = id;
    contract.version = version;
    contract.document = "{\"version\":\"" + version.toUtf8() + "\"}";
    Batch batch;
    batch.contracts = {contract};
    return batch;
}

/// "2.0.0 core 3000-, 1.0.0 core 1000-3000"
QString versionsOf(const StoreFixture &fixture, const QString &id = u"c1"_s)
{
    const auto reader = need(fixture.store->read());
    QStringList all;
    for (const ContractVersion &version : need(reader.contractVersions(id)))
        all += u"%1 %2 %3-%4"_s.arg(version.contract.version, version.catalog)
                   .arg(version.sinceMs)
                   .arg(version.untilMs ? QString::number(*version.untilMs) : QString());
    return all.join(u", "_s);
}

} // namespace

class StoreContractsTest : public QObject
{
    Q_OBJECT

private slots:
    void anUnknownContractHasNoVersions()
    {
        StoreFixture fixture;
        QCOMPARE(versionsOf(fixture), QString());
    }

    void eachVersionThatASyncSawIsKept()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {contractOf(u"1.0.0"_s)});
        fixture.reopen(2000);
        fixture.pull(catalog, {contractOf(u"1.0.0"_s)}); // says the same: no version
        QCOMPARE(versionsOf(fixture), u"1.0.0 core 1000-"_s);
        fixture.reopen(3000);
        fixture.pull(catalog, {contractOf(u"2.0.0"_s)});

        QCOMPARE(versionsOf(fixture), u"2.0.0 core 3000-, 1.0.0 core 1000-3000"_s);
        const auto versions = need(need(fixture.store->read()).contractVersions(u"c1"_s));
        QCOMPARE(versions[1].contract.document, QByteArray(R"({"version":"1.0.0"})"));
    }

    void whatIsOnlyStagedIsNoVersion()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {contractOf(u"1.0.0"_s)});
        const auto writer = need(fixture.store->beginPull(catalog));
        need(writer->put(contractOf(u"2.0.0"_s)));
        need(fixture.store->write([](Writer &) { return Result<void>(); })); // it is stored

        QCOMPARE(versionsOf(fixture), u"1.0.0 core 1000-"_s);
    }

    void aContractThatIsGoneKeepsItsVersions()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {contractOf(u"1.0.0"_s)});
        fixture.reopen(2000);
        fixture.pull(catalog, {contractOf(u"1.0.0"_s, u"another"_s)});

        QCOMPARE(versionsOf(fixture), u"1.0.0 core 1000-2000"_s);
    }

    void aChangeIsToldOnceWhereItsProductTellsIt()
    {
        StoreFixture fixture(1000);
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        const auto covering = [](const QString &version) {
            Batch batch = contractOf(version);
            batch.contracts += contractOf(version, u"c2"_s).contracts;
            batch.contracts[0].datasets = {datasetOf(u"orders"_s, {}).key};
            batch.contracts[1].datasets = {datasetOf(u"returns"_s, {}).key};
            batch.datasets = {datasetOf(u"orders"_s, {}), datasetOf(u"returns"_s, {})};
            batch.products = {productOf(u"p"_s, u"Orders"_s, u"orders"_s)};
            batch.products[0].contractId = u"c1"_s;
            return batch;
        };
        fixture.pull(catalog, {covering(u"1"_s)});
        fixture.reopen(2000);
        fixture.pull(catalog, {covering(u"2"_s)});
        const Reader reader = need(fixture.store->read());
        const auto told = [](const QList<Change> &changes) {
            QStringList all;
            for (const Change &change : changes)
                all += change.name + u' ' + change.detail;
            all.sort();
            return all.join(u", "_s);
        };
        const auto all = need(reader.changes(0));
        QCOMPARE(told(all), u"Orders c1: 1 → 2, orders c1: 1 → 2, returns c2: 1 → 2"_s);

        QCOMPARE(told(saidOnce(all)), u"Orders c1: 1 → 2, returns c2: 1 → 2"_s);
        const auto ofTable = need(reader.changes(0, datasetOf(u"orders"_s, {}).key));
        QCOMPARE(told(saidOnce(ofTable)), u"orders c1: 1 → 2"_s); // asked alone it tells
    }

    void ofTwoCatalogsThatOneIsTakenWhoseContractWins()
    {
        StoreFixture fixture(1000);
        const qint64 first = fixture.addCatalog(u"first"_s);
        const qint64 second = fixture.addCatalog(u"second"_s);
        fixture.pull(second, {contractOf(u"0.9.0"_s)});
        QCOMPARE(versionsOf(fixture), u"0.9.0 second 1000-"_s);
        fixture.pull(first, {contractOf(u"1.0.0"_s)});
        QCOMPARE(versionsOf(fixture), u"1.0.0 first 1000-"_s);

        fixture.reopen(2000);
        fixture.pull(first, {contractOf(u"x"_s, u"another"_s)}); // the winner has it no longer

        QCOMPARE(versionsOf(fixture), u"0.9.0 second 1000-"_s);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::StoreContractsTest)
#include "tst_store_contracts.moc"
