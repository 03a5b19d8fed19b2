// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_layers.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

// The network simplex method for layers (Gansner, Koutsofios, North, Vo 1993), made small by one
// observation: with all arcs of weight one the cut value of a tree arc is, but for its sign, the
// sum over the subtree below it of (arcs out - arcs in). So subtree sums are all that is kept, and
// they change only along two ways to the root.
//   1. A spanning tree of tight arcs (of length one): tight groups, the smallest first, move along
//      their least slack to the next group, in the direction that shortens more arcs.
//   2. While a tree arc has a negative cut value: the subtree moves away until another arc gets
//      tight; that one takes its place in the tree.
// Each step leaves the layers valid and no longer than before, so the work may end at any time.
// Cost: a step costs the size of the subtree that moves and the depth of the tree.

namespace meshlens::lineage::layered {
namespace {

class Simplex
{
public:
    Simplex(std::vector<int> &layers, const std::vector<Arc> &arcs)
        : m_layers(layers), m_arcs(arcs), m_vertices(static_cast<int>(layers.size()))
    {
        std::vector<Arc> ends;
        ends.reserve(arcs.size() * 2);
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            ends.push_back({arcs[i].from, static_cast<int>(i)});
            ends.push_back({arcs[i].to, static_cast<int>(i)});
        }
        m_ends = Adjacency::forward(m_vertices, ends);
    }

    bool makeTightTree(LayoutCrew &crew); // false: stopped
    void improve(long long work, LayoutCrew &crew);

private:
    [[nodiscard]] int slack(int arc) const
    {
        return m_layers[m_arcs[arc].to] - m_layers[m_arcs[arc].from] - 1;
    }
    [[nodiscard]] int otherEnd(int arc, int vertex) const
    {
        return m_arcs[arc].from == vertex ? m_arcs[arc].to : m_arcs[arc].from;
    }
    /// The cut value of the arc to the parent.
    [[nodiscard]] int cut(int vertex) const
    {
        return m_arcs[m_parentArc[vertex]].from == vertex ? m_sum[vertex] : -m_sum[vertex];
    }
    int groupOf(int vertex);
    void rootTree(const std::vector<Arc> &tree);
    void collect(int top);
    int entering(int top) const;
    void exchange(int top, int arc);
    void linkChild(int parent, int child);
    void unlinkChild(int child);

    std::vector<int> &m_layers;
    const std::vector<Arc> &m_arcs;
    const int m_vertices;
    Adjacency m_ends; // arcs of each vertex
    // The tree
    std::vector<int> m_parent, m_parentArc, m_sum;
    std::vector<int> m_firstChild, m_nextChild, m_previousChild;
    // The subtree at hand
    std::vector<int> m_subtree;
    std::vector<int> m_stamp;
    int m_now = 0;
    std::vector<int> m_group; // union-find
};

int Simplex::groupOf(int vertex)
{
    while (m_group[vertex] != vertex) {
        m_group[vertex] = m_group[m_group[vertex]];
        vertex = m_group[vertex];
    }
    return vertex;
}

bool Simplex::makeTightTree(LayoutCrew &crew)
{
    m_group.resize(m_vertices);
    std::iota(m_group.begin(), m_group.end(), 0);
    std::vector<std::vector<int>> members(m_vertices);
    for (int vertex = 0; vertex < m_vertices; ++vertex)
        members[vertex] = {vertex};
    std::vector<Arc> tree; // vertex below -> arc; made rooted later
    std::vector<int> treeArcs;
    const auto join = [&](int arc) {
        int into = groupOf(m_arcs[arc].from);
        int small = groupOf(m_arcs[arc].to);
        if (into == small)
            return false;
        if (members[into].size() < members[small].size())
            std::swap(into, small);
        members[into].insert(members[into].end(), members[small].begin(), members[small].end());
        members[small] = {};
        m_group[small] = into;
        treeArcs.push_back(arc);
        return true;
    };
    for (std::size_t arc = 0; arc < m_arcs.size(); ++arc) {
        if ((arc & 8191) == 0 && crew.stopped())
            return false;
        if (slack(static_cast<int>(arc)) == 0)
            join(static_cast<int>(arc));
    }
    using Entry = std::pair<std::size_t, int>; // size, group
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> groups;
    for (int vertex = 0; vertex < m_vertices; ++vertex) {
        if (m_group[vertex] == vertex)
            groups.emplace(members[vertex].size(), vertex);
    }
    int tick = 0;
    while (static_cast<int>(treeArcs.size()) + 1 < m_vertices) {
        if ((++tick & 255) == 0 && crew.stopped())
            return false;
        const auto [size, group] = groups.top();
        groups.pop();
        if (groupOf(group) != group || members[group].size() != size)
            continue;
        int nearest[2] = {-1, -1}; // arc out, arc in
        int count[2] = {0, 0};
        for (const int vertex : members[group]) {
            for (const int arc : m_ends.of(vertex)) {
                if (groupOf(otherEnd(arc, vertex)) == group)
                    continue;
                const int side = m_arcs[arc].from == vertex ? 0 : 1;
                ++count[side];
                if (nearest[side] < 0 || slack(arc) < slack(nearest[side]))
                    nearest[side] = arc;
            }
        }
        const int side = count[0] >= count[1] ? 0 : 1;
        const int by = (side == 0 ? 1 : -1) * slack(nearest[side]);
        for (const int vertex : members[group])
            m_layers[vertex] += by;
        const int arc = nearest[side];
        join(arc);
        const int joined = groupOf(group);
        groups.emplace(members[joined].size(), joined);
    }
    tree.reserve(treeArcs.size() * 2);
    for (const int arc : treeArcs) {
        tree.push_back({m_arcs[arc].from, arc});
        tree.push_back({m_arcs[arc].to, arc});
    }
    rootTree(tree);
    return true;
}

/// The root is the middle of the tree, so that subtrees are small.
void Simplex::rootTree(const std::vector<Arc> &tree)
{
    const Adjacency arcs = Adjacency::forward(m_vertices, tree);
    m_parent.assign(m_vertices, -1);
    m_parentArc.assign(m_vertices, -1);
    m_stamp.assign(m_vertices, 0);
    std::vector<int> order;
    const auto walk = [&](int root) {
        order.assign(1, root);
        m_parent[root] = m_parentArc[root] = -1;
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const int arc : arcs.of(order[i])) {
                if (arc == m_parentArc[order[i]])
                    continue;
                const int child = otherEnd(arc, order[i]);
                m_parent[child] = order[i];
                m_parentArc[child] = arc;
                order.push_back(child);
            }
        }
    };
    walk(0);
    std::vector<int> sizes(m_vertices, 1);
    int root = 0;
    for (std::size_t i = order.size(); i-- > 1;) {
        sizes[m_parent[order[i]]] += sizes[order[i]];
        if (root == 0 && sizes[order[i]] * 2 >= m_vertices)
            root = order[i];
    }
    walk(root);
    m_sum.assign(m_vertices, 0);
    for (const Arc &arc : m_arcs) {
        ++m_sum[arc.from];
        --m_sum[arc.to];
    }
    m_firstChild.assign(m_vertices, -1);
    m_nextChild.assign(m_vertices, -1);
    m_previousChild.assign(m_vertices, -1);
    for (std::size_t i = order.size(); i-- > 1;) {
        m_sum[m_parent[order[i]]] += m_sum[order[i]];
        linkChild(m_parent[order[i]], order[i]);
    }
}

void Simplex::linkChild(int parent, int child)
{
    m_previousChild[child] = -1;
    m_nextChild[child] = m_firstChild[parent];
    if (m_nextChild[child] >= 0)
        m_previousChild[m_nextChild[child]] = child;
    m_firstChild[parent] = child;
}

void Simplex::unlinkChild(int child)
{
    if (m_previousChild[child] >= 0)
        m_nextChild[m_previousChild[child]] = m_nextChild[child];
    else
        m_firstChild[m_parent[child]] = m_nextChild[child];
    if (m_nextChild[child] >= 0)
        m_previousChild[m_nextChild[child]] = m_previousChild[child];
}

void Simplex::collect(int top)
{
    ++m_now;
    m_subtree.assign(1, top);
    m_stamp[top] = m_now;
    for (std::size_t i = 0; i < m_subtree.size(); ++i) {
        for (int child = m_firstChild[m_subtree[i]]; child >= 0; child = m_nextChild[child]) {
            m_stamp[child] = m_now;
            m_subtree.push_back(child);
        }
    }
}

/// The arc that gets tight first when the collected subtree moves away from its parent.
int Simplex::entering(int top) const
{
    const bool movesLeft = m_arcs[m_parentArc[top]].from == top;
    int best = -1;
    int least = std::numeric_limits<int>::max();
    for (const int vertex : m_subtree) {
        for (const int arc : m_ends.of(vertex)) {
            const bool goesOut = m_arcs[arc].from == vertex;
            if (goesOut == movesLeft || m_stamp[otherEnd(arc, vertex)] == m_now)
                continue;
            if (const int free = slack(arc); free < least) {
                least = free;
                best = arc;
            }
        }
    }
    return best;
}

/// The subtree moves until `arc` is tight and hangs on it from now on.
void Simplex::exchange(int top, int arc)
{
    const bool movesLeft = m_arcs[m_parentArc[top]].from == top;
    const int by = movesLeft ? -slack(arc) : slack(arc);
    if (by != 0) {
        for (const int vertex : m_subtree)
            m_layers[vertex] += by;
    }
    const bool fromInside = m_stamp[m_arcs[arc].from] == m_now;
    const int inner = fromInside ? m_arcs[arc].from : m_arcs[arc].to;
    const int outer = otherEnd(arc, inner);
    const int whole = m_sum[top];
    for (int vertex = m_parent[top]; vertex >= 0; vertex = m_parent[vertex])
        m_sum[vertex] -= whole;
    for (int vertex = outer; vertex >= 0; vertex = m_parent[vertex])
        m_sum[vertex] += whole;
    // Turn round the way from the inner end to the top.
    int vertex = inner;
    int newParent = outer;
    int newArc = arc;
    int below = 0; // old sum of the part that hung below on this way
    while (true) {
        const int oldParent = m_parent[vertex];
        const int oldArc = m_parentArc[vertex];
        const int oldSum = m_sum[vertex];
        unlinkChild(vertex);
        m_parent[vertex] = newParent;
        m_parentArc[vertex] = newArc;
        linkChild(newParent, vertex);
        m_sum[vertex] = whole - below;
        if (vertex == top)
            break;
        below = oldSum;
        newParent = vertex;
        newArc = oldArc;
        vertex = oldParent;
    }
}

void Simplex::improve(long long work, LayoutCrew &crew)
{
    constexpr int search = 30;                // negative arcs looked at, as in the paper
    constexpr long long workBetween = 60'000; // questions whether to go on
    int at = 0;
    long long askAt = work;
    while (work > 0) {
        int best = -1;
        int found = 0;
        int looked = 0;
        for (; looked < m_vertices && found < search; ++looked) {
            at = at + 1 == m_vertices ? 0 : at + 1;
            if (m_parentArc[at] < 0 || cut(at) >= 0)
                continue;
            ++found;
            if (best < 0 || cut(at) < cut(best))
                best = at;
        }
        work -= looked / 4;
        if (best < 0)
            return;
        collect(best);
        work -= static_cast<long long>(m_subtree.size()) * 4 + 20;
        if (work < askAt) {
            askAt = work - workBetween;
            if (crew.stopped())
                return;
        }
        const int arc = entering(best);
        if (arc < 0)
            return; // cannot be in a connected part
        exchange(best, arc);
    }
}

} // namespace

void tighten(std::vector<int> &layers, const std::vector<Arc> &arcs, long long work,
             LayoutCrew &crew)
{
    const auto length = [&] {
        long long sum = 0;
        for (const Arc &arc : arcs)
            sum += layers[arc.to] - layers[arc.from];
        return sum;
    };
    const long long before = length();
    const std::vector<int> given = layers;
    Simplex simplex(layers, arcs);
    if (simplex.makeTightTree(crew))
        simplex.improve(work, crew);
    if (length() > before)
        layers = given;
}

} // namespace meshlens::lineage::layered
