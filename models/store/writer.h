// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/identity.h"
#include "models/store/rows.h"

#include <memory>

namespace meshlens::store {

/// Changes inside one transaction of the writer thread (Store::write). Not for pulls.
class Writer
{
public:
    // Catalogs
    Result<qint64> addCatalog(const CatalogConnection &connection);  // Conflict: the name is taken
    Result<void> updateCatalog(const CatalogConnection &connection); // by id
    Result<void> removeCatalog(qint64 catalogId);                    // with all its rows
    Result<void> setRanks(const QList<qint64> &catalogIdsInOrder);
    /// A try that made no generation (failed, cancelled, unchanged).
    Result<void> recordSync(const SyncRun &run);

    /// Forgets the pictures and changes before a time; that of the time itself stays whole. Results
    /// of checks and loads stay: catalogs keep telling of them.
    Result<void> compactHistory(std::int64_t beforeMs);

    // Access
    Result<void> saveRequest(
        const mesh::AccessRequest &request); // by id; an older version never replaces a newer
    Result<void> replaceRequest(const QString &localId,
                                const mesh::AccessRequest &request); // once sent
    /// Requests of a catalog that it no longer shows are removed, save those still in the outbox.
    Result<void> saveRequests(const QString &catalog, const QList<mesh::AccessRequest> &all);
    Result<qint64> queue(const OutboxItem &item);
    Result<void> updateQueued(const OutboxItem &item); // by id: attempts, error, notBefore, body
    Result<void> dequeue(qint64 outboxId);

    // Derived
    Result<void> saveScores(const QList<std::pair<QString, ScoreSummary>> &byKey);
    Result<void> removeScoresExcept(const QStringList &keys);

    // Identity: what a person says of two keys outranks the rules. Takes effect at once.
    Result<void> decideIdentity(const QString &left, const QString &right, Decision decision);
    Result<void> forgetDecision(const QString &left, const QString &right);

    // What the user keeps
    Result<qint64> keep(const Kept &kept); // id 0: new, else replaced
    Result<void> unkeep(qint64 id);
    Result<void> setSetting(const QString &name, const QByteArray &value);

private:
    friend class Store;
    struct Private;
    explicit Writer(Private &state);
    Private &d;
};

} // namespace meshlens::store
