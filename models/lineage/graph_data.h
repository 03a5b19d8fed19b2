// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <QHash>

#include <vector>

// How a Graph keeps the lineage. Things are numbered; what is said often (columns, jobs, sets of
// catalogs) is said once and numbered too.
//
//   place      a number of a node at a level: domains count from 0; at the product level products
//              come first, then the datasets that belong to none; datasets count from 0
//   link       two places and all that is known of the flow between them
//   column edge  belongs to the dataset link between the same two datasets
//   state      what a walk stands on: a place, or a dataset with a column (or "some column of it")

namespace meshlens::lineage {

struct DatasetFacts {
    QString key;
    QString name;
    QString qualifiedName;
    mesh::DatasetType type = mesh::DatasetType::Table;
    QString domain;     // key
    QStringList owners; // party keys
    QStringList catalogs;
    bool referenced = false;
};

/// What a graph is made from: plain values, so that tests need no store.
struct GraphInput {
    QList<mesh::Domain> domains;
    QList<store::ProductRow> products;
    QList<DatasetFacts> datasets;
    QList<store::Reader::EdgeRow> edges;
    QHash<QString, QString> partyNames;              // by key
    QHash<QString, QList<mesh::Contract>> contracts; // by product key
};

struct Link {
    int from = 0;
    int to = 0;
    int count = 0;
    bool declared = false;
    int sources = 0;       // number of a set of catalogs
    std::vector<int> jobs; // numbers
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

struct ColumnEdge {
    int fromColumn = -1; // numbers of names
    int toColumn = -1;   // -1: shapes the whole target
    bool declared = false;
    int sources = 0;
    int job = -1;
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

/// The links of one level, both ways.
struct Links {
    std::vector<Link> all;
    std::vector<std::vector<int>> out; // of each place: numbers of links
    std::vector<std::vector<int>> in;
};

/// Gives each text one number.
class Names
{
public:
    int number(const QString &text);
    [[nodiscard]] int find(const QString &text) const { return m_numbers.value(text, -1); }
    [[nodiscard]] QString text(int number) const { return m_texts.value(number); }

private:
    QHash<QString, int> m_numbers;
    QList<QString> m_texts;
};

/// A contract in force, as far as impact looks at it.
struct Promise {
    QString name;
    QStringList datasets;  // keys; empty: the product as a whole
    QSet<QString> columns; // lower case; empty: its document names none
};

struct Graph::Data {
    QList<mesh::Domain> domains;
    QList<store::ProductRow> products;
    QList<DatasetFacts> datasets;
    QHash<QString, int> domainNumbers;
    QHash<QString, int> productNumbers;
    QHash<QString, int> datasetNumbers;
    std::vector<std::vector<int>> productsOf; // of a dataset
    std::vector<std::vector<int>> outputsOf;  // of a product
    std::vector<int> domainOf;                // of a dataset; -1: none
    std::vector<int> productsIn;              // of a domain: how many
    QHash<QString, QString> partyNames;
    std::vector<std::vector<Promise>> promises; // of a product
    Names columns;
    Names jobs;
    QList<QStringList> sourceSets;
    Links domainLinks;
    Links productLinks;
    Links datasetLinks;
    std::vector<std::vector<ColumnEdge>> columnEdges; // of a dataset link
    qint64 edgeCount = 0;

    [[nodiscard]] int datasetPlace(int dataset) const
    {
        return static_cast<int>(products.size()) + dataset;
    }
    [[nodiscard]] const Links &links(Level level) const;
    [[nodiscard]] std::vector<int> places(int dataset, Level level) const;
    [[nodiscard]] Node node(int place, Level level) const;
    [[nodiscard]] QStringList ownerNames(const QStringList &parties) const;
};

[[nodiscard]] std::shared_ptr<const Graph> graphOf(const GraphInput &input);

using State = quint64;
[[nodiscard]] constexpr State columnState(int dataset, int column)
{
    return (static_cast<State>(static_cast<quint32>(dataset)) << 32) |
           static_cast<quint32>(column + 1);
}
[[nodiscard]] constexpr int datasetOf(State state)
{
    return static_cast<int>(state >> 32);
}
[[nodiscard]] constexpr int columnOf(State state)
{
    return static_cast<int>(state & 0xffffffffu) - 1;
}

/// A column that no column edge names: it flows along links whose columns are not known.
constexpr int unnamedColumn = 0x7ffffffe;

enum class Direction { Up, Down };

/// The states one step further.
[[nodiscard]] std::vector<State> nextStates(const Graph::Data &data, Level level, State state,
                                            Direction direction);

/// What a walk met, nearest first.
struct Walk {
    std::vector<State> order;
    QHash<State, int> distances;
    QHash<State, State> cameFrom;
};
[[nodiscard]] Walk walk(const Graph::Data &data, Level level, const std::vector<State> &starts,
                        Direction direction, std::optional<int> steps);

/// Where a walk from a key starts; Error NotFound.
[[nodiscard]] Result<std::vector<State>> startsOf(const Graph::Data &data, const QString &root,
                                                  Level level);

/// The datasets of a domain, product, dataset or column key; Error NotFound.
[[nodiscard]] Result<std::vector<int>> datasetsOf(const Graph::Data &data, const QString &root);

/// `key#column` taken apart.
[[nodiscard]] QString thingOf(const QString &key);
[[nodiscard]] QString columnPart(const QString &key);

} // namespace meshlens::lineage
