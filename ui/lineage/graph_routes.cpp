// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_routes.h"

#include "ui/lineage/graph_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace meshlens::ui {

namespace {

constexpr double arrow = 6;

} // namespace

void route(DrawnEdge &edge, std::span<const QPointF> way, double gap, double unit)
{
    if (way.size() < 2)
        return;
    edge.tip = way.back();
    const bool leftward = way.back().x() < way[way.size() - 2].x();
    edge.heading = {leftward ? -1.0 : 1.0, 0};
    edge.path.reserve(static_cast<int>(1 + 3 * (way.size() - 1)));
    edge.path.moveTo(way.front());
    double longest = -1; // squared
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF a = way[i - 1];
        const QPointF b = i + 1 < way.size() ? way[i] : way[i] - edge.heading * arrow * unit;
        const double wide = b.x() - a.x();
        if (edge.from == edge.to || std::abs(a.y() - b.y()) < 0.5 || std::abs(wide) < 1) {
            edge.path.lineTo(b);
        } else {
            const double free = std::abs(wide) <= 1.3 * gap ? std::abs(wide) : 0.7 * gap;
            const double reach = std::copysign(free * 0.5, wide);
            edge.path.cubicTo(a + QPointF(reach, 0), b - QPointF(reach, 0), b);
        }
        const double length = QPointF::dotProduct(b - a, b - a);
        if (length > longest) {
            longest = length;
            edge.middle = (a + b) / 2;
        }
    }
}

void placeCounts(Drawing &drawing, double unit)
{
    constexpr qsizetype mostPlaced = 400;
    constexpr double step = 0.07; // of the line, to both sides from its middle
    constexpr int steps = 5;
    QList<QRectF> nodes, pills;
    for (const DrawnNode &node : std::as_const(drawing.nodes))
        nodes.append(node.rect);
    if (drawing.edges.size() > mostPlaced || nodes.size() > mostPlaced)
        return;
    const auto covered = [](const QList<QRectF> &taken, const QRectF &pill) {
        double sum = 0;
        for (const QRectF &one : taken) {
            const QRectF both = one.intersected(pill);
            sum += both.width() * both.height();
        }
        return sum;
    };
    for (DrawnEdge &edge : drawing.edges) {
        if (!edge.counted || edge.path.isEmpty())
            continue;
        const auto digits = static_cast<double>(QString::number(edge.edge.count).size());
        const QSizeF size(
            (20 + 7 * digits + (edge.edge.crossesCatalogs ? 14 : 0) + marksWidth(edge)) * unit,
            24 * unit); // of the number with its marks
        const auto at = [&](QPointF middle) {
            return QRectF(middle - QPointF(size.width(), size.height()) / 2, size);
        };
        const auto cost = [&](QPointF middle) { // two numbers that cover each other are worse
            return covered(nodes, at(middle)) + 2 * covered(pills, at(middle));
        };
        QPointF best = edge.middle;
        double least = cost(best);
        for (int i = 0; i <= 2 * steps && least > 0; ++i) {
            const int aside = (i + 1) / 2 * (i % 2 == 0 ? 1 : -1);
            const QPointF there = edge.path.pointAtPercent(0.5 + step * aside);
            if (const double here = cost(there); here < least) {
                least = here;
                best = there;
            }
        }
        edge.middle = best;
        pills.append(at(best));
    }
}

void routeUpright(const Drawing &drawing, DrawnEdge &edge, double gap, double unit)
{
    const QRectF from = drawing.nodes[edge.from].rect;
    const QRectF to = drawing.nodes[edge.to].rect;
    const bool down = to.center().y() > from.center().y();
    const double sign = down ? 1 : -1;
    const double upper = down ? from.bottom() : to.bottom();
    const double lower = down ? to.top() : from.top();
    const QRectF between(from.left(), upper, from.width(), lower - upper);
    const bool free = std::ranges::none_of(
        drawing.nodes, [&](const DrawnNode &node) { return node.rect.intersects(between); });
    if (free) {
        // There and back do not lie on each other.
        const double x = from.center().x() + sign * from.width() / 8;
        const QPointF start(x, down ? upper : lower);
        edge.tip = {x, down ? lower : upper};
        edge.heading = {0, sign};
        edge.path.moveTo(start);
        edge.path.lineTo(edge.tip - edge.heading * arrow * unit);
        edge.middle = (start + edge.tip) / 2;
        return;
    }
    const double shift = sign * from.height() / 4;
    const QPointF start(from.right(), from.center().y() + shift);
    edge.tip = {to.right(), to.center().y() - shift / 2};
    edge.heading = {-1, 0};
    const QPointF end = edge.tip - edge.heading * arrow * unit;
    const double reach = 0.8 * gap; // the curve goes three quarters as far
    edge.path.moveTo(start);
    edge.path.cubicTo(start + QPointF(reach, 0), end + QPointF(reach, 0), end);
    edge.middle = edge.path.pointAtPercent(0.5);
}

} // namespace meshlens::ui
