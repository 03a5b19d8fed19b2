// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/together.h"

#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace meshlens::search {
namespace {

QThreadPool &helper()
{
    static QThreadPool pool;
    static const bool isMade = [] {
        pool.setMaxThreadCount(1);
        pool.setExpiryTimeout(-1); // it stands by
        return true;
    }();
    Q_UNUSED(isMade)
    return pool;
}

} // namespace

struct Together::Shared {
    std::vector<Job> jobs;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::condition_variable oneDone;
    std::size_t done = 0; // under the mutex

    /// Does one job; false: none is left.
    bool step()
    {
        const std::size_t mine = next.fetch_add(1);
        if (mine >= jobs.size())
            return false;
        jobs[mine]();
        note(1);
        return true;
    }
    void note(std::size_t count)
    {
        {
            const std::lock_guard lock(mutex);
            done += count;
        }
        oneDone.notify_one();
    }
    /// Nobody takes a job any more.
    void stop()
    {
        const std::size_t taken = std::min(next.exchange(jobs.size()), jobs.size());
        note(jobs.size() - taken);
    }
    void wait()
    {
        std::unique_lock lock(mutex);
        oneDone.wait(lock, [this] { return done == jobs.size(); });
    }
};

Together::Together() : d(std::make_shared<Shared>()) {}

Together::~Together()
{
    d->stop();
    d->wait();
}

void Together::start(std::vector<Job> jobs)
{
    d->jobs = std::move(jobs);
    // The helper keeps what is shared: it may come when all is done and this one is gone.
    if (d->jobs.size() > 1 && QThread::idealThreadCount() > 1)
        helper().tryStart([shared = d] {
            while (shared->step()) {
            }
        });
}

bool Together::finish(const Cancelled &cancelled)
{
    do {
        if (cancelled && cancelled()) {
            d->stop();
            d->wait();
            return false;
        }
    } while (d->step());
    d->wait();
    return true;
}

} // namespace meshlens::search
