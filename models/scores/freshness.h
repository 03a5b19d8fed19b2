// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"

namespace meshlens::scores {

struct Freshness {
    mesh::FreshnessState state = mesh::FreshnessState::Unknown;
    std::optional<std::int64_t> ageMs;
    std::optional<std::int64_t> objectiveMs;
    bool learned = false;        // the objective comes from past loads, not from a contract
    std::optional<double> value; // 0 to 100
};

/// Of a moment: age = now - time of the newest data.
[[nodiscard]] Freshness freshness(std::optional<std::int64_t> dataTimeMs,
                                  std::optional<std::int64_t> objectiveMs, bool learned,
                                  std::int64_t nowMs);
[[nodiscard]] Freshness freshness(const store::ScoreSummary &score, std::int64_t nowMs);

/// 1.5 x the median interval of the last 20 loads of one dataset; nothing under three loads.
[[nodiscard]] std::optional<std::int64_t>
learnedObjectiveMs(const QList<mesh::Load> &loadsOldestFirst);

/// What a product promises of its freshness and when its newest data is from. Of several datasets
/// the one that is furthest behind its objective counts.
struct FreshnessBasis {
    std::optional<std::int64_t> dataTimeMs;
    std::optional<std::int64_t> objectiveMs;
    bool learned = false;
    QString dataset; // key
};
[[nodiscard]] FreshnessBasis freshnessBasis(const QList<mesh::Contract> &contracts,
                                            const QList<mesh::Dataset> &datasets,
                                            const QList<mesh::Load> &loadsOldestFirst,
                                            std::int64_t nowMs);

} // namespace meshlens::scores
