// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_items.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace meshlens::ui {

namespace {

constexpr double frameDepth = 0;
constexpr double edgeDepth = 1;
constexpr double strongEdgeDepth = 2;
constexpr double nodeDepth = 3;

GraphLook seenBy(const GraphLook &look, const QPainter &painter)
{
    GraphLook seen = look;
    seen.detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
    return seen;
}

} // namespace

GraphNodeItem::GraphNodeItem(const Drawing &drawing, int number, const GraphLook &look)
    : m_drawing(drawing), m_look(look), m_number(number)
{
    const DrawnNode &node = drawing.nodes[number];
    const double edge = 4 * look.unit;
    const double stacked = node.stack ? 8 * look.unit : 0;
    m_bounds = node.rect.adjusted(-edge, -edge, edge + stacked, edge + stacked) |
               hiddenRect(node, true, look.unit).adjusted(-1, -1, 1, 1) |
               hiddenRect(node, false, look.unit).adjusted(-1, -1, 1, 1);
    setZValue(nodeDepth);
}

void GraphNodeItem::setEmphasis(Emphasis emphasis, const QSet<int> &rows)
{
    if (emphasis == m_emphasis && rows == m_rows)
        return;
    m_emphasis = emphasis;
    m_rows = rows;
    update();
}

void GraphNodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    paintNode(painter, m_drawing.nodes[m_number], seenBy(m_look, *painter), m_emphasis, m_rows);
}

GraphEdgeItem::GraphEdgeItem(const Drawing &drawing, int number, const GraphLook &look)
    : m_drawing(drawing), m_look(look), m_number(number)
{
    const DrawnEdge &edge = drawing.edges[number];
    const double pad = 9 * look.unit;
    m_bounds = edge.path.boundingRect().adjusted(-pad, -pad, pad, pad) |
               QRectF(edge.middle - QPointF(40, 12) * look.unit, QSizeF(80, 24) * look.unit);
    setZValue(edgeDepth);
}

void GraphEdgeItem::setEmphasis(Emphasis emphasis)
{
    if (emphasis == m_emphasis)
        return;
    m_emphasis = emphasis;
    setZValue(emphasis == Emphasis::On ? strongEdgeDepth : edgeDepth);
    update();
}

QPainterPath GraphEdgeItem::shape() const
{
    const DrawnEdge &edge = m_drawing.edges[m_number];
    QPainterPathStroker stroker;
    stroker.setWidth(10 * m_look.unit);
    QPainterPath path = stroker.createStroke(edge.path);
    if (m_drawing.level == lineage::Level::Domain || edge.edge.crossesCatalogs)
        path.addEllipse(edge.middle, 14 * m_look.unit, 10 * m_look.unit);
    return path;
}

void GraphEdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    paintEdge(painter, m_drawing.edges[m_number], seenBy(m_look, *painter), m_emphasis,
              m_drawing.level == lineage::Level::Domain);
}

GraphFrameItem::GraphFrameItem(const DrawnFrame &frame, const GraphLook &look)
    : m_frame(frame), m_look(look)
{
    setZValue(frameDepth);
}

QRectF GraphFrameItem::boundingRect() const
{
    return m_frame.rect.adjusted(-1, -1, 1, 1);
}

void GraphFrameItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    paintFrame(painter, m_frame, seenBy(m_look, *painter));
}

} // namespace meshlens::ui
