// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

/// Where a product takes data in or gives it out.
struct Port {
    QString id; // unique in its product
    PortDirection direction = PortDirection::Output;
    QString name;
    QString description;
    QString version;
    QString dataset;    // dataset key; empty where the catalog names none
    QString protocol;   // "sql", "rest", "kafka", as the catalog says
    QString format;     // "parquet", "avro", ...
    QString address;    // where to connect, for people
    QString contractId; // native id of its data contract
    bool operator==(const Port &) const = default;
};

/// A data product as one catalog describes it. `key` is `product://<authority>/<id>`.
///
/// Unknown is an empty string, an empty list, Unknown or nullopt; never a made-up value.
/// Times are UTC milliseconds since 1970.
struct DataProduct {
    QString key;
    QString nativeId;
    QString name;
    QString description; // what it is and what it is for
    QString limitations; // known issues and what it must not be used for
    QString usage;
    QString domain; // domain key
    Status status = Status::Unknown;
    Archetype archetype = Archetype::Unknown;
    Classification classification = Classification::Unknown;
    AccessMode access = AccessMode::Unknown;
    bool certified = false;
    QString version;
    QStringList tags;
    QStringList terms;  // term keys
    QStringList owners; // party keys
    QList<Port> ports;
    QString contractId; // native id of the contract that covers the product as a whole
    QString url;        // where the catalog itself shows it
    QString sourceCodeLocation;
    std::optional<std::int64_t> createdAtMs;
    std::optional<std::int64_t> updatedAtMs;
    bool operator==(const DataProduct &) const = default;
};

} // namespace meshlens::mesh
