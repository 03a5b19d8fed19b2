// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "tests/ui/lineage/lineage_mesh.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_model.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/link_panel.h"
#include "ui/lineage/step_model.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/parts/states.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

const QString revenue = u"product://core/subscription-revenue"_s;
const QString revenueTable =
    u"postgres://db.cadenza.example:5432/mesh/public/subscription_revenue"_s;

void keepPicture(QWidget &window, const QString &name)
{
    QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
    QVERIFY(window.grab().save(QStringLiteral(MESHLENS_PICTURES "/") + name + u".png"_s));
}

} // namespace

class LineagePageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void theWholeMeshBeginsWithItsDomains()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        QCOMPARE(page.view()->drawing()->level, lineage::Level::Domain);
        QCOMPARE(page.view()->nodeItems(), 7);
        QVERIFY(page.view()->edgeItems() > 4);

        // A domain opens in place: its products, the others as one each.
        const QString payments = u"domain://core/payments"_s;
        page.view()->toggle(page.view()->drawing()->number(payments));
        QTRY_COMPARE(page.view()->drawing()->level, lineage::Level::Product);
        QVERIFY(page.view()->drawing()->number(revenue) >= 0);
        QCOMPARE(page.view()->drawing()->number(payments), -1);
        QVERIFY(page.view()->drawing()->number(u"domain://core/finance"_s) >= 0);
        QCOMPARE(page.view()->nodeItems(), 8 + 6);
    }

    void aProductShowsItsNeighboursAndItsImpact()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        const QAbstractItemModelTester tester(
            const_cast<ImpactModel *>(&page.panel()->impacts()),
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, revenue, {{u"up"_s, u"1"_s}, {u"down"_s, u"1"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        QCOMPARE(page.view()->nodeItems(), 1 + 5 + 6);
        QTRY_VERIFY(page.panel()->impacts().impacts().size() == 11);
        const auto &impacts = page.panel()->impacts().impacts();
        const auto settlements =
            std::ranges::find(impacts, u"Label settlements"_s, &lineage::Impact::name);
        QVERIFY(settlements != impacts.end());
        QVERIFY(settlements->contractBreaks);

        // Company dashboard hides behind recurring revenue, until it is asked for.
        const QString recurring = u"product://core/recurring-revenue"_s;
        const DrawnNode &node =
            page.view()->drawing()->nodes[page.view()->drawing()->number(recurring)];
        QCOMPARE(node.node.hiddenDown, 2);
        emit page.view()->neighboursWanted(recurring);
        QTRY_VERIFY(page.view()->drawing()->number(u"product://core/company-dashboard"_s) >= 0);
        const int again = page.view()->drawing()->number(recurring);
        QCOMPARE(page.view()->drawing()->nodes[again].node.hiddenDown, 0);
    }

    void aColumnIsHighlightedFromItsAddress()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        const auto link =
            Link::parse(Link{u"lineage"_s,
                             revenueTable,
                             {{u"level"_s, u"column"_s}, {u"column"_s, u"net_revenue_eur"_s}}}
                            .toString());
        QVERIFY(link);
        page.open(*link);
        QTRY_VERIFY(page.view()->place().row >= 0);
        const Drawing &drawing = *page.view()->drawing();
        const Place place = page.view()->place();
        QCOMPARE(drawing.nodes[place.node].rows[place.row].name, u"net_revenue_eur"_s);
        QVERIFY(page.view()->highlight().edges.size() >= 4);
        QCOMPARE(page.link().state.value(u"column"_s), u"net_revenue_eur"_s);
        QCOMPARE(page.link().state.value(u"level"_s), u"column"_s);
        QTRY_VERIFY(!page.panel()->impacts().impacts().isEmpty());
    }

    void aMeshWithoutLineageSaysSo()
    {
        test::FakeSession session;
        Batch batch;
        mesh::DataProduct product;
        product.key = u"product://core/alone"_s;
        product.nativeId = u"alone"_s;
        product.name = u"Alone"_s;
        batch.products = {product};
        session.pull(u"Core"_s, batch);
        LineagePage page(session);
        page.resize(1200, 800);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.findChild<EmptyState *>());
        QVERIFY(!page.view()->drawing());
    }

    void whatBelongsToNoDomainIsSaid()
    {
        const auto table = [](const QString &name, const QString &domain) {
            mesh::Dataset dataset;
            dataset.key = u"postgres://db:5432/shop/public/"_s + name;
            dataset.name = dataset.nativeId = name;
            dataset.domain = domain;
            return dataset;
        };
        const auto flow = [](const QString &from, const QString &to) {
            mesh::LineageEdge edge;
            edge.from = u"postgres://db:5432/shop/public/"_s + from;
            edge.to = u"postgres://db:5432/shop/public/"_s + to;
            return edge;
        };
        Batch batch;
        batch.datasets = {table(u"a"_s, {}), table(u"b"_s, {})};
        batch.edges = {flow(u"a"_s, u"b"_s)};
        {
            test::FakeSession session;
            session.pull(u"Core"_s, batch);
            LineagePage page(session);
            page.resize(1200, 800);
            page.show();
            page.open({u"lineage"_s, {}, {}});
            QTRY_VERIFY(page.view()->drawing());
            QCOMPARE(page.view()->drawing()->level, lineage::Level::Dataset);
            QCOMPARE(page.view()->nodeItems(), 2);
        }
        mesh::Domain domain;
        domain.key = u"domain://core/sales"_s;
        domain.name = domain.nativeId = u"Sales"_s;
        batch.domains = {domain};
        batch.datasets += table(u"c"_s, domain.key);
        batch.edges += flow(u"b"_s, u"c"_s);
        test::FakeSession session;
        session.pull(u"Core"_s, batch);
        LineagePage page(session);
        page.resize(1200, 800);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        QCOMPARE(page.view()->drawing()->level, lineage::Level::Domain);
        const auto said = [&page] {
            const auto labels = page.findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && label->text().contains(u"2 datasets with lineage"_s);
            });
        };
        QTRY_VERIFY(said());
    }

    void whatIsNotInTheIndexLeadsBackToTheWholeMesh()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, u"product://core/gone"_s, {}});
        QTRY_VERIFY(page.findChild<EmptyState *>());
        QVERIFY(!page.view()->isVisible());
        for (const auto *button : page.panel()->findChildren<QAbstractButton *>()) {
            if (button->text() == u"Tell owners"_s || button->text() == u"List"_s)
                QVERIFY(!button->isEnabled());
        }
        const QSignalSpy left(&page, &Page::navigate);
        for (auto *button : page.findChild<EmptyState *>()->findChildren<QAbstractButton *>()) {
            if (button->text() == u"Show the whole mesh"_s)
                button->click();
        }
        QCOMPARE(left.count(), 1);
        page.open(left.first().first().value<Link>());
        QTRY_VERIFY(page.view()->isVisible());
        QCOMPARE(page.view()->nodeItems(), 7);
    }

    void aChosenLinkIsSaidInWords()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, revenue, {{u"up"_s, u"1"_s}, {u"down"_s, u"1"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        const Drawing &drawing = *page.view()->drawing();
        const DrawnEdge &edge = drawing.edges[0];
        const QPoint at =
            page.view()->mapFromScene(QRectF(edge.middle, QSizeF())).topLeft().toPoint();
        QTest::mouseClick(page.view(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(page.view()->edge() >= 0);
        const DrawnEdge &chosen = drawing.edges[page.view()->edge()];
        const QString words =
            drawing.nodes[chosen.from].node.name + u"  ›  "_s + drawing.nodes[chosen.to].node.name;
        QVERIFY(
            std::ranges::any_of(page.findChildren<ElidedLabel *>(), [&](const ElidedLabel *label) {
                return label->accessibleName() == words || label->text() == words;
            }));
    }

    void aLinkOfDomainsNamesTheProductsBehindIt()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        const DrawnEdge &edge = page.view()->drawing()->edges[0];
        const QPoint at =
            page.view()->mapFromScene(QRectF(edge.middle, QSizeF())).topLeft().toPoint();
        QTest::mouseClick(page.view(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(page.view()->edge() >= 0);
        QTRY_VERIFY(!page.panel()->link()->model().links().isEmpty());
        const DrawnEdge &chosen = page.view()->drawing()->edges[page.view()->edge()];
        QCOMPARE(page.panel()->link()->shown(), std::pair(chosen.edge.from, chosen.edge.to));
    }

    void thePanelIsAsWideAgainInALargeWindow()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.setMinimumSize(600, 400);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        page.resize(972, 620); // the panel lies over the page
        QTRY_VERIFY(!page.panel()->isVisible());
        page.resize(1388, 820);
        QTRY_VERIFY(page.panel()->isVisible());
        QTRY_VERIFY(page.panel()->width() >= 310);
    }

    void aDomainThatOpensOrClosesStaysChosen()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        const QString payments = u"domain://core/payments"_s;
        page.view()->setPlace({page.view()->drawing()->number(payments), -1});
        page.view()->toggle(page.view()->place().node);
        QTRY_COMPARE(page.view()->drawing()->level, lineage::Level::Product);
        QVERIFY(page.view()->place().isValid());
        const auto chosen = [&] {
            return page.view()->drawing()->nodes[page.view()->place().node];
        };
        QCOMPARE(chosen().node.domain, payments);
        QCOMPARE(chosen().node.kind, mesh::Kind::Product);
        emit page.view()->domainToggled(payments); // its frame closes it again
        QTRY_VERIFY(page.view()->drawing()->number(payments) >= 0);
        QVERIFY(page.view()->place().isValid());
        QCOMPARE(chosen().node.key, payments);
    }

    void keysReachTheGraphAndItsFinder()
    {
        test::FakeSession session;
        test::fillLineage(session);
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.open({u"lineage"_s, {}, {}});
        auto *page = qobject_cast<LineagePage *>(window.currentPage());
        QVERIFY(page);
        QTRY_VERIFY(page->view()->drawing());
        QTRY_VERIFY(page->view()->hasFocus());
        page->view()->setZoom(2);
        QTest::keyClick(page->view(), Qt::Key_F);
        QTRY_VERIFY(page->view()->isFitted());
        QTest::keyClick(page->view(), Qt::Key_Slash);
        QTRY_VERIFY(page->toolbar()->filter()->hasFocus());
        QTest::keyClicks(page->toolbar()->filter(), u"f/c"_s); // letters are letters here
        QCOMPARE(page->toolbar()->filter()->text(), u"f/c"_s);
    }

    void whatStandsInAClosedDomainIsFoundToo()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        page.toolbar()->filter()->setText(u"ubscription reven"_s);
        const auto said = [&page](const QString &words) {
            const auto labels = page.toolbar()->findChildren<QLabel *>();
            return std::ranges::any_of(
                labels, [&](const QLabel *label) { return label->text().contains(words); });
        };
        QTRY_VERIFY(said(u"1 in a closed box"_s));
        emit page.toolbar()->nextWanted();
        QTRY_VERIFY(page.view()->drawing()->number(revenue) >= 0);
        QCOMPARE(page.view()->place().node, page.view()->drawing()->number(revenue));
        QTRY_VERIFY(said(u"1 found"_s));
        page.toolbar()->filter()->setText(u"no such thing"_s);
        QVERIFY(said(u"0 found"_s));
    }

    void theToolbarIsOneRowBesideAColumn()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s,
                   revenueTable,
                   {{u"level"_s, u"column"_s}, {u"column"_s, u"net_revenue_eur"_s}}});
        QTRY_VERIFY(page.view()->place().row >= 0);
        QTRY_VERIFY(page.toolbar()->height() < 60);
    }

    void theListIsTheGraphInWords()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        QAbstractItemModelTester tester(page.steps(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would fetch in the middle of a reset
        page.resize(1200, 800);
        page.show();
        page.open({u"lineage"_s, revenue, {{u"view"_s, u"list"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        QCOMPARE(page.steps()->index(0, 0).data().toString(), u"Subscription revenue"_s);
        QCOMPARE(page.link().state.value(u"view"_s), u"list"_s);
        keepPicture(page, u"lineage-list"_s);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << false << QSize(1440, 900);
        QTest::newRow("dark") << true << QSize(1440, 900);
        QTest::newRow("light-small") << false << QSize(1024, 700);
        QTest::newRow("dark-small") << true << QSize(1024, 700);
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        test::FakeSession session;
        test::fillLineage(session);
        MainWindow window(session);
        window.resize(size);
        window.show();
        QTRY_VERIFY(window.currentPage());
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        const auto shoot = [&](const Link &link, const QString &name) {
            window.open(link);
            auto *page = qobject_cast<LineagePage *>(window.currentPage());
            QVERIFY(page);
            QTRY_VERIFY(page->view()->drawing());
            QTRY_VERIFY(link.key.isEmpty() ||
                        page->view()->drawing()->level ==
                            lineage::levelFromText(link.state.value(u"level"_s)).value());
            const QString column = link.state.value(u"column"_s);
            QTRY_COMPARE(page->panel()->shown(),
                         column.isEmpty() ? link.key : mesh::columnKey(link.key, column));
            QCoreApplication::processEvents(); // lists lay themselves out afterwards
            keepPicture(window, u"lineage-%1-%2"_s.arg(name, tag));
        };
        shoot({u"lineage"_s, {}, {}}, u"domains"_s);
        shoot({u"lineage"_s, revenue, {{u"level"_s, u"product"_s}}}, u"products"_s);
        shoot({u"lineage"_s,
               revenueTable,
               {{u"level"_s, u"column"_s}, {u"column"_s, u"net_revenue_eur"_s}}},
              u"columns"_s);
        auto *page = qobject_cast<LineagePage *>(window.currentPage());
        QVERIFY(page);
        page->open({u"lineage"_s, revenueTable, {{u"level"_s, u"dataset"_s}}});
        QTRY_COMPARE(page->view()->drawing()->level, lineage::Level::Dataset);
        page->view()->toggle(page->view()->drawing()->number(revenueTable));
        QTRY_VERIFY(page->view()->drawing()->nodes[0].open);
        const Drawing &drawing = *page->view()->drawing();
        QVERIFY(std::ranges::any_of(drawing.edges, [](const DrawnEdge &edge) {
            return edge.toRow >= 0; // columns of the open one are linked
        }));
        page->view()->setPlace({0, drawing.row(0, u"plan"_s)});
        QTRY_COMPARE(page->panel()->shown(), mesh::columnKey(revenueTable, u"plan"_s));
        if (size.width() < 1200)
            page->togglePanel();
        QCoreApplication::processEvents();
        keepPicture(window, u"lineage-open-%1"_s.arg(tag));
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(LineagePageTest)
#include "tst_lineage_page.moc"
