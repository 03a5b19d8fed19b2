// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_drawing.h"

#include "models/lineage/layout.h"
#include "ui/lineage/graph_frames.h"

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr qsizetype framesUpTo = 150; // nodes; beyond that frames cost more space than they explain
constexpr double arrow = 6;

bool isCard(const lineage::Subgraph &graph)
{
    return graph.level == Level::Domain;
}

double widthOf(const DrawnNode &node, Level level)
{
    if (level == Level::Domain)
        return sizes::cardWidth;
    qsizetype letters = node.node.name.size();
    double width = 60 + 6.7 * static_cast<double>(letters);
    if (node.stack)
        width = std::max(width, 150.0);
    for (const DrawnRow &row : node.rows)
        width = std::max(width, 34 + 6.7 * static_cast<double>(row.name.size()) +
                                    (row.note.isEmpty() ? 0 : 52));
    return std::clamp(width, 156.0, 232.0);
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
void addEdges(Drawing &drawing, const lineage::Subgraph &graph)
{
    QHash<QString, int> known; // from, to and rows
    QSet<quint64> byColumns;   // pairs of nodes
    const auto pairOf = [](int from, int to) {
        return (static_cast<quint64>(from) << 32) | static_cast<quint64>(static_cast<quint32>(to));
    };
    const auto add = [&](const lineage::Edge &edge, int fromRow, int toRow) {
        DrawnEdge drawn;
        drawn.from = drawing.number(edge.from);
        drawn.to = drawing.number(edge.to);
        drawn.fromRow = fromRow;
        drawn.toRow = toRow;
        drawn.edge = edge;
        const QString id = u"%1 %2 %3 %4"_s.arg(drawn.from).arg(drawn.to).arg(fromRow).arg(toRow);
        const auto before = known.constFind(id);
        if (before != known.constEnd()) {
            lineage::Edge &merged = drawing.edges[*before].edge;
            merged.declared |= edge.declared;
            merged.crossesCatalogs |= edge.crossesCatalogs;
            merged.count += edge.count;
            return;
        }
        known.insert(id, static_cast<int>(drawing.edges.size()));
        drawing.edges.append(drawn);
    };
    for (const lineage::Edge &edge : graph.edges) {
        const int from = drawing.number(edge.from);
        const int to = drawing.number(edge.to);
        if (from < 0 || to < 0 || edge.fromColumn.isEmpty())
            continue;
        const bool wholeLevel = graph.level == Level::Column;
        const bool anyOpen = drawing.nodes[from].open || drawing.nodes[to].open;
        if (!wholeLevel && !anyOpen)
            continue;
        byColumns.insert(pairOf(from, to));
        add(edge, drawing.row(from, edge.fromColumn),
            edge.toColumn.isEmpty() ? -1 : drawing.row(to, edge.toColumn));
    }
    for (const lineage::Edge &edge : graph.edges) {
        const int from = drawing.number(edge.from);
        const int to = drawing.number(edge.to);
        if (from >= 0 && to >= 0 && edge.fromColumn.isEmpty() &&
            !byColumns.contains(pairOf(from, to)))
            add(edge, -1, -1);
    }
    int most = 1;
    for (const DrawnEdge &edge : drawing.edges)
        most = std::max(most, edge.edge.count);
    for (int i = 0; i < drawing.edges.size(); ++i) {
        DrawnEdge &edge = drawing.edges[i];
        if (graph.level == Level::Domain)
            edge.width = 1.5 + 4.5 * std::sqrt(static_cast<double>(edge.edge.count) / most);
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

/// Curves from point to point that leave and arrive level.
void route(DrawnEdge &edge, QList<QPointF> points, const Drawing &drawing, double unit)
{
    if (points.size() < 2)
        return;
    points.first().setY(attachment(drawing.nodes[edge.from], edge.fromRow, unit));
    points.last().setY(attachment(drawing.nodes[edge.to], edge.toRow, unit));
    edge.tip = points.last();
    edge.leftward = points.last().x() < points[points.size() - 2].x();
    const double side = edge.leftward ? -1 : 1;
    points.last().rx() -= side * arrow * unit;
    edge.path.moveTo(points.first());
    double longest = -1;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF a = points[i - 1];
        const QPointF b = points[i];
        if (edge.from == edge.to || std::abs(a.y() - b.y()) < 0.5 || std::abs(a.x() - b.x()) < 1) {
            edge.path.lineTo(b);
        } else {
            const double reach = (b.x() - a.x()) * 0.5;
            edge.path.cubicTo(a + QPointF(reach, 0), b - QPointF(reach, 0), b);
        }
        const double length = std::hypot(b.x() - a.x(), b.y() - a.y());
        if (length > longest) {
            longest = length;
            edge.middle = (a + b) / 2;
        }
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

lineage::Subgraph collapsed(const lineage::Subgraph &graph, const QSet<QString> &domains)
{
    if (domains.isEmpty())
        return graph;
    lineage::Subgraph result = graph;
    result.nodes.clear();
    result.edges.clear();
    QHash<QString, QString> standsFor; // node key to key in the result
    QHash<QString, qsizetype> stacks;
    for (const lineage::Node &node : graph.nodes) {
        if (!domains.contains(node.domain)) {
            standsFor.insert(node.key, node.key);
            result.nodes.append(node);
            continue;
        }
        standsFor.insert(node.key, node.domain);
        auto at = stacks.constFind(node.domain);
        if (at == stacks.constEnd()) {
            lineage::Node stack;
            stack.key = stack.domain = node.domain;
            stack.kind = mesh::Kind::Domain;
            stack.name = stack.domainName = node.domainName;
            stack.distance = node.distance;
            at = stacks.insert(node.domain, result.nodes.size());
            result.nodes.append(stack);
        }
        lineage::Node &stack = result.nodes[*at];
        ++stack.products;
        stack.hiddenUp += node.hiddenUp;
        stack.hiddenDown += node.hiddenDown;
        for (const QString &catalog : node.catalogs) {
            if (!stack.catalogs.contains(catalog))
                stack.catalogs.append(catalog);
        }
    }
    result.root = standsFor.value(graph.root, graph.root);
    QHash<std::pair<QString, QString>, qsizetype> merged;
    for (lineage::Edge edge : graph.edges) {
        const QString from = standsFor.value(edge.from);
        const QString to = standsFor.value(edge.to);
        if (from.isEmpty() || to.isEmpty() || (from == to && from != edge.from))
            continue;
        const bool moved = from != edge.from || to != edge.to;
        if (!moved) {
            result.edges.append(edge);
            continue;
        }
        edge.fromColumn.clear();
        edge.toColumn.clear();
        edge.from = from;
        edge.to = to;
        const auto known = merged.constFind({from, to});
        if (known == merged.constEnd()) {
            merged.insert({from, to}, result.edges.size());
            result.edges.append(edge);
        } else {
            lineage::Edge &into = result.edges[*known];
            into.count += edge.count;
            into.declared |= edge.declared;
            into.crossesCatalogs |= edge.crossesCatalogs;
        }
    }
    return result;
}

void unite(lineage::Subgraph &graph, const lineage::Subgraph &more)
{
    // How many neighbours a node has in all: those shown and those said to be hidden.
    const auto shown = [](const lineage::Subgraph &part) {
        QHash<QString, std::pair<QSet<QString>, QSet<QString>>> around; // up, down
        for (const lineage::Edge &edge : part.edges) {
            around[edge.to].first.insert(edge.from);
            around[edge.from].second.insert(edge.to);
        }
        return around;
    };
    QHash<QString, std::pair<int, int>> totals;
    for (const lineage::Subgraph *part : {&more, static_cast<const lineage::Subgraph *>(&graph)}) {
        const auto around = shown(*part);
        for (const lineage::Node &node : part->nodes) {
            const auto sides = around.value(node.key);
            totals[node.key] = {static_cast<int>(sides.first.size()) + node.hiddenUp,
                                static_cast<int>(sides.second.size()) + node.hiddenDown};
        }
    }
    QSet<QString> keys;
    for (lineage::Node &node : graph.nodes)
        keys.insert(node.key);
    for (const lineage::Node &node : more.nodes) {
        if (!keys.contains(node.key)) {
            graph.nodes.append(node);
        } else if (!node.columns.isEmpty()) {
            for (lineage::Node &old : graph.nodes) {
                if (old.key != node.key)
                    continue;
                for (const QString &column : node.columns) {
                    if (!old.columns.contains(column))
                        old.columns.append(column);
                }
            }
        }
    }
    const auto idOf = [](const lineage::Edge &edge) {
        return QStringList{edge.from, edge.to, edge.fromColumn, edge.toColumn};
    };
    QSet<QStringList> edges;
    for (const lineage::Edge &edge : graph.edges)
        edges.insert(idOf(edge));
    for (const lineage::Edge &edge : more.edges) {
        if (!edges.contains(idOf(edge)))
            graph.edges.append(edge);
    }
    const auto around = shown(graph);
    for (lineage::Node &node : graph.nodes) {
        const auto sides = around.value(node.key);
        const auto total = totals.value(node.key);
        node.hiddenUp = std::max(0, total.first - static_cast<int>(sides.first.size()));
        node.hiddenDown = std::max(0, total.second - static_cast<int>(sides.second.size()));
    }
}

Result<Drawing> draw(const lineage::Subgraph &graph, const GraphExtras &extras,
                     const DrawingOptions &options, const std::function<bool()> &cancelled)
{
    Drawing drawing;
    drawing.level = graph.level;
    drawing.root = graph.root;
    drawing.rootColumn = graph.rootColumn;
    drawing.truncated = graph.truncated;
    const double unit = options.unit;
    const bool framed = !isCard(graph) && graph.nodes.size() <= framesUpTo;
    lineage::LayoutInput input;
    for (const lineage::Node &thing : graph.nodes) {
        DrawnNode node;
        node.node = thing;
        node.stack = thing.kind == mesh::Kind::Domain && !isCard(graph);
        node.facts = extras.domains.value(thing.domain);
        node.classification = extras.classifications.value(thing.key);
        addRows(node, graph, extras, options);
        node.rect =
            QRectF(0, 0, widthOf(node, graph.level) * unit, heightOf(node, graph.level) * unit);
        input.nodes.append({thing.key, node.rect.width(), node.rect.height(),
                            framed && !node.stack ? thing.domain : QString()});
        drawing.numbers.insert(thing.key, static_cast<int>(drawing.nodes.size()));
        drawing.nodes.append(std::move(node));
    }
    addEdges(drawing, graph);
    QHash<std::pair<int, int>, qsizetype> ways; // a pair of nodes is laid out once
    for (const DrawnEdge &edge : std::as_const(drawing.edges)) {
        if (ways.contains({edge.from, edge.to}))
            continue;
        ways.insert({edge.from, edge.to}, input.edges.size());
        input.edges.append({graph.nodes[edge.from].key, graph.nodes[edge.to].key});
    }
    lineage::LayoutOptions spacing;
    spacing.layerGap = (isCard(graph) ? 120 : 84) * unit;
    spacing.nodeGap = (isCard(graph) ? 52 : framed ? frameGap : 16) * unit;
    const auto layout = lineage::layOut(input, spacing, cancelled);
    if (!layout)
        return layout.error();
    QList<double> layers;
    for (qsizetype i = 0; i < layout->nodes.size(); ++i) {
        drawing.nodes[i].rect.moveCenter(layout->nodes[i].centre);
        const double x = std::round(layout->nodes[i].centre.x());
        if (!layers.contains(x))
            layers.append(x);
    }
    std::sort(layers.begin(), layers.end());
    for (DrawnNode &node : drawing.nodes) {
        node.layer = static_cast<int>(layers.indexOf(std::round(node.rect.center().x())));
        node.rect.moveTopLeft({std::round(node.rect.left()), std::round(node.rect.top())});
        drawing.bounds |= node.rect;
    }
    for (DrawnEdge &edge : drawing.edges) {
        route(edge, layout->edges[ways.value({edge.from, edge.to})].points, drawing, unit);
        drawing.bounds |= edge.path.boundingRect();
    }
    if (framed)
        addFrames(drawing, extras, unit);
    for (const DrawnFrame &frame : std::as_const(drawing.frames))
        drawing.bounds |= frame.rect;
    return drawing;
}

void dress(Drawing &drawing)
{
    QHash<QString, DomainStyle> known;
    const auto style = [&](const QString &key, const QString &name) {
        auto found = known.find(key);
        if (found == known.end())
            found = known.insert(key, Theme::instance().domain(key, name));
        return *found;
    };
    for (DrawnNode &node : drawing.nodes) {
        if (!node.node.domain.isEmpty())
            node.style = style(node.node.domain, node.node.domainName);
    }
    for (DrawnFrame &frame : drawing.frames)
        frame.style = style(frame.domain, frame.name);
}

} // namespace meshlens::ui
