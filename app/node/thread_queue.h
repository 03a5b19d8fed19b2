// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace meshlens::node {

/// Worker threads that start when no other is free. A connection holds its worker for as long as it
/// lives, long polls included, so there may be many; beyond `most` connections wait their turn.
class ThreadQueue final : public httplib::TaskQueue
{
public:
    explicit ThreadQueue(std::size_t most);

    void enqueue(std::function<void()> task) override;
    void shutdown() override;

private:
    void work();

    const std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    std::list<std::thread> m_threads;
    std::size_t m_idle = 0;
    bool m_ending = false;
};

} // namespace meshlens::node
