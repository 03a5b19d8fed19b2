// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"

#include <functional>
#include <memory>

/// Lineage over all catalogs. A walk keeps what it has visited (there are diamonds and loops), and
/// says what it left out.
namespace meshlens::lineage {

enum class Level { Domain, Product, Dataset, Column };
[[nodiscard]] QString toText(Level level); // "domain", "product", "dataset", "column"
[[nodiscard]] std::optional<Level> levelFromText(QStringView text);

/// A domain, product or dataset. Columns are parts of their dataset: nodes of level Column are
/// datasets with the columns that take part.
struct Node {
    QString key;
    mesh::Kind kind = mesh::Kind::Dataset;
    QString name;
    QString qualifiedName;
    mesh::DatasetType type = mesh::DatasetType::Table;
    QString product; // of a dataset: the first product that puts it out
    QString domain;  // key
    QString domainName;
    QStringList owners; // names
    QStringList catalogs;
    QString sameDataAs;        // key of another table on the same path, drawn as one with this
    QStringList columns;       // names that take part in column edges here
    store::ScoreSummary score; // of products and datasets that belong to one
    mesh::Classification classification =
        mesh::Classification::Unknown; // its own, else the product's
    bool personal = false;             // some column of it is personal
    bool referenced = false;           // only known because lineage names it
    bool schema = false;               // stands for the datasets of a schema in a picture
    int products = 0;                  // of a domain or schema: how many it has
    int distance = 0;                  // steps from the root: negative upstream
    int hiddenUp = 0;                  // neighbours that exist and are not in this subgraph
    int hiddenDown = 0;
};

struct Edge {
    QString from; // node keys
    QString to;
    Level level = Level::Dataset;
    QString fromColumn; // level Column only; toColumn empty: shapes the whole target
    QString toColumn;
    QStringList via;     // jobs, or empty
    QStringList sources; // catalogs that say so
    bool declared = true;
    bool crossesCatalogs = false; // its ends are known to different catalogs
    int count = 1;                // dataset edges it stands for; of domains: product edges
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

struct Truncation {
    QString why;       // one sentence
    qint64 hidden = 0; // nodes that were not walked
    QString how;       // one sentence: how to see them
};

struct Subgraph {
    QString root; // node key
    QString rootColumn;
    Level level = Level::Dataset;
    QList<Node> nodes; // by distance, then name
    QList<Edge> edges;
    std::optional<Truncation> truncated;
};

struct WalkOptions {
    std::optional<int> up = 1; // steps; nothing: all
    std::optional<int> down = 1;
    Level level = Level::Dataset;
    bool withColumns = false; // column edges between the nodes as well
    int maxNodes = 5000;
};

/// Something downstream, for the impact list.
struct Impact {
    QString key; // dataset or product
    mesh::Kind kind = mesh::Kind::Dataset;
    QString name;
    QString product;
    QString domain;
    QString domainName;
    QStringList owners; // names
    QStringList ownerKeys;
    int distance = 0;
    QStringList path; // node keys from the root to it; with columns `key#column`
    QStringList pathNames;
    QStringList columns;         // its columns that are touched, when asked for a column
    bool contractBreaks = false; // a contract in force covers what is touched
    QStringList contracts;       // their names
    store::ScoreSummary score;
};

struct Diff {
    Subgraph both; // nodes and edges of either time
    QStringList nodesCame;
    QStringList nodesWent;
    QList<Edge> came;
    QList<Edge> went;
};

/// The whole lineage of one moment, compact and immutable: any thread may read it.
class Graph
{
public:
    /// `atMs`: as it was known then. Errors: the store's; Cancelled.
    static Result<std::shared_ptr<const Graph>>
    build(const store::Reader &reader, std::optional<std::int64_t> atMs = std::nullopt,
          const std::function<bool()> &cancelled = {});
    ~Graph();

    [[nodiscard]] qint64 datasets() const;
    [[nodiscard]] qint64 products() const;
    [[nodiscard]] qint64 edges() const; // as catalogs tell them
    /// What the graph knows of a domain, product or dataset key.
    [[nodiscard]] std::optional<Node> find(const QString &key) const;

    struct Data;
    explicit Graph(std::unique_ptr<const Data> data);
    [[nodiscard]] const Data &data() const { return *m_data; }

private:
    std::unique_ptr<const Data> m_data;
};

/// `root` is a key of a domain, product, dataset or column (`key#column`); empty at the levels
/// Domain and Product: everything. A root that has no lineage is a graph of one node. Error
/// NotFound. A root finer or coarser than the level becomes the things of that level that it
/// belongs to or has.
[[nodiscard]] Result<Subgraph> neighbourhood(const Graph &graph, const QString &root,
                                             const WalkOptions &options);

/// Everything downstream of a product, dataset or column, nearest first; products where a dataset
/// belongs to one, else datasets. Error NotFound.
[[nodiscard]] Result<QList<Impact>> impact(const Graph &graph, const QString &root,
                                           const QString &column = {});

/// All shortest ways from one to the other, and the nodes between; empty nodes: there is none.
[[nodiscard]] Result<Subgraph> paths(const Graph &graph, const QString &from, const QString &to,
                                     Level level);

/// Products (else datasets) that read the thing directly.
[[nodiscard]] Result<QList<Node>> consumers(const Graph &graph, const QString &root);

/// What came and went between two moments inside a neighbourhood.
[[nodiscard]] Result<Diff> difference(const Graph &before, const Graph &after, const QString &root,
                                      const WalkOptions &options);

} // namespace meshlens::lineage
