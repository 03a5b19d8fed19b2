// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/product_data.h"

#include "models/store/said_once.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int historyDays = 180;
constexpr std::int64_t dayMs = 24LL * 3'600'000;

/// A dataset of no product in the shape that the page shows.
ProductData shapedLikeProduct(const store::Merged<mesh::Dataset> &merged)
{
    const mesh::Dataset &dataset = merged.thing;
    ProductData data;
    data.isDataset = true;
    mesh::DataProduct &product = data.product.thing;
    product.key = dataset.key;
    product.nativeId = dataset.nativeId;
    product.name = dataset.name;
    product.description = dataset.description;
    product.domain = dataset.domain;
    product.status = dataset.status;
    product.classification = dataset.classification;
    product.tags = dataset.tags;
    product.terms = dataset.terms;
    product.owners = dataset.owners;
    product.contractId = dataset.contractId;
    product.url = dataset.url;
    product.updatedAtMs = dataset.updatedAtMs;
    data.product.sources = merged.sources;
    data.product.conflicts = merged.conflicts;
    data.product.firstSeenMs = merged.firstSeenMs;
    data.product.lastSeenMs = merged.lastSeenMs;
    data.datasets = {dataset};

    store::ProductRow &row = data.row;
    row.key = dataset.key;
    row.name = dataset.name;
    row.description = dataset.description;
    row.domain = dataset.domain;
    row.type = dataset.type;
    row.hasDatasets = true;
    row.status = dataset.status;
    row.classification = dataset.classification;
    row.personal = std::ranges::any_of(dataset.columns, &mesh::Column::personal);
    row.tags = dataset.tags;
    row.terms = dataset.terms;
    row.owners = dataset.owners;
    row.outputs = {dataset.key};
    row.columns = static_cast<int>(dataset.columns.size());
    for (const store::Source &source : merged.sources)
        row.catalogs.append(source.catalog);
    return data;
}

Result<ProductData> readBasics(const store::Reader &reader, const QString &key)
{
    if (key.startsWith(u"product://")) {
        auto product = reader.product(key);
        if (!product)
            return product.error();
        auto row = reader.productRow(key);
        if (!row)
            return row.error();
        auto datasets = reader.outputDatasets(key);
        if (!datasets)
            return datasets.error();
        auto contracts = reader.contractsOf(key);
        if (!contracts)
            return contracts.error();
        ProductData data;
        data.product = std::move(*product);
        data.row = std::move(*row);
        data.datasets = std::move(*datasets);
        data.contracts = std::move(*contracts);
        return data;
    }
    auto dataset = reader.dataset(key);
    if (!dataset)
        return dataset.error();
    ProductData data = shapedLikeProduct(*dataset);
    auto contracts = reader.contractsOfDataset(key);
    if (!contracts)
        return contracts.error();
    data.contracts = std::move(*contracts);
    if (auto domain = reader.domain(data.row.domain); !data.row.domain.isEmpty() && domain)
        data.row.domainName = domain->thing.name;
    return data;
}

bool keeps(const store::Reader &reader, const QString &kind, const QString &key)
{
    const auto kept = reader.kept(kind);
    return kept && std::ranges::any_of(*kept, [&](const auto &one) { return one.key == key; });
}

} // namespace

QString ProductData::ownerNames() const
{
    QStringList names;
    for (const mesh::Party &owner : owners)
        names += owner.name.isEmpty() ? owner.email : owner.name;
    return names.join(u", "_s);
}

qint64 ProductData::columnCount() const
{
    qint64 count = 0;
    for (const mesh::Dataset &dataset : datasets)
        count += dataset.columns.size();
    return count;
}

QString ProductData::sampleDataset() const
{
    return datasets.isEmpty() ? row.outputs.value(0) : datasets.first().key;
}

Result<ProductData> readProduct(const store::Reader &reader, const QString &key, std::int64_t nowMs)
{
    auto basics = readBasics(reader, key);
    if (!basics)
        return basics.error();
    ProductData data = std::move(*basics);
    data.readAtMs = nowMs;

    auto card = scores::scorecard(reader, key, nowMs);
    if (card)
        data.card = std::move(*card);
    else if (card.error().kind != Error::Kind::NotFound)
        return card.error();
    if (data.isDataset)
        data.row.score = data.card.summary;

    for (const QString &owner : data.product.thing.owners) {
        if (auto party = reader.party(owner))
            data.owners.append(party->thing);
        else
            data.owners.append({owner, {}, owner.section(u"://"_s, 1), {}, {}, {}, {}});
    }
    for (const QString &term : data.product.thing.terms) {
        if (auto found = reader.term(term))
            data.termNames.insert(term, found->thing.name);
    }
    for (const mesh::Dataset &dataset : data.datasets) {
        for (const mesh::Column &column : dataset.columns) {
            for (const QString &term : column.terms) {
                if (data.termNames.contains(term))
                    continue;
                if (auto found = reader.term(term))
                    data.termNames.insert(term, found->thing.name);
            }
        }
    }
    auto requests = reader.requests();
    if (!requests)
        return requests.error();
    for (const mesh::AccessRequest &request : *requests) {
        if (request.product == key)
            data.requests.append(request);
    }
    for (const store::Source &source : data.product.sources) {
        if (auto catalog = reader.catalog(source.catalog))
            data.catalogs.append(*catalog);
    }
    data.pinned = keeps(reader, u"pin"_s, key);
    data.followed = keeps(reader, u"follow"_s, key);
    return data;
}

Result<ProductHistory> readHistory(const store::Reader &reader, const QString &key,
                                   const QStringList &datasets, std::int64_t nowMs)
{
    ProductHistory history;
    auto quality = scores::qualityHistory(reader, key, nowMs, historyDays);
    if (!quality)
        return quality.error();
    history.quality = std::move(*quality);
    auto loads = scores::loadHistory(reader, key, nowMs, 28);
    if (!loads)
        return loads.error();
    history.loads = std::move(*loads);
    auto checks = scores::checkHistories(reader, key, nowMs, 14);
    if (!checks)
        return checks.error();
    history.checks = std::move(*checks);

    QStringList keys{key};
    for (const QString &dataset : datasets) {
        if (!keys.contains(dataset))
            keys += dataset;
    }
    for (const QString &one : keys) {
        auto changes = reader.changes(nowMs - 365 * dayMs, one, 500);
        if (!changes)
            return changes.error();
        history.changes += *changes;
    }
    history.changes = store::saidOnce(std::move(history.changes));
    std::ranges::stable_sort(history.changes, std::ranges::greater{}, &store::Change::atMs);
    return history;
}

} // namespace meshlens::ui
