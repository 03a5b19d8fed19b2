// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/overview.h"

namespace meshlens::scores {

/// People with a grant that was active at a time.
[[nodiscard]] double activeConsumers(const QList<mesh::AccessRequest> &requests, std::int64_t atMs);

/// Median time from request to decision, of those decided in (sinceMs, untilMs].
[[nodiscard]] std::optional<double> medianLeadMs(const QList<mesh::AccessRequest> &requests,
                                                 std::int64_t sinceMs, std::int64_t untilMs);

/// Percent of those decisions that a policy made.
[[nodiscard]] std::optional<double> atOncePercent(const QList<mesh::AccessRequest> &requests,
                                                  std::int64_t sinceMs, std::int64_t untilMs);

/// The last weeks by the day of the decision, oldest first, this week last.
[[nodiscard]] QList<WeekOfRequests> weeksOf(const QList<mesh::AccessRequest> &requests,
                                            std::int64_t nowMs, int weeks);

} // namespace meshlens::scores
