// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/folding.h"
#include "models/search/index_data.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t now = 500'000 * hour;

struct Made {
    store::ProductRow row;
    QStringList columns;
};

Made product(const QString &name, const QString &domain = u"Payments"_s)
{
    Made made;
    made.row.key = u"product://core/"_s + name;
    made.row.name = name;
    made.row.domain = u"domain://core/"_s + domain.toLower();
    made.row.domainName = domain;
    made.row.access = mesh::AccessMode::Request;
    made.row.catalogs = {u"Core"_s};
    return made;
}

std::shared_ptr<const Index> index(const QList<Made> &products,
                                   const QList<mesh::Dataset> &loose = {})
{
    IndexBuilder builder;
    builder.setPartyNames({{u"party://ana@x"_s, u"Ana Ruiz"_s}});
    QSet<QString> domains;
    QHash<QString, std::int64_t> changed;
    for (const Made &made : products) {
        if (!domains.contains(made.row.domain)) {
            mesh::Domain domain;
            domain.key = made.row.domain;
            domain.name = made.row.domainName;
            builder.add(domain);
            domains.insert(made.row.domain);
        }
        if (made.row.name.contains(u"new"))
            changed.insert(made.row.key, now - hour);
    }
    builder.setChangeTimes(changed);
    mesh::Term term;
    term.key = u"term://core/churn"_s;
    term.name = u"Churn"_s;
    term.definition = u"People who leave"_s;
    builder.add(term);
    mesh::Party ana;
    ana.key = u"party://ana@x"_s;
    ana.name = u"Ana Ruiz"_s;
    ana.email = u"ana@x"_s;
    builder.add(ana);
    const auto addDataset = [&](mesh::Dataset dataset) {
        store::Merged<mesh::Dataset> merged;
        merged.thing = std::move(dataset);
        merged.sources = {{u"Core"_s, u"node"_s, u"1"_s, {}, 0}};
        builder.add(merged);
    };
    QList<mesh::Dataset> datasets = loose;
    for (const Made &made : products) {
        store::ProductRow row = made.row;
        mesh::Dataset dataset;
        dataset.key = u"pg://db/"_s + row.name;
        dataset.name = row.name.toLower() + u"_v1"_s;
        dataset.qualifiedName = u"shop.public."_s + dataset.name;
        for (const QString &name : made.columns) {
            mesh::Column column;
            column.name = name;
            column.type = u"text"_s;
            dataset.columns.append(column);
        }
        datasets.append(dataset);
        row.outputs = {dataset.key};
        row.hasDatasets = true;
        builder.add(row);
    }
    for (const mesh::Dataset &dataset : std::as_const(datasets))
        addDataset(dataset);
    return builder.build();
}

FindOptions options()
{
    FindOptions made;
    made.nowMs = now;
    made.kinds = {mesh::Kind::Product};
    return made;
}

QString names(const Index &index, const QString &query, FindOptions how = options())
{
    const auto hits = find(index, parse(query), how);
    QStringList list;
    for (const Hit &hit : hits->hits)
        list.append(hit.name);
    return list.join(u", "_s);
}

QString why(const Index &index, const QString &query)
{
    const auto hits = find(index, parse(query), options());
    return hits->hits.isEmpty() ? QString() : hits->hits.first().why.join(u' ');
}

QString counts(const Hits &hits, const QString &field)
{
    QStringList list;
    for (const Facet &facet : hits.facets) {
        if (facet.field != field)
            continue;
        for (const FacetValue &value : facet.values)
            list.append(value.value + u' ' + QString::number(value.count) +
                        (value.choice == Choice::Chosen ? u"*"_s : QString()));
    }
    return list.join(u", "_s);
}

} // namespace

class TestIndex : public QObject
{
    Q_OBJECT

private slots:
    void namesAreSplitIntoWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        QTest::newRow("snake") << u"gross_revenue_eur"_s << u"gross revenue eur"_s;
        QTest::newRow("camel") << u"grossRevenueEUR"_s << u"gross revenue eur"_s;
        QTest::newRow("acronym") << u"HTTPLog"_s << u"http log"_s;
        QTest::newRow("dots and digits")
            << u"shop.public-orders2024/v2"_s << u"shop public orders 2024 v 2"_s;
        QTest::newRow("accents") << u"Évaluation STRASSE straße"_s
                                 << u"evaluation strasse strasse"_s;
        QTest::newRow("combined accent") << QString(u"Cafe\u0301 x"_s) << u"cafe x"_s;
        QTest::newRow("nothing") << u"--"_s << u""_s;
    }

    void namesAreSplitIntoWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, words);

        QCOMPARE(wordsOf(name).join(u' '), words);
    }

    void betterPlacesComeFirst()
    {
        Made exact = product(u"Refunds"_s);
        Made prefix = product(u"Refunds daily"_s);
        Made words = product(u"Daily refunds"_s);
        Made term = product(u"T"_s);
        term.row.terms = {u"term://core/refunds"_s};
        Made tag = product(u"G"_s);
        tag.row.tags = {u"refunds"_s};
        Made owner = product(u"O"_s);
        owner.row.owners = {u"party://r@x"_s};
        owner.row.ownerNames = {u"Refunds team"_s};
        Made description = product(u"D"_s);
        description.row.description = u"All refunds."_s;
        Made column = product(u"C"_s);
        column.columns = {u"refunds_eur"_s};
        const auto all = index({column, description, owner, tag, term, words, prefix, exact});

        QCOMPARE(names(*all, u"refunds"_s),
                 u"Refunds, Refunds daily, Daily refunds, T, G, O, D, C"_s);
        QCOMPARE(why(*all, u"refunds"_s), u"exact_name"_s);
        QCOMPARE(why(*all, u"refunds eur"_s), u"column"_s);
        QCOMPARE(names(*all, u"refu"_s).section(u',', 0, 0), u"Refunds"_s);
    }

    /// `play` is a word of one name and a part of a word of the others.
    void aWordThatTheNameBeginsWithBeatsTheBeginningOfAWord()
    {
        Made certified = product(u"Playback sessions"_s);
        certified.row.certified = true;

        const auto all = index(
            {certified, product(u"Play events"_s), product(u"Player"_s), product(u"Daily play"_s)});

        QCOMPARE(names(*all, u"play"_s), u"Play events, Playback sessions, Player, Daily play"_s);
        QCOMPARE(names(*all, u"play ev"_s), u"Play events"_s);
        QCOMPARE(why(*all, u"play"_s), u"name_prefix"_s);
    }

    void withoutWordsProductsComeFirst()
    {
        mesh::Dataset dataset;
        dataset.key = u"pg://db/loose"_s;
        dataset.name = u"aaa_loose"_s;
        const auto all = index({product(u"Zebras"_s), product(u"Mules"_s)}, {dataset});
        FindOptions how = options();
        how.kinds = FindOptions().kinds;

        QCOMPARE(names(*all, u""_s, how), u"Mules, Zebras, aaa_loose, Churn, Payments"_s);
        QCOMPARE(names(*all, u"domain:payments"_s, how), u"Mules, Zebras, Payments"_s);
        QCOMPARE(why(*all, u""_s), u""_s); // nothing was asked for
        how.offset = 1;
        how.limit = 2;
        QCOMPARE(names(*all, u""_s, how), u"Zebras, aaa_loose"_s);
    }

    void qualifiedNamesAreFoundInAnySpelling_data()
    {
        QTest::addColumn<QString>("query");
        for (const char *query : {"payments.royaltyPayouts", "payments/royalty-payouts",
                                  "Payments royalty_payouts", "royaltypayouts"})
            QTest::newRow(query) << QString::fromLatin1(query);
    }

    void qualifiedNamesAreFoundInAnySpelling()
    {
        QFETCH(QString, query);
        Made other = product(u"Royalty"_s);
        other.row.description = u"payments payouts royalty"_s;

        QCOMPARE(names(*index({other, product(u"Royalty payouts"_s)}), query).section(u',', 0, 0),
                 u"Royalty payouts"_s);
    }

    void insideATierCertifiedThenQualityThenFresherCome()
    {
        QList<Made> made;
        for (const QString &name :
             {u"price a"_s, u"price b"_s, u"price c"_s, u"price d"_s, u"price e"_s})
            made.append(product(name));
        made[4].row.certified = true;
        made[3].row.score.quality = 90;
        made[2].row.score.quality = 50;
        made[2].row.score.dataTimeMs = now - hour;
        made[2].row.score.objectiveMs = 2 * hour;
        made[1].row.score.quality = 50;
        made[1].row.score.dataTimeMs = now - 4 * hour;
        made[1].row.score.objectiveMs = 2 * hour;

        QCOMPARE(names(*index(made), u"price"_s), u"price e, price d, price c, price b, price a"_s);
        FindOptions byName = options();
        byName.order = Order::Name;
        QCOMPARE(names(*index(made), u"price"_s, byName),
                 u"price a, price b, price c, price d, price e"_s);
        FindOptions byFreshness = options();
        byFreshness.order = Order::Freshness;
        QVERIFY(names(*index(made), u"price"_s, byFreshness).startsWith(u"price c, price b"));
    }

    void fieldsFilter_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("found");
        QTest::newRow("domain") << u"domain:payments"_s << u"a"_s;
        QTest::newRow("two domains") << u"domain:payments,labels"_s << u"a, b new"_s;
        QTest::newRow("not") << u"-domain:payments"_s << u"b new"_s;
        QTest::newRow("quality") << u"quality:>=75"_s << u"a"_s;
        QTest::newRow("grade") << u"quality:none"_s << u"b new"_s;
        QTest::newRow("fresh") << u"fresh:late"_s << u"a"_s;
        QTest::newRow("owner") << u"owner:\"Ana Ruiz\""_s << u"a"_s;
        QTest::newRow("owner, part") << u"owner:ruiz"_s << u"a"_s;
        QTest::newRow("tag") << u"tag:PII"_s << u"b new"_s;
        QTest::newRow("class") << u"class:restricted"_s << u"a"_s;
        QTest::newRow("personal") << u"class:personal"_s << u"b new"_s;
        QTest::newRow("status") << u"status:deprecated"_s << u"a"_s;
        QTest::newRow("access") << u"access:granted"_s << u"b new"_s;
        QTest::newRow("column") << u"column:iban"_s << u"a"_s;
        QTest::newRow("catalog") << u"catalog:core"_s << u"a, b new"_s;
        QTest::newRow("changed") << u"changed:<7d"_s << u"b new"_s;
        QTest::newRow("or") << u"(domain:labels OR status:deprecated)"_s << u"a, b new"_s;
        QTest::newRow("nothing") << u"domain:nowhere"_s << u""_s;
    }

    void fieldsFilter()
    {
        QFETCH(QString, query);
        QFETCH(QString, found);
        Made a = product(u"a"_s);
        a.columns = {u"iban"_s};
        a.row.score.quality = 80;
        a.row.score.dataTimeMs = now - 3 * hour;
        a.row.score.objectiveMs = 2 * hour;
        a.row.owners = {u"party://ana@x"_s};
        a.row.ownerNames = {u"Ana Ruiz"_s};
        a.row.classification = mesh::Classification::Restricted;
        a.row.status = mesh::Status::Deprecated;
        Made b = product(u"b new"_s, u"Labels"_s);
        b.row.tags = {u"pii"_s};
        b.row.personal = true;
        b.row.grant = mesh::GrantState::Active;

        QCOMPARE(names(*index({a, b}), query), found);
    }

    void facetsCountWhatWouldRemain()
    {
        QList<Made> made{product(u"a price"_s), product(u"b price"_s), product(u"c"_s),
                         product(u"d price"_s, u"Labels"_s)};
        made[0].row.score.quality = 95;
        made[3].row.score.quality = 95;
        FindOptions how = options();
        how.facets = true;

        const auto hits = find(*index(made), parse(u"price domain:payments"_s), how);

        QCOMPARE(hits->total, 2);
        QCOMPARE(counts(*hits, u"domain"_s), u"payments 2*, labels 1"_s);
        QCOMPARE(counts(*hits, u"quality"_s), u"a 1, b 0, c 0, d 0, none 1"_s);
        const auto both = find(*index(made), parse(u"price domain:labels quality:none"_s), how);
        QCOMPARE(both->total, 0);
        QCOMPARE(counts(*both, u"domain"_s), u"payments 1, labels 0*"_s);
        QCOMPARE(counts(*both, u"quality"_s), u"a 1, b 0, c 0, d 0, none 0*"_s);
    }

    void datasetsOfAProductAreHitsOnlyWhenAskedFor()
    {
        mesh::Dataset loose;
        loose.key = u"pg://db/loose"_s;
        loose.name = u"orders_raw"_s;
        loose.qualifiedName = u"shop.public.orders_raw"_s;
        const auto all = index({product(u"Orders"_s)}, {loose});
        FindOptions how = options();
        how.kinds = FindOptions().kinds;
        how.facets = true;

        QCOMPARE(names(*all, u"orders"_s, how), u"Orders, orders_raw"_s);
        QCOMPARE(names(*all, u"orders kind:dataset"_s, how), u"orders_raw, orders_v1"_s);
        QCOMPARE(counts(*find(*all, parse(u"orders"_s), how), u"kind"_s),
                 u"product 1, dataset 2"_s);
        QCOMPARE(names(*all, u"public.orders_raw"_s, how), u"orders_raw"_s);
    }

    void columnsTermsAndPeopleAreFound()
    {
        Made made = product(u"Orders"_s);
        made.columns = {u"net_revenue"_s, u"revenue"_s, u"x"_s};
        const auto all = index({made});

        QCOMPARE(names(*all, u"revenue kind:column"_s), u"revenue, net_revenue"_s);
        const auto hits = find(*all, parse(u"revenue kind:column"_s), options());
        QCOMPARE(hits->hits.first().key, u"pg://db/Orders#revenue"_s);
        QCOMPARE(hits->hits.first().parent, u"pg://db/Orders"_s);
        QCOMPARE(hits->hits.first().product, u"product://core/Orders"_s);
        QCOMPARE(names(*all, u"ana kind:party"_s), u"Ana Ruiz"_s);
        QCOMPARE(names(*all, u"churn kind:term"_s), u"Churn"_s);
    }

    void wordsAreLeftOutAndNamedWhenNothingHasThemAll()
    {
        const auto all = index({product(u"Royalty payouts"_s), product(u"Royalty prices"_s)});

        const auto hits = find(*all, parse(u"royalty payouts lisbon"_s), options());

        QCOMPARE(hits->relaxed, QStringList{u"lisbon"_s});
        QCOMPARE(hits->total, 1);
        QVERIFY(hits->showingFor.isEmpty());
        // A word both mended and left with: only what was kept is shown as searched.
        const auto both = find(*all, parse(u"roaylty lisbon"_s), options());
        QVERIFY(both && both->total > 0);
        QCOMPARE(both->relaxed, QStringList{u"lisbon"_s});
        QCOMPARE(both->showingFor, u"royalty"_s);
        FindOptions strict = options();
        strict.relax = false;
        QCOMPARE(find(*all, parse(u"royalty payouts lisbon"_s), strict)->total, 0);
    }

    void spellingIsMended()
    {
        const auto all = index({product(u"Royalty payouts"_s), product(u"Subscription revenue"_s)});

        QCOMPARE(find(*all, parse(u"roaylty"_s), options())->showingFor, u"royalty"_s);
        QCOMPARE(find(*all, parse(u"subscripton revenue"_s), options())->showingFor,
                 u"subscription revenue"_s);
        QCOMPARE(find(*all, parse(u"subskripton"_s), options())->showingFor, u"subscription"_s);
        QCOMPARE(find(*all, parse(u"paiots"_s), options())->total,
                 0); // two letters in a short word
        QCOMPARE(find(*all, parse(u"domain:payments royaltx"_s), options())->showingFor,
                 u"domain:payments royalty"_s);
    }

    void matchesAreMarked()
    {
        Made made = product(u"Gross Revenue"_s);
        made.row.description = u"The revenues of all"_s;
        made.columns = {u"a"_s,        u"revenue1"_s, u"revenue2"_s,
                        u"revenue3"_s, u"revenue4"_s, u"revenue5"_s};

        const auto hits = find(*index({made}), parse(u"reven"_s), options());

        const Hit hit = hits->hits.first();
        QCOMPARE(hit.nameMatches, (QList<Match>{{6, 5}}));
        QCOMPARE(hit.descriptionMatches, (QList<Match>{{4, 5}}));
        QCOMPARE(hit.matchingColumns.size(), 4);
        QCOMPARE(hit.moreColumns, 1);
        QCOMPARE(hit.why.join(u' '), u"name_words description column"_s);
    }

    void phrasesAndExclusionsHold()
    {
        const auto all = index({product(u"net price list"_s), product(u"price net"_s)});

        QCOMPARE(names(*all, u"\"net price\""_s), u"net price list"_s);
        QCOMPARE(names(*all, u"price -list"_s), u"price net"_s);
        QCOMPARE(names(*all, u"(list OR nothing)"_s), u"net price list"_s);
    }

    void pagesFollowEachOther()
    {
        QList<Made> made;
        for (int i = 0; i < 25; ++i)
            made.append(product(u"p%1"_s.arg(i, 2, 10, QChar(u'0'))));
        FindOptions how = options();
        how.limit = 10;
        how.offset = 20;

        const auto hits = find(*index(made), parse({}), how);

        QCOMPARE(hits->total, 25);
        QCOMPARE(hits->hits.size(), 5);
        QCOMPARE(hits->hits.first().name, u"p20"_s);
        how.offset = 100;
        QVERIFY(find(*index(made), parse({}), how)->hits.isEmpty());
    }

    void aCancelledSearchSaysSo()
    {
        const auto hits =
            find(*index({product(u"a"_s)}), parse({}), options(), [] { return true; });

        QCOMPARE(hits.error().kind, Error::Kind::Cancelled);
    }

    void unfinishedWordsAreCompleted()
    {
        Made made = product(u"a"_s, u"Royalty desk"_s);
        made.row.owners = {u"party://ana@x"_s};
        made.row.ownerNames = {u"Ana Ruiz"_s};
        const auto all = index({made, product(u"b"_s, u"Finance"_s)});

        const auto fields = complete(*all, u"x do"_s, 4);
        QCOMPARE(fields.size(), 1);
        QCOMPARE(fields.first().text, u"domain:"_s);
        QCOMPARE(fields.first().position, 2);
        const auto values = complete(*all, u"-domain:desk"_s, 12);
        QCOMPARE(values.size(), 1);
        QCOMPARE(values.first().text, u"\"royalty desk\""_s);
        QCOMPARE(values.first().position, 8);
        QCOMPARE(complete(*all, u"owner:\"Ana R"_s, 12).first().text, u"\"Ana Ruiz\""_s);
        QCOMPARE(complete(*all, u"domain:finance,ro"_s, 17).first().position, 15);
        QVERIFY(complete(*all, u""_s, 0).isEmpty());
        QVERIFY(complete(*all, u"nofield:x"_s, 9).isEmpty());
    }

    void distanceCountsChangedMissingDoubledAndSwappedLetters()
    {
        QVERIFY(isNear(u"royalty", u"roaylty", 1));
        QVERIFY(isNear(u"royaltty", u"royalty", 1));
        QVERIFY(isNear(u"royaly", u"royalty", 1));
        QVERIFY(isNear(u"roialty", u"royalty", 1));
        QVERIFY(!isNear(u"roialti", u"royalty", 1));
        QVERIFY(isNear(u"roialti", u"royalty", 2));
    }
};

QTEST_APPLESS_MAIN(TestIndex)
#include "tst_index.moc"
