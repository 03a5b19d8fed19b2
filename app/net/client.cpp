// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/client.h"

#include "app/net/failure.h"
#include "app/net/redirect.h"
#include "app/net/retry.h"

#include <condition_variable>

namespace meshlens::net {
namespace {

using Reason = TransferFailure::Reason;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// False where the stop came first.
bool sleepFor(milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

bool isSendable(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
}

} // namespace

struct Client::Private {
    Transfers transfers;

    /// One call with its retries, without redirects.
    Result<Response> attempt(const Request &request, Steady::time_point end, std::stop_token stop,
                             Traffic &spent);
};

Result<Response> Client::Private::attempt(const Request &request, Steady::time_point end,
                                          std::stop_token stop, Traffic &spent)
{
    for (int tries = 0;; ++tries) {
        const auto left =
            request.limits.whole.count() > 0
                ? std::max(std::chrono::ceil<milliseconds>(end - Steady::now()), milliseconds(1))
                : milliseconds(0);
        TransferOutcome outcome = transfers.run(request, left, stop);
        ++spent.requests;
        spent.bytes += outcome.bytes;
        if (stop.stop_requested())
            return errorOf({Reason::Cancelled, {}}, request);
        const std::optional<milliseconds> wait = waitBeforeRetry(request, outcome, tries);
        const bool inTime = wait && (left.count() == 0 || Steady::now() + *wait < end);
        if (inTime) {
            if (!sleepFor(*wait, stop))
                return errorOf({Reason::Cancelled, {}}, request);
            continue;
        }
        if (outcome.failure)
            return errorOf(*outcome.failure, request);
        return std::move(outcome.response);
    }
}

Client::Client(int transfersPerHost) : d(new Private{Transfers(transfersPerHost)}) {}

Client::~Client() = default;

Result<Response> Client::send(const Request &request, std::stop_token stop, Traffic *spent)
{
    if (!isSendable(request.url))
        return errorOf({Reason::Unsendable, {}}, request);
    if (stop.stop_requested())
        return errorOf({Reason::Cancelled, {}}, request);

    const Steady::time_point end = Steady::now() + request.limits.whole;
    Traffic none;
    Request current = request;
    for (int hops = 0;; ++hops) {
        auto response = d->attempt(current, end, stop, spent ? *spent : none);
        if (!response || !isRedirect(*response))
            return response;
        if (hops >= request.limits.redirects)
            return tooManyRedirects(current);
        auto next = redirected(current, *response);
        if (!next)
            return std::move(next).error();
        current = *std::move(next);
    }
}

Result<Response> successOf(Response response)
{
    if ((response.status >= 200 && response.status < 300) || response.status == 304)
        return response;
    return statusError(response);
}

} // namespace meshlens::net
