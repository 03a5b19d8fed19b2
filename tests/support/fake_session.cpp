// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"

#include "models/access/foresee.h"
#include "models/store/pull_writer.h"
#include "models/store/reader.h"

#include <QtConcurrent/QtConcurrentRun>

namespace meshlens::test {

using namespace Qt::StringLiterals;
using mesh::Capability;

namespace {

template<typename T>
void mustSucceed(const Result<T> &result)
{
    if (!result)
        qFatal("fake session: %s (%s)", qPrintable(result.error().message),
               qPrintable(result.error().detail));
}

QList<CatalogKind> usualKinds()
{
    CatalogKind node;
    node.kind = u"node"_s;
    node.title = u"Mesh node"_s;
    node.description = u"A Meshlens node over HTTP"_s;
    node.icon = u"server"_s;
    node.capabilities = {Capability::Browse,  Capability::Lineage,    Capability::Checks,
                         Capability::Samples, Capability::Request,    Capability::Decide,
                         Capability::Grant,   Capability::Incremental};
    node.options = {
        {u"token"_s, u"Token"_s, true, true, u"Kept in the key ring of this computer."_s}};
    CatalogKind folder;
    folder.kind = u"folder"_s;
    folder.title = u"Folder"_s;
    folder.description = u"Descriptors, dbt artifacts and lineage events in a folder"_s;
    folder.icon = u"folder"_s;
    folder.capabilities = {Capability::Browse, Capability::Lineage, Capability::Checks,
                           Capability::Incremental};
    folder.options = {{u"instance"_s, u"Instance"_s, false, false, u"HOST:PORT of the database"_s}};
    return {node, folder};
}

} // namespace

FakeSession::FakeSession(std::int64_t nowMs) : m_clock(Clock::frozenAt(nowMs))
{
    person.name = u"hanna"_s;
    person.fullName = u"Hanna Lind"_s;
    person.email = u"hanna@cadenza.example"_s;
    person.title = u"Chief Financial Officer"_s;
    person.role = u"consumer"_s;
    catalogKinds = usualKinds();
    testSteps = {{u"Name resolved"_s, true, {}},
                 {u"Reached"_s, true, {}},
                 {u"Signed in"_s, true, u"as Hanna Lind"_s}};
    auto opened = store::Store::open(m_folder.path(), m_clock);
    mustSucceed(opened);
    m_store = *opened;
}

FakeSession::~FakeSession() = default;

template<typename T>
QFuture<Result<T>> FakeSession::answer(Result<T> good)
{
    if (failure)
        return QtFuture::makeReadyFuture(Result<T>(*std::exchange(failure, std::nullopt)));
    return QtFuture::makeReadyFuture(std::move(good));
}

void FakeSession::pull(const QString &catalog, const Batch &batch)
{
    qint64 id = 0;
    {
        const auto reader = m_store->read();
        mustSucceed(reader);
        if (const auto known = reader->catalog(catalog))
            id = known->connection.id;
    }
    if (id == 0) {
        CatalogConnection connection;
        connection.name = catalog;
        connection.kind = u"node"_s;
        connection.url = u"https://%1.example"_s.arg(catalog.toLower().replace(u' ', u'-'));
        mustSucceed(m_store->write([&](store::Writer &writer) -> Result<void> {
            auto added = writer.addCatalog(connection);
            if (!added)
                return added.error();
            id = *added;
            return {};
        }));
    }
    auto writer = m_store->beginPull(id);
    mustSucceed(writer);
    mustSucceed((*writer)->put(batch));
    store::SyncRun run;
    run.catalogId = id;
    run.startedAtMs = m_clock.nowMs() - 2000;
    run.ok = true;
    PullOutcome outcome;
    outcome.authority = catalog.toLower();
    mustSucceed((*writer)->commit(run, outcome));
    emit indexChanged();
}

void FakeSession::failPull(const QString &catalog, const QString &reason)
{
    store::SyncRun run;
    {
        const auto reader = m_store->read();
        mustSucceed(reader);
        const auto known = reader->catalog(catalog);
        mustSucceed(known);
        run.catalogId = known->connection.id;
    }
    run.startedAtMs = m_clock.nowMs() - 1000;
    run.finishedAtMs = m_clock.nowMs();
    run.error = reason;
    mustSucceed(m_store->write([&](store::Writer &writer) { return writer.recordSync(run); }));
    emit indexChanged();
}

void FakeSession::save(const mesh::AccessRequest &request)
{
    mustSucceed(m_store->write([&](store::Writer &writer) { return writer.saveRequest(request); }));
    emit requestsChanged();
}

void FakeSession::saveScore(const QString &key, const store::ScoreSummary &score)
{
    mustSucceed(m_store->write([&](store::Writer &writer) {
        return writer.saveScores({{key, score}});
    }));
    emit indexChanged();
}

QFuture<QList<ConnectionStep>> FakeSession::testConnection(const ConnectionDraft &draft)
{
    wishes += u"test "_s + draft.connection.url;
    connections += draft;
    return QtFuture::makeReadyFuture(testSteps);
}

QFuture<Result<void>> FakeSession::addCatalog(const ConnectionDraft &draft)
{
    wishes += u"add "_s + draft.connection.name;
    connections += draft;
    if (failure)
        return answer<void>({});
    const Result<void> written = m_store->write([&](store::Writer &writer) -> Result<void> {
        auto added = writer.addCatalog(draft.connection);
        return added ? Result<void>() : Result<void>(added.error());
    });
    emit indexChanged();
    return QtFuture::makeReadyFuture(written);
}

QFuture<Result<void>> FakeSession::updateCatalog(const ConnectionDraft &draft)
{
    wishes += u"update "_s + draft.connection.name;
    connections += draft;
    if (failure)
        return answer<void>({});
    const Result<void> written = m_store->write(
        [&](store::Writer &writer) { return writer.updateCatalog(draft.connection); });
    emit indexChanged();
    return QtFuture::makeReadyFuture(written);
}

QFuture<Result<void>> FakeSession::removeCatalog(const QString &name)
{
    wishes += u"remove "_s + name;
    if (failure)
        return answer<void>({});
    qint64 id = 0;
    {
        const auto reader = m_store->read();
        mustSucceed(reader);
        const auto known = reader->catalog(name);
        if (!known)
            return QtFuture::makeReadyFuture(Result<void>(known.error()));
        id = known->connection.id;
    }
    const Result<void> written =
        m_store->write([&](store::Writer &writer) { return writer.removeCatalog(id); });
    emit indexChanged();
    return QtFuture::makeReadyFuture(written);
}

void FakeSession::sync(const QStringList &names, bool full)
{
    wishes += u"sync %1%2"_s.arg(names.isEmpty() ? u"all"_s : names.join(u','),
                                 full ? u" full"_s : QString());
}

void FakeSession::stopSync(const QStringList &names)
{
    wishes += u"stop "_s + (names.isEmpty() ? u"all"_s : names.join(u','));
}

QFuture<Result<mesh::AccessPreview>> FakeSession::previewAccess(const mesh::AccessDraft &draft)
{
    drafts += draft;
    return answer<mesh::AccessPreview>(preview);
}

mesh::AccessRequest FakeSession::requestOf(const mesh::AccessDraft &draft, mesh::RequestState state)
{
    mesh::AccessRequest request = access::requestOf(draft, m_clock.nowMs());
    request.id = u"r%1"_s.arg(++m_requests);
    request.version = 1;
    request.requester = person.party();
    request.requesterName = person.fullName;
    request.state = state;
    if (state == mesh::RequestState::Approved)
        request.grant = mesh::GrantState::Active;
    return request;
}

QFuture<Result<mesh::AccessRequest>> FakeSession::requestAccess(const mesh::AccessDraft &draft)
{
    wishes += u"request "_s + draft.product;
    drafts += draft;
    if (failure)
        return answer<mesh::AccessRequest>(mesh::AccessRequest());
    const bool atOnce = preview.answer == mesh::AccessPreview::Answer::AtOnce;
    const auto request =
        requestOf(draft, atOnce ? mesh::RequestState::Approved : mesh::RequestState::Pending);
    save(request);
    return QtFuture::makeReadyFuture(Result<mesh::AccessRequest>(request));
}

QFuture<Result<mesh::AccessRequest>> FakeSession::saveDraft(const mesh::AccessDraft &draft)
{
    wishes += u"draft "_s + draft.product;
    drafts += draft;
    if (failure)
        return answer<mesh::AccessRequest>(mesh::AccessRequest());
    const auto request = requestOf(draft, mesh::RequestState::Draft);
    save(request);
    return QtFuture::makeReadyFuture(Result<mesh::AccessRequest>(request));
}

QFuture<Result<mesh::AccessRequest>> FakeSession::act(const mesh::AccessAction &action, int)
{
    using Kind = mesh::AccessAction::Kind;
    static const QHash<Kind, QString> words = {
        {Kind::Approve, u"approve"_s}, {Kind::Deny, u"deny"_s},     {Kind::Ask, u"ask"_s},
        {Kind::Answer, u"answer"_s},   {Kind::Cancel, u"cancel"_s}, {Kind::Revoke, u"revoke"_s},
        {Kind::Return, u"return"_s}};
    wishes += words[action.kind] + u' ' + action.request;
    actions += action;
    if (failure)
        return answer<mesh::AccessRequest>(mesh::AccessRequest());
    mesh::AccessRequest request;
    {
        const auto reader = m_store->read();
        mustSucceed(reader);
        const auto known = reader->request(action.request);
        if (!known)
            return QtFuture::makeReadyFuture(Result<mesh::AccessRequest>(known.error()));
        request = *known;
    }
    request = access::foreseen(request, action);
    ++request.version;
    request.decidedAtMs = m_clock.nowMs();
    if (request.grant == mesh::GrantState::Provisioning)
        request.grant = mesh::GrantState::Active; // this catalog is quick
    save(request);
    return QtFuture::makeReadyFuture(Result<mesh::AccessRequest>(request));
}

QFuture<Result<void>> FakeSession::undoAct(const QString &requestId)
{
    wishes += u"undo "_s + requestId;
    return answer<void>({});
}

QFuture<Result<void>> FakeSession::discardQueued(qint64 outboxId)
{
    wishes += u"discard %1"_s.arg(outboxId);
    if (failure)
        return answer<void>({});
    const Result<void> written =
        m_store->write([&](store::Writer &writer) { return writer.dequeue(outboxId); });
    emit requestsChanged();
    return QtFuture::makeReadyFuture(written);
}

QFuture<Result<QList<access::CatalogAudit>>> FakeSession::checkAudits()
{
    return answer<QList<access::CatalogAudit>>(audits);
}

QFuture<Result<mesh::Sample>> FakeSession::sample(const QString &datasetKey, int, bool refresh)
{
    wishes += u"sample %1%2"_s.arg(datasetKey, refresh ? u" refresh"_s : QString());
    if (!samples.contains(datasetKey) && !failure)
        failure = Error{Error::Kind::NotPermitted, u"You have no access to this data."_s, {}};
    return answer<mesh::Sample>(samples.value(datasetKey));
}

QFuture<Result<mesh::Sample>> FakeSession::query(const QString &sql, int maxRows)
{
    wishes += u"query "_s + sql;
    if (failure)
        return answer<mesh::Sample>(mesh::Sample());
    return QtConcurrent::run([source = m_store, held = samples, entries = cacheEntries, sql,
                              maxRows]() -> Result<mesh::Sample> {
        const auto reader = source->read();
        if (!reader)
            return reader.error();
        QList<store::Reader::QueryTable> tables;
        for (auto it = held.cbegin(); it != held.cend(); ++it)
            tables += {entries.contains(it.key()) ? entries[it.key()].tableName
                                                  : it.key().section(u'/', -1),
                       &it.value()};
        return reader->query(sql, tables, maxRows);
    });
}

QFuture<Result<QList<CachedSample>>> FakeSession::cachedSamples()
{
    QList<CachedSample> cached;
    for (auto it = samples.cbegin(); it != samples.cend(); ++it) {
        CachedSample entry = cacheEntries.value(it.key());
        entry.dataset = it.key();
        if (entry.tableName.isEmpty())
            entry.tableName = it.key().section(u'/', -1);
        if (entry.title.isEmpty())
            entry.title = entry.tableName;
        entry.rows = it->rows.size();
        entry.fetchedAtMs = it->fetchedAtMs;
        entry.expiresAtMs = it->expiresAtMs;
        entry.grant = it->grant;
        cached += entry;
    }
    return answer<QList<CachedSample>>(cached);
}

QFuture<Result<void>> FakeSession::forgetSample(const QString &datasetKey)
{
    wishes += u"forget "_s + datasetKey;
    samples.remove(datasetKey);
    emit samplesChanged();
    return answer<void>({});
}

QFuture<Result<void>> FakeSession::write(std::function<Result<void>(store::Writer &)> work)
{
    if (failure)
        return answer<void>({});
    const Result<void> written = m_store->write(work);
    emit indexChanged();
    return QtFuture::makeReadyFuture(written);
}

} // namespace meshlens::test
