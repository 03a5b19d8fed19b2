// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_datazone_pull.h"
#include "app/catalogs/registry.h"
#include "models/live/live_search.h"

namespace meshlens::catalogs {

/// Amazon DataZone (and SageMaker Unified Studio, which keeps its catalog there): one domain.
/// Everything published is a product, since it can be subscribed to; published assets are datasets
/// as well. Requests are made for, and decided by, the project of the option `project`.
/// Thread: any, several at once.
class ZoneCatalog final : public Catalog, public live::SearchableCatalog
{
public:
    static Registration registration();

    ZoneCatalog(net::Client &client, CatalogConnection connection,
                std::shared_ptr<AwsCredentials> credentials, const Clock &clock);

    QList<ConnectionStep> test(std::stop_token stop) override;
    QList<ConnectionStep> testTelling(const StepTold &told, std::stop_token stop) override;
    Result<PullOutcome> pull(const PullRequest &request, PullSink &sink,
                             std::stop_token stop) override;
    Result<live::Page> search(const live::Query &query, std::stop_token stop) override;
    Result<PullOutcome> readThings(const QList<live::Thing> &things, bool surroundings,
                                   PullSink &sink, std::stop_token stop) override;
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

private:
    struct Found { // subscriptions by request, and their grants by subscription
        QMap<QString, nlohmann::json> subscriptions;
        QMap<QString, nlohmann::json> grants;
    };

    /// What a connection test has found.
    [[nodiscard]] Result<QString> look(std::stop_token stop);
    [[nodiscard]] Result<ZoneNames> names(std::stop_token stop);
    [[nodiscard]] Result<void> readRequests(const ZoneNames &names, const QString &filter,
                                            const Found &found, AccessPage &page,
                                            std::stop_token stop);
    [[nodiscard]] Result<void> readAll(const QByteArray &path, const AwsService::Query &filter,
                                       const char *key, QMap<QString, nlohmann::json> &into,
                                       std::stop_token stop);
    [[nodiscard]] Result<mesh::AccessRequest> one(const ZoneNames &names, const QString &id,
                                                  std::stop_token stop);
    [[nodiscard]] QString project() const;

    const CatalogConnection m_connection;
    const Clock m_clock;
    AwsService m_zone;
    std::shared_ptr<AwsCredentials> m_credentials;
    std::mutex m_mutex;
    QString m_domain; // once known
};

} // namespace meshlens::catalogs
