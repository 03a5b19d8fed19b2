// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QUrl>

#include <chrono>
#include <stop_token>

/// The first steps of any conversation, one by one, for a connection test. Straight, without proxy.
/// Thread: blocks; stops within a tenth of a second, except while a name is looked up.
namespace meshlens::net {

/// The addresses of the host, for people: "192.0.2.7, 2001:db8::7". Error Network.
[[nodiscard]] Result<QString> resolveName(const QUrl &url);

/// Whether something accepts a connection at host and port. Errors: Network, Cancelled.
[[nodiscard]] Result<void> reach(const QUrl &url, std::chrono::milliseconds most,
                                 const std::stop_token &stop);

} // namespace meshlens::net
