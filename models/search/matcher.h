// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/levels.h"

namespace meshlens::search {

/// The order of hits: four that only the whole text of a query reaches, then the levels. Names that
/// begin with the query and have its words whole (`play` is a word of Play events) come before
/// those that only begin so (Player).
constexpr int wholeTiers = 4; // exact name, qualified name, words the name begins with, its start
constexpr int tierCount = wholeTiers + LevelCount;
[[nodiscard]] Why whyOfTier(int tier);

/// One query against one part of the index: sets of documents, from which hits, counts of facets
/// and reasons are read.
class Matcher
{
public:
    Matcher(const Part &part, const Query &query, const FindOptions &options);

    /// False when it was cancelled half-way.
    [[nodiscard]] bool run(const Cancelled &cancelled);

    /// Hits by tier, none twice; a set without size is empty.
    [[nodiscard]] const std::array<Bits, tierCount> &tiers() const { return m_tiers; }
    [[nodiscard]] const Bits &found() const { return m_found; } // all tiers
    /// What would be found without the filters of one field (number in fieldNames()); of `kind`
    /// with datasets that their product stands for.
    [[nodiscard]] Bits foundWithout(int field) const;
    [[nodiscard]] bool filters(int field) const;

    /// All places where the words of the query are found in a document, best first.
    [[nodiscard]] QList<Why> reasons(std::uint32_t document) const;
    [[nodiscard]] int tierOf(std::uint32_t document) const;
    /// Column names that some word of the query is about.
    [[nodiscard]] const Bits &columns() const;

    /// Words and phrases at the top of the query, and where each alone is found, inside the
    /// filters.
    [[nodiscard]] const QList<Node> &words() const { return m_words; }
    [[nodiscard]] Bits foundWord(qsizetype word) const;
    [[nodiscard]] bool knowsWord(qsizetype word) const; // found anywhere, filters or not

    [[nodiscard]] const Part &part() const { return m_part; }
    [[nodiscard]] const Segment &segment() const { return *m_part.segment; }

private:
    struct Filter {
        int field = 0;
        Bits set;
    };
    [[nodiscard]] Levels evaluate(const Node &node);
    [[nodiscard]] Bits fieldSet(const Node &node) const;
    [[nodiscard]] Bits tableSet(TableId table, const QStringList &values) const;
    [[nodiscard]] Bits columnSet(const QStringList &values) const;
    [[nodiscard]] Bits vocabularySet(int list, const QStringList &words,
                                     const QStringList &all) const;
    [[nodiscard]] Bits ofKind(mesh::Kind kind) const;
    [[nodiscard]] Bits qualitySet(const Node &node) const;
    [[nodiscard]] Bits changedSet(const Node &node) const;
    void prepare(const Query &query);
    void showInside(const Bits &exact, const Bits &qualified);
    void findWhole(Bits &exact, Bits &qualified, Bits &prefix) const;
    void findQualified(Bits &qualified) const;

    const Part &m_part;
    const FindOptions &m_options;
    Cancelled m_cancelled;
    bool m_stopped = false;
    Node m_text; // the query without its top-level fields
    QList<Node> m_fields;
    QList<Node> m_words;
    bool m_onlyWords = false;
    std::vector<std::pair<int, int>> m_leaves; // position and length in the query
    std::vector<Levels> m_leafLevels;
    std::vector<Filter> m_filters;
    Bits m_visible;   // living documents of the kinds that may be hits
    Bits m_ofKinds;   // the same with what products stand for
    Bits m_textFound; // what the text alone finds
    Bits m_found;
    std::array<Bits, tierCount> m_tiers;
    mutable std::optional<Bits> m_columns;
    QStringList m_pieces;   // of all top-level words
    QByteArray m_wholeText; // the same, nothing between
};

} // namespace meshlens::search
