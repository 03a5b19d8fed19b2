// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/shapes.h"
#include "app/operations.h"
#include "models/live/live_search.h"
#include "models/store/reader.h"

/// What `search` adds of catalogs that are searched where they are.
namespace meshlens::commands {

[[nodiscard]] bool anyLive(const store::Reader &reader);

/// Asks them and waits for all; which did not answer, and why, is said on standard error.
[[nodiscard]] QList<live::Answer> askLive(app::Operations &operations, const QString &query);

/// Hits of all in one list, those of other catalogs at their place; at most `limit`.
[[nodiscard]] QList<search::Hit> together(const QList<search::Hit> &local,
                                          const QList<live::Answer> &answers,
                                          const search::Query &query, qsizetype limit);

/// `[{"catalog","found","total","not_asked","error","took_ms"}]`
[[nodiscard]] Json liveJson(const QList<live::Answer> &answers);

} // namespace meshlens::commands
