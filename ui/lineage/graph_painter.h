// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/highlight.h"

#include <QMarginsF>

#include <optional>

class QPainter;

/// Paints a drawing: pure functions of values, for the screen and for pictures alike. Thread: any,
/// as long as the theme does not change meanwhile.
namespace meshlens::ui {

class GraphScene;
enum class Mark;

enum class ColourBy { Quality, Freshness, Owner, Classification };

enum class Emphasis { Plain, On, Focus, Quiet };

struct GraphLook {
    ColourBy colourBy = ColourBy::Quality;
    std::int64_t nowMs = 0; // for ages
    double detail = 1;      // device pixels a pixel: text goes under 0.45, columns under 0.7
    double unit = 1;        // as the drawing was made with
    bool vector = false;    // icons as lines, for files and for any thread
};

/// What is strong and what is quiet, by number; empty: all is plain.
struct Emphases {
    std::vector<Emphasis> nodes;
    std::vector<Emphasis> edges;
    QHash<int, QSet<int>> rows; // of a node: columns that are on

    [[nodiscard]] Emphasis node(int number) const
    {
        return nodes.empty() ? Emphasis::Plain : nodes[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] Emphasis edge(int number) const
    {
        return edges.empty() ? Emphasis::Plain : edges[static_cast<std::size_t>(number)];
    }
};

void paintNode(QPainter *painter, const DrawnNode &node, const GraphLook &look, Emphasis emphasis,
               const QSet<int> &rowsOn = {}, const std::optional<QMarginsF> &room = {});
void paintEdge(QPainter *painter, const DrawnEdge &edge, const GraphLook &look, Emphasis emphasis);
void paintFrame(QPainter *painter, const DrawnFrame &frame, const GraphLook &look);
/// Comes after the links, so that none strikes it through.
void paintFrameTitle(QPainter *painter, const DrawnFrame &frame, const GraphLook &look);

/// The ground with its dots under `part` of a drawing.
void paintGround(QPainter *painter, const QRectF &part, const GraphLook &look);

/// All of it, frames first, without the ground.
void paintDrawing(QPainter *painter, const Drawing &drawing, const GraphLook &look,
                  const Emphases &emphases = {});

/// What a highlight makes strong and quiet; without one all is plain.
[[nodiscard]] Emphases emphasesOf(const Drawing &drawing, const Highlight &highlight);

/// How far a name may stand out beside its node, in design pixels: see GraphScene. Less than half
/// of the gap between layers.
constexpr double nameReach = 38;
/// How far it may stand out above and below, in design pixels on screen.
constexpr double nameRise = 12;

/// Whether a node's name needs no more than the node at this zoom.
[[nodiscard]] bool nameFits(const DrawnNode &node, const GraphLook &look);
/// What is free around a node for its name at a zoom: no two names that keep to it meet.
[[nodiscard]] QMarginsF nameRoom(const GraphScene &scene, int node, double detail);

/// Where the words "4 more" stand beside a node that has hidden neighbours; empty: it has none.
[[nodiscard]] QRectF hiddenRect(const DrawnNode &node, bool upstream, double unit);
/// The corner that opens and closes a node, stack or card.
[[nodiscard]] QRectF toggleRect(const DrawnNode &node, double unit);
/// What a line or mark of a node means by `colourBy`.
[[nodiscard]] Token tokenFor(const DrawnNode &node, const GraphLook &look);

/// The marks on the number of a link: octagon, a contract is broken; else half circle, late or a
/// check does not pass; and triangle, personal data without a contract.
[[nodiscard]] QList<Mark> marksOf(const LinkStanding &standing);
/// All that are drawn, the worst first, and what one means.
[[nodiscard]] QList<Mark> marksIn(const Drawing &drawing);
[[nodiscard]] QString markWords(Mark mark);
constexpr double markStep = 16; // from mark to mark, in design pixels
[[nodiscard]] double marksWidth(const DrawnEdge &edge);
/// The same in words: how many links of products, and which is the worst; empty: nothing is known
/// to be wrong.
[[nodiscard]] QStringList standingWords(const LinkStanding &standing);
/// A thing, with its column: "orders · amount".
[[nodiscard]] QString wordsFor(const Drawing &drawing, Place place);
/// A link in words, line by line: its ends, who tells of it, what is wrong with it.
[[nodiscard]] QStringList wordsFor(const Drawing &drawing, const DrawnEdge &edge);

/// One sentence for assistive technology: "Recurring revenue, metric, Payments, quality 87 ...".
[[nodiscard]] QString wordsFor(const DrawnNode &node, std::int64_t nowMs);
[[nodiscard]] QString kindWord(const lineage::Node &node); // translated
[[nodiscard]] QString kindIcon(const lineage::Node &node);

} // namespace meshlens::ui
