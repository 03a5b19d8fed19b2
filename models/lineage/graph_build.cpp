// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

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
    GraphInput input;
    auto domains = reader.domains();
    if (!domains)
        return std::move(domains).error();
    input.domains = *std::move(domains);
    auto products = reader.products();
    if (!products)
        return std::move(products).error();
    input.products = *std::move(products);
    auto parties = reader.parties();
    if (!parties)
        return std::move(parties).error();
    for (const mesh::Party &party : *parties)
        input.partyNames.insert(party.key, party.name);
    for (const store::ProductRow &product : std::as_const(input.products)) {
        auto contracts = reader.contractsOf(product.key);
        if (!contracts)
            return std::move(contracts).error();
        if (!contracts->isEmpty())
            input.contracts.insert(product.key, *std::move(contracts));
    }
    const auto read = reader.forEachDataset(false, [&](const store::Merged<mesh::Dataset> &merged) {
        input.datasets.append(factsOf(merged));
        return goOn();
    });
    if (!read)
        return read.error();
    const auto edges = reader.forEachEdge(
        [&](const store::Reader::EdgeRow &row) {
            input.edges.append(row);
            return goOn();
        },
        atMs);
    if (!edges)
        return edges.error();
    if (!goOn())
        return Error{Error::Kind::Cancelled, {}, {}};
    return graphOf(input);
}

} // namespace meshlens::lineage
