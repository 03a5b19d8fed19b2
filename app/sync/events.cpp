// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/events.h"

#include "app/sync/pull.h"

#include <condition_variable>
#include <mutex>

namespace meshlens::sync {
namespace {

constexpr std::chrono::milliseconds shortestHold(200); // of a call that waits for events

void pause(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

Events::Events(std::shared_ptr<store::Store> store, CatalogByName catalogs, Hooks hooks)
    : m_store(std::move(store)), m_catalogs(std::move(catalogs)), m_hooks(std::move(hooks))
{}

Events::~Events()
{
    for (auto &[name, follower] : m_followers)
        follower.request_stop(); // all at once, then each is joined
}

void Events::watch(const QStringList &catalogs)
{
    for (auto &[name, follower] : m_followers) {
        if (!catalogs.contains(name))
            follower.request_stop();
    }
    std::erase_if(m_followers, [&](const auto &entry) { return !catalogs.contains(entry.first); });
    for (const QString &name : catalogs) {
        if (!m_followers.contains(name))
            m_followers.emplace(name, [this, name](std::stop_token stop) { follow(name, stop); });
    }
}

void Events::follow(const QString &name, std::stop_token stop) const
{
    qint64 last = 0;
    bool isFirst = true;
    bool isGood = true;
    std::chrono::milliseconds wait = m_hooks.firstPause;
    while (!stop.stop_requested()) {
        // By name each time: the address or the secret may have changed meanwhile.
        const auto catalog = m_catalogs(name);
        if (!catalog)
            return;
        const auto asked = std::chrono::steady_clock::now();
        // The first call only asks where the count stands.
        const auto now = (*catalog)->waitForEvents(last, isFirst ? 0 : m_hooks.waitMs, stop);
        if (stop.stop_requested() || (!now && now.error().kind == Error::Kind::NotFound))
            return;
        const bool isNews = now && (isFirst || *now != last);
        bool good = now.hasValue();
        if (isNews) {
            good = pullRequests(*m_store, name, **catalog, stop).hasValue();
            if (good && m_hooks.changed)
                m_hooks.changed(name);
        }
        if (good != isGood && m_hooks.reached && !stop.stop_requested())
            m_hooks.reached(name, good);
        isGood = good;
        // A server that does not hold the call must not be asked in a circle.
        const bool wasHeld = isFirst || std::chrono::steady_clock::now() - asked >= shortestHold;
        if (good) {
            last = *now;
            isFirst = false;
        }
        if (good && (wasHeld || isNews)) {
            wait = m_hooks.firstPause;
            if (!wasHeld)
                pause(shortestHold, stop);
        } else {
            pause(wait, stop);
            wait = std::min(wait * 2, std::chrono::milliseconds(std::chrono::minutes(5)));
        }
    }
}

} // namespace meshlens::sync
