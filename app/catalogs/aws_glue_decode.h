// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

#include <nlohmann/json.hpp>

/// What Glue's shapes mean in the mesh's words. Pure functions; JSON is that of a stranger.
/// Source: the service model of AWS Glue, 2017-03-31.
namespace meshlens::catalogs {

struct GlueNames {
    QString catalog; // the connection's name
    QString account; // empty: not known
    QString region;

    /// `{account}.{region}`: what the keys of this catalog's domains and products begin with.
    [[nodiscard]] QString authority() const;
    /// Of a table in this or another account.
    [[nodiscard]] QString tableKey(const QString &account, const QString &region,
                                   const QString &database, const QString &table) const;
    [[nodiscard]] QString tableKey(const QString &database, const QString &table) const
    {
        return tableKey(account, region, database, table);
    }
    [[nodiscard]] QString partyKey(const QString &who) const;
};

/// Database and table as one native id: `sales/orders`. Neither may hold a slash in Glue.
[[nodiscard]] QString glueNativeId(const QString &database, const QString &table);
[[nodiscard]] std::pair<QString, QString> glueNamesOf(const QString &nativeId);

/// A shape `Database`: a domain, and a product whose ports are its tables.
struct GlueDatabase {
    mesh::Domain domain;
    mesh::DataProduct product;
    bool isLink = false; // to a database of another account
};
/// Error Decode: it has no name.
[[nodiscard]] Result<GlueDatabase> decodeGlueDatabase(const nlohmann::json &node,
                                                      const GlueNames &names);

/// A shape `Table`.
struct GlueTable {
    mesh::Dataset dataset;
    mesh::Port port;
    QList<mesh::Party> owners;
    QList<mesh::LineageEdge> edges; // a view's, from what it reads
    bool isPartitioned = false;     // and its newest data is told by its partitions only
    bool isIceberg = false;
};
/// `database` is the one that was asked for. Error Decode: it has no name.
[[nodiscard]] Result<GlueTable> decodeGlueTable(const nlohmann::json &node, const QString &database,
                                                const GlueNames &names);

/// When the newest of these partitions (shape `Partition`) was written; nothing where none says.
[[nodiscard]] std::optional<std::int64_t> newestPartition(const nlohmann::json &partitions);

/// One result of Glue Data Quality (an entry of `BatchGetDataQualityResult`). Nothing is put for a
/// result that is not about a table.
void decodeGlueQuality(const nlohmann::json &node, const GlueNames &names, Batch &batch);

/// An LF-tag or resource tag on a dataset, or on one column of it. Some words are more than tags:
/// `classification=internal`, `pii=true`.
void putGlueTag(mesh::Dataset &dataset, const QString &column, const QString &name,
                const QString &value);

} // namespace meshlens::catalogs
