// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_profile.h"
#include "app/net/client.h"
#include "models/catalog.h"

#include <mutex>

namespace meshlens::catalogs {

/// Where a connection's services are, as its address and options say.
struct AwsPlace {
    QUrl base; // of the catalog's own service
    QString region;
    QString suffix; // "amazonaws.com"; empty where one address serves every service
    QMap<QString, QString> endpoints; // by service, where an option names another address

    /// The address of a service: the option's, else by Amazon's rule, else the connection's own.
    [[nodiscard]] QUrl endpoint(const QString &service) const;
};

/// Reads `https://glue.eu-west-1.amazonaws.com` or a private address with the option `region`.
/// Errors: Usage.
[[nodiscard]] Result<AwsPlace> awsPlace(const CatalogConnection &connection);

/// The options that every connection to Amazon has: `region`, `profile`, `role_arn`, `external_id`,
/// `endpoint_sts`, and those of HTTP.
[[nodiscard]] QList<CatalogOption> awsOptions();

/// The keys of one connection, refreshed before they end.
///
/// In this order: the secret `id:secret[:session]`; the profile named by the option `profile`, with
/// its `credential_process`, and its `role_arn` assumed by the keys of its `source_profile`. With
/// the option `role_arn`, that role is assumed by what was found (STS AssumeRole). Nothing is read
/// from the environment or from files unless a profile is named.
/// Thread: any.
class AwsCredentials
{
public:
    AwsCredentials(net::Client &client, const CatalogConnection &connection, AwsPlace place,
                   const QString &secret);

    /// Errors: NotPermitted, NotFound (no such profile), those of the network.
    [[nodiscard]] Result<net::AwsKeys> keys(std::stop_token stop);
    /// The service says that they have ended: the next keys() makes new ones.
    void forget();

    /// Who asks, as grants name them: the ARN of a user, or of the role behind a session (STS
    /// GetCallerIdentity, asked once).
    [[nodiscard]] Result<QString> caller(std::stop_token stop);

    [[nodiscard]] const AwsPlace &place() const { return m_place; }

    /// How the clock of Amazon differs from ours, once a service has complained.
    [[nodiscard]] std::int64_t nowMs() const;
    void learnClock(std::int64_t serverMs);

private:
    [[nodiscard]] Result<AwsTemporary> make(std::stop_token stop);
    [[nodiscard]] Result<AwsTemporary> ofProfile(const QString &name, int depth,
                                                 std::stop_token stop);
    [[nodiscard]] Result<AwsTemporary> assume(const net::AwsKeys &base, const QString &role,
                                              const QString &externalId, std::stop_token stop);

    /// The texts of an answer of STS by the name of their element; `Code` of a refusal.
    [[nodiscard]] Result<QMap<QString, QString>>
    askSts(const net::AwsKeys &keys, const QList<std::pair<QString, QString>> &form,
           std::stop_token stop);

    net::Client &m_client;
    const CatalogConnection m_connection;
    const AwsPlace m_place;
    const QString m_secret;
    std::mutex m_mutex;
    std::optional<AwsTemporary> m_known;
    QString m_caller;
    std::atomic<std::int64_t> m_offsetMs = 0;
};

} // namespace meshlens::catalogs
