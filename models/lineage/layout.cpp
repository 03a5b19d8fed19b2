// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include "models/lineage/layout_drawing.h"
#include "models/lineage/layout_fold.h"
#include "models/lineage/layout_layers.h"
#include "models/lineage/layout_order.h"

// A layered drawing (Sugiyama, Tagawa, Toda 1981) in seven steps, each in a file of its own:
//   1. layout_cycles: few links are turned round so that no loop is left. They are drawn from right
//      to left.
//   2. Connected parts go their ways alone, side by side in two threads, until step 6.
//   3. layout_layers, layout_simplex: a layer for each box, so that links pass few layers.
//   4. layout_layered: a link that passes layers gets a stand-in in each. From here on "vertex"
//      means a box or a stand-in, and all lines go from one layer to the next.
//   5. layout_order, layout_arrange, layout_refine, layout_groups: who stands above whom.
//      layout_fold: tall layers become several columns, where that is asked for.
//      layout_coordinates: how far down.
//   6. layout_packing: the parts go into one grid of columns. A column is as wide as its widest
//   box.
//   7. layout_routes: the lines of the links, strings pulled taut between the boxes.
//
// What it costs: steps 1, 3 and 4 are linear in practice, 5 takes most of the time: linear times
// the number of starts, plus sifting, O(vertices x window) a round. Memory: some 100 bytes a
// vertex. Stand-ins are bounded: past `mostStandIns` of one part its longest links take a detour
// above the whole drawing instead.
//
// The same input and seed always give the same drawing: random numbers come from the seed, nothing
// looks at the time, and the two threads only ever work on things that do not depend on each other.
// layout_stable: with an earlier drawing, layers and order come from it where it can; layout_kept:
// and of a large one the lines.

namespace meshlens::lineage {
namespace layered {
namespace {

constexpr long long fewestStandIns = 50'000; // that one part may have; more if it has many boxes
constexpr long long standInsABox = 6;
constexpr long long fewestFolded = 250'000; // the same where columns are folded
constexpr long long foldedABox = 12;
constexpr double fewestRows = 12; // so many boxes one above the other are never folded

constexpr std::size_t boxesOfALargePart = 200;

} // namespace

LayoutPlaces Drawing::draw()
{
    for (const LayoutGraph::Box &box : m_input.boxes) {
        const bool known =
            box.previous && std::isfinite(box.previous->x()) && std::isfinite(box.previous->y());
        m_earlier.push_back(known ? std::optional(box.previous->center()) : std::nullopt);
    }
    const bool stays = std::any_of(m_earlier.begin(), m_earlier.end(),
                                   [](const auto &place) { return place.has_value(); });
    if (!stays)
        m_earlier.clear();
    findWays();
    turnLoops();
    if (m_crew.stopped())
        return {};
    split();
    if (m_crew.stopped())
        return {};
    if (stays) {
        placeNearEarlier();
        return assembled();
    }
    m_foldHeight = foldHeight();
    // Large parts have both threads to themselves; then one thread takes a small part at a time.
    std::size_t large = 0;
    while (large < m_parts.size() && m_parts[large].boxes.size() > boxesOfALargePart)
        place(m_parts[large++]);
    m_crew.each(static_cast<int>(m_parts.size() - large),
                [&](int number) { place(m_parts[large + number]); });
    return assembled();
}

long long Drawing::mostStandIns(int boxes) const
{
    return m_options.fold > 0 ? std::max(fewestFolded, foldedABox * boxes)
                              : std::max(fewestStandIns, standInsABox * boxes);
}

/// As tall as the whole would be if it were of the wished shape and without a gap.
double Drawing::foldHeight() const
{
    if (m_options.fold <= 0 || m_input.boxes.empty())
        return 0;
    double area = 0;
    double heights = 0;
    for (int box = 0; box < static_cast<int>(m_input.boxes.size()); ++box) {
        area += (width(box) + m_layerGap) * (height(box) + m_spacing.nodes);
        heights += height(box) + m_spacing.nodes;
    }
    const double row = heights / static_cast<double>(m_input.boxes.size());
    return std::max(fewestRows * row, std::sqrt(area / m_options.fold));
}

void Drawing::fold(LayoutPart &part)
{
    const Heights heights{part.graph, part.heights, m_spacing};
    const FoldAim aim{m_options.fold, m_foldHeight, m_layerGap,
                      mostStandIns(static_cast<int>(part.boxes.size()))};
    if (auto columns = folded(heights, part.order, part.widths, aim, m_crew)) {
        part.graph = std::move(columns->graph);
        part.order = std::move(columns->order);
    }
}

/// The tightest layers are not always those with the fewest crossings: small parts try several.
std::vector<LayeredGraph> Drawing::layerings(int boxes, const std::vector<Arc> &arcs,
                                             const std::vector<Way> &ways)
{
    std::vector<int> works{60}; // steps of work an arc; 60 are as good as no limit
    if (m_options.draft)
        works = {4};
    else if (boxes >= 15'000)
        works = {12};
    else if (boxes >= 700)
        works = {60, 20};
    else if (boxes >= 30)
        works = {60, 20, 3};
    std::vector<LayeredGraph> result(works.size());
    m_crew.each(static_cast<int>(works.size()), [&](int i) {
        std::vector<int> layers = layersOf(boxes, arcs, works[i], m_crew);
        if (!m_crew.stopped())
            result[i] = withStandIns(std::move(layers), ways, mostStandIns(boxes), m_crew);
    });
    return result;
}

void Drawing::place(LayoutPart &part)
{
    if (m_crew.stopped())
        return;
    const auto boxes = static_cast<int>(part.boxes.size());
    if (boxes == 1) { // of which large graphs have many
        part.graph = withStandIns({0}, {}, 0, m_crew);
        part.order = LayerOrder(part.graph, {0});
        part.height = part.heights.front();
        part.centres = {part.height / 2};
        return;
    }
    std::vector<Arc> arcs;
    arcs.reserve(part.ways.size());
    for (const Way &way : part.ways)
        arcs.push_back({way.from, way.to});
    OrderOptions order;
    order.draft = m_options.draft;
    order.seed = m_options.seed;
    order.group = part.group;
    std::vector<LayeredGraph> choice = layerings(boxes, arcs, part.ways);
    if (m_crew.stopped())
        return;
    OrderedGraph best = ordered(std::move(choice), order, m_crew);
    if (m_crew.stopped())
        return;
    part.graph = std::move(best.graph);
    part.order = std::move(best.order);
    part.ways = {};
    if (m_options.fold > 0)
        fold(part);
    if (m_crew.stopped())
        return;
    const Heights heights{part.graph, part.heights, m_spacing};
    const int sweeps = !m_options.draft ? 10 : part.graph.vertices() < 20'000 ? 4 : 2;
    part.centres = centresDown(heights, part.order, sweeps, m_crew);
    for (int vertex = 0; vertex < part.graph.vertices(); ++vertex)
        part.height = std::max(part.height, part.centres[vertex] + heights.half(vertex));
}

} // namespace layered

Result<LayoutPlaces> layOut(const LayoutGraph &graph, const LayoutOptions &options,
                            const std::function<bool()> &cancelled)
{
    layered::LayoutCrew crew(cancelled);
    LayoutPlaces places = layered::Drawing(graph, options, crew).draw();
    if (crew.stopped())
        return Error{Error::Kind::Cancelled, {}, {}};
    return places;
}

} // namespace meshlens::lineage
