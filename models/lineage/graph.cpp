// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph.h"

#include "models/lineage/graph_data.h"

using namespace Qt::StringLiterals;

namespace meshlens::lineage {

QString toText(Level level)
{
    static const QStringList words{u"domain"_s, u"product"_s, u"dataset"_s, u"column"_s};
    return words[static_cast<int>(level)];
}

std::optional<Level> levelFromText(QStringView text)
{
    for (const Level level : {Level::Domain, Level::Product, Level::Dataset, Level::Column}) {
        if (text.compare(toText(level), Qt::CaseInsensitive) == 0)
            return level;
    }
    return std::nullopt;
}

Graph::Graph(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Graph::~Graph() = default;

qint64 Graph::datasets() const
{
    return m_data->datasetCount();
}

qint64 Graph::products() const
{
    return m_data->products.size();
}

qint64 Graph::edges() const
{
    return m_data->edgeCount;
}

std::optional<Node> Graph::find(const QString &key) const
{
    if (const int product = m_data->productNumbers.value(key, -1); product >= 0)
        return m_data->node(product, Level::Product);
    if (const int domain = m_data->domainNumbers.value(key, -1); domain >= 0)
        return m_data->node(domain, Level::Domain);
    if (const int dataset = m_data->datasetKeys.find(thingOf(key)); dataset >= 0)
        return m_data->node(dataset, Level::Dataset);
    return std::nullopt;
}

QStringList Graph::Data::ownerNames(const QStringList &parties) const
{
    QStringList names;
    for (const QString &party : parties)
        names.append(partyNames.value(party, party.section(u"://"_s, 1)));
    return names;
}

Node Graph::Data::node(int place, Level level) const
{
    Node node;
    if (level == Level::Domain) {
        const mesh::Domain &domain = domains[place];
        node.key = node.domain = domain.key;
        node.kind = mesh::Kind::Domain;
        node.name = node.domainName = domain.name;
        node.owners = ownerNames(domain.owners);
        node.products = productsIn[place];
        return node;
    }
    if (level == Level::Product && place < products.size()) {
        const store::ProductRow &product = products[place];
        node.key = product.key;
        node.kind = mesh::Kind::Product;
        node.name = product.name;
        node.type = product.type;
        node.product = product.key;
        node.domain = product.domain;
        node.domainName = product.domainName;
        node.owners = product.ownerNames;
        node.catalogs = product.catalogs;
        node.score = product.score;
        node.classification = product.classification;
        node.personal = product.personal;
        return node;
    }
    const int dataset = level == Level::Product ? place - static_cast<int>(products.size()) : place;
    const DatasetRow &facts = datasets[dataset];
    node.key = datasetKeys.text(dataset);
    node.name = datasetNames.text(dataset);
    node.qualifiedName = qualifiedNames.text(dataset);
    node.type = facts.type;
    node.catalogs = catalogSets.value(facts.catalogs);
    node.classification = facts.classification;
    node.personal = facts.personal;
    node.referenced = facts.referenced;
    if (const int other = sameData.value(dataset, twins.value(dataset, -1)); other >= 0)
        node.sameDataAs = datasetKeys.text(other);
    node.owners = ownerNames(ownerSets.value(facts.owners));
    if (facts.domain >= 0) {
        node.domain = domains[facts.domain].key;
        node.domainName = domains[facts.domain].name;
    }
    if (const auto all = productsOf(dataset); !all.empty()) {
        const store::ProductRow &product = products[all.front()];
        node.product = product.key;
        node.score = product.score;
        if (node.owners.isEmpty())
            node.owners = product.ownerNames;
        if (node.classification == mesh::Classification::Unknown)
            node.classification = product.classification;
    }
    return node;
}

} // namespace meshlens::lineage
