// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_service.h"

#include "app/net/json.h"
#include "models/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>

#include <condition_variable>

using namespace Qt::StringLiterals;

/// Errors and retries: the rules of Amazon's own clients (specs: aws-common). A busy service may
/// say so with status 400 and a code, so that the status alone does not tell.
namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

constexpr int mostTries = 6;
constexpr int mostPages = 50'000;
constexpr milliseconds firstWait{200};
constexpr milliseconds longestPause{2000};
constexpr milliseconds shortestPause{20};
constexpr std::int64_t toleratedSkewMs = 4 * 60 * 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

bool sleepUntil(std::chrono::steady_clock::time_point time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// The code in the body, else in a header: `com.amazonaws.glue#EntityNotFoundException:...`.
QString codeOf(const net::Response &response, const Json &body)
{
    QString code = awsText(body, "__type");
    if (code.isEmpty())
        code = QString::fromLatin1(net::headerValue(response.headers, "x-amzn-ErrorType"));
    code = code.section(u':', 0, 0).section(u'#', -1).trimmed().left(100);
    return code;
}

bool isBusy(int status, const QString &code)
{
    static const QSet<QString> codes = {u"Throttling"_s,
                                        u"ThrottlingException"_s,
                                        u"ThrottledException"_s,
                                        u"RequestThrottledException"_s,
                                        u"RequestThrottled"_s,
                                        u"TooManyRequestsException"_s,
                                        u"ProvisionedThroughputExceededException"_s,
                                        u"RequestLimitExceeded"_s,
                                        u"SlowDown"_s,
                                        u"BandwidthLimitExceeded"_s,
                                        u"PriorRequestNotComplete"_s,
                                        u"TransactionInProgressException"_s,
                                        u"FederationSourceRetryableException"_s};
    return status == 429 || status == 503 || status == 509 || codes.contains(code);
}

Error::Kind kindOf(int status, const QString &code)
{
    using enum Error::Kind;
    if (isBusy(status, code) || status >= 500)
        return HttpStatus;
    if (isAboutKeys(code) || status == 401 || status == 403 || code.startsWith("AccessDenied"_L1))
        return NotPermitted;
    if (status == 404 || code.startsWith("EntityNotFound"_L1) ||
        code.startsWith("ResourceNotFound"_L1))
        return NotFound;
    if (status == 409 || code.startsWith("Conflict"_L1) ||
        code.startsWith("ConcurrentModification"_L1))
        return Conflict;
    return Usage;
}

QString sentence(Error::Kind kind, int status, const QString &host, const QString &code)
{
    if (isAboutKeys(code))
        return tr("%1 does not accept these access keys. Give this connection other ones.")
            .arg(host);
    switch (kind) {
    case Error::Kind::NotPermitted:
        return tr("%1 does not permit this to you.").arg(host);
    case Error::Kind::NotFound:
        return tr("%1 does not know what was asked for.").arg(host);
    case Error::Kind::Conflict:
        return tr("Something newer has happened at %1. Look at it again first.").arg(host);
    case Error::Kind::HttpStatus:
        return isBusy(status, code)
                   ? tr("%1 is busy. Try again later.").arg(host)
                   : tr("%1 has trouble of its own (%2). Try again later.").arg(host).arg(status);
    default:
        return tr("%1 refuses this.").arg(host);
    }
}

Error errorOf(const net::Response &response, const Json &body, const QString &code)
{
    const Error::Kind kind = kindOf(response.status, code);
    const QString host = net::hostName(response.url);
    QString said = awsText(body, "message");
    if (said.isEmpty())
        said = awsText(body, "Message");
    QString message = sentence(kind, response.status, host, code);
    // The words about keys may repeat what was signed; the sentence says enough.
    if (!said.isEmpty() && !isAboutKeys(code))
        message = tr("%1 It says: %2").arg(message, said.left(300).simplified());
    return {kind, message,
            u"%1, HTTP %2, %3"_s.arg(code).arg(response.status).arg(net::plainUrl(response.url))};
}

net::Limits limitsOf(const CatalogConnection &connection)
{
    net::Limits limits;
    limits.redirects = 0; // a signature is for one address
    limits.retries = 2;   // of broken connections and Retry-After; the rest is attempts()
    bool isNumber = false;
    const int seconds = connection.options.value(u"timeout_s"_s).toInt(&isNumber);
    if (isNumber && seconds >= 1 && seconds <= 600)
        limits.firstByte = std::chrono::seconds(seconds);
    return limits;
}

} // namespace

AwsService::AwsService(net::Client &client, std::shared_ptr<AwsCredentials> credentials,
                       const CatalogConnection &connection, const QString &name,
                       const QByteArray &target)
    : m_client(client), m_credentials(std::move(credentials)), m_connection(connection),
      m_name(name.toLatin1()), m_target(target), m_endpoint(m_credentials->place().endpoint(name))
{}

Result<Json> AwsService::call(const QByteArray &operation, const Json &input, std::stop_token stop,
                              bool once)
{
    net::Request request;
    request.method = net::Method::Post;
    request.url = m_endpoint;
    request.url.setPath(u"/"_s);
    request.contentType = "application/x-amz-json-1.1";
    request.headers = {{"X-Amz-Target", m_target + '.' + operation}};
    request.body =
        QByteArray::fromStdString(input.dump(-1, ' ', false, Json::error_handler_t::replace));
    request.repeatable = !once;
    return attempts(std::move(request), std::move(stop));
}

Result<Json> AwsService::send(net::Method method, const QByteArray &path, const Query &query,
                              const Json &input, std::stop_token stop, bool repeatable)
{
    QByteArray address =
        m_endpoint.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment) + path;
    char separator = '?';
    for (const auto &[name, value] : query) {
        address += separator + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }
    net::Request request;
    request.method = method;
    request.url = QUrl::fromEncoded(address, QUrl::StrictMode);
    if (!input.is_null())
        request.body =
            QByteArray::fromStdString(input.dump(-1, ' ', false, Json::error_handler_t::replace));
    request.repeatable = repeatable || method == net::Method::Get;
    return attempts(std::move(request), std::move(stop));
}

Result<Json> AwsService::attempts(net::Request request, std::stop_token stop)
{
    request.limits = limitsOf(m_connection);
    request.transport.proxy = m_connection.options.value(u"proxy"_s);
    request.transport.caFile = m_connection.options.value(u"ca_file"_s);
    const bool repeatable = request.repeatable;
    bool renewed = false;
    for (int tries = 1;; ++tries) {
        const auto keys = m_credentials->keys(stop);
        if (!keys)
            return keys.error();
        if (!waitForTurn(stop))
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
        net::signV4(request, *keys, {m_credentials->place().region.toLatin1(), m_name},
                    m_credentials->nowMs());
        net::Traffic spent;
        const auto response = m_client.send(request, stop, &spent);
        m_requests += spent.requests;
        m_bytes += spent.bytes;
        if (!response)
            return response.error();
        auto body = response->body.trimmed().isEmpty() ? Result<Json>(Json::object())
                                                       : net::parseJson(response->body);
        const bool good = response->status >= 200 && response->status < 300;
        if (good) {
            if (!body)
                return Error{Error::Kind::Decode, host() + u": "_s + body.error().message,
                             net::plainUrl(request.url) + u": "_s + body.error().detail};
            return body;
        }
        const Json said = body ? *std::move(body) : Json::object();
        const QString code = codeOf(*response, said);
        if (isAboutKeys(code) && !renewed) {
            // Perhaps only our clock is wrong, or temporary keys have ended early.
            renewed = true;
            const QDateTime theirs = QDateTime::fromString(
                QString::fromLatin1(net::headerValue(response->headers, "Date")), Qt::RFC2822Date);
            const std::int64_t skew =
                theirs.isValid() ? theirs.toMSecsSinceEpoch() - m_credentials->nowMs() : 0;
            if (std::abs(skew) > toleratedSkewMs)
                m_credentials->learnClock(theirs.toMSecsSinceEpoch());
            else
                m_credentials->forget();
            if (std::abs(skew) > toleratedSkewMs || !keys->session.isEmpty())
                continue;
        }
        const bool busy = isBusy(response->status, code);
        if (busy)
            slowDown();
        // A throttled call was not carried out; behind a 503 it may have been.
        const bool mayRepeat = repeatable || response->status == 429 || response->status == 400;
        if (!busy || !mayRepeat || tries >= mostTries)
            return errorOf(*response, said, code);
        const auto most = firstWait * (1 << tries);
        const auto wait = milliseconds(
            static_cast<std::int64_t>(static_cast<double>(most.count()) *
                                      (0.5 + QRandomGenerator::global()->generateDouble() / 2)));
        if (!sleepUntil(std::chrono::steady_clock::now() + wait, stop))
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
    }
}

bool AwsService::waitForTurn(std::stop_token stop)
{
    std::chrono::steady_clock::time_point turn;
    {
        const std::lock_guard lock(m_paceMutex);
        turn = std::max(m_nextTurn, std::chrono::steady_clock::now());
        m_nextTurn = turn + m_pause;
        m_pause = std::max(shortestPause, m_pause * 9 / 10);
    }
    return sleepUntil(turn, std::move(stop));
}

void AwsService::slowDown()
{
    const std::lock_guard lock(m_paceMutex);
    m_pause = std::min(longestPause, m_pause * 2);
}

Result<void> AwsService::eachPage(const QByteArray &operation, const Json &input,
                                  std::stop_token stop, const Take &take)
{
    Json asked = input;
    QSet<QString> seen;
    for (;;) {
        const auto page = call(operation, asked, stop);
        if (!page)
            return page.error();
        if (auto taken = take(*page); !taken)
            return taken;
        // A page may be empty and still not be the last.
        const char *token = page->contains("PaginationToken") ? "PaginationToken" : "NextToken";
        const QString next = awsText(*page, token);
        if (next.isEmpty())
            return {};
        if (seen.contains(next) || seen.size() >= mostPages)
            return net::wrongType(u"/NextToken"_s, u"a token that leads on"_s);
        seen.insert(next);
        asked[token] = next.toStdString();
    }
}

Result<void> AwsService::eachPage(net::Method method, const QByteArray &path, Query query,
                                  Json input, std::stop_token stop, const Take &take)
{
    const Query first = query;
    QSet<QString> seen;
    for (;;) {
        const auto page = send(method, path, query, input, stop, true);
        if (!page)
            return page.error();
        if (auto taken = take(*page); !taken)
            return taken;
        QString next = awsText(*page, "nextToken");
        if (next.isEmpty())
            next = awsText(*page, "NextToken");
        if (next.isEmpty())
            return {};
        if (seen.contains(next) || seen.size() >= mostPages)
            return net::wrongType(u"/nextToken"_s, u"a token that leads on"_s);
        seen.insert(next);
        if (method == net::Method::Get) {
            query = first;
            query.append({u"nextToken"_s, next});
        } else {
            input[path.contains("/v2/") ? "nextToken" : "NextToken"] = next.toStdString();
        }
    }
}

bool isAboutKeys(const QString &code)
{
    return code == "ExpiredTokenException"_L1 || code == "ExpiredToken"_L1 ||
           code == "UnrecognizedClientException"_L1 || code == "InvalidClientTokenId"_L1 ||
           code == "InvalidSignatureException"_L1 || code == "SignatureDoesNotMatch"_L1 ||
           code == "RequestExpired"_L1 || code == "MissingAuthenticationToken"_L1 ||
           code == "MissingAuthenticationTokenException"_L1 ||
           code == "IncompleteSignatureException"_L1;
}

QString awsErrorCode(const Error &error)
{
    return error.detail.section(u',', 0, 0);
}

bool isOutOfReach(const Error &error)
{
    static const QSet<QString> unknown = {
        u"UnknownOperationException"_s, u"UnknownOperation"_s, u"NotImplemented"_s,
        u"NotImplementedException"_s,   u"InvalidAction"_s,    u"SubscriptionRequiredException"_s};
    return (error.kind == Error::Kind::NotPermitted && !isAboutKeys(awsErrorCode(error))) ||
           unknown.contains(awsErrorCode(error)) || error.detail.contains(u", HTTP 404,"_s) ||
           error.detail.contains(u", HTTP 501,"_s);
}

bool endsPull(const Error &error)
{
    using enum Error::Kind;
    // A plain 500 is also how some regions say that they do not have an operation.
    const bool isTrouble = error.kind == HttpStatus && !error.detail.contains(u", HTTP 500,"_s);
    return (error.kind == Network || error.kind == Cancelled || error.kind == Decode || isTrouble ||
            isAboutKeys(awsErrorCode(error))) &&
           !isOutOfReach(error);
}

std::optional<std::int64_t> awsTime(const Json &node, const char *name)
{
    const auto found = node.is_object() ? node.find(name) : node.end();
    if (found == node.end())
        return std::nullopt;
    if (found->is_number()) {
        const double seconds = found->get<double>();
        return seconds > 0 && seconds < 1e11 ? std::optional(std::llround(seconds * 1000))
                                             : std::nullopt;
    }
    if (!found->is_string())
        return std::nullopt;
    const std::int64_t ms =
        fromRfc3339(QString::fromStdString(found->get_ref<const std::string &>()));
    return ms > 0 ? std::optional(ms) : std::nullopt;
}

QString awsText(const Json &node, const char *name)
{
    return net::optionalString(node, name).valueOr({});
}

const Json &awsList(const Json &node, const char *name)
{
    static const Json none = Json::array();
    const auto found = net::optionalArray(node, name);
    return found && *found ? **found : none;
}

const Json &awsObject(const Json &node, const char *name)
{
    static const Json none = Json::object();
    const auto found = net::optionalObject(node, name);
    return found && *found ? **found : none;
}

} // namespace meshlens::catalogs
