// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/subgraph.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::lineage {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Lineage)
};

bool crosses(const Node &from, const Node &to)
{
    if (from.catalogs.isEmpty() || to.catalogs.isEmpty())
        return false;
    return std::none_of(from.catalogs.begin(), from.catalogs.end(),
                        [&](const QString &catalog) { return to.catalogs.contains(catalog); });
}

} // namespace

void limit(Places &places, int most, Subgraph &result, Kept kept)
{
    const auto total = static_cast<qint64>(places.order.size());
    if (total <= most)
        return;
    places.order.resize(static_cast<std::size_t>(std::max(1, most)));
    result.truncated = Truncation{
        kept == Kept::Nearest ? Text::tr("Only the nearest %n are shown.", nullptr, most)
                              : Text::tr("Only the %n most connected are shown.", nullptr, most),
        total - static_cast<qint64>(places.order.size()),
        Text::tr("Ask for fewer steps, start from one of the outer things, or export "
                 "the whole: an export has no limit.")};
}

void Places::meet(int place, int distance)
{
    const auto known = distances.find(place);
    if (known == distances.end()) {
        distances.insert(place, distance);
        order.push_back(place);
    } else if (std::abs(distance) < std::abs(*known)) {
        *known = distance;
    }
}

void Places::sort()
{
    std::stable_sort(order.begin(), order.end(), [this](int left, int right) {
        return std::abs(distances.value(left)) < std::abs(distances.value(right));
    });
}

void Cutting::add(const Places &places)
{
    m_kept.reserve(static_cast<qsizetype>(places.order.size()));
    for (const int place : places.order) {
        m_kept.insert(place, static_cast<int>(result.nodes.size()));
        m_ordered.append(place);
        Node node = m_data.node(place, m_level);
        node.distance = places.distances.value(place);
        result.nodes.append(std::move(node));
    }
}

void Cutting::connect(bool placeEdges, const Wanted &wanted)
{
    const Links &links = m_data.links(m_level);
    for (const int place : std::as_const(m_ordered)) {
        Node &from = result.nodes[m_kept.value(place)];
        for (int link = links.outStart[place]; link < links.outStart[place + 1]; ++link) {
            const auto to = m_kept.constFind(links.targets[link]);
            if (to == m_kept.constEnd()) {
                ++from.hiddenDown;
                continue;
            }
            if (wanted && addColumnEdges(link, from, result.nodes[*to], wanted))
                continue;
            const bool isPlain = m_level != Level::Column || m_data.columnEdgesOf(link).empty();
            if (placeEdges || isPlain)
                result.edges.append(edgeOf(links, links.all[link], from, result.nodes[*to]));
        }
        for (const int other : links.before(place))
            from.hiddenUp += m_kept.contains(other) ? 0 : 1;
    }
}

void Cutting::addColumns()
{
    const Links &links = m_data.datasetLinks;
    const auto all = [](State, State) { return true; };
    for (const int place : std::as_const(m_ordered)) {
        Node &from = result.nodes[m_kept.value(place)];
        for (int link = links.outStart[place]; link < links.outStart[place + 1]; ++link) {
            const auto to = m_kept.constFind(links.targets[link]);
            if (to != m_kept.constEnd())
                (void)addColumnEdges(link, from, result.nodes[*to], all);
        }
    }
}

Edge Cutting::edgeOf(const Links &links, const Link &link, const Node &from, const Node &to) const
{
    Edge edge;
    edge.from = from.key;
    edge.to = to.key;
    edge.level = m_level == Level::Column ? Level::Dataset : m_level;
    for (const int job : links.jobsOf(link))
        edge.via.append(m_data.jobs.text(job));
    edge.sources = m_data.catalogSets.value(link.sources);
    edge.declared = link.declared;
    edge.crossesCatalogs = crosses(from, to);
    edge.count = link.count;
    edge.firstSeenMs = link.firstSeenMs;
    edge.lastSeenMs = link.lastSeenMs;
    return edge;
}

bool Cutting::addColumnEdges(int link, Node &from, Node &to, const Wanted &wanted)
{
    const Link &between = m_data.datasetLinks.all[link];
    const auto note = [this](Node &node, int dataset, int column) {
        const std::pair noted(dataset, column);
        if (column < 0 || m_noted.contains(noted))
            return;
        m_noted.insert(noted);
        node.columns.append(m_data.columnText(column));
    };
    for (const ColumnEdge &column : m_data.columnEdgesOf(link)) {
        if (!wanted(m_data.stateOf(between.from, column.from),
                    m_data.stateOf(between.to, column.to)))
            continue;
        Edge edge;
        edge.from = from.key;
        edge.to = to.key;
        edge.level = Level::Column;
        edge.fromColumn = m_data.columnText(column.from);
        edge.toColumn = m_data.columnText(column.to);
        note(from, between.from, column.from);
        note(to, between.to, column.to);
        if (column.job >= 0)
            edge.via.append(m_data.jobs.text(column.job));
        edge.sources = m_data.catalogSets.value(column.sources);
        edge.declared = column.declared;
        edge.crossesCatalogs = crosses(from, to);
        edge.firstSeenMs = column.firstSeenMs;
        edge.lastSeenMs = column.lastSeenMs;
        result.edges.append(std::move(edge));
    }
    return !m_data.columnEdgesOf(link).empty();
}

} // namespace meshlens::lineage
