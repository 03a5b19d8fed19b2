// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/ordering.h"

namespace meshlens::search {

/// A query that finds something in place of one that finds nothing.
struct Relaxed {
    bool changed = false;
    Query query;
    QString mended;      // what was kept of its text, when a spelling was mended; else empty
    QStringList dropped; // words left out
    std::vector<Matcher> matchers; // of `query`, where it was run already; else none
};

/// First mends words that are nowhere in the index (one letter, two from eight letters on), then
/// leaves out as few words as it can. `asked` is the query as it found nothing.
[[nodiscard]] Relaxed relaxed(const Index::Data &data, const Query &query,
                              const FindOptions &options, const std::vector<Matcher> &asked,
                              const Cancelled &cancelled);

} // namespace meshlens::search
