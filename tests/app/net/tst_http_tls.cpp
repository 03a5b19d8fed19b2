// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/client.h"
#include "tests/support/misbehaving_server.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

QString program(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty()
               ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
               : found;
}

} // namespace

/// Against nghttpd, a server that speaks HTTP/2 over TLS only.
class TestHttpTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(!program(u"openssl"_s).isEmpty(), "openssl is needed (Debian package openssl)");
        QVERIFY2(!program(u"nghttpd"_s).isEmpty(),
                 "nghttpd is needed (Debian package nghttp2-server)");
        makeCertificate(u"good"_s, u"IP:127.0.0.1,DNS:localhost"_s);
        makeCertificate(u"other"_s, u"DNS:elsewhere.example"_s);
        QFile page(m_folder.filePath(u"hello.txt"_s));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("hello over two") > 0);
        page.close();
        m_goodPort = serve(m_good, u"good"_s);
        m_otherPort = serve(m_other, u"other"_s);
        QVERIFY2(m_goodPort && m_otherPort, "nghttpd does not start");
    }

    void cleanupTestCase()
    {
        for (QProcess *server : {&m_good, &m_other}) {
            server->terminate();
            server->waitForFinished();
        }
    }

    void http2IsSpokenWhereACustomAuthorityVouches()
    {
        net::Client client;

        const auto response = client.send(request(m_goodPort, u"good"_s));

        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
        QCOMPARE(response->httpVersion, 20);
        QCOMPARE(response->body, "hello over two");
    }

    void manyCallsShareOneHttp2Connection()
    {
        net::Client client(8);
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&] {
                    for (int call = 0; call < 5; ++call) {
                        const auto response = client.send(request(m_goodPort, u"good"_s));
                        good += response && response->httpVersion == 20 ? 1 : 0;
                    }
                });
            }
        }
        QCOMPARE(good, 40);
    }

    void anUnknownAuthorityIsRefused()
    {
        net::Client client;

        const auto response = client.send(request(m_goodPort, {}));

        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        QVERIFY2(response.error().message.contains("certificate"_L1),
                 qPrintable(response.error().message));
    }

    void aCertificateOfAnotherNameIsRefused()
    {
        net::Client client;

        const auto response = client.send(request(m_otherPort, u"other"_s));

        QVERIFY(!response);
        QVERIFY2(response.error().message.contains("certificate"_L1),
                 qPrintable(response.error().message));
    }

    void aCaFileThatIsNotThereIsSaid()
    {
        net::Client client;
        net::Request missing = request(m_goodPort, {});
        missing.transport.caFile = m_folder.filePath(u"nowhere.pem"_s);

        const auto response = client.send(missing);

        QVERIFY(!response);
        QVERIFY2(response.error().message.contains("CA file"_L1),
                 qPrintable(response.error().message));
    }

    void plainHttpOnATlsPortIsAClearError()
    {
        test::MisbehavingServer plain;
        net::Client client;
        net::Request https = request(plain.port(), {});
        plain.otherwise(test::behave::sendGarbage);
        https.limits.firstByte = std::chrono::milliseconds(500);
        https.limits.connect = std::chrono::milliseconds(500);

        QVERIFY(!client.send(https));
    }

private:
    net::Request request(int port, const QString &authority) const
    {
        net::Request made;
        made.url = QUrl(u"https://127.0.0.1:%1/hello.txt"_s.arg(port));
        if (!authority.isEmpty())
            made.transport.caFile = m_folder.filePath(authority + u".pem"_s);
        return made;
    }

    void makeCertificate(const QString &name, const QString &subjects)
    {
        QProcess openssl;
        openssl.start(
            program(u"openssl"_s),
            {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
             u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
             u"/CN=Test mesh"_s, u"-addext"_s, u"subjectAltName="_s + subjects, u"-keyout"_s,
             m_folder.filePath(name + u".key"_s), u"-out"_s, m_folder.filePath(name + u".pem"_s)});
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    }

    int serve(QProcess &server, const QString &name)
    {
        QTcpServer finder; // a port that is free now
        if (!finder.listen(QHostAddress::LocalHost))
            return 0;
        const int port = finder.serverPort();
        finder.close();
        server.start(program(u"nghttpd"_s),
                     {u"-a"_s, u"127.0.0.1"_s, u"-d"_s, m_folder.path(), QString::number(port),
                      m_folder.filePath(name + u".key"_s), m_folder.filePath(name + u".pem"_s)});
        if (!server.waitForStarted())
            return 0;
        const bool answers = QTest::qWaitFor([&] {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(port));
            return probe.waitForConnected(200);
        });
        return answers ? port : 0;
    }

    QTemporaryDir m_folder;
    QProcess m_good;
    QProcess m_other;
    int m_goodPort = 0;
    int m_otherPort = 0;
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_http_tls.moc"
