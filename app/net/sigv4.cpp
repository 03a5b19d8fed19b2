// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/sigv4.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QTimeZone>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

constexpr auto algorithm = "AWS4-HMAC-SHA256";

QByteArray hexHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

/// Each pair is read and written anew, so that `+`, `%7E` and a key without `=` become one form.
QByteArray canonicalQuery(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        pairs.append({QByteArray::fromPercentEncoding(name).toPercentEncoding(),
                      QByteArray::fromPercentEncoding(value).toPercentEncoding()});
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList parts;
    for (const auto &[name, value] : std::as_const(pairs))
        parts.append(name + '=' + value);
    return parts.join('&');
}

/// Sorted by name; values of one name in their order, joined by commas.
std::map<QByteArray, QByteArray> canonicalHeaders(const Headers &headers)
{
    std::map<QByteArray, QByteArray> all;
    for (const Header &header : headers) {
        const QByteArray value = header.value.simplified();
        const auto [place, isNew] = all.try_emplace(header.name.toLower(), value);
        if (!isNew)
            place->second += ',' + value;
    }
    return all;
}

QByteArray hostHeader(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    const int port = url.port(usual);
    return port == usual ? host : host + ':' + QByteArray::number(port);
}

} // namespace

AwsSignature signedV4(const AwsCanonical &request, const AwsKeys &keys, const AwsScope &scope)
{
    const auto headers = canonicalHeaders(request.headers);
    QByteArray lines;
    QByteArrayList names;
    for (const auto &[name, value] : headers) {
        lines += name + ':' + value + '\n';
        names.append(name);
    }
    const QByteArray signedNames = names.join(';');
    const auto dated = headers.find("x-amz-date");
    const QByteArray time = dated == headers.end() ? QByteArray() : dated->second;
    const QByteArray day = time.left(8);
    const QByteArray place = day + '/' + scope.region + '/' + scope.service + "/aws4_request";

    AwsSignature made;
    // What is encoded already is encoded again: %2F becomes %252F.
    made.canonicalRequest = request.method + '\n' + request.path.toPercentEncoding("/") + '\n' +
                            canonicalQuery(request.query) + '\n' + lines + '\n' + signedNames +
                            '\n' + hexHash(request.body);
    made.stringToSign =
        QByteArray(algorithm) + '\n' + time + '\n' + place + '\n' + hexHash(made.canonicalRequest);
    const QByteArray key = hmac(
        hmac(hmac(hmac("AWS4" + keys.secret, day), scope.region), scope.service), "aws4_request");
    made.signature = hmac(key, made.stringToSign).toHex();
    made.authorization = QByteArray(algorithm) + " Credential=" + keys.id + '/' + place +
                         ", SignedHeaders=" + signedNames + ", Signature=" + made.signature;
    return made;
}

void signV4(Request &request, const AwsKeys &keys, const AwsScope &scope, std::int64_t nowMs)
{
    const QByteArray time = QDateTime::fromMSecsSinceEpoch(nowMs, QTimeZone::utc())
                                .toString(u"yyyyMMdd'T'HHmmss'Z'"_s)
                                .toLatin1();
    request.credentials = {{"X-Amz-Date", time}};
    if (!keys.session.isEmpty())
        request.credentials.append(Header{"X-Amz-Security-Token", keys.session});

    AwsCanonical canonical;
    canonical.method = verbOf(request.method);
    canonical.path = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (canonical.path.isEmpty())
        canonical.path = "/";
    canonical.query = request.url.query(QUrl::FullyEncoded).toLatin1();
    canonical.body = request.body;
    canonical.headers = request.credentials;
    canonical.headers.append(Header{"Host", hostHeader(request.url)});
    if (!request.body.isEmpty())
        canonical.headers.append(Header{"Content-Type", request.contentType});
    if (const QByteArray target = headerValue(request.headers, "X-Amz-Target"); !target.isEmpty())
        canonical.headers.append(Header{"X-Amz-Target", target});
    request.credentials.append(
        Header{"Authorization", signedV4(canonical, keys, scope).authorization});
}

} // namespace meshlens::net
