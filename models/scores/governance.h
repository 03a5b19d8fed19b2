// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/qualities.h"
#include "models/store/store.h"

#include <functional>

namespace meshlens::scores {

/// A rule that a product does not keep.
struct Finding {
    QString rule;
    mesh::Severity severity = mesh::Severity::Warning;
    QString key; // of the product
    QString name;
    QString domain; // key
    QString domainName;
    QStringList owners; // names
    mesh::Quality quality = mesh::Quality::Discoverable;
    QString title;
    QString evidence;
    QString fix;
};

using SixValues = std::array<std::optional<double>, 6>;

struct ScorecardRow {
    QString key;
    QString name;
    mesh::DatasetType type = mesh::DatasetType::Table;
    bool certified = false;
    std::optional<double> quality;
    SixValues values;
};

/// A domain with its products; values are means over the products that have one.
struct ScorecardDomain {
    QString key; // empty: products of no domain
    QString name;
    std::optional<double> quality;
    SixValues values;
    std::array<int, 6> unscored{}; // products without a value
    QList<ScorecardRow> products;
};

struct Governance {
    int rules = 0;
    QList<Finding> findings; // worst first
    SixValues values;        // of the mesh
    std::array<int, 6> unscored{};
    QList<ScorecardDomain> domains; // by name
};

/// All rules over all products. Errors: the store's; Cancelled.
[[nodiscard]] Result<Governance> governance(const store::Reader &reader, std::int64_t nowMs,
                                            const std::function<bool()> &cancelled = {});

/// Computes quality, freshness and the six qualities of all products and datasets with checks or
/// loads, and saves what changed. Called after each commit of a sync; blocks (worker thread).
Result<void> recompute(store::Store &store, const std::function<bool()> &cancelled = {});

} // namespace meshlens::scores
