// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_assembly.h"

namespace meshlens::lineage {
namespace {

DatasetFacts factsOf(const store::Merged<mesh::Dataset> &merged)
{
    DatasetFacts facts;
    facts.key = merged.thing.key;
    facts.name = merged.thing.name;
    facts.qualifiedName = merged.thing.qualifiedName;
    facts.type = merged.thing.type;
    facts.domain = merged.thing.domain;
    facts.owners = merged.thing.owners;
    facts.classification = merged.thing.classification;
    facts.referenced = merged.thing.referenced;
    for (const store::Source &source : merged.sources)
        facts.catalogs.append(source.catalog);
    return facts;
}

} // namespace

Result<std::shared_ptr<const Graph>> Graph::build(const store::Reader &reader,
                                                  std::optional<std::int64_t> atMs,
                                                  const std::function<bool()> &cancelled)
{
    const auto goOn = [&] { return !cancelled || !cancelled(); };
    auto domains = reader.domains(atMs);
    if (!domains)
        return std::move(domains).error();
    auto products = reader.products(atMs);
    if (!products)
        return std::move(products).error();
    const auto parties = reader.parties();
    if (!parties)
        return parties.error();
    QHash<QString, QString> partyNames;
    for (const mesh::Party &party : *parties)
        partyNames.insert(party.key, party.name);
    Assembly assembly(*std::move(domains), *std::move(products), partyNames);
    const auto contracts = reader.forEachContracts(
        [&](const QString &key, const QList<mesh::Contract> &all) { assembly.add(key, all); });
    if (!contracts)
        return contracts.error();
    const auto datasets = reader.forEachDataset(
        false,
        [&](const store::Merged<mesh::Dataset> &merged) {
            assembly.add(factsOf(merged));
            return goOn();
        },
        atMs);
    if (!datasets)
        return datasets.error();
    const auto same = reader.sameDataAs();
    if (!same)
        return same.error();
    for (const auto &[first, other] : *same)
        assembly.addSameData(first, other);
    const auto marked = reader.forEachMarkedColumn([&](const store::Reader::MarkedColumn &column) {
        assembly.add(
            MarkedColumn{column.dataset, column.column, column.classification, column.personal});
        return goOn();
    });
    if (!marked)
        return marked.error();
    const auto edges = reader.forEachEdge(
        [&](const store::Reader::EdgeRow &row) {
            assembly.add(row);
            return goOn();
        },
        atMs);
    if (!edges)
        return edges.error();
    if (!goOn())
        return Error{Error::Kind::Cancelled, {}, {}};
    return std::make_shared<const Graph>(assembly.finish());
}

} // namespace meshlens::lineage
