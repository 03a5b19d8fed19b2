// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http.h"
#include "models/result.h"

#include <memory>
#include <stop_token>

namespace meshlens::net {

/// Why a single transfer brought no answer.
struct TransferFailure {
    enum class Reason {
        Cancelled,
        Unsendable, // the request itself is not valid
        NameNotFound,
        ProxyNotFound,
        NotConnected,
        ConnectTimeout,
        FirstByteTimeout,
        WholeTimeout,
        Stalled,
        CutOff,     // closed before the answer was whole
        NotTrusted, // certificate
        TlsFailed,
        CaFileUnreadable,
        NotHttp,
        Unreadable, // content encoding
        BodyTooLarge,
        HeadersTooLarge,
        Other,
    };
    Reason reason = Reason::Other;
    QString detail; // libcurl's words
};

/// What one transfer came to: an answer of any status, or a failure.
struct TransferOutcome {
    Response response;
    std::optional<TransferFailure> failure;
    qint64 bytes = 0;
};

/// libcurl's multi interface in a thread of its own: it sleeps until a socket, a deadline or a
/// caller wakes it, and holds the connections that transfers share.
///
/// One transfer is one request: no redirects, no retries.
class Transfers
{
public:
    explicit Transfers(int perHost);
    ~Transfers();
    Transfers(const Transfers &) = delete;
    Transfers &operator=(const Transfers &) = delete;

    /// Blocks until the transfer has ended, `stop` is requested, or `whole` has passed.
    [[nodiscard]] TransferOutcome run(const Request &request, std::chrono::milliseconds whole,
                                      std::stop_token stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::net
