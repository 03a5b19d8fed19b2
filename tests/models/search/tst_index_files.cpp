// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/hits.h"
#include "models/search/index_data.h"
#include "models/search/segment_writer.h"
#include "tests/models/store/store_fixture.h"

#include <QBuffer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtTest>

using namespace meshlens;
using namespace meshlens::search;
using namespace meshlens::store;
using namespace Qt::StringLiterals;

namespace {

/// What a query finds, with what rows and facets say, as text.
QString printed(const Index &index, const QString &query)
{
    FindOptions options;
    options.facets = true;
    options.facetValues = 0;
    options.nowMs = 2'000'000;
    const auto hits = find(index, parse(query), options);
    if (!hits)
        return u"error"_s;
    QStringList lines{
        u"%1 found, %2, %3"_s.arg(hits->total).arg(hits->showingFor).arg(hits->relaxed.join(u' '))};
    for (const Hit &hit : hits->hits) {
        QStringList columns;
        for (const HitColumn &column : hit.matchingColumns)
            columns.append(column.name);
        columns.sort();
        lines.append(QStringList{hit.key, hit.name, hit.domainName, hit.ownerNames.join(u'+'),
                                 hit.tags.join(u'+'), hit.product, hit.why.join(u'+'),
                                 columns.join(u'+')}
                         .join(u'|'));
    }
    for (const Facet &facet : hits->facets) {
        for (const FacetValue &value : facet.values) {
            if (value.count > 0)
                lines.append(u"%1:%2 %3"_s.arg(facet.field, value.value).arg(value.count));
        }
    }
    std::sort(lines.begin() + 1 + hits->hits.size(), lines.end());
    return lines.join(u'\n');
}

const QStringList &queries()
{
    static const QStringList all{QString(),
                                 u"orders"_s,
                                 u"o"_s,
                                 u"kind:dataset"_s,
                                 u"kind:dataset o"_s,
                                 u"refunds"_s,
                                 u"iban"_s,
                                 u"column:iban"_s,
                                 u"kind:column id"_s,
                                 u"domain:payments"_s,
                                 u"tag:pii"_s,
                                 u"shop.public.orders"_s,
                                 u"ana"_s,
                                 u"owner:\"Ana Ruiz\""_s,
                                 u"-orders"_s,
                                 u"rders"_s,
                                 u"status:active"_s,
                                 u"churn"_s,
                                 u"kind:party ana"_s,
                                 u"visits gone"_s};
    return all;
}

/// An index that was brought up to date must answer like one made of everything.
void compare(const Index &refreshed, const Index &fresh)
{
    for (const QString &query : queries())
        QCOMPARE(query + u'\n' + printed(refreshed, query), query + u'\n' + printed(fresh, query));
    QCOMPARE(refreshed.size(), fresh.size());
}

Batch firstBatch()
{
    Batch batch;
    batch.domains = {domainOf(u"pay"_s, u"Payments"_s), domainOf(u"shop"_s, u"Shop"_s)};
    batch.parties = {partyOf(u"ana@x"_s, u"Ana Ruiz"_s)};
    for (const QString &table : {u"orders"_s, u"refunds"_s, u"visits"_s, u"baskets"_s}) {
        mesh::Dataset dataset = datasetOf(table, {u"id"_s, table + u"_date"_s});
        dataset.description = u"Rows of %1, one a day."_s.arg(table);
        batch.datasets.append(dataset);
    }
    batch.products = {productOf(u"o"_s, u"Orders"_s, u"orders"_s),
                      productOf(u"r"_s, u"Refunds"_s, u"refunds"_s)};
    batch.products[0].domain = u"domain://acme/shop"_s;
    batch.products[0].owners = {u"party://ana@x"_s};
    batch.products[1].domain = u"domain://acme/pay"_s;
    return batch;
}

std::shared_ptr<const Index> opened(StoreFixture &fixture)
{
    const auto reader = need(fixture.store->read());
    return need(Index::open(fixture.folder() + u"/search"_s, reader));
}

std::shared_ptr<const Index> fresh(StoreFixture &fixture)
{
    const auto reader = need(fixture.store->read());
    return need(Index::build(reader));
}

QByteArray smallSegment()
{
    SegmentWriter writer;
    for (int i = 0; i < 200; ++i) {
        Doc doc;
        doc.flags.bits = static_cast<std::uint32_t>(mesh::Kind::Product);
        doc.key = u"product://x/%1"_s.arg(i);
        doc.name = u"gross_revenue_%1 orders"_s.arg(i);
        doc.qualified = u"payments."_s + doc.name;
        doc.description = u"All that is known of number %1"_s.arg(i);
        doc.tags = {writer.number(Tags, u"pii"_s, u"PII"_s)};
        doc.columns = {{writer.number(ColumnNames, u"iban"_s, u"iban"_s),
                        writer.number(ColumnTypes, u"text"_s, u"text"_s)}};
        doc.domain = static_cast<int>(writer.number(Domains, u"payments"_s, u"Payments"_s, u"d"_s));
        writer.add(doc);
    }
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    need(writer.finish(buffer, 7, "meta"));
    return buffer.data();
}

} // namespace

class TestIndexFiles : public QObject
{
    Q_OBJECT

private slots:
    void theIndexIsKeptAndUsedAgain()
    {
        StoreFixture fixture;
        fixture.pull(fixture.addCatalog(u"core"_s), {firstBatch()});
        const QString path = fixture.folder() + u"/search/large.index"_s;

        compare(*opened(fixture), *fresh(fixture));
        const QDateTime made = QFileInfo(path).lastModified();
        const QByteArray bytes = [&] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }();
        compare(*opened(fixture), *fresh(fixture));

        QVERIFY(!bytes.isEmpty());
        QCOMPARE(QFileInfo(path).lastModified(), made);
        QVERIFY(!QFile::exists(fixture.folder() + u"/search/small.index"_s));
        QVERIFY(opened(fixture)->isIntact());
    }

    void afterASyncOnlyWhatChangedIsMadeAgain()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        const auto before = opened(fixture);
        const quint64 large = before->data().parts.front().segment->id();
        fixture.reopen(1'500'000);
        Batch batch;
        mesh::Dataset orders = datasetOf(u"orders"_s, {u"id"_s, u"iban"_s});
        orders.tags = {u"pii"_s};
        batch.datasets = {orders, datasetOf(u"orders_raw"_s, {u"iban"_s})};
        batch.deleted[mesh::Kind::Dataset] = {u"shop.visits"_s};

        fixture.pull(catalog, {batch}, false);
        const auto after = opened(fixture);

        QCOMPARE(after->data().parts.size(), std::size_t{2});
        QCOMPARE(after->data().parts.front().segment->id(), large);
        QVERIFY(after->data().parts.back().segment->documents() <= 3); // two datasets, a product
        compare(*after, *fresh(fixture));
        QCOMPARE(printed(*opened(fixture), u"iban"_s), printed(*after, u"iban"_s)); // kept as it is
        QVERIFY(
            printed(*before, u"visits"_s).startsWith(u"1 found")); // an older one stays readable
        QVERIFY(printed(*after, u"kind:dataset visits"_s).startsWith(u"0 found"));
    }

    void whatIsDeadIsKnownAgainAndFoundOutWhereItIsNot()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        (void)opened(fixture);
        fixture.reopen(1'500'000);
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"iban"_s})};
        batch.deleted[mesh::Kind::Dataset] = {u"shop.visits"_s};
        fixture.pull(catalog, {batch}, false);
        compare(*opened(fixture), *fresh(fixture));
        const QString path = fixture.folder() + u"/search/small.dead"_s;
        QVERIFY(QFile::exists(path));

        compare(*opened(fixture), *fresh(fixture)); // out of the file
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes[bytes.size() - 1] = static_cast<char>(~bytes.back());
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size() && file.flush());
        compare(*opened(fixture), *fresh(fixture)); // damaged
        QVERIFY(file.remove());
        compare(*opened(fixture), *fresh(fixture)); // missing
        QVERIFY(QFile::exists(path));
    }

    void changedProductsTakeTheirDatasetsWithThem()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        (void)opened(fixture);
        fixture.reopen(1'500'000);
        Batch batch;
        batch.products = {productOf(u"o"_s, u"Orders"_s, u"baskets"_s)}; // another dataset
        batch.products[0].domain = u"domain://acme/pay"_s;
        batch.deleted[mesh::Kind::Product] = {u"r"_s};

        fixture.pull(catalog, {batch}, false);
        const auto after = opened(fixture);

        QCOMPARE(after->data().parts.size(), std::size_t{2});
        compare(*after, *fresh(fixture));
    }

    void aRenamedPersonOrANewCatalogMakesAllAnew()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        (void)opened(fixture);
        fixture.reopen(1'500'000);
        Batch batch;
        batch.parties = {partyOf(u"ana@x"_s, u"Ana Ruiz-Lind"_s)};

        fixture.pull(catalog, {batch}, false);
        compare(*opened(fixture), *fresh(fixture));
        QCOMPARE(opened(fixture)->data().parts.size(), std::size_t{1});
        Batch other;
        other.datasets = {datasetOf(u"orders"_s, {u"id"_s}), datasetOf(u"extra"_s, {u"x"_s})};
        fixture.pull(fixture.addCatalog(u"lake"_s), {other});

        compare(*opened(fixture), *fresh(fixture));
    }

    void newTermsAndDomainsComeWithoutMakingAllAnew()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        (void)opened(fixture);
        fixture.reopen(1'500'000);
        Batch batch;
        mesh::Term churn;
        churn.key = u"term://acme/churn"_s;
        churn.nativeId = u"churn"_s;
        churn.name = u"Churn"_s;
        batch.terms = {churn};
        batch.domains = {domainOf(u"new"_s, u"Orders desk"_s)};

        fixture.pull(catalog, {batch}, false);
        const auto after = opened(fixture);

        QCOMPARE(after->data().parts.size(), std::size_t{2});
        compare(*after, *fresh(fixture));
    }

    /// Uses are counted when all is made and again a day later; between, what was counted stays.
    void howMuchThingsAreUsedIsCountedAgainAfterADay()
    {
        constexpr std::int64_t dayMs = 86'400'000;
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        (void)opened(fixture);
        const auto usageOf = [](const Index &index) {
            const auto found = documentOf(index.data(), datasetOf(u"visits"_s, {}).key);
            return found ? int(index.data().parts[found->part].segment->usage(found->document))
                         : -1;
        };
        const auto nextPull = [&](std::int64_t atMs, const QString &table) {
            fixture.reopen(atMs);
            Batch batch;
            batch.datasets = {datasetOf(table, {u"id"_s})};
            batch.edges = {edgeOf(u"visits"_s, u"orders"_s), edgeOf(u"visits"_s, u"baskets"_s),
                           edgeOf(u"visits"_s, u"refunds"_s)};
            fixture.pull(catalog, {batch}, false);
            return opened(fixture);
        };

        const auto soon = nextPull(2'000'000, u"more"_s);
        QCOMPARE(usageOf(*soon), 0);
        const auto later = nextPull(2'000'000 + dayMs, u"still_more"_s);
        QCOMPARE(usageOf(*later), useStep(3));
        QCOMPARE(later->data().parts.size(), std::size_t{2});
        compare(*later, *fresh(fixture));

        const auto last = nextPull(2'100'000 + dayMs, u"and_more"_s); // not counted again, but kept
        QCOMPARE(usageOf(*last), useStep(3));
        compare(*last, *fresh(fixture));
    }

    void damagedForeignAndOldFilesAreMadeAgain_data()
    {
        QTest::addColumn<int>("damage");
        QTest::newRow("empty") << 0;
        QTest::newRow("foreign") << 1;
        QTest::newRow("cut off") << 2;
        QTest::newRow("another version") << 3;
        QTest::newRow("header") << 4;
    }

    void damagedForeignAndOldFilesAreMadeAgain()
    {
        QFETCH(int, damage);
        StoreFixture fixture;
        fixture.pull(fixture.addCatalog(u"core"_s), {firstBatch()});
        (void)opened(fixture);
        const QString path = fixture.folder() + u"/search/large.index"_s;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        file.close();
        switch (damage) {
        case 0:
            bytes.clear();
            break;
        case 1:
            bytes = QByteArray(10'000, 'x');
            break;
        case 2:
            bytes.chop(bytes.size() / 2);
            break;
        case 3:
            bytes[8] = static_cast<char>(bytes[8] + 1);
            break;
        default:
            bytes[60] = static_cast<char>(bytes[60] ^ 1);
        }
        QVERIFY(QFile::remove(path)); // the old one may be mapped
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();

        compare(*opened(fixture), *fresh(fixture));
        QVERIFY(QFileInfo(path).size() > 3000);
    }

    void aFolderThatCannotBeWrittenIsNoReasonNotToSearch()
    {
        StoreFixture fixture;
        fixture.pull(fixture.addCatalog(u"core"_s), {firstBatch()});
        QFile inTheWay(fixture.folder() + u"/search"_s);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));

        compare(*opened(fixture), *fresh(fixture));
    }

    void everyKeyIsFoundAndNoOther()
    {
        IndexBuilder builder;
        constexpr int datasets = 3000;
        const auto keyOf = [](int number) { return u"pg://db/t%1"_s.arg(number); };
        for (int i = 0; i < datasets; ++i) {
            store::Merged<mesh::Dataset> merged;
            merged.thing.key = keyOf(i);
            merged.thing.name = u"t%1"_s.arg(i);
            merged.sources = {{u"Core"_s, u"node"_s, u"1"_s, {}, 0}};
            builder.add(merged);
        }
        QTemporaryDir folder;
        QFile file(folder.filePath(u"keys.index"_s));
        QVERIFY(file.open(QIODevice::ReadWrite) && builder.write(file, 1, {}));
        file.close();
        const auto segment = Segment::open(file.fileName());
        QVERIFY(segment);

        for (int i = 0; i < datasets; ++i) {
            const auto document = (*segment)->find(keyOf(i));
            QVERIFY2(document, qPrintable(keyOf(i)));
            QCOMPARE((*segment)->text(*document).key, keyOf(i));
            QVERIFY(!(*segment)->find(keyOf(datasets + i)));
        }
        QVERIFY((*segment)->isIntact());
    }

    void damageInsideGivesWrongAnswersAtWorst()
    {
        const QByteArray whole = smallSegment();
        FindOptions options;
        options.facets = true;
        QRandomGenerator random(11);
        int opened = 0, noticed = 0;
        for (int round = 0; round < 150; ++round) {
            QByteArray bytes = whole;
            for (int flips = 1 + random.bounded(8); flips > 0; --flips) {
                const int at = int(sizeof(SegmentHeader)) +
                               random.bounded(int(bytes.size()) - int(sizeof(SegmentHeader)));
                bytes[at] = static_cast<char>(random.bounded(256));
            }
            const auto segment = Segment::fromBytes(bytes);
            if (!segment)
                continue;
            ++opened;
            noticed += (*segment)->isIntact() ? 0 : 1;
            const Index index(Index::Data::of({*segment}));
            for (const QString &query :
                 {QString(), u"g"_s, u"gross revenue"_s, u"payments.gross_revenue_7 orders"_s,
                  u"evenu"_s, u"grosz"_s, u"\"gross revenue\""_s, u"kind:column iban"_s,
                  u"tag:pii column:iban known"_s})
                QVERIFY(find(index, parse(query), options));
            for (const Order order : {Order::Name, Order::Quality, Order::Freshness}) {
                FindOptions ordered = options;
                ordered.order = order;
                QVERIFY(find(index, parse(u"gross"_s), ordered));
            }
            (void)complete(index, u"column:ib"_s, 9);
        }
        QCOMPARE(opened, 150);  // the header was left alone
        QVERIFY(noticed > 140); // the same byte may be written again
    }

    void listsOfNumbersComeBackAsTheyWere()
    {
        QRandomGenerator random(5);
        for (const int every : {1, 2, 7, 60, 500, 20'000}) {
            std::vector<std::uint32_t> numbers;
            for (std::uint32_t number = 0; number < 150'000; ++number) {
                if (random.bounded(every) == 0)
                    numbers.push_back(number);
            }
            for (const Packing packing : {Packing::Small, Packing::Quick}) {
                std::string bytes;
                appendPostings(bytes, numbers, packing);
                const Postings list(
                    ByteView(reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size()));
                QCOMPARE(std::size_t(list.count()), numbers.size());
                QCOMPARE(list.numbers(150'000), numbers);
                Bits half(150'000);
                for (std::size_t number = 0; number < 150'000; number += 2)
                    half.set(number);
                const auto even =
                    std::count_if(numbers.begin(), numbers.end(),
                                  [](std::uint32_t number) { return number % 2 == 0; });
                QCOMPARE(qint64(list.countIn(half)), qint64(even));
            }
        }
    }

    void savedSearchesCountWhatIsNew()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        fixture.pull(catalog, {firstBatch()});
        fixture.reopen(9'000'000);
        Batch batch;
        batch.datasets = {datasetOf(u"orders_new"_s, {u"id"_s})};
        fixture.pull(catalog, {batch}, false);
        const auto index = opened(fixture);

        QCOMPARE(need(count(*index, parse(u"orders"_s), 9'000'000)), 2);
        QCOMPARE(need(countNew(*index, parse(u"orders"_s), 5'000'000, 9'000'000)), 1);
        QCOMPARE(need(countNew(*index, parse(u"orders"_s), 9'500'000, 9'600'000)), 0);
    }
};

QTEST_APPLESS_MAIN(TestIndexFiles)
#include "tst_index_files.moc"
