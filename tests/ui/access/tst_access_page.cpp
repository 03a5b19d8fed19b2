// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access_scene.h"
#include "ui/access/access_page.h"
#include "ui/access/audit_line.h"
#include "ui/access/decision_facts.h"
#include "ui/access/decision_pane.h"
#include "ui/access/grants_tab.h"
#include "ui/access/inbox_tab.h"
#include "ui/access/note_field.h"
#include "ui/access/outbox_strip.h"
#include "ui/access/own_detail.h"
#include "ui/access/own_tab.h"
#include "ui/access/policies_tab.h"
#include "ui/access/request_history.h"
#include "ui/access/request_sheet.h"
#include "ui/access/request_table.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/fact_table.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"
#include "ui/parts/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;
using Action = mesh::AccessAction::Kind;
using mesh::ColumnMode;

namespace {

struct Shown {
    explicit Shown(test::FakeSession &session, const QString &tab, const QSize &size = {1232, 828})
        : page(session)
    {
        QObject::connect(&page, &Page::toastRequested, &page,
                         [this](const QString &text, const Page::Undo &undo) {
                             toasts += text;
                             lastUndo = undo;
                         });
        page.open({u"access"_s, {}, {{u"tab"_s, tab}}});
        page.resize(size);
        page.show();
        QApplication::setActiveWindow(&page);
    }
    [[nodiscard]] DecisionPane &pane() const { return page.inbox().pane(); }
    [[nodiscard]] QLineEdit &note() const
    {
        for (QLineEdit *edit : pane().findChildren<QLineEdit *>()) {
            if (edit->maxLength() == 2000)
                return *edit;
        }
        qFatal("no note");
    }
    [[nodiscard]] QStringList visibleButtons() const
    {
        QStringList words;
        for (const Button *button : pane().findChildren<Button *>()) {
            if (button->isVisible())
                words += button->text();
        }
        return words;
    }
    void press(Qt::Key key)
    {
        page.setFocus(); // as the shell does: the list gets it
        QVERIFY(page.inbox().list()->hasFocus());
        QTest::keyClick(page.inbox().list(), key);
    }

    ui::AccessPage page;
    QStringList toasts;
    Page::Undo lastUndo;
};

QString printed(const InboxModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        lines += index.data(InboxModel::HeadingRole).toBool()
                     ? u"[%1 %2]"_s.arg(index.data().toString(),
                                        index.data(InboxModel::CountRole).toString())
                     : index.data().toString();
    }
    return lines.join(u'|');
}

SharedAccessData dataOf(const QList<mesh::AccessRequest> &requests)
{
    auto data = std::make_shared<AccessData>();
    data->requests = requests;
    data->nowMs = 1'773'306'060'000;
    return data;
}

mesh::AccessRequest request(const QString &id)
{
    mesh::AccessRequest made;
    made.id = id;
    made.product = u"product://core/p"_s;
    made.requesterName = u"Person "_s + id;
    made.state = mesh::RequestState::Pending;
    made.decidable = true;
    made.createdAtMs = 1'773'300'000'000;
    return made;
}

} // namespace

class TestAccessPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void theTableKeepsRowsThatStay()
    {
        RequestModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRequests(dataOf({request(u"c"_s), request(u"a"_s)}), {0, 1});
        const QPersistentModelIndex kept = model.index(1, 0);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

        model.setRequests(dataOf({request(u"d"_s), request(u"b"_s), request(u"a"_s)}), {0, 1, 2});

        QCOMPARE(resets.count(), 0);
        QCOMPARE(kept.row(), 2);
        QCOMPARE(kept.data(RequestModel::IdRole).toString(), u"a"_s);
        QCOMPARE(model.rowOf(u"b"_s), 1);
    }

    void anotherOrderIsTakenAsItIs()
    {
        RequestModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRequests(dataOf({request(u"a"_s), request(u"b"_s)}), {0, 1});
        model.setRequests(dataOf({request(u"b"_s), request(u"a"_s)}), {0, 1});

        QCOMPARE(model.index(0, 0).data(RequestModel::IdRole).toString(), u"b"_s);
        model.setRequests(dataOf({}), {});
        QCOMPARE(model.rowCount(), 0);
    }

    void theInboxHasThreeParts()
    {
        InboxModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        mesh::AccessRequest asked = request(u"2"_s);
        asked.state = mesh::RequestState::Asked;
        mesh::AccessRequest decided = request(u"3"_s);
        decided.state = mesh::RequestState::Denied;
        mesh::AccessRequest notForMe = request(u"4"_s);
        notForMe.decidable = false;

        model.setData(dataOf({request(u"1"_s), asked, decided, notForMe}));

        QCOMPARE(printed(model),
                 u"[Waiting for you 1]|Person 1|[Waiting for the requester 1]|Person 2|"
                 u"[Decided 1]|Person 3"_s);
        QCOMPARE(model.neighbour(1, 1), 3);
        QCOMPARE(model.neighbour(3, -1), 1);
        QCOMPARE(model.neighbour(5, 1), 5);
        model.setFilter(u"person 2"_s);
        QCOMPARE(printed(model), u"[Waiting for the requester 1]|Person 2"_s);
    }

    void onlyWhatWaitsForMeIsCounted()
    {
        mesh::AccessRequest asked = request(u"2"_s);
        asked.state = mesh::RequestState::Asked;
        mesh::AccessRequest own = request(u"3"_s);
        own.mine = true;
        mesh::AccessRequest foreign = request(u"4"_s);
        foreign.decidable = false;

        QCOMPARE(waitingForMe({request(u"1"_s), asked, own, foreign}), 1);
    }

    void oneKeyApprovesAndTheToastTakesItBack()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s); // has waited longest
        QTRY_COMPARE(shown.visibleButtons().contains(u"Approve as asked"_s), true);

        shown.press(Qt::Key_A);

        QTRY_COMPARE(session.wishes, QStringList{u"approve r-tomas"_s});
        QCOMPARE(session.actions.last().expectedVersion, 3);
        QVERIFY(session.actions.last().columns.isEmpty());
        QTRY_COMPARE(shown.toasts.size(), 1);
        QCOMPARE(shown.lastUndo.text, u"Undo"_s);
        shown.lastUndo.act();
        QTRY_COMPARE(session.wishes.last(), u"undo r-tomas"_s);
        QTRY_COMPARE(shown.toasts.last(), u"Taken back"_s);
    }

    void changedColumnsAreApprovedAsChanged()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().findChildren<SegmentedControl *>().size(), 5);
        QVERIFY(!shown.visibleButtons().contains(u"Approve with 1 changes"_s));

        for (SegmentedControl *mode : shown.pane().findChildren<SegmentedControl *>()) {
            if (mode->accessibleName() != u"subscriber_email")
                continue;
            const auto choices = mode->findChildren<QAbstractButton *>();
            QTest::mouseClick(choices[static_cast<int>(ColumnMode::Mask)], Qt::LeftButton);
        }
        QCOMPARE(shown.pane().changes(), 1);
        shown.pane().approve(true);

        QTRY_COMPARE(session.actions.size(), 1);
        QStringList sent;
        for (const mesh::ColumnScope &scope : session.actions.last().columns) {
            if (scope.mode != ColumnMode::Omit)
                sent += scope.name + u' ' + mesh::toText(scope.mode);
        }
        QCOMPARE(sent.join(u'|'), u"subscription_id give|country give|plan give|"
                                  u"net_revenue_eur give|subscriber_email mask"_s);
    }

    void aDenialNeedsANote()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);

        shown.press(Qt::Key_D);
        QVERIFY(session.wishes.isEmpty());
        QVERIFY(!shown.note().accessibleDescription().isEmpty());

        QTest::keyClicks(&shown.note(), u"Use Payment funnel"_s);
        shown.pane().deny();
        QTRY_COMPARE(session.wishes, QStringList{u"deny r-tomas"_s});
        QCOMPARE(session.actions.last().note, u"Use Payment funnel"_s);
    }

    void aSlashOffersSentencesForTheNote()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);
        shown.note().setFocus();

        QTest::keyClick(&shown.note(), Qt::Key_Slash);

        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QString sentence = menu->actions().first()->text();
        menu->actions().first()->trigger();
        menu->close();
        QCOMPARE(shown.note().text(), sentence);
        shown.pane().deny();
        QTRY_COMPARE(session.wishes, QStringList{u"deny r-tomas"_s});
    }

    void anOwnSentenceIsOfferedNextTime()
    {
        test::FakeSession session;
        test::fillInbox(session);
        {
            NoteField note(session);
            note.setText(u"Ask for 1/2 of it"_s);
            note.keepAsTemplate();
        }
        NoteField note(session);
        QTRY_COMPARE(note.templates().first(), u"Ask for 1/2 of it"_s);
    }

    void aCardIsNoHigherThanItsWords()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().findChildren<SegmentedControl *>().size(), 5);

        QCoreApplication::sendPostedEvents();

        int cards = 0;
        for (const Card *card : shown.pane().findChildren<Card *>()) {
            if (!card->isVisible())
                continue;
            ++cards;
            const int needed = card->hasHeightForWidth() ? card->heightForWidth(card->width())
                                                         : card->sizeHint().height();
            QVERIFY2(card->height() <= needed, qPrintable(card->accessibleName()));
        }
        QVERIFY(cards >= 4);
    }

    void theHistorySaysWhetherTheLogIsWhole()
    {
        test::FakeSession session;
        test::fillInbox(session);
        session.audits = {{u"Payments"_s, {}, {12, 0, 0}}};
        Shown shown(session, u"history"_s);
        AuditLine &line = *shown.page.history().audit();
        QTRY_VERIFY2(line.words().contains(u"12 entries"_s), qPrintable(line.words()));

        session.audits = {{u"Payments"_s, {}, {12, 0, 7}}};
        line.check();

        QTRY_VERIFY2(line.words().contains(u"entry 7"_s), qPrintable(line.words()));
    }

    void aPolicyIsTriedAgainstPastRequests()
    {
        test::FakeSession session;
        test::fillInbox(session);
        session.preview.answer = mesh::AccessPreview::Answer::Impossible;
        session.preview.rules = {{u"a"_s, u"No model training"_s, false, u"Ask otherwise"_s}};
        Shown shown(session, u"policies"_s);
        PoliciesTab &tab = shown.page.policies();
        QTRY_COMPARE(tab.answer(), u"Not possible"_s);
        const mesh::AccessRequest *maya = nullptr;
        const auto all = session.store()->read()->requests();
        for (const mesh::AccessRequest &request : *all)
            maya = request.id == u"r-maya" ? &request : maya;
        QVERIFY(maya);
        tab.chooseProduct(maya->product);
        QTRY_VERIFY(tab.past()->facts().rowCount() > 0);

        tab.tryPast();

        QTRY_COMPARE(tab.past()->facts().row(0)->cells[4].text, u"Not possible"_s);
    }

    void aQuestionIsTheNote()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);

        shown.press(Qt::Key_Q);
        QVERIFY(session.wishes.isEmpty());
        QTest::keyClicks(&shown.note(), u"For how long?"_s);
        shown.pane().ask();

        QTRY_COMPARE(session.wishes, QStringList{u"ask r-tomas"_s});
    }

    void jAndKWalkThroughTheRequests()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);

        shown.press(Qt::Key_J);
        QCOMPARE(shown.pane().request().id, u"r-own"_s);
        shown.press(Qt::Key_J);
        QCOMPARE(shown.pane().request().id, u"r-maya"_s);
        shown.press(Qt::Key_K);
        shown.press(Qt::Key_K);
        QCOMPARE(shown.pane().request().id, u"r-tomas"_s);
    }

    void ownRequestsComeWithoutButtons()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);

        shown.page.inbox().choose(u"r-own"_s);

        QCOMPARE(shown.visibleButtons(), QStringList{u"Open product"_s});
        shown.press(Qt::Key_A);
        QVERIFY(session.wishes.isEmpty());
    }

    void aConflictShowsBothStates()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"inbox"_s);
        QTRY_COMPARE(shown.pane().request().id, u"r-tomas"_s);
        QTRY_VERIFY(!session.drafts.isEmpty()); // the policy was asked before
        session.failure = Error{Error::Kind::Conflict, u"It is newer."_s, {}};

        shown.pane().approve(true);

        QTRY_VERIFY(shown.visibleButtons().contains(u"Keep theirs"_s));
        QVERIFY(shown.visibleButtons().contains(u"Decide again"_s));
    }

    void aGrantIsRevokedWithANote()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"grants"_s);
        QTRY_COMPARE(shown.page.grants().table()->shownRows(), 2);
        shown.page.grants().choose(u"r-jonas"_s);

        Sheet *sheet = shown.page.grants().revoke();
        QVERIFY(sheet);
        auto *note = sheet->findChild<QLineEdit *>();
        QTest::keyClick(note, Qt::Key_Return);
        QVERIFY(session.wishes.isEmpty());
        QTest::keyClicks(note, u"Left the team"_s);
        QTest::keyClick(note, Qt::Key_Return);

        QTRY_COMPARE(session.wishes, QStringList{u"revoke r-jonas"_s});
        QCOMPARE(session.actions.last().note, u"Left the team"_s);
    }

    void myRequestsCanBeAnsweredAndGivenBack()
    {
        test::FakeSession session;
        test::fillMine(session);
        Shown shown(session, u"mine"_s);
        QTRY_COMPARE(shown.page.mine().table()->shownRows(), 6);

        shown.page.mine().choose(u"m-asked"_s);
        shown.page.mine().detail()->answer(u"Only Germany"_s);
        QTRY_COMPARE(session.wishes, QStringList{u"answer m-asked"_s});
        QTRY_COMPARE(shown.toasts, QStringList{u"Answered"_s});

        shown.page.mine().choose(u"m-open"_s);
        shown.page.mine().detail()->giveBack();
        Sheet *sheet = Sheet::topmost(&shown.page);
        QVERIFY(sheet);
        QCOMPARE(session.wishes.size(), 1); // asked first
        sheet->accept();
        QTRY_COMPARE(session.wishes.last(), u"return m-open"_s);
    }

    void renewingOpensTheForm()
    {
        test::FakeSession session;
        test::fillMine(session);
        Shown shown(session, u"access"_s);
        QTRY_COMPARE(shown.page.held().table()->shownRows(), 1);
        const QSignalSpy wanted(&shown.page, &Page::accessRequested);

        for (Button *button : shown.page.held().findChildren<Button *>()) {
            if (button->text() == u"Renew")
                button->click();
        }

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first(),
                 (QVariantList{test::sceneProduct(u"subscription-revenue"_s), u"m-open"_s}));
    }

    void theOutboxCanBeEmptied()
    {
        test::FakeSession session;
        test::fillMine(session);
        Shown shown(session, u"mine"_s);
        QTRY_COMPARE(shown.page.outbox().shown(), 1);

        for (Button *button : shown.page.outbox().findChildren<Button *>()) {
            if (button->text() == u"Discard")
                button->click();
        }

        QTRY_COMPARE(session.wishes, QStringList{u"discard 1"_s});
        QTRY_COMPARE(shown.page.outbox().shown(), 0);
    }

    void theHistoryIsWrittenAsCsv()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"history"_s);
        QTRY_COMPARE(shown.page.history().table()->shownRows(), 7);

        const QByteArray csv = shown.page.history().csv();

        QCOMPARE(csv.count("\r\n"), 8);
        QVERIFY(csv.startsWith("request,asked_at,requester"));
        QVERIFY2(csv.contains("\"'=use Payment funnel, it has what you need\""),
                 "a note is no formula");
    }

    void aLinkLeadsToTheSamePlace()
    {
        test::FakeSession session;
        test::fillInbox(session);
        Shown shown(session, u"mine"_s);
        shown.page.open({u"access"_s, {}, {{u"tab"_s, u"inbox"_s}, {u"request"_s, u"r-maya"_s}}});

        QTRY_COMPARE(shown.pane().request().id, u"r-maya"_s);
        QCOMPARE(shown.page.link().toString(), u"meshlens://access/?request=r-maya&tab=inbox"_s);
    }

    void theLinkOfTheFormAsksForTheForm()
    {
        test::FakeSession session;
        ui::AccessPage page(session);
        const QSignalSpy wanted(&page, &Page::accessRequested);

        page.open({u"access"_s, u"product://core/x"_s, {{u"dialog"_s, u"request"_s}}});

        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"product://core/x"_s);
    }

    void aRequestWithoutColumnsAsksForAllWithPersonalOnesMasked()
    {
        mesh::Column plain;
        plain.name = u"a"_s;
        mesh::Column personal;
        personal.name = u"b"_s;
        personal.personal = true;
        mesh::AccessRequest all;

        const auto asked = askedColumns(all, {plain, personal});

        QCOMPARE(asked, (QList<mesh::ColumnScope>{{u"a"_s, ColumnMode::Give},
                                                  {u"b"_s, ColumnMode::Mask}}));
    }

    void everyTabDrawsInBothThemesAndSizes_data()
    {
        QTest::addColumn<QString>("tab");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const QString &tab :
             {u"inbox"_s, u"mine"_s, u"access"_s, u"grants"_s, u"history"_s, u"form"_s}) {
            for (const bool dark : {false, true}) {
                const auto add = [&](const QString &name, const QSize &size) {
                    QTest::newRow(qPrintable(tab + name + (dark ? u"-dark"_s : QString())))
                        << tab << size << dark;
                };
                // The page beside the sidebar, under header and status bar; the form over it all.
                add(u"-1440"_s, tab == u"form" ? QSize(1440, 900) : QSize(1232, 828));
                add(u"-1024"_s, tab == u"form" ? QSize(1024, 700) : QSize(972, 628));
            }
        }
    }

    void everyTabDrawsInBothThemesAndSizes()
    {
        QFETCH(QString, tab);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        test::FakeSession session;
        const bool asOwner = tab == u"inbox" || tab == u"grants" || tab == u"history";
        if (asOwner)
            test::fillInbox(session);
        else
            test::fillMine(session);
        session.preview.rules = {{u"class"_s, u"Classified public, internal"_s, true, {}},
                                 {u"max"_s, u"No longer than 180 days"_s, true, {}},
                                 {u"personal"_s, u"No personal data in clear"_s, tab == u"form",
                                  u"Mask or leave out personal columns."_s}};
        session.preview.answer = mesh::AccessPreview::Answer::AtOnce;
        session.preview.usualWaitMs = 2 * 3'600'000;
        Shown shown(session, tab == u"form" ? u"mine"_s : tab, size);
        QTRY_VERIFY(shown.page.isRead());
        if (tab == u"form") {
            auto *sheet = new RequestSheet(session, test::sceneProduct(u"subscription-revenue"_s),
                                           {}, &shown.page);
            sheet->open();
            QTRY_COMPARE(sheet->forecast().kind, Forecast::Kind::AtOnce);
        } else if (tab == u"inbox") {
            QTRY_COMPARE(shown.pane().findChildren<SegmentedControl *>().size(), 5);
        }
        // Readings that follow the first.
        QTRY_COMPARE(loadPool().activeThreadCount(), 0);
        for (int round = 0; round < 10; ++round) // rows show and lay out one after the other
            QCoreApplication::processEvents();

        const QPixmap picture = shown.page.grab();

        QVERIFY(!picture.isNull());
        QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
        QVERIFY(picture.save(QStringLiteral(MESHLENS_PICTURES "/") +
                             QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(TestAccessPage)
#include "tst_access_page.moc"
