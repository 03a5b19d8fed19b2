// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/operations.h"
#include "app/sync/events.h"
#include "app/sync/sync_engine.h"
#include "models/session.h"

#include <QThreadPool>
#include <QTimer>

#include <memory>

class QFileSystemWatcher;

namespace meshlens::app {

/// The session of a window: Operations on worker threads, and what goes on by itself while a window
/// is open: due syncs, the outbox, events of nodes, commits of other processes. Nothing of it
/// polls.
class WindowSession final : public Session,
                            public access::AuditingSession,
                            public live::SearchingSession
{
    Q_OBJECT

public:
    explicit WindowSession(std::shared_ptr<Operations> operations, QObject *parent = nullptr);
    ~WindowSession() override;

    /// Starts due syncs, the outbox and the events. Without it the session only answers (pictures).
    void start();
    /// Watches the catalogs anew after connections changed behind the session's back.
    void reconnect() { watchCatalogs(); }

    [[nodiscard]] std::shared_ptr<store::Store> store() const override;
    [[nodiscard]] Clock clock() const override;
    [[nodiscard]] QString workspace() const override;
    [[nodiscard]] QString meshName() const override;
    [[nodiscard]] Profile profile() const override;
    [[nodiscard]] QStringList profiles() const override;
    [[nodiscard]] bool isDemo() const override;
    [[nodiscard]] bool isOnline() const override;

    [[nodiscard]] QList<CatalogKind> kinds() const override;
    QFuture<QList<ConnectionStep>> testConnection(const ConnectionDraft &draft) override;
    QFuture<Result<void>> addCatalog(const ConnectionDraft &draft) override;
    QFuture<Result<void>> updateCatalog(const ConnectionDraft &draft) override;
    QFuture<Result<void>> removeCatalog(const QString &name) override;
    void sync(const QStringList &names, bool full) override;
    void stopSync(const QStringList &names) override;
    [[nodiscard]] QList<SyncProgress> syncProgress() const override;

    QFuture<live::Answer> searchLive(const QString &query, std::stop_token stop) override;
    QFuture<Result<QString>> readLive(const QString &catalog, const live::Thing &thing) override;

    QFuture<Result<mesh::AccessPreview>> previewAccess(const mesh::AccessDraft &draft) override;
    QFuture<Result<mesh::AccessRequest>> requestAccess(const mesh::AccessDraft &draft) override;
    QFuture<Result<mesh::AccessRequest>> saveDraft(const mesh::AccessDraft &draft) override;
    QFuture<Result<mesh::AccessRequest>> act(const mesh::AccessAction &action, int holdMs) override;
    QFuture<Result<void>> undoAct(const QString &requestId) override;
    QFuture<Result<void>> discardQueued(qint64 outboxId) override;
    QFuture<Result<QList<access::CatalogAudit>>> checkAudits() override;

    QFuture<Result<mesh::Sample>> sample(const QString &datasetKey, int rows,
                                         bool refresh) override;
    QFuture<Result<mesh::Sample>> query(const QString &sql, int maxRows) override;
    QFuture<Result<QList<CachedSample>>> cachedSamples() override;
    QFuture<Result<void>> forgetSample(const QString &datasetKey) override;

    QFuture<Result<void>> write(std::function<Result<void>(store::Writer &)> work) override;

private:
    /// Runs in a worker; `after` in the interface thread once it succeeded.
    template<typename Work>
    auto run(Work work, std::function<void()> after = {}) -> QFuture<std::invoke_result_t<Work>>;

    void pullEnded(const std::optional<Error> &error);
    void flushOutbox();
    void watchCatalogs();
    void watchForeignCommits();
    void lookForForeignCommit();
    void readProfile();
    void tellRequests();
    void setOnline(bool online);

    std::shared_ptr<Operations> m_operations;
    QThreadPool m_pool;      // short work
    QThreadPool m_syncPool;  // pulls
    QThreadPool m_livePool;  // catalogs that are searched where they are; some are slow
    std::stop_source m_stop; // ends with the session
    sync::SyncEngine m_engine;
    std::unique_ptr<sync::Events> m_events;
    QFileSystemWatcher *m_walWatcher = nullptr;
    QTimer m_outboxTimer;
    Profile m_profile;
    qint64 m_dataVersion = -1;
    bool m_started = false;
    bool m_online = true;
};

} // namespace meshlens::app
