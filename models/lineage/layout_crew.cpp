// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_crew.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <tuple>

namespace meshlens::lineage::layered {

struct LayoutCrew::Helper {
    std::mutex mutex;
    std::condition_variable_any changed;
    const std::function<void(int)> *work = nullptr; // with `mutex`; null: nothing to do
    std::atomic<bool> posted = false; // that there is work, for those who look before they sleep
    std::atomic<bool> busy = false;   // written with `mutex`; has taken up the work
    int count = 0;
    std::atomic<int> next = 0;
    std::jthread thread; // last, so that it ends before what it uses

    void takeItems(const std::function<void(int)> &todo, int items)
    {
        for (int i = next.fetch_add(1); i < items; i = next.fetch_add(1))
            todo(i);
    }

    void run(const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        while (changed.wait(lock, stop, [this] { return work != nullptr; })) {
            const std::function<void(int)> &todo = *work;
            const int items = count;
            busy = true;
            posted = false;
            lock.unlock();
            takeItems(todo, items);
            lock.lock();
            busy = false;
            work = nullptr;
            changed.notify_all();
            lock.unlock();
            awaitBriefly([&] { return posted || stop.stop_requested(); });
            lock.lock();
        }
    }

    /// Steps follow each other within microseconds; falling asleep and being woken takes longer.
    static void awaitBriefly(const auto &condition)
    {
        using namespace std::chrono_literals;
        const auto end = std::chrono::steady_clock::now() + 50us;
        while (!condition() && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
    }
};

LayoutCrew::LayoutCrew(const std::function<bool()> &cancelled) : m_cancelled(cancelled) {}

LayoutCrew::~LayoutCrew() = default;

bool LayoutCrew::stopped()
{
    if (m_stopped.load(std::memory_order_relaxed))
        return true;
    if (m_cancelled && std::this_thread::get_id() == m_caller && m_cancelled())
        m_stopped.store(true, std::memory_order_relaxed);
    return m_stopped.load(std::memory_order_relaxed);
}

void LayoutCrew::each(int count, const std::function<void(int)> &work)
{
    if (m_inEach || count < 2) {
        for (int i = 0; i < count; ++i)
            work(i);
        return;
    }
    if (!m_helper) {
        m_helper = std::make_unique<Helper>();
        m_helper->thread = std::jthread(
            [helper = m_helper.get()](const std::stop_token &stop) { helper->run(stop); });
    }
    m_inEach = true;
    {
        const std::lock_guard lock(m_helper->mutex);
        m_helper->next = 0;
        m_helper->count = count;
        m_helper->work = &work;
        m_helper->posted = true;
    }
    m_helper->changed.notify_all();
    m_helper->takeItems(work, count);
    Helper::awaitBriefly([&] { return !m_helper->busy; });
    std::unique_lock lock(m_helper->mutex);
    m_helper->posted = false;
    m_helper->work = nullptr; // all is taken: a helper that has not woken up need not
    using namespace std::chrono_literals;
    while (!m_helper->changed.wait_for(lock, 2ms, [this] { return !m_helper->busy; }))
        std::ignore = stopped();
    m_inEach = false;
}

} // namespace meshlens::lineage::layered
