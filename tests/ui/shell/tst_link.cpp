// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/history.h"
#include "ui/shell/link.h"
#include "ui/shell/palette_match.h"

#include <QTest>

using namespace meshlens::ui;
using namespace Qt::StringLiterals;

class LinkTest : public QObject
{
    Q_OBJECT

private slots:
    void anAddressLeadsToTheSamePlace_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("page") << u"home"_s << QString() << QString();
        QTest::newRow("key with slashes")
            << u"product"_s << u"product://core/play-events"_s << u"schema"_s;
        QTest::newRow("key with signs")
            << u"product"_s << u"postgres://db.x:5432/shop/a%2Fb#net rev"_s << u"a=b&c?d"_s;
        QTest::newRow("letters of all kinds")
            << u"discover"_s << QString() << u"größe \u2265 75 \U0001F3B5"_s;
    }

    void anAddressLeadsToTheSamePlace()
    {
        QFETCH(QString, page);
        QFETCH(QString, key);
        QFETCH(QString, value);
        Link link{page, key, {}};
        if (!value.isEmpty())
            link.state = {{u"q"_s, value}, {u"tab"_s, u"1"_s}};
        const auto again = Link::parse(link.toString());
        QVERIFY(again);
        QCOMPARE(again->page, link.page);
        QCOMPARE(again->key, link.key);
        QCOMPARE(again->state, link.state);
    }

    void whatIsNoAddressIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u""_s, u"home"_s, u"https://example.org"_s, u"meshlens://"_s, u"meshlens:///x"_s,
              u"meshlens://../etc"_s, u"meshlens://ho me/x"_s})
            QTest::newRow(qPrintable(text)) << text;
        QTest::newRow("too long") << u"meshlens://home/"_s + QString(9000, u'x');
    }

    void whatIsNoAddressIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!Link::parse(text));
    }

    void goingSomewhereForgetsWhatLayAhead()
    {
        History history;
        for (const QString &page : {u"a"_s, u"b"_s, u"c"_s})
            history.go({page, {}, {}});
        history.remember(7);
        QCOMPARE(history.back()->link.page, u"b"_s);
        QCOMPARE(history.forward()->memory.toInt(), 7);
        history.back();
        history.back();
        QVERIFY(!history.canGoBack());

        history.go({u"d"_s, {}, {}});

        QVERIFY(!history.canGoForward());
        QCOMPARE(history.back()->link.page, u"a"_s);
        QVERIFY(!history.back());
    }

    void theSamePlaceIsNotEnteredTwice()
    {
        History history;
        history.go({u"a"_s, {}, {}});
        history.go({u"a"_s, {}, {}});
        QVERIFY(!history.canGoBack());
    }

    void historyDoesNotGrowForEver()
    {
        History history;
        for (int i = 0; i < 300; ++i)
            history.go({u"p"_s, QString::number(i), {}});
        int steps = 0;
        while (history.back())
            ++steps;
        QCOMPARE(steps, 99);
    }

    void theStartsOfWordsMatchFirst()
    {
        const auto score = [](const QString &query, const QString &text) {
            return matchWords(query, text)->score;
        };
        QVERIFY(score(u"gd"_s, u"Go to Discover"_s) > score(u"gd"_s, u"Upgraded"_s));
        QVERIFY(score(u"rev"_s, u"Revenue"_s) > score(u"rev"_s, u"Forever"_s));
        QCOMPARE(matchWords(u"gd"_s, u"Go to Discover"_s)->positions, (QList<int>{0, 6}));
        QCOMPARE(matchWords(u"GROSSE"_s, u"größe"_s).has_value(), false);
        QVERIFY(matchWords(u"gro"_s, u"Größe"_s));
        QVERIFY(!matchWords(u"xyz"_s, u"Revenue"_s));
        QVERIFY(matchWords(QString(), u"anything"_s));
    }
};

QTEST_GUILESS_MAIN(LinkTest)
#include "tst_link.moc"
