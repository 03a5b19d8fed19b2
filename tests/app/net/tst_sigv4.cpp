// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/sigv4.h"

#include <QTest>

using namespace meshlens::net;
using namespace Qt::StringLiterals;

/// Amazon's signature, against values worked out by a script of a few lines in another language.
class TestSigV4 : public QObject
{
    Q_OBJECT

private slots:
    void aRequestIsSigned_data();
    void aRequestIsSigned();
    void whatIsSentIsWhatWasSigned();
    void theTimeIsThatOfTheDayInUtc();
};

void TestSigV4::aRequestIsSigned_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("more"); // name:value
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("signature");

    const QByteArray catalog = "catalog.example";
    QTest::newRow("a call by header")
        << QByteArray("POST") << QByteArray("/") << QByteArray() << catalog
        << QByteArray("content-type:application/x-amz-json-1.1\nX-Amz-Target:AWSGlue.GetDatabases")
        << QByteArray("{\"MaxResults\":100}") << QByteArray("glue")
        << QByteArray("5903717f08732eaa397c681cee5750e1af39844539c563b1bd363f2b6b67d8e7");
    QTest::newRow("an ARN in the path, a session, a time in the query")
        << QByteArray("GET")
        << QByteArray("/v2/domains/dzd-9/lineage/nodes/"
                      "arn%3Aaws%3Aglue%3Aeu-north-1%3A111122223333%3Atable%2Fa%2Fb")
        << QByteArray("timestamp=2026-03-01T00%3A00%3A00Z") << catalog
        << QByteArray("X-Amz-Security-Token:se/ss+ion==") << QByteArray() << QByteArray("datazone")
        << QByteArray("d7f1b4b36d93e4f5ebc6b00af017276e9a76d2d4931503abd4da929e5aed452c");
    QTest::newRow("a query out of order, with a plus and a key without value")
        << QByteArray("GET") << QByteArray("/v2/domains")
        << QByteArray("nextToken=b%2Fc%2B%3D&maxResults=25&status") << catalog << QByteArray()
        << QByteArray() << QByteArray("datazone")
        << QByteArray("0127e392e5e71a4c2b95e37bb2e1fb73219c7072a938767e84799ec5575e3fa6");
    QTest::newRow("a port, a space in the path, letters beyond ASCII in the body")
        << QByteArray("PUT") << QByteArray("/v2/domains/d%20z/x") << QByteArray()
        << QByteArray("127.0.0.1:5000") << QByteArray("content-type:application/json")
        << QByteArray("{\"decisionComment\":\"f\xc3\xbcr\"}") << QByteArray("datazone")
        << QByteArray("33a13ef4a49debb493389842ac8f4f0345aa6a26edd820c3aeb98812a264e31b");
}

void TestSigV4::aRequestIsSigned()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, signature);
    AwsCanonical request{
        method, path, query, {{"Host", host}, {"X-Amz-Date", "20260301T101112Z"}}, body};
    for (const QByteArray &line : more.split('\n')) {
        if (!line.isEmpty())
            request.headers.append(
                Header{line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1)});
    }

    const AwsSignature made =
        signedV4(request, {"AKMESHLENS0000000001", "not/a+secret", {}}, {"eu-north-1", service});

    QCOMPARE(made.signature, signature);
    QVERIFY(made.authorization.contains("Credential=AKMESHLENS0000000001/20260301/eu-north-1/"));
    QVERIFY(!made.authorization.contains("not/a+secret"));
}

void TestSigV4::whatIsSentIsWhatWasSigned()
{
    Request request;
    request.method = Method::Put;
    request.url = QUrl::fromEncoded("http://127.0.0.1:5000/v2/domains/d%20z/x", QUrl::StrictMode);
    request.body = "{\"decisionComment\":\"f\xc3\xbcr\"}";

    constexpr std::int64_t at = 1'772'359'872'000; // 2026-03-01T10:11:12Z
    signV4(request, {"AKMESHLENS0000000001", "not/a+secret", {}}, {"eu-north-1", "datazone"}, at);

    const QByteArray sent = headerValue(request.credentials, "Authorization");
    QVERIFY2(
        sent.endsWith("SignedHeaders=content-type;host;x-amz-date, "
                      "Signature=33a13ef4a49debb493389842ac8f4f0345aa6a26edd820c3aeb98812a264e31b"),
        sent);
    QVERIFY(request.headers.isEmpty()); // proofs are credentials: they never leave the origin
}

void TestSigV4::theTimeIsThatOfTheDayInUtc()
{
    Request request;
    request.url = QUrl(u"https://glue.eu-north-1.amazonaws.com/"_s);

    signV4(request, {"id", "secret", "token"}, {"eu-north-1", "glue"}, 1'767'225'599'000);

    QCOMPARE(headerValue(request.credentials, "X-Amz-Date"), QByteArray("20251231T235959Z"));
    QCOMPARE(headerValue(request.credentials, "X-Amz-Security-Token"), QByteArray("token"));
    QVERIFY(headerValue(request.credentials, "Authorization").contains("id/20251231/"));
}

QTEST_APPLESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
