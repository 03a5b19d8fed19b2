// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_morph.h"

#include <algorithm>

namespace meshlens::ui {

namespace {

constexpr qint64 lastsMs = 160;

} // namespace

GraphMorph::GraphMorph(const GraphScene &before, std::shared_ptr<const GraphScene> after,
                       const QTransform &carry, const QImage &picture)
    : m_after(std::move(after)), m_picture(picture)
{
    m_clock.start();
    const Drawing &old = before.drawing();
    const Drawing &now = m_after->drawing();
    if (now.nodes.size() > movesUpTo || old.nodes.size() > movesUpTo)
        return;
    std::vector<bool> known;
    for (const DrawnNode &node : now.nodes) {
        // A closed domain and its products are one thing in two shapes.
        int was = old.number(node.node.key);
        if (was < 0)
            was = old.number(node.node.domain);
        known.push_back(was >= 0);
        m_starts.push_back(
            was < 0 ? QPointF() : carry.map(old.nodes[was].rect.topLeft()) - node.rect.topLeft());
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i])
            continue;
        const DrawnNode &node = now.nodes[static_cast<qsizetype>(i)];
        for (const bool up : {true, false}) {
            for (const int number : up ? node.in : node.out) {
                const int other = up ? now.edges[number].from : now.edges[number].to;
                if (!known[static_cast<std::size_t>(other)])
                    continue;
                m_starts[i] = now.nodes[other].rect.center() - node.rect.center() +
                              m_starts[static_cast<std::size_t>(other)];
            }
        }
    }
}

bool GraphMorph::isOver() const
{
    return m_clock.elapsed() >= lastsMs;
}

double GraphMorph::progress() const
{
    const double t = std::min(1.0, static_cast<double>(m_clock.elapsed()) / lastsMs);
    return 1 - (1 - t) * (1 - t) * (1 - t);
}

Drawing GraphMorph::between(double progress) const
{
    Drawing drawing = m_after->drawing();
    const auto offset = [&](int node) {
        return m_starts[static_cast<std::size_t>(node)] * (1 - progress);
    };
    for (int i = 0; i < drawing.nodes.size(); ++i)
        drawing.nodes[i].rect.translate(offset(i));
    for (DrawnEdge &edge : drawing.edges) {
        const QPointF from = offset(edge.from);
        const QPointF to = offset(edge.to);
        const int count = edge.path.elementCount();
        for (int i = 0; i < count; ++i) {
            const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 1;
            const QPainterPath::Element element = edge.path.elementAt(i);
            const QPointF moved = QPointF(element) + from * (1 - share) + to * share;
            edge.path.setElementPositionAt(i, moved.x(), moved.y());
        }
        edge.tip += to;
        edge.middle += (from + to) / 2;
    }
    if (progress < 1)
        drawing.frames.clear(); // they stand around nodes at rest
    return drawing;
}

} // namespace meshlens::ui
