// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_cycles.h"

#include <algorithm>
#include <numeric>

// Loops only live inside strongly connected parts (Tarjan's search, without recursion). Inside such
// a part the vertices get an order from left to right, and the arcs against it are turned:
//   1. Eades, Lin, Smyth (1993): sinks go to the right end, sources to the left end, and when there
//      is neither, the vertex with the most arcs out over arcs in goes left.
//   2. In small parts each vertex is then moved to where the fewest of its arcs point left, until
//      no move helps.
// Cost: linear, but for step 2, which is left out in parts of over a few thousand vertices.

namespace meshlens::lineage::layered {
namespace {

constexpr int mostToPolish = 3000;
constexpr int polishRounds = 8;

/// The number of the strongly connected part of each vertex.
std::vector<int> strongParts(const Adjacency &out, int *parts, LayoutCrew &crew)
{
    const int vertices = out.vertices();
    std::vector<int> part(vertices, -1);
    std::vector<int> seen(vertices, 0); // when, from 1
    std::vector<int> low(vertices, 0);
    std::vector<int> open;
    struct Step {
        int vertex;
        int next;
    };
    std::vector<Step> path;
    int clock = 0;
    *parts = 0;
    for (int start = 0; start < vertices; ++start) {
        if ((start & 4095) == 0 && crew.stopped())
            break;
        if (seen[start] != 0)
            continue;
        path.push_back({start, 0});
        while (!path.empty()) {
            const int vertex = path.back().vertex;
            if (path.back().next == 0 && seen[vertex] == 0) {
                seen[vertex] = low[vertex] = ++clock;
                open.push_back(vertex);
            }
            if (path.back().next < out.degree(vertex)) {
                const int target = out.of(vertex)[path.back().next++];
                if (seen[target] == 0)
                    path.push_back({target, 0});
                else if (part[target] < 0)
                    low[vertex] = std::min(low[vertex], seen[target]);
                continue;
            }
            path.pop_back();
            if (!path.empty())
                low[path.back().vertex] = std::min(low[path.back().vertex], low[vertex]);
            if (low[vertex] != seen[vertex])
                continue;
            int member;
            do {
                member = open.back();
                open.pop_back();
                part[member] = *parts;
            } while (member != vertex);
            ++*parts;
        }
    }
    return part;
}

/// One strongly connected part by local numbers.
struct Part {
    int vertices = 0;
    Adjacency out;
    Adjacency in;
};

/// Vertices by their difference of arcs out and in, for those neither source nor sink.
class Buckets
{
public:
    explicit Buckets(const Part &part)
        : m_next(part.vertices, -1), m_previous(part.vertices, -1), m_bucket(part.vertices, -1)
    {}
    void put(int vertex, int bucket)
    {
        if (bucket >= static_cast<int>(m_heads.size()))
            m_heads.resize(bucket + 1, -1);
        m_bucket[vertex] = bucket;
        m_previous[vertex] = -1;
        m_next[vertex] = m_heads[bucket];
        if (m_next[vertex] >= 0)
            m_previous[m_next[vertex]] = vertex;
        m_heads[bucket] = vertex;
        m_top = std::max(m_top, bucket);
    }
    void take(int vertex)
    {
        if (m_previous[vertex] >= 0)
            m_next[m_previous[vertex]] = m_next[vertex];
        else
            m_heads[m_bucket[vertex]] = m_next[vertex];
        if (m_next[vertex] >= 0)
            m_previous[m_next[vertex]] = m_previous[vertex];
    }
    int top()
    {
        while (m_top >= 0 && m_heads[m_top] < 0)
            --m_top;
        return m_top < 0 ? -1 : m_heads[m_top];
    }

private:
    std::vector<int> m_heads;
    std::vector<int> m_next;
    std::vector<int> m_previous;
    std::vector<int> m_bucket;
    int m_top = -1;
};

std::vector<int> greedyOrder(const Part &part)
{
    std::vector<int> out(part.vertices);
    std::vector<int> in(part.vertices);
    int most = 0;
    for (int vertex = 0; vertex < part.vertices; ++vertex) {
        out[vertex] = part.out.degree(vertex);
        in[vertex] = part.in.degree(vertex);
        most = std::max({most, out[vertex], in[vertex]});
    }
    Buckets buckets(part);
    for (int vertex = part.vertices - 1; vertex >= 0; --vertex)
        buckets.put(vertex, out[vertex] - in[vertex] + most);
    std::vector<char> done(part.vertices, 0);
    std::vector<int> left;
    std::vector<int> right;
    std::vector<int> sinks;
    std::vector<int> sources;
    const auto remove = [&](int vertex) {
        done[vertex] = 1;
        buckets.take(vertex);
        for (const int target : part.out.of(vertex)) {
            if (done[target])
                continue;
            buckets.take(target);
            --in[target];
            buckets.put(target, out[target] - in[target] + most);
            if (in[target] == 0)
                sources.push_back(target);
        }
        for (const int source : part.in.of(vertex)) {
            if (done[source])
                continue;
            buckets.take(source);
            --out[source];
            buckets.put(source, out[source] - in[source] + most);
            if (out[source] == 0)
                sinks.push_back(source);
        }
    };
    while (static_cast<int>(left.size() + right.size()) < part.vertices) {
        if (!sinks.empty() || !sources.empty()) {
            auto &ends = sinks.empty() ? sources : sinks;
            const bool isSink = !sinks.empty();
            const int vertex = ends.back();
            ends.pop_back();
            if (done[vertex])
                continue;
            (isSink ? right : left).push_back(vertex);
            remove(vertex);
            continue;
        }
        const int vertex = buckets.top();
        left.push_back(vertex);
        remove(vertex);
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    return left;
}

/// Moves single vertices while that leaves fewer arcs pointing left.
void polish(const Part &part, std::vector<int> &order, LayoutCrew &crew)
{
    std::vector<int> place(part.vertices);
    for (int i = 0; i < part.vertices; ++i)
        place[order[i]] = i;
    std::vector<std::pair<int, int>> events; // place, what passing it to the right changes
    bool moved = true;
    for (int round = 0; round < polishRounds && moved; ++round) {
        moved = false;
        for (int vertex = 0; vertex < part.vertices; ++vertex) {
            if ((vertex & 63) == 0 && crew.stopped())
                return;
            events.clear();
            for (const int target : part.out.of(vertex))
                events.emplace_back(place[target], 1); // right of its target: the arc points left
            for (const int source : part.in.of(vertex))
                events.emplace_back(place[source], -1);
            std::sort(events.begin(), events.end());
            // Relative cost of standing left of all; then just right of each neighbour.
            int cost = 0;
            int own = 0;
            int best = 0;
            int bestAt = -1;
            for (std::size_t i = 0; i < events.size(); ++i) {
                const auto &[at, change] = events[i];
                if (at < place[vertex])
                    own += change;
                cost += change;
                const bool last = i + 1 == events.size() || events[i + 1].first != at;
                if (last && cost < best) {
                    best = cost;
                    bestAt = at;
                }
            }
            if (best >= own)
                continue;
            moved = true;
            const int from = place[vertex];
            const int to = bestAt < from ? bestAt + 1 : bestAt;
            if (from < to)
                std::rotate(order.begin() + from, order.begin() + from + 1, order.begin() + to + 1);
            else
                std::rotate(order.begin() + to, order.begin() + from, order.begin() + from + 1);
            for (int i = std::min(from, to); i <= std::max(from, to); ++i)
                place[order[i]] = i;
        }
    }
}

} // namespace

std::vector<char> arcsAgainstTheFlow(int vertices, const std::vector<Arc> &arcs, LayoutCrew &crew,
                                     const std::vector<double> &flow)
{
    std::vector<char> turned(arcs.size(), 0);
    int parts = 0;
    const std::vector<int> part = strongParts(Adjacency::forward(vertices, arcs), &parts, crew);
    if (parts == vertices || crew.stopped())
        return turned;
    std::vector<Arc> membership;
    for (int vertex = 0; vertex < vertices; ++vertex)
        membership.push_back({part[vertex], vertex});
    const Adjacency members = Adjacency::forward(parts, membership);
    std::vector<Arc> inside;
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        if (part[arcs[i].from] == part[arcs[i].to])
            inside.push_back({part[arcs[i].from], static_cast<int>(i)});
    }
    const Adjacency arcsOf = Adjacency::forward(parts, inside);
    std::vector<int> local(vertices, 0);
    for (int number = 0; number < parts; ++number) {
        if (members.degree(number) < 2)
            continue;
        if (crew.stopped())
            break;
        Part one;
        for (const int vertex : members.of(number))
            local[vertex] = one.vertices++;
        std::vector<Arc> own;
        for (const int arc : arcsOf.of(number))
            own.push_back({local[arcs[arc].from], local[arcs[arc].to]});
        one.out = Adjacency::forward(one.vertices, own);
        one.in = Adjacency::backward(one.vertices, own);
        std::vector<int> order(one.vertices);
        if (flow.empty()) {
            order = greedyOrder(one);
            if (one.vertices <= mostToPolish)
                polish(one, order, crew);
        } else {
            const auto vertex = members.of(number);
            std::iota(order.begin(), order.end(), 0);
            std::stable_sort(order.begin(), order.end(),
                             [&](int a, int b) { return flow[vertex[a]] < flow[vertex[b]]; });
        }
        std::vector<int> place(one.vertices);
        for (int i = 0; i < one.vertices; ++i)
            place[order[i]] = i;
        for (const int arc : arcsOf.of(number))
            turned[arc] = place[local[arcs[arc].from]] > place[local[arcs[arc].to]];
    }
    return turned;
}

} // namespace meshlens::lineage::layered
