// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"
#include "models/scores/qualities.h"
#include "ui/lineage/link_states.h"

#include <functional>

namespace meshlens::lineage {
struct Link;
}

namespace meshlens::ui {

/// How links of products stand: what their sources promise, how that is kept now, and whether
/// personal data flows without a promise. What a link carries are the datasets of the source that
/// the target reads, and of those the columns where catalogs tell them; a link whose columns are
/// not known carries all of a dataset. Thread: any one.
class LinkJudge
{
public:
    LinkJudge(const lineage::Graph &graph, std::int64_t nowMs);

    /// Reads what judge() needs of sources, given as places of the level Product. Errors: the
    /// store's; Cancelled.
    [[nodiscard]] Result<void> read(const store::Reader &reader, const QList<int> &sources,
                                    const std::function<bool()> &cancelled = {});
    /// Of a link whose source was read. Ends and names are left to the caller.
    [[nodiscard]] DomainLink judge(const lineage::Link &link) const;

private:
    struct Source {
        QStringList outputs; // datasets
        QList<mesh::Contract> contracts;
        QList<scores::CheckState> checks;
        scores::Freshness freshness;
    };
    struct Carried {
        QStringList datasets;
        QStringList personal; // of those: what flows has personal columns
    };
    [[nodiscard]] Result<void> readContracts(const store::Reader &reader,
                                             const std::function<bool()> &cancelled);
    [[nodiscard]] Result<void> readChecks(const store::Reader &reader);
    [[nodiscard]] bool flowsPersonal(int datasetLink) const;
    [[nodiscard]] Carried carried(const lineage::Link &link, const Source &source) const;

    const lineage::Graph &m_graph;
    std::int64_t m_nowMs;
    std::vector<bool> m_personal; // columns
    QHash<int, Source> m_sources;
};

/// Of all pairs of domains. Thread: worker. Errors: the store's; Cancelled.
[[nodiscard]] Result<LinkStandings> linkStandings(const store::Reader &reader,
                                                  const lineage::Graph &graph, std::int64_t nowMs,
                                                  const std::function<bool()> &cancelled = {});

/// How many sources linkStandings() would have to read.
[[nodiscard]] qsizetype linkSources(const lineage::Graph &graph);

} // namespace meshlens::ui
