// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/postings.h"
#include "models/search/segment_writer.h"

#include <QDir>
#include <QTemporaryFile>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What a SegmentWriter has gathered when it is finished. Only for its own files.
namespace meshlens::search {

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return hashOf(text.data(), text.size()); }
};
template<typename T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// Numbers that only grow, as differences.
class GrowingList
{
public:
    void add(std::uint32_t number)
    {
        if (m_count > 0 && number == m_last)
            return;
        appendVarint(m_bytes, number - m_last);
        m_last = number;
        ++m_count;
    }
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes.size(); }
    template<typename Each>
    void forEach(Each each) const
    {
        ByteView bytes(reinterpret_cast<const unsigned char *>(m_bytes.data()), m_bytes.size());
        std::uint64_t number = 0, step = 0;
        while (readVarint(bytes, step)) {
            number += step;
            each(static_cast<std::uint32_t>(number));
        }
    }

private:
    std::string m_bytes;
    std::uint32_t m_last = 0;
    std::uint32_t m_count = 0;
};

struct WordLists {
    std::array<std::int32_t, FieldCount> lists; // numbers of GrowingLists; -1: none
    std::vector<std::uint32_t> columnNames;
    WordLists() { lists.fill(-1); }
};

struct Table {
    StringMap<std::uint32_t> numbers; // by value
    std::vector<std::string> strings; // value NUL text NUL key, or the text alone
    std::vector<QString> texts;
    std::vector<std::vector<std::uint32_t>> tokens; // of the text
    std::vector<GrowingList> documents;
};

struct Head { // of a document, as it arrived
    std::uint64_t textAt = 0;
    std::uint64_t nameAt = 0;
    std::uint32_t textSize = 0;
    std::uint32_t nameSize = 0;
    std::uint32_t keyHash = 0;
    Flags flags;
    std::uint32_t dataTime = 0, objective = 0, changed = 0;
    std::uint16_t quality = unknownQuality, usage = 0;
};

struct SegmentWriter::Private {
    explicit Private(const QString &folder)
        : spool((folder.isEmpty() ? QDir::tempPath() : folder) +
                QStringLiteral("/meshlens-search-XXXXXX"))
    {
        heads.reserve(1024);
    }

    std::array<Table, TableCount> tables;
    StringMap<std::uint32_t> tokenNumbers;
    std::vector<WordLists> words;
    std::vector<GrowingList> lists;
    std::array<GrowingList, VocabularyCount> vocabulary;
    std::vector<Head> heads;
    std::string names; // compact
    struct Row {       // values of all documents in one table, one behind the other
        std::vector<std::uint32_t> ends;
        std::vector<std::uint32_t> values;
    };
    std::array<Row, rowTables> rows;
    QTemporaryFile spool;
    std::uint64_t spooled = 0;
    std::string waiting; // for the spool
    bool failed = false;

    std::uint32_t token(std::string_view word);
    void note(std::uint32_t token, Field field);
    void note(const std::vector<std::uint32_t> &words, Field field);
    std::vector<std::uint32_t> tokensOf(const QString &text);
    void spoolText(const Doc &doc, Head &head);
    void noteVocabulary(const Flags &flags);

    [[nodiscard]] std::string_view name(const Head &head) const
    {
        return std::string_view(names).substr(head.nameAt, head.nameSize);
    }
};

} // namespace meshlens::search
