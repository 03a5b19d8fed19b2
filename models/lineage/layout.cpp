// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include "models/lineage/layout_cycles.h"
#include "models/lineage/layout_layers.h"
#include "models/lineage/layout_order.h"
#include "models/lineage/layout_packing.h"
#include "models/lineage/layout_part.h"
#include "models/lineage/layout_routes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

// A layered drawing (Sugiyama, Tagawa, Toda 1981) in seven steps, each in a file of its own:
//   1. layout_cycles: few links are turned round so that no loop is left. They are drawn from right
//      to left.
//   2. Connected parts go their ways alone, side by side in two threads, until step 6.
//   3. layout_layers, layout_simplex: a layer for each box, so that links pass few layers.
//   4. layout_layered: a link that passes layers gets a stand-in in each. From here on "vertex"
//      means a box or a stand-in, and all lines go from one layer to the next.
//   5. layout_order, layout_arrange, layout_refine, layout_groups: who stands above whom.
//      layout_coordinates: how far down.
//   6. layout_packing: the parts go into one grid of columns. A column is as wide as its widest
//   box.
//   7. layout_routes: the lines of the links, strings pulled taut between the boxes.
//
// What it costs: steps 1, 3 and 4 are linear in practice, 5 takes most of the time: linear times
// the number of starts, plus sifting, O(vertices x window) a round. Memory: some 100 bytes a
// vertex. Stand-ins are bounded: past `mostStandIns` of one part its longest links take a detour
// above the whole drawing instead.
//
// The same input and seed always give the same drawing: random numbers come from the seed, nothing
// looks at the time, and the two threads only ever work on things that do not depend on each other.
// layout_stable: with an earlier drawing, layers and order come from it where it can.

namespace meshlens::lineage {

using namespace layered;

namespace {

constexpr long long mostStandIns = 50'000; // of one part; more if it has many boxes
constexpr long long mostStandInsABox = 6;

/// Sizes that are no numbers, or absurd, would spoil the whole drawing.
double cleaned(double size, double least)
{
    return std::isfinite(size) ? std::clamp(size, least, 1e5) : std::max(least, 1.0);
}

class Drawing
{
public:
    Drawing(const LayoutGraph &input, const LayoutOptions &options, LayoutCrew &crew)
        : m_input(input), m_options(options), m_crew(crew), m_spacing(cleaned(options.nodeGap, 1)),
          m_layerGap(cleaned(options.layerGap, 1))
    {}

    LayoutPlaces draw()
    {
        findWays();
        turnLoops();
        split();
        m_crew.each(static_cast<int>(m_parts.size()), [this](int number) {
            if (m_crew.stopped())
                return;
            place(m_parts[number]);
        });
        return assembled();
    }

private:
    void findWays();
    void turnLoops();
    void split();
    std::vector<LayeredGraph> layerings(int boxes, const std::vector<Arc> &arcs,
                                        const std::vector<Way> &ways);
    void place(LayoutPart &part);
    void placeParts();
    void placeColumns();
    void route(LayoutPart &part);
    LayoutPlaces assembled();
    std::vector<QPointF> loop(const LayoutGraph::Link &link, QPointF centre) const;
    std::vector<QPointF> detour(const Way &way, int number) const;
    [[nodiscard]] double height(int box) const { return cleaned(m_input.boxes[box].height, 1); }
    [[nodiscard]] double width(int box) const { return cleaned(m_input.boxes[box].width, 1); }
    /// Height of an end, inside its box.
    [[nodiscard]] double port(double y, int box) const
    {
        return std::isfinite(y) ? std::clamp(y, -height(box) / 2, height(box) / 2) : 0;
    }

    const LayoutGraph &m_input;
    const LayoutOptions &m_options;
    LayoutCrew &m_crew;
    const Spacing m_spacing;
    const double m_layerGap;
    std::vector<int> m_wayOf;        // of each link; -1: a self loop
    std::vector<Way> m_ways;         // from left to right once loops are turned
    std::vector<char> m_turned;      // of each way
    std::vector<LayoutPart> m_parts; // the largest first
    std::vector<PackedPart> m_packed;
    std::vector<double> m_columns; // middle of each column of the whole
    std::vector<double> m_columnWidths;
    std::vector<QPointF> m_centres;
    std::vector<int> m_layers;
    std::vector<std::vector<QPointF>> m_wayPoints;
    double m_top = 0;
};

/// Links between the same places share a way.
void Drawing::findWays()
{
    const auto boxes = static_cast<int>(m_input.boxes.size());
    std::vector<Arc> ends;
    ends.reserve(m_input.links.size());
    for (std::size_t i = 0; i < m_input.links.size(); ++i)
        ends.push_back({m_input.links[i].from, static_cast<int>(i)});
    const Adjacency linksOf = Adjacency::forward(boxes, ends);
    m_wayOf.assign(m_input.links.size(), -1);
    std::vector<int> wayTo(boxes, -1); // the latest to a box
    std::vector<int> previous;         // of each way: the one before to the same box
    for (int box = 0; box < boxes; ++box) {
        const auto first = static_cast<int>(m_ways.size());
        for (const int number : linksOf.of(box)) {
            const LayoutGraph::Link &link = m_input.links[number];
            if (link.from == link.to)
                continue;
            const double fromY = port(link.fromY, box);
            const double toY = port(link.toY, link.to);
            int way = wayTo[link.to] >= first ? wayTo[link.to] : -1;
            while (way >= 0 && (m_ways[way].fromY != fromY || m_ways[way].toY != toY))
                way = previous[way];
            if (way < 0) {
                way = static_cast<int>(m_ways.size());
                previous.push_back(wayTo[link.to] >= first ? wayTo[link.to] : -1);
                m_ways.push_back({box, link.to, fromY, toY});
                wayTo[link.to] = way;
            }
            m_wayOf[number] = way;
        }
    }
}

void Drawing::turnLoops()
{
    std::vector<Arc> arcs;
    arcs.reserve(m_ways.size());
    for (const Way &way : m_ways)
        arcs.push_back({way.from, way.to});
    m_turned = arcsAgainstTheFlow(static_cast<int>(m_input.boxes.size()), arcs, m_crew);
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        if (m_turned[i]) {
            std::swap(m_ways[i].from, m_ways[i].to);
            std::swap(m_ways[i].fromY, m_ways[i].toY);
        }
    }
}

/// Takes the graph apart into its connected parts.
void Drawing::split()
{
    const auto boxes = static_cast<int>(m_input.boxes.size());
    std::vector<int> root(boxes);
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](int box) {
        while (root[box] != box) {
            root[box] = root[root[box]];
            box = root[box];
        }
        return box;
    };
    for (const Way &way : m_ways) {
        const int a = find(way.from);
        const int b = find(way.to);
        root[std::max(a, b)] = std::min(a, b);
    }
    std::vector<int> part(boxes, -1);
    std::vector<int> local(boxes);
    for (int box = 0; box < boxes; ++box) {
        const int first = find(box);
        if (part[first] < 0) {
            part[first] = static_cast<int>(m_parts.size());
            m_parts.emplace_back();
        }
        part[box] = part[first];
        LayoutPart &into = m_parts[part[box]];
        local[box] = static_cast<int>(into.boxes.size());
        into.boxes.push_back(box);
        into.widths.push_back(width(box));
        into.heights.push_back(height(box));
        if (m_options.groups && m_input.boxes[box].group >= 0)
            into.group.resize(into.boxes.size(), -1);
        if (!into.group.empty())
            into.group.resize(into.boxes.size(), m_options.groups ? m_input.boxes[box].group : -1);
        if (!into.group.empty())
            into.group.back() = m_input.boxes[box].group;
    }
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        LayoutPart &into = m_parts[part[m_ways[i].from]];
        Way way = m_ways[i];
        way.from = local[way.from];
        way.to = local[way.to];
        into.ways.push_back(way);
        into.wayNumbers.push_back(static_cast<int>(i));
    }
    std::stable_sort(m_parts.begin(), m_parts.end(), [](const LayoutPart &a, const LayoutPart &b) {
        return a.boxes.size() > b.boxes.size();
    });
}

/// The tightest layers are not always those with the fewest crossings: small parts try several.
std::vector<LayeredGraph> Drawing::layerings(int boxes, const std::vector<Arc> &arcs,
                                             const std::vector<Way> &ways)
{
    std::vector<int> works{60}; // steps of work an arc; 60 are as good as no limit
    if (m_options.draft)
        works = {4};
    else if (boxes >= 700 && boxes < 15'000)
        works = {60, 20};
    else if (boxes >= 30 && boxes < 700)
        works = {60, 20, 3};
    std::vector<LayeredGraph> result(works.size());
    m_crew.each(static_cast<int>(works.size()), [&](int i) {
        result[i] = withStandIns(layersOf(boxes, arcs, works[i], m_crew), ways,
                                 std::max(mostStandIns, mostStandInsABox * boxes));
    });
    return result;
}

void Drawing::place(LayoutPart &part)
{
    const auto boxes = static_cast<int>(part.boxes.size());
    std::vector<Arc> arcs;
    arcs.reserve(part.ways.size());
    for (const Way &way : part.ways)
        arcs.push_back({way.from, way.to});
    OrderOptions order;
    order.draft = m_options.draft;
    order.seed = m_options.seed;
    order.group = part.group;
    OrderedGraph best = ordered(layerings(boxes, arcs, part.ways), order, m_crew);
    part.graph = std::move(best.graph);
    part.order = std::move(best.order);
    part.ways = {};
    const Heights heights{part.graph, part.heights, m_spacing};
    part.centres = centresDown(heights, part.order, m_options.draft ? 4 : 10, m_crew);
    for (int vertex = 0; vertex < part.graph.vertices(); ++vertex)
        part.height = std::max(part.height, part.centres[vertex] + heights.half(vertex));
}

void Drawing::placeParts()
{
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
    m_centres.resize(m_input.boxes.size());
    m_layers.resize(m_input.boxes.size());
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        const LayoutPart &part = m_parts[number];
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            const int column = m_packed[number].column + part.graph.layerOf[i];
            m_columnWidths[column] = std::max(m_columnWidths[column], part.widths[i]);
        }
    }
    double left = 0;
    for (const double width : m_columnWidths) {
        m_columns.push_back(left + width / 2);
        left += width + m_layerGap;
    }
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        const LayoutPart &part = m_parts[number];
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            const int column = m_packed[number].column + part.graph.layerOf[i];
            m_layers[part.boxes[i]] = column;
            m_centres[part.boxes[i]] = {m_columns[column], m_packed[number].y + part.centres[i]};
        }
    }
}

void Drawing::route(LayoutPart &part)
{
    const PackedPart &packed = m_packed[&part - m_parts.data()];
    for (double &centre : part.centres)
        centre += packed.y;
    const std::vector<double> columns(m_columns.begin() + packed.column,
                                      m_columns.begin() + packed.column + packed.columns);
    const PlacedPart placed{part.graph,   part.order, part.centres, part.widths,
                            part.heights, columns,    m_spacing};
    const WayRouter router(placed);
    constexpr std::size_t atOnce = 256;
    const std::size_t ways = part.graph.ways.size();
    m_crew.each(static_cast<int>((ways + atOnce - 1) / atOnce), [&](int chunk) {
        if (m_crew.stopped())
            return;
        const std::size_t begin = chunk * atOnce;
        std::vector<QPointF> points;
        for (std::size_t i = begin; i < std::min(ways, begin + atOnce); ++i) {
            if (part.graph.ways[i].detour)
                continue;
            points.clear();
            router.route(part.graph.ways[i], points);
            m_wayPoints[part.wayNumbers[i]] = points;
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
    const double lane = m_top - m_spacing.nodes - (number % 64) * m_spacing.ways;
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

LayoutPlaces Drawing::assembled()
{
    LayoutPlaces result;
    if (m_crew.stopped())
        return result;
    placeParts();
    placeColumns();
    m_wayPoints.resize(m_ways.size());
    for (LayoutPart &part : m_parts) {
        if (m_crew.stopped())
            return result;
        route(part);
        for (std::size_t i = 0; i < part.graph.ways.size(); ++i)
            m_ways[part.wayNumbers[i]].detour = part.graph.ways[i].detour;
    }
    double right = 0;
    double bottom = 0;
    double left = 0;
    const auto cover = [&](QPointF point, double halfWidth, double halfHeight) {
        left = std::min(left, point.x() - halfWidth);
        m_top = std::min(m_top, point.y() - halfHeight);
        right = std::max(right, point.x() + halfWidth);
        bottom = std::max(bottom, point.y() + halfHeight);
    };
    for (std::size_t box = 0; box < m_centres.size(); ++box)
        cover(m_centres[box], width(static_cast<int>(box)) / 2, height(static_cast<int>(box)) / 2);
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        if (m_ways[i].detour)
            m_wayPoints[i] = detour(m_ways[i], static_cast<int>(i));
    }
    result.firstPoint.reserve(m_input.links.size() + 1);
    result.firstPoint.push_back(0);
    for (std::size_t i = 0; i < m_input.links.size(); ++i) {
        const int way = m_wayOf[i];
        if (way < 0) {
            const LayoutGraph::Link &link = m_input.links[i];
            const auto points = loop(link, m_centres[link.from]);
            result.points.insert(result.points.end(), points.begin(), points.end());
        } else if (m_turned[way]) {
            result.points.insert(result.points.end(), m_wayPoints[way].rbegin(),
                                 m_wayPoints[way].rend());
        } else {
            result.points.insert(result.points.end(), m_wayPoints[way].begin(),
                                 m_wayPoints[way].end());
        }
        result.firstPoint.push_back(static_cast<quint32>(result.points.size()));
    }
    for (const QPointF &point : result.points)
        cover(point, 0, 0);
    result.bounds = QRectF(QPointF(left, m_top), QPointF(right, bottom));
    result.centres = std::move(m_centres);
    result.layers = std::move(m_layers);
    return result;
}

} // namespace

Result<LayoutPlaces> layOut(const LayoutGraph &graph, const LayoutOptions &options,
                            const std::function<bool()> &cancelled)
{
    LayoutCrew crew(cancelled);
    LayoutPlaces places = Drawing(graph, options, crew).draw();
    if (crew.stopped())
        return Error{Error::Kind::Cancelled, {}, {}};
    return places;
}

} // namespace meshlens::lineage
