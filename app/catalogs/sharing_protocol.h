// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"
#include "models/clock.h"

/// What reading a share and reading its rows have in common.
/// Source: Delta Sharing protocol, PROTOCOL.md.
namespace meshlens::catalogs {

/// A profile file in place of the secret says who we are, and to whom. Errors: Usage for one that
/// cannot be read; NotPermitted for one that has expired.
[[nodiscard]] Result<void> readSharingProfile(CatalogConnection &connection, QString &secret,
                                              std::int64_t nowMs);

struct SharedTable {
    QString share, schema, name;
    [[nodiscard]] QString id() const;
    [[nodiscard]] QByteArray path() const;
};

/// Asks about a table, in either dialect that the server prefers.
[[nodiscard]] Result<net::Response> askSharing(RestClient &client, net::Method method,
                                               const QByteArray &path, const QByteArray &body,
                                               std::stop_token stop);

/// The lines of an answer, each an object.
[[nodiscard]] Result<QList<nlohmann::json>> linesOf(const QByteArray &body);
/// The member of the first line that has it.
[[nodiscard]] const nlohmann::json *wrapped(const QList<nlohmann::json> &lines, const char *name);
/// The metadata of either dialect: `metaData` itself, or `metaData.deltaMetadata`.
[[nodiscard]] Result<const nlohmann::json *> sharedMetadata(const QList<nlohmann::json> &lines);

/// The first rows of a table, out of its files.
///
///   POST .../tables/{table}/query {"limitHint":N}    links to files
///   GET  each link, by ranges, without our credentials
///
/// Columns are those of the table: physical names are mapped, partition values and columns that a
/// file does not have yet filled in; rows that a deletion vector takes away are left out. A table
/// with a feature that is not known is refused, as the Delta protocol asks.
[[nodiscard]] Result<mesh::Sample> sharedRows(RestClient &client, const SharedTable &table,
                                              int rows, std::stop_token stop);

} // namespace meshlens::catalogs
