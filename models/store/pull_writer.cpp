// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/pull_writer.h"

#include "models/store/pull.h"

#include <QCoreApplication>

namespace meshlens::store {
namespace {

constexpr qsizetype pageSize =
    1000; // things a transaction: other writers get their turn in between
constexpr int pagesAhead = 3;

template<typename Value>
void addPages(QList<Batch> &pages, QList<Value> Batch::*list, const Batch &batch)
{
    const QList<Value> &all = batch.*list;
    for (qsizetype start = 0; start < all.size(); start += pageSize) {
        Batch page;
        page.*list = all.mid(start, pageSize);
        pages.append(std::move(page));
    }
}

qsizetype sizeOf(const Batch &batch)
{
    return batch.domains.size() + batch.products.size() + batch.datasets.size() +
           batch.terms.size() + batch.parties.size() + batch.contracts.size() +
           batch.checks.size() +
           (batch.edges.size() + batch.results.size() + batch.loads.size()) / 10;
}

QList<Batch> pagesOf(const Batch &batch)
{
    if (sizeOf(batch) <= pageSize)
        return {batch};
    QList<Batch> pages;
    addPages(pages, &Batch::domains, batch);
    addPages(pages, &Batch::parties, batch);
    addPages(pages, &Batch::terms, batch);
    addPages(pages, &Batch::contracts, batch);
    addPages(pages, &Batch::datasets, batch);
    addPages(pages, &Batch::products, batch);
    addPages(pages, &Batch::checks, batch);
    addPages(pages, &Batch::edges, batch);
    addPages(pages, &Batch::results, batch);
    addPages(pages, &Batch::loads, batch);
    Batch deletions;
    deletions.deleted = batch.deleted;
    deletions.deletedChecks = batch.deletedChecks;
    deletions.deletedEdges = batch.deletedEdges;
    deletions.unread = batch.unread;
    deletions.unreadChecks = batch.unreadChecks;
    pages.append(std::move(deletions));
    return pages;
}

} // namespace

Pull::Pull(std::shared_ptr<Core> core, qint64 catalogId)
    : m_core(std::move(core)), m_catalogId(catalogId)
{}

Result<std::unique_ptr<Pull>> Pull::begin(const std::shared_ptr<Core> &core, qint64 catalogId)
{
    std::unique_ptr<Pull> pull(new Pull(core, catalogId)); // the constructor is private
    Result<void> begun;
    core->thread().runAndWait([&] {
        begun = guarded([&]() -> Result<void> {
            if (core->pulling.contains(catalogId)) {
                return Error{
                    Error::Kind::Conflict,
                    QCoreApplication::translate("Store", "This catalog is being read already."),
                    {}};
            }
            auto staging = Staging::begin(core->writing(), catalogId, core->clock());
            if (!staging)
                return std::move(staging).error();
            pull->m_staging = std::move(staging).value();
            core->pulling.insert(catalogId);
            return {};
        });
    });
    if (!begun) {
        pull->m_isDone = true; // nothing to remove
        return std::move(begun).error();
    }
    return pull;
}

Pull::~Pull()
{
    if (m_isDone)
        return;
    waitForRoom(1);
    m_core->thread().post([core = m_core.get(), catalogId = m_catalogId] {
        // Where this fails, the next pull of the catalog removes them.
        const auto removed = guarded([&]() -> Result<void> {
            core->setDurability(Durability::Process);
            removeStaged(core->writing(), catalogId);
            return {};
        });
        if (!removed)
            qWarning("staged rows are left: %s", qPrintable(removed.error().detail));
        core->pulling.erase(catalogId);
    });
}

Result<void> Pull::put(const Batch &batch)
{
    for (Batch &page : pagesOf(batch)) {
        waitForRoom(pagesAhead);
        if (auto failed = failure(); !failed)
            return failed;
        {
            const std::lock_guard lock(m_mutex);
            ++m_ahead;
        }
        m_core->thread().post([this, page = std::move(page)] { store(page); });
    }
    return {};
}

void Pull::store(const Batch &batch)
{
    Result<void> stored;
    if (failure()) {
        stored = guarded([&]() -> Result<void> {
            m_core->setDurability(Durability::Process); // a power cut loses staged rows only
            SQLite::Transaction transaction(m_core->writing().database(),
                                            SQLite::TransactionBehavior::IMMEDIATE);
            if (auto put = m_staging->put(batch); !put)
                return put;
            transaction.commit();
            return {};
        });
    }
    const std::lock_guard lock(m_mutex);
    if (!stored && !m_error)
        m_error = stored.error();
    --m_ahead;
    m_stored.notify_all();
}

void Pull::waitForRoom(int pagesAtMost)
{
    std::unique_lock lock(m_mutex);
    m_stored.wait(lock, [&] { return m_ahead < pagesAtMost; });
}

Result<void> Pull::failure()
{
    const std::lock_guard lock(m_mutex);
    return m_error ? Result<void>(*m_error) : Result<void>();
}

Result<SyncRun> Pull::commit(SyncRun run, const PullOutcome &outcome, Staging::Part part)
{
    waitForRoom(1);
    if (auto failed = failure(); !failed)
        return std::move(failed).error();
    Result<SyncRun> committed = std::move(run);
    m_core->thread().runAndWait([&] {
        committed = guarded([&]() -> Result<SyncRun> {
            m_core->setDurability(Durability::Process);
            const bool everything = outcome.full && !outcome.unchanged;
            if (auto closed = everything ? m_staging->closeUnseen() : Result<void>(); !closed)
                return std::move(closed).error();
            m_core->setDurability(Durability::Disk);
            return m_staging->show(std::move(committed).value(), outcome, part);
        });
        if (committed) {
            m_core->pulling.erase(m_catalogId);
            m_core->announceCommit();
        }
    });
    m_isDone = committed.hasValue();
    return committed;
}

PullWriter::PullWriter(std::unique_ptr<Private> state) : d(std::move(state)) {}

PullWriter::~PullWriter() = default;

Result<void> PullWriter::put(const Batch &batch)
{
    return d->pull->put(batch);
}

Result<SyncRun> PullWriter::commit(SyncRun run, const PullOutcome &outcome)
{
    return d->pull->commit(std::move(run), outcome, Staging::Part::All);
}

Result<SyncRun> PullWriter::commitThings(SyncRun run, const PullOutcome &outcome)
{
    return d->pull->commit(std::move(run), outcome, Staging::Part::Some);
}

} // namespace meshlens::store
