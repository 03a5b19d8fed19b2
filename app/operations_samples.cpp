// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations_p.h"

#include "app/catalogs/registry.h"
#include "models/access/words.h"
#include "models/samples/sql_name.h"
#include "models/scores/governance.h"
#include "models/store/query_tables.h"
#include "models/store/reader.h"
#include "models/store/split.h"

#include <QFile>

#include <list>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

constexpr int fetchedRows = 10'000;

/// One catalog that may give rows of a dataset.
struct Giver {
    CatalogConnection connection;
    SampleQuery query;
};

struct Place {
    QString product; // key; empty: the dataset belongs to none
    QString productName;
    QString datasetName;
    QList<Giver> givers; // in order of rank
};

bool givesSamples(const QString &kind)
{
    for (const CatalogKind &known : catalogs::kinds()) {
        if (known.kind == kind)
            return known.capabilities.contains(mesh::Capability::Samples);
    }
    return false;
}

QString nativeIdIn(const QList<store::Source> &sources, const QString &catalog)
{
    for (const store::Source &source : sources) {
        if (source.catalog == catalog)
            return source.nativeId;
    }
    return {};
}

Result<Place> placeOf(const store::Reader &reader, const QString &datasetKey, int rows)
{
    const auto dataset = reader.dataset(datasetKey);
    if (!dataset)
        return dataset.error();
    const auto products = reader.productsOfDataset(datasetKey);
    if (!products)
        return products.error();
    Place place;
    place.datasetName = dataset->thing.name;
    QList<store::Source> productSources;
    if (!products->isEmpty()) {
        const auto product = reader.product(products->first());
        if (!product)
            return product.error();
        place.product = products->first();
        place.productName = product->thing.name;
        productSources = product->sources;
    }
    const auto catalogs = reader.catalogs();
    if (!catalogs)
        return catalogs.error();
    for (const store::CatalogRow &row : *catalogs) {
        const QString native = nativeIdIn(dataset->sources, row.connection.name);
        if (native.isEmpty() || !givesSamples(row.connection.kind))
            continue;
        place.givers.append({row.connection,
                             {nativeIdIn(productSources, row.connection.name), native,
                              std::max(rows, fetchedRows)}});
    }
    return place;
}

QString tableNameFor(const Place &place, const QString &datasetKey,
                     const QList<CachedSample> &cached)
{
    QSet<QString> taken;
    for (const CachedSample &sample : cached) {
        if (sample.dataset == datasetKey)
            return sample.tableName;
        taken.insert(sample.tableName);
    }
    return samples::sqlTableName(place.productName.isEmpty() ? u"index"_s : place.productName,
                                 place.datasetName, taken);
}

/// `mesh.finding` as rows, computed as they are asked for.
Result<mesh::Sample> findingRows(const store::Reader &reader, std::int64_t nowMs,
                                 const std::function<bool()> &cancelled)
{
    const auto governance = scores::governance(reader, nowMs, cancelled);
    if (!governance)
        return governance.error();
    mesh::Sample rows;
    for (const QString &column : store::findingColumns())
        rows.columns.append({column, u"text"_s, false});
    for (const scores::Finding &finding : governance->findings)
        rows.rows.append({finding.rule, mesh::toText(finding.severity),
                          mesh::toText(finding.quality), finding.key, finding.name,
                          finding.domainName, finding.title, finding.evidence, finding.fix});
    rows.complete = true;
    return rows;
}

} // namespace

bool Operations::Private::hasSamples() const
{
    return QFile::exists(workspace.profileFolder() + u"/samples.db"_s);
}

Result<samples::SampleCache *> Operations::Private::cache()
{
    const std::scoped_lock lock(cacheMutex);
    if (!sampleCache) {
        const auto key = secrets.sampleKey();
        if (!key)
            return key.error();
        auto opened = samples::SampleCache::open(workspace.profileFolder(), *key);
        if (!opened)
            return std::move(opened).error();
        sampleCache = *std::move(opened);
    }
    return sampleCache.get();
}

Result<int> Operations::Private::eraseParted()
{
    if (!hasSamples())
        return 0;
    auto reader = store->read();
    if (!reader)
        return std::move(reader).error();
    const auto splits = reader->identitySplits();
    const auto samples = cache();
    if (!splits || !samples)
        return splits ? samples.error() : splits.error();
    const auto cached = (*samples)->list(clock.nowMs());
    if (!cached)
        return cached.error();
    QSet<QString> parted;
    int erased = 0;
    for (const store::IdentitySplit &split : *splits) {
        parted.insert(split.ownKey);
        for (const QString &key : {split.key, reader->standingKey(split.key).valueOr(split.key)}) {
            const auto gone = (*samples)->eraseOf(key, split.catalog);
            if (!gone)
                return gone;
            erased += *gone;
        }
    }
    for (const CachedSample &sample : *cached) {
        if (!store::isSplitKey(sample.dataset) || parted.contains(sample.dataset))
            continue;
        const auto gone = (*samples)->erase(sample.dataset);
        if (!gone)
            return gone;
        erased += *gone;
    }
    return erased;
}

Result<mesh::Sample> Operations::sample(const QString &datasetKey, int rows, bool refresh,
                                        std::stop_token stop)
{
    if (auto erased = d->eraseParted(); !erased)
        return std::move(erased).error();
    auto cache = d->cache();
    if (!cache)
        return std::move(cache).error();
    auto kept = (*cache)->get(datasetKey, d->clock.nowMs());
    if (kept && !refresh && (kept->complete || kept->rows.size() >= std::min(rows, fetchedRows)))
        return kept;

    Place place;
    {
        auto reader = d->store->read();
        if (!reader)
            return std::move(reader).error();
        auto found = placeOf(*reader, datasetKey, rows);
        if (!found)
            return std::move(found).error();
        place = *std::move(found);
    }
    Error last{Error::Kind::NotFound,
               tr("No connected catalog gives sample rows of %1.").arg(place.datasetName),
               {}};
    for (const Giver &giver : place.givers) {
        auto catalog = connect(giver.connection);
        if (!catalog) {
            last = std::move(catalog).error();
            continue;
        }
        auto fetched = (*catalog)->sample(giver.query, stop);
        if (!fetched) {
            last = std::move(fetched).error();
            continue;
        }
        fetched->fetchedAtMs = d->clock.nowMs();
        const auto cached = (*cache)->list(d->clock.nowMs());
        if (!cached)
            return cached.error();
        const samples::SampleCache::Origin origin{place.product, datasetKey, giver.connection.name,
                                                  tableNameFor(place, datasetKey, *cached),
                                                  place.productName.isEmpty() ? place.datasetName
                                                                              : place.productName};
        if (auto put = (*cache)->put(origin, *fetched);
            !put && put.error().kind != Error::Kind::TooLarge)
            return std::move(put).error();
        return fetched;
    }
    if (last.kind == Error::Kind::NotPermitted) {
        if (auto erased = (*cache)->erase(datasetKey); !erased)
            return std::move(erased).error();
        return last;
    }
    // Rows at hand serve while the catalog is away, unless fresh ones were asked for.
    if (kept && !refresh)
        return kept;
    return last;
}

Result<mesh::Sample> Operations::query(const QString &sql, int maxRows,
                                       const std::function<bool()> &cancelled)
{
    // Only what the statement names is unsealed.
    std::list<mesh::Sample> opened;
    QList<store::Reader::QueryTable> tables;
    const auto cached = cachedSamples();
    if (!cached)
        return cached.error();
    for (const CachedSample &entry : *cached) {
        if (!sql.contains(entry.tableName, Qt::CaseInsensitive))
            continue;
        auto rows = (*d->cache())->get(entry.dataset, d->clock.nowMs());
        if (!rows)
            return std::move(rows).error();
        opened.push_back(*std::move(rows));
        tables.append({entry.tableName, &opened.back()});
    }
    auto reader = d->store->read();
    if (!reader)
        return std::move(reader).error();
    if (store::namesMeshTable(sql, u"finding"_s)) {
        auto findings = findingRows(*reader, d->clock.nowMs(), cancelled);
        if (!findings)
            return findings;
        opened.push_back(*std::move(findings));
        tables.append({u"mesh.finding"_s, &opened.back()});
    }
    return reader->query(sql, tables, maxRows, cancelled);
}

Result<QList<CachedSample>> Operations::cachedSamples()
{
    if (!d->hasSamples())
        return QList<CachedSample>();
    if (auto erased = d->eraseParted(); !erased)
        return std::move(erased).error();
    auto cache = d->cache();
    if (!cache)
        return std::move(cache).error();
    return (*cache)->list(d->clock.nowMs());
}

Result<void> Operations::forgetSample(const QString &datasetKey)
{
    if (!d->hasSamples())
        return {};
    auto cache = d->cache();
    if (!cache)
        return std::move(cache).error();
    auto erased = (*cache)->erase(datasetKey);
    return erased ? Result<void>() : Result<void>(std::move(erased).error());
}

Result<int> Operations::eraseEndedSamples()
{
    if (!d->hasSamples())
        return 0;
    auto cache = d->cache();
    if (!cache)
        return std::move(cache).error();
    const std::int64_t nowMs = d->clock.nowMs();
    int erased = (*cache)->eraseExpired(nowMs).valueOr(0) + d->eraseParted().valueOr(0);
    const auto cached = (*cache)->list(nowMs);
    auto reader = d->store->read();
    if (!cached || !reader)
        return cached ? reader.error() : cached.error();
    const auto requests = reader->requests();
    if (!requests)
        return requests.error();
    for (const CachedSample &entry : *cached) {
        if (entry.grant.isEmpty())
            continue;
        const bool alive =
            std::any_of(requests->begin(), requests->end(),
                        [&entry, nowMs](const mesh::AccessRequest &request) {
                            return (request.grantId == entry.grant || request.id == entry.grant) &&
                                   access::isActive(request, nowMs);
                        });
        if (alive)
            continue;
        auto gone = (*cache)->erase(entry.dataset);
        if (!gone)
            return gone;
        erased += *gone;
    }
    return erased;
}

} // namespace meshlens::app
