// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_filter.h"

#include "models/mesh/vocabulary.h"

#include <algorithm>
#include <deque>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QString classOf(const lineage::Node &node, const Classes &classes)
{
    const auto found = classes.value(node.key, mesh::Classification::Unknown);
    return found == mesh::Classification::Unknown ? QString() : mesh::toText(found);
}

bool passes(const lineage::Node &node, const GraphFilter &filter, const Classes &classes)
{
    if (!filter.domains.isEmpty() && !filter.domains.contains(node.domain))
        return false;
    if (!filter.kinds.isEmpty() && !filter.kinds.contains(filterKind(node)))
        return false;
    if (!filter.classes.isEmpty() && !filter.classes.contains(classOf(node, classes)))
        return false;
    return filter.catalogs.isEmpty() ||
           std::ranges::any_of(node.catalogs, [&](const QString &catalog) {
               return filter.catalogs.contains(catalog);
           });
}

QList<FilterChoice> sorted(const QHash<QString, FilterChoice> &counted)
{
    QList<FilterChoice> list = counted.values();
    std::sort(list.begin(), list.end(), [](const FilterChoice &a, const FilterChoice &b) {
        return a.count != b.count ? a.count > b.count : a.words < b.words;
    });
    return list;
}

/// What can be reached from `start` through hidden things only, and through how many.
std::vector<std::pair<int, int>> reached(int start, const std::vector<std::vector<int>> &out,
                                         const std::vector<bool> &shown)
{
    std::vector<std::pair<int, int>> found;
    std::vector<bool> met(shown.size(), false);
    std::deque<std::pair<int, int>> waiting{{start, 0}};
    met[static_cast<std::size_t>(start)] = true;
    while (!waiting.empty()) {
        const auto [here, through] = waiting.front();
        waiting.pop_front();
        for (const int next : out[static_cast<std::size_t>(here)]) {
            const auto at = static_cast<std::size_t>(next);
            if (met[at])
                continue;
            met[at] = true;
            if (!shown[at])
                waiting.emplace_back(next, through + 1);
            else if (through > 0)
                found.emplace_back(next, through);
        }
    }
    return found;
}

} // namespace

bool GraphFilter::isOn() const
{
    return !domains.isEmpty() || !catalogs.isEmpty() || !kinds.isEmpty() || !classes.isEmpty();
}

QString filterKind(const lineage::Node &node)
{
    return node.kind == mesh::Kind::Dataset ? mesh::toText(node.type) : mesh::toText(node.kind);
}

FilterChoices choicesOf(const lineage::Subgraph &graph, const Classes &classes)
{
    QHash<QString, FilterChoice> domains;
    QHash<QString, FilterChoice> catalogs;
    QHash<QString, FilterChoice> kinds;
    QHash<QString, FilterChoice> found;
    const auto count = [](QHash<QString, FilterChoice> &into, const QString &value,
                          const QString &words) {
        FilterChoice &choice = into[value];
        choice.value = value;
        choice.words = words;
        ++choice.count;
    };
    for (const lineage::Node &node : graph.nodes) {
        if (!node.domain.isEmpty())
            count(domains, node.domain, node.domainName);
        for (const QString &catalog : node.catalogs)
            count(catalogs, catalog, catalog);
        count(kinds, filterKind(node), filterKind(node));
        const QString word = classOf(node, classes);
        count(found, word, word);
    }
    return {sorted(domains), sorted(catalogs), sorted(kinds), sorted(found)};
}

Result<Filtered> filtered(const lineage::Subgraph &graph, const GraphFilter &filter,
                          const Classes &classes, const std::function<bool()> &cancelled)
{
    Filtered result;
    if (!filter.isOn()) {
        result.graph = graph;
        return result;
    }
    QHash<QString, int> numbers;
    std::vector<bool> shown;
    result.graph = graph;
    result.graph.nodes.clear();
    result.graph.edges.clear();
    for (const lineage::Node &node : graph.nodes) {
        numbers.insert(node.key, static_cast<int>(shown.size()));
        shown.push_back(node.key == graph.root || passes(node, filter, classes));
        if (shown.back())
            result.graph.nodes.append(node);
        else
            ++result.hidden;
    }
    std::vector<std::vector<int>> out(shown.size());
    QSet<std::pair<int, int>> direct;
    for (const lineage::Edge &edge : graph.edges) {
        const int from = numbers.value(edge.from, -1);
        const int to = numbers.value(edge.to, -1);
        if (from < 0 || to < 0)
            continue;
        if (shown[static_cast<std::size_t>(from)] && shown[static_cast<std::size_t>(to)]) {
            result.graph.edges.append(edge);
            direct.insert({from, to});
        }
        if (!out[static_cast<std::size_t>(from)].empty() &&
            out[static_cast<std::size_t>(from)].back() == to)
            continue;
        out[static_cast<std::size_t>(from)].push_back(to);
    }
    for (std::size_t from = 0; from < shown.size(); ++from) {
        if (!shown[from])
            continue;
        if (from % 64 == 0 && cancelled && cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        const bool leads = std::ranges::any_of(
            out[from], [&](int next) { return !shown[static_cast<std::size_t>(next)]; });
        if (!leads)
            continue;
        for (const auto &[to, through] : reached(static_cast<int>(from), out, shown)) {
            if (direct.contains({static_cast<int>(from), to}))
                continue;
            lineage::Edge edge;
            edge.from = graph.nodes[static_cast<qsizetype>(from)].key;
            edge.to = graph.nodes[to].key;
            edge.level = graph.level;
            result.through.insert({edge.from, edge.to}, through);
            result.graph.edges.append(edge);
        }
    }
    return result;
}

} // namespace meshlens::ui
