// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "models/scores/governance.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

int timerMs(std::int64_t ms)
{
    return int(std::clamp<std::int64_t>(ms, 0, 24 * 3'600'000));
}

} // namespace

WindowSession::WindowSession(std::shared_ptr<Operations> operations, QObject *parent)
    : Session(parent), m_operations(std::move(operations)),
      m_engine(m_operations->store(), m_operations->catalogByName(),
               [stop = m_stop.get_token()](store::Store &store, const store::SyncRun &) {
                   (void)scores::recompute(store, [&stop] { return stop.stop_requested(); });
               })
{
    m_pool.setMaxThreadCount(4);
    m_livePool.setMaxThreadCount(4);
    m_outboxTimer.setSingleShot(true);
    QObject::connect(&m_outboxTimer, &QTimer::timeout, this, &WindowSession::flushOutbox);
    QObject::connect(&m_engine, &sync::SyncEngine::progressChanged, this, &Session::syncChanged);
    QObject::connect(
        &m_engine, &sync::SyncEngine::finished, this,
        [this](const QString &, const std::optional<Error> &error) { pullEnded(error); });
    m_profile.name = m_operations->workspace().profile();
    m_operations->store()->onCommit(
        [this] { QMetaObject::invokeMethod(this, &Session::indexChanged, Qt::QueuedConnection); });
    QObject::connect(this, &Session::indexChanged, this, &WindowSession::readProfile);
    readProfile();
}

WindowSession::~WindowSession()
{
    m_operations->store()->onCommit({}); // nobody is told of commits from here on
    m_stop.request_stop();
    m_events.reset();
    m_engine.stop({});
    m_pool.waitForDone();
    m_livePool.waitForDone();
}

template<typename Work>
auto WindowSession::run(Work work, std::function<void()> after)
    -> QFuture<std::invoke_result_t<Work>>
{
    return QtConcurrent::run(&m_pool, [this, work = std::move(work), after = std::move(after)] {
        auto result = work();
        if (after)
            QMetaObject::invokeMethod(this, after, Qt::QueuedConnection);
        return result;
    });
}

void WindowSession::start()
{
    m_started = true;
    const auto inWindow = [this](auto act) {
        QMetaObject::invokeMethod(this, act, Qt::QueuedConnection);
    };
    sync::Events::Hooks hooks;
    hooks.changed = [this, inWindow](const QString &) {
        (void)m_operations->eraseEndedSamples();
        inWindow([this] {
            emit requestsChanged();
            emit samplesChanged();
        });
    };
    hooks.reached = [this, inWindow](const QString &, bool reached) {
        inWindow([this, reached] { setOnline(reached); });
    };
    m_events =
        std::make_unique<sync::Events>(store(), m_operations->catalogByName(), std::move(hooks));
    watchCatalogs();
    watchForeignCommits();
    m_engine.startPeriodic();
    flushOutbox();
}

std::shared_ptr<store::Store> WindowSession::store() const
{
    return m_operations->store();
}

Clock WindowSession::clock() const
{
    return m_operations->clock();
}

QString WindowSession::workspace() const
{
    return m_operations->workspace().folder();
}

QString WindowSession::meshName() const
{
    return isDemo() ? u"Cadenza Media"_s : QFileInfo(workspace()).fileName();
}

Profile WindowSession::profile() const
{
    return m_profile;
}

QStringList WindowSession::profiles() const
{
    return m_operations->workspace().profiles();
}

bool WindowSession::isDemo() const
{
    return m_operations->workspace().isDemo();
}

bool WindowSession::isOnline() const
{
    return m_online;
}

QList<CatalogKind> WindowSession::kinds() const
{
    return Operations::kinds();
}

QFuture<QList<ConnectionStep>> WindowSession::testConnection(const ConnectionDraft &draft)
{
    return QtConcurrent::run(&m_pool, [this, draft](QPromise<QList<ConnectionStep>> &promise) {
        QList<ConnectionStep> known;
        const auto all = m_operations->testConnection(draft, m_stop.get_token(),
                                                      [&](const ConnectionStep &step) {
                                                          known.append(step);
                                                          promise.addResult(known);
                                                      });
        if (known.size() != all.size() || all.isEmpty())
            promise.addResult(all);
    });
}

QFuture<Result<void>> WindowSession::addCatalog(const ConnectionDraft &draft)
{
    return run([this, draft] { return m_operations->addCatalog(draft); },
               [this, name = draft.connection.name.simplified()] {
                   watchCatalogs();
                   sync({name}, true);
               });
}

QFuture<Result<void>> WindowSession::updateCatalog(const ConnectionDraft &draft)
{
    return run([this, draft] { return m_operations->updateCatalog(draft); },
               [this, name = draft.connection.name.simplified()] {
                   watchCatalogs();
                   sync({name}, false);
               });
}

QFuture<Result<void>> WindowSession::removeCatalog(const QString &name)
{
    stopSync({name});
    return run([this, name] { return m_operations->removeCatalog(name); },
               [this] {
                   watchCatalogs();
                   emit requestsChanged();
                   emit samplesChanged();
               });
}

void WindowSession::sync(const QStringList &names, bool full)
{
    m_engine.sync(names, full);
}

void WindowSession::stopSync(const QStringList &names)
{
    m_engine.stop(names);
}

QList<SyncProgress> WindowSession::syncProgress() const
{
    return m_engine.progress();
}

void WindowSession::pullEnded(const std::optional<Error> &error)
{
    if (!error || error->kind == Error::Kind::Network)
        setOnline(!error);
    emit syncChanged();
    emit indexChanged();
    m_pool.start([this] {
        (void)m_operations->eraseEndedSamples();
        QMetaObject::invokeMethod(
            this,
            [this] {
                emit requestsChanged();
                emit samplesChanged();
            },
            Qt::QueuedConnection);
    });
}

void WindowSession::flushOutbox()
{
    if (!m_started)
        return;
    m_pool.start([this] {
        const auto next = m_operations->sendOutbox(m_stop.get_token());
        QMetaObject::invokeMethod(
            this,
            [this, next] {
                if (next && *next)
                    m_outboxTimer.start(timerMs(**next - clock().nowMs() + 50));
                emit requestsChanged();
            },
            Qt::QueuedConnection);
    });
}

void WindowSession::watchCatalogs()
{
    if (!m_events)
        return;
    m_pool.start([this] {
        auto reader = m_operations->store()->read();
        if (!reader)
            return;
        const auto catalogs = reader->catalogs();
        if (!catalogs)
            return;
        QStringList names;
        for (const store::CatalogRow &row : *catalogs)
            names.append(row.connection.name);
        QMetaObject::invokeMethod(
            this,
            [this, names] {
                if (m_events)
                    m_events->watch(names);
                m_engine.reschedule();
            },
            Qt::QueuedConnection);
    });
}

void WindowSession::watchForeignCommits()
{
    const QString wal = store()->folder() + u"/meshlens.db-wal"_s;
    m_walWatcher = new QFileSystemWatcher({wal, store()->folder()}, this);
    QObject::connect(m_walWatcher, &QFileSystemWatcher::fileChanged, this,
                     &WindowSession::lookForForeignCommit);
    QObject::connect(m_walWatcher, &QFileSystemWatcher::directoryChanged, this, [this, wal] {
        if (!m_walWatcher->files().contains(wal) && QFileInfo::exists(wal))
            m_walWatcher->addPath(wal);
        lookForForeignCommit();
    });
    lookForForeignCommit();
}

void WindowSession::lookForForeignCommit()
{
    m_pool.start([this] {
        const auto version = m_operations->store()->dataVersion();
        if (!version)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, now = *version] {
                const bool foreign = m_dataVersion >= 0 && now != m_dataVersion;
                m_dataVersion = now;
                if (!foreign)
                    return;
                emit indexChanged();
                emit requestsChanged();
            },
            Qt::QueuedConnection);
    });
}

void WindowSession::readProfile()
{
    m_pool.start([this] {
        const auto profile = m_operations->profile();
        if (!profile)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, now = *profile] {
                const bool changed = now.fullName != m_profile.fullName ||
                                     now.email != m_profile.email || now.role != m_profile.role ||
                                     now.domains != m_profile.domains;
                m_profile = now;
                if (changed)
                    emit profileChanged();
            },
            Qt::QueuedConnection);
    });
}

void WindowSession::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    emit onlineChanged(online);
    if (online)
        flushOutbox();
}

} // namespace meshlens::app
