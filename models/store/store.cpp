// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"

#include "models/store/catalog_lock.h"
#include "models/store/core.h"
#include "models/store/pull.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// What dead pulls left. A pull that is alive holds the lock of its catalog.
void removeLeftovers(Core &core)
{
    QList<qint64> catalogs;
    {
        Query query(core.writing(), "SELECT id FROM catalog WHERE staging <> 0");
        while (query.step())
            catalogs.append(query.number(0));
    }
    for (const qint64 catalog : catalogs) {
        if (const auto lock = CatalogLock::tryLock(core.folder(), catalog))
            removeStaged(core.writing(), catalog);
    }
}

} // namespace

struct Store::Private {
    std::shared_ptr<Core> core;
};

Store::Store() : d(std::make_unique<Private>()) {}

Store::~Store() = default;

Result<std::shared_ptr<Store>> Store::open(const QString &folder, const Clock &clock)
{
    if (auto made = makeIndexFile(folder); !made)
        return std::move(made).error();
    const auto opening = FileLock::lock(folder, u"open"_s);
    if (!opening)
        return workspaceError(u"lock "_s + folder);
    if (auto prepared = prepareIndex(folder); !prepared)
        return std::move(prepared).error();
    return guarded([&]() -> Result<std::shared_ptr<Store>> {
        const std::shared_ptr<Store> store(new Store); // the constructor is private
        store->d->core = std::make_shared<Core>(folder, clock);
        Core &core = *store->d->core;
        Result<void> cleaned;
        core.thread().runAndWait([&] {
            cleaned = guarded([&]() -> Result<void> {
                removeLeftovers(core);
                return {};
            });
        });
        if (!cleaned)
            return std::move(cleaned).error();
        return store;
    });
}

QString Store::folder() const
{
    return d->core->folder();
}

const Clock &Store::clock() const
{
    return d->core->clock();
}

Result<Reader> Store::read() const
{
    return guarded([&]() -> Result<Reader> {
        auto state = std::make_unique<Reader::Private>();
        state->pool = d->core->pool();
        state->clock = d->core->clock();
        state->connection = state->pool->take();
        state->connection->database().exec("BEGIN");
        Query(*state->connection, "SELECT count(*) FROM catalog").step(); // takes the snapshot
        return Reader(std::move(state));
    });
}

Result<void> Store::write(const std::function<Result<void>(Writer &)> &work)
{
    Core &core = *d->core;
    if (core.thread().isCurrent()) {
        return Error{Error::Kind::Storage,
                     QCoreApplication::translate("Store", "The index could not do that."),
                     u"write inside of a write"_s};
    }
    Result<void> result;
    core.thread().runAndWait([&] {
        result = guarded([&]() -> Result<void> {
            core.setDurability(Durability::Disk);
            SQLite::Transaction transaction(core.writing().database(),
                                            SQLite::TransactionBehavior::IMMEDIATE);
            Writer::Private state{core.writing(), core.clock()};
            Writer writer(state);
            if (auto worked = work(writer); !worked)
                return worked;
            transaction.commit();
            return {};
        });
        if (result)
            core.announceCommit();
    });
    return result;
}

Result<std::unique_ptr<PullWriter>> Store::beginPull(qint64 catalogId)
{
    auto pull = Pull::begin(d->core, catalogId);
    if (!pull)
        return std::move(pull).error();
    auto state = std::make_unique<PullWriter::Private>();
    state->pull = std::move(pull).value();
    return std::unique_ptr<PullWriter>(
        new PullWriter(std::move(state))); // the constructor is private
}

void Store::onCommit(std::function<void()> callback)
{
    d->core->onCommit(std::move(callback));
}

Result<qint64> Store::dataVersion() const
{
    return guarded([&]() -> Result<qint64> { return d->core->dataVersion(); });
}

} // namespace meshlens::store
