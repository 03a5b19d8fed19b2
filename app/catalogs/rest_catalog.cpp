// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_catalog.h"

#include "app/catalogs/rest_test.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {

RestCatalog::RestCatalog(CatalogConnection connection, std::unique_ptr<RestClient> client,
                         const Clock &clock)
    : m_connection(std::move(connection)), m_client(std::move(client)), m_clock(clock)
{}

QList<ConnectionStep> RestCatalog::test(std::stop_token stop)
{
    return testTelling({}, std::move(stop));
}

QList<ConnectionStep> RestCatalog::testTelling(const StepTold &told, std::stop_token stop)
{
    return testRest(
        *m_client, [this](std::stop_token asked) { return look(std::move(asked)); }, told, stop);
}

Result<PullOutcome> RestCatalog::pull(const PullRequest &request, PullSink &sink,
                                      std::stop_token stop)
{
    const net::Traffic before = m_client->traffic();
    RestPull pull(m_connection, request, sink, m_clock, std::move(stop));
    pull.setAuthority(authorityOf(m_connection, m_client->base()));
    if (auto done = read(pull); !done)
        return std::move(done).error();
    const net::Traffic spent = m_client->traffic();
    return pull.finish({spent.requests - before.requests, spent.bytes - before.bytes});
}

Result<void>
eachListed(RestClient &client, RestPull &pull, const QByteArray &path, const RestQuery &query,
           const Paging &paging, const char *member,
           const std::function<Result<void>(const nlohmann::json &, const QString &)> &take)
{
    const auto walked = eachRestPage(
        client, path, query, paging, pull.stop(), [&](const RestAnswer &page) -> Result<void> {
            const auto list = net::optionalArray(page.document, member);
            if (!list)
                return Error{list.error().kind, list.error().message,
                             page.url + u": "_s + list.error().detail};
            for (std::size_t i = 0; *list && i < (*list)->size(); ++i) {
                const QString pointer =
                    u'/' + QString::fromLatin1(member) + u'/' + QString::number(i);
                const auto taken = take((**list)[i], pointer);
                if (!taken && taken.error().kind == Error::Kind::Decode)
                    pull.problem(page.url, taken.error());
                else if (!taken)
                    return taken;
            }
            return {};
        });
    return walked ? Result<void>() : Result<void>(walked.error());
}

} // namespace meshlens::catalogs
