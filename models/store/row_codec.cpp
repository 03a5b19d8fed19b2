// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/row_codec.h"

#include "models/store/row_json.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

QByteArray utf8Of(const Query &query, int column)
{
    return query.bytes(column);
}

constexpr auto headFields =
    "SELECT r.id, coalesce(t.same_as, r.thing_id), r.catalog_id, r.first_seen_ms,"
    " coalesce(w.key, t.key), r.native_id, ";
constexpr auto headThings =
    " JOIN thing t ON t.id = r.thing_id LEFT JOIN thing w ON w.id = t.same_as";

} // namespace

std::string selectVisible(const char *table, const char *columns)
{
    return joined(
        {headFields, columns, " FROM ", table, " r JOIN catalog c ON c.id = r.catalog_id",
         headThings,
         " WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)"});
}

std::string selectThen(const char *table, const char *columns)
{
    return joined({headFields, columns, " FROM ", table,
                   " r JOIN catalog c ON c.id = r.catalog_id"
                   " JOIN (SELECT catalog_id, max(number) AS number FROM generation"
                   " WHERE at_ms <= :at GROUP BY catalog_id) v ON v.catalog_id = r.catalog_id",
                   headThings,
                   " WHERE r.since <= v.number AND (r.until IS NULL OR r.until > v.number)"});
}

RowHead readHead(const Query &query)
{
    return {query.number(0), query.number(1), query.number(2), query.number(3)};
}

mesh::Domain Codec<mesh::Domain>::read(const Query &query)
{
    mesh::Domain domain;
    domain.key = query.text(4);
    domain.nativeId = query.text(5);
    domain.name = query.text(6);
    domain.description = query.text(7);
    domain.owners = query.list(8);
    return domain;
}

mesh::Party Codec<mesh::Party>::read(const Query &query)
{
    mesh::Party party;
    party.key = query.text(4);
    party.nativeId = query.text(5);
    party.name = query.text(6);
    party.email = query.text(7);
    party.team = query.text(8);
    party.title = query.text(9);
    party.roles = query.list(10);
    return party;
}

mesh::Term Codec<mesh::Term>::read(const Query &query)
{
    mesh::Term term;
    term.key = query.text(4);
    term.nativeId = query.text(5);
    term.name = query.text(6);
    term.definition = query.text(7);
    term.domain = query.text(8);
    term.synonyms = query.list(9);
    return term;
}

mesh::DataProduct Codec<mesh::DataProduct>::read(const Query &query)
{
    mesh::DataProduct product;
    product.key = query.text(4);
    product.nativeId = query.text(5);
    product.name = query.text(6);
    product.description = query.text(7);
    product.limitations = query.text(8);
    product.usage = query.text(9);
    product.domain = query.text(10);
    product.status = query.word<mesh::Status>(11);
    product.archetype = query.word<mesh::Archetype>(12);
    product.classification = query.word<mesh::Classification>(13);
    product.access = query.word<mesh::AccessMode>(14);
    product.certified = query.flag(15);
    product.version = query.text(16);
    product.tags = query.list(17);
    product.terms = query.list(18);
    product.owners = query.list(19);
    product.contractId = query.text(20);
    product.url = query.text(21);
    product.sourceCodeLocation = query.text(22);
    product.createdAtMs = query.maybe(23);
    product.updatedAtMs = query.maybe(24);
    return product;
}

mesh::Dataset Codec<mesh::Dataset>::read(const Query &query)
{
    mesh::Dataset dataset;
    dataset.key = query.text(4);
    dataset.nativeId = query.text(5);
    dataset.name = query.text(6);
    dataset.qualifiedName = query.text(7);
    dataset.type = query.word<mesh::DatasetType>(8);
    dataset.description = query.text(9);
    dataset.domain = query.text(10);
    dataset.status = query.word<mesh::Status>(11);
    dataset.classification = query.word<mesh::Classification>(12);
    dataset.tags = query.list(13);
    dataset.terms = query.list(14);
    dataset.owners = query.list(15);
    dataset.aliases = listOf<mesh::Alias>(utf8Of(query, 16), [](const Json &entry) {
        return mesh::Alias{textOf(entry, "key"), textOf(entry, "strength")};
    });
    dataset.contractId = query.text(17);
    dataset.url = query.text(18);
    dataset.referenced = query.flag(19);
    dataset.updatedAtMs = query.maybe(20);
    dataset.rows = query.maybe(21);
    return dataset;
}

QList<mesh::Port> readPorts(Connection &connection, qint64 productRow)
{
    Query query(connection, R"sql(
        SELECT p.port_id, p.direction, p.name, p.description, p.version, coalesce(w.key, t.key),
               p.protocol, p.format, p.address, p.contract_id
        FROM port p LEFT JOIN thing t ON t.id = p.dataset_id LEFT JOIN thing w ON w.id = t.same_as
        WHERE p.product_row_id = :row
        ORDER BY p.position
    )sql");
    query.bind(productRow);
    QList<mesh::Port> ports;
    while (query.step()) {
        mesh::Port port;
        port.id = query.text(0);
        port.direction = query.word<mesh::PortDirection>(1);
        port.name = query.text(2);
        port.description = query.text(3);
        port.version = query.text(4);
        port.dataset = query.text(5);
        port.protocol = query.text(6);
        port.format = query.text(7);
        port.address = query.text(8);
        port.contractId = query.text(9);
        ports.append(std::move(port));
    }
    return ports;
}

QList<mesh::Column> readColumns(Connection &connection, qint64 datasetRow)
{
    Query query(connection, R"sql(
        SELECT name, type, description, classification, personal, primary_key, required, is_unique,
               tags, terms, field_id
        FROM dataset_column
        WHERE dataset_row_id = :row
        ORDER BY position
    )sql");
    query.bind(datasetRow);
    QList<mesh::Column> columns;
    while (query.step()) {
        mesh::Column column;
        column.name = query.text(0);
        column.type = query.text(1);
        column.description = query.text(2);
        column.classification = query.word<mesh::Classification>(3);
        column.personal = query.flag(4);
        column.primaryKey = query.flag(5);
        column.required = query.flag(6);
        column.unique = query.flag(7);
        column.tags = query.list(8);
        column.terms = query.list(9);
        column.fieldId = query.text(10);
        columns.append(std::move(column));
    }
    return columns;
}

mesh::Contract readContract(const Query &query, int first)
{
    mesh::Contract contract;
    contract.id = query.text(first);
    contract.name = query.text(first + 1);
    contract.version = query.text(first + 2);
    contract.status = query.word<mesh::Status>(first + 3);
    contract.description = query.text(first + 4);
    contract.usage = query.text(first + 5);
    contract.limitations = query.text(first + 6);
    contract.datasets = query.list(first + 7);
    contract.serviceLevels =
        listOf<mesh::ServiceLevel>(utf8Of(query, first + 8), [](const Json &entry) {
            return mesh::ServiceLevel{textOf(entry, "property"), textOf(entry, "value"),
                                      textOf(entry, "unit"), textOf(entry, "element"),
                                      textOf(entry, "description")};
        });
    contract.permittedPurposes = query.list(first + 9);
    contract.document = query.bytes(first + 10);
    return contract;
}

mesh::AccessRequest readRequest(const Query &query)
{
    mesh::AccessRequest request;
    request.catalog = query.text(0);
    request.id = query.text(1);
    request.version = query.number(2);
    request.product = query.text(3);
    request.port = query.text(4);
    request.requester = query.text(5);
    request.requesterName = query.text(6);
    request.requesterTeam = query.text(7);
    request.forWhom = query.text(8);
    request.purpose = {query.word<mesh::PurposeKind>(9), query.text(10)};
    request.columns = listOf<mesh::ColumnScope>(utf8Of(query, 11), [](const Json &entry) {
        return mesh::ColumnScope{textOf(entry, "name"),
                                 mesh::fromText<mesh::ColumnMode>(textOf(entry, "mode"))
                                     .value_or(mesh::ColumnMode::Give)};
    });
    request.untilMs = query.maybe(12);
    request.dueMs = query.maybe(13);
    request.renews = query.text(14);
    request.state = query.word<mesh::RequestState>(15);
    request.grant = query.word<mesh::GrantState>(16);
    request.grantId = query.text(17);
    request.decidedBy = query.text(18);
    request.decidedByName = query.text(19);
    request.decidedAtMs = query.maybe(20);
    request.createdAtMs = query.number(21);
    request.note = query.text(22);
    request.messages = listOf<mesh::RequestMessage>(utf8Of(query, 23), [](const Json &entry) {
        return mesh::RequestMessage{numberOf(entry, "at"), textOf(entry, "who"),
                                    textOf(entry, "text")};
    });
    request.history = listOf<mesh::RequestEvent>(utf8Of(query, 24), [](const Json &entry) {
        return mesh::RequestEvent{numberOf(entry, "at"), textOf(entry, "who"),
                                  textOf(entry, "what")};
    });
    request.mine = query.flag(25);
    request.decidable = query.flag(26);
    return request;
}

} // namespace meshlens::store
