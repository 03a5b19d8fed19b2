// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

/// One promise of a contract (ODCS `slaProperties`): "latency 6 h".
struct ServiceLevel {
    QString property; // lower case: latency, frequency, retention, availability, ...
    QString value;
    QString unit;
    QString element; // "table.column", or empty for the whole
    QString description;
    bool operator==(const ServiceLevel &) const = default;
};

/// A data contract. Objectives that Meshlens computes with are taken out; `document` keeps the
/// whole of it as JSON text, for people to read and for versions to be compared.
struct Contract {
    QString id; // native id: what ports and datasets refer to
    QString name;
    QString version;
    Status status = Status::Unknown;
    QString description;
    QString usage;
    QString limitations;
    QStringList datasets; // dataset keys it covers
    QList<ServiceLevel> serviceLevels;
    QStringList permittedPurposes; // words of PurposeKind; empty: not said
    QByteArray document;
    bool operator==(const Contract &) const = default;
};

/// The freshness objective of service levels in milliseconds: `latency`, else `freshness`, else
/// `frequency`; nothing where none is given or its unit is not known.
/// Source: Open Data Contract Standard 3.1, section service-level agreement.
[[nodiscard]] std::optional<std::int64_t> freshnessObjectiveMs(const QList<ServiceLevel> &levels);

} // namespace meshlens::mesh
