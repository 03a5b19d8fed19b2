// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_order.h"

#include "models/lineage/layout_arrange.h"
#include "models/lineage/layout_refine.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

// The order inside the layers, in three steps:
//   1. Starts: the multilevel arrangement of layout_arrange.cpp, some times with other seeds and
//      for each of the layerings, each followed by exchanges of neighbours. A sweep of means from
//      layer to layer, the classic way, finds twice as many crossings from any start tried. More
//      than two starts a layering gain next to nothing; two are made side by side.
//   2. The best are refined (layout_refine.cpp): each vertex is sifted to its best place nearby,
//      later only those whose neighbours moved, until a round gains less than a fifth of a percent.
//   3. Shakes: all vertices of the refined order move to the mean of their neighbours for a few
//      rounds and are refined again; the better of both stays.
// Cost: a start is linear, a round of sifting is O(vertices x window). Starts run side by side.

namespace meshlens::lineage::layered {
namespace {

struct Effort {
    int starts; // arrangements a layering
    int kept;   // of all of them
    int rounds; // of sifting
    int window; // of sifting
    int shakes;
};

constexpr int standInsABox = 5; // from so many on a draft arranges the boxes alone

/// So much as the time for a graph of that size allows.
Effort effortFor(int size, bool draft)
{
    if (draft)
        return size < 3000 ? Effort{2, 1, 1, 20, 0} : Effort{1, 1, 0, 0, 0};
    if (size < 30)
        return {4, 1, 4, 60, 1};
    if (size < 500)
        return {8, 4, 12, 200, 6};
    if (size < 6000)
        return {2, 1, 8, 80, 4};
    if (size < 20'000)
        return {2, 1, 8, 60, 3};
    if (size < 60'000)
        return {2, 1, 8, 60, 1};
    return {2, 1, 6, 60, 0};
}

struct Candidate {
    LayerOrder order;
    long long crossings = 0;
    int layering = 0;
    double rate = 0; // less is better
};

class Orderer
{
public:
    Orderer(const LayeredGraph &graph, const OrderOptions &options, LayoutCrew &crew)
        : m_graph(graph), m_options(options), m_crew(crew),
          m_neighbours(Adjacency::both(graph.before, graph.after)),
          m_effort(effortFor(std::max(graph.vertices(), graph.after.arcs() / 3), options.draft))
    {}
    [[nodiscard]] const Effort &effort() const { return m_effort; }
    [[nodiscard]] Candidate start(std::uint64_t number) const;
    void better(Candidate &candidate) const;

private:
    void refine(Candidate &candidate, int rounds) const;
    [[nodiscard]] Candidate shaken(const Candidate &from, int rounds) const;

    const LayeredGraph &m_graph;
    const OrderOptions &m_options;
    LayoutCrew &m_crew;
    const Adjacency m_neighbours;
    const Effort m_effort;
};

Candidate Orderer::start(std::uint64_t number) const
{
    Candidate result;
    if (m_crew.stopped())
        return result;
    const std::uint64_t seed = m_options.seed * 1000 + number;
    const ArrangeEffort effort = m_options.draft ? ArrangeEffort{7, 3} : ArrangeEffort{};
    const bool byBoxes = m_options.draft && m_graph.vertices() / standInsABox > m_graph.real;
    result.order = LayerOrder(m_graph, byBoxes ? arrangedByBoxes(m_graph, seed, effort, m_crew)
                                               : arranged(m_neighbours, seed, effort, m_crew));
    if (m_crew.stopped())
        return result;
    if (!m_options.draft || m_effort.starts > 1) // else there is nothing to compare it with
        result.crossings = crossings(m_graph, result.order, m_crew);
    refine(result, 0);
    return result;
}

void Orderer::refine(Candidate &candidate, int rounds) const
{
    candidate.crossings -= transpose(m_graph, candidate.order, m_options.draft ? 1 : 20, m_crew);
    if (rounds == 0)
        return;
    Sifter sifter(m_graph, candidate.order, m_effort.window);
    for (int round = 0; round < rounds && !m_crew.stopped(); ++round) {
        const long long gain = sifter.round(m_crew);
        candidate.crossings -= gain;
        if (gain * 500 <= candidate.crossings)
            break;
    }
}

Candidate Orderer::shaken(const Candidate &from, int rounds) const
{
    std::vector<std::pair<double, int>> places;
    places.reserve(m_graph.vertices());
    for (const auto &layer : from.order.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            places.emplace_back((double(i) + 0.5) / double(layer.size()), layer[i]);
    }
    std::stable_sort(places.begin(), places.end());
    std::vector<int> line;
    line.reserve(places.size());
    for (const auto &[at, vertex] : places)
        line.push_back(vertex);
    smoothLine(m_neighbours, line, rounds, m_crew);
    Candidate result;
    result.order = LayerOrder(m_graph, line);
    result.crossings = crossings(m_graph, result.order, m_crew);
    return result;
}

void Orderer::better(Candidate &candidate) const
{
    refine(candidate, m_effort.rounds);
    for (int shake = 0; shake < m_effort.shakes && candidate.crossings > 0; ++shake) {
        Candidate next = shaken(candidate, 1 + shake % 4);
        refine(next, m_effort.rounds);
        if (next.crossings < candidate.crossings && !m_crew.stopped()) {
            next.layering = candidate.layering;
            candidate = std::move(next);
        }
    }
}

} // namespace

OrderedGraph ordered(std::vector<LayeredGraph> layerings, const OrderOptions &options,
                     LayoutCrew &crew)
{
    std::vector<std::unique_ptr<Orderer>> orderers;
    int fewest = std::numeric_limits<int>::max();
    for (const LayeredGraph &graph : layerings) {
        orderers.push_back(std::make_unique<Orderer>(graph, options, crew));
        fewest = std::min(fewest, graph.after.arcs());
    }
    const Effort effort = orderers.front()->effort();
    std::vector<Candidate> candidates(layerings.size() * effort.starts);
    crew.each(static_cast<int>(candidates.size()), [&](int i) {
        const int layering = i / effort.starts;
        // Layerings are often the same: each start has a seed of its own.
        candidates[i] = orderers[layering]->start(i);
        candidates[i].layering = layering;
        candidates[i].rate =
            double(candidates[i].crossings + 1) * layerings[layering].after.arcs() / fewest;
    });
    const auto leastFirst = [](const Candidate &a, const Candidate &b) { return a.rate < b.rate; };
    if (crew.stopped())
        return {};
    std::stable_sort(candidates.begin(), candidates.end(), leastFirst);
    candidates.resize(std::min<std::size_t>(candidates.size(), effort.kept));
    crew.each(static_cast<int>(candidates.size()), [&](int i) {
        Candidate &candidate = candidates[i];
        orderers[candidate.layering]->better(candidate);
        if (!options.group.empty()) {
            const LayeredGraph &graph = layerings[candidate.layering];
            keepTogether(graph, candidate.order, options.group, crew);
            candidate.crossings = crossings(graph, candidate.order, crew);
        }
        candidate.rate =
            double(candidate.crossings + 1) * layerings[candidate.layering].after.arcs() / fewest;
    });
    Candidate &best = *std::min_element(candidates.begin(), candidates.end(), leastFirst);
    OrderedGraph result;
    result.graph = std::move(layerings[best.layering]);
    result.order = std::move(best.order);
    return result;
}

} // namespace meshlens::lineage::layered
