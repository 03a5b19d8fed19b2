// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sync/outbox.h"
#include "models/session.h"
#include "models/store/rows.h"

#include <QTimer>

#include <map>
#include <mutex>
#include <thread>

namespace meshlens::sync {

/// Runs pulls of several catalogs at the same time, each in a thread of its own, when somebody asks
/// and when a catalog's period is over.
///
/// Thread: the interface thread's; nothing here blocks but the destructor, which stops what runs.
class SyncEngine final : public QObject
{
    Q_OBJECT

public:
    /// `afterCommit` runs in the thread of the pull, after each commit that changed something.
    using AfterCommit = std::function<void(store::Store &, const store::SyncRun &)>;

    SyncEngine(std::shared_ptr<store::Store> store, CatalogByName catalogs, AfterCommit afterCommit,
               QObject *parent = nullptr);
    ~SyncEngine() override;

    /// Pulls these catalogs, all without names. One that runs already is left to it.
    void sync(const QStringList &names, bool full);
    void stop(const QStringList &names); // all without names
    /// From now on a catalog is pulled when its period has passed since the last try.
    void startPeriodic();
    /// Call after connections changed: when the next one is due may have changed too.
    void reschedule();

    [[nodiscard]] QList<SyncProgress> progress() const; // of those that run
    [[nodiscard]] bool isRunning() const { return !m_runs.empty(); }

signals:
    void progressChanged(); // a run began, moved or ended; at most ten times a second
    /// The run of this catalog is over and recorded; without error it is committed.
    void finished(const QString &catalog, const std::optional<meshlens::Error> &error);

private:
    struct Run;
    using Catalogs = QList<store::CatalogRow>;

    void readCatalogs(std::function<void(const Catalogs &)> then);
    void start(const CatalogConnection &connection, bool full);
    void end(const QString &name, const std::optional<Error> &error);
    void announceSoon();
    void plan(const Catalogs &catalogs);

    const std::shared_ptr<store::Store> m_store;
    const CatalogByName m_catalogs;
    const AfterCommit m_afterCommit;
    QTimer m_announce; // single shot, only while something has moved
    QTimer m_due;      // single shot, only while something will be due
    bool m_periodic = false;
    QHash<QString, std::int64_t> m_lastStartMs; // also of tries that were not recorded
    std::map<QString, std::unique_ptr<Run>> m_runs;
    std::map<int, std::jthread> m_readers; // of the list of catalogs
    int m_lastReader = 0;
};

} // namespace meshlens::sync
