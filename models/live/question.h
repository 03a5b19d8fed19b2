// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/live_search.h"
#include "models/search/query.h"

/// From the query language to what a catalog's own search understands, and back to hits.
/// Thread: any; pure functions.
namespace meshlens::live {

/// A query as it can be put to a catalog that only knows words.
struct Question {
    QStringList alternatives; // asked one after the other; each is words that must all match
    QString notAsked;         // why it is not asked; then there are no alternatives
};

/// The words outside of "not", at most 4 alternatives of OR. Not asked are: a query without words,
/// one that leaves this catalog out, and one with a filter that cannot be checked on what a search
/// answers (anything but kind, type, domain, catalog, tag, owner, status).
[[nodiscard]] Question questionOf(const search::Query &query, const QString &catalog);

/// Whether the filters and "not" parts of the query let it through. Words count as matched where
/// the catalog says so; what a thing does not say, no filter finds.
[[nodiscard]] bool passes(const search::Query &query, const Found &found, const QString &catalog);

/// Whether all words of the query can be seen in it, so that it may stay on screen while the
/// catalog is being asked anew.
[[nodiscard]] bool showsAllWords(const search::Query &query, const Found &found);

/// As a row of results: why it was found and where to mark it.
[[nodiscard]] search::Hit hitOf(const search::Query &query, const Found &found,
                                const QString &catalog);

} // namespace meshlens::live
