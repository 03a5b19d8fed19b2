// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loose ends, and what catalogs say of each other's edges.
#include "models/lineage/graph_data.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

Ends endsOf(const Graph::Data &data, Level level, Direction direction, int limit)
{
    if (level == Level::Column)
        level = Level::Dataset;
    const Links &links = data.links(level);
    std::vector<int> found;
    for (int place = 0; place < links.places(); ++place) {
        if (level == Level::Product && place >= data.products.size() &&
            !data.productsOf(place - static_cast<int>(data.products.size())).empty())
            continue; // its product stands for it
        const int dataset =
            level == Level::Product ? place - static_cast<int>(data.products.size()) : place;
        if (level != Level::Domain && data.sameData.contains(dataset))
            continue; // another table on the same path does
        const auto others = direction == Direction::Down ? links.next(place) : links.before(place);
        if (std::all_of(others.begin(), others.end(), [&](int other) { return other == place; }))
            found.push_back(place);
    }
    Ends ends;
    ends.total = static_cast<qint64>(found.size());
    for (const int place : found)
        ends.nodes.append(data.node(place, level));
    std::sort(ends.nodes.begin(), ends.nodes.end(), [](const Node &left, const Node &right) {
        const int order = left.name.compare(right.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : left.key < right.key;
    });
    if (ends.nodes.size() > limit)
        ends.nodes.resize(std::max(0, limit));
    return ends;
}

QStringList inBoth(const QStringList &left, const QStringList &right)
{
    QStringList both;
    std::copy_if(left.begin(), left.end(), std::back_inserter(both),
                 [&](const QString &name) { return right.contains(name); });
    return both;
}

class EdgeSurvey
{
public:
    EdgeSurvey(const Graph::Data &data, int limit) : m_data(data), m_limit(limit)
    {
        for (const Link &link : data.datasetLinks.all) {
            if (!m_seen.contains(link.sources)) {
                m_seen.insert(link.sources);
                for (const QString &catalog : data.catalogSets.value(link.sources))
                    m_tellers.insert(catalog);
            }
        }
    }

    Disagreements run()
    {
        for (const Link &link : m_data.datasetLinks.all) {
            direction(link);
            silence(link);
        }
        return std::move(m_result);
    }

private:
    /// A catalog that knows both ends and tells of other flows, but not of this one.
    void silence(const Link &link)
    {
        const int from = m_data.datasets[link.from].catalogs,
                  to = m_data.datasets[link.to].catalogs;
        if (from < 0 || to < 0)
            return;
        const QStringList said = m_data.catalogSets.value(link.sources);
        QStringList silent = inBoth(m_data.catalogSets.value(from), m_data.catalogSets.value(to));
        silent.removeIf([&](const QString &catalog) {
            return said.contains(catalog) || !m_tellers.contains(catalog);
        });
        if (silent.isEmpty())
            return;
        Disagreement one = of(link, Disagreement::Kind::Edge);
        for (const QString &catalog : said)
            one.said.append({catalog, {}});
        one.silent = silent;
        keep(std::move(one));
    }

    void direction(const Link &link)
    {
        if (link.from >= link.to)
            return; // told once
        const int other = m_data.datasetLinks.find(link.to, link.from);
        if (other < 0)
            return;
        const QStringList said = m_data.catalogSets.value(link.sources);
        const QStringList reverse =
            m_data.catalogSets.value(m_data.datasetLinks.all[other].sources);
        if (!inBoth(said, reverse).isEmpty())
            return; // one catalog tells of both: a circle, no quarrel
        Disagreement one = of(link, Disagreement::Kind::Direction);
        for (const QString &catalog : said)
            one.said.append({catalog, one.name + u" → "_s + one.toName});
        for (const QString &catalog : reverse)
            one.said.append({catalog, one.toName + u" → "_s + one.name});
        keep(std::move(one));
    }

    [[nodiscard]] Disagreement of(const Link &link, Disagreement::Kind kind) const
    {
        Disagreement one;
        one.kind = kind;
        one.key = m_data.datasetKeys.text(link.from);
        one.name = m_data.datasetNames.text(link.from);
        one.to = m_data.datasetKeys.text(link.to);
        one.toName = m_data.datasetNames.text(link.to);
        return one;
    }

    void keep(Disagreement one)
    {
        if (++m_result.total <= m_limit)
            m_result.list.append(std::move(one));
    }

    const Graph::Data &m_data;
    const int m_limit;
    QSet<int> m_seen;
    QSet<QString> m_tellers;
    Disagreements m_result;
};

} // namespace

QString toText(Disagreement::Kind kind)
{
    static const QStringList words{u"edge"_s, u"direction"_s, u"field"_s, u"identity"_s};
    return words[static_cast<int>(kind)];
}

Ends withoutConsumer(const Graph &graph, Level level, int limit)
{
    return endsOf(graph.data(), level, Direction::Down, limit);
}

Ends withoutSource(const Graph &graph, Level level, int limit)
{
    return endsOf(graph.data(), level, Direction::Up, limit);
}

Disagreements edgeDisagreements(const Graph &graph, int limit)
{
    return EdgeSurvey(graph.data(), limit).run();
}

} // namespace meshlens::lineage
