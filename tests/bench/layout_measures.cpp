// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/layout_measures.h"

#include <QFile>
#include <QHash>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace meshlens::bench {

/// Layers of products with more links inside than between them, some hubs, a few loops.
LayoutGraph invented(int nodes, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](int end) { return int(random() % unsigned(std::max(1, end))); };
    const int layers = std::clamp(int(std::log2(nodes)), 5, 20);
    LayoutGraph graph;
    graph.boxes.resize(nodes);
    std::vector<std::vector<std::vector<int>>> members(layers); // by layer and product
    const int products = std::max(1, nodes / 120);
    for (auto &layer : members)
        layer.resize(products);
    for (int node = 0; node < nodes; ++node) {
        graph.boxes[node].width = 140 + 10 * below(9);
        graph.boxes[node].height = below(5) > 0 ? 48 : 96;
        const int layer = std::min(below(layers), below(layers + 3));
        const int product = std::min(below(products), below(products));
        for (int link = 1 + (below(2) * below(5)) / 2; link > 0 && layer > 0; --link) {
            const int from = below(5) == 0 ? below(layer) : layer - 1;
            const auto &candidates = members[from][below(10) < 8 ? product : below(products)];
            if (candidates.empty())
                continue;
            // The first ones are hubs.
            const auto count = int(candidates.size());
            const int source = candidates[below(6) == 0 ? 0 : std::min(below(count), below(count))];
            graph.links.push_back({source, node});
            if (below(700) == 0)
                graph.links.push_back({node, source});
        }
        members[layer][product].push_back(node);
    }
    return graph;
}

namespace {

struct Segment {
    QPointF left;
    QPointF right;
    int link;
};

double side(QPointF from, QPointF to, QPointF point)
{
    return (to.x() - from.x()) * (point.y() - from.y()) -
           (to.y() - from.y()) * (point.x() - from.x());
}

constexpr double slack = 0.5; // pixels: touching is no overlap

QRectF boxOf(const LayoutGraph &graph, const LayoutPlaces &places, int box)
{
    const double width = graph.boxes[box].width - 2 * slack;
    const double height = graph.boxes[box].height - 2 * slack;
    return {places.centres[box].x() - width / 2, places.centres[box].y() - height / 2,
            std::max(width, 0.1), std::max(height, 0.1)};
}

/// Boxes by columns as wide as the widest of them, in each from the top down.
class Boxes
{
public:
    Boxes(const LayoutGraph &graph, const LayoutPlaces &places)
    {
        for (int box = 0; box < int(graph.boxes.size()); ++box) {
            m_rects.push_back(boxOf(graph, places, box));
            m_wide = std::max(m_wide, m_rects.back().width());
            m_tall = std::max(m_tall, m_rects.back().height());
        }
        for (int box = 0; box < int(m_rects.size()); ++box)
            m_columns[columnOf(m_rects[box].left())].push_back(box);
        for (auto &[column, boxes] : m_columns)
            std::sort(boxes.begin(), boxes.end(),
                      [&](int a, int b) { return m_rects[a].top() < m_rects[b].top(); });
    }

    [[nodiscard]] const QRectF &rect(int box) const { return m_rects[box]; }

    /// Each box that may reach into a part of the drawing.
    template<typename Each>
    void in(const QRectF &part, const Each &each) const
    {
        inColumns(
            part.left(), part.right(),
            [&](double, double) { return std::pair(part.top(), part.bottom()); }, each);
    }

    /// Each box that may touch a line from the left to the right.
    template<typename Each>
    void along(QPointF left, QPointF right, const Each &each) const
    {
        const double width = right.x() - left.x();
        const auto height = [&](double x) {
            const double share = (std::clamp(x, left.x(), right.x()) - left.x()) / width;
            return left.y() + share * (right.y() - left.y());
        };
        inColumns(
            left.x(), right.x(),
            [&](double from, double to) {
                const double a = width > 0 ? height(from) : left.y();
                const double b = width > 0 ? height(to) : right.y();
                return std::pair(std::min(a, b), std::max(a, b));
            },
            each);
    }

private:
    /// `heights(from, to)`: what of a column from x to x is wanted.
    template<typename Heights, typename Each>
    void inColumns(double left, double right, const Heights &heights, const Each &each) const
    {
        for (auto at = m_columns.lower_bound(columnOf(left - m_wide));
             at != m_columns.end() && at->first <= columnOf(right); ++at) {
            const auto [from, to] =
                heights(double(at->first) * m_wide, double(at->first + 2) * m_wide);
            const std::vector<int> &boxes = at->second;
            auto box = std::lower_bound(boxes.begin(), boxes.end(), from - m_tall,
                                        [&](int one, double y) { return m_rects[one].top() < y; });
            for (; box != boxes.end() && m_rects[*box].top() <= to; ++box)
                each(*box);
        }
    }

    [[nodiscard]] qint64 columnOf(double x) const { return qint64(std::floor(x / m_wide)); }

    std::vector<QRectF> m_rects;
    std::map<qint64, std::vector<int>> m_columns;
    double m_wide = 1;
    double m_tall = 1;
};

qint64 overlapsOf(const Boxes &boxes, int count)
{
    qint64 pairs = 0;
    for (int one = 0; one < count; ++one) {
        const QRectF &rect = boxes.rect(one);
        boxes.in(rect, [&](int other) {
            pairs += other > one && rect.intersects(boxes.rect(other)) ? 1 : 0;
        });
    }
    return pairs;
}

/// Whether a segment passes the inside of a box: what is left of it after cutting at each side.
bool passes(const Segment &segment, const QRectF &box)
{
    const double dx = segment.right.x() - segment.left.x();
    const double dy = segment.right.y() - segment.left.y();
    double from = 0, to = 1;
    const auto cut = [&](double delta, double room) { // delta * t <= room
        if (delta == 0)
            return room > 0;
        if (delta < 0)
            from = std::max(from, room / delta);
        else
            to = std::min(to, room / delta);
        return from < to;
    };
    return cut(-dx, segment.left.x() - box.left()) && cut(dx, box.right() - segment.left.x()) &&
           cut(-dy, segment.left.y() - box.top()) && cut(dy, box.bottom() - segment.left.y());
}

qint64 throughOf(const LayoutGraph &graph, const Boxes &boxes, const std::vector<Segment> &segments)
{
    std::set<std::pair<int, int>> found; // link and box
    for (const Segment &segment : segments) {
        const LayoutGraph::Link &link = graph.links[segment.link];
        boxes.along(segment.left, segment.right, [&](int box) {
            if (box != link.from && box != link.to && passes(segment, boxes.rect(box)))
                found.insert({segment.link, box});
        });
    }
    return qint64(found.size());
}

} // namespace

Quality qualityOf(const LayoutGraph &graph, const LayoutPlaces &places, std::size_t exact)
{
    Quality quality;
    std::vector<Segment> segments;
    for (int link = 0; link < int(graph.links.size()); ++link) {
        for (quint32 i = places.firstPoint[link] + 1; i < places.firstPoint[link + 1]; ++i) {
            const QPointF a = places.points[i - 1];
            const QPointF b = places.points[i];
            quality.length += std::hypot(b.x() - a.x(), b.y() - a.y());
            quality.bends += i > places.firstPoint[link] + 1 ? 1 : 0;
            segments.push_back({a.x() < b.x() ? a : b, a.x() < b.x() ? b : a, link});
        }
    }
    std::sort(segments.begin(), segments.end(),
              [](const Segment &a, const Segment &b) { return a.left.x() < b.left.x(); });
    const std::size_t every = std::max<std::size_t>(1, segments.size() / exact);
    quality.estimated = every > 1;
    for (std::size_t i = 0; i < segments.size(); i += every) {
        const Segment &a = segments[i];
        const LayoutGraph::Link &one = graph.links[a.link];
        for (std::size_t j = i + 1; j < segments.size() && segments[j].left.x() <= a.right.x();
             ++j) {
            const Segment &b = segments[j];
            const LayoutGraph::Link &two = graph.links[b.link];
            if (one.from == two.from || one.to == two.to || one.from == two.to ||
                one.to == two.from)
                continue;
            const bool across =
                (side(a.left, a.right, b.left) >= 0) != (side(a.left, a.right, b.right) >= 0);
            if (across &&
                (side(b.left, b.right, a.left) >= 0) != (side(b.left, b.right, a.right) >= 0))
                quality.crossings += double(every);
        }
    }
    const Boxes boxes(graph, places);
    quality.overlaps = overlapsOf(boxes, int(graph.boxes.size()));
    quality.through = throughOf(graph, boxes, segments);
    double right = 0, loops = 0;
    for (const LayoutGraph::Link &link : graph.links) {
        const double end = places.centres[link.from].x() + graph.boxes[link.from].width / 2;
        const double begin = places.centres[link.to].x() - graph.boxes[link.to].width / 2;
        loops += link.from == link.to ? 1 : 0;
        right += link.from != link.to && begin >= end - 0.5 ? 1 : 0;
    }
    quality.leftToRight = right / std::max(1.0, double(graph.links.size()) - loops);
    double widths = 0;
    for (const LayoutGraph::Box &box : graph.boxes)
        widths += box.width;
    const double links = std::max<double>(1, double(graph.links.size()));
    quality.bends /= links;
    quality.length /=
        links * std::max(1.0, widths / double(std::max<std::size_t>(1, graph.boxes.size())));
    return quality;
}

LayoutGraph fromFile(const QString &path)
{
    QFile file(path);
    LayoutGraph graph;
    if (!file.open(QIODevice::ReadOnly))
        return graph;
    const auto input = lineage::layoutInputFromJson(file.readAll());
    if (!input)
        return graph;
    QHash<QString, int> numbers;
    for (const lineage::LayoutNode &node : input->nodes) {
        numbers.insert(node.id, int(graph.boxes.size()));
        graph.boxes.push_back({node.width, node.height});
    }
    for (const lineage::LayoutEdge &edge : input->edges) {
        if (numbers.contains(edge.source) && numbers.contains(edge.target))
            graph.links.push_back({numbers.value(edge.source), numbers.value(edge.target)});
    }
    return graph;
}

LayoutGraph remembering(LayoutGraph graph, const LayoutPlaces &places)
{
    for (std::size_t i = 0; i < graph.boxes.size(); ++i) {
        LayoutGraph::Box &box = graph.boxes[i];
        const QPointF half(box.width / 2, box.height / 2);
        box.previous = {places.centres[i] - half, places.centres[i] + half};
    }
    for (std::size_t i = 0; i < graph.links.size(); ++i)
        graph.links[i].previous = places.lineOf(i);
    return graph;
}

QByteArray toJson(const LayoutGraph &graph)
{
    nlohmann::json nodes = nlohmann::json::array(), edges = nlohmann::json::array();
    for (std::size_t i = 0; i < graph.boxes.size(); ++i)
        nodes.push_back({{"id", std::to_string(i)},
                         {"width", graph.boxes[i].width},
                         {"height", graph.boxes[i].height}});
    for (const LayoutGraph::Link &link : graph.links)
        edges.push_back(
            {{"source", std::to_string(link.from)}, {"target", std::to_string(link.to)}});
    return QByteArray::fromStdString(nlohmann::json{{"nodes", nodes}, {"edges", edges}}.dump());
}

qint64 nanosecondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// Time the calling thread has worked; others on the machine do not count.
qint64 threadNanoseconds()
{
    return nanosecondsOf(CLOCK_THREAD_CPUTIME_ID);
}

int peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toInt() / 1024;
    }
    return 0;
}

} // namespace meshlens::bench
