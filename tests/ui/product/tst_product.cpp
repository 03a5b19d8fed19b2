// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/store/reader.h"
#include "tests/support/product_scene.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/keep.h"
#include "ui/parts/theme.h"
#include "ui/product/access_offer.h"
#include "ui/product/change_model.h"
#include "ui/product/check_model.h"
#include "ui/product/column_model.h"
#include "ui/product/conflict_mark.h"
#include "ui/product/product_page.h"
#include "ui/product/score_charts.h"
#include "ui/product/step_graph.h"
#include "ui/product/thing_view.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

const QStringList tabs{u"overview"_s, u"schema"_s, u"contract"_s, u"quality"_s, u"ports"_s,
                       u"lineage"_s,  u"usage"_s,  u"access"_s,   u"history"_s};

mesh::Column column(const QString &name, bool personal = false)
{
    mesh::Column made;
    made.name = name;
    made.personal = personal;
    return made;
}

scores::CheckHistory history(const QString &title, const QString &columnName,
                             mesh::CheckStatus status)
{
    scores::CheckHistory made;
    made.check.id = title;
    made.check.title = title;
    made.check.column = columnName;
    mesh::CheckResult run;
    run.status = status;
    made.runs = {run};
    return made;
}

/// All text that the widgets of a page show, for looking words up.
QString wordsOn(const QWidget &page)
{
    QStringList words;
    for (const QLabel *label : page.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&page))
            words += label->text();
    }
    for (const CellGrid *grid : page.findChildren<CellGrid *>()) {
        if (grid->isVisibleTo(&page))
            words += grid->accessibleDescription();
    }
    return words.join(u'\n');
}

} // namespace

class TestProduct : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        test::fillScene(m_session);
    }

    void columnsFormATreeByTheDotsOfTheirNames()
    {
        ColumnModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        mesh::Dataset dataset;
        dataset.key = u"postgres://h/d/s/t"_s;
        dataset.columns = {column(u"id"_s), column(u"address.city"_s),
                           column(u"address.zip"_s, true)};

        model.setDatasets({dataset}, {});

        QCOMPARE(model.rowCount(), 2);
        const QModelIndex address = model.index(1, 0);
        QCOMPARE(address.data().toString(), u"address"_s);
        QCOMPARE(model.column(address), nullptr);
        QCOMPARE(model.rowCount(address), 2);
        QCOMPARE(model.find(u"address.zip"_s).data().toString(), u"zip"_s);
        QCOMPARE(model.count(ColumnModel::Show::Personal), 1);
        model.setFilter(u"ZIP"_s, ColumnModel::Show::All);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(), u"zip"_s);
    }

    void whatASampleSaysStandsBesideItsColumns()
    {
        ColumnModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        mesh::Dataset dataset;
        dataset.key = u"postgres://h/d/s/t"_s;
        dataset.columns = {column(u"id"_s), column(u"address.city"_s)};
        model.setDatasets({dataset}, {});
        const auto words = [&](const QString &name) {
            const QModelIndex found = model.find(name);
            return found.siblingAtColumn(ColumnModel::Profile).data().toString();
        };
        QCOMPARE(words(u"id"_s), QString()); // no sample: empty, and no zero
        samples::ColumnProfile profile;
        profile.name = u"address.city"_s;
        profile.rows = 8;
        profile.empty = 1;
        profile.distinct = 3;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        model.setProfiles(dataset.key, {profile});

        QVERIFY(changed.count() > 0);
        QCOMPARE(words(u"address.city"_s), u"12.5% empty, 3 different"_s);
        QCOMPARE(words(u"id"_s), QString());
        model.setProfiles(u"postgres://h/d/s/another"_s, {profile});
        model.forgetProfiles();
        QCOMPARE(words(u"address.city"_s), QString());
    }

    void keptSamplesAreProfiledAndNothingIsFetched()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, test::sceneProduct(u"subscription-revenue"_s), {}});
        QTRY_VERIFY(page.view());
        page.showTab(u"schema"_s);
        auto *tree = page.findChild<QTreeView *>();
        QVERIFY(tree);
        QTRY_VERIFY(tree->model()->rowCount() > 0);
        const QString key = tree->model()->index(0, 0).data(ColumnModel::DatasetRole).toString();
        const QString name = tree->model()->index(0, 0).data(ColumnModel::ColumnRole).toString();
        const auto words = [&] {
            return tree->model()->index(0, ColumnModel::Profile).data().toString();
        };
        QCOMPARE(words(), QString());

        mesh::Sample sample;
        sample.columns = {{name, u"text"_s, false}};
        sample.rows = {{u"a"_s}, {u"b"_s}, {u"a"_s}, {QVariant()}};
        sample.complete = true;
        m_session.samples.insert(key, sample);
        CachedSample entry;
        entry.dataset = key;
        entry.rows = 4;
        m_session.cacheEntries.insert(key, entry);
        emit m_session.samplesChanged();

        QTRY_COMPARE(words(), u"25.0% empty, 2 different"_s);
        m_session.samples.clear();
        m_session.cacheEntries.clear();
        emit m_session.samplesChanged();
        QTRY_COMPARE(words(), QString());
    }

    void failingChecksComeFirst()
    {
        CheckModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setChecks({history(u"a"_s, u"z"_s, mesh::CheckStatus::Passed),
                         history(u"b"_s, u"y"_s, mesh::CheckStatus::Warning),
                         history(u"c"_s, u"x"_s, mesh::CheckStatus::Failed)});
        const auto titles = [&] {
            QString all;
            for (int row = 0; row < model.rowCount(); ++row)
                all += model.index(row, CheckModel::Title).data().toString();
            return all;
        };
        QCOMPARE(titles(), u"cba"_s);
        model.setChecks({history(u"a"_s, u"z"_s, mesh::CheckStatus::Passed)});
        QCOMPARE(titles(), u"a"_s);
        model.setChecks({history(u"a"_s, u"z"_s, mesh::CheckStatus::Failed),
                         history(u"b"_s, u"y"_s, mesh::CheckStatus::Passed)});
        model.setOrder(CheckModel::Order::ByColumn);
        QCOMPARE(titles(), u"ba"_s);
    }

    void changesAreATable()
    {
        ChangeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        store::Change change;
        change.what = u"schema"_s;
        change.detail = u"net_rev added"_s;
        model.setChanges({change});
        QCOMPARE(model.index(0, ChangeModel::What).data().toString(), u"Schema"_s);
        QCOMPARE(model.index(0, ChangeModel::Detail).data().toString(), u"net_rev added"_s);
    }

    void theMainButtonDependsOnRequestsAndGrants_data()
    {
        QTest::addColumn<mesh::RequestState>("state");
        QTest::addColumn<mesh::GrantState>("grant");
        QTest::addColumn<int>("daysLeft");
        QTest::addColumn<AccessOffer::Act>("act");
        using State = mesh::RequestState;
        using Grant = mesh::GrantState;
        QTest::newRow("pending") << State::Pending << Grant::None << 90
                                 << AccessOffer::Act::Waiting;
        QTest::newRow("queued") << State::Queued << Grant::None << 90 << AccessOffer::Act::Waiting;
        QTest::newRow("open") << State::Approved << Grant::Active << 90 << AccessOffer::Act::Open;
        QTest::newRow("ends soon")
            << State::Approved << Grant::Active << 3 << AccessOffer::Act::Renew;
        QTest::newRow("denied") << State::Denied << Grant::None << 90 << AccessOffer::Act::Request;
        QTest::newRow("revoked") << State::Approved << Grant::Revoked << 90
                                 << AccessOffer::Act::Request;
    }

    void theMainButtonDependsOnRequestsAndGrants()
    {
        QFETCH(mesh::RequestState, state);
        QFETCH(mesh::GrantState, grant);
        QFETCH(int, daysLeft);
        QFETCH(AccessOffer::Act, act);
        const std::int64_t now = m_session.clock().nowMs();
        store::ProductRow row;
        row.key = test::sceneProduct(u"churn"_s);
        row.access = mesh::AccessMode::Request;
        row.grant = grant;
        mesh::AccessRequest request =
            test::sceneGrant(m_session, row.key, now + daysLeft * 86'400'000LL);
        request.state = state;
        request.grant = grant;

        QCOMPARE(accessOffer(row, {request}, u"Lucia Vega"_s, true, now).act, act);
    }

    void everyTabShowsFullSparseAndConflictingProducts_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("full, with a conflict") << test::sceneProduct(u"subscription-revenue"_s);
        QTest::newRow("no checks") << test::sceneProduct(u"play-events"_s);
        QTest::newRow("only a name") << test::sceneProduct(u"bare"_s);
        QTest::newRow("a dataset of no product") << test::sceneDataset(u"loose_ledger"_s);
    }

    void everyTabShowsFullSparseAndConflictingProducts()
    {
        QFETCH(QString, key);
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, key, {}});
        QTRY_VERIFY(page.view() && page.view()->history && page.view()->lineage);
        for (const QString &tab : tabs) {
            page.showTab(tab);
            QCOMPARE(page.currentTab(), tab);
            QVERIFY(!page.grab().isNull());
        }
        QCOMPARE(page.link(), (Link{u"product"_s, key, {{u"tab"_s, u"history"_s}}}));
    }

    void unknownValuesAreSaidInWords()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, test::sceneProduct(u"bare"_s), {}});
        QTRY_VERIFY(page.view() && page.view()->history && page.view()->lineage);
        const QString words = wordsOn(page);
        QVERIFY2(words.contains(u"Not described"_s), qPrintable(words));
        QVERIFY2(words.contains(u"Not scored"_s), qPrintable(words));
        QVERIFY2(words.contains(u"No owner named"_s) || !page.view()->product.owners.size(),
                 qPrintable(words));
        QVERIFY2(words.contains(u"No ports are described"_s), qPrintable(words));
        QVERIFY2(words.contains(u"No service levels are promised"_s), qPrintable(words));
        QVERIFY(!page.view()->product.card.quality.value);
    }

    void catalogsThatDisagreeAreMarkedWithWhatEachSaid()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, test::sceneProduct(u"subscription-revenue"_s), {}});
        QTRY_VERIFY(page.view());
        ConflictMark *mark = nullptr;
        for (ConflictMark *one : page.findChildren<ConflictMark *>())
            mark = one->isVisibleTo(&page) ? one : mark;
        QVERIFY(mark);

        mark->click();

        const QString words = wordsOn(page);
        QVERIFY2(words.contains(u"Core Catalog: "_s), qPrintable(words));
        QVERIFY2(words.contains(u"Payments Catalog: "_s), qPrintable(words));
    }

    void lineageShowsBothSidesAndOpensANeighbour()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s,
                   test::sceneProduct(u"subscription-revenue"_s),
                   {{u"tab"_s, u"lineage"_s}}});
        QTRY_VERIFY(page.view() && page.view()->lineage);
        auto *graph = page.findChild<StepGraph *>();
        QCOMPARE(graph->drawn(), 5);
        QCOMPARE(page.view()->consumers->size(), 3);
        QSignalSpy navigated(&page, &Page::navigate);
        QTest::keyClick(graph, Qt::Key_Return);
        QCOMPARE(navigated.count(), 1);
        QCOMPARE(navigated.first().first().value<Link>().page, u"product"_s);
    }

    void aScoreChartLeavesGapsAndShowsTheLowestPoint()
    {
        scores::DailySeries quality{u"quality"_s, 0, {90., std::nullopt, 62., 91.}};
        const ChartData chart = scoreChart({quality}, 90, {});
        QCOMPARE(chart.series.size(), 1);
        QVERIFY(!chart.series.first().values[1]);
        QVERIFY(*chart.axis.low <= 62);
        QCOMPARE(chart.axis.ticks.first(), *chart.axis.low);
        QCOMPARE(changeOver({quality}, u"quality"_s, 3), std::optional(1.));
        QCOMPARE(changeOver({quality}, u"quality"_s, 2), std::nullopt);
    }

    void pinningIsKeptOnceAndTakenBack()
    {
        const QString key = test::sceneProduct(u"churn"_s);
        const auto pins = [&] {
            const auto reader = m_session.store()->read();
            return reader ? reader->kept(u"pin"_s).valueOr({}).size() : -1;
        };
        QVERIFY(setKept(m_session, u"pin"_s, key, u"Churn model"_s, true).result());
        QVERIFY(setKept(m_session, u"pin"_s, key, u"Churn model"_s, true).result());
        QCOMPARE(pins(), 1);
        QVERIFY(setKept(m_session, u"pin"_s, key, u"Churn model"_s, false).result());
        QCOMPARE(pins(), 0);
    }

    void aTermOpensWithItsOtherMeaning()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, mesh::termKey(u"core"_s, u"artist-player"_s), {}});
        QTRY_COMPARE(page.title(), u"Artist"_s);
        QVERIFY(wordsOn(page).contains(u"Who is paid royalties."_s));
    }

    void aThingThatIsNotThereIsAnErrorWithAWayOut()
    {
        ProductPage page(m_session);
        page.resize(1180, 820);
        page.show();
        page.open({u"product"_s, test::sceneProduct(u"gone"_s), {}});
        QTRY_VERIFY(wordsOn(page).contains(u"not in the index"_s));
    }

private:
    test::FakeSession m_session;
};

QTEST_MAIN(TestProduct)
#include "tst_product.moc"
