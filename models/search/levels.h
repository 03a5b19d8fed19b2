// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index_data.h"

namespace meshlens::search {

/// Where a text was found, best first; the words of DECISIONS.md.
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

/// The places of one word, best first. What is at a level is found there; the sets of a word are
/// kept level by level, those of a group of words joined: everything at that level or a better one.
enum Level : std::uint8_t {
    NameWhole, // a word of the name
    NameBegin, // a word of the name begins so
    NamePart,  // is inside a word of the name
    AtTerm,
    AtTag,
    AtOwner,
    AtPath, // in the qualified name, or a synonym
    AtText, // in the description
    AtColumn,
    LevelCount
};
[[nodiscard]] Why whyOf(Level level);

using Levels = std::array<Bits, LevelCount>; // a set without size is empty

/// Where one word or phrase of a query is found in a segment.
[[nodiscard]] Levels levelsOf(const Segment &segment, const Node &word);

/// Column names in which all pieces of the word begin a word, as a set of their numbers.
[[nodiscard]] Bits columnNamesWith(const Segment &segment, const Node &word);

/// Documents with one of these columns.
[[nodiscard]] Bits documentsWithColumns(const Segment &segment, const Bits &names);

} // namespace meshlens::search
