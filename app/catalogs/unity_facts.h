// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_pull.h"

/// What Databricks tells of one table at a time: lineage and quality monitors.
namespace meshlens::catalogs {

/// The tables of a pull, by full name, with what tells that they changed.
using UnityTables = QMap<QString, std::pair<mesh::Dataset, QByteArray>>;

/// Lineage that Databricks has seen happen, by a SQL warehouse: two statements for all of it.
/// Raises `updatedAtMs` of a table to the newest arrival. False where the account may not read it.
[[nodiscard]] Result<bool> readUnityFlows(RestClient &client, RestPull &pull,
                                          const QString &instance, UnityTables &tables,
                                          const QString &warehouse);

/// The same for accounts without one.
///
///   GET /api/2.0/lineage-tracking/table-lineage?table_name=&include_entity_lineage=true
///   GET /api/2.0/lineage-tracking/column-lineage?table_name=&column_name=
///
/// One call a table and one a column: at most `mostCalls` in a pull. Tables that are new or changed
/// come first, then the others in turn (a tenth of the calls a pull), then the columns of those
/// that have upstreams; what was not asked keeps its lineage. That tables were left over is told as
/// a problem. The job of an edge is the newest job, pipeline or notebook behind it. Source:
/// Databricks, "Retrieve lineage using the Data Lineage REST API".
[[nodiscard]] Result<void> readUnityLineage(RestClient &client, RestPull &pull,
                                            const QString &instance, UnityTables &tables,
                                            int mostCalls);

/// Quality monitors as checks: whether the last refresh of each worked.
///
///   GET {api}tables/{full name}/monitor               which columns, which metric tables
///   GET {api}tables/{full name}/monitor/refreshes     the last ones
///
/// A monitor writes `<table>_profile_metrics`; only where the lists have such a table it is asked
/// for, so other tables cost nothing. Which values are good a monitor does not say: what it
/// measured stands in its metric tables, which are datasets of their own.
/// Source: Databricks REST reference, Quality Monitors.
[[nodiscard]] Result<void> readUnityMonitors(RestClient &client, RestPull &pull,
                                             const QByteArray &api, const UnityTables &tables);

} // namespace meshlens::catalogs
