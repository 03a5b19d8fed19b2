// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

/// Questions that people ask of lineage, beside the walks of graph.h. Pure functions of an
/// immutable graph. Thread: any; a large graph may take a while, so not the interface thread.
/// Where a list is cut at a limit, the number of all stands beside it.
namespace meshlens::lineage {

enum class Direction { Up, Down };

/// How much there is to see in one direction, without making the nodes.
struct Reach {
    qint64 nodes = 0;         // without the root
    qint64 edges = 0;         // between all of them and the root
    QList<qint64> byDistance; // nodes at distance 1, 2, ...
};
/// "1,204 more behind Player". Error NotFound.
[[nodiscard]] Result<Reach> reach(const Graph &graph, const QString &root, Level level,
                                  Direction direction);

// --- What breaks if this changes? ---------------------------------------------------------------

/// Some of the impacts, under one heading.
struct ImpactGroup {
    QString key;  // of the domain or party; of a distance: the number; empty: nobody known
    QString name; // empty: not known
    int things = 0;
    int breaking = 0; // of them with a contract that would break
    int nearest = 0;  // steps
    QList<int> rows;  // places in ImpactReport::all, nearest first
};

/// Somebody who owns what is touched.
struct PersonToTell {
    QString key; // party
    QString name;
    QString email;      // empty: not known
    QStringList things; // names of what they own, nearest first
    bool contractBreaks = false;
    int nearest = 0;
};

/// A contract in force that promises the changing thing itself: not downstream, but broken first.
struct OwnContract {
    QString name; // of the contract
    QString key;  // of the product that gave it, or of a dataset of no product
    QString of;   // the name of that
};
/// Of a product: all its contracts. Of a dataset or a column: those of its products, and its own,
/// that cover it. Of a domain: none, a domain puts nothing out itself. Error NotFound.
[[nodiscard]] Result<QList<OwnContract>> ownContracts(const Graph &graph, const QString &root,
                                                      const QString &column = {});

struct ImpactReport {
    QString root; // key, perhaps with a column
    QString rootName;
    QList<OwnContract> own;        // at distance 0; neither in `all` nor in `breaking`
    QList<Impact> all;             // nearest first
    QList<ImpactGroup> byDistance; // nearest first
    QList<ImpactGroup> byDomain;   // most first; those of no domain last
    QList<ImpactGroup> byOwner;    // most first; those of no owner last
    QList<PersonToTell> people;    // those with a contract that breaks first
    int breaking = 0;              // things with a contract that would break
    int withoutOwner = 0;
};
/// Error NotFound.
[[nodiscard]] Result<ImpactReport> impactReport(const Graph &graph, const QString &root,
                                                const QString &column = {});

// --- How does A reach B? ------------------------------------------------------------------------

/// One way without a circle: node keys (columns as `key#column`) and the names people know.
struct Way {
    QStringList keys;
    QStringList names;
};

struct Ways {
    int shortest = -1;        // steps; -1: there is no way
    double shortestCount = 0; // how many ways of that length there are
    QList<Way> ways;          // shortest first, at most the limit
    bool complete = true;     // no way is left out of `ways`
    Subgraph between;         // every node and edge on some way
};
/// All shortest ways, then longer ones. Error NotFound.
[[nodiscard]] Result<Ways> ways(const Graph &graph, const QString &from, const QString &to,
                                Level level, int limit = 100);

// --- Where does classified data flow? -----------------------------------------------------------

struct ClassifiedOptions {
    mesh::Classification atLeast = mesh::Classification::Confidential;
    bool personal = true; // personal columns as well, whatever their class
    QString root;         // only from this domain, product, dataset or column; empty: from all
    int limit = 10'000;
};

/// A dataset or column that classified data reaches.
struct ClassifiedStop {
    Node node;      // dataset
    QString column; // empty: some column of it, which one is not known
    mesh::Classification arrives = mesh::Classification::Unknown; // the strictest that arrives
    bool personalArrives = false;
    mesh::Classification marked = mesh::Classification::Unknown; // what it is marked itself
    bool personalMarked = false;
    bool underMarked = false; // marked less strictly than what arrives
    bool otherDomain = false; // has left the domain that it comes from
    QString source;           // the nearest thing it comes from, `key` or `key#column`
    int distance = 0;
    QStringList path; // from the source
    QStringList pathNames;
};

struct ClassifiedFlow {
    qint64 sources = 0; // marked things that data flows from
    qint64 total = 0;   // stops
    qint64 underMarked = 0;
    QList<ClassifiedStop> stops; // under-marked first, then strictest, then nearest
    /// Between datasets, from and to, along which such data flows, sorted: all of them, or where
    /// stops are cut those between the datasets of the paths that are left.
    QList<std::pair<QString, QString>> links;
};
/// Error NotFound: the root.
[[nodiscard]] Result<ClassifiedFlow> classifiedFlow(const Graph &graph,
                                                    const ClassifiedOptions &options);

// --- What has no consumer, what has no source? --------------------------------------------------

struct Ends {
    qint64 total = 0;
    QList<Node> nodes; // by name, at most the limit
};
/// Things that nothing is made from. Level Column counts as Dataset.
[[nodiscard]] Ends withoutConsumer(const Graph &graph, Level level, int limit = 10'000);
/// Things that are made from nothing that is known.
[[nodiscard]] Ends withoutSource(const Graph &graph, Level level, int limit = 10'000);

// --- Where do catalogs disagree? ----------------------------------------------------------------

struct Disagreement {
    enum class Kind {
        Edge, // one catalog tells of a flow; another, that knows both ends and tells lineage, does
              // not
        Direction, // one says that data flows from A to B, another from B to A
        Field,     // they describe a thing differently
        Identity,  // they give one thing two identities, so it stays two
    };
    Kind kind = Kind::Edge;
    QString key; // of the thing; of an edge: where it comes from
    QString name;
    QString to; // of an edge
    QString toName;
    QString field; // of a field: owners, status, ...
    QList<std::pair<QString, QString>>
        said;           // catalog to what it says; of an edge: "says so" is empty
    QStringList silent; // catalogs that know both ends and say nothing
};
[[nodiscard]] QString toText(Disagreement::Kind kind); // "edge", "direction", "field", "identity"

struct Disagreements {
    qint64 total = 0;
    QList<Disagreement> list; // at most the limit
};
/// Of edges only; the store's Reader::disagreements() has the rest.
[[nodiscard]] Disagreements edgeDisagreements(const Graph &graph, int limit = 10'000);

} // namespace meshlens::lineage
