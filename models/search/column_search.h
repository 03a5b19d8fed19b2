// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/hits.h"

namespace meshlens::search {

/// Whether a query asks for columns as hits: `kind:column`, or the options do.
[[nodiscard]] bool wantsColumns(const Query &query, const FindOptions &options);

/// Columns as hits. Every word of the query must be about the column's name; fields are asked of
/// its dataset. Exact names, then beginnings, then words; inside, in the order of datasets.
class ColumnSearch
{
public:
    ColumnSearch(const Index::Data &data, const std::vector<Matcher> &matchers, const Query &query,
                 const FindOptions &options);

    [[nodiscard]] bool run(const Cancelled &cancelled); // false: cancelled
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] QList<Hit> page(const HitMaker &maker) const;

private:
    struct InPart {
        Bits datasets;             // that the fields leave
        std::array<Bits, 3> names; // of columns, by tier
    };
    [[nodiscard]] std::array<Bits, 3> namesOf(const Matcher &matcher) const;

    const Index::Data &m_data;
    const std::vector<Matcher> &m_matchers;
    const FindOptions &m_options;
    Query m_query;
    Query m_fields; // only the fields of the query
    FindOptions m_datasetOptions;
    std::vector<InPart> m_parts;
    qint64 m_total = 0;
};

} // namespace meshlens::search
