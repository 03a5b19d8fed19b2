// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

/// A quality rule that somebody runs on a dataset or one of its columns.
struct Check {
    QString id;      // unique in its catalog
    QString dataset; // dataset key
    QString column;  // empty: the dataset as a whole
    Dimension dimension = Dimension::Validity;
    QString title;
    QString description;
    Severity severity = Severity::Error;
    double weight = 1;
    std::optional<std::int64_t> periodMs; // how often it should run
    bool operator==(const Check &) const = default;
};

/// One run of a check. Append-only history.
struct CheckResult {
    QString check; // Check::id
    std::int64_t atMs = 0;
    CheckStatus status = CheckStatus::Errored;
    QString value;    // what was measured, as text
    QString expected; // what was promised
    QString message;
    bool operator==(const CheckResult &) const = default;
};

/// One arrival of data. Append-only history. The age of data at a time is that time minus
/// `dataTimeMs`.
struct Load {
    QString dataset; // dataset key
    std::int64_t dataTimeMs = 0;
    std::int64_t arrivedAtMs = 0;
    std::optional<std::int64_t> rows;
    bool operator==(const Load &) const = default;
};

} // namespace meshlens::mesh
