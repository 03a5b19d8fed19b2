// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/words.h"

#include <QtTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t now = 1'773'300'000'000; // 12 March 2026
constexpr std::int64_t tenthOfJune = 1'781'049'600'000;

mesh::AccessRequest request(mesh::RequestState state,
                            mesh::GrantState grant = mesh::GrantState::None)
{
    mesh::AccessRequest made;
    made.id = u"r1"_s;
    made.product = u"product://core/p"_s;
    made.catalog = u"Payments"_s;
    made.state = state;
    made.grant = grant;
    made.untilMs = tenthOfJune;
    made.note = u"not for training models"_s;
    return made;
}

mesh::AccessDraft draft()
{
    mesh::AccessDraft made;
    made.product = u"product://core/p"_s;
    made.purpose = {mesh::PurposeKind::Reporting, u"Quarter close of the royalties"_s};
    made.untilMs = tenthOfJune;
    return made;
}

QStringList fieldsOf(const QList<access::DraftProblem> &problems)
{
    QStringList fields;
    for (const access::DraftProblem &problem : problems)
        fields.append(problem.field);
    return fields;
}

} // namespace

class TestAccessWords : public QObject
{
    Q_OBJECT

private slots:
    void everyStateHasItsWordAndMark_data()
    {
        using mesh::GrantState;
        using mesh::RequestState;
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("grant");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("mark");
        const auto row = [](const char *name, RequestState state, GrantState grant,
                            const QString &word, access::Mark mark) {
            QTest::newRow(name) << int(state) << int(grant) << word << int(mark);
        };
        row("queued", RequestState::Queued, GrantState::None, u"In the outbox"_s,
            access::Mark::Offline);
        row("submitted", RequestState::Submitted, GrantState::None, u"Sent"_s,
            access::Mark::Waiting);
        row("pending", RequestState::Pending, GrantState::None, u"Lucia Vega decides"_s,
            access::Mark::Waiting);
        row("asked", RequestState::Asked, GrantState::None, u"Waiting for an answer"_s,
            access::Mark::Waiting);
        row("approved", RequestState::Approved, GrantState::None, u"Approved"_s, access::Mark::Met);
        row("denied", RequestState::Denied, GrantState::None, u"Denied: not for training models"_s,
            access::Mark::Missed);
        row("cancelled", RequestState::Cancelled, GrantState::None, u"Cancelled"_s,
            access::Mark::Unknown);
        row("active", RequestState::Approved, GrantState::Active, u"Open until 10 June 2026"_s,
            access::Mark::Met);
        row("failed", RequestState::Approved, GrantState::Failed, u"Not set up yet, by Payments"_s,
            access::Mark::Warning);
        row("expired", RequestState::Approved, GrantState::Expired, u"Ended on 10 June 2026"_s,
            access::Mark::Unknown);
        row("returned", RequestState::Approved, GrantState::Returned, u"Given back"_s,
            access::Mark::Unknown);
        row("revoked", RequestState::Approved, GrantState::Revoked,
            u"Revoked: not for training models"_s, access::Mark::Missed);
    }

    void everyStateHasItsWordAndMark()
    {
        QFETCH(int, state);
        QFETCH(int, grant);
        QFETCH(QString, word);
        QFETCH(int, mark);

        const access::Words words = access::words(
            request(mesh::RequestState(state), mesh::GrantState(grant)), u"Lucia Vega"_s);

        QCOMPARE(words.text, word);
        QCOMPARE(int(words.mark), mark);
    }

    void anApprovalSaysWhoGaveIt()
    {
        mesh::AccessRequest approved = request(mesh::RequestState::Approved);
        approved.decidedBy = u"policy:internal"_s;
        QCOMPARE(access::requestWords(approved).text, u"Approved by policy"_s);

        approved.decidedBy = u"party://lucia@cadenza.example"_s;
        approved.decidedByName = u"Lucia Vega"_s;
        QCOMPARE(access::requestWords(approved).text, u"Approved by Lucia Vega"_s);
    }

    void aLongNoteIsCutAtAWord()
    {
        mesh::AccessRequest denied = request(mesh::RequestState::Denied);
        denied.note = QString(u"word "_s).repeated(100);

        const QString text = access::requestWords(denied).text;

        QVERIFY(text.size() < 80);
        QVERIFY(text.endsWith(u"word…"));
    }

    void theWayInFollowsModeGrantAndPolicy()
    {
        using mesh::AccessMode;
        using mesh::AccessWay;
        using mesh::GrantState;
        QCOMPARE(access::accessWay(AccessMode::Open, GrantState::None, false, false),
                 AccessWay::Open);
        QCOMPARE(access::accessWay(AccessMode::Request, GrantState::Active, true, true),
                 AccessWay::Granted);
        QCOMPARE(access::accessWay(AccessMode::Request, GrantState::Revoked, true, true),
                 AccessWay::Policy);
        QCOMPARE(access::accessWay(AccessMode::Request, GrantState::None, false, true),
                 AccessWay::Owner);
        QCOMPARE(access::accessWay(AccessMode::Request, GrantState::None, false, false),
                 AccessWay::None);
        // The catalog says itself what its policy would answer.
        QCOMPARE(access::accessWay(AccessMode::AtOnce, GrantState::None, false, true),
                 AccessWay::Policy);
        QCOMPARE(access::accessWay(AccessMode::AtOnce, GrantState::Active, false, true),
                 AccessWay::Granted);
        QCOMPARE(access::accessWay(AccessMode::AtOnce, GrantState::None, false, false),
                 AccessWay::None);
        QCOMPARE(access::accessWay(AccessMode::Unknown, GrantState::None, true, true),
                 AccessWay::None);
    }

    void nobodyDecidesTheirOwnRequest()
    {
        using Action = mesh::AccessAction::Kind;
        mesh::AccessRequest own = request(mesh::RequestState::Pending);
        own.decidable = true;
        own.mine = true;
        QCOMPARE(access::possibleActions(own), QList<Action>{Action::Cancel});

        own.mine = false;
        const QList<Action> owner{Action::Approve, Action::Deny, Action::Ask};
        QCOMPARE(access::possibleActions(own), owner);
    }

    void aGrantEndsWithItsDate()
    {
        const mesh::AccessRequest active =
            request(mesh::RequestState::Approved, mesh::GrantState::Active);

        QVERIFY(access::isActive(active, tenthOfJune - 1));
        QVERIFY(!access::isActive(active, tenthOfJune));
    }

    void aDraftIsCheckedBeforeItIsSent()
    {
        mesh::Column amount;
        amount.name = u"amount"_s;
        mesh::Contract contract;
        contract.permittedPurposes = {u"reporting"_s};
        QVERIFY(access::problemsOf(draft(), {amount}, {contract}, now).isEmpty());

        mesh::AccessDraft bad = draft();
        bad.product.clear();
        bad.purpose = {mesh::PurposeKind::ModelTraining, u" why "_s};
        bad.untilMs = now - 1;
        bad.columns = {{u"amount"_s, mesh::ColumnMode::Omit}, {u"gone"_s, mesh::ColumnMode::Omit}};

        const QStringList expected{u"product"_s, u"purpose"_s, u"purpose_kind"_s,
                                   u"until"_s,   u"columns"_s, u"columns"_s};
        QCOMPARE(fieldsOf(access::problemsOf(bad, {amount}, {contract}, now)), expected);
    }

    void theLetterNamesProductPurposeAndColumns()
    {
        store::ProductRow product;
        product.name = u"Payouts"_s;
        product.key = u"product://core/p"_s;
        mesh::AccessDraft asked = draft();
        asked.columns = {{u"amount"_s, mesh::ColumnMode::Give},
                         {u"iban"_s, mesh::ColumnMode::Mask}};

        const QString text = access::draftText(asked, product, u"Hanna Lind"_s);

        QVERIFY(text.contains(u"“Payouts” (product://core/p)"));
        QVERIFY(text.contains(u"Reporting. Quarter close of the royalties"));
        QVERIFY(text.contains(u"  - iban (masked)"));
        QVERIFY(text.contains(u"the owner of this data product"));
        QVERIFY(text.endsWith(u"Hanna Lind\n"));
    }
};

QTEST_APPLESS_MAIN(TestAccessWords)
#include "tst_access_words.moc"
