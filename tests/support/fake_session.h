// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/access/audit.h"
#include "models/session.h"
#include "models/store/writer.h"

#include <QTemporaryDir>

namespace meshlens::test {

/// A Session on a real store in a folder of its own, with a stopped clock. Catalogs are filled by
/// `pull()`; what a real session would ask the world is answered from the public members, and what
/// the screens wished is written down in `wishes`.
class FakeSession : public Session, public access::AuditingSession
{
    Q_OBJECT

public:
    explicit FakeSession(std::int64_t nowMs = 1'773'306'060'000); // 2026-03-12 09:01 UTC
    ~FakeSession() override;

    /// Adds the catalog where it is new, writes the batch as its next full generation and tells the
    /// screens. Fails the test (qFatal) where the store refuses.
    void pull(const QString &catalog, const Batch &batch);
    /// Records a failed pull of a catalog.
    void failPull(const QString &catalog, const QString &reason);
    void save(const mesh::AccessRequest &request);
    void saveScore(const QString &key, const store::ScoreSummary &score);

    // What the world answers.
    Profile person;
    QStringList profileNames = {QStringLiteral("hanna")};
    QString meshTitle = QStringLiteral("Cadenza Media");
    bool online = true;
    QList<CatalogKind> catalogKinds; // "node" and "folder" as they are
    QList<ConnectionStep> testSteps;
    QList<SyncProgress> progress;
    mesh::AccessPreview preview;
    QList<access::CatalogAudit> audits;
    QHash<QString, mesh::Sample> samples;      // by dataset key
    QHash<QString, CachedSample> cacheEntries; // by dataset key: product, table name, title, size
    std::optional<Error> failure;              // of the next answer that can fail

    /// "sync core full", "approve r1", "request product://..." in the order they came.
    QStringList wishes;
    QList<mesh::AccessDraft> drafts;
    QList<mesh::AccessAction> actions;
    QList<ConnectionDraft> connections;

    // Session
    [[nodiscard]] std::shared_ptr<store::Store> store() const override { return m_store; }
    [[nodiscard]] Clock clock() const override { return m_clock; }
    [[nodiscard]] QString workspace() const override { return m_folder.path(); }
    [[nodiscard]] QString meshName() const override { return meshTitle; }
    [[nodiscard]] Profile profile() const override { return person; }
    [[nodiscard]] QStringList profiles() const override { return profileNames; }
    [[nodiscard]] bool isDemo() const override { return false; }
    [[nodiscard]] bool isOnline() const override { return online; }
    [[nodiscard]] QList<CatalogKind> kinds() const override { return catalogKinds; }
    QFuture<QList<ConnectionStep>> testConnection(const ConnectionDraft &draft) override;
    QFuture<Result<void>> addCatalog(const ConnectionDraft &draft) override;
    QFuture<Result<void>> updateCatalog(const ConnectionDraft &draft) override;
    QFuture<Result<void>> removeCatalog(const QString &name) override;
    void sync(const QStringList &names, bool full) override;
    void stopSync(const QStringList &names) override;
    [[nodiscard]] QList<SyncProgress> syncProgress() const override { return progress; }
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
    template<typename T>
    QFuture<Result<T>> answer(Result<T> good);
    mesh::AccessRequest requestOf(const mesh::AccessDraft &draft, mesh::RequestState state);

    QTemporaryDir m_folder;
    Clock m_clock;
    std::shared_ptr<store::Store> m_store;
    int m_requests = 0;
};

} // namespace meshlens::test
