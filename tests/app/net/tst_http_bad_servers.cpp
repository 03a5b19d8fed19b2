// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/client.h"
#include "app/net/json.h"
#include "tests/support/misbehaving_server.h"

#include <QElapsedTimer>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Impatient, so that the tests are quick.
net::Request impatient(const QUrl &url)
{
    net::Request request;
    request.url = url;
    request.limits.connect = 2s;
    request.limits.firstByte = 300ms;
    request.limits.stall = 300ms;
    request.limits.whole = 5s;
    request.limits.bodyBytes = 1024 * 1024;
    request.limits.firstBackoff = 1ms;
    return request;
}

} // namespace

class TestHttpBadServers : public QObject
{
    Q_OBJECT

private slots:
    void eachWayToFailIsAClearError_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *path, Error::Kind kind, const char *says) {
            QTest::newRow(path) << QByteArray(path) << int(kind) << QString::fromLatin1(says);
        };
        row("/never", Error::Kind::Network, "did not answer within");
        row("/slow", Error::Kind::Network, "stopped in the middle");
        row("/closed", Error::Kind::Network, "closed the connection");
        row("/mid-body", Error::Kind::Network, "closed the connection");
        row("/garbage", Error::Kind::Network, "not a web server");
        row("/endless", Error::Kind::TooLarge, "larger than the 1 MB");
        row("/3gb", Error::Kind::TooLarge, "larger than the 1 MB");
        row("/bomb", Error::Kind::TooLarge, "larger than the 1 MB");
        row("/headers", Error::Kind::TooLarge, "headers");
        row("/broken-gzip", Error::Kind::Network, "cannot be unpacked");
        row("/500", Error::Kind::HttpStatus, "trouble of its own (500)");
        row("/429", Error::Kind::HttpStatus, "asked too often");
        row("/401", Error::Kind::NotPermitted, "Sign in again");
        row("/403", Error::Kind::NotPermitted, "does not permit");
        row("/404", Error::Kind::NotFound, "has nothing there");
        row("/409", Error::Kind::Conflict, "newer");
        row("/422", Error::Kind::Usage, "refuses this");
        row("/truncated", Error::Kind::Decode, "not valid JSON");
    }

    void eachWayToFailIsAClearError()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, kind);
        QFETCH(QString, says);
        MisbehavingServer server;
        server.on("/never", behave::neverAnswer);
        server.on("/slow", behave::answerByteByByte);
        server.on("/closed", behave::closeAtOnce);
        server.on("/mid-body", behave::closeMidBody);
        server.on("/garbage", behave::sendGarbage);
        server.on("/endless", behave::streamForever);
        server.on("/3gb", behave::claimThreeGigabytes);
        if (path == "/bomb") // takes a moment to pack
            server.on(path, behave::gzipBomb(20));
        server.on("/headers", behave::sendHugeHeaders);
        server.on("/broken-gzip", behave::sendBrokenGzip);
        server.on("/truncated", behave::truncateJson);
        for (const int status : {500, 429, 401, 403, 404, 409, 422})
            server.on('/' + QByteArray::number(status), behave::status(status));
        net::Client client;
        QElapsedTimer clock;
        clock.start();

        const auto body = [&]() -> Result<nlohmann::json> {
            auto response = client.send(impatient(server.url(path + "?token=s3cret")));
            if (response)
                response = net::successOf(*std::move(response));
            return response ? net::parseJson(response->body) : std::move(response).error();
        }();

        QVERIFY(!body);
        const Error &error = body.error();
        QVERIFY2(int(error.kind) == kind, qPrintable(error.message));
        QVERIFY2(error.message.contains(says), qPrintable(error.message));
        QVERIFY2(path == "/truncated" || error.message.contains("127.0.0.1"_L1),
                 qPrintable(error.message));
        QVERIFY2(!error.detail.contains("s3cret"_L1), qPrintable(error.detail));
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }

    void aBodyLongerThanClaimedIsCutWhereItWasClaimed()
    {
        MisbehavingServer server;
        server.on("/", behave::claimTooLittle);
        net::Client client;

        const auto response = client.send(impatient(server.url()));

        QVERIFY(response);
        QCOMPARE(response->body, "yyyyy");
        // What came after it is never taken for the next answer.
        server.on("/next", [](Exchange &exchange) { exchange.respond(200, "next"); });
        const auto next = client.send(impatient(server.url("/next")));
        QVERIFY(next);
        QCOMPARE(next->body, "next");
    }

    void aSlowAnswerThatNeverStallsEndsWithTheWholeTime()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (exchange.pause(20) &&
                   exchange.write("400\r\n" + QByteArray(0x400, ' ') + "\r\n")) {
            }
        });
        net::Client client;
        net::Request request = impatient(server.url());
        request.limits.whole = 800ms;

        const auto response = client.send(request);

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        QVERIFY2(response.error().message.contains("did not finish"_L1),
                 qPrintable(response.error().message));
    }

    void nobodyAtThePortIsSaid()
    {
        QUrl nobody;
        {
            const MisbehavingServer server;
            nobody = server.url("/x");
        }
        net::Client client;

        const auto response = client.send(impatient(nobody));

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        QVERIFY2(response.error().message.contains("cannot be reached"_L1),
                 qPrintable(response.error().message));
    }

    void aNameThatDoesNotExistIsSaid()
    {
        net::Client client;
        net::Request request = impatient(QUrl(u"http://no-such-server.invalid/"_s));
        request.transport.proxy = u"none"_s;

        const auto response = client.send(request);

        QVERIFY(!response);
        QVERIFY2(response.error().message.contains("no-such-server.invalid"_L1),
                 qPrintable(response.error().message));
    }

    void whatTheServerSaysOfARefusalIsKept()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            exchange.respond(
                422,
                R"({"type":"about:blank","title":"Purpose too short","detail":"At least 20\nletters, )" +
                    QByteArray(5000, 'x') + R"("})",
                "Content-Type: application/problem+json\r\n");
        });
        net::Client client;

        const auto response = client.send(impatient(server.url()));
        QVERIFY(response);
        const Error error = net::successOf(*response).error();

        QVERIFY(error.message.contains("At least 20 letters"_L1));
        QVERIFY(error.message.size() < 500);
        QVERIFY(error.detail.contains("Purpose too short"_L1));
    }

    void aRefusalInWrongTypesIsStillARefusal()
    {
        MisbehavingServer server;
        server.on("/", [](Exchange &exchange) {
            exchange.respond(403, R"({"title":[1],"detail":{"a":null}})",
                             "Content-Type: application/problem+json\r\n");
        });
        net::Client client;

        const auto response = client.send(impatient(server.url()));

        QVERIFY(response);
        QCOMPARE(net::successOf(*response).error().kind, Error::Kind::NotPermitted);
    }

    void aFloodOfOpenAnswersLeavesTheClientUsable()
    {
        MisbehavingServer server;
        server.on("/endless", behave::streamForever);
        server.on("/good", [](Exchange &exchange) { exchange.respond(200, "good"); });
        net::Client client;
        for (int i = 0; i < 10; ++i)
            QVERIFY(!client.send(impatient(server.url("/endless"))));

        const auto response = client.send(impatient(server.url("/good")));

        QVERIFY(response);
        QCOMPARE(response->body, "good");
    }
};

QTEST_GUILESS_MAIN(TestHttpBadServers)
#include "tst_http_bad_servers.moc"
