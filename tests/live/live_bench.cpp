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

Result<store::SyncRun> LiveBench::pull(const QString &title, bool full)
{
    QElapsedTimer timer;
    timer.start();
    auto run = sync::pullCatalog(*m_store, m_connection, *m_catalog, full, {}, {});
    if (!run || title.isEmpty())
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

QStringList LiveBench::datasets() const
{
    QStringList all;
    const auto read = reader().forEachDataset(false, [&](const store::Merged<mesh::Dataset> &one) {
        if (!one.thing.referenced)
            all.append(one.thing.nativeId);
        return true;
    });
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    all.sort();
    return all;
}

QString LiveBench::picture() const
{
    const store::Reader now = reader();
    QStringList lines;
    const auto add = [&](const QStringList &words) { lines.append(words.join(u' ')); };
    for (const mesh::Domain &domain : need(now.domains()))
        add({u"domain"_s, domain.key, domain.description});
    for (const store::ProductRow &row : need(now.products()))
        add({u"product"_s, row.key, row.name});
    for (const mesh::Term &term : need(now.terms()))
        add({u"term"_s, term.key, term.definition});
    for (const mesh::Party &party : need(now.parties()))
        add({u"party"_s, party.key, party.name});
    const auto datasets = now.forEachDataset(true, [&](const store::Merged<mesh::Dataset> &one) {
        const mesh::Dataset &dataset = one.thing;
        QStringList words = {u"dataset"_s, dataset.key, dataset.description, dataset.domain};
        words += dataset.tags + dataset.terms + dataset.owners;
        for (const mesh::Alias &alias : dataset.aliases)
            words.append(alias.key);
        for (const mesh::Column &column : dataset.columns)
            words += {column.name, column.type, column.fieldId, column.description,
                      column.personal ? u"personal"_s : QString()};
        words.append(dataset.updatedAtMs ? toRfc3339(*dataset.updatedAtMs) : u"no time"_s);
        words.append(dataset.rows ? QString::number(*dataset.rows) : u"no rows"_s);
        add(words);
        return true;
    });
    const auto edges = now.forEachEdge([&](const store::Reader::EdgeRow &row) {
        add({u"edge"_s, row.edge.from, row.edge.to, row.edge.job});
        return true;
    });
    if (!datasets || !edges)
        qFatal("the store cannot be read");
    for (const auto &row : need(now.checks({})))
        add({u"check"_s, row.check.dataset, row.check.title});
    lines.sort();
    return lines.join(u'\n');
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
