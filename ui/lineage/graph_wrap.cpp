// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_wrap.h"

#include <algorithm>
#include <numeric>
#include <tuple>

// A chain of eight domains is eight layers, so eight cards in a row, which nobody can read on one
// screen. Here the boxes, in the order of their layers, are dealt out to so many columns that the
// whole is seen as large as can be. Boxes of one layer have no link between them, so a layer may
// end in the middle of a column. Links inside of a column stand upright.

namespace meshlens::ui {

namespace {

// What a window of 1440x900 leaves for the graph beside its panel, in design pixels.
constexpr double roomWide = 1040;
constexpr double roomHigh = 640;
constexpr double readable = 0.72; // zoom from which on nothing needs to be done
constexpr std::size_t mostBoxes = 400;

double zoomOf(double wide, double high, double unit)
{
    return std::min(roomWide * unit / std::max(1.0, wide), roomHigh * unit / std::max(1.0, high));
}

/// Boxes of each column, from left to right.
using Columns = std::vector<std::vector<int>>;

Columns dealt(const std::vector<int> &order, std::size_t count)
{
    Columns columns(count);
    for (std::size_t i = 0; i < order.size(); ++i)
        columns[i * count / order.size()].push_back(order[i]);
    return columns;
}

struct Measure {
    std::vector<double> widths; // of the columns
    std::vector<double> heights;
    double wide = 0;
    double high = 0;
};

Measure measured(const lineage::LayoutGraph &graph, const Columns &columns, double layerGap,
                 double nodeGap)
{
    Measure measure;
    for (const std::vector<int> &column : columns) {
        double width = 0;
        double height = -nodeGap;
        for (const int box : column) {
            width = std::max(width, graph.boxes[box].width);
            height += graph.boxes[box].height + nodeGap;
        }
        measure.widths.push_back(width);
        measure.heights.push_back(height);
        measure.wide += width + layerGap;
        measure.high = std::max(measure.high, height);
    }
    measure.wide -= layerGap;
    return measure;
}

} // namespace

std::optional<Wrapping> wrapped(const lineage::LayoutGraph &graph,
                                const lineage::LayoutPlaces &places, double layerGap,
                                double nodeGap, double unit)
{
    const double asItIs = zoomOf(places.bounds.width(), places.bounds.height(), unit);
    const std::size_t boxes = graph.boxes.size();
    if (asItIs >= readable || boxes < 3 || boxes > mostBoxes)
        return std::nullopt;
    std::vector<int> order(boxes);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const auto keyOf = [&](int box) {
            return std::tuple(places.layers[box], places.centres[box].y(), box);
        };
        return keyOf(a) < keyOf(b);
    });
    Columns best;
    double bestZoom = asItIs * 1.1; // less is not worth it
    for (std::size_t count = 1; count <= boxes; ++count) {
        Columns columns = dealt(order, count);
        const Measure measure = measured(graph, columns, layerGap, nodeGap);
        if (const double zoom = zoomOf(measure.wide, measure.high, unit); zoom > bestZoom) {
            bestZoom = zoom;
            best = std::move(columns);
        }
    }
    if (best.empty())
        return std::nullopt;
    Wrapping result;
    result.centres.resize(boxes);
    std::vector<std::size_t> columnOf(boxes);
    const Measure measure = measured(graph, best, layerGap, nodeGap);
    double left = 0;
    for (std::size_t column = 0; column < best.size(); ++column) {
        std::stable_sort(best[column].begin(), best[column].end(), [&](int a, int b) {
            return places.centres[a].y() < places.centres[b].y();
        });
        double top = (measure.high - measure.heights[column]) / 2;
        for (const int box : best[column]) {
            columnOf[box] = column;
            result.centres[box] = {left + measure.widths[column] / 2,
                                   top + graph.boxes[box].height / 2};
            top += graph.boxes[box].height + nodeGap;
        }
        left += measure.widths[column] + layerGap;
    }
    for (const auto &link : graph.links)
        result.upright.push_back(link.from != link.to && columnOf[link.from] == columnOf[link.to]);
    return result;
}

} // namespace meshlens::ui
