// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http.h"
#include "models/result.h"

namespace meshlens::net {

[[nodiscard]] bool isRedirect(const Response &response);

/// The request that follows a redirect, or why it is not followed: to something other than http
/// and https, from https to http, or with a body to another origin. Credentials, and headers known
/// to carry some, stay behind when the origin changes.
[[nodiscard]] Result<Request> redirected(const Request &request, const Response &response);

[[nodiscard]] Error tooManyRedirects(const Request &request);

} // namespace meshlens::net
