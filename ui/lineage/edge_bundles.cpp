// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/edge_bundles.h"

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

namespace {

struct Piece { // between a cut and the next
    quint32 cut;
    qint32 from; // bands
    qint32 to;

    auto operator<=>(const Piece &) const = default;
};

/// Left and right edges of the columns. Columns that touch count as one.
std::vector<double> cutsOf(const Drawing &drawing)
{
    std::vector<std::pair<double, double>> columns;
    for (const DrawnNode &node : drawing.nodes) {
        const auto layer = static_cast<std::size_t>(std::max(0, node.layer));
        if (layer >= columns.size())
            columns.resize(layer + 1, {1e300, -1e300});
        columns[layer].first = std::min(columns[layer].first, node.rect.left());
        columns[layer].second = std::max(columns[layer].second, node.rect.right());
    }
    std::vector<double> cuts;
    for (const auto &[left, right] : columns) {
        if (left > right)
            continue;
        if (!cuts.empty() && left <= cuts.back()) {
            cuts.back() = std::max(cuts.back(), right);
        } else {
            cuts.push_back(left);
            cuts.push_back(right);
        }
    }
    return cuts;
}

/// The points that a path leads through, without those that only bend it.
void pointsOf(const QPainterPath &path, std::vector<QPointF> &points)
{
    points.clear();
    for (int i = 0; i < path.elementCount(); ++i) {
        if (path.elementAt(i).isCurveTo())
            i += 2;
        points.push_back(path.elementAt(i));
    }
}

bool goesRight(const std::vector<QPointF> &points)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].x() <= points[i - 1].x())
            return false;
    }
    return points.size() > 1;
}

} // namespace

EdgeBundles::EdgeBundles(const Drawing &drawing, double band)
    : m_cuts(cutsOf(drawing)), m_held(static_cast<std::size_t>(drawing.edges.size()), 0)
{
    std::vector<Piece> pieces;
    std::vector<QPointF> points;
    const auto last = static_cast<std::ptrdiff_t>(m_cuts.size()) - 1;
    const auto bandAt = [band](double y) { return static_cast<qint32>(std::floor(y / band)); };
    for (int number = 0; number < drawing.edges.size(); ++number) {
        const DrawnEdge &edge = drawing.edges[number];
        if (edge.change != Change::None || edge.from == edge.to)
            continue;
        pointsOf(edge.path, points);
        if (!goesRight(points))
            continue;
        points.back() = edge.tip;
        // From the end of the column that it leaves to the start of the one that it reaches.
        const auto begin =
            std::lower_bound(m_cuts.begin(), m_cuts.end(), points.front().x()) - m_cuts.begin();
        const auto end =
            std::upper_bound(m_cuts.begin(), m_cuts.end(), points.back().x()) - m_cuts.begin() - 1;
        if (begin < 0 || end > last || begin >= end)
            continue;
        m_held[static_cast<std::size_t>(number)] = 1;
        std::size_t at = 1;
        qint32 before = bandAt(points.front().y());
        for (auto cut = begin; cut < end; ++cut) {
            const double x = m_cuts[static_cast<std::size_t>(cut) + 1];
            while (at + 1 < points.size() && points[at].x() < x)
                ++at;
            const QPointF a = points[at - 1];
            const QPointF b = points[at];
            const double part = std::clamp((x - a.x()) / (b.x() - a.x()), 0.0, 1.0);
            const qint32 now = bandAt(a.y() + (b.y() - a.y()) * part);
            pieces.push_back({static_cast<quint32>(cut), before, now});
            before = now;
        }
    }
    std::sort(pieces.begin(), pieces.end());
    for (std::size_t i = 0; i < pieces.size();) {
        std::size_t next = i + 1;
        while (next < pieces.size() && pieces[next] == pieces[i])
            ++next;
        const Piece &piece = pieces[i];
        m_trunks.push_back({{m_cuts[piece.cut], (piece.from + 0.5) * band, m_cuts[piece.cut + 1],
                             (piece.to + 0.5) * band},
                            static_cast<int>(next - i)});
        i = next;
    }
    m_trunks.shrink_to_fit();
    const double pad = band;
    m_index.emplace(drawing.bounds.adjusted(-pad, -pad, pad, pad),
                    static_cast<int>(m_trunks.size()));
    for (std::size_t i = 0; i < m_trunks.size(); ++i) {
        const QRectF box = QRectF(m_trunks[i].line.p1(), m_trunks[i].line.p2()).normalized();
        m_index->add(static_cast<int>(i), box.adjusted(-1, -pad, 1, pad));
    }
    m_index->seal();
}

std::vector<int> EdgeBundles::trunksIn(const QRectF &rect) const
{
    return m_index->find(rect);
}

} // namespace meshlens::ui
