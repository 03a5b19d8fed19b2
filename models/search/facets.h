// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/matcher.h"

namespace meshlens::search {

/// Counts the values of all facets over the entries it is shown.
class FacetCounter
{
public:
    FacetCounter(const Index::Data &data, const Matcher &matcher, const Query &query);

    void countAll(const Entry &entry);
    void count(const Entry &entry, int field); // number in fieldNames()
    [[nodiscard]] QList<Facet> facets() const;

private:
    [[nodiscard]] Choice choiceOf(const QString &field, const QString &value) const;
    [[nodiscard]] Facet vocabularyFacet(const QString &field) const;
    [[nodiscard]] Facet tableFacet(const QString &field, const Table &table) const;

    const Index::Data &m_data;
    const Matcher &m_matcher;
    QList<Token> m_tokens;
    // By number of the field; of closed vocabularies in the order of fieldValues().
    std::array<std::array<qint64, 16>, 15> m_words{};
    std::array<std::vector<qint64>, 15> m_numbers; // of tables
};

/// A word of a vocabulary for people: `on_time` is "On time".
[[nodiscard]] QString labelOf(const QString &word);

} // namespace meshlens::search
