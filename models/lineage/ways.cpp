// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/subgraph.h"

#include <QCoreApplication>

#include <algorithm>
#include <queue>

/// Ways from one thing to another.
///
/// Two walks, down from the one and back along the same steps from the other, give each state its
/// distance from the start and to the end. A state is on some way when both know it; on a shortest
/// one when the two distances add up to the shortest. The list of ways grows partial ways in the
/// order of the least length that they can end with, the longest partial one first: where there are
/// no circles each of them does end, so the list comes in order of length at the cost of its own
/// size. In circles a partial way may find its only continuation taken by itself; a budget of steps
/// bounds that, and `complete` says when it was used up.
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

/// Everything from which steps down lead to the ends: the steps of forEachNext(), turned round. Not
/// the walk up, which from "some column" goes to "some column" and passes the very columns by that
/// a walk down stands on.
class Back
{
public:
    Back(const Graph::Data &data, Level level)
        : m_data(data), m_level(level),
          m_opened(level == Level::Column ? static_cast<std::size_t>(data.datasetCount()) : 0)
    {}

    Walk from(const std::vector<State> &ends)
    {
        const auto states = static_cast<std::size_t>(m_data.stateCount(m_level));
        m_walk.distances.assign(states, -1);
        m_walk.cameFrom.assign(states, -1);
        for (const State end : ends)
            meet(end, 0, -1);
        for (std::size_t at = 0; at < m_walk.order.size(); ++at)
            stepBack(m_walk.order[at]);
        return std::move(m_walk);
    }

private:
    void meet(State state, int distance, State next)
    {
        if (m_walk.met(state))
            return;
        m_walk.distances[state] = distance;
        m_walk.cameFrom[state] = next;
        m_walk.order.push_back(state);
    }

    void stepBack(State state)
    {
        const int distance = m_walk.distances[state] + 1;
        if (m_level != Level::Column) {
            for (const int other : m_data.links(m_level).before(state))
                meet(other, distance, state);
            return;
        }
        const int dataset = m_data.datasetOf(state);
        const int column = m_data.columnOf(state);
        if (m_data.isUnnamed(state))
            return; // no step leads to a column that no edge names
        for (const int link : m_data.datasetLinks.reaching(dataset)) {
            const int other = m_data.datasetLinks.all[link].from;
            if (m_data.columnEdgesOf(link).empty()) {
                if (column < 0)
                    meetAllOf(other, distance, state);
                continue;
            }
            for (const ColumnEdge &edge : edgesTo(link, column)) {
                meet(m_data.stateOf(other, edge.from), distance, state);
                meet(m_data.stateOf(other, -1), distance, state);
            }
        }
    }

    std::vector<ColumnEdge> edgesTo(int link, int column) const
    {
        const auto begin = m_data.byTarget.begin() + m_data.columnEdgeStart[link];
        const auto end = m_data.byTarget.begin() + m_data.columnEdgeStart[link + 1];
        const auto to = [&](int edge) { return m_data.columnEdges[edge].to; };
        std::vector<ColumnEdge> found;
        for (auto at =
                 std::partition_point(begin, end, [&](int edge) { return to(edge) < column; });
             at != end && to(*at) == column; ++at)
            found.push_back(m_data.columnEdges[*at]);
        return found;
    }

    void meetAllOf(int dataset, int distance, State next)
    {
        if (m_opened[dataset])
            return;
        m_opened[dataset] = true;
        for (int column = m_data.columnsStart[dataset]; column < m_data.columnsStart[dataset + 1];
             ++column)
            meet(m_data.stateOf(dataset, column), distance, next);
        meet(m_data.stateOf(dataset, -1), distance, next);
        meet(m_data.unnamedColumn(dataset), distance, next);
    }

    const Graph::Data &m_data;
    const Level m_level;
    std::vector<bool> m_opened;
    Walk m_walk;
};

/// What a walk down may stand on when it has reached one of `ends`: "some column" of a dataset may
/// be the one that is asked for, and any of its columns is a part of it.
std::vector<State> reached(const Graph::Data &data, std::vector<State> ends)
{
    for (std::size_t i = 0, count = ends.size(); i < count; ++i) {
        const int dataset = data.datasetOf(ends[i]);
        if (ends[i] != data.stateOf(dataset, -1)) {
            ends.push_back(data.stateOf(dataset, -1));
            continue;
        }
        for (int column = data.columnsStart[dataset]; column < data.columnsStart[dataset + 1];
             ++column)
            ends.push_back(data.stateOf(dataset, column));
    }
    return ends;
}

Result<Search> search(const Graph::Data &data, const QString &from, const QString &to, Level level)
{
    auto starts = startsOf(data, from, level);
    if (!starts)
        return starts.error();
    auto ends = startsOf(data, to, level);
    if (!ends)
        return ends.error();
    if (level == Level::Column)
        *ends = reached(data, *std::move(ends));
    Search made{data, level, *starts, *ends, {}, {}, -1};
    made.there = walk(data, level, *starts, Direction::Down, std::nullopt);
    made.back = Back(data, level).from(*ends);
    for (const State start : *starts) {
        if (made.back.met(start) &&
            (made.shortest < 0 || made.back.distances[start] < made.shortest))
            made.shortest = made.back.distances[start];
    }
    return made;
}

/// Which steps of the walk down are told: all, or only those that get one further from the start.
enum class Steps { All, Onward };

/// The part of the graph whose states are kept, with the edges that a step between two of them goes
/// along.
template<typename Keep>
Subgraph part(const Search &search, const QString &from, Steps steps, const Keep &keep)
{
    const Graph::Data &data = search.data;
    Cutting cutting(data, search.level);
    cutting.result.level = search.level;
    cutting.result.root = thingOf(from);
    cutting.result.rootColumn = columnPart(from);
    const auto isStep = [&](State state, State next) {
        return keep(state) && keep(next) &&
               (steps == Steps::All ||
                search.there.distances[next] == search.there.distances[state] + 1);
    };
    Places places;
    QSet<std::pair<int, int>> joined; // places
    for (const State state : search.there.order) {
        if (!keep(state))
            continue;
        const int place = placeOf(data, state, search.level);
        places.meet(place, search.there.distances[state]);
        forEachNext(data, search.level, state, Direction::Down, [&](State next) {
            if (isStep(state, next))
                joined.insert({place, placeOf(data, next, search.level)});
        });
    }
    places.sort();
    limit(places, mostShown, cutting.result);
    if (cutting.result.truncated)
        cutting.result.truncated->how =
            QCoreApplication::translate("Lineage", "Ask for the ways from, or to, one of those.");
    cutting.add(places);
    QHash<QString, int> placesOfKeys;
    for (std::size_t i = 0; i < places.order.size(); ++i)
        placesOfKeys.insert(cutting.result.nodes[static_cast<qsizetype>(i)].key, places.order[i]);
    if (search.level == Level::Column) {
        cutting.connect(false, [&](State a, State b) {
            return isStep(a, b) || isStep(data.stateOf(data.datasetOf(a), -1), b);
        });
    } else {
        cutting.connect(true, {});
    }
    cutting.result.edges.removeIf([&](const Edge &edge) {
        return edge.level != Level::Column &&
               !joined.contains({placesOfKeys.value(edge.from), placesOfKeys.value(edge.to)});
    });
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
    result.between =
        part(*found, from, Steps::All, [&](State state) { return found->isOnAWay(state); });
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
    return part(*found, from, Steps::Onward, [&](State state) {
        return found->isOnAWay(state) && found->through(state) == found->shortest;
    });
}

} // namespace meshlens::lineage
