// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_query.h"
#include "ui/lineage/link_judge.h"

#include <algorithm>

// What is wrong with the links between domains, beside the graph that has them.

namespace meshlens::ui {

namespace {

constexpr qsizetype mostJudged = 200; // sources of links that a first picture waits for
constexpr std::int64_t standingsLastMs = 60'000;

bool joinsDomains(const lineage::Subgraph &graph)
{
    QSet<QString> domains;
    for (const lineage::Node &node : graph.nodes) {
        if (node.kind == mesh::Kind::Domain)
            domains.insert(node.key);
    }
    return std::ranges::any_of(graph.edges, [&](const lineage::Edge &edge) {
        return domains.contains(edge.from) && domains.contains(edge.to);
    });
}

} // namespace

Result<void> addStandings(const store::Reader &reader, const LineageMeans &means,
                          const std::function<bool()> &cancelled, LineageAnswer &result)
{
    if (result.wish.atMs || result.wish.sinceMs || !joinsDomains(result.graph))
        return {};
    const bool known = means.standings && means.standings->graph == result.source;
    if (known)
        result.extras.standings = means.standings->all;
    if (known && means.nowMs - means.standings->atMs < standingsLastMs)
        return {};
    if (linkSources(*result.source) > mostJudged) {
        result.wantsStandings = true;
    } else {
        auto all = linkStandings(reader, *result.source, means.nowMs, cancelled);
        if (!all)
            return std::move(all).error();
        result.extras.standings = *std::move(all);
    }
    return {};
}

Result<GraphExtras> extrasForPicture(const store::Reader &reader, const lineage::Graph &graph,
                                     bool ofNow, lineage::Subgraph &part,
                                     const DrawingOptions &options, std::int64_t nowMs)
{
    GraphExtras extras = extrasWithColumns(reader, graph, part, options, nowMs);
    if (!ofNow || !joinsDomains(part))
        return extras;
    auto all = linkStandings(reader, graph, nowMs);
    if (!all)
        return std::move(all).error();
    extras.standings = *std::move(all);
    return extras;
}

Result<std::shared_ptr<const KnownStandings>>
standingsNow(const store::Reader &reader, std::shared_ptr<const lineage::Graph> graph,
             std::int64_t nowMs, const std::function<bool()> &cancelled)
{
    auto all = linkStandings(reader, *graph, nowMs, cancelled);
    if (!all)
        return std::move(all).error();
    KnownStandings known;
    known.graph = std::move(graph);
    known.atMs = nowMs;
    known.all = *std::move(all);
    return std::make_shared<const KnownStandings>(std::move(known));
}

} // namespace meshlens::ui
