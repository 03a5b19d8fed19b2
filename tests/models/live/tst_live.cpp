// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/live/places.h"
#include "models/live/question.h"

#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

live::Found found(const QString &id, const QString &name, const QString &description = {})
{
    live::Found made;
    made.thing = {mesh::Kind::Product, id};
    made.key = u"product://lake/"_s + id;
    made.name = name;
    made.description = description;
    return made;
}

search::Hit local(const QString &key, const QString &why)
{
    search::Hit hit;
    hit.key = key;
    hit.name = key;
    hit.why = {why};
    return hit;
}

live::Row row(const QString &key, const QString &why)
{
    return {local(key, why), {}, u"Lake"_s, 0};
}

/// The list as it is seen: "a b* c", a star behind those of other catalogs.
QString printed(const QList<search::Hit> &locals, const QList<live::Row> &rows)
{
    QStringList list;
    for (const search::Hit &hit : locals)
        list += hit.key;
    for (qsizetype i = rows.size() - 1; i >= 0; --i)
        list.insert(rows[i].localBefore, rows[i].hit.key + u'*');
    return list.join(u' ');
}

} // namespace

class TestLive : public QObject
{
    Q_OBJECT

private slots:
    void aConnectionIsLiveByItsOptionOnly()
    {
        CatalogConnection connection;
        QVERIFY(!live::isLive(connection));
        QVERIFY(live::checkOption(connection));
        connection.options[u"search"_s] = u"live"_s;
        QVERIFY(live::isLive(connection));
        QVERIFY(live::checkOption(connection));
        connection.options[u"search"_s] = u"sometimes"_s;
        QVERIFY(!live::isLive(connection));
        QCOMPARE(live::checkOption(connection).error().kind, Error::Kind::Usage);
    }

    void whatWasOpenedSurvivesAsText()
    {
        live::Opened opened;
        opened.add({mesh::Kind::Product, u"p 1"_s});
        opened.add({mesh::Kind::Dataset, u"a\"b\\c"_s});
        opened.add({mesh::Kind::Product, u"p 1"_s}); // again: now it is the newest

        const auto read = live::Opened::fromJson(opened.toJson());

        QVERIFY(read.has_value());
        QCOMPARE(read->things.size(), 2);
        QCOMPARE(read->things.first().nativeId, u"a\"b\\c"_s);
        QVERIFY(read->things == opened.things);
    }

    void atMostAFewHundredStayOpened()
    {
        live::Opened opened;
        for (int i = 0; i <= live::Opened::most; ++i)
            opened.add({mesh::Kind::Product, QString::number(i)});

        QCOMPARE(opened.things.size(), live::Opened::most);
        QCOMPARE(opened.things.first().nativeId, u"1"_s);
    }

    void theStateOfAnotherPullIsNotTakenForIt_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a node's") << QByteArray(R"({"format":1,"authority":"n","lists":{}})");
        QTest::newRow("garbage") << QByteArray("\xff{");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("of the wrong type") << QByteArray(R"({"opened":7})");
    }

    void theStateOfAnotherPullIsNotTakenForIt()
    {
        QFETCH(QByteArray, state);
        QVERIFY(!live::Opened::fromJson(state));
    }

    void aQueryBecomesWords_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("asked");
        QTest::newRow("words") << u"net revenue"_s << u"net revenue"_s;
        QTest::newRow("phrase") << u"\"net revenue\" eur"_s << u"net revenue eur"_s;
        QTest::newRow("either") << u"plan (daily OR weekly)"_s << u"plan daily|plan weekly"_s;
        QTest::newRow("not is not asked") << u"revenue -draft"_s << u"revenue"_s;
        QTest::newRow("checkable filter") << u"revenue kind:product"_s << u"revenue"_s;
        QTest::newRow("this catalog") << u"revenue catalog:lake"_s << u"revenue"_s;
        QTest::newRow("another catalog") << u"revenue catalog:shore"_s << u""_s;
        QTest::newRow("not this catalog") << u"revenue -catalog:lake"_s << u""_s;
        QTest::newRow("a filter nobody can check") << u"revenue quality:>80"_s << u""_s;
        QTest::newRow("a filter alone") << u"kind:product"_s << u""_s;
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("too many ways") << u"(a OR b OR c) (d OR e)"_s << u""_s;
    }

    void aQueryBecomesWords()
    {
        QFETCH(QString, query);
        QFETCH(QString, asked);

        const live::Question question = live::questionOf(search::parse(query), u"Lake"_s);

        QCOMPARE(question.alternatives.join(u'|'), asked);
        QCOMPARE(question.notAsked.isEmpty(), !asked.isEmpty());
    }

    void filtersAreCheckedOnWhatCame_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("passes");
        QTest::newRow("its words are the catalog's matter") << u"anything"_s << true;
        QTest::newRow("kind") << u"x kind:product"_s << true;
        QTest::newRow("other kind") << u"x kind:dataset"_s << false;
        QTest::newRow("excluded kind") << u"x -kind:product"_s << false;
        QTest::newRow("tag") << u"x tag:gold"_s << true;
        QTest::newRow("no such tag") << u"x tag:pii"_s << false;
        QTest::newRow("owner in part") << u"x owner:ruiz"_s << true;
        QTest::newRow("excluded word") << u"x -monthly"_s << false;
        QTest::newRow("excluded word that is not there") << u"x -weekly"_s << true;
        QTest::newRow("one of two") << u"x (kind:dataset OR tag:gold)"_s << true;
        QTest::newRow("unknown status") << u"x status:active"_s << false;
    }

    void filtersAreCheckedOnWhatCame()
    {
        QFETCH(QString, query);
        QFETCH(bool, passes);
        live::Found one = found(u"1"_s, u"Royalties"_s, u"Paid monthly"_s);
        one.tags = {u"gold"_s};
        one.owners = {u"Ana Ruiz"_s};

        QCOMPARE(live::passes(search::parse(query), one, u"Lake"_s), passes);
    }

    void aHitSaysWhyAndWhere()
    {
        const live::Found one = found(u"1"_s, u"Net revenue"_s, u"Revenue after tax"_s);
        const auto hit = [&](const QString &text) {
            return live::hitOf(search::parse(text), one, u"Lake"_s);
        };

        QCOMPARE(hit(u"net revenue"_s).why.first(), u"exact_name"_s);
        QCOMPARE(hit(u"net"_s).why.first(), u"name_prefix"_s);
        QCOMPARE(hit(u"revenue net"_s).why.first(), u"name_words"_s);
        QCOMPARE(hit(u"tax"_s).why.first(), u"description"_s);
        QCOMPARE(hit(u"revenue"_s).nameMatches, (QList<search::Match>{{4, 7}}));
        QCOMPARE(hit(u"tax after"_s).descriptionMatches, (QList<search::Match>{{8, 5}, {14, 3}}));
        QCOMPARE(hit(u"tax"_s).catalogs, QStringList{u"Lake"_s});
        QVERIFY(!hit(u"tax"_s).quality && !hit(u"tax"_s).access); // not known, not zero
    }

    void whatShowsTheNextWordsMayStay()
    {
        const live::Found one = found(u"1"_s, u"Net revenue"_s);

        QVERIFY(live::showsAllWords(search::parse(u"net rev"_s), one));
        QVERIFY(!live::showsAllWords(search::parse(u"net revision"_s), one));
        QVERIFY(!live::showsAllWords(search::parse({}), one));
    }

    void hitsStandBehindWhatIsAsGood()
    {
        const QList<search::Hit> locals{local(u"a"_s, u"exact_name"_s),
                                        local(u"b"_s, u"name_words"_s),
                                        local(u"c"_s, u"description"_s)};
        const auto rows =
            live::placed({},
                         {row(u"w"_s, u"description"_s), row(u"x"_s, u"exact_name"_s),
                          row(u"y"_s, u"name_prefix"_s), row(u"z"_s, u"name_words"_s)},
                         locals, 0);

        QCOMPARE(printed(locals, rows), u"a x* y* b z* c w*"_s);
    }

    void whatSomebodyReadsDoesNotMove()
    {
        const QList<search::Hit> locals{local(u"a"_s, u"exact_name"_s),
                                        local(u"b"_s, u"description"_s),
                                        local(u"c"_s, u"description"_s)};
        auto rows = live::placed({}, {row(u"x"_s, u"exact_name"_s)}, locals, 0);
        QCOMPARE(printed(locals, rows), u"a x* b c"_s);

        // Two of the index are in view: the better one still goes below them.
        rows = live::placed(rows, {row(u"y"_s, u"exact_name"_s)}, locals, 2);

        QCOMPARE(printed(locals, rows), u"a x* b y* c"_s);
    }

    void nothingStandsTwice()
    {
        const QList<search::Hit> locals{local(u"a"_s, u"exact_name"_s)};
        auto rows = live::placed({}, {row(u"a"_s, u"tag"_s), row(u"x"_s, u"tag"_s)}, locals, 0);
        rows = live::placed(rows, {row(u"x"_s, u"exact_name"_s)}, locals, 0);
        QCOMPARE(printed(locals, rows), u"a x*"_s);

        // It was opened meanwhile and is in the index now.
        const QList<search::Hit> later = locals + QList{local(u"x"_s, u"tag"_s)};
        QCOMPARE(printed(later, live::placed(rows, {}, later, 0)), u"a x"_s);
    }

    void withoutLocalHitsTheyAreTheList()
    {
        QCOMPARE(
            printed({}, live::placed({}, {row(u"x"_s, u"tag"_s), row(u"y"_s, u"tag"_s)}, {}, 0)),
            u"x* y*"_s);
    }
};

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
