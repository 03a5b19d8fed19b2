// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/dataset.h"
#include "ui/access/access_data.h"
#include "ui/access/rule_list.h"
#include "ui/parts/badges.h"

/// What helps to decide a request. Thread: any; pure functions.
namespace meshlens::ui {

/// What is asked for, column by column. A request without a list asks for every column with the
/// personal ones masked; columns it does not name are left out.
[[nodiscard]] QList<mesh::ColumnScope> askedColumns(const mesh::AccessRequest &request,
                                                    const QList<mesh::Column> &columns);

struct LogLine {
    std::int64_t atMs = 0;
    QString text;
    Mark mark = Mark::Note;
};
/// What happened to a request and what was said about it, oldest first.
[[nodiscard]] QList<LogLine> logOf(const mesh::AccessRequest &request, const AccessData &data);

/// Grants of the team, like requests and how they ended, classification.
[[nodiscard]] QList<FactList::Fact> decisionFacts(const mesh::AccessRequest &request,
                                                  const AccessData &data);

/// The catalog had a newer state when this was sent.
[[nodiscard]] bool isConflict(const store::OutboxItem &item);

} // namespace meshlens::ui
