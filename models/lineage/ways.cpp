// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/subgraph.h"

#include <algorithm>
#include <queue>

/// Ways from one thing to another.
///
/// Two walks, down from the one and up from the other, give each state its distance from the start
/// and to the end. A state is on some way when both know it; on a shortest one when the two
/// distances add up to the shortest. The list of ways grows partial ways in the order of the least
/// length that they can end with, the longest partial one first: where there are no circles each of
/// them does end, so the list comes in order of length at the cost of its own size. In circles a
/// partial way may find its only continuation taken by itself; a budget of steps bounds that, and
/// `complete` says when it was used up.
namespace meshlens::lineage {
namespace {

constexpr int mostShown = 5000; // nodes of the subgraph between
constexpr int budget = 2'000'000;

struct Search {
    const Graph::Data &data;
    Level level;
    std::vector<State> starts;
    std::vector<State> ends;
    Walk there; // down from the starts
    Walk back;  // up from the ends
    int shortest = -1;

    [[nodiscard]] bool isOnAWay(State state) const { return there.met(state) && back.met(state); }
    [[nodiscard]] int through(State state) const
    {
        return there.distances[state] + back.distances[state];
    }
};

Result<Search> search(const Graph::Data &data, const QString &from, const QString &to, Level level)
{
    auto starts = startsOf(data, from, level);
    if (!starts)
        return starts.error();
    auto ends = startsOf(data, to, level);
    if (!ends)
        return ends.error();
    Search made{data, level, *starts, *ends, {}, {}, -1};
    made.there = walk(data, level, *starts, Direction::Down, std::nullopt);
    made.back = walk(data, level, *ends, Direction::Up, std::nullopt);
    for (const State start : *starts) {
        if (made.back.met(start) &&
            (made.shortest < 0 || made.back.distances[start] < made.shortest))
            made.shortest = made.back.distances[start];
    }
    return made;
}

template<typename Keep>
Subgraph part(const Search &search, const QString &from, const Keep &keep)
{
    const Graph::Data &data = search.data;
    Cutting cutting(data, search.level);
    cutting.result.level = search.level;
    cutting.result.root = thingOf(from);
    cutting.result.rootColumn = columnPart(from);
    Places places;
    for (const State state : search.there.order) {
        if (keep(state))
            places.meet(placeOf(data, state, search.level), search.there.distances[state]);
    }
    places.sort();
    limit(places, mostShown, cutting.result);
    cutting.add(places);
    if (search.level == Level::Column) {
        const auto kept = [&](State state) {
            return keep(state) || keep(data.stateOf(data.datasetOf(state), -1));
        };
        cutting.connect(false, [&](State a, State b) { return kept(a) && kept(b); });
    } else {
        cutting.connect(true, {});
    }
    return std::move(cutting.result);
}

/// A way in the making: a state and the one before it.
struct Step {
    State state;
    int before; // number of a step; -1: it starts here
    int length;
};

class Enumeration
{
public:
    Enumeration(const Search &search, int limit) : m_search(search), m_limit(limit) {}

    void run(Ways &ways)
    {
        for (const State start : m_search.starts) {
            if (m_search.back.met(start))
                push(start, -1, 0);
        }
        int steps = 0;
        while (!m_open.empty()) {
            if (static_cast<int>(ways.ways.size()) >= m_limit || ++steps > budget) {
                ways.complete = false;
                return;
            }
            const int at = m_open.top().step;
            m_open.pop();
            if (isEnd(m_steps[at].state))
                ways.ways.append(wayTo(at));
            forEachNext(m_search.data, m_search.level, m_steps[at].state, Direction::Down,
                        [&](State next) {
                            if (m_search.back.met(next) && !contains(at, next))
                                push(next, at, m_steps[at].length + 1);
                        });
        }
    }

private:
    struct Open {
        int least; // length of the shortest way it can end with
        int length;
        int step;
        bool operator<(const Open &other) const // the top of a heap is the greatest
        {
            return std::tuple(-least, length, -step) <
                   std::tuple(-other.least, other.length, -other.step);
        }
    };

    void push(State state, int before, int length)
    {
        // Several column edges may lead to one state: one way is enough.
        if (!m_pushed.insert(state, before))
            return;
        m_steps.push_back({state, before, length});
        m_open.push({length + m_search.back.distances[state], length,
                     static_cast<int>(m_steps.size()) - 1});
    }

    [[nodiscard]] bool isEnd(State state) const { return m_search.back.distances[state] == 0; }

    [[nodiscard]] bool contains(int step, State state) const
    {
        for (int at = step; at >= 0; at = m_steps[at].before) {
            if (m_steps[at].state == state)
                return true;
        }
        return false;
    }

    [[nodiscard]] Way wayTo(int step) const
    {
        Way way;
        for (int at = step; at >= 0; at = m_steps[at].before) {
            const State state = m_steps[at].state;
            way.keys.prepend(keyOf(m_search.data, state, m_search.level));
            way.names.prepend(shownName(m_search.data, state, m_search.level));
        }
        return way;
    }

    /// Pairs of a step and the state after it.
    class Pairs
    {
    public:
        bool insert(State state, int before)
        {
            const quint64 pair = (static_cast<quint64>(static_cast<quint32>(before + 1)) << 32) |
                                 static_cast<quint32>(state);
            const auto size = m_pairs.size();
            m_pairs.insert(pair);
            return m_pairs.size() > size;
        }

    private:
        QSet<quint64> m_pairs;
    };

    const Search &m_search;
    const int m_limit;
    std::vector<Step> m_steps;
    std::priority_queue<Open> m_open;
    Pairs m_pushed;
};

double countShortest(const Search &search)
{
    std::vector<double> count(search.there.distances.size(), 0);
    for (const State start : search.starts)
        count[start] = 1;
    double total = 0;
    std::vector<State> next;
    for (const State state : search.there.order) { // nearest first: all before it are counted
        if (!search.isOnAWay(state) || search.through(state) != search.shortest)
            continue;
        if (search.back.distances[state] == 0)
            total += count[state];
        next.clear();
        forEachNext(search.data, search.level, state, Direction::Down,
                    [&](State other) { next.push_back(other); });
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        for (const State other : next) {
            if (search.isOnAWay(other) && search.through(other) == search.shortest &&
                search.there.distances[other] == search.there.distances[state] + 1)
                count[other] += count[state];
        }
    }
    return total;
}

} // namespace

Result<Ways> ways(const Graph &graph, const QString &from, const QString &to, Level level,
                  int limit)
{
    const auto found = search(graph.data(), from, to, level);
    if (!found)
        return found.error();
    Ways result;
    result.shortest = found->shortest;
    result.between.level = level;
    if (found->shortest < 0)
        return result;
    result.shortestCount = countShortest(*found);
    Enumeration(*found, std::max(1, limit)).run(result);
    result.between = part(*found, from, [&](State state) { return found->isOnAWay(state); });
    return result;
}

Result<Subgraph> paths(const Graph &graph, const QString &from, const QString &to, Level level)
{
    const auto found = search(graph.data(), from, to, level);
    if (!found)
        return found.error();
    if (found->shortest < 0) {
        Subgraph none;
        none.level = level;
        none.root = thingOf(from);
        none.rootColumn = columnPart(from);
        return none;
    }
    Subgraph result = part(*found, from, [&](State state) {
        return found->isOnAWay(state) && found->through(state) == found->shortest;
    });
    // Only the edges of shortest ways: each goes one step on.
    QHash<QString, int> distances;
    for (const Node &node : std::as_const(result.nodes))
        distances.insert(node.key, node.distance);
    result.edges.removeIf([&](const Edge &edge) {
        return distances.value(edge.to) != distances.value(edge.from) + 1;
    });
    return result;
}

} // namespace meshlens::lineage
