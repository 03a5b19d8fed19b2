// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace meshlens::node {

/// Wakes long polls as soon as something happens. Thread: any.
class EventBell
{
public:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] std::uint64_t rings() const { return m_rings; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

    void ring()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_rings;
        }
        m_wake.notify_all();
    }

    /// Nobody waits any more from now on.
    void close()
    {
        m_closed = true;
        ring();
    }

    /// Returns once it has rung since `heard` was read, was closed, or the time has come.
    void wait(std::uint64_t heard, Time until)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, until, [&] { return m_closed || m_rings != heard; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::atomic<std::uint64_t> m_rings = 0;
    std::atomic<bool> m_closed = false;
};

} // namespace meshlens::node
