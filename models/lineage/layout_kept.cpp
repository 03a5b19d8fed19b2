// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_kept.h"

#include "models/lineage/layout_drawing.h"

#include <numeric>

// A small change of a large drawing. Routing takes most of the time, and nearly all lines would
// come out as they were. So a line is kept where both its ends still stand where they stood and no
// box that has come, moved or grown is in its way. Only the others get stand-ins, a place in the
// order, and a new line. Boxes come first, since it is their moves that decide: they are placed
// among the links that are new for sure, and the others among the boxes as they then stand.
//
// Cost: a few passes over boxes and links, and for each line a binary search in each column with
// changed boxes that it passes.

namespace meshlens::lineage::layered {
namespace {

constexpr double same = 1; // a canvas may round places to whole pixels

bool isNear(QPointF a, QPointF b)
{
    return std::abs(a.x() - b.x()) <= same && std::abs(a.y() - b.y()) <= same;
}

bool isNear(const QRectF &a, const QRectF &b)
{
    return isNear(a.topLeft(), b.topLeft()) && isNear(a.bottomRight(), b.bottomRight());
}

bool areNumbers(std::span<const QPointF> line)
{
    return std::all_of(line.begin(), line.end(), [](QPointF point) {
        return std::isfinite(point.x()) && std::isfinite(point.y());
    });
}

} // namespace

void ChangedBoxes::add(int column, const QRectF &rect)
{
    Column &into = m_columns[column];
    if (into.boxes.empty()) {
        m_used.push_back(column);
        into.left = rect.left();
        into.right = rect.right();
    }
    into.left = std::min(into.left, rect.left());
    into.right = std::max(into.right, rect.right());
    into.boxes.push_back(rect);
}

void ChangedBoxes::sort()
{
    std::sort(m_used.begin(), m_used.end());
    for (const int column : m_used) {
        std::vector<QRectF> &boxes = m_columns[column].boxes;
        std::sort(boxes.begin(), boxes.end(),
                  [](const QRectF &a, const QRectF &b) { return a.top() < b.top(); });
    }
}

bool ChangedBoxes::meets(std::span<const QPointF> line, double distance) const
{
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double left = std::min(line[i - 1].x(), line[i].x());
        const double right = std::max(line[i - 1].x(), line[i].x());
        auto column = std::partition_point(m_used.begin(), m_used.end(), [&](int number) {
            return m_columns[number].right + distance < left;
        });
        for (; column != m_used.end() && m_columns[*column].left - distance <= right; ++column) {
            if (meets(m_columns[*column], line[i - 1], line[i], distance))
                return true;
        }
    }
    return false;
}

bool ChangedBoxes::meets(const Column &column, QPointF from, QPointF to, double distance)
{
    if (from.x() > to.x())
        std::swap(from, to);
    const double slope = (to.y() - from.y()) / std::max(1e-9, to.x() - from.x());
    const auto heightAt = [&](double x) {
        return x <= from.x() ? from.y() : x >= to.x() ? to.y() : from.y() + slope * (x - from.x());
    };
    const auto between = [&](double left, double right) {
        // An upright piece has both its heights at one x.
        return from.x() == to.x() ? std::minmax({from.y(), to.y()})
                                  : std::minmax({heightAt(left), heightAt(right)});
    };
    const auto [high, low] = between(column.left - distance, column.right + distance);
    auto box =
        std::partition_point(column.boxes.begin(), column.boxes.end(),
                             [&](const QRectF &rect) { return rect.bottom() + distance <= high; });
    for (; box != column.boxes.end() && box->top() - distance < low; ++box) {
        const double left = box->left() - distance;
        const double right = box->right() + distance;
        if (to.x() <= left || from.x() >= right)
            continue;
        const auto [top, bottom] = between(left, right);
        if (bottom > box->top() - distance && top < box->bottom() + distance)
            return true;
    }
    return false;
}

/// The earlier points of each way, from its left end to its right one.
void Drawing::rememberLines()
{
    m_earlierLines.assign(m_ways.size(), {});
    if (static_cast<int>(m_ways.size()) < m_options.keepFrom)
        return;
    for (std::size_t i = 0; i < m_input.links.size(); ++i) {
        const std::span<const QPointF> line = m_input.links[i].previous;
        if (m_wayOf[i] >= 0 && line.size() >= 2 && areNumbers(line))
            m_earlierLines[m_wayOf[i]] = line;
    }
}

void Drawing::placeNearEarlier()
{
    LayoutPart &part = m_parts.front(); // there is no other
    std::vector<Arc> arcs;
    arcs.reserve(part.ways.size());
    for (const Way &way : part.ways)
        arcs.push_back({way.from, way.to});
    if (m_crew.stopped())
        return;
    StableColumns columns = stableColumns(m_earlier, arcs, part.widths, m_layerGap);
    m_columns = std::move(columns.middles);
    if (m_crew.stopped())
        return;
    rememberLines();
    const auto putStandIns = [&] {
        std::vector<Way> ways;
        for (const int number : part.wayNumbers)
            ways.push_back(m_ways[number]);
        part.graph = withStandIns(columns.layerOf, std::move(ways),
                                  mostStandIns(static_cast<int>(part.boxes.size())), m_crew);
    };
    std::erase_if(part.wayNumbers, [&](int way) { return !m_earlierLines[way].empty(); });
    putStandIns();
    if (m_crew.stopped())
        return;
    placeStably(part, m_earlier, m_spacing, m_crew);
    if (m_crew.stopped() || !keepLines(part))
        return;
    putStandIns();
    if (m_crew.stopped())
        return;
    EarlierPlaces now(part.boxes.size());
    for (std::size_t box = 0; box < now.size(); ++box)
        now[box] = QPointF(m_columns[part.graph.layerOf[box]], part.centres[box]);
    orderStably(part, now, m_spacing, m_crew);
}

/// Keeps the lines that can be kept; the others are added to those of the part. True: there are.
bool Drawing::keepLines(LayoutPart &part)
{
    const auto rectOf = [&](int box) {
        const QPointF centre(m_columns[part.graph.layerOf[box]], part.centres[box]);
        const QPointF half(width(box) / 2, height(box) / 2);
        return QRectF(centre - half, centre + half);
    };
    ChangedBoxes changed(static_cast<int>(m_columns.size()));
    for (int box = 0; box < part.graph.real; ++box) {
        if ((box & 8191) == 0 && m_crew.stopped())
            return false;
        const QRectF now = rectOf(box);
        if (!m_earlier[box] || !isNear(*m_input.boxes[box].previous, now))
            changed.add(part.graph.layerOf[box], now);
    }
    changed.sort();
    const double distance = std::max(0.0, m_spacing.wayNode / 2 - same);
    const std::size_t routed = part.wayNumbers.size();
    std::vector<QPointF> &pool = m_pools.emplace_back();
    m_lines.resize(m_ways.size());
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        std::span<const QPointF> line = m_earlierLines[i];
        if (line.empty())
            continue;
        if ((i & 1023) == 0 && m_crew.stopped())
            return false;
        const Way &way = m_ways[i];
        const QRectF left = rectOf(way.from);
        const QRectF right = rectOf(way.to);
        const QPointF from(left.right(), left.center().y() + way.fromY);
        const QPointF to(right.left(), right.center().y() + way.toY);
        const QPointF first = m_turned[i] ? line.back() : line.front();
        const QPointF last = m_turned[i] ? line.front() : line.back();
        if (!isNear(first, from) || !isNear(last, to) || changed.meets(line, distance)) {
            part.wayNumbers.push_back(static_cast<int>(i));
            continue;
        }
        const std::size_t begin = pool.size();
        if (m_turned[i])
            pool.insert(pool.end(), line.rbegin(), line.rend());
        else
            pool.insert(pool.end(), line.begin(), line.end());
        pool[begin] = from;
        pool.back() = to;
        m_lines[i] = {m_pools.size() - 1, begin, pool.size()};
    }
    return part.wayNumbers.size() > routed;
}

} // namespace meshlens::lineage::layered
