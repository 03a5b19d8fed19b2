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

struct Column {
    QString name; // nested fields joined by dots: `address.city`
    QString type; // physical type where known, else the logical one
    QString description;
    Classification classification = Classification::Unknown;
    bool personal = false;
    bool primaryKey = false;
    bool required = false;
    bool unique = false;
    QStringList tags;
    QStringList terms; // term keys
    QString fieldId{}; // what the source calls it for ever, also after a rename (Iceberg, Delta)
    bool operator==(const Column &) const = default;
};

/// Another name of a dataset (specs: identity). `strength` is `strong`, `name` or `location`.
struct Alias {
    QString key;
    QString strength;
    bool operator==(const Alias &) const = default;
};

/// A table, view, topic, file, API, model, metric or dashboard, as one catalog describes it.
/// `key` is the canonical identity key (identity.h). A dataset that is only known because lineage
/// names it has `referenced` set and no columns.
struct Dataset {
    QString key;
    QString nativeId;
    QString name;          // as the source spells it, last part only
    QString qualifiedName; // as people write it: `shop.public.orders`
    DatasetType type = DatasetType::Table;
    QString description;
    QString domain; // domain key, or empty
    Status status = Status::Unknown;
    Classification classification = Classification::Unknown;
    QStringList tags;
    QStringList terms;  // term keys
    QStringList owners; // party keys
    QList<Column> columns;
    QList<Alias> aliases;
    QString contractId;
    QString url;
    bool referenced = false;
    std::optional<std::int64_t> updatedAtMs; // newest data, not newest metadata
    std::optional<std::int64_t> rows;
    bool operator==(const Dataset &) const = default;
};

} // namespace meshlens::mesh
