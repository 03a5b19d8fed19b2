// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index_data.h"

namespace meshlens::search {

/// Where a word was found, best first; also the tiers of ranking. The words of DECISIONS.md.
enum class Why : quint8 {
    ExactName,
    QualifiedName,
    NamePrefix,
    NameWords,
    Term,
    Tag,
    Owner,
    Description,
    Column,
    Nothing
};
[[nodiscard]] QString toText(Why why);

/// Decides for one query whether an entry is found, and why. Cheap to ask: what depends on the
/// query alone (which tags match, which column names) is worked out once.
class Matcher
{
public:
    Matcher(const Index::Data &data, const Query &query, std::int64_t nowMs);
    ~Matcher();

    /// The text of the query alone (words, phrases, groups); Nothing: not found.
    [[nodiscard]] Why textTier(const Entry &entry) const;
    /// The same for one column of a dataset.
    [[nodiscard]] Why columnTier(const ColumnEntry &column) const;
    /// All places where the words were found, best first.
    [[nodiscard]] QList<Why> reasons(const Entry &entry) const;

    /// Fields at the top of the query that the entry does not meet: none, one (its number in
    /// fieldNames()) or several.
    static constexpr int meetsAll = -1;
    static constexpr int failsSeveral = -2;
    [[nodiscard]] int failedField(const Entry &entry) const;

    /// Bit i: top-level word or phrase i is found in the entry.
    [[nodiscard]] quint32 wordsFound(const Entry &entry) const;
    [[nodiscard]] const QList<Node> &words() const;

    [[nodiscard]] bool
    matchesColumn(const ColumnEntry &column) const; // some word of the query does
    [[nodiscard]] QList<Match> marks(const QString &text) const;

    [[nodiscard]] mesh::FreshnessState freshness(const Entry &entry) const;

private:
    struct Leaf;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::search
