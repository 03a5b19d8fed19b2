// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/dataset.h"
#include "models/result.h"

#include <nlohmann/json.hpp>

/// Reads Iceberg table and view metadata (the JSON at a metadata location, and the `metadata` of a
/// catalog's answer). Source: Iceberg table spec, appendix C; view spec. Thread: any; pure.
namespace meshlens::catalogs {

struct IcebergTable {
    QString owner; // the property, by convention
    /// The newest snapshot is a compaction and the one before it was not sent: when data came is
    /// only known with all snapshots.
    bool needsHistory = false;
};

/// Fills columns (with field ids, docs, keys), description, `iceberg-uuid`, location, rows and the
/// time of the newest snapshot that brought or took data. Errors: Decode, at `pointer`.
[[nodiscard]] Result<IcebergTable>
fillFromTable(mesh::Dataset &dataset, const nlohmann::json &metadata, const QString &pointer = {});
/// The same for a view, which has no data of its own.
[[nodiscard]] Result<IcebergTable>
fillFromView(mesh::Dataset &dataset, const nlohmann::json &metadata, const QString &pointer = {});

} // namespace meshlens::catalogs
