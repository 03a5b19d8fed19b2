// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/iceberg_metadata.h"

#include "app/catalogs/rest_names.h"
#include "app/catalogs/rest_types.h"
#include "app/net/json.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr std::size_t mostSnapshots = 100'000;

/// The entry of a list whose `idName` is `id`.
const json *byId(const json *list, const char *idName, qint64 id)
{
    if (!list)
        return nullptr;
    for (const json &entry : *list) {
        if (net::optionalInt(entry, idName).valueOr({}) == id)
            return &entry;
    }
    return nullptr;
}

/// The current schema: one of `schemas`, or the only one of the first format.
Result<void> fillColumns(mesh::Dataset &dataset, Fields &fields)
{
    const json *schema = byId(fields.array("schemas"), "schema-id",
                              fields.integer("current-schema-id").value_or(-1));
    const json *single = schema ? nullptr : fields.object("schema");
    if (fields.error())
        return *fields.error();
    if (!schema && !single)
        return net::wrongType(fields.at("current-schema-id"), u"the id of a schema"_s);
    auto columns =
        columnsOfIceberg(schema ? *schema : *single, fields.at(schema ? "schemas" : "schema"));
    if (!columns)
        return std::move(columns).error();
    dataset.columns = *std::move(columns);
    return {};
}

void fillProperties(mesh::Dataset &dataset, IcebergTable &table, Fields &fields)
{
    if (const json *properties = fields.object("properties")) {
        dataset.description = net::optionalString(*properties, "comment").valueOr({});
        table.owner = net::optionalString(*properties, "owner").valueOr({});
    }
}

bool movesData(const json &snapshot)
{
    const auto summary = net::optionalObject(snapshot, "summary");
    // `replace` writes the same rows anew (compaction).
    return !summary || !*summary ||
           net::optionalString(**summary, "operation").valueOr({}) != "replace"_L1;
}

/// Walks from the current snapshot back to the newest that brought or took data.
void fillFreshness(mesh::Dataset &dataset, IcebergTable &table, Fields &fields)
{
    const json *snapshots = fields.array("snapshots");
    const qint64 current = fields.integer("current-snapshot-id").value_or(-1);
    const json *snapshot = byId(snapshots, "snapshot-id", current);
    if (!snapshot)
        return; // never written
    if (const auto summary = net::optionalObject(*snapshot, "summary"); summary && *summary) {
        bool isNumber = false;
        const qint64 rows =
            net::optionalString(**summary, "total-records").valueOr({}).toLongLong(&isNumber);
        if (isNumber && rows >= 0)
            dataset.rows = rows;
    }
    QSet<qint64> seen; // a circle of parents is somebody's mistake, not an endless walk
    while (!movesData(*snapshot) && static_cast<std::size_t>(seen.size()) < mostSnapshots) {
        const auto parent = net::optionalInt(*snapshot, "parent-snapshot-id").valueOr({});
        const json *before =
            parent && !seen.contains(*parent) ? byId(snapshots, "snapshot-id", *parent) : nullptr;
        if (!before) {
            table.needsHistory = parent.has_value();
            return;
        }
        seen.insert(*parent);
        snapshot = before;
    }
    Fields found(*snapshot, fields.at("snapshots"));
    dataset.updatedAtMs = found.integer("timestamp-ms");
    if (found.error())
        fields.fail(*found.error());
}

} // namespace

Result<IcebergTable> fillFromTable(mesh::Dataset &dataset, const json &metadata,
                                   const QString &pointer)
{
    Fields fields(metadata, pointer);
    IcebergTable table;
    dataset.type = mesh::DatasetType::Table;
    fillProperties(dataset, table, fields);
    addIcebergUuid(dataset, fields.text("table-uuid"));
    addLocation(dataset, fields.text("location"));
    fillFreshness(dataset, table, fields);
    if (const auto filled = fillColumns(dataset, fields); !filled)
        return filled.error();
    if (fields.error())
        return *fields.error();
    return table;
}

Result<IcebergTable> fillFromView(mesh::Dataset &dataset, const json &metadata,
                                  const QString &pointer)
{
    Fields fields(metadata, pointer);
    IcebergTable table;
    dataset.type = mesh::DatasetType::View;
    fillProperties(dataset, table, fields);
    addIcebergUuid(dataset, fields.text("view-uuid"));
    const json *version = byId(fields.array("versions"), "version-id",
                               fields.integer("current-version-id").value_or(-1));
    const auto schemaId =
        version ? net::optionalInt(*version, "schema-id").valueOr({}) : std::nullopt;
    const json *schema = byId(fields.array("schemas"), "schema-id", schemaId.value_or(-1));
    if (fields.error())
        return *fields.error();
    if (!schema)
        return net::wrongType(fields.at("current-version-id"), u"the id of a version"_s);
    auto columns = columnsOfIceberg(*schema, fields.at("schemas"));
    if (!columns)
        return std::move(columns).error();
    dataset.columns = *std::move(columns);
    return table;
}

} // namespace meshlens::catalogs
