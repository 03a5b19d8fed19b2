// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/mesh/sample.h"
#include "models/store/store.h"

#include <QFuture>
#include <QObject>

#include <memory>

/// What the screens need of the world: declared here, implemented by app.
namespace meshlens {

/// One person at one workspace.
struct Profile {
    QString name;     // "hanna", the folder's name
    QString fullName; // as a catalog knows the person; empty until one was read
    QString email;
    QString title;
    QString role; // "consumer", "owner", "steward", "admin": the most that any catalog grants
    QStringList domains;                 // keys of the domains this person owns
    [[nodiscard]] QString party() const; // party key; empty without e-mail
};

struct SyncProgress {
    QString catalog;
    bool running = false;
    QString part; // "datasets"
    qint64 done = 0;
    qint64 total = 0; // 0: not known
};

/// A connection as a form gives it, with its secret on the way to the keychain.
struct ConnectionDraft {
    CatalogConnection connection;
    QString secret;
};

struct CachedSample {
    QString product;   // key
    QString dataset;   // key
    QString tableName; // as in SQL: "product.dataset"
    QString title;
    qint64 rows = 0;
    qint64 sizeBytes = 0;
    std::int64_t fetchedAtMs = 0;
    std::optional<std::int64_t> expiresAtMs;
    QString grant;
};

/// The program's one door to store, catalogs, access and samples.
///
/// Thread: construct and call in the interface thread; nothing here blocks. Futures finish in a
/// worker; a receiver watches with a QFutureWatcher of its own (ui/parts/watch.h). A future of a
/// user's wish finishes only once it is on disk. Signals come in the interface thread.
class Session : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Session() override;

    [[nodiscard]] virtual std::shared_ptr<store::Store> store() const = 0;
    [[nodiscard]] virtual Clock clock() const = 0;
    [[nodiscard]] virtual QString workspace() const = 0;
    [[nodiscard]] virtual QString meshName() const = 0; // shown in the header
    [[nodiscard]] virtual Profile profile() const = 0;
    [[nodiscard]] virtual QStringList profiles() const = 0; // names, for the switcher
    [[nodiscard]] virtual bool isDemo() const = 0;
    [[nodiscard]] virtual bool isOnline() const = 0; // the last contact with some catalog worked

    // Catalogs
    [[nodiscard]] virtual QList<CatalogKind> kinds() const = 0;
    /// Each result of the future is the steps known by then, the last one all of them.
    virtual QFuture<QList<ConnectionStep>> testConnection(const ConnectionDraft &draft) = 0;
    virtual QFuture<Result<void>> addCatalog(const ConnectionDraft &draft) = 0; // then syncs it
    virtual QFuture<Result<void>>
    updateCatalog(const ConnectionDraft &draft) = 0; // empty secret: keep
    virtual QFuture<Result<void>> removeCatalog(const QString &name) = 0;
    virtual void sync(const QStringList &names, bool full) = 0; // no names: all
    virtual void stopSync(const QStringList &names) = 0;
    [[nodiscard]] virtual QList<SyncProgress> syncProgress() const = 0; // one a catalog that runs

    // Access: see mesh/access.h. A wish that cannot be sent now waits in the outbox.
    virtual QFuture<Result<mesh::AccessPreview>> previewAccess(const mesh::AccessDraft &draft) = 0;
    virtual QFuture<Result<mesh::AccessRequest>> requestAccess(const mesh::AccessDraft &draft) = 0;
    virtual QFuture<Result<mesh::AccessRequest>> saveDraft(const mesh::AccessDraft &draft) = 0;
    /// `holdMs`: time to take it back before it is sent (undo of approve and deny).
    virtual QFuture<Result<mesh::AccessRequest>> act(const mesh::AccessAction &action,
                                                     int holdMs = 0) = 0;
    virtual QFuture<Result<void>> undoAct(const QString &requestId) = 0; // Conflict: already sent
    virtual QFuture<Result<void>> discardQueued(qint64 outboxId) = 0;

    // Samples. Error NotPermitted: no grant; the sample is gone from the cache as well.
    virtual QFuture<Result<mesh::Sample>> sample(const QString &datasetKey, int rows,
                                                 bool refresh) = 0;
    virtual QFuture<Result<mesh::Sample>> query(const QString &sql, int maxRows) = 0; // cancellable
    virtual QFuture<Result<QList<CachedSample>>> cachedSamples() = 0;
    virtual QFuture<Result<void>> forgetSample(const QString &datasetKey) = 0;

    /// Changes what the user keeps (pins, searches, settings) in one transaction.
    virtual QFuture<Result<void>> write(std::function<Result<void>(store::Writer &)> work) = 0;

signals:
    void indexChanged();    // some commit, of this process or another, changed what readers see
    void syncChanged();     // progress, start or end of a sync
    void requestsChanged(); // requests, grants or the outbox
    void samplesChanged();  // cached, erased
    void onlineChanged(bool online);
    void profileChanged();
    void notice(const QString &text, const QString &link); // something worth a toast
};

} // namespace meshlens
