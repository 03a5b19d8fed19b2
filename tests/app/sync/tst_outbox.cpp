// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "app/sync/outbox.h"
#include "app/sync/wish.h"
#include "models/store/catalog_lock.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/fake_node.h"

#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::int64_t nowMs = 1'772'400'000'000;

/// A workspace with one catalog, whose clock stands still.
struct Desk {
    QTemporaryDir folder;
    net::Client client;
    std::shared_ptr<store::Store> store = open(nowMs);
    CatalogConnection connection;

    std::shared_ptr<store::Store> open(std::int64_t ms) const
    {
        auto opened = store::Store::open(folder.path(), Clock::frozenAt(ms));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        return *opened;
    }
    void pass(std::int64_t ms)
    {
        store.reset();
        store = open(nowMs + ms);
    }
    void put(const store::OutboxItem &item) const
    {
        const auto done = store->write([&](store::Writer &writer) -> Result<void> {
            const auto id = writer.queue(item);
            return id ? Result<void>() : Result<void>(id.error());
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
    }
    void ask(const QString &localId) const
    {
        mesh::AccessRequest request;
        request.id = localId;
        request.catalog = u"North"_s;
        request.product = u"product://north/p-1"_s;
        request.state = mesh::RequestState::Queued;
        request.mine = true;
        const auto saved =
            store->write([&](store::Writer &writer) { return writer.saveRequest(request); });
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message));
        mesh::AccessDraft draft;
        draft.purpose.text = u"To plan the year"_s;
        put(sync::askingItem(u"North"_s, localId, draft, u"p-1"_s, nowMs));
    }
    void act(const QString &request, mesh::AccessAction::Kind kind, std::int64_t version,
             std::int64_t holdMs = 0) const
    {
        mesh::AccessAction action;
        action.request = request;
        action.kind = kind;
        action.note = u"Because"_s;
        action.expectedVersion = version;
        put(sync::actingItem(u"North"_s, action, nowMs, holdMs));
    }
    Result<sync::OutboxReport> send()
    {
        const auto byName = [&](const QString &) -> Result<std::shared_ptr<Catalog>> {
            auto made = catalogs::make(connection, {}, client, store->clock());
            if (!made)
                return std::move(made).error();
            return std::shared_ptr<Catalog>(*std::move(made));
        };
        return sync::sendOutbox(*store, byName, {});
    }
    QList<store::OutboxItem> items() const { return *store->read()->outbox(); }
    QList<mesh::AccessRequest> requests() const { return *store->read()->requests(); }
};

/// Answers what is posted like a node: one request a key, a version more for each action.
struct Answering {
    explicit Answering(FakeNode &node)
    {
        const auto handler = [this](Exchange &exchange) { answer(exchange); };
        for (const char *path : {"access-requests", "access-requests/r-1/cancel",
                                 "access-requests/r-1/decision", "grants/r-1/revoke"})
            node.server.on(QByteArray("/api/v1/") + path, handler);
    }

    void answer(Exchange &exchange)
    {
        if (exchange.request.method == "GET") {
            exchange.respondJson(200, R"({"items":[],"next":null})");
            return;
        }
        const std::lock_guard lock(mutex);
        const QByteArray key = exchange.request.header("Idempotency-Key");
        if (!answers.contains(key)) {
            json request = goodNode()["access-requests"]["items"][0];
            request["version"] = ++version;
            answers.insert(key, QByteArray::fromStdString(request.dump()));
            done.append(exchange.request.path.mid(8));
            bodies.append(exchange.request.body);
        }
        if (loseAnswers-- > 0)
            exchange.close(); // done, but nobody hears of it
        else
            exchange.respondJson(200, answers[key]);
    }

    std::mutex mutex;
    QMap<QByteArray, QByteArray> answers;
    QList<QByteArray> done;
    QList<QByteArray> bodies;
    int version = 0;
    int loseAnswers = 0;
};

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private slots:
    void wishesSurviveTheirBody()
    {
        mesh::AccessDraft draft;
        draft.product = u"product://north/p-1"_s;
        draft.port = u"out"_s;
        draft.purpose = {mesh::PurposeKind::Forecasting, u"Plan — für 2026"_s};
        draft.untilMs = 5;
        draft.columns = {{u"email"_s, mesh::ColumnMode::Mask}};
        draft.forWhom = u"team"_s;
        draft.renews = u"r-0"_s;
        const auto wish = sync::wishOf(sync::askingItem(u"N"_s, u"local-1"_s, draft, u"p-1"_s, 1));
        QVERIFY(wish && wish->asks);
        QCOMPARE(wish->productNativeId, u"p-1"_s);
        QCOMPARE(wish->draft.purpose, draft.purpose);
        QCOMPARE(wish->draft.columns, draft.columns);
        QCOMPARE(wish->draft.untilMs, draft.untilMs);
        QCOMPARE(wish->draft.forWhom, draft.forWhom);
        QCOMPARE(wish->draft.renews, draft.renews);
    }

    void offlineItWaitsThenItIsSentInOrderExactlyOnce()
    {
        Desk desk;
        {
            const MisbehavingServer gone;
            desk.connection = {1, u"North"_s, u"node"_s, gone.url("").toString(), {}, {}, 0};
        }
        desk.ask(u"local-1"_s);
        desk.act(u"local-1"_s, mesh::AccessAction::Kind::Cancel, 0);

        const auto offline = desk.send();
        QVERIFY(offline);
        QCOMPARE(offline->sent, 0);
        QCOMPARE(offline->waiting, 2);
        QVERIFY(offline->nextMs && *offline->nextMs > nowMs);
        QCOMPARE(desk.items().size(), 2);
        QVERIFY(!desk.items().first().lastError.isEmpty());
        QCOMPARE(desk.send()->sent, 0); // not due yet: nobody is asked

        FakeNode node;
        Answering answering(node);
        desk.connection = node.connection(u"North"_s);
        desk.pass(3'600'000);
        const auto online = desk.send();

        QVERIFY(online);
        QCOMPARE(online->sent, 2);
        QCOMPARE(answering.done,
                 (QList<QByteArray>{"access-requests", "access-requests/r-1/cancel"}));
        QCOMPARE(desk.items().size(), 0);
        QCOMPARE(desk.requests().size(), 1);
        QCOMPARE(desk.requests().first().id, u"r-1"_s);
        QCOMPARE(desk.send()->sent, 0);
        QCOMPARE(answering.done.size(), 2);
    }

    void anAnswerThatGotLostDoesNotCountTwice()
    {
        FakeNode node;
        Answering answering(node);
        answering.loseAnswers = 100;
        Desk desk;
        desk.connection = node.connection(u"North"_s);
        desk.ask(u"local-1"_s);
        QCOMPARE(desk.send()->sent, 0);
        QCOMPARE(answering.done.size(), 1);

        answering.loseAnswers = 0;
        desk.pass(3'600'000);
        QCOMPARE(desk.send()->sent, 1);

        QCOMPARE(answering.done.size(), 1);
        QCOMPARE(desk.requests().first().id, u"r-1"_s);
    }

    void whatIsHeldIsNotSentEarlyAndNothingOvertakesIt()
    {
        FakeNode node;
        Answering answering(node);
        Desk desk;
        desk.connection = node.connection(u"North"_s);
        desk.act(u"r-1"_s, mesh::AccessAction::Kind::Approve, 1, 8'000);
        desk.act(u"r-1"_s, mesh::AccessAction::Kind::Revoke, 1);

        const auto early = desk.send();
        QCOMPARE(early->sent, 0);
        QCOMPARE(early->nextMs, std::optional<std::int64_t>(nowMs + 8'000));

        desk.pass(8'000);
        QCOMPARE(desk.send()->sent, 2);
        QCOMPARE(answering.done,
                 (QList<QByteArray>{"access-requests/r-1/decision", "grants/r-1/revoke"}));
        // Our own approval is no news to the revocation planned behind it.
        QCOMPARE(json::parse(answering.bodies.last().toStdString())["expected_version"].get<int>(),
                 1);
    }

    void aRefusalStaysWithItsReasonAndIsNotRepeated()
    {
        FakeNode node;
        Desk desk;
        desk.connection = node.connection(u"North"_s);
        node.server.on("/api/v1/access-requests", [](Exchange &exchange) {
            exchange.respond(422, R"({"title":"Purpose too short"})",
                             "Content-Type: application/problem+json\r\n");
        });
        desk.ask(u"local-1"_s);

        QCOMPARE(desk.send()->refused, 1);
        desk.pass(86'400'000);
        QCOMPARE(desk.send()->refused, 0);

        QCOMPARE(node.server.count("/api/v1/access-requests"), 1);
        QVERIFY(desk.items().first().lastError.contains(u"Purpose too short"_s));
        QCOMPARE(sync::stateOf(desk.items().first()), sync::WishState::Refused);
    }

    void aConflictBringsTheNewerStateAndKeepsTheWish()
    {
        FakeNode node;
        node.server.on("/api/v1/access-requests/r-1/decision", behave::status(409));
        Desk desk;
        desk.connection = node.connection(u"North"_s);
        desk.act(u"r-1"_s, mesh::AccessAction::Kind::Deny, 1);

        QCOMPARE(desk.send()->conflicts, 1);

        QCOMPARE(sync::stateOf(desk.items().first()), sync::WishState::Conflict);
        QCOMPARE(desk.requests().first().version, 3); // the node's
        QCOMPARE(desk.send()->conflicts, 0);
        QCOMPARE(node.server.count("/api/v1/access-requests/r-1/decision"), 1);
    }

    void onlyOneProcessSends()
    {
        Desk desk;
        const auto lock = store::FileLock::tryLock(desk.store->folder(), u"outbox"_s);
        QVERIFY(lock);
        QCOMPARE(desk.send().error().kind, Error::Kind::Conflict);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
