// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

namespace meshlens::catalogs {

/// Reads a data contract of the Open Data Contract Standard 3.x.
///
/// Shape:  one contract; one dataset for each schema object and server (one without servers), with
///         columns, nested ones joined by dots; one check for each quality rule but those of type
///         `text`; domain and parties. `id` is needed.
///         Native id of a dataset: `<contract id>.<object name>`; of further servers with
///         `@<server>` behind. The first server of environment prod leads, else the first one.
///         A dataset of no server is `odcs://_<catalog>/<contract id>/<object>`.
///         Check ids: the rule's `id`, else its `name`, as written; else
///         `<contract id>.<object>[.<column>].<metric or type>[.<n>]`. Dimensions by DECISIONS.md.
///         A check's period follows from `schedule` where that is a cron line.
///         A column is personal when its classification, a tag or a true custom property is
///         `personal` or `pii` (see marksPersonal()).
///
/// `customProperties` read, because the standard has no field for them:
///   contract  `permittedPurposes` (list of purpose kinds: reporting, forecasting, ...)
///   object    `classification`, `terms` (term ids), `type` (table, view, stream, file, ...)
///   property  `terms`, `personal`, `pii`
///   rule      `weight` (number), `period` (ISO 8601 duration, or `24h`)
/// Source: Open Data Contract Standard 3.1.0, JSON schema; 3.0.x by key presence.
[[nodiscard]] Decoded decodeOdcs(const nlohmann::json &document, const DecodeContext &context);

/// A contract of ODCS 2.2 as one of 3.x, best effort.
[[nodiscard]] nlohmann::json odcsFromVersion2(const nlohmann::json &document);

/// A contract of the (deprecated) Data Contract Specification as ODCS 3.x: models become schema
/// objects, fields properties with their definitions merged in.
[[nodiscard]] nlohmann::json odcsFromDataContractSpecification(const nlohmann::json &document);

/// Milliseconds of `PT25H`, `P1Y`, `25h`, `1 week`, or of the usual step of a cron line
/// (`0 20 * * *` is a day); nothing where the text is none of these.
[[nodiscard]] std::optional<std::int64_t> durationMs(const QString &text);
[[nodiscard]] std::optional<std::int64_t> cronStepMs(const QString &cron);

} // namespace meshlens::catalogs
