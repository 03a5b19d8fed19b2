// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/transfers.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include <curl/curl.h>

namespace meshlens::net {

/// One request on its way through libcurl. Made by the thread that waits for it; from then until
/// finish() it belongs to the thread of the multi handle, save `abandon()` and `wait()`.
class Transfer
{
public:
    using Clock = std::chrono::steady_clock;

    Transfer(const Request &request, std::chrono::milliseconds whole);
    ~Transfer();
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    // The waiting thread
    /// False where the stop came first; the transfer is then abandoned.
    bool wait(std::stop_token stop);
    [[nodiscard]] TransferOutcome takeOutcome() { return std::move(m_outcome); }

    // The thread of the multi handle
    [[nodiscard]] CURL *handle() const { return m_easy.get(); }
    [[nodiscard]] const QByteArray &host() const { return m_host; }
    [[nodiscard]] bool isAbandoned() const { return m_abandoned; }
    /// When the transfer must be looked at again, though no byte has moved.
    [[nodiscard]] Clock::time_point deadline() const;
    /// Makes the handle; false where the request cannot be sent (the outcome says why).
    bool prepare();
    void finish(CURLcode code);
    void fail(TransferFailure::Reason reason, const QString &detail = {});

private:
    static size_t receiveHeader(char *data, size_t size, size_t count, void *self);
    static size_t receiveBody(char *data, size_t size, size_t count, void *self);
    static int watchProgress(void *self, curl_off_t, curl_off_t received, curl_off_t,
                             curl_off_t sent);
    bool addHeader(QByteArrayView line);
    bool setHeaders();
    void setMethod();
    void setTransport();
    void done();

    struct FreeEasy {
        void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
    };
    struct FreeList {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    const Request m_request;
    const QByteArray m_host; // with scheme and port: what the limit counts by
    const Clock::time_point m_end;
    std::unique_ptr<CURL, FreeEasy> m_easy;
    std::unique_ptr<curl_slist, FreeList> m_headers;
    std::array<char, CURL_ERROR_SIZE> m_words{};

    std::optional<TransferFailure::Reason> m_reason; // why a callback gave up
    qint64 m_headerBytes = 0;
    bool m_anyByte = false;
    Clock::time_point m_quietSince; // last sent byte, or last time `stallBytes` had come
    qint64 m_receivedThen = 0;
    qint64 m_sent = 0;

    TransferOutcome m_outcome;
    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_done = false;
};

} // namespace meshlens::net
