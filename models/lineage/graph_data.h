// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/questions.h"
#include "models/lineage/text_pool.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

// How a Graph keeps the lineage: compressed sparse rows. Everything is numbered; what is said often
// (columns, jobs, sets of catalogs and owners) is said once.
//
//   place      a number of a node at a level: domains count from 0; at the product level products
//              come first, then the datasets that belong to none; datasets count from 0
//   link       two places and all that is known of the flow between them. Links are sorted by their
//              first place, so those that leave a place are neighbours; a second list has those
//              that reach it
//   column     a dataset and a name that some column edge gives, numbered over all datasets
//   state      what a walk stands on: a place; at the level Column a dataset ("some column of it"),
//              a column, or a dataset again ("a column that no edge names")
//
// About 60 bytes a link and level, 40 a column edge, 200 a dataset with its texts.

namespace meshlens::lineage {

struct DatasetFacts {
    QString key;
    QString name;
    QString qualifiedName;
    mesh::DatasetType type = mesh::DatasetType::Table;
    QString domain;     // key
    QStringList owners; // party keys
    QStringList catalogs;
    mesh::Classification classification = mesh::Classification::Unknown;
    bool referenced = false;
};

/// A column that is confidential, restricted or personal.
struct MarkedColumn {
    QString dataset; // key
    QString column;
    mesh::Classification classification = mesh::Classification::Unknown;
    bool personal = false;
};

/// What a graph is made from: plain values, so that tests need no store.
struct GraphInput {
    QList<mesh::Domain> domains;
    QList<store::ProductRow> products;
    QList<DatasetFacts> datasets;
    QList<store::Reader::EdgeRow> edges;
    QHash<QString, QString> partyNames;              // by key
    QHash<QString, QList<mesh::Contract>> contracts; // by product or dataset key
    QList<MarkedColumn> marked;
};

struct Link {
    int from = 0;
    int to = 0;
    int count = 0;
    int sources = -1; // number of a set of catalogs
    int jobs = 0;     // where its jobs begin in Links::jobs
    int jobCount = 0;
    bool declared = false;
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

struct ColumnEdge {
    int from = -1; // columns
    int to = -1;   // -1: shapes the whole target
    int sources = 0;
    int job = -1;
    bool declared = false;
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

/// The links of one level, both ways.
struct Links {
    std::vector<Link> all; // by from, then to
    std::vector<int> jobs; // numbers of jobs, those of a link one after the other
    std::vector<int> outStart;
    std::vector<int> inStart;
    std::vector<int> targets; // of each link: Link::to, close together for walking
    std::vector<int> inLinks; // numbers of links, by to
    std::vector<int> inFrom;  // Link::from of those

    [[nodiscard]] int places() const { return static_cast<int>(outStart.size()) - 1; }
    [[nodiscard]] std::span<const int> next(int place) const
    {
        return {targets.data() + outStart[place], targets.data() + outStart[place + 1]};
    }
    [[nodiscard]] std::span<const int> before(int place) const
    {
        return {inFrom.data() + inStart[place], inFrom.data() + inStart[place + 1]};
    }
    /// Numbers of the links that reach a place; those that leave it are outStart[place] and on.
    [[nodiscard]] std::span<const int> reaching(int place) const
    {
        return {inLinks.data() + inStart[place], inLinks.data() + inStart[place + 1]};
    }
    [[nodiscard]] std::span<const int> jobsOf(const Link &link) const
    {
        return {jobs.data() + link.jobs, jobs.data() + link.jobs + link.jobCount};
    }
    [[nodiscard]] int find(int from, int to) const; // -1: there is none
    /// Sorts out who follows whom; `all` is sorted.
    void connect(std::size_t placeCount);
    [[nodiscard]] qint64 memory() const;
};

/// A contract in force, as far as impact looks at it.
struct Promise {
    QString name;
    std::vector<int> datasets; // none: the product as a whole
    std::vector<int> columns;  // numbers of lower-case names, sorted; none: it names none
};

struct DatasetRow {
    int domain = -1;
    int owners = -1;   // number of a set
    int catalogs = -1; // number of a set
    mesh::DatasetType type = mesh::DatasetType::Table;
    mesh::Classification classification = mesh::Classification::Unknown;
    bool personal = false;
    bool referenced = false;
};

struct Mark {
    int column = -1; // -1: the column takes part in no edge, or the dataset is marked as a whole
    int dataset = 0;
    mesh::Classification classification = mesh::Classification::Unknown;
    bool personal = false;
};

using State = int;

struct Graph::Data {
    QList<mesh::Domain> domains;
    QList<store::ProductRow> products; // without descriptions, tags and terms
    QHash<QString, int> domainNumbers;
    QHash<QString, int> productNumbers;
    Names datasetKeys; // their numbers are those of the datasets
    TextPool datasetNames;
    TextPool qualifiedNames;
    std::vector<DatasetRow> datasets;
    std::vector<int> productsStart; // products of a dataset, in productsOfAll
    std::vector<int> productsOfAll;
    std::vector<std::vector<int>> outputsOf; // of a product
    std::vector<int> productsIn;             // of a domain: how many
    QHash<QString, QString> partyNames;
    std::vector<std::vector<Promise>> promises;          // of a product
    QHash<int, std::vector<Promise>> promisesOfDatasets; // of a dataset of no product
    Names columnNames;
    Names jobs;
    QList<QStringList> catalogSets;
    QList<QStringList> ownerSets;
    Links domainLinks;
    Links productLinks;
    Links datasetLinks;
    std::vector<int> columnsStart;       // of a dataset
    std::vector<int> columnName;         // of a column; those of a dataset by number of name
    std::vector<int> columnDataset;      // of a column
    std::vector<int> columnEdgeStart;    // of a dataset link
    std::vector<ColumnEdge> columnEdges; // those of a link by from, then to
    std::vector<int> byTarget; // numbers of column edges; those of a link by to, then from
    std::vector<Mark> marks;
    QHash<int, int> sameData; // datasets to one that lies on the same path and stands for them
    QHash<int, int> twins;    // the way back: one of those that a dataset stands for
    qint64 edgeCount = 0;

    [[nodiscard]] int datasetCount() const { return static_cast<int>(datasets.size()); }
    /// Itself, or the table that is drawn and walked in its place. All links are of that one.
    [[nodiscard]] int standingFor(int dataset) const
    {
        auto other = sameData.constFind(dataset);
        for (; other != sameData.constEnd(); other = sameData.constFind(dataset))
            dataset = *other;
        return dataset;
    }
    [[nodiscard]] int datasetPlace(int dataset) const
    {
        return static_cast<int>(products.size()) + dataset;
    }
    /// Number of the domain of a place at level Product; -1: it is in none.
    [[nodiscard]] int domainOfPlace(int place) const
    {
        return place < products.size()
                   ? domainNumbers.value(products[place].domain, -1)
                   : datasets[static_cast<std::size_t>(place - products.size())].domain;
    }
    [[nodiscard]] std::span<const int> productsOf(int dataset) const
    {
        return {productsOfAll.data() + productsStart[dataset],
                productsOfAll.data() + productsStart[dataset + 1]};
    }
    [[nodiscard]] const Links &links(Level level) const;
    [[nodiscard]] std::vector<int> places(int dataset, Level level) const;
    [[nodiscard]] Node node(int place, Level level) const;
    [[nodiscard]] QStringList ownerNames(const QStringList &parties) const;
    /// -1: no edge names a column of this name there.
    [[nodiscard]] int column(int dataset, int name) const;
    [[nodiscard]] QString columnText(int column) const // empty for -1
    {
        return column < 0 ? QString() : columnNames.text(columnName[column]);
    }
    [[nodiscard]] std::span<const ColumnEdge> columnEdgesOf(int link) const
    {
        return {columnEdges.data() + columnEdgeStart[link],
                columnEdges.data() + columnEdgeStart[link + 1]};
    }

    // States of the level Column
    [[nodiscard]] int columnCount() const { return static_cast<int>(columnName.size()); }
    [[nodiscard]] State stateOf(int dataset, int column) const
    {
        return column < 0 ? dataset : datasetCount() + column;
    }
    [[nodiscard]] State unnamedColumn(int dataset) const
    {
        return datasetCount() + columnCount() + dataset;
    }
    [[nodiscard]] int datasetOf(State state) const
    {
        if (state < datasetCount())
            return state;
        const int column = state - datasetCount();
        return column < columnCount() ? columnDataset[column] : column - columnCount();
    }
    [[nodiscard]] int columnOf(State state) const // -1: some, or an unnamed one
    {
        const int column = state - datasetCount();
        return state >= datasetCount() && column < columnCount() ? column : -1;
    }
    [[nodiscard]] bool isUnnamed(State state) const
    {
        return state >= datasetCount() + columnCount();
    }
    [[nodiscard]] int stateCount(Level level) const;
    [[nodiscard]] qint64 memory() const;
};

[[nodiscard]] std::shared_ptr<const Graph> graphOf(const GraphInput &input);

/// Calls `each` with the states one step further; one may come more than once.
template<typename Each>
void forEachNext(const Graph::Data &data, Level level, State state, Direction direction,
                 const Each &each);

/// What a walk met, nearest first.
struct Walk {
    std::vector<State> order;
    std::vector<int> distances; // of every state; -1: not met
    std::vector<State> cameFrom;

    [[nodiscard]] bool met(State state) const { return distances[state] >= 0; }
};
[[nodiscard]] Walk walk(const Graph::Data &data, Level level, const std::vector<State> &starts,
                        Direction direction, std::optional<int> steps);

/// Where a walk from a key starts; Error NotFound.
[[nodiscard]] Result<std::vector<State>> startsOf(const Graph::Data &data, const QString &root,
                                                  Level level);

/// A column by the name that somebody gave: as it is written, else the only one of that dataset
/// that is written so in other letters (`AMOUNT` for `Amount`). -1: no edge names it.
[[nodiscard]] int columnCalled(const Graph::Data &data, int dataset, const QString &name);

/// The datasets of a domain, product, dataset or column key; Error NotFound.
[[nodiscard]] Result<std::vector<int>> datasetsOf(const Graph::Data &data, const QString &root);

/// The place that a state belongs to.
[[nodiscard]] inline int placeOf(const Graph::Data &data, State state, Level level)
{
    return level == Level::Column ? data.datasetOf(state) : state;
}

/// `key` or `key#column` of a state, and its name as people know it (the product's, else its own).
[[nodiscard]] QString keyOf(const Graph::Data &data, State state, Level level);
[[nodiscard]] QString shownName(const Graph::Data &data, State state, Level level);

/// `key#column` taken apart.
[[nodiscard]] QString thingOf(const QString &key);
[[nodiscard]] QString columnPart(const QString &key);

template<typename Each>
void forEachNext(const Graph::Data &data, Level level, State state, Direction direction,
                 const Each &each)
{
    const bool down = direction == Direction::Down;
    const Links &links = data.links(level);
    if (level != Level::Column) {
        for (const int other : down ? links.next(state) : links.before(state))
            each(other);
        return;
    }
    // A link without column edges, or a column that shapes its whole target, leads on to "some
    // column": what may be touched is never left out.
    const int dataset = data.datasetOf(state);
    const int column = data.columnOf(state);
    const bool any = column < 0 && !data.isUnnamed(state);
    const auto along = [&](int link, int other) {
        const int begin = data.columnEdgeStart[link], end = data.columnEdgeStart[link + 1];
        if (begin == end) {
            each(data.stateOf(other, -1));
        } else if (down) {
            const auto edges = data.columnEdgesOf(link);
            auto edge = any ? edges.begin()
                            : std::lower_bound(edges.begin(), edges.end(), column,
                                               [](const ColumnEdge &one, int wanted) {
                                                   return one.from < wanted;
                                               });
            for (; edge != edges.end() && (any || (column >= 0 && edge->from == column)); ++edge)
                each(data.stateOf(other, edge->to));
        } else {
            const auto first = data.byTarget.begin() + begin, last = data.byTarget.begin() + end;
            const auto whole = std::partition_point(
                first, last, [&](int edge) { return data.columnEdges[edge].to < 0; });
            for (auto at = first; at != (any ? last : whole); ++at)
                each(data.stateOf(other, data.columnEdges[*at].from));
            if (any || column < 0)
                return;
            auto at = std::partition_point(
                whole, last, [&](int edge) { return data.columnEdges[edge].to < column; });
            for (; at != last && data.columnEdges[*at].to == column; ++at)
                each(data.stateOf(other, data.columnEdges[*at].from));
        }
    };
    if (down) {
        for (int link = links.outStart[dataset]; link < links.outStart[dataset + 1]; ++link)
            along(link, links.targets[link]);
    } else {
        for (const int link : links.reaching(dataset))
            along(link, links.all[link].from);
    }
}

} // namespace meshlens::lineage
