// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/events.h"

#include "app/sync/pull.h"

#include <condition_variable>
#include <mutex>

namespace meshlens::sync {
namespace {

constexpr std::chrono::milliseconds shortestHold(200); // of a call that waits for events
constexpr std::chrono::milliseconds longestPause(std::chrono::minutes(5));

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
        follower.thread.request_stop(); // all at once, then each is joined
}

void Events::watch(const QStringList &catalogs)
{
    m_leaving.remove_if([](const Follower &follower) { return follower.ended->load(); });
    for (auto it = m_followers.begin(); it != m_followers.end();) {
        if (catalogs.contains(it->first)) {
            ++it;
            continue;
        }
        it->second.thread.request_stop();
        m_leaving.push_back(std::move(it->second));
        it = m_followers.erase(it);
    }
    for (const QString &name : catalogs) {
        if (m_followers.contains(name))
            continue;
        Follower &follower = m_followers[name];
        follower.thread = std::jthread([this, name, ended = follower.ended](std::stop_token stop) {
            follow(name, stop);
            ended->store(true);
        });
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
        if (!catalog) { // the keychain may be locked, the disk busy: the next look may succeed
            pause(wait, stop);
            wait = std::min(wait * 2, longestPause);
            continue;
        }
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
            wait = std::min(wait * 2, longestPause);
        }
    }
}

} // namespace meshlens::sync
