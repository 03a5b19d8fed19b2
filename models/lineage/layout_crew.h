// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace meshlens::lineage::layered {

/// The hands that work on one layout: the calling thread and, once there is enough to do, a second
/// one that lives as long as the crew. What they do never depends on who does it.
class LayoutCrew
{
public:
    /// `cancelled` may be empty; it is asked in the calling thread only.
    explicit LayoutCrew(const std::function<bool()> &cancelled);
    LayoutCrew(const LayoutCrew &) = delete;
    LayoutCrew &operator=(const LayoutCrew &) = delete;
    ~LayoutCrew();

    /// True once the layout is unwanted. To be asked every few milliseconds of work, in any of the
    /// threads; what was half done then may be in any order, but is never invalid memory.
    [[nodiscard]] bool stopped();

    /// Calls `work` with 0 to `count` - 1, each once, in two threads, and returns when all are
    /// done. Inside of a call of itself it works in the thread at hand.
    void each(int count, const std::function<void(int)> &work);

private:
    struct Helper;
    const std::function<bool()> &m_cancelled;
    const std::thread::id m_caller = std::this_thread::get_id();
    std::atomic<bool> m_stopped = false;
    bool m_inEach = false; // written while the helper rests
    std::unique_ptr<Helper> m_helper;
};

} // namespace meshlens::lineage::layered
