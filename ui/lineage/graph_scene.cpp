// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_scene.h"

#include "ui/lineage/graph_painter.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <utility>

namespace meshlens::ui {

namespace {

constexpr int curvePieces = 8;
constexpr int roughPieces = 3; // of a draft, which is seen for a moment
constexpr int roughCells = 1'000;
constexpr int enoughForTwo = 2'000; // edges, before a second thread saves time
constexpr int bundleFrom = 600;     // edges; fewer can be told apart even from afar
// So many design pixels of height run together, from so many pixels a unit downwards.
constexpr std::pair<double, double> bands[] = {{24, 0.14}, {64, 0.06}, {160, 0.025}};

QPointF onCurve(QPointF a, QPointF b, QPointF c, QPointF d, double t)
{
    const double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

void flatten(const QPainterPath &path, int pieces, std::vector<QPointF> &points)
{
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        if (element.type == QPainterPath::CurveToElement && i + 2 < path.elementCount()) {
            const QPointF from = points.back();
            const QPointF b = element;
            const QPointF c = path.elementAt(i + 1);
            const QPointF d = path.elementAt(i + 2);
            for (int piece = 1; piece <= pieces; ++piece)
                points.push_back(onCurve(from, b, c, d, static_cast<double>(piece) / pieces));
            i += 2;
            continue;
        }
        points.push_back(element);
    }
}

double distance(QPointF at, QPointF a, QPointF b)
{
    const QPointF way = b - a;
    const double length = QPointF::dotProduct(way, way);
    const double t =
        length > 0 ? std::clamp(QPointF::dotProduct(at - a, way) / length, 0.0, 1.0) : 0;
    const QPointF off = at - (a + t * way);
    return std::hypot(off.x(), off.y());
}

QRectF extentOf(const DrawnNode &node, double unit)
{
    const double edge = 4 * unit;
    const double shadow = node.stack ? 8 * unit : 0;
    const double reach = nameReach * unit + edge;
    QRectF all = node.rect.adjusted(-reach, -edge, reach + shadow, edge + shadow);
    for (const bool upstream : {true, false}) {
        const QRectF hidden = hiddenRect(node, upstream, unit);
        if (!hidden.isEmpty())
            all |= hidden.adjusted(-1, -1, 1, 1);
    }
    return all;
}

} // namespace

GraphScene::GraphScene(std::shared_ptr<const Drawing> drawing, double unit, Edges kind)
    : m_drawing(std::move(drawing)), m_unit(unit)
{
    const auto nodes = static_cast<int>(m_drawing->nodes.size());
    const auto edges = static_cast<int>(m_drawing->edges.size());
    m_area = m_drawing->bounds;
    for (const DrawnNode &node : m_drawing->nodes) {
        m_extents.push_back(extentOf(node, unit));
        m_area |= m_extents.back();
    }
    m_nodes = std::make_unique<GridIndex>(m_area, nodes);
    for (int i = 0; i < nodes; ++i)
        m_nodes->add(i, extent(i));
    m_nodes->seal();

    const bool isRough = kind == Edges::Single && edges >= bundleFrom;
    const int half = edges < enoughForTwo ? edges : edges / 2;
    std::future<Lines> rest;
    if (half < edges)
        rest = std::async(std::launch::async, [&] { return lines(half, edges, isRough); });
    Lines all = lines(0, half, isRough);
    if (rest.valid()) {
        Lines more = rest.get();
        const auto before = static_cast<std::uint32_t>(all.points.size());
        for (const std::uint32_t first : more.first)
            all.first.push_back(before + first);
        all.points.insert(all.points.end(), more.points.begin(), more.points.end());
        all.index->join(std::move(*more.index));
    }
    all.first.push_back(static_cast<std::uint32_t>(all.points.size()));
    m_firstPoint = std::move(all.first);
    m_points = std::move(all.points);
    m_points.shrink_to_fit();
    m_edges = std::move(all.index);
    m_edges->seal();
    if (kind == Edges::Bundled && edges >= bundleFrom) {
        for (const auto &[band, detail] : bands)
            m_bundles.push_back(std::make_unique<const EdgeBundles>(*m_drawing, band * m_unit));
    }
}

GraphScene::Lines GraphScene::lines(int begin, int end, bool rough) const
{
    const double pad = 9 * m_unit;
    const auto edges = static_cast<int>(m_drawing->edges.size());
    Lines result;
    result.index = rough ? std::make_unique<GridIndex>(m_area, edges, roughCells)
                         : std::make_unique<GridIndex>(m_area, edges);
    result.first.reserve(static_cast<std::size_t>(end - begin) + 1);
    for (int i = begin; i < end; ++i) {
        const DrawnEdge &edge = m_drawing->edges[i];
        result.first.push_back(static_cast<std::uint32_t>(result.points.size()));
        flatten(edge.path, rough ? roughPieces : curvePieces, result.points);
        for (std::size_t at = result.first.back() + 1; at < result.points.size(); ++at)
            result.index->addLine(i, result.points[at - 1], result.points[at], pad);
        result.index->add(i,
                          QRectF(edge.middle - QPointF(40, 12) * m_unit, QSizeF(80, 24) * m_unit));
    }
    return result;
}

const EdgeBundles *GraphScene::bundles(double detail) const
{
    const EdgeBundles *result = nullptr;
    for (std::size_t i = 0; i < m_bundles.size(); ++i) {
        if (detail < bands[i].second)
            result = m_bundles[i].get();
    }
    return result;
}

std::vector<int> GraphScene::nodesIn(const QRectF &rect) const
{
    std::vector<int> found = m_nodes->find(rect);
    std::erase_if(found, [&](int node) { return !extent(node).intersects(rect); });
    return found;
}

std::vector<int> GraphScene::edgesIn(const QRectF &rect) const
{
    return m_edges->find(rect);
}

std::span<const QPointF> GraphScene::line(int edge) const
{
    const auto at = static_cast<std::size_t>(edge);
    return std::span(m_points).subspan(m_firstPoint[at], m_firstPoint[at + 1] - m_firstPoint[at]);
}

int GraphScene::nodeAt(QPointF at) const
{
    for (const int node : m_nodes->find(QRectF(at, QSizeF(0.1, 0.1)))) {
        if (m_drawing->nodes[node].rect.contains(at))
            return node;
    }
    return -1;
}

int GraphScene::edgeAt(QPointF at, double reach) const
{
    int best = -1;
    double bestDistance = reach;
    const QRectF around(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    for (const int edge : m_edges->find(around)) {
        const DrawnEdge &drawn = m_drawing->edges[edge];
        if (drawn.counted || drawn.edge.crossesCatalogs) {
            const QPointF off = at - drawn.middle; // the number or diamond upon the line
            if (std::hypot(off.x() / 14, off.y() / 10) < m_unit)
                return edge;
        }
        const auto points = line(edge);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const double far = distance(at, points[i - 1], points[i]);
            if (far < bestDistance) {
                best = edge;
                bestDistance = far;
            }
        }
    }
    return best;
}

int GraphScene::frameAt(QPointF at) const
{
    const double side = 32 * m_unit;
    for (qsizetype i = 0; i < m_drawing->frames.size(); ++i) {
        const QRectF &rect = m_drawing->frames[i].rect;
        if (QRectF(rect.right() - side, rect.top(), side, 30 * m_unit).contains(at))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace meshlens::ui
