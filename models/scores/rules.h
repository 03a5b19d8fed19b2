// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/qualities.h"

#include <vector>

namespace meshlens::scores {

/// A rule with how it is judged; nothing where it does not apply.
struct RuleCheck {
    const char *id;
    mesh::Quality quality;
    mesh::Severity severity;
    double weight;
    const char *title;
    const char *fix;
    std::optional<RuleResult> (*judge)(const ProductFacts &facts);
};

[[nodiscard]] const std::vector<RuleCheck> &ruleChecks();

} // namespace meshlens::scores
