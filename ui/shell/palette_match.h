// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace meshlens::ui {

/// How well a query fits a text, and which characters it took.
struct WordMatch {
    int score = 0; // higher is better
    QList<int> positions = {};
};

/// Letters in order, case and accents aside: starts of words count most, runs of letters more than
/// scattered ones, early ones more than late. Nothing where the letters are not all there. An empty
/// query fits everything with score 0.
[[nodiscard]] std::optional<WordMatch> matchWords(const QString &query, const QString &text);

} // namespace meshlens::ui
