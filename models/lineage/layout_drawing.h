// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout.h"
#include "models/lineage/layout_packing.h"
#include "models/lineage/layout_part.h"
#include "models/lineage/layout_stable.h"

#include <algorithm>
#include <cmath>

namespace meshlens::lineage::layered {

/// Sizes that are no numbers, or absurd, would spoil the whole drawing.
inline double cleanedSize(double size)
{
    return std::isfinite(size) ? std::clamp(size, 1.0, 1e5) : 1.0;
}

/// One layout at work: what the steps share. Its functions are in layout.cpp, layout_split.cpp,
/// layout_kept.cpp and layout_assembly.cpp.
class Drawing
{
public:
    Drawing(const LayoutGraph &input, const LayoutOptions &options, LayoutCrew &crew)
        : m_input(input), m_options(options), m_crew(crew),
          m_spacing(cleanedSize(options.nodeGap), options.bundle,
                    options.linkGap > 0 ? cleanedSize(options.linkGap) : 0),
          m_layerGap(cleanedSize(options.layerGap))
    {}

    [[nodiscard]] LayoutPlaces draw();

private:
    void findWays();
    void turnLoops();
    void split();
    std::vector<LayeredGraph> layerings(int boxes, const std::vector<Arc> &arcs,
                                        const std::vector<Way> &ways);
    void place(LayoutPart &part);
    void fold(LayoutPart &part);
    [[nodiscard]] long long mostStandIns(int boxes) const;
    [[nodiscard]] double foldHeight() const;
    void placeNearEarlier();
    void rememberLines();
    bool keepLines(LayoutPart &part);
    void placeParts();
    void placeColumns();
    void placeBoxes();
    void route(LayoutPart &part);
    void routeAll();
    LayoutPlaces assembled();
    std::vector<QPointF> loop(const LayoutGraph::Link &link, QPointF centre) const;
    std::vector<QPointF> detour(const Way &way, int number) const;
    [[nodiscard]] double height(int box) const { return cleanedSize(m_input.boxes[box].height); }
    [[nodiscard]] double width(int box) const { return cleanedSize(m_input.boxes[box].width); }
    /// Height of an end, inside its box.
    [[nodiscard]] double port(double y, int box) const
    {
        return std::isfinite(y) ? std::clamp(y, -height(box) / 2, height(box) / 2) : 0;
    }

    /// The points of a way: some of those of a pool.
    struct WayLine {
        std::size_t pool = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    [[nodiscard]] std::span<const QPointF> pointsOf(int way) const
    {
        const WayLine &line = m_lines[way];
        return std::span(m_pools[line.pool]).subspan(line.begin, line.end - line.begin);
    }

    const LayoutGraph &m_input;
    const LayoutOptions &m_options;
    LayoutCrew &m_crew;
    const Spacing m_spacing;
    const double m_layerGap;
    std::vector<int> m_wayOf;        // of each link; -1: a self loop
    std::vector<Way> m_ways;         // from left to right once loops are turned
    std::vector<char> m_turned;      // of each way
    std::vector<LayoutPart> m_parts; // the largest first
    std::vector<PackedPart> m_packed;
    std::vector<double> m_columns; // middle of each column of the whole
    std::vector<double> m_columnWidths;
    std::vector<QPointF> m_centres;
    std::vector<int> m_layers;
    std::vector<std::vector<QPointF>> m_pools; // points of many ways each
    std::vector<WayLine> m_lines;              // of each way
    EarlierPlaces m_earlier;                   // of each box; empty: there is no earlier drawing
    std::vector<std::span<const QPointF>> m_earlierLines; // of each way, as its link has it
    QRectF m_bounds;                                      // of boxes and ways
    double m_foldHeight = 0;                              // that parts have at least when folded
};

} // namespace meshlens::lineage::layered
