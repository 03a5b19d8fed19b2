// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

namespace meshlens::catalogs {

/// Asks for something that every account may read, and says what it found: "12 schemas".
using Look = std::function<Result<QString>(std::stop_token)>;

/// A connection test: name resolved, reached, certificate trusted, signed in, permitted to read,
/// found N. Each step is told as soon as it is known, and the first that fails is the last.
///
/// Behind a proxy the first two are the proxy's business and left out; so are a certificate without
/// https and a sign-in without a secret. The error of `look` says which of the last three failed: a
/// 401 is "signed in", a 403 "permitted", anything else "found".
/// Thread: blocks.
[[nodiscard]] QList<ConnectionStep> testRest(RestClient &client, const Look &look,
                                             const StepTold &told, const std::stop_token &stop);

} // namespace meshlens::catalogs
