// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <nlohmann/json_fwd.hpp>

/// A graph as text for other programs. Thread: any; pure functions.
namespace meshlens::lineage {

[[nodiscard]] nlohmann::json toJson(const Subgraph &graph); // CLI.md, `lineage`
[[nodiscard]] nlohmann::json toJson(const Diff &diff);      // the same with "came" and "went"
[[nodiscard]] nlohmann::json toJson(const QList<Impact> &impacts); // CLI.md, `impact`
[[nodiscard]] QByteArray toCsv(const Subgraph &graph);             // one row an edge, RFC 4180
[[nodiscard]] QByteArray toCsv(const QList<Impact> &impacts);
[[nodiscard]] QByteArray toDot(const Subgraph &graph);
/// OpenLineage dataset and job events, one a target, as NDJSON. `nowMs` is their event time.
[[nodiscard]] QByteArray toOpenLineage(const Subgraph &graph, std::int64_t nowMs);

} // namespace meshlens::lineage
