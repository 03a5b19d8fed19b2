// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/dataset.h"
#include "models/result.h"

#include <nlohmann/json.hpp>

/// Columns out of the ways in which table formats and engines write types.
///
/// A column with parts is itself a row, and each part another: `address` (struct), `address.city`.
/// What is inside a list or the value of a map is named as if it were not: `items.sku`. Types keep
/// the source's own spelling; a nested one is shortened to `struct`, `list<struct>`, ...
/// Limits: 20,000 columns a table, 32 levels. Thread: any; pure functions.
namespace meshlens::catalogs {

using Columns = QList<mesh::Column>;

/// A schema of Iceberg: `{"type":"struct","fields":[{"id","name","type","required","doc"}]}` with
/// `identifier-field-ids` (the primary key).
/// Source: Iceberg table spec, appendix C. Errors: Decode, at `pointer`.
[[nodiscard]] Result<Columns> columnsOfIceberg(const nlohmann::json &schema,
                                               const QString &pointer = {});

/// Spark's JSON: `{"type":"struct","fields":[{"name","type","nullable","metadata":{"comment"}}]}`.
/// Source: Delta protocol, schema serialization format. Errors: Decode, at `pointer`.
[[nodiscard]] Result<Columns> columnsOfSpark(const nlohmann::json &schema,
                                             const QString &pointer = {});
/// One column of it, whose type is any of Spark's: `Columns` grows by it and its parts.
[[nodiscard]] Result<void> addSparkColumn(Columns &columns, const nlohmann::json &field,
                                          const QString &pointer = {});

/// One column by the text of its type: Hive's and Glue's `struct<a:int,b:array<struct<c:string>>>`,
/// Unity's and Databricks' likewise, Trino's `row(a integer, "b c" array(row(d varchar)))`.
/// A type that cannot be taken apart stays one column. `column` has name and type filled in.
void addTypedColumn(Columns &columns, const mesh::Column &column);

} // namespace meshlens::catalogs
