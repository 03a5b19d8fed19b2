// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_credentials.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <functional>

namespace meshlens::catalogs {

/// One service of Amazon, as one connection talks to it: signs, keeps its pace, tries again where
/// the service says that it is busy, pages, and counts what it costs.
///
/// Errors of every call carry the service's own code at the start of `detail` (awsErrorCode):
/// NotPermitted (also keys that are wrong or have ended), NotFound, Conflict, HttpStatus (busy),
/// Usage, Decode, those of the network.
/// Thread: any, several at once.
class AwsService
{
public:
    using Json = nlohmann::json;
    using Query = QList<std::pair<QString, QString>>;
    /// Gets the items of one page; an error ends the walk.
    using Take = std::function<Result<void>(const Json &page)>;

    /// `name` is that of the signature; `target` that of the JSON 1.1 protocol ("AWSGlue"), empty
    /// for services with paths.
    AwsService(net::Client &client, std::shared_ptr<AwsCredentials> credentials,
               const CatalogConnection &connection, const QString &name,
               const QByteArray &target = {});

    /// JSON 1.1: POST / with the operation in a header. Asking twice is as good as once for all
    /// that Meshlens calls so, unless `once`.
    [[nodiscard]] Result<Json> call(const QByteArray &operation, const Json &input,
                                    std::stop_token stop, bool once = false);
    /// Every page of a call that answers with `NextToken`.
    [[nodiscard]] Result<void> eachPage(const QByteArray &operation, const Json &input,
                                        std::stop_token stop, const Take &take);

    /// REST-JSON: `path` is percent-encoded, `input` null where there is no body. POST and PUT are
    /// sent once only, unless `repeatable`.
    [[nodiscard]] Result<Json> send(net::Method method, const QByteArray &path, const Query &query,
                                    const Json &input, std::stop_token stop,
                                    bool repeatable = false);
    /// Every page of a GET, or of a POST with `input`, that answers with `nextToken`.
    [[nodiscard]] Result<void> eachPage(net::Method method, const QByteArray &path, Query query,
                                        Json input, std::stop_token stop, const Take &take);

    [[nodiscard]] const QUrl &endpoint() const { return m_endpoint; }
    [[nodiscard]] QString host() const { return net::hostName(m_endpoint); }
    [[nodiscard]] net::Traffic traffic() const { return {m_requests, m_bytes}; }

private:
    [[nodiscard]] Result<Json> attempts(net::Request request, std::stop_token stop);
    [[nodiscard]] bool waitForTurn(std::stop_token stop);
    void slowDown();

    net::Client &m_client;
    const std::shared_ptr<AwsCredentials> m_credentials;
    const CatalogConnection m_connection;
    const QByteArray m_name;
    const QByteArray m_target;
    const QUrl m_endpoint;
    std::mutex m_paceMutex;
    std::chrono::steady_clock::time_point m_nextTurn;
    std::chrono::milliseconds m_pause{20}; // between calls; grows when the service is busy
    std::atomic<qint64> m_requests = 0;
    std::atomic<qint64> m_bytes = 0;
};

/// `AccessDeniedException`, `EntityNotFoundException`; empty where the service gave none.
[[nodiscard]] QString awsErrorCode(const Error &error);
/// The code says that keys or their signature are wrong or have ended.
[[nodiscard]] bool isAboutKeys(const QString &code);
/// The service does not offer this, or not to this person: a pull does without it.
[[nodiscard]] bool isOutOfReach(const Error &error);
/// The connection is broken, or the service is busy or makes no sense: a pull ends, so that what it
/// would have said is not taken for gone.
[[nodiscard]] bool endsPull(const Error &error);

/// Epoch seconds as a number, or RFC 3339 text, to UTC milliseconds since 1970.
[[nodiscard]] std::optional<std::int64_t> awsTime(const nlohmann::json &node, const char *name);
/// A text member, empty where there is none or it is no text.
[[nodiscard]] QString awsText(const nlohmann::json &node, const char *name);
/// A member list or object; an empty one where it is missing or of another type.
[[nodiscard]] const nlohmann::json &awsList(const nlohmann::json &node, const char *name);
[[nodiscard]] const nlohmann::json &awsObject(const nlohmann::json &node, const char *name);

} // namespace meshlens::catalogs
