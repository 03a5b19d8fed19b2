// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/transfers.h"

#include "app/net/transfer.h"

#include <deque>
#include <map>
#include <thread>

namespace meshlens::net {
namespace {

using TransferPtr = std::shared_ptr<Transfer>;

struct FreeMulti {
    void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
};

void initialiseOnce()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_ALL);
    static_cast<void>(code);
}

} // namespace

struct Transfers::Private {
    explicit Private(int limit) : perHost(std::max(1, limit))
    {
        initialiseOnce();
        multi.reset(curl_multi_init());
        curl_multi_setopt(multi.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, 64L);
        thread = std::jthread([this](std::stop_token stop) { loop(stop); });
    }

    void loop(std::stop_token stop);
    void takeIncoming();
    void startWaiting();
    void dropAbandoned();
    bool collectFinished();
    void end(std::map<CURL *, TransferPtr>::iterator found, CURLcode code);
    [[nodiscard]] int msToNextDeadline() const;

    const int perHost;
    std::unique_ptr<CURLM, FreeMulti> multi;

    std::mutex mutex;
    std::deque<TransferPtr> incoming;

    // The thread's own
    std::deque<TransferPtr> waiting; // for a place at their host
    std::map<CURL *, TransferPtr> active;
    std::map<QByteArray, int> atHost;

    std::jthread thread; // last: it joins before what it uses is gone
};

void Transfers::Private::loop(std::stop_token stop)
{
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi.get()); });
    while (!stop.stop_requested()) {
        takeIncoming();
        dropAbandoned();
        startWaiting();
        int running = 0;
        curl_multi_perform(multi.get(), &running);
        if (collectFinished() && !waiting.empty())
            continue;
        curl_multi_poll(multi.get(), nullptr, 0, msToNextDeadline(), nullptr);
    }
    takeIncoming();
    for (const TransferPtr &transfer : waiting)
        transfer->fail(TransferFailure::Reason::Cancelled);
    for (const auto &[easy, transfer] : active) {
        curl_multi_remove_handle(multi.get(), easy);
        transfer->fail(TransferFailure::Reason::Cancelled);
    }
    active.clear();
}

void Transfers::Private::takeIncoming()
{
    const std::lock_guard lock(mutex);
    waiting.insert(waiting.end(), incoming.begin(), incoming.end());
    incoming.clear();
}

void Transfers::Private::startWaiting()
{
    for (auto next = waiting.begin(); next != waiting.end();) {
        const TransferPtr transfer = *next;
        const auto busy = atHost.find(transfer->host());
        if (busy != atHost.end() && busy->second >= perHost) {
            ++next;
            continue;
        }
        next = waiting.erase(next);
        if (!transfer->prepare())
            continue;
        if (curl_multi_add_handle(multi.get(), transfer->handle()) != CURLM_OK) {
            transfer->fail(TransferFailure::Reason::Other);
            continue;
        }
        ++atHost[transfer->host()];
        active.emplace(transfer->handle(), transfer);
    }
}

void Transfers::Private::dropAbandoned()
{
    std::erase_if(waiting, [](const TransferPtr &transfer) { return transfer->isAbandoned(); });
    for (auto found = active.begin(); found != active.end();) {
        const auto current = found++;
        if (current->second->isAbandoned())
            end(current, CURLE_ABORTED_BY_CALLBACK);
    }
}

bool Transfers::Private::collectFinished()
{
    bool any = false;
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        any = true;
        if (const auto found = active.find(message->easy_handle); found != active.end())
            end(found, message->data.result);
    }
    return any;
}

void Transfers::Private::end(std::map<CURL *, TransferPtr>::iterator found, CURLcode code)
{
    const TransferPtr transfer = found->second;
    curl_multi_remove_handle(multi.get(), found->first);
    active.erase(found);
    if (const auto host = atHost.find(transfer->host());
        host != atHost.end() && --host->second <= 0)
        atHost.erase(host);
    transfer->finish(code);
}

int Transfers::Private::msToNextDeadline() const
{
    using namespace std::chrono;
    auto next = Transfer::Clock::time_point::max();
    for (const auto &[easy, transfer] : active)
        next = std::min(next, transfer->deadline());
    constexpr milliseconds idle = minutes(30); // nothing to watch: somebody will wake us
    if (next == Transfer::Clock::time_point::max())
        return static_cast<int>(idle.count());
    const auto left = ceil<milliseconds>(next - Transfer::Clock::now());
    return static_cast<int>(std::clamp(left, milliseconds(0), idle).count());
}

Transfers::Transfers(int perHost) : d(std::make_unique<Private>(perHost)) {}

Transfers::~Transfers() = default;

TransferOutcome Transfers::run(const Request &request, std::chrono::milliseconds whole,
                               std::stop_token stop)
{
    const auto transfer = std::make_shared<Transfer>(request, whole);
    {
        const std::lock_guard lock(d->mutex);
        d->incoming.push_back(transfer);
    }
    curl_multi_wakeup(d->multi.get());
    if (transfer->wait(std::move(stop)))
        return transfer->takeOutcome();
    curl_multi_wakeup(d->multi.get()); // to let go of it
    TransferOutcome cancelled;
    cancelled.failure = TransferFailure{TransferFailure::Reason::Cancelled, {}};
    return cancelled;
}

} // namespace meshlens::net
