// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index.h"

#include "models/access/words.h"
#include "models/search/index_data.h"

namespace meshlens::search {
namespace {

constexpr int mostChanges = 100'000;
constexpr std::int64_t yearMs = 365LL * 86'400'000;

QHash<QString, std::int64_t> newestTimes(const QList<store::Change> &newestFirst)
{
    QHash<QString, std::int64_t> times;
    for (const store::Change &change : newestFirst) {
        if (!times.contains(change.key))
            times.insert(change.key, change.atMs);
    }
    return times;
}

} // namespace

Index::Index(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Index::~Index() = default;

qint64 Index::size() const
{
    return static_cast<qint64>(m_data->entries.size());
}

qint64 Index::bytes() const
{
    const Data &data = *m_data;
    const auto size = data.arena.capacity() + data.entries.capacity() * sizeof(Entry) +
                      data.columns.capacity() * sizeof(ColumnEntry) +
                      data.numbers.capacity() * sizeof(int);
    // A distinct name costs its text, its words and two hash nodes.
    const auto names =
        data.columnNames.size() + data.owners.size() + data.tags.size() + data.terms.size();
    return static_cast<qint64>(size) + 200LL * names + 80LL * data.vocabulary.size();
}

Result<std::shared_ptr<const Index>> Index::build(const store::Reader &reader,
                                                  const Cancelled &cancelled)
{
    const auto domains = reader.domains();
    if (!domains)
        return domains.error();
    const auto terms = reader.terms();
    if (!terms)
        return terms.error();
    const auto parties = reader.parties();
    if (!parties)
        return parties.error();
    const auto products = reader.products();
    if (!products)
        return products.error();
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    const auto newest = reader.changes(0, {}, 1);
    if (!newest)
        return newest.error();
    const std::int64_t since = newest->isEmpty() ? 0 : newest->first().atMs - yearMs;
    const auto changes = reader.changes(since, {}, mostChanges);
    if (!changes)
        return changes.error();

    IndexBuilder builder;
    QHash<QString, QString> names;
    for (const mesh::Party &party : *parties)
        names.insert(party.key, party.name);
    builder.setPartyNames(names);
    builder.setChangeTimes(newestTimes(*changes));
    builder.setAnsweredByPolicy(access::answeredByPolicy(*requests));
    for (const mesh::Domain &domain : *domains)
        builder.add(domain);
    for (const mesh::Term &term : *terms)
        builder.add(term);
    for (const mesh::Party &party : *parties)
        builder.add(party);
    bool stopped = false;
    const auto read = reader.forEachDataset(true, [&](const store::Merged<mesh::Dataset> &dataset) {
        builder.add(dataset);
        stopped = cancelled && cancelled();
        return !stopped;
    });
    if (!read)
        return read.error();
    if (stopped)
        return Error{Error::Kind::Cancelled, {}, {}};
    for (const store::ProductRow &product : *products)
        builder.add(product);
    return builder.build();
}

} // namespace meshlens::search
