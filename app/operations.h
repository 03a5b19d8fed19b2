// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets.h"
#include "app/workspace.h"
#include "models/access/audit.h"
#include "models/catalog.h"
#include "models/live/live_search.h"
#include "models/session.h"
#include "models/store/rows.h"
#include "models/store/store.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace meshlens::app {

/// What the program can do at one workspace as one profile: the same for window and command line.
///
/// Thread: any, several at a time; calls block (disk, network, keychain), so never the interface
/// thread. Every wish of the user is on disk when its call returns.
class Operations
{
public:
    static Result<std::shared_ptr<Operations>> open(const Workspace &workspace, const Clock &clock);
    ~Operations();

    [[nodiscard]] std::shared_ptr<store::Store> store() const;
    [[nodiscard]] const Clock &clock() const;
    [[nodiscard]] const Workspace &workspace() const;
    [[nodiscard]] const Secrets &secrets() const;

    // Catalogs
    [[nodiscard]] static QList<CatalogKind> kinds();
    [[nodiscard]] static QString suggestedName(const QString &kind, const QString &url);
    Result<void> addCatalog(const ConnectionDraft &draft);
    Result<void> updateCatalog(const ConnectionDraft &draft); // by id; empty secret: keep
    Result<void> removeCatalog(const QString &name);
    /// An empty secret means the one in the keychain, if the connection is known.
    /// `told` (may be empty) hears of each step as soon as it is known, in this thread.
    QList<ConnectionStep> testConnection(const ConnectionDraft &draft, std::stop_token stop,
                                         const StepTold &told = {});
    /// The adapter of a connection, ready to be asked; kept until the connection changes.
    Result<std::shared_ptr<Catalog>> connect(const CatalogConnection &connection);
    /// The same by the connection's name, for what runs in the background. Valid as long as this.
    [[nodiscard]] std::function<Result<std::shared_ptr<Catalog>>(const QString &name)>
    catalogByName();

    using Progress = std::function<void(const SyncProgress &)>;
    using Runs = QList<std::pair<QString, store::SyncRun>>; // by name of the catalog
    /// Reads catalogs at the same time (no names: all), then computes scores. Error NotFound: no
    /// such catalog; a catalog that fails says so in its run.
    Result<Runs> sync(const QStringList &names, bool full, const Progress &progress,
                      std::stop_token stop);
    /// What follows a sync: scores, and samples whose grant has ended.
    Result<void> afterSync(std::stop_token stop);

    // Catalogs that are searched where they are (models/live)
    using LiveTold = std::function<void(const live::Answer &)>;
    Result<void> searchLive(const QString &query, const LiveTold &told, std::stop_token stop);
    Result<QString> readLive(const QString &catalog, const live::Thing &thing,
                             std::stop_token stop);

    // Access
    Result<mesh::AccessPreview> previewAccess(const mesh::AccessDraft &draft, std::stop_token stop);
    /// Keeps the request in the outbox, then tries to send it. Queued where that was not possible.
    Result<mesh::AccessRequest> requestAccess(const mesh::AccessDraft &draft, std::stop_token stop);
    Result<mesh::AccessRequest> saveDraft(const mesh::AccessDraft &draft);
    Result<mesh::AccessRequest> act(const mesh::AccessAction &action, std::stop_token stop);
    /// The same, held back for a while so that it can be undone; nothing is sent yet.
    Result<mesh::AccessRequest> actLater(const mesh::AccessAction &action, int holdMs);
    Result<void> undoAct(const QString &requestId);
    Result<void> discardQueued(qint64 outboxId);
    Result<QList<access::CatalogAudit>> checkAudits(std::stop_token stop);
    /// Sends what is due. Returns when the next item is due, nothing when the outbox is empty.
    Result<std::optional<std::int64_t>> sendOutbox(std::stop_token stop);
    /// Asks the named catalogs (all without a name) for requests and grants, and erases samples
    /// whose grant has ended. Error: the first that failed; the others are done.
    Result<void> refreshRequests(const QStringList &catalogs, std::stop_token stop);

    // Samples
    Result<mesh::Sample> sample(const QString &datasetKey, int rows, bool refresh,
                                std::stop_token stop);
    Result<mesh::Sample> query(const QString &sql, int maxRows,
                               const std::function<bool()> &cancelled);
    Result<QList<CachedSample>> cachedSamples();
    Result<void> forgetSample(const QString &datasetKey);
    /// Erases samples that expired or whose grant is over; how many.
    Result<int> eraseEndedSamples();

    /// Who this profile is, as far as the catalogs say.
    [[nodiscard]] Result<Profile> profile() const;

private:
    Operations(Workspace workspace, Clock clock);
    Result<void> keepWish(const mesh::AccessRequest &request, const store::OutboxItem &item);
    Result<mesh::AccessRequest> settle(const mesh::AccessRequest &wish, std::stop_token stop);
    Result<mesh::AccessRequest> takeBack(mesh::AccessRequest request);
    Result<mesh::AccessRequest> newestLike(const mesh::AccessRequest &wish) const;
    Result<void> discard(const store::OutboxItem &item, const QString &reason);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::app
