// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/governance.h"

namespace meshlens::scores {

/// A finding that somebody lives with for a while, and why. Kept as `accepted` among what the user
/// keeps: the key is the product's, the name the reason. It changes no score; it only says that the
/// finding is known.
struct AcceptedRisk {
    qint64 id = 0; // in the store; 0: not kept yet
    QString rule;  // its id
    QString key;   // of the product
    QString reason;
    std::int64_t acceptedAtMs = 0;
    std::int64_t untilMs = 0; // from here on it counts as open again

    [[nodiscard]] bool holds(std::int64_t nowMs) const { return nowMs < untilMs; }
};

[[nodiscard]] Result<QList<AcceptedRisk>> acceptedRisks(const store::Reader &reader);
[[nodiscard]] store::Kept keptOf(const AcceptedRisk &risk);

/// The one that holds now for this finding; null: it is open.
[[nodiscard]] const AcceptedRisk *acceptedFor(const QList<AcceptedRisk> &risks,
                                              const Finding &finding, std::int64_t nowMs);

} // namespace meshlens::scores
