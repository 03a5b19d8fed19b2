// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/transfers.h"

namespace meshlens::net {

/// What a server said about a refusal (RFC 9457), shortened and without control characters.
/// It is text of a stranger: shown as plain text only.
struct Problem {
    QString title;
    QString detail;
};

[[nodiscard]] Problem problemOf(const Response &response);

/// Why a transfer failed, in one sentence with the host in it, and what to do.
[[nodiscard]] Error errorOf(const TransferFailure &failure, const Request &request);

[[nodiscard]] Error statusError(const Response &response);

} // namespace meshlens::net
