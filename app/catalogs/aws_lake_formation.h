// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_glue_tags.h"

namespace meshlens::catalogs {

/// Access to tables as Lake Formation keeps it. It knows grants, no requests: a grant reads as a
/// request that was approved, asking means granting at once (for those who may), and there is no
/// end date. A request's id is made of principal and resource, so that it stays the same.
///
/// The products are databases, the ports their tables. Grants on databases as a whole, on tags and
/// those that leave access to IAM are not of people asking for data, and left out.
class LakeFormation
{
public:
    LakeFormation(GlueServices &services, GlueNames names, const CatalogConnection &connection);

    /// Calls: one ListPermissions a thousand grants, GetDataLakeSettings.
    [[nodiscard]] Result<QList<mesh::AccessRequest>> requests(std::stop_token stop);
    [[nodiscard]] Result<mesh::AccessPreview>
    preview(const mesh::AccessDraft &draft, const QString &database, std::stop_token stop);
    /// GrantPermissions of SELECT to this person, or the option `principal`.
    [[nodiscard]] Result<mesh::AccessRequest> grant(const mesh::AccessDraft &draft,
                                                    const QString &database, std::int64_t nowMs,
                                                    std::stop_token stop);
    /// RevokePermissions of everything that the grant gave. Error NotFound: it is no more.
    [[nodiscard]] Result<mesh::AccessRequest> revoke(const QString &id, std::stop_token stop);

private:
    struct Entry { // one entry of ListPermissions that gives a table's data
        nlohmann::json principal;
        nlohmann::json resource;
        nlohmann::json permissions;
        mesh::AccessRequest request;
    };
    [[nodiscard]] Result<QList<Entry>> entries(std::stop_token stop);
    [[nodiscard]] std::optional<Entry> decode(const nlohmann::json &node) const;
    [[nodiscard]] Result<QString> principal(std::stop_token stop);
    /// Administrators, as ARNs.
    [[nodiscard]] Result<QStringList> admins(std::stop_token stop);

    GlueServices &m_services;
    const GlueNames m_names;
    const CatalogConnection m_connection;
};

/// The `Resource` of a draft: a table, all tables, or a table with a choice of columns.
/// Error Usage: columns are to be masked, which Lake Formation does not do.
[[nodiscard]] Result<nlohmann::json> lakeResource(const mesh::AccessDraft &draft,
                                                  const QString &database);

} // namespace meshlens::catalogs
