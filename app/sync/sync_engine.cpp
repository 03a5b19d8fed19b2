// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/sync_engine.h"

#include "app/sync/pull.h"
#include "models/store/reader.h"

namespace meshlens::sync {
namespace {

using namespace std::chrono_literals;

constexpr auto announceEvery = 100ms;
constexpr std::int64_t longestTimerMs = 24LL * 60 * 60 * 1000; // then it looks again

} // namespace

/// One pull on its way. `progress` is shared with its thread.
struct SyncEngine::Run {
    mutable std::mutex mutex;
    SyncProgress progress;
    bool announced = false; // the interface thread knows that something moved
    std::jthread thread;    // last: it uses the others
};

SyncEngine::SyncEngine(std::shared_ptr<store::Store> store, CatalogByName catalogs,
                       AfterCommit afterCommit, QObject *parent)
    : QObject(parent), m_store(std::move(store)), m_catalogs(std::move(catalogs)),
      m_afterCommit(std::move(afterCommit))
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(announceEvery);
    connect(&m_announce, &QTimer::timeout, this, [this] {
        for (const auto &[name, run] : m_runs) {
            const std::lock_guard lock(run->mutex);
            run->announced = false;
        }
        emit progressChanged();
    });
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_due, &QTimer::timeout, this, &SyncEngine::reschedule);
}

SyncEngine::~SyncEngine()
{
    stop({});
    m_runs.clear();
    m_readers.clear();
}

void SyncEngine::readCatalogs(std::function<void(const Catalogs &)> then)
{
    const int number = ++m_lastReader;
    m_readers[number] = std::jthread([this, number, then = std::move(then)] {
        Catalogs rows;
        if (const auto reader = m_store->read())
            rows = reader->catalogs().valueOr({});
        QMetaObject::invokeMethod(
            this,
            [this, number, rows, then] {
                m_readers.erase(number);
                then(rows);
            },
            Qt::QueuedConnection);
    });
}

void SyncEngine::sync(const QStringList &names, bool full)
{
    readCatalogs([this, names, full](const Catalogs &rows) {
        for (const store::CatalogRow &row : rows) {
            if (names.isEmpty() || names.contains(row.connection.name))
                start(row.connection, full);
        }
    });
}

void SyncEngine::start(const CatalogConnection &connection, bool full)
{
    if (m_runs.contains(connection.name))
        return;
    auto run = std::make_unique<Run>();
    Run *const state = run.get();
    state->progress = {connection.name, true, {}, 0, 0};
    state->thread = std::jthread([this, state, connection, full](std::stop_token stop) {
        const auto progress = [this, state](const QString &part, qint64 done, qint64 total) {
            const std::lock_guard lock(state->mutex);
            state->progress.part = part;
            state->progress.done = done;
            state->progress.total = total;
            if (!std::exchange(state->announced, true))
                QMetaObject::invokeMethod(this, &SyncEngine::announceSoon, Qt::QueuedConnection);
        };
        std::optional<Error> error;
        if (const auto catalog = m_catalogs(connection.name); !catalog) {
            error = catalog.error();
        } else if (const auto done =
                       pullCatalog(*m_store, connection, **catalog, full, progress, stop);
                   !done) {
            error = done.error();
        } else if (m_afterCommit && done->changed > 0) {
            m_afterCommit(*m_store, *done);
        }
        QMetaObject::invokeMethod(
            this, [this, name = connection.name, error] { end(name, error); },
            Qt::QueuedConnection);
    });
    m_lastStartMs.insert(connection.name, m_store->clock().nowMs());
    m_runs.emplace(connection.name, std::move(run));
    announceSoon();
}

void SyncEngine::end(const QString &name, const std::optional<Error> &error)
{
    m_runs.erase(name); // joins a thread that has nothing left to do
    announceSoon();
    emit finished(name, error);
    reschedule();
}

void SyncEngine::stop(const QStringList &names)
{
    for (const auto &[name, run] : m_runs) {
        if (names.isEmpty() || names.contains(name))
            run->thread.request_stop();
    }
}

QList<SyncProgress> SyncEngine::progress() const
{
    QList<SyncProgress> all;
    for (const auto &[name, run] : m_runs) {
        const std::lock_guard lock(run->mutex);
        all.append(run->progress);
    }
    return all;
}

void SyncEngine::announceSoon()
{
    if (!m_announce.isActive())
        m_announce.start();
}

void SyncEngine::startPeriodic()
{
    m_periodic = true;
    reschedule();
}

void SyncEngine::reschedule()
{
    if (m_periodic)
        readCatalogs([this](const Catalogs &rows) { plan(rows); });
}

void SyncEngine::plan(const Catalogs &catalogs)
{
    const std::int64_t nowMs = m_store->clock().nowMs();
    std::optional<std::int64_t> next;
    for (const store::CatalogRow &row : catalogs) {
        if (row.connection.syncPeriodMs <= 0 || m_runs.contains(row.connection.name))
            continue;
        // A catalog that another process reads is not tried again and again meanwhile.
        const std::int64_t lastMs =
            std::max(row.lastTryMs.value_or(0), m_lastStartMs.value(row.connection.name));
        const std::int64_t dueMs = lastMs == 0 ? nowMs : lastMs + row.connection.syncPeriodMs;
        if (dueMs <= nowMs)
            start(row.connection, false);
        else
            next = std::min(next.value_or(dueMs), dueMs);
    }
    m_due.stop();
    if (next)
        m_due.start(static_cast<int>(std::min(*next - nowMs, longestTimerMs)));
}

} // namespace meshlens::sync
