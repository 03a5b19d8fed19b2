// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_pass.h"

#include "ui/lineage/painter_brush.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace meshlens::ui {

namespace {

constexpr std::size_t stroke = 96; // edges in one batch between two looks at the clock
constexpr std::size_t trunkStroke = 400;
constexpr std::size_t smoothTrunksTo = 1500;
constexpr std::size_t smoothEdgesTo = 1200; // beyond that thin lines are drawn without smoothing

// Microseconds on one slow core, roughly: estimates that only choose between painting at once and
// in tiles.
constexpr double fullNode = 75;
constexpr double nodeRow = 16;
constexpr double namedNode = 45;
constexpr double farNode = 0.7;
constexpr double fullEdge = 70; // broken lines up close take most
constexpr double smoothEdge = 30;
constexpr double thinEdge = 6;
constexpr double smoothTrunk = 3;
constexpr double thinTrunk = 0.4;

bool namesOnly(double detail)
{
    return detail >= nameFrom && detail < textFrom;
}

/// Names stand out above and below their nodes.
QRectF withNames(const QRectF &part, const GraphLook &look)
{
    const double rise = namesOnly(look.detail) ? nameRise * look.unit / look.detail : 0;
    return part.adjusted(0, -rise, 0, rise);
}

} // namespace

GraphPass::GraphPass(std::shared_ptr<const GraphScene> scene,
                     std::shared_ptr<const Emphases> emphases, const GraphLook &look,
                     const QRectF &part)
    : m_scene(std::move(scene)), m_emphases(std::move(emphases)), m_look(look), m_part(part),
      m_bundles(m_scene->bundles(look.detail)), m_nodes(m_scene->nodesIn(withNames(part, look)))
{
    if (m_bundles)
        m_trunks = m_bundles->trunksIn(part);
    for (const int edge : m_scene->edgesIn(part)) {
        const Emphasis emphasis = m_emphases->edge(edge);
        m_quietTrunks = m_quietTrunks || emphasis == Emphasis::Quiet;
        const bool strong =
            emphasis == Emphasis::On || m_scene->drawing().edges[edge].change != Change::None;
        if (strong || !m_bundles || !m_bundles->holds(edge))
            (strong ? m_strongEdges : m_quietEdges).push_back(edge);
    }
}

double GraphPass::cost() const
{
    const auto nodes = static_cast<double>(m_nodes.size());
    const auto edges = static_cast<double>(m_quietEdges.size() + m_strongEdges.size());
    const bool smooth = edges <= smoothEdgesTo;
    double sum = m_look.detail >= textFrom   ? nodes * fullNode + edges * fullEdge
                 : m_look.detail >= nameFrom ? nodes * namedNode
                                             : nodes * farNode;
    if (m_look.detail < textFrom)
        sum += edges * (smooth ? smoothEdge : thinEdge);
    sum += static_cast<double>(m_trunks.size()) *
           (m_trunks.size() <= smoothTrunksTo ? smoothTrunk : thinTrunk);
    if (m_look.detail >= rowsFrom) {
        for (const int node : m_nodes)
            sum += nodeRow * static_cast<double>(m_scene->drawing().nodes[node].rows.size());
    }
    return sum / 1000;
}

bool GraphPass::paintSomeTrunks(QPainter *painter, const QDeadlineTimer &until)
{
    while (m_next < m_trunks.size()) {
        const auto some = std::min(trunkStroke, m_trunks.size() - m_next);
        paintTrunks(painter, *m_bundles, std::span(m_trunks).subspan(m_next, some), m_quietTrunks,
                    m_trunks.size() <= smoothTrunksTo);
        m_next += some;
        if (until.hasExpired())
            break;
    }
    return m_next == m_trunks.size();
}

bool GraphPass::paintSomeEdges(QPainter *painter, const std::vector<int> &edges,
                               const QDeadlineTimer &until)
{
    const Drawing &drawing = m_scene->drawing();
    const bool full = m_look.detail >= textFrom;
    const bool smooth = m_quietEdges.size() + m_strongEdges.size() <= smoothEdgesTo;
    while (m_next < edges.size()) {
        if (full) {
            const int edge = edges[m_next++];
            paintEdgeNear(painter, drawing.edges[edge], m_look, m_emphases->edge(edge), m_part);
        } else {
            const auto some = std::min(stroke, edges.size() - m_next);
            paintEdges(painter, *m_scene, std::span(edges).subspan(m_next, some), m_look,
                       *m_emphases, m_part, smooth);
            m_next += some;
        }
        if (until.hasExpired())
            break;
    }
    return m_next == edges.size();
}

/// Numbers on bundles are few, and stand above all lines.
void GraphPass::paintMarks(QPainter *painter)
{
    for (const auto *edges : {&m_quietEdges, &m_strongEdges}) {
        for (const int number : *edges) {
            const DrawnEdge &edge = m_scene->drawing().edges[number];
            if (edge.counted)
                paintEdgeMark(painter, edge, m_look, m_emphases->edge(number));
        }
    }
}

void GraphPass::paintTitles(QPainter *painter)
{
    for (const DrawnFrame &frame : m_scene->drawing().frames) {
        if (frame.rect.intersects(m_part))
            paintFrameTitle(painter, frame, m_look);
    }
}

bool GraphPass::paint(QPainter *painter, const QDeadlineTimer &until)
{
    const Drawing &drawing = m_scene->drawing();
    if (m_phase == Phase::Ground) {
        paintGround(painter, m_part, m_look);
        for (const DrawnFrame &frame : drawing.frames) {
            if (frame.rect.intersects(m_part))
                paintFrame(painter, frame, m_look);
        }
        m_phase = Phase::Trunks;
    }
    if (m_phase == Phase::Trunks) {
        if (m_bundles && !paintSomeTrunks(painter, until))
            return false;
        m_next = 0;
        m_phase = Phase::QuietEdges;
    }
    for (const bool strong : {false, true}) {
        if (m_phase != (strong ? Phase::StrongEdges : Phase::QuietEdges))
            continue;
        if (!paintSomeEdges(painter, strong ? m_strongEdges : m_quietEdges, until))
            return false;
        m_next = 0;
        m_phase = strong ? Phase::Nodes : Phase::StrongEdges;
        if (strong)
            paintTitles(painter);
        if (strong && m_look.detail >= textFrom)
            paintMarks(painter);
    }
    while (m_phase == Phase::Nodes) {
        if (m_next == m_nodes.size()) {
            m_phase = Phase::Done;
            break;
        }
        const int node = m_nodes[m_next++];
        std::optional<QMarginsF> room;
        if (namesOnly(m_look.detail) && !nameFits(drawing.nodes[node], m_look))
            room = nameRoom(*m_scene, node, m_look.detail);
        paintNode(painter, drawing.nodes[node], m_look, m_emphases->node(node),
                  m_emphases->rows.value(node), room);
        if (m_next < m_nodes.size() && until.hasExpired())
            return false;
    }
    return true;
}

} // namespace meshlens::ui
