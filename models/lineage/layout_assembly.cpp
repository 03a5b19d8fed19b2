// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_drawing.h"
#include "models/lineage/layout_routes.h"

namespace meshlens::lineage::layered {

void Drawing::placeParts()
{
    if (!m_earlier.empty()) { // stays where it is
        for (const LayoutPart &part : m_parts)
            m_packed.push_back({part.graph.layers, part.height});
        return;
    }
    double widths = 0;
    for (const LayoutPart &part : m_parts) {
        m_packed.push_back({part.graph.layers, part.height});
        for (const double width : part.widths)
            widths += width;
    }
    const double meanWidth =
        widths / static_cast<double>(std::max<std::size_t>(1, m_input.boxes.size()));
    pack(m_packed, meanWidth + m_layerGap, m_spacing.nodes);
}

void Drawing::placeColumns()
{
    int columns = 0;
    for (const PackedPart &part : m_packed)
        columns = std::max(columns, part.column + part.columns);
    m_columnWidths.assign(columns, 0);
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        const LayoutPart &part = m_parts[number];
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            const int column = m_packed[number].column + part.graph.layerOf[i];
            m_columnWidths[column] = std::max(m_columnWidths[column], part.widths[i]);
        }
    }
    if (!m_columns.empty())
        return; // those of the earlier drawing
    double left = 0;
    for (const double width : m_columnWidths) {
        m_columns.push_back(left + width / 2);
        left += width + m_layerGap;
    }
}

void Drawing::placeBoxes()
{
    m_centres.resize(m_input.boxes.size());
    m_layers.resize(m_input.boxes.size());
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        LayoutPart &part = m_parts[number];
        for (double &centre : part.centres)
            centre += m_packed[number].y;
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            const int column = m_packed[number].column + part.graph.layerOf[i];
            m_layers[part.boxes[i]] = column;
            m_centres[part.boxes[i]] = {m_columns[column], part.centres[i]};
        }
    }
}

void Drawing::route(LayoutPart &part)
{
    const PackedPart &packed = m_packed[&part - m_parts.data()];
    const std::vector<double> columns(m_columns.begin() + packed.column,
                                      m_columns.begin() + packed.column + packed.columns);
    const PlacedPart placed{part.graph,   part.order, part.centres, part.widths,
                            part.heights, columns,    m_spacing};
    const WayRouter router(placed);
    constexpr std::size_t atOnce = 256;
    const std::size_t ways = part.graph.ways.size();
    const std::size_t chunks = (ways + atOnce - 1) / atOnce;
    const std::size_t firstPool = m_pools.size();
    m_pools.resize(firstPool + chunks);
    m_crew.each(static_cast<int>(chunks), [&](int chunk) {
        if (m_crew.stopped())
            return;
        const std::size_t pool = firstPool + chunk;
        std::vector<QPointF> &points = m_pools[pool];
        points.reserve(4 * atOnce);
        const std::size_t begin = chunk * atOnce;
        for (std::size_t i = begin; i < std::min(ways, begin + atOnce); ++i) {
            if (part.graph.ways[i].detour)
                continue;
            const std::size_t first = points.size();
            router.route(part.graph.ways[i], points);
            m_lines[part.wayNumbers[i]] = {pool, first, points.size()};
        }
    });
}

std::vector<QPointF> Drawing::loop(const LayoutGraph::Link &link, QPointF centre) const
{
    const double halfHeight = height(link.from) / 2;
    const double reach = std::min(m_spacing.nodes, m_layerGap) / 2;
    const double right = centre.x() + width(link.from) / 2;
    const double left = centre.x() - width(link.from) / 2;
    const double top = centre.y() - halfHeight - std::min(reach, m_spacing.wayNode / 2);
    const double from = centre.y() + port(link.fromY, link.from);
    const double to = centre.y() + port(link.toY, link.to);
    return {{right, from},       {right + reach, from}, {right + reach, top},
            {left - reach, top}, {left - reach, to},    {left, to}};
}

/// Up between two columns, along above everything, down between two others.
std::vector<QPointF> Drawing::detour(const Way &way, int number) const
{
    const double lane = m_bounds.top() - m_spacing.nodes - (number % 64) * m_spacing.lanes;
    const double shift = m_layerGap * (0.25 + (number % 61) * 0.5 / 61);
    const auto at = [&](int box, double side) {
        const int column = m_layers[box];
        return m_columns[column] + side * (m_columnWidths[column] / 2 + shift);
    };
    const QPointF from = m_centres[way.from] + QPointF(width(way.from) / 2, way.fromY);
    const QPointF to = m_centres[way.to] + QPointF(-width(way.to) / 2, way.toY);
    const double up = at(way.from, 1);
    const double down = at(way.to, -1);
    return {from, {up, from.y()}, {up, lane}, {down, lane}, {down, to.y()}, to};
}

void Drawing::routeAll()
{
    m_lines.resize(m_ways.size());
    for (LayoutPart &part : m_parts) {
        if (m_crew.stopped())
            return;
        route(part);
        for (std::size_t i = 0; i < part.graph.ways.size(); ++i)
            m_ways[part.wayNumbers[i]].detour = part.graph.ways[i].detour;
        part = LayoutPart(); // room for what follows
    }
    if (m_crew.stopped())
        return;
    for (std::size_t i = 0; i < m_centres.size(); ++i) {
        const QSizeF size(width(static_cast<int>(i)), height(static_cast<int>(i)));
        m_bounds |= QRectF(m_centres[i] - QPointF(size.width(), size.height()) / 2, size);
    }
    m_pools.emplace_back();
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        if (!m_ways[i].detour)
            continue;
        std::vector<QPointF> &pool = m_pools.back();
        const auto points = detour(m_ways[i], static_cast<int>(i));
        m_lines[i] = {m_pools.size() - 1, pool.size(), pool.size() + points.size()};
        pool.insert(pool.end(), points.begin(), points.end());
    }
}

LayoutPlaces Drawing::assembled()
{
    LayoutPlaces result;
    if (m_crew.stopped())
        return result;
    for (const auto step :
         {&Drawing::placeParts, &Drawing::placeColumns, &Drawing::placeBoxes, &Drawing::routeAll}) {
        (this->*step)();
        if (m_crew.stopped())
            return result;
    }
    result.firstPoint.reserve(m_input.links.size() + 1);
    result.firstPoint.push_back(0);
    std::size_t sum = 0;
    for (const std::vector<QPointF> &pool : m_pools)
        sum += pool.size();
    result.points.reserve(sum);
    for (std::size_t i = 0; i < m_input.links.size(); ++i) {
        if ((i & 4095) == 0 && m_crew.stopped())
            return result;
        const int way = m_wayOf[i];
        if (way < 0) {
            const LayoutGraph::Link &link = m_input.links[i];
            const auto points = loop(link, m_centres[link.from]);
            result.points.insert(result.points.end(), points.begin(), points.end());
        } else {
            const std::span<const QPointF> line = pointsOf(way);
            if (m_turned[way])
                result.points.insert(result.points.end(), line.rbegin(), line.rend());
            else
                result.points.insert(result.points.end(), line.begin(), line.end());
        }
        result.firstPoint.push_back(static_cast<quint32>(result.points.size()));
    }
    double left = m_bounds.left();
    double top = m_bounds.top();
    double right = m_bounds.right();
    double bottom = m_bounds.bottom();
    for (const QPointF &point : result.points) {
        left = std::min(left, point.x());
        top = std::min(top, point.y());
        right = std::max(right, point.x());
        bottom = std::max(bottom, point.y());
    }
    result.bounds = QRectF(QPointF(left, top), QPointF(right, bottom));
    result.centres = std::move(m_centres);
    result.layers = std::move(m_layers);
    return result;
}

} // namespace meshlens::lineage::layered
