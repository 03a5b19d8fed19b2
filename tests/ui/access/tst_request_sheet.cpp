// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access_scene.h"
#include "models/store/reader.h"
#include "ui/access/also_products.h"
#include "ui/access/column_choice.h"
#include "ui/access/request_fields.h"
#include "ui/access/request_sheet.h"
#include "ui/parts/button.h"
#include "ui/parts/states.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;
using Answer = mesh::AccessPreview::Answer;

namespace {

/// The form over a window, read and previewed.
struct Shown {
    explicit Shown(test::FakeSession &session, const QString &product, const QString &renews = {})
    {
        window.resize(1440, 900);
        window.show();
        sheet = new RequestSheet(session, test::sceneProduct(product), renews, &window);
        sheet->open();
    }
    [[nodiscard]] bool isRead() const { return sheet->fields() != nullptr; }
    [[nodiscard]] QPlainTextEdit &purpose() const
    {
        return *sheet->fields()->findChild<QPlainTextEdit *>();
    }
    [[nodiscard]] QCheckBox *terms() const
    {
        for (QCheckBox *box : sheet->fields()->findChildren<QCheckBox *>()) {
            if (box->accessibleName().contains(u"terms"))
                return box;
        }
        return nullptr;
    }
    [[nodiscard]] QStringList buttons() const
    {
        QStringList words;
        for (const Button *button : sheet->findChildren<Button *>()) {
            if (button->isVisible())
                words += button->text();
        }
        return words;
    }
    [[nodiscard]] QStringList words() const
    {
        QStringList words;
        for (const QLabel *label : sheet->findChildren<QLabel *>())
            words += label->text();
        return words;
    }
    [[nodiscard]] bool isSendable() const
    {
        for (const Button *button : sheet->findChildren<Button *>()) {
            if (button->kind() == ButtonKind::Primary && button->isEnabled())
                return true;
        }
        return false;
    }
    QWidget window;
    RequestSheet *sheet;
};

const QString why = u"Which countries are behind the drop in March?"_s;

} // namespace

class TestRequestSheet : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void theAnswerChangesTheWordsOfTheButton_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("words");
        QTest::newRow("at once") << Answer::AtOnce << u"Get access now"_s;
        QTest::newRow("owner") << Answer::Owner << u"Send to owner"_s;
    }

    void theAnswerChangesTheWordsOfTheButton()
    {
        QFETCH(Answer, answer);
        QFETCH(QString, words);
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = answer;
        Shown shown(session, u"subscription-revenue"_s);

        QTRY_COMPARE(shown.sheet->sendText(), words);
    }

    void aNewAnswerReplacesTheOldOneWhileTyping()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::Owner;
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_COMPARE(shown.sheet->sendText(), u"Send to owner"_s);

        session.preview.answer = Answer::AtOnce;
        QTest::keyClicks(&shown.purpose(), why);

        QTRY_COMPARE(shown.sheet->sendText(), u"Get access now"_s);
        QCOMPARE(session.drafts.last().purpose.text, why);
        QVERIFY2(session.drafts.size() < 10, "the policy is asked once typing pauses");
    }

    void furtherProductsAreAskedForWithTheSamePurpose()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::Owner;
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_VERIFY(shown.isRead() && shown.sheet->also() &&
                    !shown.sheet->also()->offered().isEmpty());
        const QString other = shown.sheet->also()->offered().first();
        QVERIFY(other != test::sceneProduct(u"subscription-revenue"_s));
        QTest::keyClicks(&shown.purpose(), why);
        if (QCheckBox *terms = shown.terms())
            terms->setChecked(true);

        shown.sheet->also()->add(other);
        shown.sheet->also()->add(other); // once is enough

        QTRY_COMPARE(shown.sheet->sendText(), u"Send 2 requests"_s);
        session.drafts.clear();
        shown.sheet->send();
        const auto asked = [&session] { return session.wishes.filter(u"request product://"_s); };
        QTRY_COMPARE(asked().size(), 2);
        QCOMPARE(asked().last(), u"request "_s + other);
        QCOMPARE(session.drafts.last().purpose.text, why);
    }

    void aFurtherProductThatCannotBeHadStopsTheSending()
    {
        test::FakeSession session;
        test::fillScene(session);
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_VERIFY(shown.isRead() && shown.sheet->also() &&
                    !shown.sheet->also()->offered().isEmpty());
        const QString other = shown.sheet->also()->offered().first();
        session.preview.answer = Answer::Impossible;

        shown.sheet->also()->add(other);
        QTRY_VERIFY(!shown.sheet->also()->isPossible());
        shown.sheet->also()->remove(other);

        QVERIFY(shown.sheet->also()->isPossible());
        QVERIFY(shown.sheet->also()->products().isEmpty());
    }

    void aFormJustOpenedIsNotWrong()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::Impossible;
        session.preview.rules = {
            {u"purpose"_s, u"A purpose of at least 20 characters"_s, false, u"Say it."_s},
            {u"class"_s, u"Classified internal"_s, true, {}}};
        Shown shown(session, u"subscription-revenue"_s);

        QTRY_COMPARE(shown.sheet->forecast().kind, Forecast::Kind::Incomplete);

        QVERIFY(!shown.isSendable());
        QTRY_VERIFY(shown.words().contains(u"A purpose of at least 20 characters"_s));
        shown.purpose().setPlainText(u"short"_s);
        QTRY_COMPARE(shown.sheet->forecast().kind, Forecast::Kind::Impossible);

        // Refused for another reason, it is refused, written or not.
        session.preview.rules[1].passed = false;
        QCOMPARE(forecastOf(session.preview, {}).kind, Forecast::Kind::Impossible);
        session.preview.rules.clear();
        QCOMPARE(forecastOf(session.preview, {}).kind, Forecast::Kind::Impossible);
    }

    void whatIsNotPossibleCannotBeSent()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::Impossible;
        session.preview.rules = {
            {u"p"_s, u"The contract permits reporting"_s, false, u"Choose another purpose."_s}};
        Shown shown(session, u"subscription-revenue"_s);

        QTRY_COMPARE(shown.sheet->forecast().kind, Forecast::Kind::Impossible);

        const auto [title, text] = forecastWords(shown.sheet->forecast(), {});
        QCOMPARE(text, u"Choose another purpose."_s);
        QVERIFY(!shown.isSendable());
    }

    void offlineTheRequestIsKeptForLater()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.online = false;
        Shown shown(session, u"subscription-revenue"_s);

        QTRY_COMPARE(shown.sheet->sendText(), u"Keep for later"_s);
        QCOMPARE(session.drafts.size(), 0);
    }

    void personalColumnsStartWithoutATick()
    {
        test::FakeSession session;
        test::fillScene(session);
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_VERIFY(shown.isRead());

        for (const mesh::ColumnScope &scope : shown.sheet->fields()->draft().columns)
            QCOMPARE(scope.mode, scope.name == u"subscriber_email" ? mesh::ColumnMode::Omit
                                                                   : mesh::ColumnMode::Give);
    }

    void whatWasTypedIsSent()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::AtOnce;
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_COMPARE(shown.sheet->sendText(), u"Get access now"_s);
        const QSignalSpy finished(shown.sheet, &RequestSheet::finished);
        const QSignalSpy navigated(shown.sheet, &RequestSheet::navigate);

        QTest::keyClicks(&shown.purpose(), why);
        shown.terms()->setChecked(true);
        QTest::keyClick(&shown.purpose(), Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(
            session.wishes.contains(u"request "_s + test::sceneProduct(u"subscription-revenue"_s)));
        const mesh::AccessDraft sent = session.drafts.last();
        QCOMPARE(sent.purpose.text, why);
        QCOMPARE(sent.port, u"sql"_s);
        QCOMPARE(sent.forWhom, u"me"_s);
        // Ninety days from 12 March 2026, to the end of that day.
        QCOMPARE(toRfc3339(*sent.untilMs).left(10), u"2026-06-10"_s);
        QVERIFY(shown.buttons().contains(u"Open sample"_s));
        const auto *focused = qobject_cast<Button *>(QApplication::focusWidget());
        QVERIFY(focused && focused->text() == u"Open sample");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(navigated.count(), 1);
        QCOMPARE(
            navigated.first().first().value<Link>().toString(),
            Link({u"samples"_s, test::sceneDataset(u"subscription_revenue"_s), {}}).toString());
    }

    void withoutTermsNothingIsSent()
    {
        test::FakeSession session;
        test::fillScene(session);
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_VERIFY(shown.isRead());

        QTest::keyClicks(&shown.purpose(), why);
        shown.sheet->send();

        QVERIFY(session.wishes.isEmpty());
        QVERIFY(shown.sheet->fields()->findChild<MessageStrip *>()->isVisible());
    }

    void anErrorKeepsWhatWasTyped()
    {
        test::FakeSession session;
        test::fillScene(session);
        session.preview.answer = Answer::Owner;
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_COMPARE(shown.sheet->sendText(), u"Send to owner"_s);
        QTest::keyClicks(&shown.purpose(), why);
        shown.terms()->setChecked(true);
        QTRY_COMPARE(session.drafts.last().purpose.text, why); // no preview is still to come

        session.failure = Error{Error::Kind::HttpStatus, u"The catalog refused it."_s, {}};
        shown.sheet->send();

        QTRY_VERIFY(shown.sheet->fields()->findChild<MessageStrip *>()->isVisible());
        QCOMPARE(shown.sheet->fields()->purposeText(), why);
        QVERIFY(shown.sheet->isVisible());
    }

    void aDraftIsSavedAsItStands()
    {
        test::FakeSession session;
        test::fillScene(session);
        Shown shown(session, u"subscription-revenue"_s);
        QTRY_VERIFY(shown.isRead());
        const QSignalSpy finished(shown.sheet, &RequestSheet::finished);

        QTest::keyClicks(&shown.purpose(), u"short"_s);
        shown.sheet->saveDraft();

        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session.wishes.last(),
                 u"draft "_s + test::sceneProduct(u"subscription-revenue"_s));
        QCOMPARE(session.drafts.last().purpose.text, u"short"_s);
    }

    void aQueuedRequestIsReplacedWhenItWasEdited()
    {
        test::FakeSession session;
        test::fillMine(session);
        session.preview.answer = Answer::Owner;
        Shown shown(session, u"label-settlements"_s, u"local-queued"_s);
        QTRY_VERIFY(shown.isRead());
        QVERIFY(shown.sheet->fields()->purposeText().startsWith(u"March revenue"));
        if (QCheckBox *terms = shown.terms())
            terms->setChecked(true);

        shown.sheet->send();

        QTRY_VERIFY(session.wishes.contains(u"discard 1"_s));
        QVERIFY(session.drafts.last().renews.isEmpty());
    }

    void aRenewalNamesWhatItRenews()
    {
        test::FakeSession session;
        test::fillMine(session);
        Shown shown(session, u"subscription-revenue"_s, u"m-open"_s);
        QTRY_VERIFY(shown.isRead());

        QCOMPARE(shown.sheet->fields()->draft().renews, u"m-open"_s);
        QCOMPARE(shown.sheet->fields()->findChild<ColumnChoice *>()->chosen(), 2);
    }
};

QTEST_MAIN(TestRequestSheet)
#include "tst_request_sheet.moc"
