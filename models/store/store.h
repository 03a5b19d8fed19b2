// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/clock.h"
#include "models/result.h"

#include <functional>
#include <memory>

namespace meshlens::store {

class PullWriter;
class Reader;
class Writer;

/// The local index of one profile: one SQLite file in WAL mode, one writer at a time, any number
/// of readers, any number of processes.
///
/// Thread: any. Opening and reading block; the interface thread never calls them.
class Store
{
public:
    /// Opens or creates `folder/meshlens.db` (mode 0600 in a folder of mode 0700) and brings its
    /// schema up to date. Leftovers of pulls that died are removed. Errors: Storage, with a message
    /// that says what to do; a file newer than this program is refused, not changed.
    static Result<std::shared_ptr<Store>> open(const QString &folder, const Clock &clock);
    ~Store();

    /// Whether an Error of this folder says that the index file is damaged: rebuild() helps then.
    [[nodiscard]] static bool isDamaged(const Error &error);
    /// What rebuild() could still read of the damaged file.
    struct Salvaged {
        QString setAside; // where the damaged file is now
        qint64 catalogs = 0;
        qint64 requests = 0;
        qint64 queued = 0;
        qint64 kept = 0;
    };
    /// Moves a damaged index aside and makes an empty one with the connections, requests, outbox,
    /// kept things and settings that can still be read. Nobody may have it open. The catalogs are
    /// to be pulled again.
    static Result<Salvaged> rebuild(const QString &folder, const Clock &clock);

    [[nodiscard]] QString folder() const;
    [[nodiscard]] const Clock &clock() const;

    /// A snapshot: everything one Reader answers is of one moment. Cheap (connections are pooled).
    [[nodiscard]] Result<Reader> read() const;

    /// Runs `work` on the one writer thread in one transaction, committed when it returns without
    /// error, and waits. What it did is on disk when this returns.
    Result<void> write(const std::function<Result<void>(Writer &)> &work);

    /// Starts a pull of a catalog (pull_writer.h).
    Result<std::unique_ptr<PullWriter>> beginPull(qint64 catalogId);

    /// Called after each commit of this process, in the writer thread. Commits of other processes
    /// are noticed by whoever watches `dataVersion`.
    void onCommit(std::function<void()> callback);

    /// Changes when any other process has committed.
    [[nodiscard]] Result<qint64> dataVersion() const;

private:
    Store();
    struct Private;
    std::unique_ptr<Private> d;
    friend class Reader;
    friend class PullWriter;
};

} // namespace meshlens::store
