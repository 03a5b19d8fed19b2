// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/client.h"
#include "app/net/redirect.h"
#include "tests/support/misbehaving_server.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;

namespace {

net::Request withSecrets(const QUrl &url)
{
    net::Request request;
    request.url = url;
    request.credentials = {{"Authorization", "Bearer s3cret"}, {"X-Mesh-Proof", "s3cret"}};
    request.headers = {{"X-Api-Key", "s3cret"}, {"Cookie", "id=s3cret"}, {"Accept-Language", "en"}};
    return request;
}

MisbehavingServer::Handler greet()
{
    return [](Exchange &exchange) { exchange.respond(200, "hello"); };
}

} // namespace

class TestHttpRedirects : public QObject
{
    Q_OBJECT

private slots:
    void aRedirectOnTheSameOriginKeepsWhoAsks()
    {
        MisbehavingServer server;
        server.on("/old", behave::redirectTo(QUrl(u"/new"_s)));
        server.on("/new", greet());
        net::Client client;

        const auto response = client.send(withSecrets(server.url("/old")));

        QVERIFY(response);
        QCOMPARE(response->body, "hello");
        QCOMPARE(response->url, server.url("/new"));
        QCOMPARE(server.received().last().header("Authorization"), "Bearer s3cret");
    }

    void credentialsNeverFollowToAnotherOrigin_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }

    void credentialsNeverFollowToAnotherOrigin()
    {
        QFETCH(int, status);
        MisbehavingServer other;
        other.on("/back", greet());
        MisbehavingServer server;
        server.on("/old", behave::redirectTo(other.url("/back"), status));
        net::Client client;

        const auto response = client.send(withSecrets(server.url("/old")));

        QVERIFY(response);
        QCOMPARE(response->body, "hello");
        const Received received = other.received().first();
        for (const auto &[name, value] : received.headers)
            QVERIFY2(!value.contains("s3cret"), name.constData());
        QCOMPARE(received.header("Accept-Language"), "en");
    }

    void credentialsDoNotComeBackByADetour()
    {
        MisbehavingServer server;
        MisbehavingServer other;
        server.on("/old", behave::redirectTo(other.url("/detour")));
        other.on("/detour", behave::redirectTo(server.url("/end")));
        server.on("/end", greet());
        net::Client client;

        QVERIFY(client.send(withSecrets(server.url("/old"))));

        QCOMPARE(server.received().last().header("Authorization"), "");
    }

    void userAndPasswordInATargetAreDropped()
    {
        MisbehavingServer server;
        QUrl target = server.url("/end");
        target.setUserInfo(u"user:password"_s);
        server.on("/old", behave::redirectTo(target));
        server.on("/end", greet());
        net::Client client;
        net::Request request;
        request.url = server.url("/old");

        QVERIFY(client.send(request));

        QCOMPARE(server.received().last().header("Authorization"), "");
    }

    void circlesEnd()
    {
        MisbehavingServer server;
        server.on("/a", behave::redirectTo(QUrl(u"/b"_s)));
        server.on("/b", behave::redirectTo(QUrl(u"/a"_s)));
        net::Client client;

        const auto response = client.send(withSecrets(server.url("/a")));

        QVERIFY(!response);
        QVERIFY2(response.error().message.contains("in circles"_L1),
                 qPrintable(response.error().message));
        QCOMPARE(server.received().size(), 6);
    }

    void manyRedirectsEnd()
    {
        MisbehavingServer server;
        server.otherwise([](Exchange &exchange) {
            exchange.respond(302, {}, "Location: " + exchange.request.path + "x\r\n");
        });
        net::Client client;

        QVERIFY(!client.send(withSecrets(server.url("/"))));

        QCOMPARE(server.received().size(), 6);
    }

    void onlyTheWebIsFollowed_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("gopher") << QByteArray("gopher://127.0.0.1/x");
        QTest::newRow("no host") << QByteArray("http:///x");
        QTest::newRow("not a URL") << QByteArray("http://[::");
    }

    void onlyTheWebIsFollowed()
    {
        QFETCH(QByteArray, target);
        MisbehavingServer server;
        server.on("/", behave::status(302, "Location: " + target + "\r\n"));
        net::Client client;

        const auto response = client.send(withSecrets(server.url("/")));

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
    }

    void neverFromHttpsToHttp()
    {
        net::Request request;
        request.url = QUrl(u"https://mesh.example/a"_s);
        net::Response response;
        response.status = 302;
        response.headers = {{"Location", "http://mesh.example/a"}};

        QVERIFY(!net::redirected(request, response));

        response.headers = {{"Location", "https://other.example/a"}};
        QVERIFY(net::redirected(request, response));
    }

    void whatWasPostedGoesNowhereElse()
    {
        MisbehavingServer other;
        other.on("/", greet());
        MisbehavingServer server;
        server.on("/kept", behave::redirectTo(other.url("/"), 307));
        server.on("/turned", behave::redirectTo(other.url("/"), 303));
        net::Client client;
        net::Request request = withSecrets(server.url("/kept"));
        request.method = net::Method::Post;
        request.body = R"({"purpose":"private"})";

        QVERIFY(!client.send(request));
        QCOMPARE(other.received().size(), 0);

        request.url = server.url("/turned");
        QVERIFY(client.send(request));
        QCOMPARE(other.received().first().method, "GET");
        QCOMPARE(other.received().first().body, "");
    }
};

QTEST_GUILESS_MAIN(TestHttpRedirects)
#include "tst_http_redirects.moc"
