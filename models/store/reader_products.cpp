// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

namespace meshlens::store {
namespace {

struct DatasetFacts {
    mesh::DatasetType type = mesh::DatasetType::Table;
    int columns = 0;
    bool personal = false;
};

/// Makes product rows; remembers what several products share.
class ProductRows
{
public:
    ProductRows(Connection &connection, std::int64_t nowMs)
        : m_connection(connection), m_catalogs(catalogInfos(connection)), m_nowMs(nowMs)
    {}

    ProductRow make(QList<Said<mesh::DataProduct>> all)
    {
        for (Said<mesh::DataProduct> &said : all)
            said.thing.ports = readPorts(m_connection, said.head.row);
        const Merged<mesh::DataProduct> merged = mergedOf(all, m_catalogs);
        const mesh::DataProduct &product = merged.thing;
        ProductRow row;
        row.key = product.key;
        row.name = product.name;
        row.description = product.description;
        row.domain = product.domain;
        row.domainName = nameOf(m_domainNames, "domain_row", product.domain);
        row.status = product.status;
        row.archetype = product.archetype;
        row.classification = product.classification;
        row.access = product.access;
        row.certified = product.certified;
        row.version = product.version;
        row.tags = product.tags;
        row.terms = product.terms;
        row.owners = product.owners;
        for (const QString &owner : product.owners)
            row.ownerNames.append(nameOf(m_partyNames, "party_row", owner));
        for (const Source &source : merged.sources) {
            if (!row.catalogs.contains(source.catalog))
                row.catalogs.append(source.catalog);
        }
        addPorts(row, product.ports);
        row.grant = grantOf(product.key);
        row.score = scoreOf(product.key);
        return row;
    }

private:
    /// The first name that a catalog gives, else the last part of the key.
    QString nameOf(QHash<QString, QString> &known, const char *table, const QString &key)
    {
        if (key.isEmpty())
            return {};
        if (const auto name = known.constFind(key); name != known.constEnd())
            return *name;
        Query query(m_connection, selectVisible(table, "r.name") +
                                      " AND t.key = :key AND r.name <> '' ORDER BY c.rank, r.id");
        const QString name = query.bind(key).step() ? query.text(6) : key.section(u'/', -1);
        known.insert(key, name);
        return name;
    }

    void addPorts(ProductRow &row, const QList<mesh::Port> &ports)
    {
        for (const mesh::Port &port : ports) {
            if (port.dataset.isEmpty())
                continue;
            QStringList &keys =
                port.direction == mesh::PortDirection::Output ? row.outputs : row.inputs;
            if (!keys.contains(port.dataset))
                keys.append(port.dataset);
        }
        for (const QString &key : std::as_const(row.outputs)) {
            const auto facts = factsOf(key);
            if (!facts)
                continue;
            if (!row.hasDatasets)
                row.type = facts->type;
            row.hasDatasets = true;
            row.columns += facts->columns;
            row.personal = row.personal || facts->personal;
        }
    }

    std::optional<DatasetFacts> factsOf(const QString &key)
    {
        static const std::string sql = joined({R"sql(
            SELECT r.type, r.column_count, r.personal_count
            FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id
            WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
                AND r.thing_id IN )sql",
                                               oneWithKey, R"sql(
            ORDER BY r.referenced, c.rank, r.id
        )sql"});
        Query query(m_connection, sql);
        query.bind(key);
        std::optional<DatasetFacts> facts;
        while (query.step()) {
            if (!facts)
                facts = DatasetFacts{query.word<mesh::DatasetType>(0), 0, false};
            if (facts->columns == 0) { // as in the merged dataset: the first that has columns
                facts->columns = static_cast<int>(query.number(1));
                facts->personal = query.number(2) > 0;
            }
        }
        return facts;
    }

    mesh::GrantState grantOf(const QString &key)
    {
        if (!m_granted) {
            m_granted.emplace();
            Query query(m_connection, R"sql(
                SELECT coalesce(w.key, q.product)
                FROM access_request q LEFT JOIN thing t ON t.key = q.product
                    LEFT JOIN thing w ON w.id = t.same_as
                WHERE mine AND state = :approved AND grant_state = :active
                    AND (until_ms IS NULL OR until_ms >= :now)
            )sql");
            query.bind(mesh::RequestState::Approved, mesh::GrantState::Active, m_nowMs);
            while (query.step())
                m_granted->insert(query.text(0));
        }
        return m_granted->contains(key) ? mesh::GrantState::Active : mesh::GrantState::None;
    }

    ScoreSummary scoreOf(const QString &key)
    {
        Query query(m_connection, R"sql(
            SELECT quality, coverage, data_time_ms, objective_ms, objective_learned, discoverable,
                   addressable, trustworthy, self_describing, interoperable, secure
            FROM score WHERE key = :key
        )sql");
        ScoreSummary score;
        if (!query.bind(key).step())
            return score;
        score.quality = query.maybeReal(0);
        score.coverage = query.real(1);
        score.dataTimeMs = query.maybe(2);
        score.objectiveMs = query.maybe(3);
        score.objectiveLearned = query.flag(4);
        for (int i = 0; i < 6; ++i)
            score.qualities[static_cast<std::size_t>(i)] = query.maybeReal(5 + i);
        return score;
    }

    Connection &m_connection;
    const CatalogInfos m_catalogs;
    const std::int64_t m_nowMs;
    QHash<QString, QString> m_domainNames;
    QHash<QString, QString> m_partyNames;
    std::optional<QSet<QString>> m_granted;
};

} // namespace

Result<QList<ProductRow>> Reader::products(std::optional<std::int64_t> atMs) const
{
    return guarded([&]() -> Result<QList<ProductRow>> {
        ProductRows rows(*d->connection, d->clock.nowMs());
        QList<ProductRow> products;
        forEachSaid<mesh::DataProduct>(
            *d->connection,
            [&](const QList<Said<mesh::DataProduct>> &all) {
                products.append(rows.make(all));
                return true;
            },
            atMs);
        std::sort(products.begin(), products.end(),
                  [](const ProductRow &left, const ProductRow &right) {
                      const int order = left.name.compare(right.name, Qt::CaseInsensitive);
                      return order != 0 ? order < 0 : left.key < right.key;
                  });
        return products;
    });
}

Result<ProductRow> Reader::productRow(const QString &key) const
{
    return guarded([&]() -> Result<ProductRow> {
        ProductRows rows(*d->connection, d->clock.nowMs());
        std::optional<ProductRow> row;
        ofThing<mesh::DataProduct>(
            *d->connection, key,
            [&](const QList<Said<mesh::DataProduct>> &all) { row = rows.make(all); });
        if (!row)
            return nothingCalled(key);
        return *std::move(row);
    });
}

} // namespace meshlens::store
