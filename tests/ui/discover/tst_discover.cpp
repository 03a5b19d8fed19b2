// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/product_scene.h"
#include "ui/discover/detail_panel.h"
#include "ui/discover/discover_page.h"
#include "ui/discover/facet_model.h"
#include "ui/discover/facet_view.h"
#include "ui/discover/nothing_found.h"
#include "ui/discover/query_line.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/discover/search_runner.h"
#include "ui/parts/search_index.h"
#include "ui/parts/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

search::Hit hit(const QString &key, const QString &name)
{
    search::Hit made;
    made.key = key;
    made.name = name;
    return made;
}

search::Hits hits(const QStringList &names, qint64 total = -1)
{
    search::Hits made;
    for (const QString &name : names)
        made.hits.append(hit(u"product://core/"_s + name, name));
    made.total = total < 0 ? names.size() : total;
    return made;
}

search::Facet facet(const QString &field, const QList<search::FacetValue> &values)
{
    return {field, values};
}

QString printed(const FacetModel &model, const QString &field)
{
    QStringList lines;
    const QModelIndex parent = model.indexOf(field);
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines += u"%1 %2"_s.arg(index.data(Qt::DisplayRole).toString(),
                                index.data(FacetModel::CountRole).toString());
    }
    return lines.join(u'|');
}

/// A page in a window of a size, searched once.
struct Shown {
    explicit Shown(test::FakeSession &session, const QSize &size = {1180, 820}) : page(session)
    {
        page.resize(size);
        page.show();
    }
    [[nodiscard]] QueryLine &line() { return *page.findChild<QueryLine *>(); }
    [[nodiscard]] ResultView &view() { return *page.findChild<ResultView *>(); }
    void type(const QString &text)
    {
        line().setFocus();
        QTest::keyClicks(&line(), text);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < page.results().rowCount(); ++row) {
            if (const search::Hit *found = page.results().hit(row))
                all += found->name;
        }
        return all;
    }
    DiscoverPage page;
};

} // namespace

class TestDiscover : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        test::fillScene(m_session);
    }

    void resultsAreReplacedInPlaceAndTheChosenOneMovesAlong()
    {
        ResultModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setHits(hits({u"Orders"_s, u"Payments"_s, u"Refunds"_s}));
        const QPersistentModelIndex chosen = model.index(2, 0);

        model.setHits(hits({u"Refunds"_s, u"Orders"_s, u"Payments"_s}));

        QCOMPARE(chosen.data().toString(), u"Refunds"_s);
        QCOMPARE(chosen.row(), 0);
        QCOMPARE(resets.count(), 0);
    }

    void aRowThatIsNotThereYetAsksForItsPageOnce()
    {
        ResultModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList names;
        for (int i = 0; i < ResultModel::pageSize; ++i)
            names += u"Product %1"_s.arg(i);
        model.setHits(hits(names, 250));
        QSignalSpy wanted(&model, &ResultModel::pageWanted);

        QVERIFY(model.index(120, 0).data().isNull());
        QVERIFY(model.index(121, 0).data().isNull());

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toInt(), 100);
        model.addHits(100, hits({u"Late"_s, u"Later"_s}).hits);
        QCOMPARE(model.index(101, 0).data().toString(), u"Later"_s);
        QCOMPARE(model.rowCount(), 250);
    }

    void facetsKeepTheirRowsWhenOnlyCountsChange()
    {
        FacetModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFacets({facet(u"domain"_s, {{u"payments"_s, u"Payments"_s, 4, {}},
                                             {u"labels"_s, u"Labels"_s, 2, {}}})});
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);

        model.setFacets({facet(u"domain"_s, {{u"payments"_s, u"Payments"_s, 3, {}},
                                             {u"labels"_s, u"Labels"_s, 0, {}}})});

        QCOMPARE(printed(model, u"domain"_s), u"Payments 3|Labels 0"_s);
        QCOMPARE(removed.count(), 0);
        const QModelIndex labels = model.index(1, 0, model.indexOf(u"domain"_s));
        QVERIFY(!model.flags(labels).testFlag(Qt::ItemIsEnabled));
    }

    void aFacetWithManyValuesShowsTheFirstAndFiltersTheRest()
    {
        FacetModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFurtherShown(true);
        QList<search::FacetValue> values;
        for (int i = 0; i < 20; ++i)
            values.append({u"tag%1"_s.arg(i), u"tag%1"_s.arg(i), 20 - i, {}});
        model.setFacets({facet(u"tag"_s, values)});
        QCOMPARE(model.rowCount(model.indexOf(u"tag"_s)), 7);

        model.setOpen(u"tag"_s, true);
        QCOMPARE(model.rowCount(model.indexOf(u"tag"_s)), 22); // a filter, all, and "Fewer"
        model.setFilter(u"tag"_s, u"TAG11"_s);
        QCOMPARE(printed(model, u"tag"_s), u" 0|tag11 9|Fewer 0"_s);

        model.setFurtherShown(false);
        QVERIFY(!model.indexOf(u"tag"_s).isValid());
    }

    void aFieldTurnsIntoAChipAndBackspaceOpensIt()
    {
        QueryLine line;
        line.show();
        line.setFocus();
        QTest::keyClicks(&line, u"domain:payments rev"_s);
        QCOMPARE(line.chips(), QStringList{u"domain:payments"_s});
        QCOMPARE(line.text(), u"rev"_s);
        QCOMPARE(line.query(), u"domain:payments rev"_s);

        line.setCursorPosition(0);
        QTest::keyClick(&line, Qt::Key_Backspace);

        QCOMPARE(line.chips(), QStringList());
        QCOMPARE(line.text(), u"domain:payments rev"_s);
        QCOMPARE(line.cursorPosition(), 15);
    }

    void badSyntaxIsExplainedAndTheRestStillCounts()
    {
        QueryLine line;
        QSignalSpy changed(&line, &QueryLine::queryChanged);
        line.show();
        line.setFocus();
        QTest::keyClicks(&line, u"revenue (plan"_s);
        QCOMPARE(line.problems().size(), 1);
        QCOMPARE(changed.last().first().toString(), u"revenue (plan"_s);
        QTest::keyClicks(&line, u")"_s);
        QVERIFY(line.problems().isEmpty());
    }

    void aNewerQueryCancelsTheOlder()
    {
        SearchIndex &index = SearchIndex::of(m_session);
        QTRY_VERIFY(index.index());
        SearchRunner runner(index);
        QSignalSpy found(&runner, &SearchRunner::found);

        runner.search({u"pay"_s, search::Order::Best, m_session.clock().nowMs()});
        runner.search({u"subscription"_s, search::Order::Best, m_session.clock().nowMs()});

        QTRY_COMPARE(found.count(), 1);
        const auto answer = found.first().first().value<SearchAnswer>();
        QCOMPARE(answer.wish.text, u"subscription"_s);
        QVERIFY(answer.hits.total > 0);
        QVERIFY(!found.wait(80)); // the older one never comes
    }

    void typingFindsAndTheDetailsFollowTheSelection()
    {
        Shown shown(m_session);
        shown.type(u"subscription rev"_s);

        QTRY_COMPARE(shown.names().value(0), u"Subscription revenue"_s);
        auto *panel = shown.page.findChild<DetailPanel *>();
        QTRY_COMPARE(panel->key(), test::sceneProduct(u"subscription-revenue"_s));
        QTRY_VERIFY(panel->isRead());
        QCOMPARE(panel->offer().act, AccessOffer::Act::Request);
    }

    void aClickOnAFacetChangesTheQueryAndAltClickLeavesItOut()
    {
        Shown shown(m_session);
        QTRY_VERIFY(shown.page.results().rowCount() > 0);
        auto *facets = shown.page.findChild<FacetView *>();
        auto *model = shown.page.findChild<FacetModel *>();
        const QModelIndex domain = model->indexOf(u"domain"_s);
        QTRY_VERIFY(model->rowCount(domain) > 0);
        const QModelIndex first = model->index(0, 0, domain);
        const QString value = first.data(FacetModel::ValueRole).toString();
        const QPoint at = facets->visualRect(first).center();

        QTest::mouseClick(facets->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(shown.page.query(),
                 search::withChoice({}, u"domain"_s, value, search::Choice::Chosen));
        QTRY_COMPARE(first.data(FacetModel::ChoiceRole).toInt(),
                     static_cast<int>(search::Choice::Chosen));

        QTest::mouseClick(facets->viewport(), Qt::LeftButton, Qt::AltModifier, at);
        QCOMPARE(shown.page.query(),
                 search::withChoice({}, u"domain"_s, value, search::Choice::Excluded));
    }

    void nothingFoundOffersTheFilterToDrop()
    {
        Shown shown(m_session);
        shown.page.open({u"discover"_s, {}, {{u"q"_s, u"access:open play"_s}}});

        QTRY_VERIFY(shown.page.findChild<NothingFound *>());
        QPushButton *drop = nullptr;
        for (QPushButton *button :
             shown.page.findChild<NothingFound *>()->findChildren<QPushButton *>())
            drop = button->text().contains(u"drop"_s) ? button : drop;
        QVERIFY(drop);
        drop->click();
        QCOMPARE(shown.page.query(), u"play"_s);
        QTRY_COMPARE(shown.names().value(0), u"Play events"_s);
    }

    void keysOpenRequestAndShowLineage()
    {
        Shown shown(m_session);
        shown.page.open({u"discover"_s, {}, {{u"q"_s, u"label settlements"_s}}});
        QTRY_COMPARE(shown.names().value(0), u"Label settlements"_s);
        QSignalSpy navigated(&shown.page, &Page::navigate);
        QSignalSpy requested(&shown.page, &Page::accessRequested);
        QTest::keyClick(&shown.line(), Qt::Key_Down);
        const QString key = test::sceneProduct(u"label-settlements"_s);

        QTest::keyClick(&shown.view(), Qt::Key_Return);
        QCOMPARE(navigated.last().first().value<Link>(), (Link{u"product"_s, key, {}}));
        QApplication::setActiveWindow(&shown.page);
        for (QAction *action : shown.view().actions()) {
            if (action->shortcut() == QKeySequence(Qt::Key_R) ||
                action->shortcut() == QKeySequence(Qt::Key_L))
                action->trigger();
        }
        QCOMPARE(requested.first().first().toString(), key);
        QCOMPARE(navigated.last().first().value<Link>(), (Link{u"lineage"_s, key, {}}));
    }

    void theAddressLeadsBackToTheSameSearch()
    {
        Shown shown(m_session);
        const Link link{u"discover"_s,
                        {},
                        {{u"q"_s, u"domain:payments revenue"_s},
                         {u"sort"_s, u"name"_s},
                         {u"view"_s, u"table"_s}}};
        shown.page.open(link);
        QCOMPARE(shown.page.link(), link);
        QCOMPARE(shown.line().chips(), QStringList{u"domain:payments"_s});
    }

    void anIndexThatChangedIsSearchedAgain()
    {
        test::FakeSession session;
        Shown shown(session);
        QTRY_VERIFY(shown.page.findChild<NothingFound *>()); // the index is empty
        const QSignalSpy left(&shown.page, &Page::navigate);
        const auto buttons = shown.page.findChild<NothingFound *>()->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 1);
        buttons.first()->click();
        QCOMPARE(left.first().first().value<Link>().page, u"catalogs"_s);
        test::fillScene(session);
        QTRY_VERIFY(shown.page.results().rowCount() > 0);
    }

private:
    test::FakeSession m_session;
};

QTEST_MAIN(TestDiscover)
#include "tst_discover.moc"
