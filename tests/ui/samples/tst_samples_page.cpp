// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"
#include "tests/ui/samples/samples_scene.h"
#include "ui/parts/chart.h"
#include "ui/parts/kept_chart.h"
#include "ui/parts/sheet.h"
#include "ui/samples/chart_builder.h"
#include "ui/samples/rows_view.h"
#include "ui/samples/samples_page.h"
#include "ui/samples/samples_panel.h"
#include "ui/samples/sql_editor.h"
#include "ui/samples/sql_tab.h"
#include "ui/shell/main_window.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;
using test::SamplesScene;

namespace {

void keepPicture(QWidget &window, const QString &name)
{
    QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
    QVERIFY(window.grab().save(QStringLiteral(MESHLENS_PICTURES "/") + name + u".png"_s));
}

/// All words that can be seen in a widget.
QString seen(const QWidget &where)
{
    QStringList words;
    for (const QLabel *label : where.findChildren<QLabel *>()) {
        if (label->isVisible())
            words += label->text();
    }
    for (const QAbstractButton *button : where.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            words += button->text();
    }
    return words.join(u'\n');
}

QAbstractButton *button(const QWidget &where, const QString &text)
{
    for (QAbstractButton *one : where.findChildren<QAbstractButton *>()) {
        if (one->text() == text && one->isVisible())
            return one;
    }
    return nullptr;
}

qsizetype rowsOf(const SamplesPage &page)
{
    const WorkTab *tab = page.current();
    return tab && tab->rows() ? tab->rows()->sample.rows.size() : 0;
}

const QString changeByPlan = QString::fromUtf16(
    u"SELECT country, plan, sum(subscriptions) AS subscriptions,\n"
    u"       100 * (net_revenue_eur / lag(net_revenue_eur) OVER w - 1) AS drop_pct\n"
    u"FROM   \"subscription_revenue.revenue_by_plan\"   -- 144 rows\n"
    u"GROUP BY country, plan\n"
    u"WINDOW w AS (PARTITION BY country ORDER BY plan)\n"
    u"ORDER BY drop_pct");

} // namespace

class SamplesPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void aProductOpensTheSampleOfItsFirstOutput()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        session.save(SamplesScene::grant(mesh::GrantState::Active));
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();

        page.open({u"samples"_s, SamplesScene::revenueProduct, {}});

        QTRY_COMPARE(rowsOf(page), 144);
        QCOMPARE(page.link().key, SamplesScene::revenueDataset);
        QVERIFY(seen(page).contains(u"Complete: all 144 rows."));
        QVERIFY(seen(page).contains(u"Your access runs until 10 June 2026."));
        QVERIFY(seen(page).contains(u"German rows are missing since 6 March."));
        QVERIFY(page.current()->result()->exportButton()->isEnabled());
        QTRY_COMPARE(page.panel()->samples()->rowCount(), 2);
        // The chart that the columns suggest: revenue by month.
        QTRY_COMPARE(page.builder()->chart()->data().points(), 6);
        // Opened again, it is the same tab.
        page.open({u"samples"_s, SamplesScene::revenueDataset, {}});
        QCOMPARE(session.wishes.filter(u"sample "_s).size(), 1);
    }

    void maskedValuesStayMaskedAndAreNotExported()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::chargebackDataset, {}});
        QTRY_COMPARE(rowsOf(page), 240);

        RowsPane *pane = page.current()->result();
        QCOMPARE(pane->model()->index(0, 4).data().toString(), u"masked"_s);
        QVERIFY(!pane->exportButton()->isEnabled());
        QCOMPARE(pane->exportButton()->text(), u"Export off: masked values"_s);
        QVERIFY(seen(page).contains(u"A part: 240 of 10,400 rows."));
        pane->table()->selectRow(0);
        pane->table()->copySelection();
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"tok_"));
    }

    void withoutAccessThePageSaysSoAndAsks()
    {
        test::FakeSession session;
        SamplesScene::fill(session, false);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueProduct, {}});
        QTRY_VERIFY(seen(page).contains(u"You have no access to these rows"));
        QVERIFY(page.findChild<ElidedLabel *>(u"columns"_s)->text().contains(u"net_revenue_eur"));
        const QSignalSpy asked(&page, &Page::accessRequested);

        button(page, u"Request access"_s)->click();

        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), SamplesScene::revenueProduct);
        // Once the access is given, the rows come by themselves.
        session.samples.insert(SamplesScene::revenueDataset, test::revenue());
        session.save(SamplesScene::grant(mesh::GrantState::Active));
        QTRY_COMPARE(rowsOf(page), 144);
    }

    void revokedRowsVanishAtOnceAndThePageSaysWhy()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        session.save(SamplesScene::grant(mesh::GrantState::Active));
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueProduct, {}});
        QTRY_COMPARE(rowsOf(page), 144);
        SqlTab *query = page.openQuery(u"Drop"_s, changeByPlan);
        query->run();
        QTRY_COMPARE(rowsOf(page), 24);
        page.openKey(SamplesScene::revenueDataset);

        session.samples.remove(SamplesScene::revenueDataset);
        session.save(SamplesScene::grant(mesh::GrantState::Revoked));

        QTRY_COMPARE(rowsOf(page), 0);
        QTRY_VERIFY(seen(page).contains(u"Access was revoked on 12 March 2026"));
        QVERIFY(seen(page).contains(u"The cached rows were erased."));
        QVERIFY(seen(page).contains(u"The contract with the labels has ended."));
        QTRY_VERIFY(!query->rows()); // what was worked out of them as well
        QCOMPARE(page.builder()->chart()->data().points(), 0);
        QTRY_COMPARE(page.panel()->samples()->rowCount(), 1);
    }

    void anErasedSampleVanishesEvenBeforeTheRequestsSayWhy()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueProduct, {}});
        QTRY_COMPARE(rowsOf(page), 144);
        QTRY_COMPARE(page.panel()->samples()->rowCount(), 2);

        session.samples.remove(SamplesScene::revenueDataset);
        emit session.samplesChanged();

        QTRY_COMPARE(rowsOf(page), 0);
        QVERIFY(seen(page).contains(u"The rows are gone from this computer"));
    }

    void aQueryRunsOnCachedRowsAndAMistakeIsSaidWithItsLine()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        SqlTab *query = page.openQuery(
            {},
            u"SELECT country,\n       net_rev\nFROM \"subscription_revenue.revenue_by_plan\""_s);
        query->run();
        QTRY_VERIFY(seen(page).contains(u"Line 2: there is no column"));
        QVERIFY(seen(page).contains(u"net_revenue_eur")); // what was meant

        query->editor()->setPlainText(changeByPlan);
        QTest::keyClick(query->editor(), Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(rowsOf(page), 24);
        QVERIFY(!seen(page).contains(u"there is no column"));
        QTRY_VERIFY(seen(page).contains(u"German rows are missing")); // its product is known
        query->editor()->setPlainText(u"PRAGMA user_version"_s);
        query->run();
        QTRY_VERIFY(seen(page).contains(u"Only questions can be asked here"));
    }

    void ordersAndFiltersOfTheTableCanBeTakenBack()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueDataset, {}});
        QTRY_COMPARE(rowsOf(page), 144);
        RowsPane *pane = page.current()->result();

        pane->setOrder({5, Qt::AscendingOrder});
        QTRY_COMPARE(pane->model()->index(0, 0).data().toString(), u"DE"_s);
        QTRY_VERIFY(button(*pane, u"change_pct ascending"_s));
        QTRY_COMPARE(page.builder()->chart()->data().points(), 6);
        emit page.builder()->chart()->pointActivated(5); // March
        QTRY_COMPARE(pane->model()->rowCount(), 24);
        QVERIFY(seen(*pane).contains(u"24 of 144 rows"));
        QTRY_VERIFY(button(*pane, u"billing_month: Mar"_s));
        button(*pane, u"billing_month: Mar"_s)->click();

        QTRY_COMPARE(pane->model()->rowCount(), 144);
    }

    void aKeyFigureIsPinnedToHome()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueDataset, {}});
        QTRY_COMPARE(page.builder()->chart()->data().points(), 6);
        QTRY_VERIFY(button(page, u"Pin to Home"_s));
        button(page, u"Pin to Home"_s)->click();

        const auto kept = [&]() -> QList<store::Kept> {
            const auto reader = session.store()->read();
            return reader ? reader->kept(u"metric"_s).valueOr({}) : QList<store::Kept>();
        };
        QTRY_COMPARE(kept().size(), 1);
        QVERIFY(kept().first().body.contains("\"time\":\"billing_month\""));
        QVERIFY(kept().first().body.contains("\"value\":\"subscriptions\""));
    }

    void aChartIsSavedAndCanBeOpenedAgain()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1360, 800);
        page.show();
        page.open({u"samples"_s, SamplesScene::revenueDataset, {}});
        QTRY_COMPARE(rowsOf(page), 144);
        ChartChoice choice = page.builder()->choice();
        choice.spec.colour = u"country"_s;
        choice.look = ChartLook::Area;
        page.builder()->setChoice(choice);

        page.pinChart();

        const auto kept = [&]() -> QList<store::Kept> {
            const auto reader = session.store()->read();
            return reader ? reader->kept(u"chart"_s).valueOr({}) : QList<store::Kept>();
        };
        QTRY_COMPARE(kept().size(), 1);
        QCOMPARE(kept().first().name, u"Subscriptions by month and country"_s);
        QCOMPARE(kept().first().key, SamplesScene::revenueProduct);
        const auto chart = KeptChart::fromJson(kept().first().body);
        QVERIFY(chart);
        QTRY_COMPARE(page.panel()->work()->rowCount(), 1);
        page.closeTab(0);
        QVERIFY(!page.current());
        page.open(chart->link());
        QTRY_COMPARE(rowsOf(page), 144);
        QCOMPARE(page.builder()->choice().look, ChartLook::Area);
        QTRY_COMPARE(page.builder()->chart()->data().series.size(), 6);
    }

    void forgettingAsksOnce()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        QWidget window;
        window.resize(1200, 800);
        SamplesPage page(session, &window);
        page.resize(1200, 800);
        window.show();
        QTRY_COMPARE(page.panel()->samples()->rowCount(), 2);
        emit page.panel()->forgetWanted(*page.panel()->samples()->sample(
            page.panel()->samples()->find(SamplesScene::revenueDataset)));
        Sheet *sheet = Sheet::topmost(&window);
        QVERIFY(sheet);
        QVERIFY(session.wishes.filter(u"forget"_s).isEmpty());

        button(*sheet, u"Forget"_s)->click();

        QTRY_COMPARE(page.panel()->samples()->rowCount(), 1);
    }

    void picturesAreKeptToBeLookedAt()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        session.save(SamplesScene::grant(mesh::GrantState::Active));
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        window.open({u"samples"_s, SamplesScene::revenueProduct, {}});
        auto *page = qobject_cast<SamplesPage *>(window.currentPage());
        QVERIFY(page);
        QTRY_COMPARE(rowsOf(*page), 144);
        ChartChoice choice = page->builder()->choice();
        choice.spec.colour = u"country"_s;
        choice.spec.up = u"net_revenue_eur"_s;
        choice.spec.maxSeries = 4;
        page->builder()->setChoice(choice);
        QTest::qWait(150);
        keepPicture(window, u"samples-table-light"_s);
        page->current()->result()->showProfile(true);
        QTest::qWait(50);
        keepPicture(window, u"samples-profile-light"_s);
        page->current()->result()->showProfile(false);
        page->openQuery(u"March drop by plan"_s, changeByPlan)->run();
        QTRY_COMPARE(rowsOf(*page), 24);
        page->current()->result()->setOrder({3, Qt::AscendingOrder});
        QTest::qWait(150);
        keepPicture(window, u"samples-sql-light"_s);
        Theme::instance().setMode(ThemeMode::Dark);
        QTest::qWait(100);
        keepPicture(window, u"samples-sql-dark"_s);
        window.resize(1024, 700);
        window.open({u"samples"_s, SamplesScene::chargebackDataset, {}});
        QTRY_COMPARE(rowsOf(*page), 240);
        QTest::qWait(100);
        keepPicture(window, u"samples-masked-dark-small"_s);
        Theme::instance().setMode(ThemeMode::Light);
        page->togglePanel();
        QTest::qWait(100);
        keepPicture(window, u"samples-chart-light-small"_s);
        page->togglePanel();
        window.resize(1440, 900);
        session.samples.remove(SamplesScene::revenueDataset);
        window.open({u"samples"_s, SamplesScene::revenueDataset, {}});
        session.save(SamplesScene::grant(mesh::GrantState::Revoked));
        QTRY_COMPARE(rowsOf(*page), 0);
        QTest::qWait(150);
        keepPicture(window, u"samples-revoked-light"_s);
    }
};

QTEST_MAIN(SamplesPageTest)
#include "tst_samples_page.moc"
