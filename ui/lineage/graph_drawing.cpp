// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_drawing.h"

#include "models/lineage/layout.h"
#include "ui/lineage/graph_ends.h"
#include "ui/lineage/graph_frames.h"
#include "ui/lineage/graph_routes.h"
#include "ui/lineage/graph_wrap.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <span>
#include <unordered_map>
#include <utility>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr qsizetype framesUpTo = 150; // nodes; beyond that frames cost more space than they explain
constexpr double screenShape = 1.6;   // width to height, beside the panel
constexpr double cardLinkGap = 26;    // the numbers on links between domains are as high
constexpr qsizetype bundleFrom = 600; // edges; fewer are told apart more easily one by one

bool isCard(const lineage::Subgraph &graph)
{
    return graph.level == Level::Domain;
}

/// About as wide as words come out, in design pixels; fonts are for the interface thread.
double lengthOf(const QString &words)
{
    constexpr double letter = 6.7, capital = 8.6; // means
    const auto capitals = std::ranges::count_if(words, [](QChar c) { return c.isUpper(); });
    return letter * static_cast<double>(words.size()) +
           (capital - letter) * static_cast<double>(capitals);
}

double widthOf(const DrawnNode &node, Level level)
{
    if (level == Level::Domain)
        return sizes::cardWidth;
    double width = (node.open ? 78 : 60) + lengthOf(node.node.name);
    if (node.stack)
        width = std::max(width, 150.0);
    for (const DrawnRow &row : node.rows)
        width = std::max(width, 34 + lengthOf(row.name) + (row.note.isEmpty() ? 0 : 52));
    return std::clamp(width, 156.0, 288.0);
}

double heightOf(const DrawnNode &node, Level level)
{
    if (level == Level::Domain)
        return sizes::cardHeight;
    if (node.stack)
        return sizes::stackHeight;
    const auto lines = node.rows.size() + (node.moreRows + node.otherColumns > 0 ? 1 : 0);
    return sizes::head + (node.open ? static_cast<double>(lines) * sizes::row + 4 : 0);
}

void addRows(DrawnNode &node, const lineage::Subgraph &graph, const GraphExtras &extras,
             const DrawingOptions &options)
{
    const lineage::Node &thing = node.node;
    node.canOpen = !thing.columns.isEmpty() && !node.stack &&
                   (graph.level == Level::Column || graph.level == Level::Dataset);
    const bool listed = options.open.contains(thing.key);
    node.open = node.canOpen && (graph.level == Level::Column ? !listed : listed);
    if (!node.open)
        return;
    const auto known = extras.columns.value(thing.key);
    QStringList names = thing.columns;
    const bool all = options.longLists.contains(thing.key) ||
                     names.size() <= sizes::rowsShown + 1; // the line "1 more" takes as much
    if (!all) {
        // The column that was asked for is never among the hidden ones.
        if (thing.key == graph.root && names.removeAll(graph.rootColumn) > 0)
            names.prepend(graph.rootColumn);
        node.moreRows = static_cast<int>(names.size()) - sizes::rowsShown;
        names = names.first(sizes::rowsShown);
    }
    for (const QString &name : names) {
        DrawnRow row{name, {}, false};
        const auto column = known.constFind(name);
        if (column != known.constEnd()) {
            row.personal = column->personal;
            row.note = column->personal ? u"personal"_s : column->primaryKey ? u"key"_s : QString();
        }
        node.rows.append(row);
    }
    const int total = extras.columnCounts.value(thing.key);
    node.otherColumns = std::max(0, total - static_cast<int>(thing.columns.size()));
}

/// The edges as drawn: at the level of datasets an edge goes from row to row where both its ends
/// show columns, and is then not drawn a second time between the nodes.
void addEdges(Drawing &drawing, const lineage::Subgraph &graph, const GraphExtras &extras)
{
    QHash<std::pair<quint64, quint64>, int> known; // from, to and rows
    QSet<quint64> byColumns;                       // pairs of nodes
    const auto pairOf = [](int from, int to) {
        return (static_cast<quint64>(from) << 32) | static_cast<quint64>(static_cast<quint32>(to));
    };
    const auto add = [&](const lineage::Edge &edge, int from, int to, int fromRow, int toRow) {
        DrawnEdge drawn;
        drawn.from = from;
        drawn.to = to;
        drawn.fromRow = fromRow;
        drawn.toRow = toRow;
        drawn.edge = edge;
        if (!extras.edgeChanges.isEmpty())
            drawn.change = extras.edgeChanges.value(changeId(edge), Change::None);
        if (!extras.through.isEmpty())
            drawn.through = extras.through.value({edge.from, edge.to});
        if (!extras.standings.isEmpty())
            drawn.standing = extras.standings.value({edge.from, edge.to});
        const std::pair id{pairOf(drawn.from, drawn.to), pairOf(fromRow, toRow)};
        const auto before = known.constFind(id);
        if (before != known.constEnd()) {
            lineage::Edge &merged = drawing.edges[*before].edge;
            merged.declared |= edge.declared;
            merged.crossesCatalogs |= edge.crossesCatalogs;
            merged.count += edge.count;
            return;
        }
        known.insert(id, static_cast<int>(drawing.edges.size()));
        drawing.edges.append(std::move(drawn));
    };
    drawing.edges.reserve(graph.edges.size());
    known.reserve(graph.edges.size());
    std::vector<std::pair<int, int>> ends;
    ends.reserve(static_cast<std::size_t>(graph.edges.size()));
    for (const lineage::Edge &edge : graph.edges)
        ends.emplace_back(drawing.number(edge.from), drawing.number(edge.to));
    const auto each = [&](bool ofColumns, const auto &take) {
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const lineage::Edge &edge = graph.edges[static_cast<qsizetype>(i)];
            if (ends[i].first >= 0 && ends[i].second >= 0 && edge.fromColumn.isEmpty() != ofColumns)
                take(edge, ends[i].first, ends[i].second);
        }
    };
    each(true, [&](const lineage::Edge &edge, int from, int to) {
        const bool wholeLevel = graph.level == Level::Column;
        if (!wholeLevel && !drawing.nodes[from].open && !drawing.nodes[to].open)
            return;
        byColumns.insert(pairOf(from, to));
        add(edge, from, to, drawing.row(from, edge.fromColumn),
            edge.toColumn.isEmpty() ? -1 : drawing.row(to, edge.toColumn));
    });
    each(false, [&](const lineage::Edge &edge, int from, int to) {
        if (!byColumns.contains(pairOf(from, to)))
            add(edge, from, to, -1, -1);
    });
    // Where domains stand as one, a link is a bundle of those between their members.
    int most = 1;
    for (DrawnEdge &edge : drawing.edges) {
        const bool folded = drawing.nodes[edge.from].stack || drawing.nodes[edge.to].stack;
        edge.counted = graph.level == Level::Domain ||
                       (folded && (edge.edge.count > 1 || edge.standing.isMarked()));
        most = std::max(most, edge.edge.count);
    }
    const double widest = graph.level == Level::Domain ? 4.5 : 3;
    for (int i = 0; i < drawing.edges.size(); ++i) {
        DrawnEdge &edge = drawing.edges[i];
        if (edge.counted)
            edge.width = 1.5 + widest * std::sqrt(static_cast<double>(edge.edge.count) / most);
        drawing.nodes[edge.from].out.push_back(i);
        drawing.nodes[edge.to].in.push_back(i);
    }
}

double attachment(const DrawnNode &node, int row, double unit)
{
    if (row >= 0)
        return rowRect(node, row, unit).center().y();
    if (node.open)
        return node.rect.top() + sizes::head * unit / 2;
    return node.rect.center().y();
}

/// Gives links the lines that they had in an earlier drawing.
void addEarlierLines(lineage::LayoutGraph &graph, const Drawing &drawing, const Drawing &before)
{
    struct Ends { // nodes of the earlier drawing, and rows
        int from, to, fromRow, toRow;
        bool operator==(const Ends &) const = default;
    };
    const auto hashOf = [](const Ends &ends) {
        return qHashMulti(0, ends.from, ends.to, ends.fromRow, ends.toRow);
    };
    std::unordered_map<Ends, std::size_t, decltype(hashOf)> lines(
        static_cast<std::size_t>(before.edges.size()), hashOf);
    for (qsizetype i = 0; i < before.edges.size(); ++i) {
        const DrawnEdge &edge = before.edges[i];
        lines.emplace(Ends{edge.from, edge.to, edge.fromRow, edge.toRow}, i);
    }
    std::vector<int> was;
    was.reserve(graph.boxes.size());
    for (const DrawnNode &node : drawing.nodes)
        was.push_back(before.number(node.node.key));
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const DrawnEdge &edge = drawing.edges[static_cast<qsizetype>(i)];
        const auto line = lines.find({was[edge.from], was[edge.to], edge.fromRow, edge.toRow});
        if (line != lines.end())
            graph.links[i].previous = before.line(line->second);
    }
}

/// The graph by numbers, as the layout takes it.
lineage::LayoutGraph layoutOf(const Drawing &drawing, bool framed, double unit,
                              const DrawingMeans &means)
{
    lineage::LayoutGraph graph;
    QHash<QString, int> groups;
    // A wrapped drawing is made anew: the same domains stand where they stood.
    const Drawing *before = means.before && !means.before->wrapped ? means.before.get() : nullptr;
    graph.boxes.reserve(static_cast<std::size_t>(drawing.nodes.size()));
    for (const DrawnNode &node : drawing.nodes) {
        lineage::LayoutGraph::Box box;
        box.width = node.rect.width();
        box.height = node.rect.height();
        if (framed && isFramed(node)) {
            const auto next = static_cast<int>(groups.size());
            box.group = *groups.insert(node.node.domain, groups.value(node.node.domain, next));
        }
        if (const int was = before ? before->number(node.node.key) : -1; was >= 0)
            box.previous = before->nodes[was].rect;
        graph.boxes.push_back(box);
    }
    graph.links.reserve(static_cast<std::size_t>(drawing.edges.size()));
    for (const DrawnEdge &edge : drawing.edges) {
        const DrawnNode &from = drawing.nodes[edge.from];
        const DrawnNode &to = drawing.nodes[edge.to];
        graph.links.push_back({edge.from, edge.to,
                               attachment(from, edge.fromRow, unit) - from.rect.center().y(),
                               attachment(to, edge.toRow, unit) - to.rect.center().y()});
    }
    if (before)
        addEarlierLines(graph, drawing, *before);
    return graph;
}

/// The lines of all links, in two threads where that saves time. `upright`: those inside a column.
void routeAll(Drawing &drawing, const lineage::LayoutPlaces &layout,
              const std::vector<char> &upright, double gap, double unit)
{
    constexpr qsizetype enoughForTwo = 2000;
    DrawnEdge *edges = drawing.edges.data();
    const auto some = [&](qsizetype first, qsizetype end) {
        QPointF low = drawing.bounds.topLeft();
        QPointF high = drawing.bounds.bottomRight();
        for (qsizetype i = first; i < end; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (upright[at]) {
                routeUpright(drawing, edges[i], gap, unit);
                continue;
            }
            const auto way = layout.lineOf(at);
            route(edges[i], way, gap, unit);
            for (const QPointF point : way) { // no curve leaves the box of its ends
                low = {std::min(low.x(), point.x()), std::min(low.y(), point.y())};
                high = {std::max(high.x(), point.x()), std::max(high.y(), point.y())};
            }
        }
        return QRectF(low, high);
    };
    const qsizetype all = drawing.edges.size();
    const qsizetype half = all < enoughForTwo ? all : all / 2;
    std::future<QRectF> rest;
    if (half < all)
        rest = std::async(std::launch::async, some, half, all);
    QRectF reach = some(0, half);
    if (rest.valid())
        reach |= rest.get();
    drawing.bounds |= reach;
    for (std::size_t i = 0; i < upright.size(); ++i) {
        if (upright[i])
            drawing.bounds |= edges[i].path.controlPointRect();
    }
}

} // namespace

int Drawing::row(int node, const QString &column) const
{
    const QList<DrawnRow> &rows = nodes[node].rows;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows[i].name == column)
            return static_cast<int>(i);
    }
    return -1;
}

QRectF rowRect(const DrawnNode &node, int index, double unit)
{
    return {node.rect.left(), node.rect.top() + (sizes::head + 2 + index * sizes::row) * unit,
            node.rect.width(), sizes::row * unit};
}

Result<Drawing> draw(const lineage::Subgraph &graph, const GraphExtras &extras,
                     const DrawingOptions &options, const std::function<bool()> &cancelled,
                     const DrawingMeans &means)
{
    Drawing drawing;
    drawing.level = graph.level;
    drawing.root = graph.root;
    drawing.rootColumn = graph.rootColumn;
    drawing.truncated = graph.truncated;
    const double unit = options.unit;
    const bool framed = !isCard(graph) && graph.nodes.size() <= framesUpTo;
    drawing.nodes.reserve(graph.nodes.size());
    drawing.numbers.reserve(graph.nodes.size());
    for (const lineage::Node &thing : graph.nodes) {
        DrawnNode node;
        node.node = thing;
        node.stack = thing.schema || (thing.kind == mesh::Kind::Domain && !isCard(graph));
        if (thing.kind == mesh::Kind::Domain)
            node.facts = extras.domains.value(thing.domain);
        node.classification = extras.classifications.value(thing.key);
        node.change = extras.nodeChanges.value(thing.key, Change::None);
        addRows(node, graph, extras, options);
        node.rect =
            QRectF(0, 0, widthOf(node, graph.level) * unit, heightOf(node, graph.level) * unit);
        drawing.numbers.insert(thing.key, static_cast<int>(drawing.nodes.size()));
        drawing.nodes.append(std::move(node));
    }
    addEdges(drawing, graph, extras);
    lineage::LayoutOptions spacing;
    spacing.layerGap = (isCard(graph) ? 120 : 84) * unit;
    spacing.nodeGap = (isCard(graph) ? 52 : framed ? frameGap : 16) * unit;
    if (isCard(graph))
        spacing.linkGap = cardLinkGap * unit;
    spacing.draft = means.draft;
    spacing.fold = options.folds && !isCard(graph) ? screenShape : 0;
    spacing.bundle = !means.draft && drawing.edges.size() >= bundleFrom;
    drawing.folds = options.folds;
    lineage::LayoutGraph boxes = layoutOf(drawing, framed, unit, means);
    auto layout = lineage::layOut(boxes, spacing, cancelled);
    std::vector<char> upright(boxes.links.size(), 0);
    if (layout && isCard(graph)) {
        constexpr double columnGap = 92, rowGap = 40; // the numbers on the links still fit
        if (auto wrap = wrapped(boxes, *layout, columnGap * unit, rowGap * unit, unit)) {
            for (std::size_t i = 0; i < boxes.boxes.size(); ++i)
                boxes.boxes[i].previous = QRectF(wrap->centres[i], QSizeF(0, 0));
            upright = std::move(wrap->upright);
            for (std::size_t i = 0; i < upright.size(); ++i) {
                if (upright[i]) // takes no part; its line is made below
                    boxes.links[i].to = boxes.links[i].from;
            }
            spacing.layerGap = columnGap * unit;
            spacing.nodeGap = rowGap * unit;
            drawing.wrapped = true;
            layout = lineage::layOut(boxes, spacing, cancelled);
        }
    }
    if (layout && isCard(graph) && spreadEnds(boxes, *layout, unit)) {
        for (std::size_t i = 0; i < boxes.boxes.size(); ++i)
            boxes.boxes[i].previous = QRectF(layout->centres[i], QSizeF(0, 0));
        layout = lineage::layOut(boxes, spacing, cancelled);
    }
    if (!layout)
        return layout.error();
    for (qsizetype i = 0; i < drawing.nodes.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        DrawnNode &node = drawing.nodes[i];
        node.rect.moveCenter(layout->centres[at]);
        node.layer = layout->layers[at];
        // Whole pixels, so that lines are sharp; the ends of links are as far off at most.
        node.rect.moveTopLeft({std::round(node.rect.left()), std::round(node.rect.top())});
        drawing.bounds |= node.rect;
    }
    routeAll(drawing, *layout, upright, spacing.layerGap, unit);
    drawing.lines = std::move(layout->points);
    drawing.firstOfLine = std::move(layout->firstPoint);
    placeCounts(drawing, unit);
    if (framed)
        addFrames(drawing, extras, unit);
    for (const DrawnFrame &frame : std::as_const(drawing.frames))
        drawing.bounds |= frame.rect;
    return drawing;
}

} // namespace meshlens::ui
