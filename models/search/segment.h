// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"
#include "models/result.h"
#include "models/search/postings.h"
#include "models/search/readahead.h"
#include "models/search/segment_format.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>

namespace meshlens::search {

/// The lists of one token.
struct Group {
    std::array<Postings, listsInGroup> lists;
};

/// Strings of a file, by number; a number or place that is not there is an empty string.
class StringTable
{
public:
    StringTable() = default;
    StringTable(std::span<const std::uint32_t> offsets, ByteView bytes)
        : m_offsets(offsets), m_bytes(bytes)
    {}
    [[nodiscard]] std::uint32_t size() const
    {
        return m_offsets.empty() ? 0 : static_cast<std::uint32_t>(m_offsets.size() - 1);
    }
    [[nodiscard]] std::string_view at(std::uint32_t number) const;
    [[nodiscard]] std::string_view bytes() const;
    /// The string that the byte at `position` belongs to.
    [[nodiscard]] std::uint32_t numberAt(std::size_t position) const;
    /// First string that is not before `text`, where they are sorted.
    [[nodiscard]] std::uint32_t lowerBound(std::string_view text) const;

private:
    std::span<const std::uint32_t> m_offsets;
    ByteView m_bytes;
};

/// A table whose texts are shown: read once when the segment is opened.
struct Values {
    QStringList values; // as in a query
    QStringList texts;
    QStringList keys;                  // of domains: the first key of that name
    QHash<QString, QList<int>> byText; // folded value or text to numbers
    std::vector<int> same;             // the first with this text, where people know values by it
    std::vector<int> order;            // place among the texts, sorted
    [[nodiscard]] int size() const { return static_cast<int>(values.size()); }
};

struct ColumnRef {
    std::uint32_t name = 0;
    std::uint32_t type = 0;
};

/// What a hit shows of a document beside its flags and rows.
struct DocText {
    QString key, name, qualified, description, version;
    QString product;      // of a dataset: key of the product that puts it out
    QStringList datasets; // of a product
    float coverage = 0;
    std::array<float, 6> qualities{}; // NaN: unknown
    std::vector<ColumnRef> columns;
};

/// One number a document, in two bytes or four.
class NumberColumn
{
public:
    NumberColumn() = default;
    NumberColumn(ByteView bytes, bool isWide) : m_bytes(bytes), m_isWide(isWide) {}

    [[nodiscard]] std::uint32_t at(std::uint32_t document) const
    {
        return m_isWide ? reinterpret_cast<const std::uint32_t *>(m_bytes.data())[document]
                        : reinterpret_cast<const std::uint16_t *>(m_bytes.data())[document];
    }
    /// Adds how often each number below counts.size() is in it, among some documents.
    void countIn(const Bits &documents, std::vector<std::uint32_t> &counts) const;

private:
    ByteView m_bytes; // at least as many numbers as there are documents
    bool m_isWide = false;
};

/// Numbers of a document in the tables of rows.
struct Row {
    std::array<std::vector<std::uint32_t>, rowTables> numbers;
};

/// Which letters a word has, one bit each: words that are near share nearly all.
[[nodiscard]] std::uint64_t lettersOf(std::string_view word);

/// One immutable part of the index, mapped from a file or in memory.
///
/// Everything that is read from the bytes is checked against their bounds when it is read, so a
/// file that somebody damaged or made cannot do more than give wrong answers.
/// Thread: any number.
class Segment
{
public:
    /// Errors: Storage, when the file is missing, damaged, of another version or foreign.
    static Result<std::shared_ptr<const Segment>> open(const QString &path);
    static Result<std::shared_ptr<const Segment>> fromBytes(QByteArray bytes);
    ~Segment();

    [[nodiscard]] std::uint32_t documents() const { return m_documents; }
    [[nodiscard]] std::uint64_t id() const { return m_id; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes.size(); }
    [[nodiscard]] std::uint64_t textBytes() const; // of them, what only visible hits touch
    [[nodiscard]] QByteArray meta() const;
    /// Reads the whole file, what every search needs first: it is in memory then.
    [[nodiscard]] bool isIntact() const;

    // What a search says before it reads, so that a file on the disk is read in few steps. Each
    // costs nothing where it has been said before; true: it has not.
    void expectCounts() const;                     // countRows(), countFlags(), freshness()
    bool expectText(std::uint32_t document) const; // text()
    void expectFind(std::string_view key) const;   // find() and the text of what it finds
    void expectGroups(std::uint32_t from, std::uint32_t to) const; // of tokens; to: not with it

    [[nodiscard]] const StringTable &tokens() const { return m_tokens; }
    /// The first token that is a word: numbers come before it.
    [[nodiscard]] std::uint32_t firstWord() const { return m_tokens.lowerBound(":"); }
    /// Which letters each word has, from firstWord() on; made when it is asked for first.
    [[nodiscard]] const std::vector<std::uint64_t> &wordLetters() const;
    /// A word in few columns has no list InColumn: those of its columns stand for it.
    [[nodiscard]] Group group(std::uint32_t token) const;
    /// The unions of all tokens that begin so, of the fields where they are kept.
    [[nodiscard]] std::optional<Group> beginning(std::string_view prefix) const;
    struct Range {
        std::uint32_t from = 0;
        std::uint32_t to = 0; // not with it
    };
    [[nodiscard]] Range tokensFrom(std::string_view prefix) const;
    [[nodiscard]] std::optional<std::uint32_t> token(std::string_view text) const;

    /// Documents whose compact name is, or begins with, a text; in no order.
    [[nodiscard]] std::span<const std::uint32_t> named(std::string_view compactName) const;
    [[nodiscard]] std::span<const std::uint32_t> nameBegins(std::string_view compactName) const;
    [[nodiscard]] std::uint32_t placeOfName(std::string_view compactName) const; // in byName()
    [[nodiscard]] std::span<const std::uint32_t> byName() const { return m_nameDocs; }

    [[nodiscard]] Flags flags(std::uint32_t document) const
    {
        const std::uint32_t number = m_flagsOf.at(document);
        return number < m_flagValues.size() ? Flags{m_flagValues[number]} : Flags{};
    }
    [[nodiscard]] std::uint16_t quality(std::uint32_t doc) const { return m_quality[doc]; }
    [[nodiscard]] std::uint16_t usage(std::uint32_t doc) const { return m_usage[doc]; }
    [[nodiscard]] std::optional<std::int64_t> dataTimeMs(std::uint32_t doc) const;
    [[nodiscard]] std::optional<std::int64_t> objectiveMs(std::uint32_t doc) const;
    [[nodiscard]] std::span<const std::uint32_t> changedSeconds() const { return m_changed; }
    [[nodiscard]] std::uint64_t rank(std::uint32_t document) const; // larger is better
    [[nodiscard]] Row row(std::uint32_t document) const;
    /// How many of some documents have each value of a table, by its number.
    [[nodiscard]] std::vector<std::uint32_t> countRows(TableId table, const Bits &documents) const;
    /// How many of some documents are in each list of the vocabularies.
    [[nodiscard]] std::vector<std::uint32_t> countFlags(const Bits &documents) const;
    [[nodiscard]] DocText text(std::uint32_t document) const;
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const;
    [[nodiscard]] std::optional<std::uint32_t> find(const QString &key) const;

    [[nodiscard]] Postings vocabulary(int list) const;
    [[nodiscard]] const Values &values(TableId table) const { return m_values[table]; }
    [[nodiscard]] Postings documentsWith(TableId table, std::uint32_t number) const;
    [[nodiscard]] const StringTable &columnNames() const { return m_tables[ColumnNames]; }
    [[nodiscard]] const StringTable &columnTypes() const { return m_tables[ColumnTypes]; }

    /// Documents whose data are on time, late, stale, unknown at a time; kept for the minute.
    [[nodiscard]] std::shared_ptr<const std::array<Bits, 4>> freshness(std::int64_t nowMs) const;

private:
    Segment();
    Result<void> read();
    [[nodiscard]] ByteView section(SectionId id, int plus = 0) const;
    void planReading() const;
    [[nodiscard]] std::span<const std::uint32_t> namesBetween(std::uint32_t from,
                                                              std::uint32_t to) const;
    [[nodiscard]] ByteView packedText(std::uint32_t block) const;
    /// Where in m_keyHashes the first hash lies that is not below one.
    [[nodiscard]] std::size_t placeOfHash(std::uint32_t hash) const;
    [[nodiscard]] bool readRows();
    template<typename T>
    [[nodiscard]] std::span<const T> array(SectionId id, int plus = 0) const;
    [[nodiscard]] ByteView postingBytes(std::span<const std::uint32_t> offsets,
                                        std::uint32_t number) const;
    [[nodiscard]] Group groupAt(std::span<const std::uint32_t> offsets, std::uint32_t number) const;

    struct File;
    std::unique_ptr<File> m_file;
    QByteArray m_owned;
    ByteView m_bytes;
    ReadAhead m_ahead;
    std::uint32_t m_documents = 0;
    std::uint64_t m_id = 0;
    StringTable m_tokens, m_prefixes;
    std::array<StringTable, TableCount> m_tables;
    std::array<std::span<const std::uint32_t>, TableCount> m_tablePostings;
    std::array<Values, rowTables> m_values;
    std::span<const std::uint32_t> m_groups, m_prefixGroups, m_nameBlocks, m_nameBlockDocs,
        m_nameDocs, m_flagValues, m_dataTimes, m_objectives, m_changed, m_keyHashes, m_keyDocs,
        m_vocabulary;
    NumberColumn m_flagsOf;
    struct Rows {
        std::vector<NumberColumn> columns;
        std::span<const std::uint32_t> moreDocs, more;
    };
    std::array<Rows, rowTables> m_rows;
    std::span<const std::uint16_t> m_quality, m_usage;
    std::span<const std::uint64_t> m_textOffsets;
    ByteView m_postings, m_nameBytes, m_texts;

    mutable std::once_flag m_lettersMade;
    mutable std::vector<std::uint64_t> m_letters;
    mutable std::mutex m_freshMutex;
    mutable std::int64_t m_freshMinute = -1;
    mutable std::shared_ptr<const std::array<Bits, 4>> m_fresh;
};

} // namespace meshlens::search
