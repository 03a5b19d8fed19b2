// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/split.h"

namespace meshlens::store {
namespace {

mesh::Dataset named(const QString &key, const QList<mesh::Alias> &aliases = {})
{
    mesh::Dataset dataset;
    dataset.key = dataset.nativeId = key;
    dataset.name = key.section(u'/', -1);
    dataset.aliases = aliases;
    return dataset;
}

mesh::Alias strong(const QString &key)
{
    return {key, u"strong"_s};
}

Batch batchOf(const QList<mesh::Dataset> &datasets, const QList<mesh::LineageEdge> &edges = {})
{
    Batch batch;
    batch.datasets = datasets;
    batch.edges = edges;
    return batch;
}

mesh::LineageEdge flow(const QString &from, const QString &to)
{
    mesh::LineageEdge edge;
    edge.from = from;
    edge.to = to;
    return edge;
}

const QString glue = u"glue://1.eu-west-1/sales/orders"_s;
const QString unity = u"unity://meta/main/ext/orders"_s;
const QString path = u"s3://lake/sales/orders"_s;

} // namespace

class TestStoreIdentity : public QObject
{
    Q_OBJECT

private:
    static QString groups(StoreFixture &fixture)
    {
        QStringList lines;
        const Reader reader = need(fixture.store->read());
        need(reader.forEachDataset(false, [&](const Merged<mesh::Dataset> &merged) {
            QStringList catalogs;
            for (const Source &source : merged.sources)
                catalogs.append(source.catalog);
            lines.append(merged.thing.key + u" ("_s + catalogs.join(u',') + u')');
            return true;
        }));
        lines.sort();
        return lines.join(u"; "_s);
    }

    static QString edges(StoreFixture &fixture)
    {
        QStringList lines;
        const Reader reader = need(fixture.store->read());
        need(reader.forEachEdge([&](const Reader::EdgeRow &row) {
            lines.append(row.edge.from + u'>' + row.edge.to);
            return true;
        }));
        lines.sort();
        return lines.join(u"; "_s);
    }

    static void decide(StoreFixture &fixture, const QString &left, const QString &right,
                       Decision decision)
    {
        need(fixture.store->write(
            [&](Writer &writer) { return writer.decideIdentity(left, right, decision); }));
    }

private slots:
    void aSharedStrongNameMakesOneOfTwo()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s), house = fixture.addCatalog(u"house"_s);
        fixture.pull(lake, {batchOf({named(glue, {strong(u"iceberg-uuid:9c"_s)})},
                                    {flow(glue, u"pg://h:1/a/b/c"_s)})});
        fixture.pull(house, {batchOf({named(unity, {strong(u"iceberg-uuid:9c"_s)})},
                                     {flow(u"pg://h:1/x/y/z"_s, unity)})});

        QCOMPARE(groups(fixture), glue + u" (lake,house)"_s);
        QCOMPARE(edges(fixture), glue + u">pg://h:1/a/b/c; pg://h:1/x/y/z>"_s + glue);
        const Reader reader = need(fixture.store->read());
        QCOMPARE(need(reader.dataset(unity)).thing.key, glue); // the other name leads there
        QCOMPARE(need(reader.resolve(unity)).first().key, glue);
        QCOMPARE(need(reader.resolve(u"iceberg-uuid:9c"_s)).first().key, glue);
        QCOMPARE(need(reader.standingKey(unity)), glue);
        QCOMPARE(need(reader.counts()).datasets, 1);
        const auto merges = need(reader.identityMerges());
        QCOMPARE(merges.size(), 1);
        QCOMPARE(merges.first().from, unity);
        QCOMPARE(merges.first().evidence, u"iceberg-uuid:9c"_s);
        QVERIFY(merges.first().reason == IdentityMerge::Reason::Strong);
    }

    void aMergeEndsWithWhatProvedIt()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s), house = fixture.addCatalog(u"house"_s);
        fixture.pull(lake, {batchOf({named(glue, {strong(u"delta-id:7"_s)})})});
        fixture.pull(house, {batchOf({named(unity, {strong(u"delta-id:7"_s)})})});
        QCOMPARE(groups(fixture), glue + u" (lake,house)"_s);

        fixture.pull(house, {batchOf({named(unity)})});

        QCOMPARE(groups(fixture), glue + u" (lake); "_s + unity + u" (house)"_s);
        QVERIFY(need(need(fixture.store->read()).identityMerges()).isEmpty());
    }

    void removingACatalogPartsWhatOnlyItHeldTogether()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s),
                     c = fixture.addCatalog(u"c"_s);
        const QString third = u"hive://m:9083/sales/orders"_s;
        fixture.pull(a, {batchOf({named(glue, {strong(u"iceberg-uuid:1"_s)})})});
        fixture.pull(b, {batchOf({named(unity, {strong(u"delta-id:2"_s)})})});
        fixture.pull(
            c, {batchOf({named(third, {strong(u"iceberg-uuid:1"_s), strong(u"delta-id:2"_s)})})});
        QCOMPARE(groups(fixture), glue + u" (a,b,c)"_s);

        need(fixture.store->write([&](Writer &writer) { return writer.removeCatalog(c); }));

        QCOMPARE(groups(fixture), glue + u" (a); "_s + unity + u" (b)"_s);
    }

    void twoThatHoldDifferentStrongNamesStayTwo()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        fixture.pull(
            a, {batchOf({named(glue, {strong(u"iceberg-uuid:1"_s), strong(u"odcs:c/orders"_s)})})});
        fixture.pull(
            b,
            {batchOf({named(unity, {strong(u"iceberg-uuid:2"_s), strong(u"odcs:c/orders"_s)})})});

        QCOMPARE(groups(fixture), glue + u" (a); "_s + unity + u" (b)"_s);
        const auto conflicts = need(need(fixture.store->read()).identityConflicts());
        QCOMPARE(conflicts.size(), 1);
        QCOMPARE(conflicts.first().scope, u"iceberg-uuid"_s);
        QCOMPARE(conflicts.first().evidence, u"odcs:c/orders"_s);
    }

    void aDatasetMadeAnewKeepsItsNameAndHistory()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s);
        fixture.pull(lake, {batchOf({named(glue, {strong(u"iceberg-uuid:1"_s)})})});
        fixture.pull(lake, {batchOf({named(glue, {strong(u"iceberg-uuid:2"_s)})})});

        QCOMPARE(groups(fixture), glue + u" (lake)"_s);
        const Reader reader = need(fixture.store->read());
        QVERIFY(need(reader.resolve(u"iceberg-uuid:1"_s)).isEmpty());
        QCOMPARE(need(reader.resolve(u"iceberg-uuid:2"_s)).size(), 1);
        QCOMPARE(need(reader.dataset(glue)).firstSeenMs, 1'000'000);
    }

    void aNameAliasLeadsToTheThingOfThatKey_data()
    {
        QTest::addColumn<bool>("namedFirst");
        QTest::newRow("the table is known first") << true;
        QTest::newRow("the other name is known first") << false;
    }

    void aNameAliasLeadsToTheThingOfThatKey()
    {
        QFETCH(bool, namedFirst);
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const Batch table = batchOf({named(glue)});
        const Batch window =
            batchOf({named(u"trino://t:443/hive/sales/orders"_s, {{glue, u"name"_s}})});
        fixture.pull(a, {namedFirst ? table : window});
        fixture.pull(b, {namedFirst ? window : table});

        QCOMPARE(groups(fixture),
                 (namedFirst ? glue : u"trino://t:443/hive/sales/orders"_s) + u" (a,b)"_s);
    }

    void aHintMergesNothing()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const QString hint = u"postgres://_lake/shop/public/orders"_s;
        fixture.pull(a, {batchOf({named(hint)})});
        fixture.pull(
            b, {batchOf({named(u"postgres://db:5432/shop/public/orders"_s, {{hint, u"name"_s}})})});

        QCOMPARE(groups(fixture), u"postgres://_lake/shop/public/orders (a); "
                                  "postgres://db:5432/shop/public/orders (b)"_s);
        const auto proposals = need(need(fixture.store->read()).identityProposals());
        QCOMPARE(proposals.open, 1); // but a person is asked
        QVERIFY(proposals.list.first().why == IdentityProposal::Why::UnknownPlace);
    }

    void aPathBelongsToTheOneTableThatLiesThere()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const QString out = u"pg://h:1/a/b/c"_s;
        fixture.pull(a, {batchOf({}, {flow(path + u"/dt=1/part-0.parquet"_s, out), flow(path, out),
                                      flow(u"s3://lake/sales/other"_s, out)})});

        fixture.pull(b, {batchOf({named(glue, {{path, u"location"_s}})})});

        QCOMPARE(edges(fixture), glue + u'>' + out + u"; "_s + glue + u'>' + out + u"; "_s +
                                     u"s3://lake/sales/other>"_s + out);
        fixture.pull(a, {batchOf({}, {flow(path + u"/dt=2"_s, out)})}); // a path that comes later
        QCOMPARE(edges(fixture), glue + u'>' + out);
    }

    void tablesOnOnePathStayTwoAndABucketSaysNothing()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        fixture.pull(
            a, {batchOf({named(glue, {{path, u"location"_s}}),
                         named(u"glue://1.eu-west-1/x/root"_s, {{u"s3://lake"_s, u"location"_s}})},
                        {flow(path, u"pg://h:1/a/b/c"_s)})});
        QCOMPARE(edges(fixture), glue + u">pg://h:1/a/b/c"_s);

        fixture.pull(b, {batchOf({named(unity, {{path, u"location"_s}})})});

        QCOMPARE(edges(fixture), path + u">pg://h:1/a/b/c"_s); // whose is it? nobody knows
        const auto same = need(need(fixture.store->read()).sameDataAs());
        QCOMPARE(same, (QList<std::pair<QString, QString>>{{glue, unity}}));
    }

    void peoplesDecisionsOutrankTheRulesAndSurviveSyncs()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        const auto pullBoth = [&](const QString &version) {
            mesh::Dataset left = named(glue, {strong(u"delta-id:7"_s)});
            mesh::Dataset right = named(unity, {strong(u"delta-id:7"_s)});
            left.description = right.description = version;
            fixture.pull(a, {batchOf({left})});
            fixture.pull(b, {batchOf({right})});
        };
        const QString one = glue + u" (a,b)"_s;
        const QString two = glue + u" (a); "_s + unity + u" (b)"_s;
        pullBoth(u"1"_s);
        QCOMPARE(groups(fixture), one);

        decide(fixture, unity, glue, Decision::Apart);
        QCOMPARE(groups(fixture), two);
        pullBoth(u"2"_s);
        QCOMPARE(groups(fixture), two);
        QCOMPARE(need(need(fixture.store->read()).identityConflicts()).first().scope, QString());

        need(fixture.store->write(
            [&](Writer &writer) { return writer.forgetDecision(glue, unity); }));
        QCOMPARE(groups(fixture), one); // the way back
    }

    void aJoinHoldsAgainstTheGuardAndComesBackWithItsThings()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s);
        const qint64 b = fixture.addCatalog(u"b"_s);
        const Batch other = batchOf({named(unity, {strong(u"iceberg-uuid:2"_s)})});
        fixture.pull(a, {batchOf({named(glue, {strong(u"iceberg-uuid:1"_s)})})});
        fixture.pull(b, {other});
        decide(fixture, glue, unity, Decision::Join);
        QCOMPARE(groups(fixture), glue + u" (a,b)"_s);

        need(fixture.store->write([&](Writer &writer) { return writer.removeCatalog(b); }));
        QCOMPARE(groups(fixture), glue + u" (a)"_s);
        const qint64 again = fixture.addCatalog(u"b2"_s);
        fixture.pull(again, {other});

        QCOMPARE(groups(fixture), glue + u" (a,b2)"_s);
    }

    void joinedProductsAreOneAndTheHigherRankedCatalogWins()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        mesh::DataProduct left = productOf(u"1"_s, u"Refunds"_s, u"refunds"_s);
        mesh::DataProduct right = productOf(u"2"_s, u"Refund"_s, u"refunds"_s);
        left.description = u"from a"_s;
        right.description = u"from b"_s;
        Batch first, second;
        first.products = {left};
        second.products = {right};
        fixture.pull(a, {first});
        fixture.pull(b, {second});
        const auto proposals = need(need(fixture.store->read()).identityProposals());
        QCOMPARE(proposals.open, 1);
        QVERIFY(proposals.list.first().why == IdentityProposal::Why::SameAddress);
        const IdentityProposal &proposal = proposals.list.first();
        QCOMPARE(QSet<QString>({proposal.leftCatalogs.value(0), proposal.rightCatalogs.value(0)}),
                 QSet<QString>({u"a"_s, u"b"_s}));

        decide(fixture, left.key, right.key, Decision::Join);

        Reader reader = need(fixture.store->read());
        QCOMPARE(need(reader.products()).size(), 1);
        const Merged<mesh::DataProduct> merged = need(reader.product(right.key));
        QCOMPARE(merged.thing.key, left.key);
        QCOMPARE(merged.thing.description, u"from a"_s);
        QCOMPARE(merged.sources.size(), 2);
        QCOMPARE(merged.sources[1].nativeId, u"2"_s);
        QCOMPARE(need(reader.productsOfDataset(datasetOf(u"refunds"_s, {}).key)),
                 QStringList{left.key});
        QCOMPARE(need(reader.counts()).products, 1);
        QVERIFY(need(reader.identityProposals()).list.first().joined);

        need(fixture.store->write([&](Writer &writer) { return writer.setRanks({b, a}); }));
        reader = need(fixture.store->read());
        QCOMPARE(need(reader.product(left.key)).thing.description, u"from b"_s);
        QCOMPARE(need(reader.products()).first().description, u"from b"_s);
        QCOMPARE(need(reader.products()).first().key, left.key); // links keep working
    }

    void whatIsIgnoredIsNotProposedAgain()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        Batch first, second;
        first.products = {productOf(u"1"_s, u"Refunds"_s)};
        second.products = {productOf(u"2"_s, u"refunds"_s)};
        fixture.pull(a, {first});
        fixture.pull(b, {second});
        QCOMPARE(need(need(fixture.store->read()).identityProposals()).open, 1);

        decide(fixture, first.products[0].key, second.products[0].key, Decision::Ignore);

        QCOMPARE(need(need(fixture.store->read()).identityProposals()).open, 0);
        QCOMPARE(need(need(fixture.store->read()).products()).size(), 2);
    }

    void whatOneCatalogCallsByAKeyIsKeptApartThroughSyncs()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s), house = fixture.addCatalog(u"house"_s);
        const QString sink = u"pg://h:1/a/b/sink"_s, out = u"pg://h:1/a/b/out"_s;
        const auto shared = [&](const QString &to) {
            return batchOf({named(glue, {strong(u"delta-id:7"_s)})}, {flow(glue, to)});
        };
        fixture.pull(lake, {shared(sink)});
        fixture.pull(house, {shared(out)});
        QCOMPARE(groups(fixture), glue + u" (lake,house)"_s);

        decide(fixture, glue, splitAddress(u"house"_s), Decision::Apart);

        const QString own = glue + u"?house"_s;
        const QString two = glue + u" (lake); "_s + own + u" (house)"_s;
        QCOMPARE(groups(fixture), two);
        const QString ways = glue + u'>' + sink + u"; "_s + own + u'>' + out;
        QCOMPARE(edges(fixture), ways);
        fixture.pull(house, {shared(out)}); // unchanged
        fixture.pull(lake, {shared(sink)});
        QCOMPARE(groups(fixture), two);
        QCOMPARE(edges(fixture), ways);
        mesh::Dataset changed = named(glue, {strong(u"delta-id:7"_s), strong(u"delta-id:8"_s)});
        fixture.pull(house, {batchOf({changed}, {flow(glue, sink)})});
        QCOMPARE(groups(fixture), two);
        QCOMPARE(edges(fixture), glue + u'>' + sink + u"; "_s + own + u'>' + sink);

        need(fixture.store->write(
            [&](Writer &writer) { return writer.forgetDecision(glue, splitAddress(u"house"_s)); }));

        QCOMPARE(groups(fixture), glue + u" (lake,house)"_s);
        fixture.pull(house, {shared(out)});
        QCOMPARE(groups(fixture), glue + u" (lake,house)"_s);
        QCOMPARE(edges(fixture), glue + u'>' + out + u"; "_s + glue + u'>' + sink);
        decide(fixture, glue, splitAddress(u"lake"_s), Decision::Apart); // the other way round
        QCOMPARE(groups(fixture), glue + u" (house); "_s + glue + u"?lake (lake)"_s);
    }

    void onlyWhatACatalogKnowsCanBeSplitFromIt()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s), house = fixture.addCatalog(u"house"_s);
        fixture.pull(lake, {batchOf({named(glue)})});
        fixture.pull(house, {batchOf({named(unity)})});

        const auto split = fixture.store->write([&](Writer &writer) {
            return writer.decideIdentity(glue, splitAddress(u"house"_s), Decision::Apart);
        });

        QVERIFY(!split);
        QCOMPARE(split.error().kind, Error::Kind::NotFound);
        QCOMPARE(groups(fixture), glue + u" (lake); "_s + unity + u" (house)"_s);
    }

    void productsOfOneKeyAreListedToBeKeptApart()
    {
        StoreFixture fixture;
        const qint64 lake = fixture.addCatalog(u"lake"_s), house = fixture.addCatalog(u"house"_s);
        Batch batch;
        mesh::DataProduct product;
        product.key = u"product://core/orders"_s;
        product.nativeId = u"orders"_s;
        product.name = u"Orders"_s;
        batch.products = {product};
        fixture.pull(lake, {batch});
        fixture.pull(house, {batch});

        const auto listed = need(need(fixture.store->read()).identityProposals()).list;
        QCOMPARE(listed.size(), 1);
        QVERIFY(listed.first().joined);
        QCOMPARE(listed.first().right, splitAddress(u"house"_s));
        QCOMPARE(listed.first().rightCatalogs, QStringList{u"house"_s});
        decide(fixture, product.key, splitAddress(u"house"_s), Decision::Apart);

        const auto after = need(need(fixture.store->read()).identityProposals());
        QCOMPARE(after.open, 0);
        QCOMPARE(after.list.size(), 1);
        QVERIFY(!after.list.first().joined);
        QCOMPARE(after.list.first().right, splitAddress(u"house"_s));
        QCOMPARE(need(need(fixture.store->read()).counts()).products, 2);
    }

    void aPullThatDiesMergesNothing()
    {
        StoreFixture fixture;
        const qint64 a = fixture.addCatalog(u"a"_s), b = fixture.addCatalog(u"b"_s);
        fixture.pull(a, {batchOf({named(glue, {strong(u"delta-id:7"_s)})})});
        {
            const auto writer = need(fixture.store->beginPull(b));
            need(writer->put(batchOf({named(unity, {strong(u"delta-id:7"_s)})})));
        }
        QCOMPARE(groups(fixture), glue + u" (a)"_s);

        fixture.pull(b, {batchOf({named(unity, {strong(u"delta-id:7"_s)})})});
        QCOMPARE(groups(fixture), glue + u" (a,b)"_s);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::TestStoreIdentity)
#include "tst_store_identity.moc"
