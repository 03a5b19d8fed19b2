// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"

#include <array>

/// Quality from checks, by the formulas of DECISIONS.md, Scores. Thread: any; pure functions.
namespace meshlens::scores {

/// Percent, in the order of mesh::Dimension.
inline constexpr std::array<double, 6> defaultWeights{30, 20, 15, 15, 10, 10};

/// A check with its newest result.
struct CheckState {
    mesh::Check check;
    std::optional<mesh::CheckResult> latest;
    bool usable = false; // has a result that is no error and not too old
};

/// One dimension of a quality score.
struct QualityPart {
    mesh::Dimension dimension = mesh::Dimension::Completeness;
    double weight = 0;           // share used, 0 to 1, over the known dimensions; 0 when unknown
    std::optional<double> value; // 0 to 100
    double lost = 0;             // points it takes off the score
    int passed = 0;
    int warned = 0;
    int failed = 0;
    int unknown = 0; // errored, too old or never run
    int total = 0;
    std::optional<std::int64_t> latestMs;
};

struct QualityScore {
    std::optional<double> value; // 0 to 100, one decimal; nothing: not scored
    double coverage = 0;         // usable / defined; 0 without checks
    int usable = 0;
    int defined = 0;
    QList<QualityPart> parts; // dimensions that have checks, in the order of mesh::Dimension
};

enum class Grade { A, B, C, D };
[[nodiscard]] Grade gradeOf(double quality); // A 90, B 75, C 60

/// Old results count as unknown: after three times the check's period, seven days without one.
[[nodiscard]] bool isUsable(const mesh::Check &check, const mesh::CheckResult &result,
                            std::int64_t nowMs);

[[nodiscard]] QualityScore quality(const QList<CheckState> &checks,
                                   const std::array<double, 6> &weights = defaultWeights);

/// Checks of datasets with their newest results, as of now.
[[nodiscard]] Result<QList<CheckState>>
checkStates(const store::Reader &reader, const QStringList &datasetKeys, std::int64_t nowMs);

} // namespace meshlens::scores
