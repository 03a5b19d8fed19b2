// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph_data.h"

#include <functional>

/// Not for other folders.
namespace meshlens::lineage {

/// Places with their distance from the root, negative upstream.
struct Places {
    std::vector<int> order; // nearest first
    QHash<int, int> distances;

    void meet(int place, int distance);
    void sort();
};

/// Keeps the first, which are the nearest or (of a whole mesh) the most connected; what is left out
/// is said in `result`.
enum class Kept { Nearest, MostConnected };
void limit(Places &places, int most, Subgraph &result, Kept kept = Kept::Nearest);

/// The subgraph of some places, with the edges between them.
class Cutting
{
public:
    Cutting(const Graph::Data &data, Level level) : m_data(data), m_level(level) {}

    void add(const Places &places);

    /// Which column edges are wanted: by their states.
    using Wanted = std::function<bool(State from, State to)>;
    /// Edges between all that was added, of the level; column edges where `wanted` says so.
    void connect(bool placeEdges, const Wanted &wanted);
    /// Column edges beside the dataset edges.
    void addColumns();

    Subgraph result;

private:
    [[nodiscard]] Edge edgeOf(const Links &links, const Link &link, const Node &from,
                              const Node &to) const;
    bool addColumnEdges(int link, Node &from, Node &to, const Wanted &wanted);

    const Graph::Data &m_data;
    const Level m_level;
    QHash<int, int> m_kept;
    QList<int> m_ordered;
    QSet<std::pair<int, int>> m_noted; // node and column
};

} // namespace meshlens::lineage
