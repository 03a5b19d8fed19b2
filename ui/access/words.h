// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/access/words.h"
#include "models/session.h"
#include "ui/parts/badges.h"
#include "ui/parts/step_line.h"

/// Requests, grants and decisions as the Access page says them. Thread: any; pure functions.
namespace meshlens::ui {

/// How many requests wait for a decision of this person: the badge of Access in the sidebar.
[[nodiscard]] int waitingForMe(const QList<mesh::AccessRequest> &requests);

[[nodiscard]] bool isUndecided(const mesh::AccessRequest &request); // on its way to an answer
[[nodiscard]] bool isClosed(const mesh::AccessRequest &request);    // nothing more will happen

[[nodiscard]] Mark markOf(access::Mark mark);
[[nodiscard]] Tone toneOf(access::Mark mark);

/// Sent, policy, owner, access.
[[nodiscard]] QList<Step> stepsOf(const mesh::AccessRequest &request);

/// "at once", "2 h 10 min", "1 h so far", or a dash where nothing was sent.
[[nodiscard]] QString answerTime(const mesh::AccessRequest &request, std::int64_t nowMs);
/// "8 columns, 2 masked"; without a list: "All, personal ones masked".
[[nodiscard]] QString columnsWords(const mesh::AccessRequest &request);
/// "Approved, 2 masked", "Denied".
[[nodiscard]] QString decisionWords(const mesh::AccessRequest &request);
[[nodiscard]] QString decidedByWords(const mesh::AccessRequest &request);
[[nodiscard]] QString untilWords(const mesh::AccessRequest &request); // a dash: no end is known
/// What happened, as the catalog wrote it, with a capital letter.
[[nodiscard]] QString eventWords(const QString &what);
/// The word of an action that waits in the outbox: "Approve".
[[nodiscard]] QString actionWords(const QString &action);

/// The end of a day in UTC, as a date of a request means it.
[[nodiscard]] std::int64_t endOfDayMs(const QDate &day);

} // namespace meshlens::ui
