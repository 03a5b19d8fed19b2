// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/live_search.h"

#include "app/sync/pull.h"
#include "models/live/question.h"
#include "models/store/catalog_lock.h"
#include "models/store/pull_writer.h"
#include "models/store/reader.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <condition_variable>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace meshlens::sync {
namespace {

using namespace std::chrono_literals;

constexpr auto longestLockWait = 10s;
constexpr auto lockWait = 50ms;

QString tr(const char *text)
{
    return QCoreApplication::translate("Sync", text);
}

bool isKnown(const store::Reader &reader, const live::Found &found)
{
    switch (found.thing.kind) {
    case mesh::Kind::Product:
        return reader.product(found.key).hasValue();
    case mesh::Kind::Dataset:
        return reader.dataset(found.key).hasValue();
    case mesh::Kind::Term:
        return reader.term(found.key).hasValue();
    case mesh::Kind::Domain:
        return reader.domain(found.key).hasValue();
    default:
        return false;
    }
}

/// What the index adds to a hit, or nothing where the index has it itself.
QList<live::Found> newToTheIndex(store::Store &store, const QList<live::Found> &found)
{
    const auto reader = store.read();
    if (!reader)
        return found;
    QList<live::Found> fresh;
    for (live::Found one : found) {
        if (isKnown(*reader, one))
            continue;
        if (!one.domain.isEmpty() && one.domainName.isEmpty()) {
            if (const auto domain = reader->domain(one.domain))
                one.domainName = domain->thing.name;
        }
        fresh.append(std::move(one));
    }
    return fresh;
}

live::Answer answerOf(const CatalogConnection &connection, bool done = false)
{
    live::Answer answer;
    answer.catalog = connection.name;
    answer.done = done;
    return answer;
}

/// Asks one catalog; the error is what a person may read.
live::Answer ask(store::Store &store, const CatalogConnection &connection,
                 const CatalogByName &byName, const search::Query &query,
                 const QStringList &alternatives, std::chrono::milliseconds patience,
                 const std::stop_token &stop)
{
    QElapsedTimer timer;
    timer.start();
    live::Answer answer = answerOf(connection, true);
    const auto catalog = byName(connection.name);
    auto *searchable = catalog ? dynamic_cast<live::SearchableCatalog *>(catalog->get()) : nullptr;
    if (!catalog)
        answer.error = catalog.error();
    else if (!searchable)
        answer.notAsked = tr("this kind of catalog has no search");
    for (const QString &words : alternatives) {
        if (!searchable || stop.stop_requested())
            break;
        live::Query wish;
        wish.words = words;
        wish.patience = patience;
        const auto page = searchable->search(wish, stop);
        if (!page) {
            answer.error = page.error();
            break;
        }
        for (const live::Found &found : page->found) {
            if (live::passes(query, found, connection.name) && !answer.found.contains(found))
                answer.found.append(found);
        }
        if (alternatives.size() == 1)
            answer.total = page->total;
    }
    answer.found = newToTheIndex(store, answer.found);
    answer.tookMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return answer;
}

Error tooSlow(const CatalogConnection &connection, std::chrono::milliseconds patience)
{
    return {Error::Kind::Network,
            tr("%1 did not answer within %2 s.")
                .arg(connection.name)
                .arg(static_cast<double>(patience.count()) / 1000),
            {}};
}

/// Between the adapter and the store, for one thing.
class ThingSink final : public PullSink
{
public:
    ThingSink(store::PullWriter &writer, const live::Thing &thing)
        : m_writer(writer), m_thing(thing)
    {}

    Result<void> put(Batch batch) override
    {
        learnKey(batch);
        return m_writer.put(batch);
    }
    void problem(PullProblem problem) override { problems.append(std::move(problem)); }
    void progress(const QString &, qint64, qint64) override {}

    QString key; // of the thing, once it came
    QList<PullProblem> problems;

private:
    template<typename T>
    void look(const QList<T> &things, mesh::Kind kind)
    {
        if (m_thing.kind != kind)
            return;
        for (const T &thing : things) {
            if (thing.nativeId == m_thing.nativeId)
                key = thing.key;
        }
    }
    void learnKey(const Batch &batch)
    {
        look(batch.products, mesh::Kind::Product);
        look(batch.datasets, mesh::Kind::Dataset);
        look(batch.terms, mesh::Kind::Term);
        look(batch.domains, mesh::Kind::Domain);
    }

    store::PullWriter &m_writer;
    const live::Thing m_thing;
};

std::optional<store::FileLock> lockCatalog(store::Store &store, qint64 id,
                                           const std::stop_token &stop)
{
    for (auto waited = 0ms; waited < longestLockWait && !stop.stop_requested();
         waited += lockWait) {
        if (auto lock = store::CatalogLock::tryLock(store.folder(), id))
            return lock;
        std::this_thread::sleep_for(lockWait);
    }
    return std::nullopt;
}

} // namespace

void searchLive(store::Store &store, const QList<CatalogConnection> &catalogs,
                const CatalogByName &byName, const QString &text, const LiveTold &told,
                std::stop_token stop, std::chrono::milliseconds patience)
{
    const search::Query query = search::parse(text);
    std::mutex mutex;
    std::condition_variable_any changed;
    qsizetype open = 0; // catalogs that have not answered
    struct Asked {
        CatalogConnection connection;
        bool answered = false;
    };
    std::vector<Asked> asked;
    for (const CatalogConnection &connection : catalogs) {
        if (!live::isLive(connection) || stop.stop_requested())
            continue;
        told(answerOf(connection));
        asked.push_back({connection});
    }
    open = static_cast<qsizetype>(asked.size());
    std::vector<std::jthread> threads; // asked to stop and joined when this returns
    for (Asked &one : asked) {
        const live::Question question = live::questionOf(query, one.connection.name);
        if (!question.notAsked.isEmpty()) {
            const std::lock_guard lock(mutex); // the others may be answering already
            one.answered = true;
            --open;
            live::Answer answer = answerOf(one.connection, true);
            answer.notAsked = question.notAsked;
            told(answer);
            continue;
        }
        threads.emplace_back(
            [&, words = question.alternatives, &one = one](const std::stop_token &mine) {
                const live::Answer answer =
                    ask(store, one.connection, byName, query, words, patience, mine);
                const std::lock_guard lock(mutex);
                if (std::exchange(one.answered, true))
                    return; // it took too long
                --open;
                if (!stop.stop_requested() && !mine.stop_requested())
                    told(answer);
                changed.notify_all();
            });
    }
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, patience + 250ms, [&] { return open == 0; });
    for (Asked &one : asked) {
        if (std::exchange(one.answered, true) || stop.stop_requested())
            continue;
        live::Answer answer = answerOf(one.connection, true);
        answer.error = tooSlow(one.connection, patience);
        answer.tookMs = static_cast<double>(patience.count());
        told(answer);
    }
}

Result<QString> readLive(store::Store &store, const CatalogConnection &connection, Catalog &catalog,
                         const live::Thing &thing, std::stop_token stop)
{
    auto *searchable = dynamic_cast<live::SearchableCatalog *>(&catalog);
    if (!searchable)
        return Error{Error::Kind::NotPermitted,
                     tr("%1 is not searched where it is.").arg(connection.name),
                     {}};
    const auto lock = lockCatalog(store, connection.id, stop);
    if (!lock)
        return Error{Error::Kind::Conflict,
                     tr("%1 is being read by another Meshlens.").arg(connection.name),
                     {}};
    live::Opened opened;
    if (const auto reader = store.read(); reader) {
        if (const auto state = reader->pullState(connection.id))
            opened = live::Opened::fromJson(*state).value_or(live::Opened());
    }
    opened.add(thing);

    store::SyncRun run;
    run.catalogId = connection.id;
    run.startedAtMs = store.clock().nowMs();
    auto writer = store.beginPull(connection.id);
    if (!writer)
        return std::move(writer).error();
    ThingSink sink(**writer, thing);
    auto outcome = searchable->readThings({thing}, false, sink, stop);
    if (!outcome)
        return std::move(outcome).error();
    if (sink.key.isEmpty() && !sink.problems.isEmpty())
        return Error{Error::Kind::Decode,
                     tr("%1 could not be read from %2.").arg(thing.nativeId, connection.name),
                     sink.problems.first().reason};
    if (sink.key.isEmpty())
        return Error{Error::Kind::NotFound, tr("%1 no longer has it.").arg(connection.name),
                     thing.nativeId};
    outcome->full = false;
    outcome->unchanged = false;
    outcome->state = opened.toJson();
    run.ok = true;
    run.problems = sink.problems;
    run.requests = outcome->requests;
    run.bytes = outcome->bytes;
    if (auto done = (*writer)->commitThings(run, *outcome); !done)
        return std::move(done).error();
    return sink.key;
}

} // namespace meshlens::sync
