// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"

#include <QCoreApplication>
#include <QPainter>

// What the painters of nodes, cards and edges share.

namespace meshlens::ui {

constexpr double nameFrom = 0.2;  // from here on a node says its name, as large as it is read
constexpr double textFrom = 0.6;  // from here on it says all but its columns, in letters that
                                  // can be read
constexpr double namesAt = 0.9;   // the size of letters that keep it, against that up close
constexpr double frameTitle = 30; // above the nodes of a frame, in design pixels
constexpr double rowsFrom = 0.7;  // and from here on those too

struct PainterText {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::GraphPainter)
};

/// One node under the brush.
struct NodeBrush {
    QPainter *painter;
    const DrawnNode &node;
    const GraphLook &look;
    Emphasis emphasis;
    QMarginsF room; // around the node, free for its name: see nameRoom()

    [[nodiscard]] double u(double design) const { return design * look.unit; }
    [[nodiscard]] bool quiet() const { return emphasis == Emphasis::Quiet; }
    [[nodiscard]] Token nameColour() const { return quiet() ? Token::Text3 : Token::Text; }
    [[nodiscard]] QColor bar() const;
};

[[nodiscard]] QColor faded(QColor tone, double share);
/// Sharp at any zoom: as a picture of the size it will be seen in, or drawn where the look asks for
/// lines.
void drawIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &tone,
              const GraphLook &look);

/// "8 products"; "120 datasets" where a domain has no product. `things`: as many of them.
[[nodiscard]] QString contentWords(const DomainFacts &facts, int things);
[[nodiscard]] QString schemaWords(const lineage::Node &schema);

/// The name alone, in letters that keep their size on screen while the node shrinks; in `rect`,
/// see nameRect().
void paintNameOnly(const NodeBrush &b, const QRectF &rect);
/// A name in at most `most` lines of `width` pixels, broken between words; the last may be longer.
[[nodiscard]] QStringList linesOfName(const QString &name, double width, int most);
void paintBox(const NodeBrush &b, const QRectF &rect);
[[nodiscard]] QRectF nameRect(const NodeBrush &b); // the box that paintNameOnly() needs
void paintBar(const NodeBrush &b, const QRectF &box, double height);
void paintStack(const NodeBrush &b);
void paintCard(const NodeBrush &b);

/// Like paintEdge(), but only as much of the line as comes near to `part` of the scene; empty: all.
void paintEdgeNear(QPainter *painter, const DrawnEdge &edge, const GraphLook &look,
                   Emphasis emphasis, const QRectF &part);

/// The number, diamond or sign upon the line alone: once more, over the lines that cross it.
void paintEdgeMark(QPainter *painter, const DrawnEdge &edge, const GraphLook &look,
                   Emphasis emphasis);

} // namespace meshlens::ui
