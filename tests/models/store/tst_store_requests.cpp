// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

namespace meshlens::store {
namespace {

mesh::AccessRequest requestOf(const QString &id, std::int64_t version, mesh::RequestState state)
{
    mesh::AccessRequest request;
    request.id = id;
    request.version = version;
    request.catalog = u"core"_s;
    request.product = u"product://acme/a"_s;
    request.requester = u"party://hanna@acme.example"_s;
    request.forWhom = u"me"_s;
    request.purpose = {mesh::PurposeKind::Forecasting, u"Plan the year"_s};
    request.columns = {{u"id"_s, mesh::ColumnMode::Give}, {u"name"_s, mesh::ColumnMode::Mask}};
    request.untilMs = 9'000'000;
    request.state = state;
    request.createdAtMs = 5;
    request.messages = {{6, u"party://lucia@acme.example"_s, u"Which year?"_s}};
    request.history = {{5, u"party://hanna@acme.example"_s, u"submitted"_s}};
    request.mine = true;
    return request;
}

OutboxItem queuedOf(const QString &request)
{
    OutboxItem item;
    item.catalog = u"core"_s;
    item.request = request;
    item.action = u"request"_s;
    item.body = "{}";
    item.idempotencyKey = request;
    return item;
}

} // namespace

class RequestsTest : public QObject
{
    Q_OBJECT

private slots:
    void aRequestComesBackWhole()
    {
        StoreFixture fixture;
        const mesh::AccessRequest request = requestOf(u"r1"_s, 1, mesh::RequestState::Pending);

        need(fixture.store->write([&](Writer &writer) { return writer.saveRequest(request); }));

        QCOMPARE(need(need(fixture.store->read()).request(u"r1"_s)), request);
        QCOMPARE(need(fixture.store->read()).request(u"r2"_s).error().kind, Error::Kind::NotFound);
    }

    void anOlderVersionNeverReplacesANewer()
    {
        StoreFixture fixture;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            need(writer.saveRequest(requestOf(u"r1"_s, 3, mesh::RequestState::Approved)));
            need(writer.saveRequest(requestOf(u"r1"_s, 2, mesh::RequestState::Pending)));
            return writer.saveRequests(u"core"_s,
                                       {requestOf(u"r1"_s, 1, mesh::RequestState::Submitted)});
        }));

        const auto request = need(need(fixture.store->read()).request(u"r1"_s));
        QCOMPARE(request.version, 3);
        QCOMPARE(request.state, mesh::RequestState::Approved);
    }

    void aSentRequestTakesThePlaceOfTheLocalOne()
    {
        StoreFixture fixture;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            need(writer.saveRequest(requestOf(u"local-1"_s, 0, mesh::RequestState::Queued)));
            need(writer.queue(queuedOf(u"local-1"_s)));
            return writer.replaceRequest(u"local-1"_s,
                                         requestOf(u"r1"_s, 1, mesh::RequestState::Pending));
        }));

        const Reader reader = need(fixture.store->read());
        QCOMPARE(need(reader.requests()).size(), 1);
        QCOMPARE(need(reader.requests())[0].id, u"r1"_s);
        QCOMPARE(need(reader.outbox())[0].request, u"r1"_s);
    }

    void whatTheCatalogShowsNoMoreGoesButNothingUnsent()
    {
        StoreFixture fixture;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            for (const QString &id : {u"r1"_s, u"r2"_s, u"r3"_s, u"local-1"_s})
                need(writer.saveRequest(requestOf(id, 1, mesh::RequestState::Pending)));
            need(writer.queue(queuedOf(u"r2"_s)));
            return writer.saveRequests(u"core"_s,
                                       {requestOf(u"r1"_s, 1, mesh::RequestState::Pending)});
        }));

        QStringList ids;
        for (const auto &request : need(need(fixture.store->read()).requests()))
            ids.append(request.id);
        ids.sort();
        QCOMPARE(ids, (QStringList{u"local-1"_s, u"r1"_s, u"r2"_s}));
    }

    void theSameWishIsQueuedOnce()
    {
        StoreFixture fixture;
        qint64 first = 0, second = 0;
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            first = need(writer.queue(queuedOf(u"r1"_s)));
            second = need(writer.queue(queuedOf(u"r1"_s)));
            OutboxItem item = queuedOf(u"r1"_s);
            item.id = first;
            item.attempts = 2;
            item.lastError = u"offline"_s;
            return writer.updateQueued(item);
        }));
        QCOMPARE(first, second);
        const auto outbox = need(need(fixture.store->read()).outbox());
        QCOMPARE(outbox.size(), 1);
        QCOMPARE(outbox[0].attempts, 2);

        need(fixture.store->write([&](Writer &writer) { return writer.dequeue(first); }));
        QVERIFY(need(need(fixture.store->read()).outbox()).isEmpty());
    }

    void aGrantOpensItsProductUntilItEnds()
    {
        StoreFixture fixture;
        fixture.pull(fixture.addCatalog(u"core"_s), {batchOf({productOf(u"a"_s, u"A"_s)})});
        mesh::AccessRequest request = requestOf(u"r1"_s, 1, mesh::RequestState::Approved);
        request.grant = mesh::GrantState::Active;
        need(fixture.store->write([&](Writer &writer) { return writer.saveRequest(request); }));

        const auto grant = [&] {
            return need(need(fixture.store->read()).productRow(request.product)).grant;
        };
        QCOMPARE(grant(), mesh::GrantState::Active);
        fixture.reopen(*request.untilMs + 1);
        QCOMPARE(grant(), mesh::GrantState::None);
    }

    void renamingACatalogKeepsItsRequests()
    {
        StoreFixture fixture;
        fixture.addCatalog(u"core"_s);
        need(fixture.store->write([&](Writer &writer) {
            return writer.saveRequest(requestOf(u"r1"_s, 1, mesh::RequestState::Pending));
        }));
        CatalogConnection connection =
            need(need(fixture.store->read()).catalog(u"core"_s)).connection;
        connection.name = u"centre"_s;

        need(
            fixture.store->write([&](Writer &writer) { return writer.updateCatalog(connection); }));

        QCOMPARE(need(need(fixture.store->read()).request(u"r1"_s)).catalog, u"centre"_s);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::RequestsTest)
#include "tst_store_requests.moc"
