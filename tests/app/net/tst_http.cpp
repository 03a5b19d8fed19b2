// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/channel.h"
#include "app/net/conditional.h"
#include "app/net/retry.h"
#include "tests/support/misbehaving_server.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace meshlens;
using namespace meshlens::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

net::Request get(const QUrl &url)
{
    net::Request request;
    request.url = url;
    request.limits.firstBackoff = 1ms;
    return request;
}

net::Request post(const QUrl &url, const QByteArray &body)
{
    net::Request request = get(url);
    request.method = net::Method::Post;
    request.body = body;
    return request;
}

MisbehavingServer::Handler greet()
{
    return [](Exchange &exchange) { exchange.respond(200, "hello"); };
}

/// Runs `work` in so many threads at once and waits for all.
void inThreads(int count, const std::function<void()> &work)
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(work);
}

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerComesWhole()
    {
        MisbehavingServer server;
        server.on("/a%20b", [](Exchange &exchange) {
            exchange.respond(200, "hello", "X-Kind: greeting\r\n");
        });
        net::Client client;

        const auto response = client.send(get(server.url("/a%20b?x=1%262")));

        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, "hello");
        QCOMPARE(net::headerValue(response->headers, "x-kind"), "greeting");
        QCOMPARE(server.received().first().query, "x=1%262");
        QCOMPARE(server.received().first().header("User-Agent"), "meshlens/" MESHLENS_VERSION);
    }

    void whatIsPostedArrives()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) { exchange.respond(201, exchange.request.body); });
        net::Client client;

        const auto response = client.send(post(server.url(), R"({"a":1})"));

        QVERIFY(response);
        QCOMPARE(response->status, 201);
        QCOMPARE(response->body, R"({"a":1})");
        QCOMPARE(server.received().first().header("Content-Type"), "application/json");
    }

    void aPackedBodyIsUnpacked()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            exchange.respond(200, gzipped(QByteArray(100'000, 'z')), "Content-Encoding: gzip\r\n");
        });
        net::Client client;
        net::Traffic spent;

        const auto response = client.send(get(server.url()), {}, &spent);

        QVERIFY(response);
        QCOMPARE(response->body, QByteArray(100'000, 'z'));
        QVERIFY(server.received().first().header("Accept-Encoding").contains("gzip"));
        QVERIFY2(spent.bytes < 2000, "bytes are counted as they travel");
    }

    void aConnectionIsUsedAgain()
    {
        MisbehavingServer server;
        server.on("/", greet());
        net::Client client;

        for (int i = 0; i < 20; ++i)
            QVERIFY(client.send(get(server.url())));

        QCOMPARE(server.count("/"), 20);
        QCOMPARE(server.connections(), 1);
    }

    void manyThreadsShareAFewConnectionsToOneHost()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            exchange.pause(20);
            exchange.respond(200, "hello");
        });
        net::Client client(3);
        std::atomic<int> good = 0;

        inThreads(24, [&] { good += client.send(get(server.url())) ? 1 : 0; });

        QCOMPARE(good, 24);
        QCOMPARE(server.mostAtOnce(), 3);
        QCOMPARE(server.connections(), 3);
    }

    void aBusyHostDoesNotHoldUpAnother()
    {
        MisbehavingServer slow;
        slow.on("/", behave::neverAnswer);
        MisbehavingServer quick;
        quick.on("/", greet());
        net::Client client(1);
        std::stop_source stop;
        std::jthread stuck(
            [&] { static_cast<void>(client.send(get(slow.url()), stop.get_token())); });
        QTRY_COMPARE(slow.count("/"), 1);

        QElapsedTimer clock;
        clock.start();
        QVERIFY(client.send(get(quick.url())));

        QVERIFY(clock.elapsed() < 1000);
        stop.request_stop();
    }

    void aStopIsHeardAtOnce_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("before the first byte") << QByteArray("/never");
        QTest::newRow("in the body") << QByteArray("/slow");
        QTest::newRow("while waiting to try again") << QByteArray("/later");
    }

    void aStopIsHeardAtOnce()
    {
        QFETCH(QByteArray, path);
        MisbehavingServer server;
        server.on("/never", behave::neverAnswer);
        server.on("/slow", behave::answerByteByByte);
        server.on("/later", behave::status(503, "Retry-After: 20\r\n"));
        net::Client client;
        std::stop_source stop;
        QElapsedTimer clock;
        std::jthread stopper([&] {
            while (server.received().isEmpty())
                std::this_thread::yield();
            clock.start();
            stop.request_stop();
        });

        const auto response = client.send(get(server.url(path)), stop.get_token());

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Cancelled);
        stopper.join();
        QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
    }

    void theConnectionOfAStoppedCallIsClosed()
    {
        MisbehavingServer server;
        std::atomic<bool> gone = false;
        server.on("/", [&](Exchange &exchange) { gone = !exchange.pause(20'000); });
        net::Client client;
        std::stop_source stop;
        std::jthread caller(
            [&] { static_cast<void>(client.send(get(server.url()), stop.get_token())); });
        QTRY_COMPARE(server.count("/"), 1);

        stop.request_stop();

        QTRY_VERIFY_WITH_TIMEOUT(gone, 2000);
    }

    void whatSaysLaterIsAskedAgain()
    {
        MisbehavingServer server;
        std::atomic<int> calls = 0;
        server.on("/",
                  [&](Exchange &exchange) { exchange.respond(++calls < 3 ? 503 : 200, "hello"); });
        net::Client client;
        net::Traffic spent;

        const auto response = client.send(get(server.url()), {}, &spent);

        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(spent.requests, 3);
    }

    void retryAfterIsHonoured()
    {
        MisbehavingServer server;
        std::atomic<int> calls = 0;
        server.on("/", [&](Exchange &exchange) {
            if (++calls == 1)
                exchange.respond(429, {}, "Retry-After: 1\r\n");
            else
                exchange.respond(200, "hello");
        });
        net::Client client;
        QElapsedTimer clock;
        clock.start();

        const auto response = client.send(get(server.url()));

        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QVERIFY(clock.elapsed() >= 1000);
        QVERIFY(clock.elapsed() < 4000);
    }

    void aWaitThatIsTooLongIsNotBegun()
    {
        MisbehavingServer server;
        server.on("/", behave::status(429, "Retry-After: 3600\r\n"));
        net::Client client;

        const auto response = client.send(get(server.url()));

        QVERIFY(response);
        QCOMPARE(response->status, 429);
        QCOMPARE(server.count("/"), 1);
        const auto judged = net::successOf(*response);
        QVERIFY(!judged);
        QCOMPARE(judged.error().kind, Error::Kind::HttpStatus);
        QVERIFY(judged.error().message.contains("127.0.0.1"_L1));
    }

    void retryAfterMayBeADate()
    {
        const net::Headers headers = {{"Date", "Wed, 21 Oct 2015 07:28:00 GMT"},
                                      {"Retry-After", "Wed, 21 Oct 2015 07:28:07 GMT"}};
        QCOMPARE(net::retryAfter(headers), std::optional<std::chrono::milliseconds>(7s));
        QCOMPARE(net::retryAfter({{"Retry-After", "soon"}}), std::nullopt);
        QCOMPARE(net::retryAfter({{"Retry-After", "-4"}}), std::nullopt);
        QVERIFY(net::retryAfter({{"Retry-After", "Wed, 21 Oct 2015 07:28:07 GMT"}}) == 0ms);
    }

    void whatIsNotRepeatableIsSentOnce()
    {
        MisbehavingServer server;
        server.on("/later", behave::status(503));
        server.on("/closed", behave::closeAtOnce);
        server.on("/warm", greet());
        net::Client client;
        QVERIFY(client.send(get(server.url("/warm")))); // leaves a kept connection behind

        QVERIFY(client.send(post(server.url("/later"), "{}")));
        QVERIFY(!client.send(post(server.url("/closed"), "{}")));

        QCOMPARE(server.count("/later"), 1);
        QCOMPARE(server.count("/closed"), 1);
    }

    void whatCarriesAnIdempotencyKeyIsRepeated()
    {
        MisbehavingServer server;
        std::atomic<int> calls = 0;
        server.on("/", [&](Exchange &exchange) {
            if (++calls == 1)
                exchange.close();
            else
                exchange.respond(201, exchange.request.header("Idempotency-Key"));
        });
        net::Client client;
        net::Request request = post(server.url(), "{}");
        request.headers.append(net::Header{"Idempotency-Key", "k-1"});
        request.repeatable = true;

        const auto response = client.send(request);

        QVERIFY(response);
        QCOMPARE(response->body, "k-1");
        QVERIFY(calls >= 2);
    }

    void anUnchangedAnswerIsNotSentAgain()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            const bool known = exchange.request.header("If-None-Match") == "\"v1\"";
            exchange.respond(known ? 304 : 200, known ? QByteArray() : "body", "ETag: \"v1\"\r\n");
        });
        net::Client client;
        const auto first = client.send(get(server.url()));
        QVERIFY(first);

        net::Request again = get(server.url());
        net::askOnlyIfChanged(again, net::validatorsOf(*first));
        const auto second = client.send(again);

        QVERIFY(second);
        QVERIFY(net::isUnchanged(*second));
        QVERIFY(net::successOf(*second));
    }

    void aChannelCountsAndKeepsItsCredentialsToItsOrigin()
    {
        MisbehavingServer home;
        home.otherwise(greet());
        MisbehavingServer away;
        away.otherwise(greet());
        net::Client client;
        net::Channel::Settings settings;
        settings.base = home.url("/api/v1/");
        settings.credentials = {{"Authorization", "Bearer s3cret"}};
        net::Channel channel(client, settings);

        QVERIFY(channel.send(channel.request(net::Method::Get, "products", {{u"q"_s, u"a&b"_s}})));
        net::Request other = channel.request(net::Method::Get, "x");
        other.url = away.url("/x");
        QVERIFY(channel.send(other));

        QCOMPARE(home.received().first().path, "/api/v1/products");
        QCOMPARE(home.received().first().query, "q=a%26b");
        QCOMPARE(home.received().first().header("Authorization"), "Bearer s3cret");
        QCOMPARE(away.received().first().header("Authorization"), "");
        QCOMPARE(channel.traffic().requests, 2);
        QVERIFY(channel.traffic().bytes > 10);
    }

    void aProxyIsUsedButNeverForThisMachine()
    {
        MisbehavingServer proxy;
        proxy.otherwise([](Exchange &exchange) { exchange.respond(200, "by proxy"); });
        MisbehavingServer here;
        here.on("/", greet());
        net::Client client;
        net::Request far = get(QUrl(u"http://catalog.invalid/x"_s));
        far.transport.proxy = proxy.url().toString();
        net::Request near = get(here.url());
        near.transport.proxy = proxy.url().toString();

        const auto viaProxy = client.send(far);
        const auto straight = client.send(near);

        QVERIFY(viaProxy);
        QCOMPARE(viaProxy->body, "by proxy");
        QCOMPARE(proxy.received().first().path, "http://catalog.invalid/x");
        QVERIFY(straight);
        QCOMPARE(straight->body, "hello");
    }

    void aHeaderCannotSmuggleInAnother()
    {
        MisbehavingServer server;
        server.on("/", greet());
        net::Client client;
        net::Request request = get(server.url());
        request.headers.append(net::Header{"X-Name", "a\r\nX-Other: b"});

        const auto response = client.send(request);

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Usage);
        QCOMPARE(server.count("/"), 0);
    }

    void onlyWebAddressesAreAsked()
    {
        net::Client client;
        for (const auto &url :
             {u"file:///etc/passwd"_s, u"ftp://example.invalid/"_s, u"mesh"_s, u""_s})
            QCOMPARE(client.send(get(QUrl(url))).error().kind, Error::Kind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
