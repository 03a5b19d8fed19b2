// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/questions.h"

#include <nlohmann/json_fwd.hpp>

/// A graph as text for other programs. Thread: any; pure functions.
namespace meshlens::lineage {

[[nodiscard]] nlohmann::json toJson(const Subgraph &graph); // CLI.md, `lineage`
[[nodiscard]] nlohmann::json toJson(const Diff &diff);      // the same with "came" and "went"
[[nodiscard]] nlohmann::json toJson(const QList<Impact> &impacts); // CLI.md, `impact`
/// `impact --by`: "all" is what toJson() says of the impacts, "own_contracts" stands beside it.
[[nodiscard]] nlohmann::json toJson(const ImpactReport &report);
[[nodiscard]] nlohmann::json toJson(const Ways &ways);           // `paths`: a graph with "ways"
[[nodiscard]] nlohmann::json toJson(const ClassifiedFlow &flow); // `survey classified`
[[nodiscard]] nlohmann::json toJson(const Ends &ends);           // `survey unread`, `unsourced`
[[nodiscard]] nlohmann::json toJson(const Disagreements &disagreements);
/// One row an edge with both its ends and columns, then a row each node without edges (`to` empty).
/// RFC 4180; several names in one field are parted by "; ".
[[nodiscard]] QByteArray toCsv(const Subgraph &graph);
/// The same rows, of what came and went only, with `came` or `went` before them.
[[nodiscard]] QByteArray toCsv(const Diff &diff);
[[nodiscard]] QByteArray toCsv(const QList<Impact> &impacts);
[[nodiscard]] QByteArray toDot(const Subgraph &graph);
[[nodiscard]] QByteArray toGraphMl(const Subgraph &graph);
/// OpenLineage job events as NDJSON, things and jobs under the names that OpenLineage gives them,
/// one a target and job (an edge of several jobs is in several). `nowMs` is their event time. A
/// node without edges is a dataset event.
[[nodiscard]] QByteArray toOpenLineage(const Subgraph &graph, std::int64_t nowMs);

} // namespace meshlens::lineage
