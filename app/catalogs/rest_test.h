// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

namespace meshlens::catalogs {

/// Asks for something that every account may read, and says what it found: "12 schemas".
using Look = std::function<Result<QString>(std::stop_token)>;

/// Where a connection leads, and how its refusals read.
struct TestedPlace {
    QUrl base;
    net::Transport transport;
    std::chrono::milliseconds connect;
    bool signsIn = false;
    /// Of a NotPermitted: it is about who asks, not about what was asked for.
    std::function<bool(const Error &)> isStranger;
    /// Who is signed in, for people; empty: nobody says.
    std::function<QString()> who = {};
};

/// A connection test: name resolved, reached, certificate trusted, signed in, permitted to read,
/// found N. Each step is told as soon as it is known, and the first that fails is the last.
///
/// Behind a proxy the first two are the proxy's business and left out; so are a certificate without
/// https and a sign-in without a secret. The error of `look` says which of the last three failed:
/// "signed in" for a stranger, "permitted" for other refusals, else "found". `before` are steps
/// that were made already; they have been told. Thread: blocks.
[[nodiscard]] QList<ConnectionStep> testPlace(const TestedPlace &place, const Look &look,
                                              const StepTold &told, const std::stop_token &stop,
                                              QList<ConnectionStep> before = {});
/// The same for a client over REST: a 401 is a stranger, a 403 is not.
[[nodiscard]] QList<ConnectionStep> testRest(RestClient &client, const Look &look,
                                             const StepTold &told, const std::stop_token &stop);

} // namespace meshlens::catalogs
