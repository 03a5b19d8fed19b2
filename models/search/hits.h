// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/marker.h"
#include "models/search/matcher.h"

#include "models/scores/freshness.h"

namespace meshlens::search {

/// A document of a part.
struct Found {
    std::size_t part = 0;
    std::uint32_t document = 0;
};

/// Makes what a result row shows of documents.
class HitMaker
{
public:
    HitMaker(const Index::Data &data, const std::vector<Matcher> &matchers, const Query &query,
             std::int64_t nowMs);

    /// Begins to read what these rows show, all of them at the same time.
    void expect(const std::vector<Found> &rows) const;
    [[nodiscard]] Hit hit(const Found &found) const;
    /// A column of a dataset as a hit; `column` is its place there.
    [[nodiscard]] Hit columnHit(const Found &found, std::size_t column, Why why) const;

private:
    void addColumns(const Found &found, const DocText &text, Hit &hit) const;

    const Index::Data &m_data;
    const std::vector<Matcher> &m_matchers;
    Marker m_marker;
    std::int64_t m_nowMs;
};

/// The living document with a key.
[[nodiscard]] std::optional<Found> documentOf(const Index::Data &data, const QString &key);

[[nodiscard]] scores::Freshness freshnessOf(const Segment &segment, std::uint32_t document,
                                            std::int64_t nowMs);

} // namespace meshlens::search
