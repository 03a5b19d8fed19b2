// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/failure.h"

#include "app/net/json.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

using Reason = TransferFailure::Reason;

QString tr(const char *text)
{
    return QCoreApplication::translate("Net", text);
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(std::max<std::int64_t>(1, (time.count() + 500) / 1000));
}

QString sentence(Reason reason, const QString &host, const Limits &limits)
{
    switch (reason) {
    case Reason::Cancelled:
        return tr("Stopped.");
    case Reason::Unsendable:
        return tr("This is not an address Meshlens can ask. It begins with https:// or http://.");
    case Reason::NameNotFound:
        return tr("There is no server named %1. Check the address and the network.").arg(host);
    case Reason::ProxyNotFound:
        return tr("The proxy on the way to %1 cannot be used. Check the proxy setting.").arg(host);
    case Reason::NotConnected:
        return tr("%1 cannot be reached. Check the address, and that the server runs.").arg(host);
    case Reason::ConnectTimeout:
        return tr("%1 did not accept a connection within %2 s. Check the address and the network.")
            .arg(host, seconds(limits.connect));
    case Reason::FirstByteTimeout:
        return tr("%1 did not answer within %2 s. Try again later.")
            .arg(host, seconds(limits.firstByte));
    case Reason::WholeTimeout:
        return tr("%1 did not finish its answer within %2 s. Try again later.")
            .arg(host, seconds(limits.whole));
    case Reason::Stalled:
        return tr("%1 stopped in the middle of its answer. Try again later.").arg(host);
    case Reason::CutOff:
        return tr("%1 closed the connection before its answer was whole. Try again later.")
            .arg(host);
    case Reason::NotTrusted:
        return tr("The certificate of %1 is not one this machine trusts. If the server is yours, "
                  "name "
                  "its authority in the connection's CA file.")
            .arg(host);
    case Reason::TlsFailed:
        return tr("No secure connection to %1 came about. Check that the address is meant for "
                  "https.")
            .arg(host);
    case Reason::CaFileUnreadable:
        return tr("The CA file set for %1 cannot be read. Choose another one.").arg(host);
    case Reason::NotHttp:
        return tr("What answers at %1 is not a web server. Check the address and port.").arg(host);
    case Reason::Unreadable:
        return tr("The answer of %1 cannot be unpacked. Tell whoever runs it.").arg(host);
    case Reason::BodyTooLarge:
        return tr("The answer of %1 is larger than the %2 MB Meshlens accepts.")
            .arg(host, QString::number(std::max<qint64>(1, limits.bodyBytes / (1024 * 1024))));
    case Reason::HeadersTooLarge:
        return tr("The headers of the answer of %1 are larger than Meshlens accepts.").arg(host);
    case Reason::Other:
        break;
    }
    return tr("Asking %1 failed. Try again later.").arg(host);
}

Error::Kind kindOf(Reason reason)
{
    switch (reason) {
    case Reason::Cancelled:
        return Error::Kind::Cancelled;
    case Reason::Unsendable:
        return Error::Kind::Usage;
    case Reason::BodyTooLarge:
    case Reason::HeadersTooLarge:
        return Error::Kind::TooLarge;
    default:
        return Error::Kind::Network;
    }
}

Error::Kind kindOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
    case 407:
        return Error::Kind::NotPermitted;
    case 404:
    case 410:
        return Error::Kind::NotFound;
    case 409:
    case 412:
        return Error::Kind::Conflict;
    case 408:
    case 425:
    case 429:
        return Error::Kind::HttpStatus;
    default:
        return status >= 500 || status < 400 ? Error::Kind::HttpStatus : Error::Kind::Usage;
    }
}

QString statusSentence(int status, const QString &host)
{
    switch (status) {
    case 401:
    case 407:
        return tr("%1 does not know you. Sign in again, or give this connection another secret.")
            .arg(host);
    case 403:
        return tr("%1 does not permit this to you.").arg(host);
    case 404:
    case 410:
        return tr("%1 has nothing there. Check the address.").arg(host);
    case 409:
    case 412:
        return tr("Something newer has happened at %1. Look at it again first.").arg(host);
    case 429:
        return tr("%1 is asked too often. Try again later.").arg(host);
    default:
        break;
    }
    if (status >= 500)
        return tr("%1 has trouble of its own (%2). Try again later.").arg(host).arg(status);
    if (status < 400)
        return tr("%1 answered in a way Meshlens does not follow (%2).").arg(host).arg(status);
    return tr("%1 refuses this (%2).").arg(host).arg(status);
}

QString shortened(const QString &text, qsizetype most)
{
    QString clean = text.left(most * 2).simplified();
    clean.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    if (clean.size() > most)
        clean = clean.left(most - 1) + u'…';
    return clean;
}

/// The sentence about what went wrong: `detail` of problem+json, or what catalogs call it that know
/// no problem+json (`message`, `{"error":{"message"}}`, OAuth's `error_description`).
QString saidIn(const nlohmann::json &document)
{
    for (const char *name : {"detail", "message", "Message", "error_description"}) {
        if (const auto said = optionalString(document, name); said && !said->isEmpty())
            return *said;
    }
    const auto error = optionalObject(document, "error");
    return error && *error ? optionalString(**error, "message").valueOr({}) : QString();
}

} // namespace

Problem problemOf(const Response &response)
{
    const QByteArray type = headerValue(response.headers, "Content-Type").toLower();
    if (!type.contains("json") || response.body.size() > 64 * 1024)
        return {};
    const auto document = parseJson(response.body);
    if (!document || !document->is_object())
        return {};
    return {shortened(optionalString(*document, "title").valueOr({}), 120),
            shortened(saidIn(*document), 300)};
}

Error errorOf(const TransferFailure &failure, const Request &request)
{
    QString detail = plainUrl(request.url);
    if (!failure.detail.isEmpty())
        detail += u": "_s + shortened(failure.detail, 300);
    return {kindOf(failure.reason), sentence(failure.reason, hostName(request.url), request.limits),
            detail};
}

Error statusError(const Response &response)
{
    const Problem problem = problemOf(response);
    const QString said = problem.detail.isEmpty() ? problem.title : problem.detail;
    QString message = statusSentence(response.status, hostName(response.url));
    if (!said.isEmpty())
        message = tr("%1 It says: %2").arg(message, said);
    QString detail = u"HTTP %1, %2"_s.arg(response.status).arg(plainUrl(response.url));
    if (!problem.title.isEmpty())
        detail += u": "_s + problem.title;
    return {kindOfStatus(response.status), message, detail};
}

} // namespace meshlens::net
