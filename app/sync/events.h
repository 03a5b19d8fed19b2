// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sync/outbox.h"

#include <atomic>
#include <list>
#include <map>
#include <thread>

namespace meshlens::sync {

/// Waits at each catalog for something to happen (one long poll a catalog) and then reads the
/// person's requests anew, so that a decision shows at once. A catalog that has no events is left
/// alone; one that cannot be reached is asked again after growing waits.
///
/// Thread: construct, change and destroy in one thread; `changed` is called from others.
class Events
{
public:
    /// `changed(name)`: requests of this catalog were read and stored.
    /// `reached(name, good)`: a call succeeded after failing, or failed.
    struct Hooks {
        std::function<void(const QString &catalog)> changed;
        std::function<void(const QString &catalog, bool good)> reached;
        std::chrono::milliseconds firstPause = std::chrono::seconds(2); // after a failure; doubles
        int waitMs = 25'000;
    };

    Events(std::shared_ptr<store::Store> store, CatalogByName catalogs, Hooks hooks);
    ~Events();

    /// Watches exactly these from now on. Does not wait for those that are watched no longer.
    void watch(const QStringList &catalogs);

private:
    struct Follower {
        std::shared_ptr<std::atomic_bool> ended = std::make_shared<std::atomic_bool>(false);
        std::jthread thread;
    };
    void follow(const QString &name, std::stop_token stop) const;

    const std::shared_ptr<store::Store> m_store;
    const CatalogByName m_catalogs;
    const Hooks m_hooks;
    std::map<QString, Follower> m_followers; // these two last: they use the others
    std::list<Follower> m_leaving;           // told to stop, perhaps still in a call
};

} // namespace meshlens::sync
