// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/matcher.h"
#include "models/search/together.h"

namespace meshlens::search {

/// Counts the values of all facets over the parts of an index, on two threads.
///
/// Of a set that has more than half of all documents those that are missing are counted and taken
/// from the totals.
class FacetCounter
{
public:
    FacetCounter(const Index::Data &data, const Query &query, const FindOptions &options);

    /// Begins; `matchers` stay where they are until it is finished.
    void start(const std::vector<Matcher> &matchers);
    [[nodiscard]] bool finish(const Cancelled &cancelled); // false: cancelled
    [[nodiscard]] QList<Facet> facets() const;             // when it is finished

private:
    using Counts = std::vector<qint64>;
    struct InPart { // what the jobs of one part write
        Bits asked; // of what was found, or of the rest
        bool isRest = false;
        std::array<std::vector<std::uint32_t>, rowTables> tables;
        std::vector<std::uint32_t> lists;
        std::array<std::vector<std::uint32_t>, 15> own; // of vocabularies that the query filters
        bool kindsAreMore = false;                      // those of `own` come on top of `lists`
        Counts fresh;
    };
    void addJobs(const Matcher &matcher, InPart &in, std::vector<Together::Job> &jobs) const;
    [[nodiscard]] qint64 listCount(const InPart &in, std::size_t field, std::size_t list) const;
    void sum();
    [[nodiscard]] Choice choiceOf(const QString &field, const QString &value) const;
    [[nodiscard]] Facet vocabularyFacet(const QString &field) const;
    [[nodiscard]] Facet tableFacet(const QString &field, TableId table) const;

    const Index::Data &m_data;
    const FindOptions &m_options;
    QList<search::Token> m_tokens;
    std::vector<InPart> m_parts;
    std::array<Counts, rowTables> m_tables; // by number over all parts
    std::array<Counts, 15> m_words;         // by field, in the order of fieldValues()
    Together m_work;                        // last: it stops before the rest goes
};

/// A word of a vocabulary for people: `on_time` is "On time".
[[nodiscard]] QString labelOf(const QString &word);

/// The table of a field; nothing for a field of another sort.
[[nodiscard]] std::optional<TableId> tableOf(const QString &field);

/// What of a table's value is written in a query.
[[nodiscard]] QString writtenValue(const Values &values, TableId table, int number);

} // namespace meshlens::search
