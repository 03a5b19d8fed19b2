// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QDate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

constexpr auto requestShape = R"({"id": "text", "version": "whole", "key": "text", "port": "text?",
    "requester": "text?", "for": "text", "purpose": {"kind": "text", "text": "text"},
    "columns": [{"name": "text", "mode": "text"}], "until": "time?", "due": "time?",
    "renews": "text?", "state": "text", "grant": "text", "grant_id": "text?",
    "decided_by": "text?", "decided_at": "time?", "note": "text?", "messages": ["any"],
    "history": [{"at": "time", "who": "text", "what": "text"}]})";

const QString secretProduct = u"Subscriber accounts"_s;
const QString purpose = u"How many subscribers stay after the price rise"_s;

} // namespace

/// Asking and answering as people do, each with a profile of their own.
class CliAccessTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_program.startDemo()); }

    void policyApprovesInternalDataAtOnce()
    {
        const QString product = u"product://cadenza-payments/price-realisation"_s;
        QCOMPARE(hanna({u"sample"_s, product}).code, 4);

        const Answer asked = hanna({u"access"_s, u"request"_s, product, u"--purpose"_s, purpose,
                                    u"--purpose-kind"_s, u"reporting"_s});

        QCOMPARE(asked.code, 0);
        QCOMPARE(difference(asked.json(), Json::parse(requestShape)), QString());
        QCOMPARE(text(asked.json(), "state"), u"approved"_s);
        QCOMPARE(text(asked.json(), "grant"), u"active"_s);
        const Answer rows = hanna({u"sample"_s, product, u"--rows"_s, u"3"_s});
        QCOMPARE(rows.code, 0);
        QCOMPARE(rows.json()["rows"].size(), std::size_t(3));
    }

    void anOwnerDecidesAndARevokedSampleIsGone()
    {
        const QString id = askForSecrets();
        QVERIFY(!id.isEmpty());

        QVERIFY(idsOf(as(u"karol"_s, {u"access"_s, u"list"_s, u"--inbox"_s})).contains(id));
        QCOMPARE(hanna({u"access"_s, u"approve"_s, id}).code, 4);          // nobody's own
        QCOMPARE(as(u"petra"_s, {u"access"_s, u"approve"_s, id}).code, 4); // a steward
        const Answer question =
            as(u"karol"_s, {u"access"_s, u"ask"_s, id, u"--note"_s, u"Which months?"_s});
        QCOMPARE(text(question.json(), "state"), u"asked"_s);
        QCOMPARE(hanna({u"access"_s, u"answer"_s, id, u"--note"_s, u"All of them"_s}).code, 0);
        const Answer approved = as(u"karol"_s, {u"access"_s, u"approve"_s, id, u"--columns"_s,
                                                u"subscriber_id,country"_s});
        QCOMPARE(approved.code, 0);
        QCOMPARE(text(approved.json(), "grant"), u"active"_s);

        const Answer rows = hanna({u"sample"_s, secretProduct});
        QCOMPARE(rows.code, 0);
        QCOMPARE(rows.json()["columns"].size(), std::size_t(2));

        QCOMPARE(
            as(u"karol"_s, {u"access"_s, u"revoke"_s, id, u"--note"_s, u"The review is over"_s})
                .code,
            0);
        QCOMPARE(hanna({u"sample"_s, secretProduct}).code, 4);
        QCOMPARE(hanna({u"query"_s, u"SELECT * FROM \"subscriber_accounts.subscriber_accounts\""_s})
                     .code,
                 2);
        const Answer shown = hanna({u"access"_s, u"show"_s, id});
        QCOMPARE(text(shown.json(), "grant"), u"revoked"_s);
        QCOMPARE(difference(shown.json(), Json::parse(requestShape)), QString());
    }

    void aDenialSaysWhyAndAnswersOnce()
    {
        const QString id = askForSecrets();

        const Answer denied =
            as(u"karol"_s, {u"access"_s, u"deny"_s, id, u"--note"_s, u"Ask Marketing"_s});

        QCOMPARE(denied.code, 0);
        QCOMPARE(text(denied.json(), "state"), u"denied"_s);
        QCOMPARE(text(denied.json(), "note"), u"Ask Marketing"_s);
        QCOMPARE(as(u"karol"_s, {u"access"_s, u"approve"_s, id}).code, 1);
    }

    void aRequestDeniedByPolicyIsExitOne()
    {
        const Answer answer = hanna({u"access"_s, u"request"_s, secretProduct, u"--purpose"_s,
                                     purpose, u"--purpose-kind"_s, u"model_training"_s});

        QCOMPARE(answer.code, 1);
        QCOMPARE(text(answer.json(), "state"), u"denied"_s);
    }

    void aRequestTheNodeRefusesIsWrongUsageAndItsDraftGoesAway()
    {
        QCOMPARE(hanna({u"access"_s, u"request"_s, secretProduct, u"--purpose"_s, u"short"_s}).code,
                 2);

        const Json mine = hanna({u"access"_s, u"list"_s, u"--mine"_s}).json();
        const auto draft = std::find_if(mine.begin(), mine.end(), [](const Json &request) {
            return text(request, "state") == u"draft";
        });
        QVERIFY(draft != mine.end()); // nothing typed is lost
        const Answer cancelled = hanna({u"access"_s, u"cancel"_s, text(*draft, "id")});
        QCOMPARE(cancelled.code, 0);
        QCOMPARE(text(cancelled.json(), "state"), u"cancelled"_s);
    }

    void renewReturnAndCancel()
    {
        const QString later = QDate::currentDate().addDays(280).toString(Qt::ISODate);
        const Answer renewed = hanna({u"access"_s, u"renew"_s, u"seed-w9"_s, u"--until"_s, later});
        QCOMPARE(renewed.code, 0);
        QCOMPARE(text(renewed.json(), "renews"), u"seed-w9"_s);
        QVERIFY(text(renewed.json(), "until").startsWith(later + u"T23:59:59"_s));
        const QString id = askForSecrets();
        const Answer cancelled = hanna({u"access"_s, u"cancel"_s, id});
        QCOMPARE(text(cancelled.json(), "state"), u"cancelled"_s);

        const Json active = hanna({u"access"_s, u"list"_s, u"--mine"_s}).json();
        const auto granted = std::find_if(active.begin(), active.end(), [](const Json &request) {
            return text(request, "grant") == u"active";
        });
        QVERIFY(granted != active.end());
        const Answer returned = hanna({u"access"_s, u"return"_s, text(*granted, "id")});
        QCOMPARE(text(returned.json(), "grant"), u"returned"_s);
    }

    /// Last: stops the demo.
    void commandsHostTheNodesWhereNobodyDoes()
    {
        m_program.stopDemo();

        const Answer local = m_program.run({u"search"_s, u"price"_s, u"--json"_s});
        const Answer synced = m_program.run({u"--demo"_s, u"sync"_s, u"--json"_s});
        const Answer rows = hanna({u"sample"_s, u"Exchange rates"_s, u"--refresh"_s});

        QCOMPARE(local.code, 0);
        QCOMPARE(synced.code, 0);
        QCOMPARE(synced.json().size(), std::size_t(4));
        QCOMPARE(rows.code, 0);
    }

private:
    [[nodiscard]] Answer as(const QString &profile, const QStringList &words) const
    {
        return m_program.run(QStringList{u"--profile"_s, profile, u"--json"_s} + words);
    }

    [[nodiscard]] Answer hanna(const QStringList &words) const { return as(u"hanna"_s, words); }

    [[nodiscard]] QString askForSecrets() const
    {
        const Answer asked =
            hanna({u"access"_s, u"request"_s, secretProduct, u"--purpose"_s, purpose});
        return asked.code == 0 && text(asked.json(), "state") == u"pending"
                   ? text(asked.json(), "id")
                   : QString();
    }

    static QStringList idsOf(const Answer &answer)
    {
        QStringList ids;
        const Json list = answer.json();
        for (const Json &request : list)
            ids.append(text(request, "id"));
        return ids;
    }

    Program m_program;
};

QTEST_GUILESS_MAIN(CliAccessTest)
#include "tst_cli_access.moc"
