// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/highlight.h"

class QPainter;

/// Paints a drawing: pure functions of values, for the screen and for pictures alike. Thread: any,
/// as long as the theme does not change meanwhile.
namespace meshlens::ui {

enum class ColourBy { Quality, Freshness, Owner, Classification };

enum class Emphasis { Plain, On, Focus, Quiet };

struct GraphLook {
    ColourBy colourBy = ColourBy::Quality;
    std::int64_t nowMs = 0; // for ages
    double detail = 1;      // device pixels a pixel: text goes under 0.45, columns under 0.7
    double unit = 1;        // as the drawing was made with
};

void paintNode(QPainter *painter, const DrawnNode &node, const GraphLook &look, Emphasis emphasis,
               const QSet<int> &rowsOn = {});
void paintEdge(QPainter *painter, const DrawnEdge &edge, const GraphLook &look, Emphasis emphasis,
               bool counted);
void paintFrame(QPainter *painter, const DrawnFrame &frame, const GraphLook &look);

/// All of it, frames first. Without a highlight everything is plain.
void paintDrawing(QPainter *painter, const Drawing &drawing, const GraphLook &look,
                  const Highlight &highlight = {});

[[nodiscard]] Emphasis emphasisOf(const Highlight &highlight, int node);
[[nodiscard]] Emphasis edgeEmphasis(const Highlight &highlight, int edge);

/// Where the words "4 more" stand beside a node that has hidden neighbours; empty: it has none.
[[nodiscard]] QRectF hiddenRect(const DrawnNode &node, bool upstream, double unit);
/// The corner that opens and closes a node, stack or card.
[[nodiscard]] QRectF toggleRect(const DrawnNode &node, double unit);
/// What a line or mark of a node means by `colourBy`.
[[nodiscard]] Token tokenFor(const DrawnNode &node, const GraphLook &look);

/// One sentence for assistive technology: "Recurring revenue, metric, Payments, quality 87 ...".
[[nodiscard]] QString wordsFor(const DrawnNode &node, std::int64_t nowMs);
[[nodiscard]] QString kindWord(const lineage::Node &node); // translated
[[nodiscard]] QString kindIcon(const lineage::Node &node);

} // namespace meshlens::ui
