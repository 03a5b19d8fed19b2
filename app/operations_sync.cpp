// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations_p.h"

#include "app/sync/pull.h"
#include "models/scores/governance.h"
#include "models/store/reader.h"

#include <thread>
#include <vector>

namespace meshlens::app {
namespace {

Result<QList<CatalogConnection>> wantedCatalogs(const store::Store &store, const QStringList &names)
{
    auto reader = store.read();
    if (!reader)
        return std::move(reader).error();
    QList<CatalogConnection> wanted;
    if (names.isEmpty()) {
        const auto all = reader->catalogs();
        if (!all)
            return all.error();
        for (const store::CatalogRow &row : *all)
            wanted.append(row.connection);
    }
    for (const QString &name : names) {
        const auto row = reader->catalog(name);
        if (!row)
            return row.error();
        wanted.append(row->connection);
    }
    return wanted;
}

/// A run that failed, for the summary; the store has recorded it where it began at all.
store::SyncRun failed(qint64 catalogId, std::int64_t startedAtMs, std::int64_t nowMs,
                      const Error &error)
{
    store::SyncRun run;
    run.catalogId = catalogId;
    run.startedAtMs = startedAtMs;
    run.finishedAtMs = nowMs;
    run.error = error.message.isEmpty() ? error.detail : error.message;
    return run;
}

} // namespace

Result<void> Operations::afterSync(std::stop_token stop)
{
    auto scored = scores::recompute(*d->store, [&stop] { return stop.stop_requested(); });
    if (!scored)
        return scored;
    auto erased = eraseEndedSamples(); // each pull has read the requests beside its catalog
    return erased ? Result<void>() : Result<void>(std::move(erased).error());
}

Result<Operations::Runs> Operations::sync(const QStringList &names, bool full,
                                          const Progress &progress, std::stop_token stop)
{
    const auto wanted = wantedCatalogs(*d->store, names);
    if (!wanted)
        return wanted.error();
    Runs runs;
    for (const CatalogConnection &connection : *wanted)
        runs.append({connection.name, {}});
    {
        std::mutex progressMutex;
        const Progress oneAtATime = [&](const SyncProgress &now) {
            const std::scoped_lock lock(progressMutex);
            if (progress)
                progress(now);
        };
        const auto pullOne = [&](const CatalogConnection &connection) {
            const std::int64_t startMs = d->clock.nowMs();
            const auto part = [&](const QString &name, qint64 done, qint64 total) {
                oneAtATime({connection.name, true, name, done, total});
            };
            auto catalog = connect(connection);
            auto run = catalog
                           ? sync::pullCatalog(*d->store, connection, **catalog, full, part, stop)
                           : Result<store::SyncRun>(std::move(catalog).error());
            return run ? *std::move(run)
                       : failed(connection.id, startMs, d->clock.nowMs(), run.error());
        };
        std::vector<std::jthread> threads;
        threads.reserve(std::size_t(wanted->size()));
        for (qsizetype i = 0; i < wanted->size(); ++i) {
            threads.emplace_back([&pullOne, &connection = (*wanted)[i], run = &runs[i].second] {
                *run = pullOne(connection);
            });
        }
    }
    (void)afterSync(stop); // what was read stays, whatever comes of the rest
    return runs;
}

} // namespace meshlens::app
