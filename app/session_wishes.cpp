// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "models/store/writer.h"

#include <QPromise>
#include <QtConcurrent>

/// The user's wishes of a window session: each runs in a worker and tells when something changed.
namespace meshlens::app {

QFuture<Result<mesh::AccessPreview>> WindowSession::previewAccess(const mesh::AccessDraft &draft)
{
    return QtConcurrent::run(
        &m_pool, [this, draft] { return m_operations->previewAccess(draft, m_stop.get_token()); });
}

QFuture<Result<mesh::AccessRequest>> WindowSession::requestAccess(const mesh::AccessDraft &draft)
{
    return QtConcurrent::run(&m_pool, [this, draft] {
        auto request = m_operations->requestAccess(draft, m_stop.get_token());
        tellRequests();
        return request;
    });
}

QFuture<Result<mesh::AccessRequest>> WindowSession::saveDraft(const mesh::AccessDraft &draft)
{
    return QtConcurrent::run(&m_pool, [this, draft] {
        auto request = m_operations->saveDraft(draft);
        tellRequests();
        return request;
    });
}

QFuture<Result<mesh::AccessRequest>> WindowSession::act(const mesh::AccessAction &action,
                                                        int holdMs)
{
    return QtConcurrent::run(&m_pool, [this, action, holdMs] {
        auto request = holdMs > 0 ? m_operations->actLater(action, holdMs)
                                  : m_operations->act(action, m_stop.get_token());
        tellRequests();
        return request;
    });
}

QFuture<Result<void>> WindowSession::undoAct(const QString &requestId)
{
    return QtConcurrent::run(&m_pool, [this, requestId] {
        auto undone = m_operations->undoAct(requestId);
        tellRequests();
        return undone;
    });
}

QFuture<Result<void>> WindowSession::discardQueued(qint64 outboxId)
{
    return QtConcurrent::run(&m_pool, [this, outboxId] {
        auto discarded = m_operations->discardQueued(outboxId);
        tellRequests();
        return discarded;
    });
}

QFuture<Result<QList<access::CatalogAudit>>> WindowSession::checkAudits()
{
    return QtConcurrent::run(&m_pool,
                             [this] { return m_operations->checkAudits(m_stop.get_token()); });
}

QFuture<Result<mesh::Sample>> WindowSession::sample(const QString &datasetKey, int rows,
                                                    bool refresh)
{
    return QtConcurrent::run(&m_pool, [this, datasetKey, rows, refresh] {
        const std::int64_t startMs = clock().nowMs();
        auto sample = m_operations->sample(datasetKey, rows, refresh, m_stop.get_token());
        if (sample && sample->fetchedAtMs >= startMs) // else it was in the cache before
            QMetaObject::invokeMethod(this, &Session::samplesChanged, Qt::QueuedConnection);
        return sample;
    });
}

QFuture<Result<mesh::Sample>> WindowSession::query(const QString &sql, int maxRows)
{
    return QtConcurrent::run(
        &m_pool, [this, sql, maxRows](QPromise<Result<mesh::Sample>> &promise) {
            promise.addResult(m_operations->query(sql, maxRows, [this, &promise] {
                return promise.isCanceled() || m_stop.stop_requested();
            }));
        });
}

QFuture<Result<QList<CachedSample>>> WindowSession::cachedSamples()
{
    return QtConcurrent::run(&m_pool, [this] { return m_operations->cachedSamples(); });
}

QFuture<Result<void>> WindowSession::forgetSample(const QString &datasetKey)
{
    return QtConcurrent::run(&m_pool, [this, datasetKey] {
        auto forgotten = m_operations->forgetSample(datasetKey);
        QMetaObject::invokeMethod(this, &Session::samplesChanged, Qt::QueuedConnection);
        return forgotten;
    });
}

QFuture<Result<void>> WindowSession::write(std::function<Result<void>(store::Writer &)> work)
{
    return QtConcurrent::run(&m_pool, [this, work = std::move(work)] {
        return m_operations->store()->write(work); // the store tells of the commit itself
    });
}

namespace {

/// Where not even the list of catalogs could be read.
live::Answer failedAnswer(const Error &error)
{
    live::Answer answer;
    answer.catalog = WindowSession::tr("The index");
    answer.done = true;
    answer.error = error;
    return answer;
}

} // namespace

QFuture<live::Answer> WindowSession::searchLive(const QString &query, std::stop_token stop)
{
    return QtConcurrent::run(&m_livePool, [this, query, stop](QPromise<live::Answer> &promise) {
        std::stop_source either;
        const std::stop_callback unwanted(stop, [&either] { either.request_stop(); });
        const std::stop_callback ended(m_stop.get_token(), [&either] { either.request_stop(); });
        const auto told = [&](const live::Answer &answer) { promise.addResult(answer); };
        if (auto asked = m_operations->searchLive(query, told, either.get_token()); !asked)
            promise.addResult(failedAnswer(asked.error()));
    });
}

QFuture<Result<QString>> WindowSession::readLive(const QString &catalog, const live::Thing &thing)
{
    return QtConcurrent::run(&m_livePool, [this, catalog, thing] {
        return m_operations->readLive(catalog, thing, m_stop.get_token());
    });
}

/// From a worker: requests changed, and the outbox may have something to send.
void WindowSession::tellRequests()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            emit requestsChanged();
            emit samplesChanged();
            flushOutbox();
        },
        Qt::QueuedConnection);
}

} // namespace meshlens::app
