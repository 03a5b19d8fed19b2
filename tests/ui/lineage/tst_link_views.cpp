// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lineage/actions.h"
#include "tests/ui/lineage/bank_mesh.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/link_panel.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

// A chosen link as a part of the view: undone, redone, kept by name, brought back.

class LinkViewsTest : public QObject
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
        m_session = std::make_unique<FakeSession>();
        m_bank = std::make_unique<Bank>(*m_session);
        m_positions = m_bank->add(u"positions"_s, trade);
        const QString exposure = m_bank->add(u"exposure"_s, risk);
        const QString ledger = m_bank->add(u"ledger"_s, finance);
        m_bank->flow(m_positions, exposure);
        m_bank->flow(exposure, ledger);
        m_bank->pull();
        makePage();
    }

    void cleanup()
    {
        m_page.reset();
        m_bank.reset();
        m_session.reset();
    }

    void choosingALinkIsUndoneAndRedone()
    {
        choose(trade, risk);
        choose(risk, finance);
        view().setPlace({view().drawing()->number(trade), -1});

        undo();
        QCOMPARE(chosen(), LinkId({risk, finance, {}, {}}));
        QVERIFY(panel().isVisible());
        QTRY_COMPARE(panel().shown(), std::pair(risk, finance));
        undo();
        QCOMPARE(chosen(), LinkId({trade, risk, {}, {}}));
        QTRY_COMPARE(panel().shown(), std::pair(trade, risk));
        undo();
        QVERIFY(!chosen().isValid());
        QVERIFY(!panel().isVisible());
        redo();
        QCOMPARE(chosen(), LinkId({trade, risk, {}, {}}));
        redo();
        redo();
        QVERIFY(!chosen().isValid());
        QCOMPARE(view().place().node, view().drawing()->number(trade));
    }

    void aLinkComesBackWithTheLevelItWasChosenAt()
    {
        choose(trade, risk);
        emit m_page->toolbar()->levelChanged(lineage::Level::Product);
        QTRY_COMPARE(view().drawing()->level, lineage::Level::Product);
        QVERIFY(!chosen().isValid());

        undo();

        QTRY_COMPARE(view().drawing()->level, lineage::Level::Domain);
        QCOMPARE(chosen(), LinkId({trade, risk, {}, {}}));
        QVERIFY(panel().isVisible());
    }

    void aLinkOfColumnsIsKnownByThem()
    {
        ViewState state;
        state.link = {u"a"_s, u"b"_s, u"amount"_s, u"total"_s};
        const auto again = viewFromJson(toJson(state));
        QVERIFY(again);
        QVERIFY(again->sameAs(state));
        QCOMPARE(again->link, state.link);
        ViewState other = state;
        other.link.toColumn = u"sum"_s;
        QVERIFY(!other.sameAs(state));
    }

    void aViewKeptBeforeThereWereLinksInItStillLoads()
    {
        keep(u"Old"_s, "{\"question\":\"around\",\"root\":\"\",\"to\":\"\",\"level\":\"domain\","
                       "\"up\":2,\"down\":3,\"colour\":2,\"chosen\":\"domain://bank/risk\","
                       "\"list\":false,\"x\":1,\"y\":2,\"zoom\":1}");
        choose(trade, risk);

        openNamed(u"Old"_s);

        QTRY_COMPARE(view().look().colourBy, ColourBy::Owner);
        QTRY_COMPARE(view().place().node, view().drawing()->number(risk));
        QVERIFY(!chosen().isValid());
        undo(); // a named view is a change of the view as well
        QTRY_COMPARE(chosen(), LinkId({trade, risk, {}, {}}));
        QCOMPARE(view().look().colourBy, ColourBy::Quality);
    }

    void aNamedViewBringsItsLinkBackAfterARestart()
    {
        choose(risk, finance);
        saveAs(u"Risk feeds finance"_s);
        makePage(); // knows nothing of the one before
        QVERIFY(!chosen().isValid());

        openNamed(u"Risk feeds finance"_s);

        QTRY_COMPARE(chosen(), LinkId({risk, finance, {}, {}}));
        QTRY_COMPARE(panel().shown(), std::pair(risk, finance));
        QVERIFY(panel().isVisible());
    }

    void aLinkThatIsGoneIsSaidAndNothingElseIsLost()
    {
        emit m_page->toolbar()->colourByChanged(static_cast<int>(ColourBy::Owner));
        choose(trade, risk);
        saveAs(u"Trade feeds risk"_s);
        emit m_page->toolbar()->colourByChanged(static_cast<int>(ColourBy::Freshness));
        view().setPlace({view().drawing()->number(finance), -1});
        m_bank->noFlow(m_positions);
        m_bank->pull();
        QTRY_COMPARE(view().edgeItems(), 1);
        QSignalSpy said(m_page.get(), &Page::toastRequested);

        openNamed(u"Trade feeds risk"_s);

        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(said.first().first().toString(),
                 u"The link from trade to risk is no longer there. The rest of the view is as it "
                 "was."_s);
        QCOMPARE(view().look().colourBy, ColourBy::Owner);
        QCOMPARE(view().nodeItems(), 3);
        QVERIFY(!chosen().isValid());
    }

    void undoToALinkThatIsGoneCanStillBeRedone()
    {
        choose(trade, risk);
        emit m_page->toolbar()->colourByChanged(static_cast<int>(ColourBy::Owner));
        view().setPlace({view().drawing()->number(finance), -1});
        m_bank->noFlow(m_positions);
        m_bank->pull();
        QTRY_COMPARE(view().edgeItems(), 1);
        QSignalSpy said(m_page.get(), &Page::toastRequested);

        undo();

        QCOMPARE(said.count(), 1);
        QCOMPARE(view().look().colourBy, ColourBy::Owner);
        redo();
        QCOMPARE(view().place().node, view().drawing()->number(finance));
        QCOMPARE(said.count(), 1); // there was something to redo
    }

private:
    [[nodiscard]] GraphView &view() const { return *m_page->view(); }
    [[nodiscard]] LinkPanel &panel() const { return *m_page->panel()->link(); }
    [[nodiscard]] LinkId chosen() const
    {
        return view().edge() < 0
                   ? LinkId()
                   : linkId(*view().drawing(), view().drawing()->edges[view().edge()]);
    }

    void makePage()
    {
        m_page = std::make_unique<LineagePage>(*m_session);
        m_page->resize(1388, 820);
        m_page->show();
        m_page->open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(view().drawing());
    }

    void choose(const QString &from, const QString &to)
    {
        const int edge = linkBetween(*view().drawing(), {from, to, {}, {}});
        QVERIFY(edge >= 0);
        view().setEdge(edge);
    }

    void trigger(const QString &command)
    {
        QAction *action = startingWith(m_page->commands(), command);
        QVERIFY(action);
        action->trigger();
    }
    void undo() { trigger(u"Undo"_s); }
    void redo() { trigger(u"Redo"_s); }

    void keep(const QString &name, const QByteArray &body)
    {
        const store::Kept kept{0, u"lineage-view"_s, name, {}, body, 0, 1};
        QVERIFY(m_session
                    ->write([kept](store::Writer &writer) -> Result<void> {
                        const auto id = writer.keep(kept);
                        return id ? Result<void>() : Result<void>(id.error());
                    })
                    .result());
    }

    void saveAs(const QString &words)
    {
        QSignalSpy said(m_page.get(), &Page::toastRequested);
        trigger(u"Save this view"_s);
        QLineEdit *name = nullptr;
        for (QLineEdit *field : m_page->findChildren<QLineEdit *>()) {
            if (field->accessibleName() == u"Name of the view")
                name = field;
        }
        QVERIFY(name);
        name->setText(words);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(said.count(), 1); // it is on disk
    }

    void openNamed(const QString &words)
    {
        QMenu *menu = m_page->toolbar()->viewMenu();
        emit menu->aboutToShow();
        QTRY_VERIFY(startingWith(menu->actions(), words));
        startingWith(menu->actions(), words)->trigger();
    }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<Bank> m_bank;
    std::unique_ptr<LineagePage> m_page;
    QString m_positions;
};

QTEST_MAIN(LinkViewsTest)
#include "tst_link_views.moc"
