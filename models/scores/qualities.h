// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/freshness.h"
#include "models/scores/quality.h"

namespace meshlens::scores {

/// A rule of one of the six qualities, as resources/rules/*.json describes it.
struct Rule {
    QString id; // "secure.owner"
    mesh::Quality quality = mesh::Quality::Discoverable;
    QString title;
    QString fix;
    mesh::Severity severity = mesh::Severity::Warning;
    double weight = 1;
};

struct RuleResult {
    QString rule; // id
    bool passed = false;
    QString evidence; // "3 of 10 columns have no description: a, b, c"
};

struct QualityMark {
    std::optional<double> value; // 0 to 100; nothing: no rule applies
    QList<RuleResult> results;   // rules that apply
};

/// What the syncs of the last 90 days recorded of the schemas of a product's output datasets.
struct SchemaHistory {
    struct Break {
        std::int64_t atMs = 0;
        QString detail; // "orders: plan removed"
    };
    std::optional<std::int64_t> changedAtMs; // the last time; nothing: never
    QString changed;                         // how
    QList<Break> breaks;                     // what others cannot read on, newest first
    QList<std::int64_t> versionsAtMs;        // when its version, or that of a contract, changed
};

/// Everything the rules look at, of one product.
struct ProductFacts {
    mesh::DataProduct product;
    QStringList ownerNames;        // of the product's owners, as people know them
    QList<mesh::Dataset> datasets; // of its output ports, with columns
    QList<mesh::Contract> contracts;
    int upstream = 0; // datasets its own are made from
    int downstream = 0;
    QStringList catalogs;
    QList<CheckState> checks;
    std::optional<double> quality;
    Freshness freshness;
    SchemaHistory schema;
    QSet<QString> sharedKeys; // lower-case names of key columns that other products have as well
    std::int64_t nowMs = 0;
};

[[nodiscard]] const QList<Rule> &rules(); // all, by quality and weight
[[nodiscard]] const Rule *rule(const QString &id);

/// In the order of mesh::Quality.
[[nodiscard]] std::array<QualityMark, 6> sixQualities(const ProductFacts &facts);

/// How a service level is kept: now, and what to say about it.
struct SloState {
    QString contract;                                  // name
    QString title;                                     // "Freshness within 6 h"
    std::optional<bool> met;                           // nothing: cannot be told
    QString measured;                                  // "9 h"
    std::optional<std::int64_t> sinceMs;               // of a breach
    mesh::Severity severity = mesh::Severity::Warning; // of a breach
    QString check; // id of the check behind it; empty: a promise of the contract
};
/// The promises of its contracts, then its checks.
[[nodiscard]] QList<SloState> serviceLevels(const ProductFacts &facts);

/// Everything known of one product or dataset's trust, for its page and for `score`.
struct Scorecard {
    QString key;
    QualityScore quality;
    Freshness freshness;
    std::array<QualityMark, 6> qualities;
    QList<SloState> serviceLevels;
    QList<CheckState> checks;
    store::ScoreSummary summary;
};
[[nodiscard]] Result<Scorecard> scorecard(const store::Reader &reader, const QString &key,
                                          std::int64_t nowMs);

} // namespace meshlens::scores
