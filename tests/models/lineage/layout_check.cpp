// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace meshlens::test {

using namespace Qt::StringLiterals;
using lineage::LayoutGraph;
using lineage::LayoutPlaces;

namespace {

QRectF rectOf(const LayoutGraph &graph, const LayoutPlaces &places, int box)
{
    const auto &size = graph.boxes[box];
    const QPointF centre = places.centres[box];
    return {centre.x() - size.width / 2, centre.y() - size.height / 2, size.width, size.height};
}

/// Liang and Barsky, a little inside of the box.
bool passesThrough(QPointF from, QPointF to, const QRectF &box)
{
    const QRectF inside = box.adjusted(0.5, 0.5, -0.5, -0.5);
    if (inside.isEmpty())
        return false;
    double enter = 0;
    double leave = 1;
    const QPointF step = to - from;
    const auto clip = [&](double p, double q) {
        if (p == 0)
            return q > 0;
        if (p < 0)
            enter = std::max(enter, q / p);
        else
            leave = std::min(leave, q / p);
        return true;
    };
    return clip(-step.x(), from.x() - inside.left()) && clip(step.x(), inside.right() - from.x()) &&
           clip(-step.y(), from.y() - inside.top()) && clip(step.y(), inside.bottom() - from.y()) &&
           enter < leave;
}

/// Boxes by the column they stand in: pairs of box and rectangle, from top to bottom.
using Columns = std::map<int, std::vector<std::pair<int, QRectF>>>;

Columns columnsOf(const LayoutGraph &graph, const LayoutPlaces &places)
{
    Columns columns;
    for (int box = 0; box < static_cast<int>(graph.boxes.size()); ++box)
        columns[places.layers[box]].emplace_back(box, rectOf(graph, places, box));
    for (auto &[column, boxes] : columns)
        std::sort(boxes.begin(), boxes.end(),
                  [](const auto &a, const auto &b) { return a.second.top() < b.second.top(); });
    return columns;
}

void checkBoxes(const Columns &columns, QStringList &wrong)
{
    double right = -1e300;
    for (const auto &[column, boxes] : columns) {
        double left = 1e300;
        double columnRight = -1e300;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            left = std::min(left, boxes[i].second.left());
            columnRight = std::max(columnRight, boxes[i].second.right());
            if (i > 0 && boxes[i - 1].second.bottom() > boxes[i].second.top() + 0.01)
                wrong.append(
                    u"boxes %1 and %2 overlap"_s.arg(boxes[i - 1].first).arg(boxes[i].first));
        }
        if (left < right)
            wrong.append(u"column %1 overlaps the one before"_s.arg(column));
        right = columnRight;
    }
}

void checkLine(const LayoutGraph &graph, const LayoutPlaces &places, int number,
               const Columns &columns, QStringList &wrong)
{
    const LayoutGraph::Link &link = graph.links[number];
    const QPointF *begin = places.points.data() + places.firstPoint[number];
    const QPointF *end = places.points.data() + places.firstPoint[number + 1];
    if (end - begin < 2) {
        wrong.append(u"link %1 is not drawn"_s.arg(number));
        return;
    }
    const QRectF from = rectOf(graph, places, link.from);
    const QRectF to = rectOf(graph, places, link.to);
    const bool back = link.from != link.to && from.left() > to.right();
    const double fromX = back ? from.left() : from.right();
    const double toX = back ? to.right() : to.left();
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.01; };
    if (!near(begin->x(), fromX) || !near(begin->y(), from.center().y() + link.fromY) ||
        !near((end - 1)->x(), toX) || !near((end - 1)->y(), to.center().y() + link.toY))
        wrong.append(u"link %1 misses its ends"_s.arg(number));
    for (const QPointF *point = begin; point + 1 < end; ++point) {
        const double step = (point + 1)->x() - point->x();
        if (link.from != link.to && (back ? step > 0.01 : step < -0.01))
            wrong.append(u"link %1 turns back"_s.arg(number));
        const double left = std::min(point->x(), (point + 1)->x());
        const double right = std::max(point->x(), (point + 1)->x());
        for (const auto &[column, boxes] : columns) {
            for (const auto &[box, rect] : boxes) {
                if (rect.left() > right || rect.right() < left || box == link.from ||
                    box == link.to)
                    continue;
                if (passesThrough(*point, *(point + 1), rect))
                    wrong.append(u"link %1 passes through box %2"_s.arg(number).arg(box));
            }
        }
        if (!places.bounds.adjusted(-0.1, -0.1, 0.1, 0.1).contains(*point))
            wrong.append(u"link %1 leaves the bounds"_s.arg(number));
    }
}

} // namespace

QStringList faults(const LayoutGraph &graph, const LayoutPlaces &places)
{
    QStringList wrong;
    if (places.centres.size() != graph.boxes.size() || places.layers.size() != graph.boxes.size() ||
        places.firstPoint.size() != graph.links.size() + 1 ||
        places.firstPoint.back() != places.points.size()) {
        wrong.append(u"parts are missing"_s);
        return wrong;
    }
    for (int box = 0; box < static_cast<int>(graph.boxes.size()); ++box) {
        const QRectF rect = rectOf(graph, places, box);
        if (!places.bounds.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rect))
            wrong.append(u"box %1 leaves the bounds"_s.arg(box));
    }
    const Columns columns = columnsOf(graph, places);
    checkBoxes(columns, wrong);
    for (int link = 0; link < static_cast<int>(graph.links.size()) && wrong.size() < 20; ++link)
        checkLine(graph, places, link, columns, wrong);
    return wrong;
}

LayoutGraph randomGraph(quint32 seed, int mostBoxes, bool loops)
{
    Dice dice(seed);
    LayoutGraph graph;
    const int boxes = 1 + dice.below(mostBoxes);
    const int reach = 1 + dice.below(boxes); // how far along the numbers a link goes
    const bool varied = dice.below(3) > 0;
    const bool rows = dice.below(3) == 0;
    const int groups = dice.below(4) == 0 ? 3 : 0;
    for (int i = 0; i < boxes; ++i) {
        LayoutGraph::Box box;
        if (varied) {
            box.width = 20 + dice.below(240);
            box.height = 10 + dice.below(120);
        }
        if (groups > 0)
            box.group = dice.below(groups + 1) - 1;
        graph.boxes.push_back(box);
    }
    const int links = dice.below(boxes * (1 + dice.below(4)) + 1);
    for (int i = 0; i < links; ++i) {
        LayoutGraph::Link link;
        link.from = dice.below(boxes);
        link.to = std::min(boxes - 1, link.from + dice.below(reach + 1));
        if (loops && dice.below(12) == 0)
            std::swap(link.from, link.to);
        if (!loops && link.from == link.to)
            continue;
        if (rows) {
            const auto row = [&](int box) {
                return graph.boxes[box].height * (dice.below(9) - 4) / 10.0;
            };
            link.fromY = row(link.from);
            link.toY = row(link.to);
        }
        graph.links.push_back(link);
    }
    return graph;
}

} // namespace meshlens::test
