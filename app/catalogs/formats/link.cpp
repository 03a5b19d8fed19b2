// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/link.h"

#include "app/catalogs/formats/bitol.h"

#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

QVersionNumber versionOf(const QString &text)
{
    return QVersionNumber::fromString(text.startsWith(u'v') ? text.mid(1) : text);
}

/// One entity a native id, the first one filled up by `join`.
template<typename Entity, typename Key, typename Join>
void unite(QList<Entity> &entities, Key key, Join join)
{
    QHash<QString, qsizetype> positions;
    QList<Entity> united;
    united.reserve(entities.size());
    for (Entity &entity : entities) {
        const auto found = positions.constFind(key(entity));
        if (found == positions.cend()) {
            positions.insert(key(entity), united.size());
            united.append(std::move(entity));
        } else {
            join(united[*found], std::move(entity));
        }
    }
    entities = std::move(united);
}

void fill(QString &text, const QString &other)
{
    if (text.isEmpty())
        text = other;
}

void fill(QStringList &texts, const QStringList &others)
{
    for (const QString &other : others) {
        if (!texts.contains(other))
            texts.append(other);
    }
}

void joinColumns(QList<mesh::Column> &columns, const QList<mesh::Column> &others)
{
    if (columns.isEmpty()) {
        columns = others;
        return;
    }
    QHash<QString, qsizetype> positions;
    for (qsizetype i = 0; i < columns.size(); ++i)
        positions.insert(columns[i].name.toLower(), i);
    for (const mesh::Column &other : others) {
        const auto found = positions.constFind(other.name.toLower());
        if (found == positions.cend()) {
            columns.append(other);
            continue;
        }
        mesh::Column &column = columns[*found];
        fill(column.type, other.type);
        fill(column.description, other.description);
        fill(column.tags, other.tags);
        fill(column.terms, other.terms);
        if (column.classification == mesh::Classification::Unknown)
            column.classification = other.classification;
        column.personal = column.personal || other.personal;
        column.primaryKey = column.primaryKey || other.primaryKey;
        column.required = column.required || other.required;
        column.unique = column.unique || other.unique;
    }
}

} // namespace

void joinDataset(mesh::Dataset &dataset, mesh::Dataset other)
{
    if (dataset.referenced && !other.referenced)
        std::swap(dataset, other);
    fill(dataset.name, other.name);
    fill(dataset.qualifiedName, other.qualifiedName);
    fill(dataset.description, other.description);
    fill(dataset.domain, other.domain);
    fill(dataset.contractId, other.contractId);
    fill(dataset.url, other.url);
    fill(dataset.tags, other.tags);
    fill(dataset.terms, other.terms);
    fill(dataset.owners, other.owners);
    joinColumns(dataset.columns, other.columns);
    for (const mesh::Alias &alias : std::as_const(other.aliases)) {
        if (!dataset.aliases.contains(alias))
            dataset.aliases.append(alias);
    }
    if (dataset.status == mesh::Status::Unknown)
        dataset.status = other.status;
    if (dataset.classification == mesh::Classification::Unknown)
        dataset.classification = other.classification;
    if (dataset.type == mesh::DatasetType::Table)
        dataset.type = other.type;
    dataset.referenced = dataset.referenced && other.referenced;
    if (other.updatedAtMs)
        dataset.updatedAtMs =
            std::max(dataset.updatedAtMs.value_or(*other.updatedAtMs), *other.updatedAtMs);
    if (!dataset.rows)
        dataset.rows = other.rows;
}

namespace {

void uniteAll(Batch &batch)
{
    unite(
        batch.domains, [](const mesh::Domain &domain) { return domain.key; },
        [](mesh::Domain &domain, mesh::Domain other) {
            fill(domain.description, other.description);
            fill(domain.owners, other.owners);
        });
    unite(
        batch.parties, [](const mesh::Party &party) { return party.key; },
        [](mesh::Party &party, mesh::Party other) {
            if (party.name == party.nativeId)
                party.name = other.name;
            fill(party.team, other.team);
            fill(party.roles, other.roles);
        });
    const auto keepNewer = [](auto &entity, auto other) {
        if (QVersionNumber::compare(versionOf(entity.version), versionOf(other.version)) < 0)
            entity = std::move(other);
    };
    unite(
        batch.contracts, [](const mesh::Contract &contract) { return contract.id; }, keepNewer);
    unite(
        batch.products, [](const mesh::DataProduct &product) { return product.nativeId; },
        keepNewer);
    unite(
        batch.datasets, [](const mesh::Dataset &dataset) { return dataset.key; }, joinDataset);
    unite(
        batch.terms, [](const mesh::Term &term) { return term.key; },
        [](mesh::Term &, mesh::Term) {});
}

/// Two contracts may name their checks alike.
void makeCheckIdsUnique(Batch &batch)
{
    QHash<QString, mesh::Check> taken;
    QList<mesh::Check> checks;
    for (mesh::Check &check : batch.checks) {
        const auto known = taken.constFind(check.id);
        if (known != taken.cend() && *known == check)
            continue;
        if (known != taken.cend()) {
            const QString stem = check.id;
            for (int n = 2; taken.contains(check.id); ++n)
                check.id = stem + u'#' + QString::number(n);
        }
        taken.insert(check.id, check);
        checks.append(check);
    }
    batch.checks = checks;
}

class PortLinker
{
public:
    PortLinker(Decoded &decoded, const DecodeContext &context)
        : m_decoded(decoded), m_context(context)
    {}

    void link(mesh::DataProduct &product)
    {
        QList<mesh::Port> ports;
        for (const mesh::Port &port : std::as_const(product.ports))
            ports += withDatasets(product, port);
        product.ports = ports;
        addEdges(product);
    }

private:
    QList<mesh::Port> withDatasets(const mesh::DataProduct &product, mesh::Port port)
    {
        if (port.contractId.isEmpty())
            return {port};
        const QList<ContractObject> objects = m_decoded.contractObjects.value(port.contractId);
        if (objects.isEmpty()) {
            if (port.dataset.isEmpty())
                port.dataset = unknownContract(port);
            return {port};
        }
        const QString wanted = m_decoded.portHints.value({product.nativeId, port.id}).object;
        for (const QString &name : {wanted, port.name}) {
            for (const ContractObject &object : objects) {
                if (!name.isEmpty() && object.name.compare(name, Qt::CaseInsensitive) == 0) {
                    port.dataset = object.dataset;
                    return {port};
                }
            }
        }
        QList<mesh::Port> ports;
        for (const ContractObject &object : objects) {
            mesh::Port one = port;
            one.dataset = object.dataset;
            if (!ports.isEmpty()) {
                one.id = port.id + u'/' + object.name;
                one.name = port.name + u" / "_s + object.name;
            }
            ports.append(one);
        }
        return ports;
    }

    /// Stands for the datasets of a contract that nobody has shown us.
    QString unknownContract(const mesh::Port &port)
    {
        mesh::DatasetKey key =
            mesh::datasetKey(u"odcs"_s, u"_"_s + m_context.catalog, {port.contractId});
        if (!m_unknown.contains(key.key)) {
            m_unknown.insert(key.key);
            mesh::Dataset dataset;
            dataset.key = key.key;
            dataset.nativeId = port.contractId;
            dataset.name = port.name;
            dataset.qualifiedName = port.contractId;
            dataset.contractId = port.contractId;
            dataset.referenced = true;
            m_decoded.batch.datasets.append(dataset);
        }
        return key.key;
    }

    void addEdges(const mesh::DataProduct &product)
    {
        for (const mesh::Port &output : product.ports) {
            if (output.direction != mesh::PortDirection::Output || output.dataset.isEmpty())
                continue;
            const QString base = output.id.section(u'/', 0, 0);
            PortHint hint = m_decoded.portHints.value({product.nativeId, output.id});
            if (hint.inputContracts.isEmpty())
                hint = m_decoded.portHints.value({product.nativeId, base});
            for (const mesh::Port &input : product.ports) {
                if (input.direction != mesh::PortDirection::Input || input.dataset.isEmpty())
                    continue;
                if (!hint.inputContracts.isEmpty() &&
                    !hint.inputContracts.contains(input.contractId))
                    continue;
                const std::pair<QString, QString> ends(input.dataset, output.dataset);
                if (input.dataset == output.dataset || m_edges.contains(ends))
                    continue;
                m_edges.insert(ends);
                m_decoded.batch.edges.append(
                    {ends.first, {}, ends.second, {}, {}, true, std::nullopt});
            }
        }
    }

    Decoded &m_decoded;
    const DecodeContext &m_context;
    QSet<QString> m_unknown;
    QSet<std::pair<QString, QString>> m_edges;
};

/// A product is covered by the one contract that all its output ports share.
void linkWholeContract(mesh::DataProduct &product)
{
    if (!product.contractId.isEmpty())
        return;
    QSet<QString> contracts;
    for (const mesh::Port &port : std::as_const(product.ports)) {
        if (port.direction == mesh::PortDirection::Output)
            contracts.insert(port.contractId);
    }
    if (contracts.size() == 1)
        product.contractId = *contracts.begin();
}

} // namespace

void linkBatch(Decoded &decoded, const DecodeContext &context)
{
    uniteAll(decoded.batch);
    makeCheckIdsUnique(decoded.batch);
    PortLinker linker(decoded, context);
    for (mesh::DataProduct &product : decoded.batch.products) {
        linker.link(product);
        linkWholeContract(product);
    }
    unite(
        decoded.batch.datasets, [](const mesh::Dataset &dataset) { return dataset.key; },
        joinDataset);
}

} // namespace meshlens::catalogs
