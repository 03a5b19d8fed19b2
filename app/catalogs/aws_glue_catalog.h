// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_glue_tags.h"
#include "app/catalogs/registry.h"
#include "models/live/live_search.h"

namespace meshlens::catalogs {

/// The AWS Glue Data Catalog of one account and region, with Lake Formation (grants, tags), Glue
/// Data Quality (checks) and Athena (samples). Databases are domains, and products whose output
/// ports are their tables. Thread: any, several at once.
class GlueCatalog final : public Catalog, public live::SearchableCatalog
{
public:
    static Registration registration();

    GlueCatalog(net::Client &client, CatalogConnection connection,
                std::shared_ptr<AwsCredentials> credentials, const Clock &clock);

    QList<ConnectionStep> test(std::stop_token stop) override;
    QList<ConnectionStep> testTelling(const StepTold &told, std::stop_token stop) override;
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

private:
    /// What a connection test has found.
    [[nodiscard]] Result<QString> look(std::stop_token stop);
    [[nodiscard]] Result<GlueNames> names(std::stop_token stop);

    const CatalogConnection m_connection;
    const Clock m_clock;
    GlueServices m_services;
    std::mutex m_mutex;
    QString m_account; // once known
};

} // namespace meshlens::catalogs
