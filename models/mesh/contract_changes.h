// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/contract.h"

/// What differs between two versions of a contract, and whether consumers must act on it.
///
/// Read are the terms that Meshlens knows (status, texts, purposes, service levels) and the schema
/// in the document: ODCS 3 (`schema` with `properties`), ODCS 2 (`dataset` with `columns`) and Data
/// Contract Specification (`models` with `fields`). Scalars may be written as text ("true").
/// Seen from a consumer, these break: a table or column that goes, another type, a column that may
/// now be empty or hold the same value twice, a service level that goes or gets worse, a purpose
/// that is no longer permitted, a contract that is deprecated or retired.
/// Thread: any; pure functions.
namespace meshlens::mesh {

struct ContractChange {
    enum class Part {
        Version,
        Status,
        Description,
        Usage,
        Limitations,
        Purpose,
        ServiceLevel,
        Table,
        Column,
        Type,
        Required,
        Unique,
        Classification
    };
    enum class Effect { Neutral, Compatible, Breaking };

    Part part = Part::Version;
    QString name;   // of the column ("orders.country"), table or service level; else empty
    QString before; // empty: came
    QString after;  // empty: went
    Effect effect = Effect::Neutral;
    bool operator==(const ContractChange &) const = default;
};

/// Breaking ones first, then in the order of Part and name.
[[nodiscard]] QList<ContractChange> contractChanges(const Contract &before, const Contract &after);

/// A column as a contract promises it.
struct PromisedColumn {
    QString name; // "table.column", fields of structures joined by dots
    QString type;
    bool required = false;
    bool unique = false;
    QString classification;
    bool operator==(const PromisedColumn &) const = default;
};

/// The columns of a contract's document; empty where it describes none, at most 20,000.
[[nodiscard]] QList<PromisedColumn> promisedColumns(const QByteArray &document);

} // namespace meshlens::mesh
