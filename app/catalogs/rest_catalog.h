// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/registry.h"
#include "app/catalogs/rest_client.h"
#include "app/catalogs/rest_names.h"
#include "app/catalogs/rest_pull.h"

namespace meshlens::catalogs {

/// The frame of an adapter whose catalog has an API over HTTP (CONTRIBUTING.md walks through one):
/// it says what kind it is, looks for something small when a connection is tested, and reads.
///
/// A subclass also has `static CatalogKind kind()`, `static constexpr auto path` (what every
/// address of the API begins with, behind the user's) and `static constexpr auto tokenPath` (the
/// kind's own OAuth2 route, or empty). Thread: any; several calls at once.
class RestCatalog : public Catalog
{
public:
    RestCatalog(CatalogConnection connection, std::unique_ptr<RestClient> client,
                const Clock &clock);

    QList<ConnectionStep> test(std::stop_token stop) final;
    QList<ConnectionStep> testTelling(const StepTold &told, std::stop_token stop) final;
    Result<PullOutcome> pull(const PullRequest &request, PullSink &sink,
                             std::stop_token stop) final;

protected:
    /// What the last step of a connection test says it found: "12 schemas".
    virtual Result<QString> look(std::stop_token stop) = 0;
    /// Hands everything on, or whatever differs.
    virtual Result<void> read(RestPull &pull) = 0;

    [[nodiscard]] const CatalogConnection &connection() const { return m_connection; }
    [[nodiscard]] QString option(const QString &name) const
    {
        return m_connection.options.value(name).trimmed();
    }
    [[nodiscard]] RestClient &client() const { return *m_client; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    const CatalogConnection m_connection;
    const std::unique_ptr<RestClient> m_client;
    const Clock m_clock;
};

/// The line of such a kind in registry.cpp.
template<typename Adapter>
[[nodiscard]] Registration registrationOf()
{
    return {&Adapter::kind,
            [](const CatalogConnection &connection, const QString &secret, net::Client &client,
               const Clock &clock) -> Result<std::unique_ptr<Catalog>> {
                auto rest =
                    RestClient::open(client, connection, secret, QString::fromLatin1(Adapter::path),
                                     Adapter::tokenPath);
                if (!rest)
                    return std::move(rest).error();
                return std::unique_ptr<Catalog>(
                    std::make_unique<Adapter>(connection, *std::move(rest), clock));
            }};
}

/// Walks a list whose pages hold an array `member`; `take` gets each entry with a pointer to it.
/// An entry that cannot be read is a problem of the pull, the rest is read.
[[nodiscard]] Result<void>
eachListed(RestClient &client, RestPull &pull, const QByteArray &path, const RestQuery &query,
           const Paging &paging, const char *member,
           const std::function<Result<void>(const nlohmann::json &, const QString &pointer)> &take);

} // namespace meshlens::catalogs
