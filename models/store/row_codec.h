// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/connection.h"
#include "models/store/rows.h"

/// Values to rows and back. Each `...Columns` text names the columns that its reader takes, in
/// order.
namespace meshlens::store {

/// A version row of things: what reading needs beside the thing itself.
struct RowHead {
    qint64 row = 0;
    qint64 thing = 0;
    qint64 catalog = 0;
    std::int64_t firstSeenMs = 0;
};
constexpr int headColumns = 5; // row, thing, catalog, first seen, key; native id is the next

/// `SELECT` of visible rows `r` of a table, with `c` their catalog, `t` the thing that the catalog
/// names and `w` the one that it is merged into, if it is: head and key (of what stands for it),
/// native id, then `columns`. Conditions and order are appended (it ends with a WHERE).
[[nodiscard]] std::string selectVisible(const char *table, const char *columns);

/// The same for the rows that each catalog showed at a time, which is the parameter `:at`.
[[nodiscard]] std::string selectThen(const char *table, const char *columns);

[[nodiscard]] RowHead readHead(const Query &query);

template<typename Thing>
struct Codec;

template<>
struct Codec<mesh::Domain> {
    static constexpr auto table = "domain_row";
    static constexpr auto columns = "r.name, r.description, r.owners";
    static constexpr auto kind = mesh::Kind::Domain;
    static mesh::Domain read(const Query &query);
};

template<>
struct Codec<mesh::Party> {
    static constexpr auto table = "party_row";
    static constexpr auto columns = "r.name, r.email, r.team, r.title, r.roles";
    static constexpr auto kind = mesh::Kind::Party;
    static mesh::Party read(const Query &query);
};

template<>
struct Codec<mesh::Term> {
    static constexpr auto table = "term_row";
    static constexpr auto columns = "r.name, r.definition, r.domain, r.synonyms";
    static constexpr auto kind = mesh::Kind::Term;
    static mesh::Term read(const Query &query);
};

template<>
struct Codec<mesh::DataProduct> { // without ports
    static constexpr auto table = "product_row";
    static constexpr auto columns =
        "r.name, r.description, r.limitations, r.usage, r.domain, r.status, r.archetype, "
        "r.classification, r.access, r.certified, r.version, r.tags, r.terms, r.owners, "
        "r.contract_id, r.url, r.source_code_location, r.created_at_ms, r.updated_at_ms";
    static constexpr auto kind = mesh::Kind::Product;
    static mesh::DataProduct read(const Query &query);
};

template<>
struct Codec<mesh::Dataset> { // without columns
    static constexpr auto table = "dataset_row";
    static constexpr auto columns =
        "r.name, r.qualified_name, r.type, r.description, r.domain, r.status, r.classification, "
        "r.tags, r.terms, r.owners, r.aliases, r.contract_id, r.url, r.referenced, "
        "r.updated_at_ms, r.row_count";
    static constexpr auto kind = mesh::Kind::Dataset;
    static mesh::Dataset read(const Query &query);
};

[[nodiscard]] QList<mesh::Port> readPorts(Connection &connection, qint64 productRow);
[[nodiscard]] QList<mesh::Column> readColumns(Connection &connection, qint64 datasetRow);

constexpr auto contractColumns =
    "r.native_id, r.name, r.version, r.status, r.description, r.usage, r.limitations, r.datasets, "
    "r.service_levels, r.permitted_purposes, r.document";
[[nodiscard]] mesh::Contract readContract(const Query &query, int first);

constexpr auto requestColumns =
    "catalog, id, version, product, port, requester, requester_name, requester_team, for_whom, "
    "purpose_kind, purpose, columns, until_ms, due_ms, renews, state, grant_state, grant_id, "
    "decided_by, decided_by_name, decided_at_ms, created_at_ms, note, messages, history, mine, "
    "decidable";
[[nodiscard]] mesh::AccessRequest readRequest(const Query &query);

[[nodiscard]] QString toJson(const QList<mesh::Alias> &aliases);
[[nodiscard]] QString toJson(const QList<mesh::ServiceLevel> &levels);
[[nodiscard]] QString toJson(const QList<mesh::ColumnScope> &columns);
[[nodiscard]] QString toJson(const QList<mesh::RequestMessage> &messages);
[[nodiscard]] QString toJson(const QList<mesh::RequestEvent> &events);
[[nodiscard]] QString toJson(const QList<PullProblem> &problems);
[[nodiscard]] QString toJson(const QMap<QString, QString> &options);
[[nodiscard]] QString toJson(const QMap<QString, qint64> &counts);
[[nodiscard]] QList<PullProblem> problemsFromJson(const QByteArray &json);
[[nodiscard]] QMap<QString, QString> optionsFromJson(const QByteArray &json);
[[nodiscard]] QMap<QString, qint64> countsFromJson(const QByteArray &json);

} // namespace meshlens::store
