// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"
#include "models/mesh/dataset.h"
#include "ui/lineage/link_standing.h"
#include "ui/parts/theme.h"

#include <QHash>
#include <QPainterPath>
#include <QRectF>
#include <QSet>

#include <functional>
#include <memory>
#include <span>
#include <vector>

/// A lineage graph with a place for everything in it: plain values between layout and painter.
namespace meshlens::ui {

/// What a comparison of two moments says of a node or edge.
enum class Change { None, Came, Went };

struct Drawing;

/// What a domain's card says beside its name.
struct DomainFacts {
    int products = 0;
    int datasets = 0;              // that belong to no product
    int grades[5] = {};            // by Grade: none, A, B, C, D
    std::optional<double> quality; // mean of the scored products
    int onTime = 0;
    int withObjective = 0; // of which the age is known as well
    QStringList catalogs;
};

/// What the painter needs beyond the subgraph; all of it may be empty.
struct GraphExtras {
    QHash<QString, DomainFacts> domains;                  // by domain key
    QHash<QString, mesh::Classification> classifications; // by node key
    QHash<QString, QHash<QString, mesh::Column>> columns; // by dataset key and name
    QHash<QString, int> columnCounts;                     // by dataset key: all it has
    QHash<QString, Change> nodeChanges;                   // by node key
    QHash<QStringList, Change> edgeChanges;               // by changeId()
    QHash<std::pair<QString, QString>, int> through; // of links a filter made, see graph_filter.h
    LinkStandings standings;                         // of links between domains
};

/// What tells an edge from others: its ends and their columns.
[[nodiscard]] inline QStringList changeId(const lineage::Edge &edge)
{
    return {edge.from, edge.to, edge.fromColumn, edge.toColumn};
}

struct DrawnRow {
    QString name;
    QString note; // "key", "personal", or empty
    bool personal = false;
};

struct DrawnNode {
    lineage::Node node;
    QRectF rect;
    QList<DrawnRow> rows; // shown columns, empty while it is closed
    int moreRows = 0;     // columns that take part and are not shown
    int otherColumns = 0; // columns that do not take part
    bool open = false;    // its columns are shown
    bool canOpen = false; // it has columns that take part
    bool stack = false;   // a closed domain or schema among what is open
    int layer = 0;        // from the left
    DomainStyle style;    // of its domain
    DomainFacts facts;    // of cards and stacks
    mesh::Classification classification = mesh::Classification::Unknown;
    Change change = Change::None;
    std::vector<int> in; // numbers of edges
    std::vector<int> out;
};

/// A domain or schema that can be opened.
[[nodiscard]] inline bool standsForOthers(const DrawnNode &node)
{
    return node.stack || node.node.kind == mesh::Kind::Domain;
}

/// It stands among others of its domain, who share a frame.
[[nodiscard]] inline bool isFramed(const DrawnNode &node)
{
    return (!node.stack || node.node.schema) && !node.node.domain.isEmpty();
}

struct DrawnEdge {
    lineage::Edge edge; // the first of those it stands for
    int from = 0;       // numbers of nodes
    int to = 0;
    int fromRow = -1; // -1: the node as a whole
    int toRow = -1;
    QPainterPath path; // without arrow
    QPointF tip;
    QPointF heading{1, 0}; // of the arrow: to the left where it closes a loop, up, down
    QPointF middle;        // for the diamond and the count
    double width = 1.2;    // of the line, in design pixels
    bool counted = false;  // a bundle: its width and a number tell how many it stands for
    LinkStanding standing; // of a link between domains
    Change change = Change::None;
    int through = 0; // nodes that a filter hides on the way; the line is then broken
};

/// Products of one domain that stand side by side.
struct DrawnFrame {
    QString domain; // key
    QString name;
    DomainStyle style;
    QRectF rect;
    int shown = 0;
    int all = 0; // products of the domain; 0: not known
};

struct Drawing {
    lineage::Level level = lineage::Level::Product;
    QString root; // key
    QString rootColumn;
    std::optional<lineage::Truncation> truncated;
    QList<DrawnNode> nodes;
    QList<DrawnEdge> edges;
    QList<DrawnFrame> frames;
    QHash<QString, int> numbers;      // node key to number
    std::vector<QPointF> lines;       // of all edges, as the layout gave them
    std::vector<quint32> firstOfLine; // one an edge and one more: where its points begin
    QRectF bounds;
    bool wrapped = false; // columns stand for more than one layer (graph_wrap.h)
    bool folds = true;    // as it was wished

    [[nodiscard]] std::span<const QPointF> line(std::size_t edge) const
    {
        return std::span(lines).subspan(firstOfLine[edge],
                                        firstOfLine[edge + 1] - firstOfLine[edge]);
    }
    [[nodiscard]] int number(const QString &key) const { return numbers.value(key, -1); }
    /// Row of a column in a node; -1: not shown.
    [[nodiscard]] int row(int node, const QString &column) const;
};

struct DrawingOptions {
    double unit = 1;         // pixels a design pixel: text size
    QSet<QString> open;      // nodes whose columns are shown; at level Column: which are closed
    QSet<QString> longLists; // nodes that show all their columns
    bool folds = true;       // columns too tall to be read stand as several side by side

    bool operator==(const DrawingOptions &) const = default;
};

/// How a drawing comes about, beside what is in it.
struct DrawingMeans {
    bool draft = false;                    // quick, for a first picture
    std::shared_ptr<const Drawing> before; // what it has stays near its place there
};

/// Takes what is in those domains and schemas together to one node each, named by their keys; links
/// inside them go, links from and to them are counted. Thread: any; pure.
[[nodiscard]] lineage::Subgraph collapsed(const lineage::Subgraph &graph,
                                          const QSet<QString> &stacks);

/// The domains to begin with as one each, so that a large graph can be read: all that have more
/// than one node in it, but for that of the root unless it is large itself. Empty: the graph is
/// small, or has no domains that would make it smaller.
[[nodiscard]] QSet<QString> domainsToFold(const lineage::Subgraph &graph);

/// The schemas to fold where a domain that is open, or what is in no domain, is still too much to
/// be read: all with more than one dataset, but for those `opened` and that of the root. Empty
/// where there is but one. `closed`: the domains that stand as one.
[[nodiscard]] QSet<QString> schemasToFold(const lineage::Subgraph &graph,
                                          const QSet<QString> &closed, const QSet<QString> &opened);

/// What names a schema of a domain, or of none: what a dataset's key has before its name. It is a
/// word of the view, no key of the mesh. Empty: the dataset is in no schema.
[[nodiscard]] QString schemaKey(const QString &dataset, const QString &domain);
[[nodiscard]] bool isSchema(const QString &key);
/// The stack among those that a thing stands in; empty: it stands for itself.
[[nodiscard]] QString stackOf(const lineage::Node &node, const QSet<QString> &stacks);

/// Adds what stands around one node to a graph.
void unite(lineage::Subgraph &graph, const lineage::Subgraph &more);

/// Gives everything a place. Thread: any; pure. Error: Cancelled.
[[nodiscard]] Result<Drawing> draw(const lineage::Subgraph &graph, const GraphExtras &extras,
                                   const DrawingOptions &options,
                                   const std::function<bool()> &cancelled = {},
                                   const DrawingMeans &means = {});

/// Codes and colours of domains by the theme; in the interface thread or before a worker starts.
void dress(Drawing &drawing);
/// The same in any thread, with the styles by domain key.
void dress(Drawing &drawing, const QHash<QString, DomainStyle> &styles);

// Sizes in design pixels, shared with the painter.
namespace sizes {
constexpr double head = 46;
constexpr double row = 22;
constexpr double cardWidth = 196;
constexpr double cardHeight = 118;
constexpr double stackHeight = 52;
constexpr int rowsShown = 7; // before "n more"
} // namespace sizes

/// Where the rows of a node stand, `index` may be one past the last (the line "n more").
[[nodiscard]] QRectF rowRect(const DrawnNode &node, int index, double unit);

} // namespace meshlens::ui
