// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

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
                                      "AND EXISTS (SELECT 1 FROM json_each(r.datasets) WHERE "
                                      "value = :key) ORDER BY c.rank, r.id");
        query.bind(datasetKey);
        addAll(query);
    }

    void addOfDataset(const QString &key)
    {
        forEachSaid<mesh::Dataset>(m_connection, " AND t.key = :key", {key},
                                   [&](const QList<Said<mesh::Dataset>> &all) {
                                       for (const Said<mesh::Dataset> &said : all)
                                           addNamed(said.head.catalog, said.thing.contractId);
                                       return false;
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

} // namespace

Result<QList<mesh::Contract>> Reader::contractsOf(const QString &productKey) const
{
    return guarded([&]() -> Result<QList<mesh::Contract>> {
        Contracts contracts(*d->connection);
        bool isKnown = false;
        forEachSaid<mesh::DataProduct>(
            *d->connection, " AND t.key = :key", {productKey},
            [&](const QList<Said<mesh::DataProduct>> &all) {
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
                return false;
            });
        if (!isKnown)
            return nothingCalled(productKey);
        return contracts.all();
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
