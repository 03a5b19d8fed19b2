// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"
#include "models/result.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

/// What a person wrote about the demo mesh, read from `:/demo/*.yaml`.
///
/// mesh.yaml holds nodes, people, domains, systems, terms, the policy and some requests. Each other
/// file is one domain with its products. Long lists are written as lines of text:
///   columns   name | type flags | expression | description [| sources]     flags: key required
///   personal;
///             sources `dataset.column` feed the column, else the first input with a column of that
///             name
///   let       name = expression (expression.h), before the columns and in order
///   checks    dimension column objective [title]                            column `-`: the whole
///   slo       property value [unit]; ...
/// Unknown words stay unknown: `class: none`, `owner: none` and `slo: none` leave the thing out.
namespace meshlens::demo {

struct ColumnSource {
    QString name;
    QString type;
    QString description;
    bool key = false;
    bool required = false;
    bool personal = false;
    std::string expression;
    QStringList sources; // `dataset.column`, by the ids of this source
};

struct CheckSource {
    QString id;
    mesh::Dimension dimension = mesh::Dimension::Validity;
    QString column;         // empty: the whole
    double objective = 100; // percent
    QString title;
};

struct LevelSource {
    QString property;
    QString value;
    QString unit;
};

/// Something that happens to a product. `stale` loads stopped; `broken` a check fails; `anomaly` a
/// check warns; `mondays` late then; `improving`; `blind` most checks end in errors.
struct Story {
    QString kind;
    QString check; // "dimension column" of a check
    int days = 0;  // since when, before the first start
    double value = 0;
    QString note;
};

struct DatasetSource {
    QString id;
    mesh::DatasetType type = mesh::DatasetType::Table;
    QString system;
    QString name; // physical, without the system's prefix
    QString description;
    QString contractId;
    std::int64_t rows = 0;
    std::int64_t everyMs = 0;
    bool inSqlite = false; // else CSV
    QList<LevelSource> levels;
    QStringList from; // ids of datasets
    QList<std::pair<std::string, std::string>> lets;
    std::string keep; // rows for which this is not 0; empty: all
    QList<ColumnSource> columns;
    QList<CheckSource> checks;

    /// `<contract id>.<id>`, as the node calls it.
    [[nodiscard]] QString nodeId() const { return contractId + u'.' + id; }
    [[nodiscard]] std::optional<std::int64_t> objectiveMs() const; // of freshness
};

struct VersionSource {
    QString version;
    int days = 0; // before the first start
    bool breaking = false;
    QString summary;
};

/// The next version of a product's first contract. It is not in the folders at first: it comes into
/// force once everybody has read the version before, so that there are two to compare.
struct NextSource {
    QString version; // empty: there is none
    bool breaking = false;
    QString summary;
    QStringList without;         // columns that go
    QList<ColumnSource> columns; // that come, or take the place of one with their name
    QList<LevelSource> levels;   // empty: as before
};

struct ProductSource {
    QString id;
    QString name;
    QString domain;
    QString archetype;
    QString classification;
    QString access;
    QString status;
    QString contractStatus;
    QString version;
    QString description;
    QString limitations;
    QString usage;
    QStringList tags;
    QStringList terms;
    QStringList purposes;
    QStringList owners; // ids of people
    bool certified = false;
    int ageDays = 0;
    double health = 0.97; // share of checks and loads that go well
    QList<VersionSource> changes;
    NextSource next;
    Story story;
    QList<DatasetSource> datasets;
};

struct PersonSource {
    QString id;
    QString name;
    QString email;
    QString team;
    QString title;
    QStringList roles;
    QStringList owns;     // domains
    bool profile = false; // somebody one can sign in as
};

struct NodeSource {
    QString id;
    QString folder;
    QString name;
    QString description;
    QStringList domains;
};

struct SystemSource {
    nlohmann::ordered_json server; // as ODCS writes it
    QString nameSpace;             // of OpenLineage
    QString prefix;
    QString format;
    QString protocol;
};

struct Source {
    std::uint64_t seed = 0;
    int historyDays = 90;
    QList<NodeSource> nodes;
    QList<PersonSource> people;
    QHash<QString, SystemSource> systems;
    QList<ProductSource> products;
    nlohmann::ordered_json domains; // as written: [{id, name, owners, description}]
    nlohmann::ordered_json terms;
    nlohmann::ordered_json policy;
    nlohmann::ordered_json requests;

    [[nodiscard]] const PersonSource *person(const QString &id) const;
    [[nodiscard]] const DatasetSource *dataset(const QString &id) const;
    [[nodiscard]] const ProductSource *product(const QString &id) const;
    [[nodiscard]] QString emailOf(const QString &personId) const;
    /// Name of a dataset in the namespace of its system.
    [[nodiscard]] QString physicalName(const DatasetSource &dataset) const;
    /// Where a column comes from: its written sources, else the first two inputs with its name
    /// (a column that both are joined on).
    [[nodiscard]] QStringList sourcesOf(const DatasetSource &dataset,
                                        const ColumnSource &column) const;
};

/// The product with its next version in force; as it is where there is none.
[[nodiscard]] ProductSource withNext(ProductSource product);

/// Reads the whole source out of the program. Errors: Decode, with file and place in `detail`.
[[nodiscard]] Result<Source> loadSource();

} // namespace meshlens::demo
