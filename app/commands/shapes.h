// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/output.h"
#include "models/mesh/access.h"
#include "models/mesh/sample.h"
#include "models/scores/governance.h"
#include "models/search/index.h"
#include "models/store/rows.h"

/// Values in the JSON shapes of the command line (CLI.md of the design).
namespace meshlens::commands {

[[nodiscard]] Json toJson(const store::CatalogRow &catalog, std::int64_t nowMs);
[[nodiscard]] Json toJson(const CatalogKind &kind);
[[nodiscard]] Json toJson(const store::SyncRun &run, const QString &catalog);
[[nodiscard]] Json toJson(const search::Hits &hits, const QString &query, bool facets);
[[nodiscard]] Json toJson(const mesh::AccessRequest &request);
[[nodiscard]] Json toJson(const mesh::Sample &sample);
[[nodiscard]] Json toJson(const scores::Scorecard &card);
[[nodiscard]] Json toJson(const scores::Governance &governance);

/// A cell with its type; null where it is empty.
[[nodiscard]] Json cell(const QVariant &value);

/// A cell as text, for tables and CSV.
[[nodiscard]] QString cellText(const QVariant &cell);

} // namespace meshlens::commands
