// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_painter.h"

#include <QPainter>

#include <cmath>

namespace meshlens::ui {

void paintGround(QPainter *painter, const QRectF &part, const GraphLook &look)
{
    painter->fillRect(part, colour(Token::Bg));
    if (look.detail < 0.6 || look.vector) // thousands of dots would be most of a file
        return;
    const double step = 20 * look.unit;
    const double side = 1.3 / look.detail;
    const QColor tone = colour(Token::Border);
    for (double y = std::floor(part.top() / step) * step; y < part.bottom(); y += step) {
        for (double x = std::floor(part.left() / step) * step; x < part.right(); x += step)
            painter->fillRect(QRectF(x, y, side, side), tone);
    }
}

void paintDrawing(QPainter *painter, const Drawing &drawing, const GraphLook &look,
                  const Emphases &emphases)
{
    for (const DrawnFrame &frame : drawing.frames)
        paintFrame(painter, frame, look);
    for (const bool above : {false, true}) { // highlighted lines over the others
        for (int i = 0; i < drawing.edges.size(); ++i) {
            if ((emphases.edge(i) == Emphasis::On) == above)
                paintEdge(painter, drawing.edges[i], look, emphases.edge(i));
        }
    }
    for (const DrawnFrame &frame : drawing.frames)
        paintFrameTitle(painter, frame, look);
    for (int i = 0; i < drawing.nodes.size(); ++i)
        paintNode(painter, drawing.nodes[i], look, emphases.node(i), emphases.rows.value(i));
}

Emphases emphasesOf(const Drawing &drawing, const Highlight &highlight)
{
    Emphases emphases;
    if (!highlight.isOn())
        return emphases;
    emphases.nodes.assign(static_cast<std::size_t>(drawing.nodes.size()), Emphasis::Quiet);
    emphases.edges.assign(static_cast<std::size_t>(drawing.edges.size()), Emphasis::Quiet);
    for (const int node : highlight.nodes)
        emphases.nodes[static_cast<std::size_t>(node)] = Emphasis::On;
    for (const int edge : highlight.edges)
        emphases.edges[static_cast<std::size_t>(edge)] = Emphasis::On;
    emphases.nodes[static_cast<std::size_t>(highlight.focus.node)] = Emphasis::Focus;
    emphases.rows = highlight.rows;
    return emphases;
}

QRectF hiddenRect(const DrawnNode &node, bool upstream, double unit)
{
    const int count = upstream ? node.node.hiddenUp : node.node.hiddenDown;
    if (count == 0 || node.stack)
        return {};
    const double width = (18 + 7 * static_cast<double>(QString::number(count).size())) * unit;
    const double y = node.rect.top() - 5 * unit; // above the links, which arrive in the middle
    return upstream ? QRectF(node.rect.left() - width - 8 * unit, y, width, 18 * unit)
                    : QRectF(node.rect.right() + 8 * unit, y, width, 18 * unit);
}

QRectF toggleRect(const DrawnNode &node, double unit)
{
    if (!standsForOthers(node) && !node.canOpen)
        return {};
    const double side = 24 * unit;
    const double top = node.stack ? node.rect.bottom() - side : node.rect.top() + 2 * unit;
    return {node.rect.right() - side - 2 * unit, top, side, side};
}

} // namespace meshlens::ui
