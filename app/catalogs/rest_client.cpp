// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_client.h"

#include "app/catalogs/connection_channel.h"

#include <QCoreApplication>
#include <QSet>
#include <QUrlQuery>

#include <condition_variable>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr int mostPages = 50'000;
constexpr qsizetype longestCursor = 16 * 1024;
constexpr int authenticationTimeout = 419; // of Iceberg's REST API: the token is too old

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Result<int> callsPerSecond(const CatalogConnection &connection)
{
    const QString asked = connection.options.value(u"calls_per_s"_s).trimmed();
    if (asked.isEmpty())
        return 0;
    bool isNumber = false;
    const int most = asked.toInt(&isNumber);
    if (!isNumber || most < 1 || most > 1000)
        return Error{
            Error::Kind::Usage,
            tr("The calls a second of %1 are a number from 1 to 1000.").arg(connection.name),
            {}};
    return most;
}

QByteArray formOf(const RestQuery &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

/// Where a client id and secret are asked for, they are given as `id:secret`, or the id as an
/// option.
std::pair<QString, QString> idAndSecret(const CatalogConnection &connection, const QString &secret)
{
    if (const QString id = connection.options.value(u"client_id"_s); !id.isEmpty())
        return {id, secret.trimmed()};
    return {secret.trimmed().section(u':', 0, 0), secret.trimmed().section(u':', 1)};
}

} // namespace

QByteArray pathPart(const QString &text)
{
    // A part of dots alone would be taken for "here" or "up" on the way.
    if (text == "."_L1)
        return "%2E";
    if (text == ".."_L1)
        return "%2E%2E";
    return QUrl::toPercentEncoding(text);
}

QList<CatalogOption> restOptions(bool hasTokens)
{
    QList<CatalogOption> options = httpOptions();
    if (hasTokens) {
        options.first().hint =
            tr("none, bearer, apikey, basic or oauth2 (client credentials; the secret is "
               "id:secret); a secret is a bearer token unless said otherwise");
        options.append({u"token_url"_s, tr("Token address"), false, false,
                        tr("where oauth2 gets its tokens; without it the catalog's own route")});
        options.append({u"client_id"_s, tr("Client id"), false, false,
                        tr("for oauth2; the secret is then the client secret alone")});
        options.append({u"scope"_s, tr("Scope"), false, false, tr("for oauth2")});
    }
    options.append({u"instance"_s, tr("Known elsewhere as"), false, false,
                    tr("host and port by which other catalogs know this one, where that is not its "
                       "address")});
    options.append({u"calls_per_s"_s, tr("Calls a second"), false, false,
                    tr("at most so many, 1 to 1000; no limit without it")});
    return options;
}

Result<std::unique_ptr<RestClient>> RestClient::open(net::Client &client,
                                                     const CatalogConnection &connection,
                                                     const QString &secret, const QString &path,
                                                     const QByteArray &tokenPath)
{
    const auto pace = callsPerSecond(connection);
    if (!pace)
        return pace.error();
    CatalogConnection plain = connection;
    Token token;
    const bool hasTokens = connection.options.value(u"auth"_s) == "oauth2"_L1;
    if (hasTokens)
        plain.options[u"auth"_s] = u"none"_s;
    auto settings = channelSettings(plain, secret, path);
    if (!settings)
        return std::move(settings).error();
    if (hasTokens) {
        std::tie(token.id, token.secret) = idAndSecret(connection, secret);
        token.scope = connection.options.value(u"scope"_s);
        token.url = connection.options.value(u"token_url"_s);
        if (token.url.isEmpty() && !tokenPath.isEmpty())
            token.url = QString::fromLatin1(settings->base.toEncoded(QUrl::StripTrailingSlash) +
                                            '/' + tokenPath);
        const QUrl url(token.url, QUrl::StrictMode);
        const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
        if (!url.isValid() || !isWeb || url.host().isEmpty())
            return Error{
                Error::Kind::Usage,
                tr("The token address of %1 begins with https:// or http://.").arg(connection.name),
                {}};
        if (token.id.isEmpty() || token.secret.isEmpty())
            return Error{Error::Kind::Usage,
                         tr("The connection %1 has no secret yet: a client id and its secret, with "
                            "a colon between them.")
                             .arg(connection.name),
                         {}};
    }
    return std::unique_ptr<RestClient>(
        new RestClient(client, *std::move(settings), std::move(token), *pace));
}

RestClient::RestClient(net::Client &client, net::Channel::Settings settings, Token token,
                       int callsPerSecond)
    : m_channel(client, std::move(settings)), m_token(std::move(token)),
      m_pace(callsPerSecond > 0 ? 1000 / callsPerSecond : 0)
{}

void RestClient::addHeader(const QByteArray &name, const QByteArray &value)
{
    m_headers.append({name, value});
}

Result<void> RestClient::waitForTurn(const std::stop_token &stop)
{
    if (m_pace.count() == 0)
        return {};
    std::unique_lock lock(m_mutex);
    const auto turn = std::max(m_nextTurn, std::chrono::steady_clock::now());
    m_nextTurn = turn + m_pace;
    std::condition_variable_any never; // woken by the stop only
    never.wait_until(lock, stop, turn, [] { return false; });
    if (stop.stop_requested())
        return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
    return {};
}

/// The token's header; a new one where there is none yet or it is the one that was refused.
Result<net::Headers> RestClient::credentials(const std::stop_token &stop,
                                             const net::Headers &refused)
{
    const std::lock_guard lock(m_signIn); // one asks, the others wait and use its token
    if (!m_proof.isEmpty() && m_proof != refused)
        return m_proof;
    net::Request request = m_channel.request(net::Method::Post, {});
    request.url = QUrl(m_token.url);
    request.credentials.clear();
    request.contentType = "application/x-www-form-urlencoded";
    request.repeatable = true;
    RestQuery fields = {{u"grant_type"_s, u"client_credentials"_s},
                        {u"client_id"_s, m_token.id},
                        {u"client_secret"_s, m_token.secret}};
    if (!m_token.scope.isEmpty())
        fields.append({u"scope"_s, m_token.scope});
    request.body = formOf(fields);
    auto response = m_channel.send(request, stop);
    if (!response) {
        // Whoever refuses client credentials answers 400 as often as 401 (RFC 6749, 5.2).
        if (response.error().kind == Error::Kind::Usage)
            return Error{Error::Kind::NotPermitted, response.error().message,
                         response.error().detail};
        return std::move(response).error();
    }
    const auto document = net::parseJson(response->body);
    if (!document)
        return Error{document.error().kind, document.error().message, net::plainUrl(request.url)};
    const auto token = net::requireString(*document, "access_token");
    if (!token)
        return token.error();
    m_proof = {{"Authorization", "Bearer " + token->toUtf8()}};
    return m_proof;
}

Result<net::Response> RestClient::send(net::Request request, std::stop_token stop)
{
    request.headers += m_headers;
    for (int tries = 0;; ++tries) {
        if (const auto turn = waitForTurn(stop); !turn)
            return turn.error();
        if (!m_token.url.isEmpty()) {
            auto proof = credentials(stop, tries == 0 ? net::Headers() : request.credentials);
            if (!proof)
                return std::move(proof).error();
            request.credentials = *std::move(proof);
        }
        auto response = m_channel.send(request, stop);
        const bool isTokenRefused =
            !response &&
            (response.error().detail.startsWith(u"HTTP 401"_s) ||
             response.error().detail.startsWith(u"HTTP %1"_s.arg(authenticationTimeout)));
        if (m_token.url.isEmpty() || tries > 0 || !isTokenRefused)
            return response;
    }
}

Result<RestAnswer> RestClient::answerOf(const QUrl &url, Result<net::Response> response)
{
    if (!response)
        return std::move(response).error();
    RestAnswer answer;
    answer.url = net::plainUrl(url);
    answer.headers = response->headers;
    answer.validators = net::validatorsOf(*response);
    answer.unchanged = net::isUnchanged(*response);
    if (answer.unchanged || response->body.trimmed().isEmpty())
        return answer;
    auto document = net::parseJson(response->body);
    if (!document) {
        Error error = std::move(document).error();
        error.message = net::hostName(url) + u": "_s + error.message;
        error.detail = answer.url + u": "_s + error.detail;
        return error;
    }
    answer.document = *std::move(document);
    return answer;
}

Result<RestAnswer> RestClient::get(const QByteArray &path, const RestQuery &query,
                                   std::stop_token stop, const net::Validators &known)
{
    net::Request request = m_channel.request(net::Method::Get, path, query);
    net::askOnlyIfChanged(request, known);
    return answerOf(request.url, send(request, std::move(stop)));
}

Result<RestAnswer> RestClient::ask(const QByteArray &path, const json &body, std::stop_token stop)
{
    net::Request request = m_channel.request(net::Method::Post, path);
    request.body =
        QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace));
    request.repeatable = true;
    return answerOf(request.url, send(request, std::move(stop)));
}

Paging pagingBy(const QString &parameter, const char *member)
{
    return {parameter, [member](const json &page) -> Result<QString> {
                return net::optionalString(page, member);
            }};
}

Result<RestAnswer> eachRestPage(RestClient &client, const QByteArray &path, const RestQuery &query,
                                const Paging &paging, std::stop_token stop,
                                const std::function<Result<void>(const RestAnswer &)> &take,
                                const net::Validators &known)
{
    RestQuery asked = query;
    if (!paging.first.isNull())
        asked.append({paging.parameter, paging.first});
    auto page = client.get(path, asked, stop, known);
    if (!page || page->unchanged)
        return page;
    RestAnswer first;
    first.headers = page->headers;
    first.validators = page->validators;
    first.url = page->url;
    QSet<QString> seen;
    for (;;) {
        if (const auto taken = take(*page); !taken)
            return taken.error();
        const auto cursor = paging.next(page->document);
        if (!cursor)
            return cursor.error();
        if (cursor->isEmpty())
            return first;
        if (cursor->size() > longestCursor || seen.contains(*cursor) || seen.size() >= mostPages)
            return net::wrongType(page->url, u"a page whose cursor leads on"_s);
        seen.insert(*cursor);
        asked = query;
        asked.append({paging.parameter, *cursor});
        page = client.get(path, asked, stop);
        if (!page)
            return page;
    }
}

} // namespace meshlens::catalogs
