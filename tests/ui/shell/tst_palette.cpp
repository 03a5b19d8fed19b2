// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/product_scene.h"
#include "ui/parts/recent_things.h"
#include "ui/parts/search_index.h"
#include "ui/parts/theme.h"
#include "ui/shell/palette.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

/// The palette over a window of its own.
struct Shown {
    explicit Shown(test::FakeSession &session) : palette(session, &window)
    {
        window.resize(1100, 760);
        window.show();
        palette.open();
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < palette.model()->rowCount(); ++row)
            all += palette.model()->index(row, 0).data().toString();
        return all;
    }
    void type(const QString &text) { palette.field()->setText(text); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(palette.field(), key, modifiers);
    }
    QWidget window;
    Palette palette;
};

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        test::fillScene(m_session);
        QTRY_VERIFY(SearchIndex::of(m_session).index());
    }

    void tabShowsWhatElseCanBeDoneAndBackspaceLeadsBack()
    {
        Shown shown(m_session);
        const QAbstractItemModelTester tester(
            shown.palette.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        shown.type(u"subscription rev"_s);
        QTRY_VERIFY(shown.names().contains(u"Subscription revenue"_s));

        shown.key(Qt::Key_Tab);
        QVERIFY(shown.palette.showsActions());
        QCOMPARE(shown.names().first(), u"Subscription revenue"_s);
        QVERIFY(shown.names().contains(u"Request access"_s));
        QVERIFY(shown.names().contains(u"Show lineage"_s));

        shown.key(Qt::Key_Backspace);
        QVERIFY(!shown.palette.showsActions());
        QCOMPARE(shown.palette.field()->text(), u"subscription rev"_s);
        QTRY_VERIFY(shown.names().contains(u"Subscription revenue"_s));
    }

    void anActionDoesWhatItSays()
    {
        Shown shown(m_session);
        QSignalSpy wanted(&shown.palette, &Palette::accessWanted);
        QSignalSpy said(&shown.palette, &Palette::said);
        shown.type(u"subscription rev"_s);
        QTRY_VERIFY(shown.names().contains(u"Subscription revenue"_s));
        shown.key(Qt::Key_Tab);
        for (int i = 0; i < 2; ++i)
            shown.key(Qt::Key_Down);
        shown.key(Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), test::sceneProduct(u"subscription-revenue"_s));

        shown.palette.open(u"subscription rev"_s);
        QTRY_VERIFY(shown.names().contains(u"Subscription revenue"_s));
        shown.key(Qt::Key_Tab);
        shown.key(Qt::Key_Up); // the last one: copy the name
        shown.key(Qt::Key_Return);
        QCOMPARE(said.count(), 1);
        QCOMPARE(QApplication::clipboard()->text(), u"Subscription revenue"_s);
    }

    void commandsHaveNoFurtherActions()
    {
        Shown shown(m_session);
        shown.type(u":discover"_s);
        QCOMPARE(shown.names(), QStringList{u"Discover"_s});
        shown.key(Qt::Key_Tab);
        QVERIFY(!shown.palette.showsActions());
    }

    void aCommandStandsBeforeASearchThatFindsNothing()
    {
        Shown shown(m_session);
        shown.type(u"governance"_s);
        QTRY_VERIFY(shown.names().contains(u"Search everywhere for \u201cgovernance\u201d"_s));
        QCOMPARE(shown.names().value(1), u"Governance"_s); // below the group's head
    }

    void whatWasOpenedLatelyStandsFirst()
    {
        RecentThings &recent = RecentThings::of(m_session);
        recent.add(test::sceneProduct(u"label-settlements"_s), u"Label settlements"_s);
        recent.add(test::sceneProduct(u"play-events"_s), u"Play events"_s);
        Shown shown(m_session);
        QCOMPARE(shown.names().mid(0, 3),
                 (QStringList{u"Opened lately"_s, u"Play events"_s, u"Label settlements"_s}));

        // Among names that begin alike the one opened lately goes before the rest,
        const auto index = SearchIndex::of(m_session).index();
        PaletteWish wish{u"subscription"_s, PaletteWish::Of::All, {}, m_session.clock().nowMs()};
        const auto plain = findForPalette(*index, wish);
        QVERIFY(plain && plain->products.size() > 1);
        wish.recent = {plain->products[1].key};
        const auto preferred = findForPalette(*index, wish);
        QVERIFY(preferred);
        QCOMPARE(preferred->products.first().name, plain->products[1].name);

        // but a thing that only mentions the word never goes before one that bears it.
        wish.query = u"payment"_s;
        wish.recent = {test::sceneProduct(u"subscription-revenue"_s)};
        const auto named = findForPalette(*index, wish);
        QVERIFY(named && named->products.size() > 1);
        QCOMPARE(named->products.first().name, u"Payment attempts"_s);
    }

    void recentThingsSurviveTheirSession()
    {
        test::FakeSession session;
        {
            RecentThings &recent = RecentThings::of(session);
            for (int i = 0; i < RecentThings::most + 3; ++i)
                recent.add(u"product://core/%1"_s.arg(i), u"Product %1"_s.arg(i));
            QCOMPARE(recent.all().size(), qsizetype(RecentThings::most));
        }
        const auto kept = [&session]() -> QByteArray {
            auto reader = session.store()->read();
            return reader ? reader->setting(u"shell.recent"_s).valueOr({}) : QByteArray();
        };
        QTRY_VERIFY(kept().contains("product://core/22"));
        QVERIFY(!kept().contains("product://core/2\""));
    }

    void columnsOfOneNameAreOneEntry()
    {
        const auto index = SearchIndex::of(m_session).index();
        const auto found = findForPalette(
            *index, {u"id"_s, PaletteWish::Of::Columns, {}, m_session.clock().nowMs()});
        QVERIFY(found);
        QSet<QString> names;
        for (const PaletteEntry &entry : found->columns) {
            QVERIFY2(!names.contains(entry.name.toLower()), qPrintable(entry.name));
            names.insert(entry.name.toLower());
        }
        QVERIFY(!names.isEmpty());
    }

private:
    test::FakeSession m_session;
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
