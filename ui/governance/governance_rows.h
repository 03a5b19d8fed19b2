// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/governance_data.h"
#include "ui/governance/sharing.h"
#include "ui/parts/fact_model.h"

/// The tables of governance: their columns and rows.
namespace meshlens::ui {

[[nodiscard]] QList<FactColumn> findingColumns();
/// The id of a row is the rule's and the product's key, with a line feed between.
[[nodiscard]] QList<FactRow> findingRows(const GovernanceData &data,
                                         std::optional<mesh::Quality> only, bool accepted);
[[nodiscard]] QList<FactColumn> ruleColumns();
[[nodiscard]] QList<FactRow> ruleRows(const GovernanceData &data);
[[nodiscard]] QList<FactColumn> contractColumns();
[[nodiscard]] QList<FactRow> contractRows(const QList<KeptContract> &contracts);
[[nodiscard]] QList<FactColumn> termColumns();
[[nodiscard]] QList<FactRow> termRows(const QList<TermUse> &terms);
[[nodiscard]] QList<FactColumn> ownershipColumns();
[[nodiscard]] QList<FactRow> ownershipRows(const QList<Ownership> &owners, std::int64_t nowMs);

[[nodiscard]] Mark severityMark(mesh::Severity severity);
[[nodiscard]] QString severityWords(mesh::Severity severity);
/// Met 80, partly 60, not met below.
[[nodiscard]] Mark qualityMarkOf(std::optional<double> value);
[[nodiscard]] Tone qualityToneOf(std::optional<double> value);

} // namespace meshlens::ui
