// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/retry.h"

#include <QRandomGenerator>

#include <curl/curl.h>

#include <ctime>

namespace meshlens::net {
namespace {

using Reason = TransferFailure::Reason;
using std::chrono::milliseconds;

bool mayPass(Reason reason)
{
    // A server that keeps one waiting is not asked again: the time-out was long enough.
    return reason == Reason::NotConnected || reason == Reason::CutOff ||
           reason == Reason::ConnectTimeout;
}

bool mayPass(int status)
{
    switch (status) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return true;
    default:
        return false;
    }
}

std::optional<std::time_t> httpDate(const QByteArray &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const std::time_t time = curl_getdate(text.constData(), nullptr);
    return time < 0 ? std::nullopt : std::optional(time);
}

} // namespace

std::optional<milliseconds> retryAfter(const Headers &headers)
{
    const QByteArray value = headerValue(headers, "Retry-After").trimmed();
    if (value.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    if (const qint64 seconds = value.toLongLong(&isNumber); isNumber) {
        constexpr qint64 week = 7 * 24 * 3600;
        return seconds < 0 ? std::nullopt
                           : std::optional(milliseconds(std::min(seconds, week) * 1000));
    }
    const auto then = httpDate(value);
    if (!then)
        return std::nullopt;
    const std::time_t now = httpDate(headerValue(headers, "Date")).value_or(std::time(nullptr));
    return milliseconds(std::max<std::int64_t>(0, *then - now) * 1000);
}

std::optional<milliseconds> waitBeforeRetry(const Request &request, const TransferOutcome &outcome,
                                            int tries)
{
    const bool repeatable =
        request.repeatable || request.method == Method::Get || request.method == Method::Head;
    if (!repeatable || tries >= request.limits.retries)
        return std::nullopt;
    if (outcome.failure ? !mayPass(outcome.failure->reason) : !mayPass(outcome.response.status))
        return std::nullopt;
    if (!outcome.failure) {
        if (const auto asked = retryAfter(outcome.response.headers)) {
            if (*asked > request.limits.longestWait)
                return std::nullopt; // the answer itself then says "later"
            return *asked;
        }
    }
    // Half to whole of the backoff, so that many clients do not come back at the same moment.
    const double whole =
        static_cast<double>(request.limits.firstBackoff.count() << std::min(tries, 10));
    return milliseconds(static_cast<std::int64_t>(
        whole * (0.5 + QRandomGenerator::global()->generateDouble() / 2)));
}

} // namespace meshlens::net
