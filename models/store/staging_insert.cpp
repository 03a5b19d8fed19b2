// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/row_codec.h"
#include "models/store/staging.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {

qint64 Staging::insert(const mesh::Domain &domain, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    Query(m_connection, R"sql(
        INSERT INTO domain_row (catalog_id, thing_id, native_id, since, hash, first_seen_ms,
            name, description, owners)
        VALUES (:catalog, :thing, :native, :since, :hash, :first_seen, :name, :description, :owners)
    )sql")
        .bind(m_catalogId, thingId(domain.key, mesh::Kind::Domain), nativeId, m_next, hash,
              firstSeenMs, domain.name, domain.description, domain.owners)
        .run();
    return m_connection.database().getLastInsertRowid();
}

qint64 Staging::insert(const mesh::Party &party, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    Query(m_connection, R"sql(
        INSERT INTO party_row (catalog_id, thing_id, native_id, since, hash, first_seen_ms,
            name, email, team, title, roles)
        VALUES (:catalog, :thing, :native, :since, :hash, :first_seen, :name, :email, :team, :title, :roles)
    )sql")
        .bind(m_catalogId, thingId(party.key, mesh::Kind::Party), nativeId, m_next, hash,
              firstSeenMs, party.name, party.email, party.team, party.title, party.roles)
        .run();
    return m_connection.database().getLastInsertRowid();
}

qint64 Staging::insert(const mesh::Term &term, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    Query(m_connection, R"sql(
        INSERT INTO term_row (catalog_id, thing_id, native_id, since, hash, first_seen_ms,
            name, definition, domain, synonyms)
        VALUES (:catalog, :thing, :native, :since, :hash, :first_seen, :name, :definition, :domain, :synonyms)
    )sql")
        .bind(m_catalogId, thingId(term.key, mesh::Kind::Term), nativeId, m_next, hash, firstSeenMs,
              term.name, term.definition, term.domain, term.synonyms)
        .run();
    return m_connection.database().getLastInsertRowid();
}

qint64 Staging::insert(const mesh::DataProduct &product, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    Query(m_connection, R"sql(
        INSERT INTO product_row (catalog_id, thing_id, native_id, since, hash, first_seen_ms,
            name, description, limitations, usage, domain, status, archetype, classification, access,
            certified, version, tags, terms, owners, contract_id, url, source_code_location,
            created_at_ms, updated_at_ms)
        VALUES (:catalog, :thing, :native, :since, :hash, :first_seen,
            :name, :description, :limitations, :usage, :domain, :status, :archetype, :classification,
            :access, :certified, :version, :tags, :terms, :owners, :contract, :url, :source_code,
            :created, :updated)
    )sql")
        .bind(m_catalogId, thingId(product.key, mesh::Kind::Product), nativeId, m_next, hash,
              firstSeenMs, product.name, product.description, product.limitations, product.usage,
              product.domain, product.status, product.archetype, product.classification,
              product.access, product.certified, product.version, product.tags, product.terms,
              product.owners, product.contractId, product.url, product.sourceCodeLocation,
              product.createdAtMs, product.updatedAtMs)
        .run();
    const qint64 row = m_connection.database().getLastInsertRowid();
    insertPorts(row, product.ports);
    return row;
}

void Staging::insertPorts(qint64 row, const QList<mesh::Port> &ports)
{
    Query query(m_connection, R"sql(
        INSERT INTO port (product_row_id, position, port_id, direction, name, description, version,
            dataset_id, protocol, format, address, contract_id)
        VALUES (:row, :position, :port, :direction, :name, :description, :version, :dataset,
            :protocol, :format, :address, :contract)
    )sql");
    int position = 0;
    for (const mesh::Port &port : ports) {
        std::optional<qint64> dataset;
        if (!port.dataset.isEmpty())
            dataset = thingId(port.dataset, mesh::Kind::Dataset);
        query.bind(row, position++, port.id, port.direction, port.name, port.description,
                   port.version, dataset, port.protocol, port.format, port.address,
                   port.contractId);
        query.run();
    }
}

qint64 Staging::insert(const mesh::Dataset &dataset, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    const auto personal = std::count_if(dataset.columns.begin(), dataset.columns.end(),
                                        [](const mesh::Column &column) { return column.personal; });
    Query(m_connection, R"sql(
        INSERT INTO dataset_row (catalog_id, thing_id, native_id, since, hash, first_seen_ms,
            name, qualified_name, type, description, domain, status, classification, tags, terms,
            owners, aliases, contract_id, url, referenced, updated_at_ms, row_count, column_count,
            personal_count)
        VALUES (:catalog, :thing, :native, :since, :hash, :first_seen,
            :name, :qualified, :type, :description, :domain, :status, :classification, :tags, :terms,
            :owners, :aliases, :contract, :url, :referenced, :updated, :rows, :columns, :personal)
    )sql")
        .bind(m_catalogId, thingId(dataset.key, mesh::Kind::Dataset), nativeId, m_next, hash,
              firstSeenMs, dataset.name, dataset.qualifiedName, dataset.type, dataset.description,
              dataset.domain, dataset.status, dataset.classification, dataset.tags, dataset.terms,
              dataset.owners, toJson(dataset.aliases), dataset.contractId, dataset.url,
              dataset.referenced, dataset.updatedAtMs, dataset.rows, dataset.columns.size(),
              personal)
        .run();
    const qint64 row = m_connection.database().getLastInsertRowid();
    insertColumns(row, dataset.columns);
    insertAliases(row, dataset);
    return row;
}

void Staging::insertAliases(qint64 row, const mesh::Dataset &dataset)
{
    static const QStringList strengths{u"strong"_s, u"name"_s, u"location"_s};
    std::vector<std::pair<QString, int>> aliases;
    for (const mesh::Alias &alias : dataset.aliases) {
        const auto strength = static_cast<int>(strengths.indexOf(alias.strength));
        if (strength >= 0 && !alias.key.isEmpty() && alias.key != dataset.key)
            aliases.emplace_back(alias.key, strength);
    }
    if (!aliases.empty()) {
        Query query(m_connection, R"sql(
            INSERT INTO dataset_alias (dataset_row_id, position, key, strength)
            VALUES (:row, :position, :key, :strength)
        )sql");
        int position = 0;
        for (const auto &[key, strength] : aliases) {
            query.bind(row, position++, key, strength);
            query.run();
        }
    }
    m_identities.consider(thingId(dataset.key, mesh::Kind::Dataset), dataset.key, aliases);
}

void Staging::insertColumns(qint64 row, const QList<mesh::Column> &columns)
{
    if (columns.isEmpty())
        return;
    Query query(m_connection, R"sql(
        INSERT INTO dataset_column (dataset_row_id, position, name, type, description, classification,
            personal, primary_key, required, is_unique, tags, terms, field_id)
        VALUES (:row, :position, :name, :type, :description, :classification, :personal,
            :primary_key, :required, :is_unique, :tags, :terms, :field_id)
    )sql");
    int position = 0;
    for (const mesh::Column &column : columns) {
        query.bind(row, position++, column.name, column.type, column.description,
                   column.classification, column.personal, column.primaryKey, column.required,
                   column.unique, column.tags, column.terms, column.fieldId);
        query.run();
    }
}

qint64 Staging::insert(const mesh::Contract &contract, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    QStringList datasets;
    for (const QString &key : contract.datasets)
        datasets.append(ownKey(key));
    Query(m_connection, R"sql(
        INSERT INTO contract_row (catalog_id, native_id, since, hash, first_seen_ms, name, version,
            status, description, usage, limitations, datasets, service_levels, permitted_purposes,
            document)
        VALUES (:catalog, :native, :since, :hash, :first_seen, :name, :version, :status, :description,
            :usage, :limitations, :datasets, :levels, :purposes, :document)
    )sql")
        .bind(m_catalogId, nativeId, m_next, hash, firstSeenMs, contract.name, contract.version,
              contract.status, contract.description, contract.usage, contract.limitations, datasets,
              toJson(contract.serviceLevels), contract.permittedPurposes, contract.document)
        .run();
    return m_connection.database().getLastInsertRowid();
}

qint64 Staging::insert(const mesh::Check &check, const QString &nativeId, qint64 hash,
                       std::int64_t firstSeenMs)
{
    Query(m_connection, R"sql(
        INSERT INTO check_row (catalog_id, check_id, native_id, since, hash, first_seen_ms, dataset_id,
            column_name, dimension, title, description, severity, weight, period_ms)
        VALUES (:catalog, :check, :native, :since, :hash, :first_seen, :dataset, :column, :dimension,
            :title, :description, :severity, :weight, :period)
    )sql")
        .bind(m_catalogId, checkId(nativeId), nativeId, m_next, hash, firstSeenMs,
              thingId(check.dataset, mesh::Kind::Dataset), check.column, check.dimension,
              check.title, check.description, check.severity, check.weight, check.periodMs)
        .run();
    return m_connection.database().getLastInsertRowid();
}

qint64 Staging::checkId(const QString &nativeId)
{
    if (const auto known = m_checks.constFind(nativeId); known != m_checks.constEnd())
        return *known;
    Query find(m_connection,
               "SELECT id FROM check_name WHERE catalog_id = :catalog AND native_id = :native");
    qint64 id = 0;
    if (find.bind(m_catalogId, nativeId).step()) {
        id = find.number(0);
    } else {
        Query(m_connection,
              "INSERT INTO check_name (catalog_id, native_id) VALUES (:catalog, :native)")
            .bind(m_catalogId, nativeId)
            .run();
        id = m_connection.database().getLastInsertRowid();
    }
    m_checks.insert(nativeId, id);
    return id;
}

void Staging::appendResults(const QList<mesh::CheckResult> &results)
{
    if (results.isEmpty())
        return;
    Query query(m_connection, R"sql(
        INSERT OR IGNORE INTO result (check_id, at_ms, since, status, value, expected, message)
        VALUES (:check, :at, :since, :status, :value, :expected, :message)
    )sql");
    for (const mesh::CheckResult &result : results) {
        if (result.check.isEmpty()) {
            leaveOut({});
            continue;
        }
        query.bind(checkId(result.check), result.atMs, m_next, result.status, result.value,
                   result.expected, result.message);
        query.run();
        m_changed += m_connection.database().getChanges();
    }
}

void Staging::appendLoads(const QList<mesh::Load> &loads)
{
    if (loads.isEmpty())
        return;
    Query query(m_connection, R"sql(
        INSERT OR IGNORE INTO load (dataset_id, arrived_at_ms, catalog_id, since, data_time_ms, row_count)
        VALUES (:dataset, :arrived, :catalog, :since, :data_time, :rows)
    )sql");
    for (const mesh::Load &load : loads) {
        if (load.dataset.isEmpty()) {
            leaveOut({});
            continue;
        }
        query.bind(thingId(load.dataset, mesh::Kind::Dataset), load.arrivedAtMs, m_catalogId,
                   m_next, load.dataTimeMs, load.rows);
        query.run();
        m_changed += m_connection.database().getChanges();
    }
}

} // namespace meshlens::store
