// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/questions.h"

#include "models/lineage/graph_data.h"
#include "ui/lineage/lineage_query.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

// Questions whose answer is a list become graphs here, so that they can be looked at, walked
// through and saved like any other.

namespace meshlens::ui {

using lineage::Level;

namespace {

constexpr int mostWays = 100;
constexpr int mostStops = 2'000; // drawn; the note says how many there are
constexpr int mostEnds = 5'000;
constexpr int mostDisagreements = 2'000;

/// Puts a graph together from keys, each once.
struct Collected {
    const lineage::Graph &graph;
    lineage::Subgraph part;
    QSet<QString> nodes;
    QSet<QStringList> edges;

    void add(const QString &key)
    {
        if (nodes.contains(key))
            return;
        nodes.insert(key);
        if (const auto found = graph.find(key))
            part.nodes.append(*found);
    }
    void add(const lineage::Edge &edge)
    {
        const QStringList id{edge.from, edge.to};
        if (edge.from == edge.to || edges.contains(id))
            return;
        edges.insert(id);
        part.edges.append(edge);
    }
    /// Links and their ends as the graph has them, with catalogs and jobs.
    void addLinks(const QList<std::pair<QString, QString>> &links)
    {
        QMap<QString, QSet<QString>> sources; // by target, whose neighbours are looked up once
        for (const auto &[from, to] : links) {
            add(from);
            add(to);
            sources[to].insert(from);
        }
        lineage::WalkOptions near;
        near.up = 1;
        near.down = 0;
        near.level = part.level;
        near.maxNodes = std::numeric_limits<int>::max();
        for (auto it = sources.cbegin(); it != sources.cend(); ++it) {
            const auto around = lineage::neighbourhood(graph, it.key(), near);
            if (!around)
                continue;
            for (const lineage::Edge &edge : around->edges) {
                if (edge.to == it.key() && it->contains(edge.from))
                    add(edge);
            }
        }
    }
};

Result<lineage::Subgraph> waysBetween(const lineage::Graph &graph, const LineageWish &wish,
                                      QStringList &notes)
{
    const Level level = wish.level == Level::Column ? Level::Dataset : wish.level;
    auto ways = lineage::ways(graph, wish.root, wish.to, level, mostWays);
    if (!ways)
        return std::move(ways).error();
    const auto from = graph.find(lineage::thingOf(wish.root));
    const auto to = graph.find(lineage::thingOf(wish.to));
    const QString fromName = from ? from->name : wish.root;
    const QString toName = to ? to->name : wish.to;
    if (ways->shortest < 0) {
        notes += QCoreApplication::translate("LineageQuestions",
                                             "No catalog knows of a way from %1 to %2.")
                     .arg(fromName, toName);
        Collected ends{graph, {}, {}, {}};
        ends.part.level = level;
        ends.add(lineage::thingOf(wish.root));
        ends.add(lineage::thingOf(wish.to));
        return ends.part;
    }
    notes += QCoreApplication::translate("LineageQuestions",
                                         "From %1 to %2: %n steps on the shortest way.", nullptr,
                                         ways->shortest)
                 .arg(fromName, toName);
    notes += QCoreApplication::translate("LineageQuestions", "%n ways of that length.", nullptr,
                                         static_cast<int>(std::min(ways->shortestCount, 1e9)));
    return std::move(ways->between);
}

Result<lineage::Subgraph> classifiedFlow(const lineage::Graph &graph, const LineageWish &wish,
                                         QStringList &notes)
{
    lineage::ClassifiedOptions options;
    options.root = wish.root;
    options.limit = mostStops;
    const auto flow = lineage::classifiedFlow(graph, options);
    if (!flow)
        return flow.error();
    Collected found{graph, {}, {}, {}};
    found.part.level = Level::Dataset;
    for (const lineage::ClassifiedStop &stop : flow->stops)
        found.add(stop.node.key);
    found.addLinks(flow->links);
    if (flow->total == 0) {
        notes += QCoreApplication::translate(
            "LineageQuestions", "No confidential or personal data is known to flow anywhere.");
        return found.part;
    }
    notes += QCoreApplication::translate("LineageQuestions",
                                         "Confidential or personal data flows from %n things",
                                         nullptr, static_cast<int>(flow->sources)) +
             QCoreApplication::translate("LineageQuestions", " to %n places,", nullptr,
                                         static_cast<int>(flow->total)) +
             QCoreApplication::translate("LineageQuestions",
                                         " %n of them marked less strictly than what arrives.",
                                         nullptr, static_cast<int>(flow->underMarked));
    if (flow->total > flow->stops.size())
        notes += QCoreApplication::translate("LineageQuestions",
                                             "Drawn are the first %n, the command line lists all.",
                                             nullptr, static_cast<int>(flow->stops.size()));
    return found.part;
}

lineage::Subgraph ends(const lineage::Graph &graph, const LineageWish &wish, QStringList &notes)
{
    const bool consumers = wish.question == LineageQuestion::NoConsumer;
    const Level level = wish.level == Level::Product ? Level::Product : Level::Dataset;
    const lineage::Ends found = consumers ? lineage::withoutConsumer(graph, level, mostEnds)
                                          : lineage::withoutSource(graph, level, mostEnds);
    lineage::Subgraph part;
    part.level = level;
    part.nodes = found.nodes;
    const int total = static_cast<int>(found.total);
    if (total == 0) {
        notes += consumers ? QCoreApplication::translate("LineageQuestions",
                                                         "Something is made from each thing.")
                           : QCoreApplication::translate("LineageQuestions",
                                                         "A source of each thing is known.");
        return part;
    }
    notes +=
        consumers
            ? QCoreApplication::translate("LineageQuestions",
                                          "Nothing is known to be made from these %n things.",
                                          nullptr, total)
            : QCoreApplication::translate("LineageQuestions",
                                          "No source is known of these %n things.", nullptr, total);
    if (found.total > found.nodes.size())
        notes += QCoreApplication::translate("LineageQuestions",
                                             "Drawn are the first %n, the command line lists all.",
                                             nullptr, static_cast<int>(found.nodes.size()));
    return part;
}

lineage::Subgraph disagreements(const lineage::Graph &graph, QStringList &notes)
{
    const lineage::Disagreements found = lineage::edgeDisagreements(graph, mostDisagreements);
    Collected part{graph, {}, {}, {}};
    part.part.level = Level::Dataset;
    int against = 0;
    QList<std::pair<QString, QString>> links;
    for (const lineage::Disagreement &one : found.list) {
        links.append({one.key, one.to});
        if (one.kind == lineage::Disagreement::Kind::Direction) {
            links.append({one.to, one.key});
            ++against;
        }
    }
    part.addLinks(links);
    if (found.total == 0) {
        notes += QCoreApplication::translate("LineageQuestions",
                                             "No two catalogs disagree about a link. Where they "
                                             "describe a thing differently, its page says so.");
        return part.part;
    }
    notes += QCoreApplication::translate(
        "LineageQuestions",
        "%n links that one catalog tells of and another, which knows both ends, does "
        "not.",
        nullptr, static_cast<int>(found.total) - against);
    if (against > 0)
        notes += QCoreApplication::translate(
            "LineageQuestions", "%n links that are told in both directions.", nullptr, against);
    if (found.total > found.list.size())
        notes += QCoreApplication::translate("LineageQuestions",
                                             "Drawn are the first %n, the command line lists all.",
                                             nullptr, static_cast<int>(found.list.size()));
    return part.part;
}

} // namespace

Result<lineage::Subgraph> asked(const lineage::Graph &graph, const LineageWish &wish,
                                QStringList &notes)
{
    switch (wish.question) {
    case LineageQuestion::Ways:
        return waysBetween(graph, wish, notes);
    case LineageQuestion::Classified:
        return classifiedFlow(graph, wish, notes);
    case LineageQuestion::NoConsumer:
    case LineageQuestion::NoSource:
        return ends(graph, wish, notes);
    case LineageQuestion::Disagreements:
        return disagreements(graph, notes);
    case LineageQuestion::Around:
        break;
    }
    return lineage::Subgraph();
}

} // namespace meshlens::ui
