// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_glue_decode.h"
#include "app/catalogs/aws_service.h"

namespace meshlens::catalogs {

/// The services behind one `aws-glue` connection.
struct GlueServices {
    AwsService glue;
    AwsService lakeFormation;
    AwsService tagging;
    AwsService athena;
    std::shared_ptr<AwsCredentials> credentials;

    [[nodiscard]] net::Traffic traffic() const;
};

/// The tags of a catalog's tables: LF-tags of Lake Formation, and those of the account.
///
/// Calls: ListLFTags, one SearchTablesByLFTags a key, GetResources; no call a table.
class GlueTags
{
public:
    using Problem = std::function<void(const QString &part, const Error &error)>;

    GlueTags(GlueServices &services, Problem problem, std::stop_token stop);

    /// What this person may not read, or a region does not have, is told and left out.
    [[nodiscard]] Result<void> read();
    /// Puts on what is known of a table or view of this database.
    void putOn(mesh::Dataset &dataset) const;

private:
    struct Tag {
        QString column;
        QString name;
        QString value;
    };

    Result<void> readLfTags();
    Result<void> searchLfTag(const QString &key, const nlohmann::json &values);
    Result<void> readResourceTags();
    Result<void> told(const QString &part, const Result<void> &read);
    void take(const QString &nativeId, const nlohmann::json &found, const QString &key);
    void add(const QString &nativeId, const QString &column, const nlohmann::json &tag);

    GlueServices &m_services;
    const Problem m_problem;
    const std::stop_token m_stop;
    QMap<QString, QList<Tag>> m_tags; // by native id; of a whole database: its name
};

} // namespace meshlens::catalogs
