// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/live_bench.h"

#include "app/sync/pull.h"
#include "models/store/writer.h"

using namespace Qt::StringLiterals;

namespace meshlens::test {
namespace {

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

} // namespace

LiveBench::LiveBench(CatalogConnection connection, const QString &secret)
    : m_store(need(store::Store::open(m_folder.path(), Clock::fromEnvironment()))),
      m_connection(std::move(connection))
{
    const auto added = m_store->write([&](store::Writer &writer) -> Result<void> {
        const auto id = writer.addCatalog(m_connection);
        if (!id)
            return id.error();
        m_connection.id = *id;
        return {};
    });
    if (!added)
        qFatal("%s", qPrintable(added.error().message));
    m_catalog = need(catalogs::make(m_connection, secret, m_client, m_store->clock()));
}

Result<store::SyncRun> LiveBench::pull(const QString &title)
{
    QElapsedTimer timer;
    timer.start();
    auto run = sync::pullCatalog(*m_store, m_connection, *m_catalog, false, {}, {});
    if (!run)
        return run;
    QStringList entities;
    for (auto it = run->entities.cbegin(); it != run->entities.cend(); ++it)
        entities.append(u"%1 %2"_s.arg(it.value()).arg(it.key()));
    qInfo("%s: %s; %lld calls, %lld bytes, %lld ms, generation %lld", qPrintable(title),
          qPrintable(entities.join(u", "_s)), static_cast<long long>(run->requests),
          static_cast<long long>(run->bytes), static_cast<long long>(timer.elapsed()),
          static_cast<long long>(run->generation));
    for (const PullProblem &problem : run->problems)
        qInfo("  left out: %s: %s", qPrintable(problem.file), qPrintable(problem.reason));
    return run;
}

store::Reader LiveBench::reader() const
{
    return need(m_store->read());
}

QStringList LiveBench::changesSince(std::int64_t sinceMs) const
{
    QStringList lines;
    for (const store::Change &change : need(reader().changes(sinceMs, {}, 10'000)))
        lines.append(u"%1 %2 %3"_s.arg(change.name, change.what, change.detail).trimmed());
    lines.sort();
    return lines;
}

} // namespace meshlens::test
