// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/quality.h"

#include <algorithm>
#include <cmath>

namespace meshlens::scores {
namespace {

constexpr std::int64_t dayMs = 24LL * 3600 * 1000;

double creditOf(mesh::CheckStatus status)
{
    switch (status) {
    case mesh::CheckStatus::Passed:
        return 1;
    case mesh::CheckStatus::Warning:
        return 0.5;
    case mesh::CheckStatus::Failed:
    case mesh::CheckStatus::Errored:
        break;
    }
    return 0;
}

void count(QualityPart &part, const CheckState &state)
{
    ++part.total;
    if (state.latest)
        part.latestMs = std::max(part.latestMs.value_or(state.latest->atMs), state.latest->atMs);
    if (!state.usable) {
        ++part.unknown;
        return;
    }
    switch (state.latest->status) {
    case mesh::CheckStatus::Passed:
        ++part.passed;
        break;
    case mesh::CheckStatus::Warning:
        ++part.warned;
        break;
    case mesh::CheckStatus::Failed:
    case mesh::CheckStatus::Errored:
        ++part.failed;
        break;
    }
}

/// The weighted share of good results, 0 to 100; nothing without a usable one.
std::optional<double> valueOf(mesh::Dimension dimension, const QList<CheckState> &checks)
{
    double weights = 0;
    double credits = 0;
    for (const CheckState &state : checks) {
        if (state.check.dimension != dimension || !state.usable || state.check.weight <= 0)
            continue;
        weights += state.check.weight;
        credits += state.check.weight * creditOf(state.latest->status);
    }
    return weights > 0 ? std::optional<double>(100 * credits / weights) : std::nullopt;
}

} // namespace

Grade gradeOf(double quality)
{
    const double shown = std::round(quality); // the letter fits the whole number beside it
    if (shown >= 90)
        return Grade::A;
    if (shown >= 75)
        return Grade::B;
    return shown >= 60 ? Grade::C : Grade::D;
}

bool isUsable(const mesh::Check &check, const mesh::CheckResult &result, std::int64_t nowMs)
{
    const std::int64_t longest =
        check.periodMs && *check.periodMs > 0 ? 3 * *check.periodMs : 7 * dayMs;
    return result.status != mesh::CheckStatus::Errored && nowMs - result.atMs <= longest;
}

QualityScore quality(const QList<CheckState> &checks, const std::array<double, 6> &weights)
{
    QualityScore score;
    double known = 0;
    for (int i = 0; i < 6; ++i) {
        QualityPart part;
        part.dimension = static_cast<mesh::Dimension>(i);
        for (const CheckState &state : checks) {
            if (state.check.dimension == part.dimension)
                count(part, state);
        }
        if (part.total == 0)
            continue;
        part.value = valueOf(part.dimension, checks);
        part.weight = part.value ? weights[i] : 0;
        known += part.weight;
        score.defined += part.total;
        score.usable += part.total - part.unknown;
        score.parts.append(part);
    }
    score.coverage = score.defined == 0 ? 0 : static_cast<double>(score.usable) / score.defined;
    if (known <= 0)
        return score;
    double sum = 0;
    for (QualityPart &part : score.parts) {
        part.weight /= known;
        if (!part.value)
            continue;
        part.lost = part.weight * (100 - *part.value);
        sum += part.weight * *part.value;
    }
    score.value = std::round(sum * 10) / 10;
    return score;
}

} // namespace meshlens::scores
