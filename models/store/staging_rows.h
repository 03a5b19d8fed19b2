// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/row_codec.h"

/// What staging must know of each kind of row. Not for others.
namespace meshlens::store {

template<typename Thing>
constexpr const char *tableOf()
{
    if constexpr (std::is_same_v<Thing, mesh::Contract>)
        return "contract_row";
    else if constexpr (std::is_same_v<Thing, mesh::Check>)
        return "check_row";
    else
        return Codec<Thing>::table;
}

/// Contracts and checks have no key of their own.
template<typename Thing>
constexpr bool hasKey =
    !std::is_same_v<Thing, mesh::Contract> && !std::is_same_v<Thing, mesh::Check>;

template<typename Thing>
QString nativeIdOf(const Thing &thing)
{
    if constexpr (hasKey<Thing>)
        return thing.nativeId.isEmpty() ? thing.key : thing.nativeId;
    else
        return thing.id;
}

template<typename Thing>
bool isUsable(const Thing &thing)
{
    if constexpr (std::is_same_v<Thing, mesh::Check>)
        return !thing.id.isEmpty() && !thing.dataset.isEmpty();
    else if constexpr (std::is_same_v<Thing, mesh::Contract>)
        return !thing.id.isEmpty();
    else
        return !thing.key.isEmpty();
}

template<typename Thing>
Thing readRow(Connection &connection, qint64 row)
{
    static const std::string sql =
        joined({"SELECT r.id, r.thing_id, r.catalog_id, r.first_seen_ms, t.key, r.native_id, ",
                Codec<Thing>::columns, " FROM ", Codec<Thing>::table,
                " r JOIN thing t ON t.id = r.thing_id WHERE r.id = :row"});
    Query query(connection, sql);
    query.bind(row);
    Thing thing;
    if (query.step())
        thing = Codec<Thing>::read(query);
    if constexpr (std::is_same_v<Thing, mesh::DataProduct>)
        thing.ports = readPorts(connection, row);
    if constexpr (std::is_same_v<Thing, mesh::Dataset>)
        thing.columns = readColumns(connection, row);
    return thing;
}

/// Datasets that only lineage names come and go without anybody's doing.
template<typename Thing>
bool isNews(const Thing &thing)
{
    if constexpr (std::is_same_v<Thing, mesh::Dataset>)
        return !thing.referenced;
    else
        return true;
}

} // namespace meshlens::store
