// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

/// What Databricks has beside Unity Catalog's own API: SQL on a warehouse.
namespace meshlens::catalogs {

/// Runs one statement on a SQL warehouse and waits for its rows, at most `rows` of them.
///
///   POST /api/2.0/sql/statements               waits 30 s itself
///   GET  /api/2.0/sql/statements/{id}          while it is PENDING or RUNNING
///   GET  .../{id}/result/chunks/{n}            the rows after the first part
///   POST .../{id}/cancel                       when we are stopped
/// Errors: NotPermitted, NotFound, Usage with the warehouse's words; Cancelled.
[[nodiscard]] Result<mesh::Sample> runStatement(RestClient &client, const QString &warehouse,
                                                const QString &sql, int rows, std::stop_token stop);

/// `a`.`b c`: each part in backticks.
[[nodiscard]] QString inBackticks(const QStringList &parts);

/// A row of system.access.table_lineage: full names, and when it last happened (UTC ms).
struct RecordedFlow {
    QString from;
    QString fromColumn;
    QString to;
    QString toColumn;
    std::optional<std::int64_t> atMs;
};
/// Of the last 90 days, tables and columns, newest time a pair.
/// Source: Databricks system tables reference, lineage.
[[nodiscard]] Result<QList<RecordedFlow>>
recordedFlows(RestClient &client, const QString &warehouse, std::stop_token stop);

} // namespace meshlens::catalogs
