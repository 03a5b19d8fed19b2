// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http.h"
#include "models/result.h"

#include <memory>
#include <stop_token>

namespace meshlens::net {

/// The program's one door to HTTP: all transfers run in one thread of its own and share its
/// connections, at most a few at a time to one host.
///
/// Thread: any; send() blocks its caller until the answer is whole. Ends after all who send.
class Client
{
public:
    explicit Client(int transfersPerHost = 6);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Sends and waits for the whole answer, of whatever status (successOf() judges it).
    ///
    /// Follows redirects (http and https, never from https to http; nothing with a body goes to
    /// another origin) and repeats a repeatable call after a broken connection or a status that
    /// says "later" (408, 429, 500, 502, 503, 504), waiting as `Retry-After` asks.
    /// Errors: Network, TooLarge, Cancelled (within 100 ms of the stop), Usage for a request that
    /// cannot be sent. `detail` holds the URL without its query.
    /// `spent` (may be null) is raised by what the call cost, whether it succeeds or not.
    [[nodiscard]] Result<Response> send(const Request &request, std::stop_token stop = {},
                                        Traffic *spent = nullptr);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The answer itself where its status is 2xx or 304, else an Error with what the server said about
/// it (problem+json, shortened).
///
/// Kinds: NotPermitted 401 403 407, NotFound 404 410, Conflict 409 412, HttpStatus for what may
/// pass (408 425 429 5xx), Usage for every other refusal (400, 422, ...): asking again is no use.
[[nodiscard]] Result<Response> successOf(Response response);

} // namespace meshlens::net
