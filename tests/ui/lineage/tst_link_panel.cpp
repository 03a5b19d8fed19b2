// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lineage/bank_mesh.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/link_panel.h"
#include "ui/lineage/panel_figure.h"
#include "ui/parts/button.h"
#include "ui/parts/states.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

/// One link of each state, and 15 more without a contract.
void fill(test::FakeSession &session)
{
    Bank bank(session);
    const QString exposure = bank.add(u"exposure"_s, risk);
    const QString history = bank.add(u"history"_s, risk);
    const auto source = [&](const QString &name) {
        const QString key = bank.add(name, trade);
        bank.flow(key, exposure);
        return key;
    };
    source(u"intraday"_s);
    bank.promise(u"intraday"_s, 6);
    bank.age(u"intraday"_s, 15, 6);
    const QString events = source(u"events"_s);
    bank.promise(u"events"_s, 0);
    bank.check(events, false);
    source(u"settled"_s);
    bank.promise(u"settled"_s, 24);
    bank.age(u"settled"_s, 2, 24);
    source(u"netting"_s);
    bank.promise(u"netting"_s, 24); // nobody knows how old it is
    source(u"ticks"_s);
    bank.age(u"ticks"_s, 3, 2, true);
    for (int i = 0; i < 15; ++i)
        source(u"notes%1"_s.arg(i, 2, 10, QLatin1Char('0')));
    // The most used one: two tables of history read it as well, as one product.
    const QString snapshots = source(u"snapshots"_s);
    bank.check(snapshots, true);
    bank.promise(u"snapshots"_s, 0);
    bank.flow(snapshots, history);
    bank.pull();
}

const DomainLink *linkFrom(const LinkPanel &panel, const QString &name)
{
    const auto &all = panel.model().links();
    const auto found = std::ranges::find(all, name, &DomainLink::fromName);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

class LinkPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void init()
    {
        m_session = std::make_unique<test::FakeSession>();
        fill(*m_session);
        m_page = std::make_unique<LineagePage>(*m_session);
        m_page->resize(1388, 820);
        m_page->show();
        m_page->open({u"lineage"_s, {}, {{u"chosen"_s, trade}, {u"towards"_s, risk}}});
        QTRY_COMPARE(link().shown(), std::pair(trade, risk));
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
    }

    void theLinkOfTwoDomainsHasAPageOfItsOwn()
    {
        QVERIFY(link().isVisible());
        QVERIFY(m_page->view()->edge() >= 0);
        QCOMPARE(m_page->link().state.value(u"towards"_s), risk);
        m_page->view()->setPlace({m_page->view()->drawing()->number(trade), -1});
        QVERIFY(!link().isVisible());
        m_page->view()->setEdge(0);
        QVERIFY(link().isVisible());
        m_page->view()->setPlace({});
        QVERIFY(!link().isVisible());
    }

    void aChosenLinkStaysChosenWhenTheGraphIsReadAgain()
    {
        const auto before = m_page->view()->scene()->shared();
        m_page->reload();
        QTRY_VERIFY(m_page->view()->scene()->shared() != before);
        QCOMPARE(m_page->view()->edge(), 0);
        QVERIFY(link().isVisible());
        QTRY_COMPARE(link().shown(), std::pair(trade, risk));
        QCOMPARE(link().model().links().size(), 22);
    }

    void figuresCountTheLinksOfProducts()
    {
        const auto figures = link().findChildren<PanelFigure *>();
        QCOMPARE(figures.size(), 3);
        QCOMPARE(figures[0]->value(), u"22"_s);
        QCOMPARE(figures[1]->value(), u"6"_s);
        QCOMPARE(figures[2]->value(), u"2"_s);
    }

    void everyLinkIsListedTheWorstFirst()
    {
        const QAbstractItemModelTester tester(
            const_cast<LinkModel *>(&link().model()),
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto &all = link().model().links();
        QCOMPARE(all.size(), 22);
        QCOMPARE(all[0].fromName, u"intraday"_s);
        QCOMPARE(all[1].fromName, u"events"_s);
        QCOMPARE(all[2].fromName, u"ticks"_s);
        QCOMPARE(all[3].fromName, u"netting"_s);
        QCOMPARE(all.last().state, LinkState::NoContract);
        QVERIFY(std::ranges::is_sorted(all, {}, &DomainLink::state));

        link().setOrder(LinkModel::Order::MostUsed);
        QVERIFY(std::ranges::is_sorted(all, std::ranges::greater(), &DomainLink::count));
        QCOMPARE(all.size(), 22);
        link().setOrder(LinkModel::Order::WorstFirst);
        QCOMPARE(all[0].fromName, u"intraday"_s);
    }

    void theMostUsedComesFirstWhenAsked()
    {
        LinkModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        DomainLink broken;
        broken.fromName = u"broken"_s;
        broken.state = LinkState::Broken;
        DomainLink used;
        used.fromName = u"used"_s;
        used.count = 7;
        model.setLinks({broken, used});
        QCOMPARE(model.links().first().fromName, u"broken"_s);
        model.setOrder(LinkModel::Order::MostUsed);
        QCOMPARE(model.links().first().fromName, u"used"_s);
        model.setLinks({used, broken}); // the order stays chosen
        QCOMPARE(model.links().first().fromName, u"used"_s);
    }

    void whatIsNotKnownIsNotGreen()
    {
        const DomainLink *netting = linkFrom(link(), u"netting"_s);
        QVERIFY(netting);
        QCOMPARE(netting->state, LinkState::Unknown);
        QCOMPARE(markOf(*netting), Mark::Unknown);
        QVERIFY(reasonOf(*netting).endsWith(u", nothing is measured"_s));
        const DomainLink *notes = linkFrom(link(), u"notes00"_s);
        QVERIFY(notes);
        QCOMPARE(markOf(*notes), Mark::Unknown);
        QCOMPARE(reasonOf(*notes), u"no contract"_s);
    }

    void reasonsSayWhatIsKnown()
    {
        const auto reason = [this](const QString &name) {
            const DomainLink *found = linkFrom(link(), name);
            return found ? reasonOf(*found) : QString();
        };
        QCOMPARE(reason(u"intraday"_s), u"outdated, 9 h late"_s);
        QCOMPARE(reason(u"events"_s), u"check does not pass: Notional is given"_s);
        QVERIFY(reason(u"settled"_s).endsWith(u" met"_s));
        QVERIFY(reason(u"snapshots"_s).endsWith(u" met"_s));
        QVERIFY(reason(u"ticks"_s).endsWith(u"late, no contract"_s));
        // Late against what was learned breaks no contract.
        QCOMPARE(markOf(*linkFrom(link(), u"ticks"_s)), Mark::Partly);
    }

    void theStripNamesTheWorst()
    {
        auto *strip = link().findChild<MessageStrip *>();
        QVERIFY(strip && strip->isVisible());
        QVERIFY2(strip->accessibleName().startsWith(
                     u"exposure is at risk. intraday is 9 h late, since "_s),
                 qPrintable(strip->accessibleName()));
        QCOMPARE(link().links().addresses, QStringList{u"ana@bank.example"_s});
    }

    void enterOpensTheSource()
    {
        QSignalSpy spy(m_page.get(), &Page::navigate);
        auto *list = link().findChild<QListView *>();
        list->setCurrentIndex(link().model().index(1));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].value<Link>().key, productKey(u"events"_s));
    }

    void bothDomainsOpenInPlace()
    {
        emit link().expandWanted(trade, risk);
        QTRY_COMPARE(m_page->view()->drawing()->level, lineage::Level::Product);
        const Drawing &drawing = *m_page->view()->drawing();
        QVERIFY(drawing.number(productKey(u"intraday"_s)) >= 0);
        QVERIFY(drawing.number(productKey(u"exposure"_s)) >= 0);
        QCOMPARE(drawing.number(trade), -1);
        QCOMPARE(drawing.number(risk), -1);
        QVERIFY(!link().isVisible());
    }

    void theListIsAFileWithEveryLink()
    {
        const TableText table = tableOf(link().model().links());
        QCOMPARE(table.rows.size(), 22);
        QCOMPARE(table.rows[0].size(), table.columns.size());
        QVERIFY(table.rows[0].contains(u"broken"_s));
        QCOMPARE(csvOf(table).count("\r\n"), 23);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << false << QSize(1388, 820);
        QTest::newRow("dark-small") << true << QSize(972, 620);
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        m_page->resize(size);
        if (!link().isVisible()) // the panel lies over a small page once it is asked for
            m_page->togglePanel();
        QTRY_VERIFY(link().isVisible());
        QCoreApplication::processEvents(); // the list takes its colours and its place
        QVERIFY(QDir().mkpath(QStringLiteral(MESHLENS_PICTURES)));
        QVERIFY(m_page->grab().save(u"%1/lineage-link-%2.png"_s.arg(
            QStringLiteral(MESHLENS_PICTURES), QString::fromLatin1(QTest::currentDataTag()))));
        Theme::instance().setMode(ThemeMode::Light);
    }

private:
    [[nodiscard]] LinkPanel &link() const { return *m_page->panel()->link(); }

    std::unique_ptr<test::FakeSession> m_session;
    std::unique_ptr<LineagePage> m_page;
};

QTEST_MAIN(LinkPanelTest)
#include "tst_link_panel.moc"
