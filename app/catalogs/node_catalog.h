// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/node_decode.h"
#include "app/catalogs/registry.h"
#include "app/net/channel.h"
#include "models/access/audit.h"
#include "models/access/identity.h"
#include "models/live/live_search.h"

namespace meshlens::catalogs {

/// A mesh node (`meshlens serve`) over its API version 1. Thread: any, several at once.
class NodeCatalog final : public Catalog,
                          public access::AuditedCatalog,
                          public access::KnowingCatalog,
                          public live::SearchableCatalog
{
public:
    static Registration registration();

    NodeCatalog(CatalogConnection connection, net::Client &client, net::Channel::Settings settings,
                const Clock &clock);

    QList<ConnectionStep> test(std::stop_token stop) override;
    Result<PullOutcome> pull(const PullRequest &request, PullSink &sink,
                             std::stop_token stop) override;
    Result<live::Page> search(const live::Query &query, std::stop_token stop) override;
    Result<PullOutcome> readThings(const QList<live::Thing> &things, bool surroundings,
                                   PullSink &sink, std::stop_token stop) override;
    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;
    Result<AccessPage> accessRequests(std::stop_token stop) override;
    Result<mesh::AccessPreview> previewAccess(const mesh::AccessDraft &draft,
                                              const QString &productNativeId,
                                              std::stop_token stop) override;
    Result<mesh::AccessRequest> requestAccess(const mesh::AccessDraft &draft,
                                              const QString &productNativeId,
                                              const QString &idempotencyKey,
                                              std::stop_token stop) override;
    Result<mesh::AccessRequest> act(const mesh::AccessAction &action, const QString &idempotencyKey,
                                    std::stop_token stop) override;
    std::optional<mesh::Party> whoAmI(std::stop_token stop) override;
    Result<QList<access::AuditEntry>> audit(std::stop_token stop) override;
    Result<qint64> waitForEvents(qint64 after, int waitMs, std::stop_token stop) override;

private:
    [[nodiscard]] Result<NodeNames> names(std::stop_token stop);
    [[nodiscard]] Result<nlohmann::json> post(const QByteArray &path, const nlohmann::json &body,
                                              const QString &idempotencyKey, std::stop_token stop);
    [[nodiscard]] Result<void> addRequests(const QString &role, AccessPage &page,
                                           std::stop_token stop);

    const CatalogConnection m_connection;
    net::Channel m_channel;
    const Clock m_clock;
    std::mutex m_mutex;
    QString m_authority; // once asked
};

} // namespace meshlens::catalogs
