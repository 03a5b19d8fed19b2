// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <array>
#include <bit>
#include <cstdint>

/// How a segment of the search index lies in its file. Not for other folders.
///
///     Header, then sections, each at a multiple of 64 bytes.
///
/// Documents are numbered by their rank (certified, used more, better quality, fresher, name), so
/// the lowest number of a set is its best. *Tokens* are the folded words of all texts, sorted.
/// A *group* holds the lists of one token: a byte that says which lists there are, the size of each
/// as a varint, the lists (postings.h). Lists 0 to 6 hold documents, by the field the token is in;
/// list 7 holds numbers of column names. Frequent beginnings of words have groups too, the unions
/// of their tokens, so that a word of one letter costs no more than a whole one. *Names* are the
/// compact names (folding.h), sorted, in blocks of 16 that leave out what a name shares with the
/// one before: varint shared, varint rest, bytes, varint documents. *Values* of a
/// document in a table (domain, catalogs, owners, tags, terms) stand in columns with one number a
/// document, in two bytes or four: its first value, its second, as long as enough documents have so
/// many; zero is none, else the value's number plus one. The few values behind them are pairs of
/// document and value, so that to count the values of a million hits is to count small numbers that
/// follow each other. Flags are said in the same way. *Texts* are what a hit shows, in blocks of
/// documents compressed with zstd.
namespace meshlens::search {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> segmentMagic{'M', 'L', 'S', 'E', 'A', 'R', 'C', 'H'};
constexpr std::uint32_t segmentVersion = 2;
constexpr std::uint32_t mostSections = 96;
constexpr std::uint64_t sectionAlignment = 64;
constexpr std::size_t mostNarrow = 65536; // different numbers of a column of two bytes
constexpr std::size_t fewHaveSoMany = 6;  // one document in so many is worth a column
constexpr std::uint32_t textsInBlock = 32;
constexpr std::uint32_t namesInBlock = 16;
constexpr std::uint64_t largestTextBlock = 64ULL << 20;

/// Where a word stands, by list number.
enum Field : std::uint8_t { InName, InTerm, InTag, InOwner, InPath, InText, InColumn, FieldCount };
constexpr int columnNamesList = FieldCount;
constexpr int listsInGroup = FieldCount + 1;

/// What is said once and numbered.
enum TableId : std::uint8_t {
    Domains,
    Catalogs,
    Owners,
    Tags,
    Terms,
    ColumnNames,
    ColumnTypes,
    TableCount
};
constexpr int rowTables = 5; // the first of them are in rows, and are facets

/// Closed vocabularies, as lists of documents: the first number of each.
enum VocabularyList : std::uint8_t {
    KindList = 0,                     // mesh::Kind
    TypeList = KindList + 7,          // mesh::DatasetType
    StatusList = TypeList + 8,        // mesh::Status with Unknown
    ClassList = StatusList + 6,       // mesh::Classification with Unknown
    PersonalList = ClassList + 5,     // one
    ArchetypeList = PersonalList + 1, // mesh::Archetype with Unknown
    QualityList = ArchetypeList + 4,  // a, b, c, d, none; of what has a score
    AccessList = QualityList + 5,     // mesh::AccessWay, of products
    ScoredList = AccessList + 5,      // one
    InsideList = ScoredList + 1,      // datasets that their product stands for
    VocabularyCount = InsideList + 1
};

enum class SectionId : std::uint32_t {
    Meta = 1,
    TokenOffsets,
    TokenBytes,
    GroupOffsets,
    PrefixOffsets,
    PrefixBytes,
    PrefixGroupOffsets,
    Postings,
    NameBlocks,
    NameBlockDocs,
    NameBytes,
    NameDocs,
    FlagsOf,
    Quality,
    Usage,
    DataTimes,
    Objectives,
    Changed,
    FlagValues,
    KeyHashes,
    KeyDocs,
    TextOffsets,
    Texts,
    VocabularyOffsets,
    TableOffsets = 40,  // + TableId
    TableBytes = 48,    // + TableId
    TablePostings = 56, // + TableId
    ValueColumns = 64,  // + TableId, of those that are in rows: one column after the other
    MoreValueDocs = 72, // + TableId
    MoreValues = 80     // + TableId
};

struct SectionEntry {
    std::uint32_t id = 0;
    std::uint32_t reserved = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t hash = 0;
};

struct SegmentHeader {
    std::array<char, 8> magic = segmentMagic;
    std::uint32_t version = segmentVersion;
    std::uint32_t sections = 0;
    std::uint64_t fileSize = 0;
    std::uint64_t id = 0; // random: a delta names the base it belongs to
    std::uint32_t documents = 0;
    std::uint32_t reserved = 0;
    std::array<SectionEntry, mostSections> entries{};
    std::uint64_t hash = 0; // of all before
};
static_assert(sizeof(SegmentHeader) == 48 + 32 * mostSections);

/// What of a document is asked most often, in 32 bits.
struct Flags {
    std::uint32_t bits = 0;

    static constexpr int hasType = 1 << 24, hasScore = 1 << 25, certified = 1 << 26,
                         personal = 1 << 27, inside = 1 << 28, learned = 1 << 29;

    [[nodiscard]] int kind() const { return bits & 7; }
    [[nodiscard]] int type() const { return (bits >> 3) & 15; }
    [[nodiscard]] int status() const { return (bits >> 7) & 7; }
    [[nodiscard]] int classification() const { return (bits >> 10) & 7; }
    [[nodiscard]] int archetype() const { return (bits >> 13) & 7; }
    [[nodiscard]] int access() const { return (bits >> 16) & 7; }
    [[nodiscard]] int band() const { return (bits >> 19) & 7; } // a to d, none
    [[nodiscard]] bool has(int flag) const
    {
        return (bits & static_cast<std::uint32_t>(flag)) != 0;
    }
};

/// Calls `each` with the number of every list of the vocabularies that a document with these flags
/// is in.
template<typename Each>
void forEachVocabulary(Flags flags, Each each)
{
    const auto in = [&](int list, int value) {
        if (list + value < VocabularyCount)
            each(list + value);
    };
    in(KindList, flags.kind());
    if (flags.has(Flags::hasType))
        in(TypeList, flags.type());
    in(StatusList, flags.status());
    in(ClassList, flags.classification());
    if (flags.has(Flags::personal))
        in(PersonalList, 0);
    in(ArchetypeList, flags.archetype());
    if (flags.has(Flags::hasScore)) {
        in(QualityList, flags.band());
        in(ScoredList, 0);
    }
    if (flags.kind() == static_cast<int>(mesh::Kind::Product))
        in(AccessList, flags.access());
    if (flags.has(Flags::inside))
        in(InsideList, 0);
}

constexpr std::uint16_t unknownQuality = 0xFFFF; // else tenths
constexpr std::uint32_t unknownSeconds = 0;      // else seconds since 1970, or of an objective

/// A quick hash against damage and for look-ups; no protection against intent.
[[nodiscard]] std::uint64_t hashOf(const void *data, std::size_t size);

} // namespace meshlens::search
