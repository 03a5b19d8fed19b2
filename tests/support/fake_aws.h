// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "tests/support/misbehaving_server.h"

#include <nlohmann/json.hpp>

#include <map>
#include <mutex>

namespace meshlens::test {

/// Amazon's services on loopback, as far as a test describes them: an answer an operation, or a
/// function of what was asked. Operations are named by the header of JSON 1.1
/// ("AWSGlue.GetTables"), by their path ("/ListPermissions"), or for STS by their action
/// ("sts.AssumeRole"). One that is not described answers UnknownOperationException.
///
/// A request whose signature is not that of `id` and `secret` (or `temporary`) is refused.
/// Thread: any.
class FakeAws
{
public:
    using Json = nlohmann::json;
    struct Answer {
        int status = 200;
        Json body;
        QByteArray text{}; // instead of `body`: XML of STS
    };
    using Function = std::function<Answer(const Json &asked, const Received &request)>;

    FakeAws();

    MisbehavingServer server;
    QByteArray id = "AKTEST00000000000001";
    QByteArray secret = "a/very+secret";
    std::map<QByteArray, QByteArray> temporary; // id to secret of further keys

    void on(const QByteArray &operation, Function function);
    void on(const QByteArray &operation, const Json &body);
    /// The path with its query, for services with paths: everything under `prefix`.
    void under(const QByteArray &prefix, Function function);

    [[nodiscard]] int count(const QByteArray &operation); // times it was called
    [[nodiscard]] int refused();                          // requests with a wrong signature
    [[nodiscard]] QString url() const { return server.url("").toString(); }
    [[nodiscard]] QString keys() const
    {
        return QString::fromLatin1(id) + u':' + QString::fromLatin1(secret);
    }
    [[nodiscard]] CatalogConnection connection(const QString &kind) const;

    /// The keys that a GetCallerIdentity or AssumeRole answers with.
    static Answer sts(const QList<std::pair<QByteArray, QByteArray>> &leaves);

private:
    void handle(Exchange &exchange);
    [[nodiscard]] bool isSigned(const Received &request);

    std::mutex m_mutex;
    std::map<QByteArray, Function> m_functions;
    std::map<QByteArray, Function> m_prefixes;
    std::map<QByteArray, int> m_counts;
    int m_refused = 0;
};

} // namespace meshlens::test
