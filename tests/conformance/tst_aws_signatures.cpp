// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/sigv4.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace meshlens::net;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The signer against the published vectors and those worked out for this program's own requests.
class TestAwsSignatures : public QObject
{
    Q_OBJECT

private:
    static json sample(const QString &name)
    {
        const QString given = qEnvironmentVariable("MESHLENS_SPECS");
        QFile file((given.isEmpty() ? QStringLiteral(MESHLENS_SOURCE_DIR) + u"/../shared/specs"_s
                                    : given) +
                   u"/aws-common/samples/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            return json();
        return json::parse(file.readAll().toStdString(), nullptr, false);
    }

    static QByteArray text(const json &node, const char *name)
    {
        return QByteArray::fromStdString(node.value(name, std::string()));
    }

    /// "GET /path?query HTTP/1.1", header lines, an empty line, the body.
    static AwsCanonical parsed(const QByteArray &raw)
    {
        AwsCanonical request;
        const qsizetype blank = raw.indexOf("\n\n");
        const QByteArray head = blank < 0 ? raw : raw.left(blank);
        request.body = blank < 0 ? QByteArray() : raw.mid(blank + 2);
        const QByteArrayList lines = head.split('\n');
        const QByteArray target = lines[0].mid(
            lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' ') - lines[0].indexOf(' ') - 1);
        request.method = lines[0].left(lines[0].indexOf(' '));
        const qsizetype question = target.indexOf('?');
        request.path = question < 0 ? target : target.left(question);
        request.query = question < 0 ? QByteArray() : target.mid(question + 1);
        for (const QByteArray &line : lines.mid(1)) {
            if (line.startsWith(' ') && !request.headers.isEmpty())
                request.headers.last().value += ' ' + line;
            else if (line.contains(':'))
                request.headers.append(
                    Header{line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1)});
        }
        return request;
    }

private slots:
    void ourOwnRequestsAreSignedRight()
    {
        const json document = sample(u"sigv4-meshlens-cases.json"_s);
        if (!document.is_object())
            QSKIP("The samples of the specifications are not here.");
        const json &keys = document["credentials"];
        QVERIFY(document["cases"].size() >= 7);
        for (const json &one : document["cases"]) {
            AwsCanonical request{text(one, "method"),
                                 text(one, "path_on_wire"),
                                 text(one, "query_on_wire"),
                                 {},
                                 text(one, "body")};
            for (const auto &[name, value] : one["headers"].items())
                request.headers.append(Header{QByteArray::fromStdString(name),
                                              QByteArray::fromStdString(value.get<std::string>())});

            const AwsSignature made =
                signedV4(request, {text(keys, "access_key"), text(keys, "secret_key"), {}},
                         {text(one, "region"), text(one, "service")});

            QCOMPARE(made.canonicalRequest, text(one, "canonical_request"));
            QCOMPARE(made.signature, text(one, "signature"));
            QVERIFY(made.authorization.contains("SignedHeaders=" + text(one, "signed_headers")));
        }
    }

    void thePublishedVectorsAreSignedRight()
    {
        const json document = sample(u"sigv4-test-vectors.json"_s);
        if (!document.is_object())
            QSKIP("The samples of the specifications are not here.");
        const json &keys = document["credentials"];
        // These have `.`, `..` or `//` in their path, which no request of ours has: they are sent
        // as they are, so they are signed as they are.
        const QByteArrayList otherPaths = {
            "get-relative-relative",   "get-relative", "get-slash-dot-slash",
            "get-slash-pointless-dot", "get-slash",    "get-slashes"};
        int right = 0;
        QByteArrayList wrong;
        for (const json &one : document["vectors"]) {
            AwsCanonical request = parsed(text(one, "req"));
            // One vector keeps the session's token apart from the request it goes into.
            const QByteArray token = "\nx-amz-security-token:";
            const QByteArray expected = text(one, "creq");
            if (const qsizetype at = expected.indexOf(token); at >= 0) {
                const qsizetype begin = at + token.size();
                request.headers.removeIf([](const Header &header) {
                    return header.name.toLower() == "x-amz-security-token";
                });
                request.headers.append(
                    Header{"X-Amz-Security-Token",
                           expected.mid(begin, expected.indexOf('\n', begin) - begin)});
            }

            const AwsSignature made =
                signedV4(request, {text(keys, "access_key"), text(keys, "secret_key"), {}},
                         {text(keys, "region"), text(keys, "service")});

            const bool same = made.canonicalRequest == text(one, "creq") &&
                              made.stringToSign == text(one, "sts") &&
                              made.authorization == text(one, "authz");
            right += same ? 1 : 0;
            if (!same && !otherPaths.contains(text(one, "name")))
                wrong.append(text(one, "name"));
        }
        QVERIFY2(wrong.isEmpty(), wrong.join(' '));
        QVERIFY2(right >= 27, QByteArray::number(right));
    }
};

QTEST_APPLESS_MAIN(TestAwsSignatures)
#include "tst_aws_signatures.moc"
