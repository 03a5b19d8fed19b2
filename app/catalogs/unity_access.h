// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

namespace meshlens::catalogs {

/// Access to tables as Unity Catalog keeps it: privileges of principals. A grant reads as a request
/// that was approved. The products are schemas (`main.sales`), the ports their tables.
///
///   GET   .../permissions/{schema | table}/{full name}     who has what
///   PATCH .../permissions/{schema | table}/{full name}     SELECT given or taken
///   GET   /api/1.0/unity-control/scim2/Me                  who we are; Databricks:
///   GET   /api/2.0/preview/scim/v2/Me
///   GET   /api/3.0/rfa/destinations/{type}/{full name}     Databricks: whom a request reaches
///   POST  /api/3.0/rfa/requests                            Databricks: asks them
///
/// Reading the grants costs a call a schema and a table, since there is no list of them: of the
/// first `mostAsked` only. A request on Databricks is a message: nobody tells what becomes of it
/// but the grant itself. There are no end dates, and no choice of columns. Source: OpenAPI document
/// of Unity Catalog 0.6.0; Databricks' REST reference (Grants, Request for Access). Thread: any.
class UnityAccess
{
public:
    static constexpr std::size_t mostAsked = 500;

    /// `api`: what stands before the paths of the catalog's own API. `instance` names the
    /// connection in the ids of people.
    UnityAccess(RestClient &client, QByteArray api, const CatalogConnection &connection,
                QString authority, std::stop_token stop);

    [[nodiscard]] Result<QList<mesh::AccessRequest>> requests();
    [[nodiscard]] Result<mesh::AccessPreview> preview(const mesh::AccessDraft &draft,
                                                      const QString &schema);
    [[nodiscard]] Result<mesh::AccessRequest> request(const mesh::AccessDraft &draft,
                                                      const QString &schema,
                                                      const QString &idempotencyKey,
                                                      std::int64_t nowMs);
    /// Takes SELECT from whom it was given to. Error NotFound: it is no more.
    [[nodiscard]] Result<mesh::AccessRequest> revoke(const QString &id);

private:
    struct Me {
        QString id;   // of SCIM
        QString name; // as privileges name them: an e-mail
    };
    struct Securable {
        QByteArray type; // "schema", "table"
        QString schema;  // full name: the product
        QString table;   // the port; empty: the schema as a whole
        QString owner;
        [[nodiscard]] QString fullName() const
        {
            return table.isEmpty() ? schema : schema + u'.' + table;
        }
    };
    struct Assignment {
        Securable of;
        QString principal;
        QStringList privileges; // as the server spells them
    };

    [[nodiscard]] static Securable wanted(const mesh::AccessDraft &draft, const QString &schema);
    [[nodiscard]] Result<Me> me();
    [[nodiscard]] Result<QString> ownerOf(const Securable &one);
    [[nodiscard]] Result<QList<Securable>> securables();
    [[nodiscard]] Result<QList<Assignment>> assignments(const Securable &of, std::stop_token stop);
    [[nodiscard]] Result<void> change(const Securable &of, const QString &principal,
                                      const QStringList &add, const QStringList &remove);
    /// Where a request for it would go; empty: the server has no such thing.
    [[nodiscard]] Result<std::optional<mesh::AccessRequest>> heldGrant(const Securable &of,
                                                                       const Me &who);
    [[nodiscard]] Result<QStringList> destinations(const Securable &of);
    [[nodiscard]] mesh::AccessRequest decode(const Assignment &one, const QString &me) const;

    RestClient &m_client;
    const QByteArray m_api;
    const CatalogConnection m_connection;
    const QString m_authority;
    const std::stop_token m_stop;
};

} // namespace meshlens::catalogs
