// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/product_scene.h"
#include "ui/discover/compare_bar.h"
#include "ui/discover/compare_page.h"
#include "ui/discover/completion_model.h"
#include "ui/discover/discover_page.h"
#include "ui/discover/facet_model.h"
#include "ui/discover/query_line.h"
#include "ui/discover/query_problems.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/discover/saved_searches.h"
#include "ui/parts/keep.h"
#include "ui/parts/search_index.h"
#include "ui/parts/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

QList<search::Hit> page(int from, int count = ResultModel::pageSize)
{
    QList<search::Hit> hits;
    for (int i = from; i < from + count; ++i) {
        search::Hit hit;
        hit.key = u"product://core/%1"_s.arg(i);
        hit.name = u"Product %1"_s.arg(i);
        hits.append(hit);
    }
    return hits;
}

search::Hits hits(qint64 total)
{
    search::Hits made;
    made.total = total;
    made.hits = page(0, static_cast<int>(std::min<qint64>(total, ResultModel::pageSize)));
    return made;
}

search::Hit term(const QString &key, const QString &name, const QString &definition)
{
    search::Hit hit;
    hit.kind = mesh::Kind::Term;
    hit.key = key;
    hit.name = name;
    hit.description = definition;
    return hit;
}

/// Lines that differ, with what stands in them.
QString printed(const QList<CompareRow> &rows)
{
    QStringList lines;
    for (const CompareRow &row : rows) {
        if (row.heading || !row.differs())
            continue;
        QStringList cells;
        for (const CompareCell &cell : row.cells)
            cells += cell.text;
        lines += row.label + u": "_s + cells.join(u" | "_s);
    }
    return lines.join(u'\n');
}

Compared product(const QString &name, const QList<mesh::Column> &columns)
{
    Compared made;
    made.data.row.name = name;
    made.data.row.key = u"product://core/"_s + name;
    mesh::Dataset dataset;
    dataset.columns = columns;
    made.data.datasets = {dataset};
    return made;
}

} // namespace

class TestResults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        test::fillScene(m_session);
        QTRY_VERIFY(SearchIndex::of(m_session).index());
    }

    void aMillionRowsAskOnlyForThoseInView()
    {
        ResultModel model;
        ResultView view(model);
        view.resize(640, 700);
        view.show();
        QSignalSpy wanted(&model, &ResultModel::pageWanted);

        model.setHits(hits(1'000'000));
        QCOMPARE(model.rowCount(), 1'000'000);
        view.grab();
        QCOMPARE(wanted.count(), 0); // the first page is there

        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        view.grab();
        QVERIFY(wanted.count() >= 1 && wanted.count() <= 2);
        const auto [first, last] = view.rowsInView();
        QVERIFY(first > 499'000 && last < 501'000 && last - first < 12);

        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentIndex().row(), 999'999);
        QCOMPARE(view.rowsInView().second, 1'000'000);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.rowsInView().first, 1);
    }

    void rowsAreFoundWhereTheyArePainted()
    {
        ResultModel model;
        ResultView view(model);
        view.resize(640, 500);
        view.show();
        model.setHits(hits(100));
        view.verticalScrollBar()->setValue(ResultDelegate::rowHeight(view.mode()) * 40 + 7);
        for (const int row : {40, 42, 44}) {
            const QRect rect = view.visualRect(model.index(row, 0));
            QCOMPARE(view.indexAt(rect.center()).row(), row);
        }
        view.scrollTo(model.index(90, 0));
        QVERIFY(view.viewport()->rect().contains(view.visualRect(model.index(90, 0))));

        view.setMode(ResultDelegate::Mode::Table);
        const QRect cell = view.visualRect(model.index(view.rowsInView().first, 3));
        QCOMPARE(view.indexAt(cell.center()).column(), 3);
    }

    void pagesFarAwayAreLetGoAndAskedForAgain()
    {
        ResultModel model;
        model.setHits(hits(100'000));
        for (int i = 1; i <= ResultModel::mostPages + 5; ++i)
            model.addHits(i * ResultModel::pageSize, page(i * ResultModel::pageSize));
        QVERIFY(!model.hit(0));
        QVERIFY(model.hit((ResultModel::mostPages + 5) * ResultModel::pageSize));

        QSignalSpy wanted(&model, &ResultModel::pageWanted);
        QVERIFY(model.index(0, 0).data().isNull());
        QCOMPARE(wanted.count(), 1);
        model.forgetWanted(0); // dropped on the way
        QVERIFY(model.index(1, 0).data().isNull());
        QCOMPARE(wanted.count(), 2);
    }

    void aWordWithTwoMeaningsIsToldFromOneSaidTwice()
    {
        ResultModel model;
        search::Hits found;
        found.hits = {term(u"term://a/artist"_s, u"Artist"_s, u"A name on a cover."_s),
                      term(u"term://b/artist"_s, u"artist"_s, u"Who is paid."_s),
                      term(u"term://a/play"_s, u"Play"_s, u"Thirty seconds heard."_s),
                      term(u"term://b/play"_s, u"Play"_s, u"Thirty seconds heard."_s)};
        found.total = 4;
        model.setHits(found);
        QVERIFY(model.hasTwin(*model.hit(0)));
        QVERIFY(model.hasTwin(*model.hit(1)));
        QVERIFY(!model.hasTwin(*model.hit(2)));
    }

    void anotherQueryStartsAtItsBestResult()
    {
        DiscoverPage page(m_session);
        page.resize(1180, 820);
        page.show();
        auto *view = page.findChild<ResultView *>();
        QTRY_VERIFY(page.results().rowCount() > 3);
        view->setCurrentIndex(page.results().index(3, 0));
        const QString before = page.results().hit(3)->key;
        page.open({u"discover"_s, {}, {{u"q"_s, u"e"_s}}});
        QTRY_VERIFY(view->currentIndex().row() == 0 && page.results().hit(0));
        QVERIFY(!before.isEmpty());
    }

    void theKeyMarksAndTheBarComparesWhatIsMarked()
    {
        DiscoverPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"discover"_s, {}, {{u"q"_s, u"kind:product"_s}}});
        QTRY_VERIFY(page.results().rowCount() > 2);
        auto *view = page.findChild<ResultView *>();
        auto *bar = page.findChild<CompareBar *>();
        QSignalSpy navigated(&page, &Page::navigate);
        emit view->markToggled(0);
        QVERIFY(bar->isVisible());
        QVERIFY(page.results().isMarked(page.results().hit(0)->key));
        emit bar->compareClicked();
        QCOMPARE(navigated.count(), 0); // one alone is nothing to compare
        emit view->markToggled(1);
        emit bar->compareClicked();
        QCOMPARE(navigated.count(), 1);
        const Link link = navigated.first().first().value<Link>();
        QCOMPARE(link.page, u"compare"_s);
        QCOMPARE(link.state.value(u"2"_s), page.results().hit(1)->key);

        emit view->markToggled(0);
        emit view->markToggled(1);
        QVERIFY(!bar->isVisible());
    }

    void whatDiffersIsToldLineByLine()
    {
        mesh::Column id;
        id.name = u"id"_s;
        id.type = u"string"_s;
        mesh::Column country = id;
        country.name = u"country"_s;
        mesh::Column shouted = id;
        shouted.name = u"ID"_s;
        shouted.type = u"bigint"_s;
        Compared orders = product(u"Orders"_s, {id, country});
        Compared refunds = product(u"Refunds"_s, {shouted});
        orders.data.row.status = refunds.data.row.status = mesh::Status::Active;
        refunds.data.row.personal = true;

        QCOMPARE(printed(compareRows({orders, refunds}, 0)),
                 u"Personal data: none marked | some columns\n"
                 "id: string | bigint\n"
                 "country: string | –"_s);
    }

    void onlyDifferencesLeavesNoHeadingAlone()
    {
        CompareModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({u"A"_s, u"B"_s},
                      {{.label = u"Trust"_s, .heading = true},
                       {.label = u"Quality"_s, .cells = {{.text = u"90"_s}, {.text = u"90"_s}}},
                       {.label = u"Terms"_s, .heading = true},
                       {.label = u"Status"_s, .cells = {{.text = u"x"_s}, {.text = u"y"_s}}}});
        QCOMPARE(model.rowCount(), 4);
        model.setOnlyDifferences(true);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"Terms"_s);
        QCOMPARE(model.differences(), 1);
    }

    void theComparePageReadsItsProductsAndLetsOneGo()
    {
        ComparePage page(m_session);
        page.resize(1180, 820);
        page.show();
        const Link link{u"compare"_s,
                        {},
                        {{u"1"_s, test::sceneProduct(u"subscription-revenue"_s)},
                         {u"2"_s, test::sceneProduct(u"label-settlements"_s)}}};
        page.open(link);
        QCOMPARE(page.link(), link);
        QTRY_COMPARE(page.model().columnCount(), 3);
        QVERIFY(page.model().differences() > 0);
    }

    void aSavedSearchTellsWhatIsNewSinceItWasLookedAt()
    {
        const auto index = SearchIndex::of(m_session).index();
        const std::int64_t now = m_session.clock().nowMs();
        store::Kept kept;
        kept.body = "{\"q\":\"kind:product\",\"sort\":\"name\"}";
        const SavedSearch never = counted(kept, index.get(), now);
        QVERIFY(never.total && *never.total > 1);
        QVERIFY(!never.fresh); // never looked at
        QCOMPARE(never.order, u"name"_s);

        kept.body = bodyAfterLook(kept, *index, now);
        QCOMPARE(counted(kept, index.get(), now).fresh, std::optional<qint64>(0));
        QCOMPARE(bodyAfterLook(kept, *index, now), kept.body); // nothing to write again

        // As if one of them had not been there.
        const qsizetype keys = kept.body.indexOf("\"keys\":[\"");
        QVERIFY(keys > 0);
        const qsizetype end = kept.body.indexOf("\",", keys + 9);
        kept.body.remove(keys + 8, end + 2 - (keys + 8));
        QCOMPARE(counted(kept, index.get(), now).fresh, std::optional<qint64>(1));
    }

    void recentSearchesAreKeptNewestFirst()
    {
        SavedSearches &searches = SavedSearches::of(m_session);
        searches.addRecent(u"revenue"_s);
        searches.addRecent(u"label"_s);
        searches.addRecent(u"revenue"_s);
        QCOMPARE(searches.recent().value(0).query, u"revenue"_s);
        QCOMPARE(searches.recent().value(1).query, u"label"_s);
        const auto kept = [this]() -> QByteArray {
            auto reader = m_session.store()->read();
            return reader ? reader->setting(u"discover.recent"_s).valueOr({}) : QByteArray();
        };
        QTRY_VERIFY(kept().startsWith("[{\"at\"") &&
                    kept().indexOf("revenue") < kept().indexOf("label"));
        searches.forgetRecent();
        QTRY_COMPARE(kept(), QByteArray("[]"));
    }

    void anEmptyQueryOffersWholeSearches()
    {
        QueryLine line;
        line.resize(600, 36);
        line.show();
        QApplication::setActiveWindow(&line);
        line.setFocus();
        QSignalSpy changed(&line, &QueryLine::queryChanged);
        QSignalSpy submitted(&line, &QueryLine::submitted);
        line.offerWhole({{u"Late"_s, u"fresh:late revenue"_s, u"star"_s, 4}});
        auto *model = line.findChild<CompletionModel *>();
        QCOMPARE(model->rowCount(), 1);
        QTest::keyClick(&line, Qt::Key_Down, Qt::AltModifier);
        QVERIFY(model->at(0)->position < 0);
    }

    void aFieldThatWaitsForItsValueIsNoMistakeYet()
    {
        QueryLine line;
        QueryProblems problems(line);
        line.show();
        QApplication::setActiveWindow(&line);
        line.setFocus();
        QTest::keyClicks(&line, u"revenue fresh:"_s);
        QVERIFY(!line.problems().isEmpty());
        problems.refresh();
        QVERIFY(problems.isHidden());
        QTest::keyClicks(&line, u"soon"_s);
        problems.refresh();
        QVERIFY(!problems.isHidden());
        QVERIFY(!problems.accessibleDescription().isEmpty());
    }

    void aFacetWithThousandsOfValuesStaysSmall()
    {
        FacetModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<search::FacetValue> values;
        for (int i = 0; i < 5000; ++i)
            values.append({u"d%1"_s.arg(i), u"Domain %1"_s.arg(i), 5000 - i, {}});
        model.setFacets({{u"domain"_s, values}});
        model.setOpen(u"domain"_s, true);
        QVERIFY(model.rowCount(model.indexOf(u"domain"_s)) < FacetModel::mostShown + 5);
        model.setFilter(u"domain"_s, u"4999"_s);
        QCOMPARE(model.index(1, 0, model.indexOf(u"domain"_s)).data().toString(), u"Domain 4999"_s);
    }

private:
    test::FakeSession m_session;
};

QTEST_MAIN(TestResults)
#include "tst_results.moc"
