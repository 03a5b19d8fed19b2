// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations_p.h"

#include "app/catalogs/registry.h"
#include "app/sync/outbox.h"
#include "app/sync/pull.h"
#include "app/sync/wish.h"
#include "models/access/foresee.h"
#include "models/store/catalog_lock.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

/// Where a request for a product goes: the first catalog, in order of rank, that takes requests.
struct Address {
    CatalogConnection connection;
    QString productNativeId;
};

bool can(const QString &kind, mesh::Capability capability)
{
    for (const CatalogKind &known : catalogs::kinds()) {
        if (known.kind == kind)
            return known.capabilities.contains(capability);
    }
    return false;
}

Result<Address> addressOf(const store::Store &store, const QString &productKey)
{
    auto reader = store.read();
    if (!reader)
        return std::move(reader).error();
    const auto product = reader->product(productKey);
    if (!product)
        return product.error();
    const auto catalogs = reader->catalogs();
    if (!catalogs)
        return catalogs.error();
    for (const store::CatalogRow &row : *catalogs) {
        if (!can(row.connection.kind, mesh::Capability::Request))
            continue;
        for (const store::Source &source : product->sources) {
            if (source.catalog == row.connection.name)
                return Address{row.connection, source.nativeId};
        }
    }
    return Error{Error::Kind::NotPermitted,
                 tr("No catalog of %1 takes requests. Write to its owners instead.")
                     .arg(product->thing.name),
                 {}};
}

Result<mesh::AccessRequest> requestCalled(const store::Store &store, const QString &id)
{
    auto reader = store.read();
    if (!reader)
        return std::move(reader).error();
    return reader->request(id);
}

/// A request that only this computer knows so far.
mesh::AccessRequest ownRequest(const mesh::AccessDraft &draft, std::int64_t nowMs)
{
    mesh::AccessRequest request = access::requestOf(draft, nowMs);
    request.id = u"local-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    return request;
}

Result<QList<store::OutboxItem>> outboxOf(const store::Store &store)
{
    auto reader = store.read();
    if (!reader)
        return std::move(reader).error();
    return reader->outbox();
}

/// The newest unsent action on a request.
Result<store::OutboxItem> queuedAction(const store::Store &store, const QString &requestId)
{
    const auto outbox = outboxOf(store);
    if (!outbox)
        return outbox.error();
    for (auto item = outbox->rbegin(); item != outbox->rend(); ++item) {
        if (item->request == requestId && item->action != u"request")
            return *item;
    }
    return Error{
        Error::Kind::Conflict, tr("It has been sent already and cannot be taken back here."), {}};
}

} // namespace

Result<mesh::AccessPreview> Operations::previewAccess(const mesh::AccessDraft &draft,
                                                      std::stop_token stop)
{
    const auto address = addressOf(*d->store, draft.product);
    if (!address)
        return address.error();
    auto catalog = connect(address->connection);
    if (!catalog)
        return std::move(catalog).error();
    return (*catalog)->previewAccess(draft, address->productNativeId, stop);
}

Result<mesh::AccessRequest> Operations::requestAccess(const mesh::AccessDraft &draft,
                                                      std::stop_token stop)
{
    const auto address = addressOf(*d->store, draft.product);
    if (!address)
        return address.error();
    mesh::AccessRequest request = ownRequest(draft, d->clock.nowMs());
    request.catalog = address->connection.name;
    request.state = mesh::RequestState::Queued;
    const store::OutboxItem item = sync::askingItem(request.catalog, request.id, draft,
                                                    address->productNativeId, d->clock.nowMs());
    if (auto kept = keepWish(request, item); !kept)
        return std::move(kept).error();
    return settle(request, stop);
}

Result<mesh::AccessRequest> Operations::saveDraft(const mesh::AccessDraft &draft)
{
    mesh::AccessRequest request = ownRequest(draft, d->clock.nowMs());
    if (const auto address = addressOf(*d->store, draft.product))
        request.catalog = address->connection.name;
    auto saved =
        d->store->write([&request](store::Writer &writer) { return writer.saveRequest(request); });
    if (!saved)
        return std::move(saved).error();
    return request;
}

/// Takes back what no catalog has seen: a draft, or a request still in the outbox.
Result<mesh::AccessRequest> Operations::takeBack(mesh::AccessRequest request)
{
    const auto outbox = outboxOf(*d->store);
    if (!outbox)
        return outbox.error();
    request.state = mesh::RequestState::Cancelled;
    auto taken = d->store->write([&](store::Writer &writer) -> Result<void> {
        for (const store::OutboxItem &item : *outbox) {
            if (item.request != request.id)
                continue;
            if (auto gone = writer.dequeue(item.id); !gone)
                return gone;
        }
        return writer.saveRequest(request);
    });
    return taken ? Result<mesh::AccessRequest>(std::move(request)) : std::move(taken).error();
}

Result<mesh::AccessRequest> Operations::act(const mesh::AccessAction &action, std::stop_token stop)
{
    if (action.kind == mesh::AccessAction::Kind::Cancel) {
        auto known = requestCalled(*d->store, action.request);
        if (known && (known->state == mesh::RequestState::Draft ||
                      known->state == mesh::RequestState::Queued)) {
            const auto sending = store::FileLock::lock(d->store->folder(), u"outbox"_s);
            known = requestCalled(*d->store, action.request); // it may have left meanwhile
            if (!known || known->state == mesh::RequestState::Draft ||
                known->state == mesh::RequestState::Queued)
                return known ? takeBack(*std::move(known)) : known;
        }
    }
    const auto request = actLater(action, 0);
    return request ? settle(*request, stop) : request;
}

Result<mesh::AccessRequest> Operations::actLater(const mesh::AccessAction &action, int holdMs)
{
    const auto request = requestCalled(*d->store, action.request);
    if (!request)
        return request;
    const mesh::AccessRequest shown = access::foreseen(*request, action);
    auto kept =
        keepWish(shown, sync::actingItem(request->catalog, action, d->clock.nowMs(), holdMs));
    if (!kept)
        return std::move(kept).error();
    return shown;
}

Result<void> Operations::undoAct(const QString &requestId)
{
    QString catalog;
    {
        const auto sending = store::FileLock::lock(d->store->folder(), u"outbox"_s);
        const auto item = queuedAction(*d->store, requestId);
        if (!item)
            return item.error();
        catalog = item->catalog;
        auto gone =
            d->store->write([&item](store::Writer &writer) { return writer.dequeue(item->id); });
        if (!gone)
            return gone;
    }
    return refreshRequests({catalog}, {}); // the catalog knows how it stood before
}

Result<void> Operations::discardQueued(qint64 outboxId)
{
    const auto outbox = outboxOf(*d->store);
    if (!outbox)
        return outbox.error();
    for (const store::OutboxItem &item : *outbox) {
        if (item.id == outboxId)
            return discard(item, {});
    }
    return Error{Error::Kind::NotFound, tr("This is no longer in the outbox."), {}};
}

Result<void> Operations::keepWish(const mesh::AccessRequest &request, const store::OutboxItem &item)
{
    return d->store->write([&](store::Writer &writer) -> Result<void> {
        if (auto saved = writer.saveRequest(request); !saved)
            return saved;
        auto queued = writer.queue(item);
        return queued ? Result<void>() : Result<void>(std::move(queued).error());
    });
}

/// Sends the outbox and says what became of one wish: the catalog's answer, the wish as it waits,
/// or the refusal.
Result<mesh::AccessRequest> Operations::settle(const mesh::AccessRequest &wish,
                                               std::stop_token stop)
{
    auto sent = sendOutbox(stop);
    if (!sent && sent.error().kind != Error::Kind::Conflict) // another process is sending: it waits
        return std::move(sent).error();
    const auto outbox = outboxOf(*d->store);
    if (!outbox)
        return outbox.error();
    for (const store::OutboxItem &item : *outbox) {
        if (item.request != wish.id)
            continue;
        const auto state = sync::stateOf(item);
        if (state == sync::WishState::Waiting)
            return requestCalled(*d->store, wish.id);
        const Error refusal{state == sync::WishState::Conflict ? Error::Kind::Conflict
                                                               : sync::refusalOf(item),
                            item.lastError,
                            {}};
        auto gone = discard(item, refusal.message);
        return gone ? refusal : std::move(gone).error();
    }
    if (auto erased = eraseEndedSamples(); !erased)
        return std::move(erased).error();
    auto answered = requestCalled(*d->store, wish.id);
    return answered ? answered : newestLike(wish);
}

/// A sent request has the catalog's id now: the newest of ours that asks the same.
Result<mesh::AccessRequest> Operations::newestLike(const mesh::AccessRequest &wish) const
{
    auto reader = d->store->read();
    if (!reader)
        return std::move(reader).error();
    const auto requests = reader->requests();
    if (!requests)
        return requests.error();
    for (const mesh::AccessRequest &request : *requests) {
        if (request.mine && request.product == wish.product &&
            request.purpose.text == wish.purpose.text)
            return request;
    }
    return Error{
        Error::Kind::NotFound, tr("The catalog took the request but does not show it."), {}};
}

/// Takes an item out of the outbox. A request that never left stays as a draft, so that nothing
/// typed is lost; of another wish the catalog's own picture is fetched.
Result<void> Operations::discard(const store::OutboxItem &item, const QString &reason)
{
    auto request = requestCalled(*d->store, item.request);
    const bool asks = item.action == u"request";
    auto gone = d->store->write([&](store::Writer &writer) -> Result<void> {
        if (auto dequeued = writer.dequeue(item.id); !dequeued)
            return dequeued;
        if (!asks || !request)
            return {};
        request->state =
            reason.isEmpty() ? mesh::RequestState::Cancelled : mesh::RequestState::Draft;
        request->note = reason;
        return writer.saveRequest(*request);
    });
    if (gone && !asks)
        (void)refreshRequests({item.catalog}, {}); // offline it comes with the next sync
    return gone;
}

Result<std::optional<std::int64_t>> Operations::sendOutbox(std::stop_token stop)
{
    const auto report = sync::sendOutbox(*d->store, catalogByName(), stop);
    if (!report)
        return report.error();
    return report->nextMs;
}

std::function<Result<std::shared_ptr<Catalog>>(const QString &)> Operations::catalogByName()
{
    return [this](const QString &name) -> Result<std::shared_ptr<Catalog>> {
        const auto connection = d->connectionCalled(name);
        if (!connection)
            return connection.error();
        return connect(*connection);
    };
}

Result<QList<access::CatalogAudit>> Operations::checkAudits(std::stop_token stop)
{
    QList<CatalogConnection> all;
    {
        auto reader = d->store->read();
        if (!reader)
            return std::move(reader).error();
        const auto catalogs = reader->catalogs();
        if (!catalogs)
            return catalogs.error();
        for (const store::CatalogRow &row : *catalogs)
            all.append(row.connection);
    }
    QList<access::CatalogAudit> audits;
    for (const CatalogConnection &connection : all) {
        access::CatalogAudit audit;
        audit.catalog = connection.name;
        const auto catalog = connect(connection);
        auto *audited = catalog ? dynamic_cast<access::AuditedCatalog *>(catalog->get()) : nullptr;
        if (catalog && !audited)
            continue; // it keeps no log
        const auto entries =
            audited ? audited->audit(stop) : Result<QList<access::AuditEntry>>(catalog.error());
        if (entries)
            audit.check = access::verify(*entries);
        else
            audit.problem = entries.error().message;
        audits.append(audit);
    }
    return audits;
}

Result<void> Operations::refreshRequests(const QStringList &names, std::stop_token stop)
{
    if (names.isEmpty())
        (void)sendOutbox(stop); // what waits is part of the picture; what fails goes on waiting
    QList<CatalogConnection> asked;
    {
        auto reader = d->store->read();
        if (!reader)
            return std::move(reader).error();
        const auto catalogs = reader->catalogs();
        if (!catalogs)
            return catalogs.error();
        for (const store::CatalogRow &row : *catalogs) {
            const bool wanted = names.isEmpty() || names.contains(row.connection.name);
            if (wanted && can(row.connection.kind, mesh::Capability::Request))
                asked.append(row.connection);
        }
    }
    Result<void> outcome;
    for (const CatalogConnection &connection : asked) {
        auto catalog = connect(connection);
        auto saved = catalog ? sync::pullRequests(*d->store, connection.name, **catalog, stop)
                             : Result<void>(std::move(catalog).error());
        if (!saved && outcome)
            outcome = std::move(saved);
    }
    if (auto erased = eraseEndedSamples(); !erased && outcome)
        outcome = std::move(erased).error();
    return outcome;
}

} // namespace meshlens::app
