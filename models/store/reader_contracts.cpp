// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

#include <algorithm>

namespace meshlens::store {
namespace {

const std::string visibleContracts =
    joined({"SELECT r.id, ", contractColumns,
            " FROM contract_row r JOIN catalog c ON c.id = r.catalog_id"
            " WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation) "});

/// Gathers contracts, none of them twice.
class Contracts
{
public:
    explicit Contracts(Connection &connection) : m_connection(connection) {}

    /// The one of that native id: of the catalog that names it, else of whichever has it.
    void addNamed(qint64 catalog, const QString &id)
    {
        if (id.isEmpty())
            return;
        Query query(m_connection,
                    visibleContracts +
                        "AND r.native_id = :id ORDER BY r.catalog_id <> :catalog, c.rank LIMIT 1");
        query.bind(id, catalog);
        addAll(query);
    }

    void addCovering(const QString &datasetKey)
    {
        Query query(m_connection, visibleContracts +
                                      joined({"AND r.datasets <> '[]' AND EXISTS (SELECT 1 FROM"
                                              " json_each(r.datasets) JOIN thing s ON s.key = value"
                                              " WHERE s.id IN ",
                                              oneWithKey, ") ORDER BY c.rank, r.id"}));
        query.bind(datasetKey);
        addAll(query);
    }

    void addOfDataset(const QString &key)
    {
        ofThing<mesh::Dataset>(m_connection, key, [&](const QList<Said<mesh::Dataset>> &all) {
            for (const Said<mesh::Dataset> &said : all)
                addNamed(said.head.catalog, said.thing.contractId);
        });
        addCovering(key);
    }

    [[nodiscard]] QList<mesh::Contract> all() const { return m_all; }

private:
    void addAll(Query &query)
    {
        while (query.step()) {
            if (m_rows.contains(query.number(0)))
                continue;
            m_rows.insert(query.number(0));
            m_all.append(readContract(query, 1));
        }
    }

    Connection &m_connection;
    QSet<qint64> m_rows;
    QList<mesh::Contract> m_all;
};

/// All contracts at once, found by what names or covers.
class AllContracts
{
public:
    explicit AllContracts(Connection &connection) : m_connection(connection)
    {
        Query query(connection, joined({"SELECT ", contractColumns,
                                        ", r.catalog_id FROM contract_row r"
                                        " JOIN catalog c ON c.id = r.catalog_id"
                                        " WHERE r.since <= c.generation"
                                        " AND (r.until IS NULL OR r.until > c.generation)"
                                        " ORDER BY c.rank, r.id"}));
        while (query.step()) {
            const int number = static_cast<int>(m_contracts.size());
            mesh::Contract contract = readContract(query, 0);
            for (QString &key : contract.datasets) {
                key = standing(key);
                m_covering[key].append(number);
            }
            m_named[contract.id].append({query.number(contractFields), number});
            m_contracts.append(std::move(contract));
        }
        Query datasets(connection, R"sql(
            SELECT coalesce(w.key, t.key), r.catalog_id, r.contract_id
            FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id
                JOIN thing t ON t.id = r.thing_id LEFT JOIN thing w ON w.id = t.same_as
            WHERE r.contract_id <> '' AND r.since <= c.generation
                AND (r.until IS NULL OR r.until > c.generation)
            ORDER BY c.rank, r.id
        )sql");
        while (datasets.step())
            m_ofDatasets[datasets.text(0)].append({datasets.number(1), datasets.text(2)});
    }

    [[nodiscard]] bool isEmpty() const { return m_contracts.isEmpty(); }

    void addNamed(qint64 catalog, const QString &id, QList<int> &found) const
    {
        const auto all = m_named.constFind(id);
        if (id.isEmpty() || all == m_named.constEnd())
            return;
        const auto own = std::find_if(all->begin(), all->end(),
                                      [&](const auto &one) { return one.first == catalog; });
        add((own == all->end() ? all->front() : *own).second, found);
    }

    void addOfDataset(const QString &key, QList<int> &found) const
    {
        for (const auto &[catalog, id] : m_ofDatasets.value(key))
            addNamed(catalog, id, found);
        for (const int number : m_covering.value(key))
            add(number, found);
    }

    /// Keys of datasets that name a contract or that one covers.
    [[nodiscard]] QSet<QString> datasets() const
    {
        QSet<QString> keys(m_ofDatasets.keyBegin(), m_ofDatasets.keyEnd());
        return keys.unite(QSet<QString>(m_covering.keyBegin(), m_covering.keyEnd()));
    }

    [[nodiscard]] QList<mesh::Contract> of(const QList<int> &numbers) const
    {
        QList<mesh::Contract> contracts;
        for (const int number : numbers)
            contracts.append(m_contracts[number]);
        return contracts;
    }

private:
    static constexpr int contractFields = 11;

    static void add(int number, QList<int> &found)
    {
        if (!found.contains(number))
            found.append(number);
    }

    QString standing(const QString &key)
    {
        Query query(m_connection, R"sql(
            SELECT w.key FROM thing t JOIN thing w ON w.id = t.same_as WHERE t.key = :key
        )sql");
        return query.bind(key).step() ? query.text(0) : key;
    }

    Connection &m_connection;
    QList<mesh::Contract> m_contracts;
    QHash<QString, QList<std::pair<qint64, int>>> m_named; // catalog and number, by rank
    QHash<QString, QList<int>> m_covering;                 // by dataset key
    QHash<QString, QList<std::pair<qint64, QString>>> m_ofDatasets;
};

} // namespace

Result<void> Reader::forEachContracts(
    const std::function<void(const QString &productKey, const QList<mesh::Contract> &)> &each) const
{
    return guarded([&]() -> Result<void> {
        const AllContracts contracts(*d->connection);
        if (contracts.isEmpty())
            return {};
        forEachSaid<mesh::DataProduct>(
            *d->connection, [&](const QList<Said<mesh::DataProduct>> &all) {
                QList<int> found;
                for (const Said<mesh::DataProduct> &said : all) {
                    contracts.addNamed(said.head.catalog, said.thing.contractId, found);
                    for (const mesh::Port &port : readPorts(*d->connection, said.head.row)) {
                        if (port.direction != mesh::PortDirection::Output)
                            continue;
                        contracts.addNamed(said.head.catalog, port.contractId, found);
                        if (!port.dataset.isEmpty())
                            contracts.addOfDataset(port.dataset, found);
                    }
                }
                if (!found.isEmpty())
                    each(all.constFirst().thing.key, contracts.of(found));
                return true;
            });
        for (const QString &key : contracts.datasets()) {
            QList<int> found;
            contracts.addOfDataset(key, found);
            if (!found.isEmpty())
                each(key, contracts.of(found));
        }
        return {};
    });
}

Result<QList<mesh::Contract>> Reader::contractsOf(const QString &productKey) const
{
    return guarded([&]() -> Result<QList<mesh::Contract>> {
        Contracts contracts(*d->connection);
        bool isKnown = false;
        ofThing<mesh::DataProduct>(
            *d->connection, productKey, [&](const QList<Said<mesh::DataProduct>> &all) {
                isKnown = true;
                for (const Said<mesh::DataProduct> &said : all) {
                    contracts.addNamed(said.head.catalog, said.thing.contractId);
                    for (const mesh::Port &port : readPorts(*d->connection, said.head.row)) {
                        // What an input port keeps to is the promise of another product.
                        if (port.direction != mesh::PortDirection::Output)
                            continue;
                        contracts.addNamed(said.head.catalog, port.contractId);
                        if (!port.dataset.isEmpty())
                            contracts.addOfDataset(port.dataset);
                    }
                }
            });
        if (!isKnown)
            return nothingCalled(productKey);
        return contracts.all();
    });
}

Result<QList<ContractVersion>> Reader::contractVersions(const QString &contractId,
                                                        const QString &thing) const
{
    return guarded([&]() -> Result<QList<ContractVersion>> {
        Connection &connection = *d->connection;
        Query query(connection, joined({"SELECT ", contractColumns, R"sql(, c.name,
                coalesce(b.at_ms, r.first_seen_ms), CASE WHEN r.until <= c.generation THEN e.at_ms END
            FROM contract_row r JOIN catalog c ON c.id = r.catalog_id
                LEFT JOIN generation b ON b.catalog_id = r.catalog_id AND b.number = r.since
                LEFT JOIN generation e ON e.catalog_id = r.catalog_id AND e.number = r.until
            WHERE r.native_id = :id AND r.since <= c.generation
                AND r.catalog_id = (SELECT o.catalog_id
                    FROM contract_row o JOIN catalog w ON w.id = o.catalog_id
                    WHERE o.native_id = :id AND o.since <= w.generation
                    ORDER BY coalesce(o.until > w.generation, TRUE) DESC,
                        w.id IN (SELECT p.catalog_id FROM product_row p WHERE p.thing_id IN )sql",
                                        oneWithKey, R"sql(
                            UNION ALL SELECT s.catalog_id FROM dataset_row s WHERE s.thing_id IN )sql",
                                        oneWithKey, R"sql() DESC, w.rank LIMIT 1)
            ORDER BY r.since DESC, r.id DESC
        )sql"}));
        query.bind(contractId, thing);
        constexpr int contractFields = 11;
        QList<ContractVersion> versions;
        while (query.step()) {
            ContractVersion version;
            version.contract = readContract(query, 0);
            version.catalog = query.text(contractFields);
            version.sinceMs = query.number(contractFields + 1);
            version.untilMs = query.maybe(contractFields + 2);
            versions.append(std::move(version));
        }
        return versions;
    });
}

Result<QList<mesh::Contract>> Reader::contractsOfDataset(const QString &datasetKey) const
{
    return guarded([&]() -> Result<QList<mesh::Contract>> {
        Contracts contracts(*d->connection);
        contracts.addOfDataset(datasetKey);
        return contracts.all();
    });
}

} // namespace meshlens::store
