// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/transfers.h"

namespace meshlens::net {

/// How long to wait before the same request is sent again; nothing: not at all.
/// `tries` counts the tries before this outcome.
[[nodiscard]] std::optional<std::chrono::milliseconds>
waitBeforeRetry(const Request &request, const TransferOutcome &outcome, int tries);

/// `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), seen from the answer's own Date
/// so that clocks which differ do no harm. Nothing where it is absent or not readable.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const Headers &headers);

} // namespace meshlens::net
