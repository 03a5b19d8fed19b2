// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/matcher.h"

namespace meshlens::search {

/// Counts the values of all facets over the parts of an index.
///
/// Three ways, whichever reads least: few documents are asked for their rows; of nearly all
/// documents those that are missing are asked and taken from the totals; else every list of a value
/// is laid over the set.
class FacetCounter
{
public:
    FacetCounter(const Index::Data &data, const Query &query, const FindOptions &options);

    void count(const Matcher &matcher, std::size_t part);
    [[nodiscard]] QList<Facet> facets() const;

private:
    using Counts = std::vector<qint64>;
    void countTables(const Part &part, const Bits &set, const std::array<bool, rowTables> &wanted);
    void countVocabulary(const Segment &segment, const Bits &set, int field, std::int64_t nowMs);
    [[nodiscard]] Choice choiceOf(const QString &field, const QString &value) const;
    [[nodiscard]] Facet vocabularyFacet(const QString &field) const;
    [[nodiscard]] Facet tableFacet(const QString &field, TableId table) const;

    const Index::Data &m_data;
    const FindOptions &m_options;
    QList<Token> m_tokens;
    std::array<Counts, rowTables> m_tables; // by number over all parts
    std::array<Counts, 15> m_words;         // by field, in the order of fieldValues()
};

/// A word of a vocabulary for people: `on_time` is "On time".
[[nodiscard]] QString labelOf(const QString &word);

/// The table of a field; nothing for a field of another sort.
[[nodiscard]] std::optional<TableId> tableOf(const QString &field);

/// What of a table's value is written in a query.
[[nodiscard]] QString writtenValue(const Values &values, TableId table, int number);

} // namespace meshlens::search
