// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/pull.h"

#include "app/sync/identity.h"
#include "models/access/identity.h"
#include "models/live/live_search.h"
#include "models/store/catalog_lock.h"
#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QCoreApplication>

namespace meshlens::sync {
namespace {

constexpr qsizetype mostProblems = 1000; // kept with a run

QString tr(const char *text)
{
    return QCoreApplication::translate("Sync", text);
}

/// Between an adapter and the store.
class StoreSink final : public PullSink
{
public:
    StoreSink(store::PullWriter &writer, const PullProgress &progress, std::stop_token stop)
        : m_writer(writer), m_progress(progress), m_stop(std::move(stop))
    {}

    Result<void> put(Batch batch) override
    {
        if (m_stop.stop_requested())
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
        return m_writer.put(batch);
    }

    void problem(PullProblem problem) override
    {
        if (problems.size() < mostProblems)
            problems.append(std::move(problem));
    }

    void progress(const QString &part, qint64 done, qint64 total) override
    {
        if (m_progress)
            m_progress(part, done, total);
    }

    QList<PullProblem> problems;

private:
    store::PullWriter &m_writer;
    const PullProgress &m_progress;
    std::stop_token m_stop;
};

Result<QByteArray> stateOf(store::Store &store, qint64 catalogId)
{
    const auto reader = store.read();
    return reader ? reader->pullState(catalogId) : Result<QByteArray>(reader.error());
}

/// Of a catalog that is searched where it is, what was opened is read again, and nothing else; what
/// was copied before it became one goes.
Result<PullOutcome> pullOpened(const QByteArray &state, live::SearchableCatalog &catalog,
                               PullSink &sink, std::stop_token stop)
{
    const auto opened = live::Opened::fromJson(state).value_or(live::Opened());
    auto outcome = catalog.readThings(opened.things, true, sink, std::move(stop));
    if (!outcome)
        return outcome;
    outcome->full = true;
    outcome->unchanged = false;
    outcome->state = opened.toJson();
    return outcome;
}

Result<store::SyncRun> readAndCommit(store::Store &store, const CatalogConnection &connection,
                                     Catalog &catalog, bool full, const PullProgress &progress,
                                     std::stop_token stop, store::SyncRun &run)
{
    PullRequest request;
    request.full = full;
    auto *searchable =
        live::isLive(connection) ? dynamic_cast<live::SearchableCatalog *>(&catalog) : nullptr;
    // A pull that reads everything anew keeps what it cannot read, too.
    auto state = stateOf(store, connection.id);
    if (!state)
        return std::move(state).error();
    request.state = *std::move(state);
    if (!searchable && live::Opened::fromJson(request.state))
        request.state.clear(); // it was searched where it is until now
    auto writer = store.beginPull(connection.id);
    if (!writer)
        return std::move(writer).error();
    StoreSink sink(**writer, progress, stop);
    const auto outcome = searchable ? pullOpened(request.state, *searchable, sink, stop)
                                    : catalog.pull(request, sink, stop);
    run.problems = sink.problems;
    if (!outcome)
        return outcome.error();
    run.requests = outcome->requests;
    run.bytes = outcome->bytes;
    if (stop.stop_requested())
        return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
    run.ok = true;
    return (*writer)->commit(run, *outcome);
}

} // namespace

Result<store::SyncRun> pullCatalog(store::Store &store, const CatalogConnection &connection,
                                   Catalog &catalog, bool full, const PullProgress &progress,
                                   std::stop_token stop)
{
    const auto lock = store::CatalogLock::tryLock(store.folder(), connection.id);
    if (!lock)
        return Error{Error::Kind::Conflict,
                     tr("%1 is being read by another Meshlens.").arg(connection.name),
                     {}};
    store::SyncRun run;
    run.catalogId = connection.id;
    run.startedAtMs = store.clock().nowMs();
    auto done = readAndCommit(store, connection, catalog, full, progress, stop, run);
    if (done) {
        // Requests are not part of a generation; the next event or pull brings what is missed here.
        static_cast<void>(pullRequests(store, connection.name, catalog, stop));
        return done;
    }
    run.ok = false;
    run.error = done.error().message;
    run.finishedAtMs = store.clock().nowMs();
    const auto recorded =
        store.write([&](store::Writer &writer) { return writer.recordSync(run); });
    return recorded ? std::move(done) : Result<store::SyncRun>(recorded.error());
}

Result<void> pullRequests(store::Store &store, const QString &catalogName, Catalog &catalog,
                          std::stop_token stop)
{
    const auto page = catalog.accessRequests(stop);
    if (!page)
        return page.error();
    auto *knowing = dynamic_cast<access::KnowingCatalog *>(&catalog);
    const auto me = knowing ? knowing->whoAmI(std::move(stop)) : std::nullopt;
    return store.write([&](store::Writer &writer) -> Result<void> {
        if (me) {
            if (auto known = saveIdentity(writer, catalogName, *me); !known)
                return known;
        }
        return writer.saveRequests(catalogName, page->requests);
    });
}

} // namespace meshlens::sync
