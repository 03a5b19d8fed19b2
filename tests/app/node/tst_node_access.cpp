// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_fixture.h"

#include "app/commands/serve.h"
#include "app/node/state.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <future>
#include <set>

using namespace meshlens;
using namespace meshlens::tests;
using namespace Qt::StringLiterals;

namespace {

const std::int64_t start = fromRfc3339(u"2026-03-12T09:00:00Z");

Json wish(const char *product, const char *kind = "reporting")
{
    return {{"product", product},
            {"purpose", {{"kind", kind}, {"text", "Close the books of March"}}},
            {"until", "2026-05-01"},
            {"for", "me"}};
}

Reply ask(const QString &url, const char *who, const Json &body, const std::string &key)
{
    return send(url, "POST", "/access-requests", who, body, {{"Idempotency-Key", key}});
}

std::string idOf(const Reply &reply)
{
    return reply.json.is_object() ? reply.json.value("id", "") : std::string();
}

} // namespace

class TestNodeAccess final : public QObject
{
    Q_OBJECT

private slots:
    void rowsOpenWithAGrantAndCloseWithItsEnd()
    {
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const QString url = server->url();
        const std::string rows = "/datasets/c-two.refunds/sample";
        const Reply before = send(url, "GET", rows, "token-hanna");
        QCOMPARE(before.status, 403);
        QCOMPARE(before.type, std::string("application/problem+json"));
        QCOMPARE(mismatch("Problem", before.json), std::string());

        const Reply asked = ask(url, "token-hanna", wish("p-two"), "k1");
        QCOMPARE(asked.status, 201);
        QCOMPARE(Json(asked.json["state"]).dump(), Json("pending").dump());
        QCOMPARE(mismatch("Access", asked.json), std::string());
        QCOMPARE(send(url, "GET", rows, "token-hanna").status, 403);

        const std::string request = "/access-requests/" + idOf(asked);
        const Json approval = {
            {"decision", "approve"},
            {"expected_version", 1},
            {"columns",
             {{{"name", "id"}, {"mode", "give"}}, {{"name", "email"}, {"mode", "mask"}}}}};
        const Reply approved = send(url, "POST", request + "/decision", "token-karol", approval);
        QCOMPARE(approved.status, 200);
        QCOMPARE(Json(approved.json["grant"]).dump(), Json("active").dump());
        QCOMPARE(mismatch("Access", approved.json), std::string());

        const Reply sample = send(url, "GET", rows, "token-hanna");
        QCOMPARE(sample.status, 200);
        QCOMPARE(mismatch("Sample", sample.json), std::string());
        QCOMPARE(sample.json["columns"].size(), 2u); // the others are left out
        QCOMPARE(Json(sample.json["columns"][1]["masked"]).dump(), Json(true).dump());
        QCOMPARE(Json(sample.json["rows"][0][0]).dump(), Json(1).dump());
        QCOMPARE(Json(sample.json["rows"][0][1]).dump(), Json(sample.json["rows"][2][1]).dump());
        QVERIFY(sample.json["rows"][0][1] != sample.json["rows"][1][1]);
        QVERIFY(sample.body.find("ann@x.example") == std::string::npos);
        QCOMPARE(Json(sample.json["complete"]).dump(), Json(true).dump());
        const Reply grants = send(url, "GET", "/grants", "token-hanna");
        QCOMPARE(mismatch("GrantList", grants.json), std::string());
        QCOMPARE(grants.json["items"].size(), 1u);

        const std::string grant = "/grants/" + idOf(asked);
        QCOMPARE(send(url, "POST", grant + "/revoke", "token-karol", Json::object()).status, 422);
        QCOMPARE(send(url, "POST", grant + "/revoke", "token-hanna", {{"note", "x"}}).status, 403);
        QCOMPARE(Json(send(url, "POST", grant + "/revoke", "token-karol", {{"note", "Done"}})
                          .json["grant"])
                     .dump(),
                 Json("revoked").dump());
        QCOMPARE(send(url, "GET", rows, "token-hanna").status, 403);
        QCOMPARE(send(url, "POST", grant + "/return", "token-hanna", Json::object()).status, 409);
    }

    void aPolicyAnswersAtOnceAndPreviewSaysSoBefore()
    {
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const QString url = server->url();
        const auto preview = [&](const Json &body) {
            const Reply reply = send(url, "POST", "/access-requests/preview", "token-hanna", body);
            [&] { QCOMPARE(mismatch("Preview", reply.json), std::string()); }();
            return reply.json.value("answer", "");
        };
        QCOMPARE(preview(wish("p-one")), std::string("at_once"));
        QCOMPARE(preview(wish("p-one", "forecasting")), std::string("owner"));
        QCOMPARE(preview(wish("p-one", "model_training")), std::string("impossible"));
        Json terse = wish("p-one");
        terse["purpose"]["text"] = "why";
        QCOMPARE(preview(terse), std::string("impossible"));
        Json personal = wish("p-one");
        personal["columns"] = {{{"name", "email"}, {"mode", "give"}}};
        QCOMPARE(preview(personal), std::string("owner"));

        const Reply given = ask(url, "token-hanna", wish("p-one"), "k");
        QCOMPARE(Json(given.json["state"]).dump(), Json("approved").dump());
        QCOMPARE(Json(given.json["decided_by"]).dump(), Json("policy:internal").dump());
        QCOMPARE(Json(given.json["until"]).dump(), Json("2026-05-01T23:59:59.999Z").dump());
        QCOMPARE(send(url, "GET", "/datasets/c-one.payouts/sample", "token-hanna").status, 200);
        QCOMPARE(Json(ask(url, "token-hanna", wish("p-one", "model_training"), "d").json["state"])
                     .dump(),
                 Json("denied").dump());
        QCOMPARE(ask(url, "token-hanna", terse, "t").status, 422);
    }

    void whoMayDecide_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("product");
        QTest::addColumn<int>("status");
        QTest::newRow("an owner of the domain") << u"token-lucia"_s << u"p-one"_s << 200;
        QTest::newRow("an owner of the product") << u"token-karol"_s << u"p-two"_s << 200;
        QTest::newRow("a steward where there is an owner") << u"token-petra"_s << u"p-one"_s << 403;
        QTest::newRow("another consumer sees nothing") << u"token-maya"_s << u"p-one"_s << 404;
        QTest::newRow("the requester") << u"token-hanna"_s << u"p-one"_s << 403;
        QTest::newRow("an owner of another product") << u"token-karol"_s << u"p-one"_s << 404;
    }

    void whoMayDecide()
    {
        QFETCH(const QString, who);
        QFETCH(const QString, product);
        QFETCH(const int, status);
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const Reply asked = ask(server->url(), "token-hanna",
                                wish(product.toUtf8().constData(), "forecasting"), "k");
        const Reply decided =
            send(server->url(), "POST", "/access-requests/" + idOf(asked) + "/decision",
                 who.toStdString(), {{"decision", "approve"}});
        QCOMPARE(decided.status, status);
    }

    void anOwnerNeverDecidesAnOwnRequestAndAStewardWhereNobodyOwns()
    {
        const NodeFolder folder;
        folder.write(u"people.yaml"_s, [&] {
            QFile file(folder.path() + u"/people.yaml"_s);
            (void)file.open(QIODevice::ReadOnly);
            return file.readAll().replace(", owns: [p-two]", "");
        }());
        const auto server = folder.start(Clock::frozenAt(start));
        const QString url = server->url();
        const Reply own = ask(url, "token-lucia", wish("p-one", "other"), "own");
        QCOMPARE(send(url, "POST", "/access-requests/" + idOf(own) + "/decision", "token-lucia",
                      {{"decision", "approve"}})
                     .status,
                 403);
        const Reply orphan = ask(url, "token-hanna", wish("p-two"), "orphan");
        QCOMPARE(send(url, "POST", "/access-requests/" + idOf(orphan) + "/decision", "token-petra",
                      {{"decision", "approve"}})
                     .status,
                 200);
    }

    void aQuestionIsAskedAndAnsweredAndADenialNeedsANote()
    {
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const QString url = server->url();
        const std::string path =
            "/access-requests/" + idOf(ask(url, "token-hanna", wish("p-two"), "k"));
        QCOMPARE(send(url, "POST", path + "/decision", "token-karol", {{"decision", "ask"}}).status,
                 422);
        const Reply asked = send(url, "POST", path + "/decision", "token-karol",
                                 {{"decision", "ask"}, {"note", "Why?"}});
        QCOMPARE(Json(asked.json["state"]).dump(), Json("asked").dump());
        const Reply answered =
            send(url, "POST", path + "/messages", "token-hanna", {{"text", "For March"}});
        QCOMPARE(Json(answered.json["state"]).dump(), Json("pending").dump());
        QCOMPARE(answered.json["messages"].size(), 2u);
        const Reply stale = send(url, "POST", path + "/decision", "token-karol",
                                 {{"decision", "deny"}, {"note", "No"}, {"expected_version", 1}});
        QCOMPARE(stale.status, 409);
        QCOMPARE(mismatch("Conflict", stale.json), std::string());
        QCOMPARE(Json(stale.json["current"]["version"]).dump(), Json(3).dump());
        QCOMPARE(
            send(url, "POST", path + "/decision", "token-karol", {{"decision", "deny"}}).status,
            422);
        QCOMPARE(Json(send(url, "POST", path + "/decision", "token-karol",
                           {{"decision", "deny"}, {"note", "Not this year"}})
                          .json["state"])
                     .dump(),
                 Json("denied").dump());
        QCOMPARE(send(url, "POST", path + "/cancel", "token-hanna", Json::object()).status, 409);
        const std::string other =
            "/access-requests/" + idOf(ask(url, "token-hanna", wish("p-two"), "k2"));
        QCOMPARE(send(url, "POST", other + "/cancel", "token-karol", Json::object()).status, 403);
        QCOMPARE(Json(send(url, "POST", other + "/cancel", "token-hanna").json["state"]).dump(),
                 Json("cancelled").dump());
    }

    void aKeySentAgainNeverMakesASecondRequest()
    {
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const QString url = server->url();
        QCOMPARE(send(url, "POST", "/access-requests", "token-hanna", wish("p-two")).status, 400);
        const Reply first = ask(url, "token-hanna", wish("p-two"), "same");
        const Reply again = ask(url, "token-hanna", wish("p-two"), "same");
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.headers.at("idempotency-replayed"), std::string("true"));
        QCOMPARE(ask(url, "token-hanna", wish("p-one"), "same").status, 422);
        QVERIFY(idOf(ask(url, "token-maya", wish("p-two"), "same")) != idOf(first));
        const Reply mine = send(url, "GET", "/access-requests", "token-hanna");
        QCOMPARE(mismatch("AccessList", mine.json), std::string());
        QCOMPARE(mine.json["items"].size(), 1u);
        QCOMPARE(
            send(url, "GET", "/access-requests?role=owner", "token-karol").json["items"].size(),
            2u);
        QCOMPARE(send(url, "GET", "/access-requests?role=steward", "token-karol").status, 403);
        QCOMPARE(
            send(url, "GET", "/access-requests?role=steward", "token-petra").json["items"].size(),
            2u);
    }

    void grantsEndWithTheClockAndTheAuditLogIsAChain()
    {
        const NodeFolder folder;
        std::string id;
        {
            const auto server = folder.start(Clock::frozenAt(start));
            id = idOf(ask(server->url(), "token-hanna", wish("p-one"), "k"));
            QCOMPARE(
                send(server->url(), "GET", "/datasets/c-one.payouts/sample", "token-hanna").status,
                200);
        }
        const auto server = folder.start(Clock::frozenAt(fromRfc3339(u"2026-05-02T00:00:00Z")));
        const QString url = server->url();
        QCOMPARE(send(url, "GET", "/datasets/c-one.payouts/sample", "token-hanna").status, 403);
        QCOMPARE(
            Json(send(url, "GET", "/access-requests/" + id, "token-hanna").json["grant"]).dump(),
            Json("expired").dump());
        const Reply audit = send(url, "GET", "/audit", "token-petra");
        QCOMPARE(mismatch("Audit", audit.json), std::string());
        QVERIFY(audit.json["items"].size() >= 4);
        std::string previous;
        for (const Json &item : audit.json["items"]) {
            node::AuditEntry entry{.n = item["n"],
                                   .at = item["at_ms"],
                                   .who = item["who"],
                                   .what = item["what"],
                                   .request = item["request"],
                                   .product = item["product"],
                                   .detail = item["detail"],
                                   .previous = item["previous"]};
            QCOMPARE(entry.previous, previous);
            QCOMPARE(node::hashOf(entry), item["hash"].get<std::string>());
            previous = item["hash"].get<std::string>();
        }
    }

    void aGrantIsGivenBack()
    {
        const NodeFolder folder;
        const auto server = folder.start(Clock::frozenAt(start));
        const std::string id = idOf(ask(server->url(), "token-hanna", wish("p-one"), "k"));
        const std::string path = "/grants/g-" + id + "/return";
        QCOMPARE(send(server->url(), "POST", path, "token-lucia", Json::object()).status, 403);
        QCOMPARE(
            Json(send(server->url(), "POST", path, "token-hanna", Json::object()).json["grant"])
                .dump(),
            Json("returned").dump());
        QCOMPARE(send(server->url(), "GET", "/datasets/c-one.payouts/sample", "token-hanna").status,
                 403);
    }

    void aLongPollWakesAtOnce()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const QString url = server->url();
        const Reply now = send(url, "GET", "/events?after=0", "token-karol");
        const std::string path = "/events?wait=20&after=" + now.json["last"].dump();
        std::future<Reply> waiting =
            std::async(std::launch::async, [&] { return send(url, "GET", path, "token-karol"); });
        QVERIFY(waiting.wait_for(std::chrono::milliseconds(200)) == std::future_status::timeout);
        QElapsedTimer time;
        Json body = wish("p-two");
        body.erase("until");
        const Reply asked = ask(url, "token-hanna", body, "k");
        time.start();
        const Reply woken = waiting.get();
        QVERIFY2(time.elapsed() < 500, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(mismatch("Events", woken.json), std::string());
        QCOMPARE(Json(woken.json["events"][0]["id"]).dump(), Json(asked.json["id"]).dump());
        QCOMPARE(send(url, "GET", "/events?after=0", "token-maya").json["events"].size(), 0u);
    }

    void anAnsweredRequestSurvivesAKill()
    {
        const NodeFolder folder;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, folder.path()});
        QVERIFY(child.waitForStarted() && child.waitForReadyRead());
        const Json line = Json::parse(child.readLine().toStdString());
        const QString url = QString::fromStdString(line["url"]);
        Json body = wish("p-two");
        body.erase("until");
        const Reply asked = ask(url, "token-hanna", body, "k");
        QCOMPARE(asked.status, 201);
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());

        const auto server = folder.start();
        const Reply kept =
            send(server->url(), "GET", "/access-requests/" + idOf(asked), "token-hanna");
        QCOMPARE(kept.body, asked.body);
        QCOMPARE(ask(server->url(), "token-hanna", body, "k").body, asked.body);
    }

    void servingEndsCleanlyOnATerminationSignal()
    {
        const NodeFolder folder;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, folder.path()});
        QVERIFY(child.waitForStarted() && child.waitForReadyRead());
        child.terminate();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), 0);
    }

    void requestsAreSeededOnceOnANewState()
    {
        const NodeFolder folder;
        folder.write(u"seed-requests.json"_s, R"([
{"id":"s1","requester":"hanna@cadenza.example","product":"p-two","purpose":{"kind":"reporting","text":"Q1"},"age_s":3600,"state":"pending"},
{"id":"s2","requester":"maya@cadenza.example","product":"p-two","purpose":{"kind":"other","text":"Q2"},"age_s":7200,"state":"approved","decided_by":"karol@cadenza.example","decided_age_s":3600,"until_in_days":30}])");
        for (int run = 0; run < 2; ++run) {
            const auto server = folder.start(Clock::frozenAt(start));
            const Reply inbox =
                send(server->url(), "GET", "/access-requests?role=owner", "token-karol");
            QCOMPARE(inbox.json["items"].size(), 2u);
            QCOMPARE(Json(inbox.json["items"][0]["created_at"]).dump(),
                     Json("2026-03-12T08:00:00Z").dump());
            QCOMPARE(Json(inbox.json["items"][0]["decidable"]).dump(), Json(true).dump());
            QCOMPARE(mismatch("AccessList", inbox.json), std::string());
            QCOMPARE(
                send(server->url(), "GET", "/datasets/c-two.refunds/sample", "token-maya").status,
                200);
        }
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--serve") == 0) {
        commands::ServeOptions options;
        options.folder = QString::fromLocal8Bit(argv[2]);
        return commands::runServe(options);
    }
    TestNodeAccess test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_node_access.moc"
