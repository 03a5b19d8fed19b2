// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

QString nameOf(Connection &connection, const char *table, const QString &key)
{
    Query query(connection,
                selectVisible(table, "r.name") + " AND t.key = :key ORDER BY c.rank, r.id");
    return query.bind(key).step() ? query.text(6) : QString();
}

/// Two catalogs have keys of their own for one domain or person: names are compared, and shown.
QList<Field> withNames(Connection &connection, QList<Field> fields)
{
    for (auto &[name, value] : fields) {
        if (name == u"domain") {
            if (const QString domain = nameOf(connection, "domain_row", value); !domain.isEmpty())
                value = domain;
        } else if (name == u"owners") {
            QStringList owners = value.split(u", "_s);
            for (QString &owner : owners) {
                if (const QString party = nameOf(connection, "party_row", owner); !party.isEmpty())
                    owner = party;
            }
            owners.sort();
            value = owners.join(u", "_s);
        }
    }
    return fields;
}

void readParts(Connection &connection, QList<Said<mesh::DataProduct>> &all)
{
    for (Said<mesh::DataProduct> &said : all)
        said.thing.ports = readPorts(connection, said.head.row);
}

void readParts(Connection &connection, QList<Said<mesh::Dataset>> &all)
{
    for (Said<mesh::Dataset> &said : all)
        said.thing.columns = readColumns(connection, said.head.row);
}

template<typename Thing>
void readParts(Connection &, QList<Said<Thing>> &)
{}

template<typename Thing>
Result<Merged<Thing>> one(Connection &connection, const QString &key)
{
    return guarded([&]() -> Result<Merged<Thing>> {
        std::optional<Merged<Thing>> merged;
        const CatalogInfos catalogs = catalogInfos(connection);
        ofThing<Thing>(connection, key, [&](QList<Said<Thing>> all) {
            readParts(connection, all);
            merged = mergedOf(all, catalogs);
            if (all.size() > 1) {
                QList<std::pair<QString, QList<Field>>> saidBy;
                for (const Said<Thing> &said : all) {
                    saidBy.append({catalogs.value(said.head.catalog).name,
                                   withNames(connection, comparedFields(said.thing))});
                }
                merged->conflicts = conflictsOf(saidBy);
            }
        });
        if (!merged)
            return nothingCalled(key);
        return *std::move(merged);
    });
}

template<typename Thing>
Result<QList<Thing>> all(Connection &connection, std::optional<std::int64_t> atMs = std::nullopt)
{
    return guarded([&]() -> Result<QList<Thing>> {
        QList<Thing> things;
        forEachSaid<Thing>(
            connection,
            [&](const QList<Said<Thing>> &said) {
                things.append(mergedOf(said, {}).thing);
                return true;
            },
            atMs);
        std::sort(things.begin(), things.end(), [](const Thing &left, const Thing &right) {
            const int order = left.name.compare(right.name, Qt::CaseInsensitive);
            return order != 0 ? order < 0 : left.key < right.key;
        });
        return things;
    });
}

} // namespace

CatalogInfos catalogInfos(Connection &connection)
{
    CatalogInfos infos;
    Query query(connection, "SELECT id, name, kind, last_good_ms, rank FROM catalog");
    while (query.step())
        infos.insert(query.number(0), {query.text(1), query.text(2), query.number(3),
                                       static_cast<int>(query.number(4))});
    return infos;
}

Error nothingCalled(const QString &key)
{
    return {Error::Kind::NotFound,
            QCoreApplication::translate("Store", "Nothing in the index is called %1.").arg(key),
            {}};
}

Result<QList<mesh::Domain>> Reader::domains(std::optional<std::int64_t> atMs) const
{
    return all<mesh::Domain>(*d->connection, atMs);
}

Result<QList<mesh::Party>> Reader::parties() const
{
    return all<mesh::Party>(*d->connection);
}

Result<QList<mesh::Term>> Reader::terms() const
{
    return all<mesh::Term>(*d->connection);
}

Result<Merged<mesh::DataProduct>> Reader::product(const QString &key) const
{
    return one<mesh::DataProduct>(*d->connection, key);
}

Result<Merged<mesh::Dataset>> Reader::dataset(const QString &key) const
{
    return one<mesh::Dataset>(*d->connection, key);
}

Result<Merged<mesh::Domain>> Reader::domain(const QString &key) const
{
    return one<mesh::Domain>(*d->connection, key);
}

Result<Merged<mesh::Term>> Reader::term(const QString &key) const
{
    return one<mesh::Term>(*d->connection, key);
}

Result<Merged<mesh::Party>> Reader::party(const QString &key) const
{
    return one<mesh::Party>(*d->connection, key);
}

Result<void> Reader::forEachDataset(bool withColumns,
                                    const std::function<bool(const Merged<mesh::Dataset> &)> &each,
                                    std::optional<std::int64_t> atMs) const
{
    return guarded([&]() -> Result<void> {
        const CatalogInfos catalogs = catalogInfos(*d->connection);
        forEachSaid<mesh::Dataset>(
            *d->connection,
            [&](QList<Said<mesh::Dataset>> &said) {
                if (withColumns)
                    readParts(*d->connection, said);
                return each(mergedOf(said, catalogs));
            },
            atMs);
        return {};
    });
}

Result<QList<mesh::Dataset>> Reader::outputDatasets(const QString &productKey) const
{
    const auto found = product(productKey);
    if (!found)
        return found.error();
    QList<mesh::Dataset> datasets;
    QStringList keys;
    for (const mesh::Port &port : found->thing.ports) {
        if (port.direction != mesh::PortDirection::Output || port.dataset.isEmpty() ||
            keys.contains(port.dataset))
            continue;
        keys.append(port.dataset);
        auto dataset = this->dataset(port.dataset);
        if (dataset)
            datasets.append(std::move(dataset->thing));
        else if (dataset.error().kind != Error::Kind::NotFound)
            return std::move(dataset).error();
    }
    return datasets;
}

Result<QStringList> Reader::productsOfDataset(const QString &datasetKey) const
{
    return guarded([&]() -> Result<QStringList> {
        Query query(*d->connection, joined({R"sql(
            SELECT DISTINCT coalesce(w.key, t.key)
            FROM port p JOIN product_row r ON r.id = p.product_row_id
                JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
                LEFT JOIN thing w ON w.id = t.same_as
            WHERE p.dataset_id IN )sql",
                                            oneWithKey, R"sql(
                AND p.direction = :output AND r.since <= c.generation
                AND (r.until IS NULL OR r.until > c.generation)
            ORDER BY r.name, t.key
        )sql"}));
        query.bind(datasetKey, mesh::PortDirection::Output);
        QStringList keys;
        while (query.step())
            keys.append(query.text(0));
        return keys;
    });
}

} // namespace meshlens::store
