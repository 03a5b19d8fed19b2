// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/outbox.h"

#include "app/sync/pull.h"
#include "app/sync/wish.h"
#include "models/store/catalog_lock.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::sync {
namespace {

using store::OutboxItem;

bool mayPass(Error::Kind kind)
{
    return kind == Error::Kind::Network || kind == Error::Kind::HttpStatus ||
           kind == Error::Kind::Storage;
}

/// 5 s, 10 s, 20 s ... 10 min, each up to a quarter longer.
std::int64_t waitMs(int attempts)
{
    const std::int64_t wait = std::min<std::int64_t>(5'000LL << std::min(attempts, 10), 600'000);
    return wait + QRandomGenerator::global()->bounded(static_cast<int>(wait / 4));
}

/// One run over the outbox.
class Sending
{
public:
    Sending(store::Store &store, const CatalogByName &catalogs, std::stop_token stop)
        : m_store(store), m_catalogs(catalogs), m_stop(std::move(stop))
    {}

    Result<OutboxReport> run();

private:
    Result<void> consider(OutboxItem item);
    [[nodiscard]] Result<QList<OutboxItem>> items() const;
    [[nodiscard]] Result<mesh::AccessRequest> send(const OutboxItem &item);
    Result<void> keepSent(const OutboxItem &item, const mesh::AccessRequest &request);
    Result<void> keepForLater(OutboxItem item, const Error &error);
    Result<void> keepRefused(OutboxItem item, const Error &error);
    Result<void> update(const OutboxItem &item);
    void waitUntil(std::int64_t ms)
    {
        m_report.nextMs = std::min(m_report.nextMs.value_or(ms), ms);
    }

    store::Store &m_store;
    const CatalogByName &m_catalogs;
    std::stop_token m_stop;
    OutboxReport m_report;
    QSet<QString> m_held;                       // requests with an item that waits
    QHash<QString, std::int64_t> m_unreachable; // catalogs, and when to try again
};

Result<QList<OutboxItem>> Sending::items() const
{
    const auto reader = m_store.read();
    return reader ? reader->outbox() : Result<QList<OutboxItem>>(reader.error());
}

Result<OutboxReport> Sending::run()
{
    QSet<qint64> done;
    for (;;) {
        // Read again each time: sending one gives the others of its request their new id.
        const auto all = items();
        if (!all)
            return all.error();
        const auto next = std::find_if(all->begin(), all->end(), [&](const OutboxItem &item) {
            return !done.contains(item.id);
        });
        if (next == all->end() || m_stop.stop_requested())
            return m_report;
        done.insert(next->id);
        if (const auto considered = consider(*next); !considered)
            return considered.error();
    }
}

Result<void> Sending::consider(OutboxItem item)
{
    if (stateOf(item) != WishState::Waiting) {
        m_held.insert(item.request); // what follows was meant for after it
        return {};
    }
    const std::int64_t nowMs = m_store.clock().nowMs();
    const std::int64_t dueMs = std::max(item.notBeforeMs, m_unreachable.value(item.catalog));
    if (m_held.contains(item.request) || dueMs > nowMs) {
        if (!m_held.contains(item.request))
            waitUntil(dueMs);
        m_held.insert(item.request);
        ++m_report.waiting;
        return {};
    }
    const auto sent = send(item);
    if (sent)
        return keepSent(item, *sent);
    if (sent.error().kind == Error::Kind::Cancelled)
        return {};
    m_held.insert(item.request);
    return mayPass(sent.error().kind) ? keepForLater(std::move(item), sent.error())
                                      : keepRefused(std::move(item), sent.error());
}

Result<mesh::AccessRequest> Sending::send(const OutboxItem &item)
{
    const auto wish = wishOf(item);
    if (!wish)
        return Error{Error::Kind::Usage, wish.error().message, wish.error().detail};
    const auto catalog = m_catalogs(item.catalog);
    if (!catalog)
        return catalog.error();
    return wish->asks ? (*catalog)->requestAccess(wish->draft, wish->productNativeId,
                                                  item.idempotencyKey, m_stop)
                      : (*catalog)->act(wish->action, item.idempotencyKey, m_stop);
}

Result<void> Sending::keepSent(const OutboxItem &item, const mesh::AccessRequest &request)
{
    ++m_report.sent;
    const auto all = items();
    if (!all)
        return all.error();
    return m_store.write([&](store::Writer &writer) -> Result<void> {
        if (const auto gone = writer.dequeue(item.id); !gone)
            return gone;
        if (const auto replaced = writer.replaceRequest(item.request, request); !replaced)
            return replaced;
        for (OutboxItem follower : *all) {
            if (follower.id == item.id || follower.request != item.request ||
                follower.action == "request"_L1)
                continue;
            // What we have just done ourselves is no news to who planned the next step.
            expectVersion(follower, request.version);
            if (const auto updated = writer.updateQueued(follower); !updated)
                return updated;
        }
        return {};
    });
}

Result<void> Sending::keepForLater(OutboxItem item, const Error &error)
{
    ++m_report.waiting;
    item.lastError = error.message;
    item.notBeforeMs = m_store.clock().nowMs() + waitMs(item.attempts++);
    waitUntil(item.notBeforeMs);
    if (error.kind == Error::Kind::Network)
        m_unreachable.insert(item.catalog, item.notBeforeMs); // the others would only time out too
    return update(item);
}

Result<void> Sending::keepRefused(OutboxItem item, const Error &error)
{
    const bool conflict = error.kind == Error::Kind::Conflict;
    ++(conflict ? m_report.conflicts : m_report.refused);
    ++item.attempts;
    item.lastError = error.message;
    if (conflict)
        setState(item, WishState::Conflict);
    else
        setRefused(item, error.kind);
    if (const auto updated = update(item); !updated || !conflict)
        return updated;
    if (const auto catalog = m_catalogs(item.catalog))
        static_cast<void>(pullRequests(m_store, item.catalog, **catalog, m_stop));
    return {};
}

Result<void> Sending::update(const OutboxItem &item)
{
    const auto updated =
        m_store.write([&](store::Writer &writer) { return writer.updateQueued(item); });
    // The person took it back while it was on its way.
    return !updated && updated.error().kind == Error::Kind::NotFound ? Result<void>() : updated;
}

} // namespace

Result<OutboxReport> sendOutbox(store::Store &store, const CatalogByName &catalogs,
                                std::stop_token stop)
{
    const auto lock = store::FileLock::tryLock(store.folder(), u"outbox"_s);
    if (!lock)
        return Error{Error::Kind::Conflict,
                     QCoreApplication::translate("Sync", "Another Meshlens is sending the outbox."),
                     {}};
    return Sending(store, catalogs, std::move(stop)).run();
}

} // namespace meshlens::sync
