// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/split.h"

namespace meshlens::store {
namespace {

const QString table = datasetOf(u"orders"_s, {}).key;
const QString product = productOf(u"orders"_s, {}).key;
const QString ownTable = table + u"?house"_s;
const QString ownProduct = product + u"?house"_s;

/// What a catalog says of the table and product `orders`; `word` is in all of it.
Batch saidBy(const QString &word, const QString &column = u"id"_s)
{
    Batch batch;
    batch.datasets = {datasetOf(u"orders"_s, {column, word})};
    batch.products = {productOf(u"orders"_s, u"Orders of "_s + word, u"orders"_s)};
    batch.products[0].contractId = u"terms"_s; // the same id in both
    mesh::Contract contract, covering;
    contract.id = u"terms"_s;
    contract.name = u"Terms of "_s + word;
    contract.version = column == u"id"_s ? u"1"_s : u"2"_s;
    covering.id = u"covering "_s + word; // no product or table names it
    covering.name = u"Promise of "_s + word;
    covering.version = contract.version;
    covering.datasets = {u"pg://h:1/a/b/other"_s, table};
    batch.contracts = {contract, covering};
    mesh::Check check;
    check.id = u"check of "_s + word;
    check.title = check.id;
    check.dataset = table;
    batch.checks = {check};
    mesh::CheckResult result;
    result.check = check.id;
    result.atMs = 900;
    batch.results = {result};
    batch.loads = {{table, 800, word == u"lake"_s ? 810 : 820, std::nullopt}};
    return batch;
}

mesh::AccessRequest requestTo(const QString &catalog, const QString &id)
{
    mesh::AccessRequest request;
    request.catalog = catalog;
    request.id = id;
    request.version = 1;
    request.product = product;
    request.purpose.text = u"a reason"_s;
    request.state = mesh::RequestState::Approved;
    request.grant = mesh::GrantState::Active;
    request.mine = true;
    request.createdAtMs = 1;
    return request;
}

void keep(StoreFixture &fixture, const QString &kind, const QString &key)
{
    need(fixture.store->write([&](Writer &writer) -> Result<void> {
        const auto kept = writer.keep({0, kind, u"kept"_s, key, {}, 0, 1});
        return kept ? Result<void>() : Result<void>(kept.error());
    }));
}

/// Two catalogs that mean something else by one key, with all that there can be of it.
class Two : public StoreFixture
{
public:
    Two()
    {
        lake = addCatalog(u"lake"_s);
        house = addCatalog(u"house"_s);
        pull(lake, {saidBy(u"lake"_s)});
        pull(house, {saidBy(u"house"_s)});
        pullRequests();
    }

    void pullRequests()
    {
        need(store->write([](Writer &writer) {
            const auto one = writer.saveRequests(u"lake"_s, {requestTo(u"lake"_s, u"r1"_s)});
            return one ? writer.saveRequests(u"house"_s, {requestTo(u"house"_s, u"r2"_s)}) : one;
        }));
    }

    void decide(Decision decision, const QString &catalog = u"house"_s)
    {
        for (const QString &key : {table, product})
            need(store->write([&](Writer &writer) {
                return writer.decideIdentity(key, splitAddress(catalog), decision);
            }));
    }

    /// Whatever the index tells of a table and its product.
    [[nodiscard]] QString told(const QString &tableKey, const QString &productKey) const
    {
        const Reader reader = need(store->read());
        QStringList parts;
        const auto tell = [&](const QString &name, QStringList words) {
            words.sort();
            parts.append(name + u": "_s + words.join(u", "_s));
        };
        QStringList words;
        for (const mesh::Contract &contract : need(reader.contractsOf(productKey)))
            words.append(contract.name);
        tell(u"product"_s, std::exchange(words, {}));
        for (const mesh::Contract &contract : need(reader.contractsOfDataset(tableKey)))
            words.append(contract.name);
        tell(u"table"_s, std::exchange(words, {}));
        for (const Reader::CheckRow &row : need(reader.checks({tableKey})))
            words.append(row.check.id);
        tell(u"checks"_s, std::exchange(words, {}));
        tell(u"results"_s, {QString::number(need(reader.results({tableKey}, 0)).size())});
        for (const mesh::Load &load : need(reader.loads({tableKey}, 0)))
            words.append(QString::number(load.arrivedAtMs));
        tell(u"loads"_s, std::exchange(words, {}));
        for (const mesh::AccessRequest &request : need(reader.requests())) {
            if (request.product == productKey)
                words.append(request.id);
        }
        tell(u"requests"_s, std::exchange(words, {}));
        for (const Change &change : need(reader.changes(0, tableKey)))
            words.append(change.catalog + u' ' + change.what);
        tell(u"changes"_s, words);
        return parts.join(u"; "_s);
    }

    qint64 lake = 0, house = 0;
};

const QString ofBoth = u"product: Promise of house, Promise of lake, Terms of house, Terms of lake;"
                       " table: Promise of house, Promise of lake;"
                       " checks: check of house, check of lake; results: 2; loads: 810, 820;"
                       " requests: r1, r2; changes: "_s;
const QString ofLake = u"product: Promise of lake, Terms of lake; table: Promise of lake;"
                       " checks: check of lake; results: 1; loads: 810; requests: r1; changes: "_s;
const QString ofHouse =
    u"product: Promise of house, Terms of house; table: Promise of house;"
    " checks: check of house; results: 1; loads: 820; requests: r2; changes: "_s;

QString changesOf(const QString &catalog)
{
    return u"%1 contract, %1 schema, %1 schema_break"_s.arg(catalog);
}

} // namespace

/// What follows when a person says that two catalogs mean two things by one key.
class StoreSplitTest : public QObject
{
    Q_OBJECT

private slots:
    void allThatTheCatalogSaidGoesAlongAndComesBack()
    {
        Two two;
        QCOMPARE(two.told(table, product), ofBoth);

        two.decide(Decision::Apart);
        QCOMPARE(two.told(table, product), ofLake);
        QCOMPARE(two.told(ownTable, ownProduct), ofHouse);

        two.decide(Decision::Join);
        QCOMPARE(two.told(table, product), ofBoth);
        QVERIFY(!need(two.store->read()).product(ownProduct));
    }

    void itStaysSoThroughSyncs()
    {
        Two two;
        two.decide(Decision::Apart);

        two.pull(two.lake, {saidBy(u"lake"_s)}); // as before
        two.pull(two.house, {saidBy(u"house"_s)});
        two.pullRequests();
        QCOMPARE(two.told(table, product), ofLake);
        QCOMPARE(two.told(ownTable, ownProduct), ofHouse);

        two.reopen(2'000'000);
        two.pull(two.house, {saidBy(u"house"_s, u"key"_s)}); // with news
        two.pullRequests();
        QCOMPARE(two.told(table, product), ofLake);
        QCOMPARE(two.told(ownTable, ownProduct),
                 ofHouse + changesOf(u"house"_s)); // of what covers it, and its own
    }

    void changesOfBeforeGoAlongToo()
    {
        Two two;
        two.reopen(2'000'000);
        two.pull(two.house, {saidBy(u"house"_s, u"key"_s)});
        two.pull(two.lake, {saidBy(u"lake"_s, u"key"_s)});
        const QString all = changesOf(u"house"_s) + u", "_s + changesOf(u"lake"_s);
        QCOMPARE(two.told(table, product), ofBoth + all);

        two.decide(Decision::Apart);
        QCOMPARE(two.told(table, product), ofLake + changesOf(u"lake"_s));
        QCOMPARE(two.told(ownTable, ownProduct), ofHouse + changesOf(u"house"_s));

        two.decide(Decision::Join);
        QCOMPARE(two.told(table, product), ofBoth + all);
    }

    void eachSideTellsTheVersionsOfItsOwnContract()
    {
        Two two;
        const auto named = [&](const QString &thing) {
            const auto versions = need(need(two.store->read()).contractVersions(u"terms"_s, thing));
            return versions.isEmpty() ? QString() : versions.first().contract.name;
        };
        QCOMPARE(named(product), u"Terms of lake"_s);

        two.decide(Decision::Apart);
        QCOMPARE(named(product), u"Terms of lake"_s);
        QCOMPARE(named(ownProduct), u"Terms of house"_s);

        two.decide(Decision::Join);
        two.decide(Decision::Apart, u"lake"_s); // the one that wins goes
        QCOMPARE(named(product), u"Terms of house"_s);
        QCOMPARE(named(product + u"?lake"_s), u"Terms of lake"_s);
    }

    void aRequestThatIsAnsweredLaterIsOfTheSameSide()
    {
        Two two;
        two.decide(Decision::Apart);
        mesh::AccessRequest answered = requestTo(u"house"_s, u"r2"_s); // the catalog's words
        answered.version = 2;
        need(two.store->write([&](Writer &writer) { return writer.saveRequest(answered); }));
        QCOMPARE(need(need(two.store->read()).request(u"r2"_s)).product, ownProduct);
        const auto grantOf = [&](const QString &key) {
            return need(need(two.store->read()).productRow(key)).grant;
        };
        QVERIFY(grantOf(ownProduct) == mesh::GrantState::Active);
        QVERIFY(grantOf(product) == mesh::GrantState::Active); // by r1

        need(two.store->write([](Writer &writer) { return writer.saveRequests(u"lake"_s, {}); }));
        QVERIFY(grantOf(ownProduct) == mesh::GrantState::Active);
        QVERIFY(grantOf(product) == mesh::GrantState::None);
    }

    void whatAPersonKeptStaysAndComesAlongWhenJoined()
    {
        Two two;
        keep(two, u"pin"_s, product);
        keep(two, u"metric"_s, product);
        two.decide(Decision::Apart);
        keep(two, u"pin"_s, ownProduct);
        keep(two, u"metric"_s, ownProduct);
        const auto kept = [&](const QString &kind) {
            QStringList keys;
            for (const Kept &one : need(need(two.store->read()).kept(kind)))
                keys.append(one.key);
            return keys;
        };
        QCOMPARE(kept(u"pin"_s), (QStringList{product, ownProduct}));

        two.decide(Decision::Join);

        QCOMPARE(kept(u"pin"_s), QStringList{product}); // once is enough
        QCOMPARE(kept(u"metric"_s), (QStringList{product, product}));
    }

    void aDecisionInTheMiddleOfAPullHoldsForAllOfIt()
    {
        Two two;
        {
            const auto writer = need(two.store->beginPull(two.house));
            Batch first = saidBy(u"house"_s, u"key"_s), second;
            second.contracts = std::exchange(first.contracts, {});
            need(writer->put(second));
            need(two.store->write([](Writer &) { return Result<void>(); })); // it is stored
            two.decide(Decision::Apart);
            need(writer->put(first));
            PullOutcome outcome;
            outcome.full = true;
            need(writer->commit({}, outcome));
        }
        QCOMPARE(two.told(table, product), ofLake);
        QVERIFY(two.told(ownTable, ownProduct).startsWith(ofHouse));
    }

    void whoKnowsWhatChangedHearsOfBothSides()
    {
        Two two;
        const auto changed = [&](const Watermark &since) {
            auto keys =
                need(need(two.store->read()).changedDatasets(since)).value_or(QStringList());
            keys.sort();
            return keys;
        };
        const auto mark = [&] { return need(need(two.store->read()).watermark()); };
        for (int round = 0; round < 2; ++round) {
            for (const Decision decision : {Decision::Apart, Decision::Join}) {
                const Watermark before = mark();
                QCOMPARE(changed(before), QStringList());
                two.decide(decision);
                QVERIFY(changed(before).contains(table));
                QVERIFY(changed(before).contains(ownTable));
            }
        }
    }

    void theLogSaysWhatIsOneByAPersonsWord()
    {
        Two two;
        const auto merges = [&] { return need(need(two.store->read()).identityMerges(table)); };
        two.decide(Decision::Apart);
        QVERIFY(merges().isEmpty());
        const auto splits = need(need(two.store->read()).identitySplits());
        QCOMPARE(splits.size(), 2);
        QCOMPARE(splits[0].catalog, u"house"_s);

        two.decide(Decision::Join);

        QCOMPARE(merges().size(), 1);
        QCOMPARE(merges().first().from, ownTable);
        QVERIFY(merges().first().reason == IdentityMerge::Reason::User);
        QVERIFY(need(need(two.store->read()).identitySplits()).isEmpty());
    }

    void removingTheCatalogForgetsTheDecision()
    {
        Two two;
        two.decide(Decision::Apart);
        need(two.store->write([&](Writer &writer) { return writer.removeCatalog(two.house); }));

        const Reader reader = need(two.store->read());
        QVERIFY(need(reader.identityDecisions()).isEmpty());
        QVERIFY(need(reader.identityProposals()).list.isEmpty());
        QCOMPARE(two.told(table, product), ofLake);
    }

    void requestsOfJoinedProductsAreOfTheOneThatStands()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const mesh::DataProduct left = productOf(u"1"_s, u"Refunds"_s),
                                right = productOf(u"2"_s, u"Refund"_s);
        fixture.pull(a, {batchOf({left})});
        fixture.pull(b, {batchOf({right})});
        mesh::AccessRequest request = requestTo(u"b"_s, u"r"_s);
        request.product = right.key;
        const auto save = [&] {
            need(fixture.store->write([&](Writer &writer) { return writer.saveRequest(request); }));
        };
        const auto productOfRequest = [&] {
            return need(need(fixture.store->read()).request(u"r"_s)).product;
        };
        const auto decide = [&](Decision decision) {
            need(fixture.store->write([&](Writer &writer) {
                return writer.decideIdentity(left.key, right.key, decision);
            }));
        };
        save();
        decide(Decision::Join);
        QCOMPARE(productOfRequest(), left.key);
        QCOMPARE(need(need(fixture.store->read()).requests()).first().product, left.key);
        const auto viewed =
            need(need(fixture.store->read()).query(u"SELECT product FROM mesh.request"_s, {}, 10));
        QCOMPARE(viewed.rows.first().first().toString(), left.key);

        request = need(need(fixture.store->read()).request(u"r"_s));
        save(); // with the key that stands, as the program does

        decide(Decision::Apart);
        QCOMPARE(productOfRequest(), right.key);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::StoreSplitTest)
#include "tst_store_split.moc"
