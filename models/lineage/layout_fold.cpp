// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_fold.h"

#include <algorithm>
#include <cmath>
#include <numeric>

// Folded columns. A graph of 10,000 boxes has some 30 layers of hundreds of boxes each: a drawing
// fifteen times as tall as wide. There is no link inside a layer, so its boxes may as well stand in
// several columns side by side: all links still go from left to right.
//
// A layer of n boxes that gets k columns is read from top to bottom, k boxes at a time, and each of
// these k goes to a column of its own: the one with most links to the left stands leftmost. So the
// order down the drawing stays as it was, only k times as close. Links get stand-ins in the
// columns that they now pass: right of the box they leave, they stand where that box stood in the
// order; left of the one they reach, where that one stood; between, where their old stand-ins
// stood. In no column do two lines change places that did not before, so folding adds no crossing.
//
// How many columns: as few as make the whole no wider than wished. Cost: linear in the new
// stand-ins, but for the sorting of each column.

namespace meshlens::lineage::layered {
namespace {

struct Key { // where a vertex stands in its column
    float place = 0;
    float other = 0; // place of the neighbour, for lines of one box
    float port = 0;  // for lines between the same two
};

bool operator<(const Key &a, const Key &b)
{
    if (a.place != b.place)
        return a.place < b.place;
    return a.other != b.other ? a.other < b.other : a.port < b.port;
}

class Folder
{
public:
    Folder(const Heights &heights, const LayerOrder &order, const std::vector<double> &widths)
        : m_graph(heights.graph), m_order(order), m_boxes(order.layers.size()),
          m_heights(order.layers.size(), 0), m_widths(order.layers.size(), 0)
    {
        for (std::size_t layer = 0; layer < order.layers.size(); ++layer) {
            for (const int vertex : order.layers[layer]) {
                if (!m_graph.isReal(vertex))
                    continue;
                m_boxes[layer].push_back(vertex);
                m_heights[layer] += heights.boxes[vertex] + heights.spacing.nodes;
                m_widths[layer] = std::max(m_widths[layer], widths[vertex]);
            }
        }
    }

    /// False: nothing is to be folded.
    bool choose(const FoldAim &aim)
    {
        const double tallest = *std::max_element(m_heights.begin(), m_heights.end());
        for (double height = std::max(1.0, aim.height); height < tallest; height *= 1.06) {
            double width = 0;
            for (std::size_t layer = 0; layer < m_heights.size(); ++layer)
                width += columnsAt(layer, height) * (m_widths[layer] + aim.layerGap);
            if (width > aim.aspect * height)
                continue;
            m_first.assign(1, 0);
            for (std::size_t layer = 0; layer < m_heights.size(); ++layer)
                m_first.push_back(m_first.back() + columnsAt(layer, height));
            return true;
        }
        return false;
    }

    [[nodiscard]] std::vector<int> columnOfBoxes() const
    {
        std::vector<int> result(m_graph.real, 0);
        std::vector<int> some;
        for (std::size_t layer = 0; layer < m_boxes.size(); ++layer) {
            const auto columns = static_cast<std::size_t>(m_first[layer + 1] - m_first[layer]);
            const std::vector<int> &boxes = m_boxes[layer];
            for (std::size_t begin = 0; begin < boxes.size(); begin += columns) {
                const std::size_t count = std::min(columns, boxes.size() - begin);
                some.assign(boxes.begin() + static_cast<std::ptrdiff_t>(begin),
                            boxes.begin() + static_cast<std::ptrdiff_t>(begin + count));
                std::stable_sort(some.begin(), some.end(),
                                 [&](int a, int b) { return pull(a) < pull(b); });
                for (std::size_t i = 0; i < count; ++i)
                    result[some[i]] = m_first[layer] + static_cast<int>(i * columns / count);
            }
        }
        return result;
    }

    [[nodiscard]] std::vector<Key> keys(const LayeredGraph &to, LayoutCrew &crew) const
    {
        std::vector<Key> result(to.vertices());
        for (int box = 0; box < m_graph.real; ++box)
            result[box].place = static_cast<float>(m_order.place[box]);
        std::vector<int> layerOfColumn(to.layers);
        for (std::size_t layer = 0; layer + 1 < m_first.size(); ++layer)
            std::fill(layerOfColumn.begin() + m_first[layer],
                      layerOfColumn.begin() + m_first[layer + 1], static_cast<int>(layer));
        for (std::size_t i = 0; i < to.ways.size() && ((i & 4095) != 0 || !crew.stopped()); ++i) {
            const Way &way = to.ways[i];
            for (int n = 0; n < to.standIns(way); ++n) {
                const int layer = layerOfColumn[to.layerOf[way.from] + 1 + n];
                result[way.firstStandIn + n] = keyOf(m_graph.ways[i], layer);
            }
        }
        return result;
    }

private:
    [[nodiscard]] int columnsAt(std::size_t layer, double height) const
    {
        return std::max(1, static_cast<int>(std::ceil(m_heights[layer] / height)));
    }
    [[nodiscard]] int pull(int box) const // to the right
    {
        return m_graph.after.degree(box) - m_graph.before.degree(box);
    }
    /// Where an old way stands in a layer that it passes, leaves or reaches.
    [[nodiscard]] float placeIn(const Way &way, int layer) const
    {
        const int first = m_graph.layerOf[way.from];
        const int last = m_graph.layerOf[way.to];
        if (layer == first || layer == last)
            return static_cast<float>(m_order.place[layer == first ? way.from : way.to]);
        if (way.firstStandIn >= 0)
            return static_cast<float>(m_order.place[way.firstStandIn + layer - first - 1]);
        // It went round the old drawing: on the straight line.
        const auto share = [&](int box) {
            return (m_order.place[box] + 0.5) /
                   static_cast<double>(m_order.layers[m_graph.layerOf[box]].size());
        };
        const double part = double(layer - first) / (last - first);
        return static_cast<float>((share(way.from) + (share(way.to) - share(way.from)) * part) *
                                  static_cast<double>(m_order.layers[layer].size()));
    }
    [[nodiscard]] Key keyOf(const Way &way, int layer) const
    {
        const int first = m_graph.layerOf[way.from];
        const int last = m_graph.layerOf[way.to];
        if (layer == first)
            return {placeIn(way, layer), placeIn(way, layer + 1), static_cast<float>(way.fromY)};
        if (layer == last)
            return {placeIn(way, layer), placeIn(way, layer - 1), static_cast<float>(way.toY)};
        return {placeIn(way, layer), 0, 0};
    }

    const LayeredGraph &m_graph;
    const LayerOrder &m_order;
    std::vector<std::vector<int>> m_boxes; // of each layer, from top to bottom
    std::vector<double> m_heights;         // of each layer, of its boxes alone
    std::vector<double> m_widths;          // of each layer
    std::vector<int> m_first;              // column of each layer and one more
};

} // namespace

std::optional<FoldedPart> folded(const Heights &heights, const LayerOrder &order,
                                 const std::vector<double> &widths, const FoldAim &aim,
                                 LayoutCrew &crew)
{
    if (heights.graph.layers == 0)
        return std::nullopt;
    Folder folder(heights, order, widths);
    if (!folder.choose(aim) || crew.stopped())
        return std::nullopt;
    FoldedPart result;
    result.graph = withStandIns(folder.columnOfBoxes(), heights.graph.ways, aim.mostStandIns, crew);
    if (crew.stopped())
        return std::nullopt;
    const std::vector<Key> keys = folder.keys(result.graph, crew);
    std::vector<int> line(result.graph.vertices());
    std::iota(line.begin(), line.end(), 0);
    result.order = LayerOrder(result.graph, line);
    crew.each(result.graph.layers, [&](int layer) {
        if (crew.stopped())
            return;
        std::vector<int> &column = result.order.layers[layer];
        std::stable_sort(column.begin(), column.end(),
                         [&](int a, int b) { return keys[a] < keys[b]; });
        result.order.setPlaces(layer);
    });
    return result;
}

} // namespace meshlens::lineage::layered
