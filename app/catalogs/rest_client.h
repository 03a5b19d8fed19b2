// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/channel.h"
#include "app/net/conditional.h"
#include "app/net/json.h"
#include "models/catalog.h"

#include <functional>
#include <mutex>

/// What the adapters of catalogs with an API over HTTP share: calls, paging, signing in.
namespace meshlens::catalogs {

using RestQuery = QList<std::pair<QString, QString>>; // not percent-encoded

/// One answer, read as JSON.
struct RestAnswer {
    nlohmann::json document; // null where it is unchanged, or has no body
    net::Headers headers;
    net::Validators validators;
    QString url; // without its query, for problems
    bool unchanged = false;
};

/// A part of a path, percent-encoded so that it stays one part ("/" becomes %2F).
[[nodiscard]] QByteArray pathPart(const QString &text);

/// One server with an API in JSON, as one connection of the user talks to it.
///
/// Signs in as the connection says (connection_channel.h); `auth=oauth2` gets a token with client
/// credentials (RFC 6749, 4.4) from `token_url` at the first call and again when it is refused.
/// `calls_per_s` keeps the calls apart.
/// Errors: those of net::Client and net::successOf; Decode for a body that is no JSON. Where the
///         server says why in its own words, the message ends with them.
/// Thread: any, several at once; calls block, at most until the stop.
class RestClient
{
public:
    /// `tokenPath`: where the kind has its token route, below the base; empty: nowhere.
    static Result<std::unique_ptr<RestClient>> open(net::Client &client,
                                                    const CatalogConnection &connection,
                                                    const QString &secret, const QString &path,
                                                    const QByteArray &tokenPath = {});

    /// GET; with validators of an earlier answer it may come back `unchanged`.
    [[nodiscard]] Result<RestAnswer> get(const QByteArray &path, const RestQuery &query,
                                         std::stop_token stop, const net::Validators &known = {});
    /// POST of a question: sent again after a broken connection, so nothing for calls that change.
    [[nodiscard]] Result<RestAnswer> ask(const QByteArray &path, const nlohmann::json &body,
                                         std::stop_token stop);
    /// Any request (made by channel().request()), paced, signed and its refusal explained; the
    /// answer's body is the caller's to read.
    [[nodiscard]] Result<net::Response> send(net::Request request, std::stop_token stop);

    [[nodiscard]] net::Channel &channel() { return m_channel; }
    [[nodiscard]] bool signsIn() const
    {
        return !m_token.url.isEmpty() || !m_channel.settings().credentials.isEmpty();
    }
    [[nodiscard]] QUrl base() const { return m_channel.settings().base; }
    [[nodiscard]] net::Transport transport() const { return m_channel.settings().transport; }
    [[nodiscard]] net::Traffic traffic() const { return m_channel.traffic(); }
    /// Sent with every call from now on; before the first one.
    void addHeader(const QByteArray &name, const QByteArray &value);

private:
    struct Token {
        QString url; // empty: no such sign-in
        QString id;
        QString secret;
        QString scope;
    };
    RestClient(net::Client &client, net::Channel::Settings settings, Token token,
               int callsPerSecond);

    [[nodiscard]] Result<void> waitForTurn(const std::stop_token &stop);
    [[nodiscard]] Result<net::Headers> credentials(const std::stop_token &stop,
                                                   const net::Headers &refused);
    [[nodiscard]] Result<RestAnswer> answerOf(const QUrl &url, Result<net::Response> response);

    net::Channel m_channel;
    net::Headers m_headers;
    const Token m_token;
    const std::chrono::milliseconds m_pace;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_nextTurn;
    std::mutex m_signIn;
    net::Headers m_proof; // of the token
};

/// The options of a kind over HTTP: those of every kind, `instance` and `calls_per_s`; with
/// `hasTokens` also the ones of `auth=oauth2`.
[[nodiscard]] QList<CatalogOption> restOptions(bool hasTokens = false);

/// How a list goes on. `next` reads the cursor out of a page; an empty one ends the list.
struct Paging {
    QString parameter; // the query's name for the cursor
    std::function<Result<QString>(const nlohmann::json &page)> next;
    QString first = {}; // sent with the first call when not null: some servers page only then
};
/// The cursor is a member of the page; the list ends where it is null, empty or absent.
[[nodiscard]] Paging pagingBy(const QString &parameter, const char *member);

/// Walks a list. `take` gets each page in order; an error of it ends the walk. A cursor that comes
/// again, and more pages than anybody has, are Decode errors: a server must not keep a pull busy
/// for ever. With `known`, an `unchanged` first page ends the walk too; returns the first answer
/// without its document.
[[nodiscard]] Result<RestAnswer>
eachRestPage(RestClient &client, const QByteArray &path, const RestQuery &query,
             const Paging &paging, std::stop_token stop,
             const std::function<Result<void>(const RestAnswer &)> &take,
             const net::Validators &known = {});

/// Runs `ask(i)` for each i below `count` on a few threads, and `take(i, result)` in order on the
/// caller's; an error that `take` returns ends it all. For details that only single calls give.
template<typename T>
Result<void> eachAtOnce(std::size_t count, std::stop_token stop,
                        const std::function<Result<T>(std::size_t, std::stop_token)> &ask,
                        const std::function<Result<void>(std::size_t, Result<T>)> &take,
                        std::size_t atOnce = 4);

} // namespace meshlens::catalogs

#include "app/catalogs/rest_at_once.h" // IWYU pragma: keep
