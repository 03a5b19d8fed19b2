// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment.h"

#include "models/search/index.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstring>

namespace meshlens::search {
namespace {

Error damaged(const QString &detail)
{
    return {Error::Kind::Storage,
            QCoreApplication::translate("Search", "The search index cannot be read; it is made "
                                                  "again."),
            detail};
}

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

struct Segment::File {
    QFile file;
};

Segment::Segment() = default;
Segment::~Segment() = default;

std::string_view StringTable::at(std::uint32_t number) const
{
    if (number >= size())
        return {};
    const std::size_t from = m_offsets[number];
    const std::size_t to = m_offsets[number + 1];
    if (from > to || to > m_bytes.size())
        return {};
    return {reinterpret_cast<const char *>(m_bytes.data()) + from, to - from};
}

std::string_view StringTable::bytes() const
{
    return {reinterpret_cast<const char *>(m_bytes.data()), m_bytes.size()};
}

std::uint32_t StringTable::numberAt(std::size_t position) const
{
    const auto after = std::upper_bound(m_offsets.begin(), m_offsets.end(), position);
    return after == m_offsets.begin() ? 0
                                      : static_cast<std::uint32_t>(after - m_offsets.begin() - 1);
}

std::uint32_t StringTable::lowerBound(std::string_view text) const
{
    std::uint32_t from = 0, count = size();
    while (count > 0) {
        const std::uint32_t half = count / 2;
        if (at(from + half) < text) {
            from += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return from;
}

Result<std::shared_ptr<const Segment>> Segment::open(const QString &path)
{
    std::shared_ptr<Segment> segment(new Segment);
    segment->m_file = std::make_unique<File>();
    QFile &file = segment->m_file->file;
    file.setFileName(path);
    if (!file.open(QIODevice::ReadOnly))
        return damaged(file.errorString());
    const uchar *mapped = file.size() > 0 ? file.map(0, file.size()) : nullptr;
    if (mapped == nullptr)
        return damaged(file.errorString());
    segment->m_bytes = ByteView(mapped, static_cast<std::size_t>(file.size()));
    segment->m_ahead = ReadAhead(segment->m_bytes);
    if (auto read = segment->read(); !read)
        return read.error();
    return std::shared_ptr<const Segment>(std::move(segment));
}

Result<std::shared_ptr<const Segment>> Segment::fromBytes(QByteArray bytes)
{
    std::shared_ptr<Segment> segment(new Segment);
    segment->m_owned = std::move(bytes);
    segment->m_bytes =
        ByteView(reinterpret_cast<const unsigned char *>(segment->m_owned.constData()),
                 static_cast<std::size_t>(segment->m_owned.size()));
    if (auto read = segment->read(); !read)
        return read.error();
    return std::shared_ptr<const Segment>(std::move(segment));
}

ByteView Segment::section(SectionId id, int plus) const
{
    SegmentHeader header; // read() has checked it
    std::memcpy(&header, m_bytes.data(), sizeof(header));
    for (std::uint32_t i = 0; i < header.sections; ++i) {
        const SectionEntry &entry = header.entries[i];
        if (entry.id == static_cast<std::uint32_t>(id) + static_cast<std::uint32_t>(plus))
            return m_bytes.subspan(entry.offset, entry.size);
    }
    return {};
}

template<typename T>
std::span<const T> Segment::array(SectionId id, int plus) const
{
    const ByteView bytes = section(id, plus);
    return {reinterpret_cast<const T *>(bytes.data()), bytes.size() / sizeof(T)};
}

/// The directories lie at the front and are read at once; of the rest a search reads a few places.
void Segment::planReading() const
{
    const ByteView postings = section(SectionId::Postings);
    if (!postings.empty())
        m_ahead.expect(m_bytes.first(static_cast<std::size_t>(postings.data() - m_bytes.data())));
    for (const SectionId id : {SectionId::FlagValues, SectionId::NameBlocks,
                               SectionId::NameBlockDocs, SectionId::TextOffsets})
        m_ahead.expect(section(id));
    for (const SectionId id : {SectionId::Texts, SectionId::NameBytes, SectionId::NameDocs,
                               SectionId::KeyHashes, SectionId::KeyDocs})
        m_ahead.readsHereAndThere(section(id));
}

void Segment::expectCounts() const
{
    for (const SectionId id : {SectionId::FlagsOf, SectionId::DataTimes, SectionId::Objectives})
        m_ahead.expect(section(id));
    for (int table = 0; table < rowTables; ++table) {
        for (const SectionId id :
             {SectionId::ValueColumns, SectionId::MoreValueDocs, SectionId::MoreValues})
            m_ahead.expect(section(id, table));
    }
}

void Segment::expectGroups(std::uint32_t from, std::uint32_t to) const
{
    if (from >= to || to >= m_groups.size())
        return;
    const std::size_t begin = m_groups[from], end = m_groups[to];
    if (begin < end && end <= m_postings.size())
        m_ahead.expect(m_postings.subspan(begin, end - begin));
}

Result<void> Segment::read()
{
    if (m_bytes.size() < sizeof(SegmentHeader))
        return damaged(QStringLiteral("too short"));
    SegmentHeader header;
    std::memcpy(&header, m_bytes.data(), sizeof(header));
    if (header.magic != segmentMagic || header.version != segmentVersion)
        return damaged(QStringLiteral("another kind or version"));
    if (header.hash != hashOf(&header, sizeof(header) - sizeof(header.hash)) ||
        header.fileSize != m_bytes.size() || header.sections > mostSections)
        return damaged(QStringLiteral("header"));
    for (std::uint32_t i = 0; i < header.sections; ++i) {
        const SectionEntry &entry = header.entries[i];
        if (entry.offset % sectionAlignment != 0 || entry.offset > m_bytes.size() ||
            entry.size > m_bytes.size() - entry.offset)
            return damaged(QStringLiteral("section"));
    }
    m_id = header.id;
    m_documents = header.documents;
    planReading();

    m_tokens = {array<std::uint32_t>(SectionId::TokenOffsets), section(SectionId::TokenBytes)};
    m_groups = array<std::uint32_t>(SectionId::GroupOffsets);
    m_prefixes = {array<std::uint32_t>(SectionId::PrefixOffsets), section(SectionId::PrefixBytes)};
    m_prefixGroups = array<std::uint32_t>(SectionId::PrefixGroupOffsets);
    m_postings = section(SectionId::Postings);
    m_nameBlocks = array<std::uint32_t>(SectionId::NameBlocks);
    m_nameBlockDocs = array<std::uint32_t>(SectionId::NameBlockDocs);
    m_nameBytes = section(SectionId::NameBytes);
    m_nameDocs = array<std::uint32_t>(SectionId::NameDocs);
    m_flagValues = array<std::uint32_t>(SectionId::FlagValues);
    m_quality = array<std::uint16_t>(SectionId::Quality);
    m_usage = array<std::uint16_t>(SectionId::Usage);
    m_dataTimes = array<std::uint32_t>(SectionId::DataTimes);
    m_objectives = array<std::uint32_t>(SectionId::Objectives);
    m_changed = array<std::uint32_t>(SectionId::Changed);
    m_keyHashes = array<std::uint32_t>(SectionId::KeyHashes);
    m_keyDocs = array<std::uint32_t>(SectionId::KeyDocs);
    m_textOffsets = array<std::uint64_t>(SectionId::TextOffsets);
    m_texts = section(SectionId::Texts);
    m_vocabulary = array<std::uint32_t>(SectionId::VocabularyOffsets);
    for (int table = 0; table < TableCount; ++table) {
        m_tables[table] = {array<std::uint32_t>(SectionId::TableOffsets, table),
                           section(SectionId::TableBytes, table)};
        m_tablePostings[table] = array<std::uint32_t>(SectionId::TablePostings, table);
    }
    const std::size_t documents = m_documents;
    const std::size_t textBlocks = (documents + textsInBlock - 1) / textsInBlock;
    const bool whole =
        m_quality.size() == documents && m_usage.size() == documents &&
        m_dataTimes.size() == documents && m_objectives.size() == documents &&
        m_changed.size() == documents && m_nameDocs.size() == documents &&
        m_keyHashes.size() == documents && m_keyDocs.size() == documents &&
        m_textOffsets.size() == textBlocks + 1 && m_nameBlocks.size() == m_nameBlockDocs.size() &&
        m_groups.size() == m_tokens.size() + 1 && m_vocabulary.size() == VocabularyCount + 1;
    if (!whole || !readRows())
        return damaged(QStringLiteral("sizes"));

    for (int table = 0; table < rowTables; ++table) {
        Values &values = m_values[table];
        for (std::uint32_t i = 0; i < m_tables[table].size(); ++i) {
            const QStringList parts = textOf(m_tables[table].at(i)).split(QChar(0));
            values.values.append(parts.value(0));
            values.texts.append(parts.value(1));
            values.keys.append(parts.value(2));
            const QString value = folded(values.values.last());
            const QString text = folded(values.texts.last());
            values.byText[value].append(static_cast<int>(i));
            if (text != value)
                values.byText[text].append(static_cast<int>(i));
        }
    }
    return {};
}

/// The columns of flags and tables; false: they are not as long as there are documents.
bool Segment::readRows()
{
    constexpr std::size_t narrow = sizeof(std::uint16_t), wide = sizeof(std::uint32_t);
    const std::size_t documents = m_documents;
    const ByteView flags = section(SectionId::FlagsOf);
    const bool isWide = m_flagValues.size() > mostNarrow;
    m_flagsOf = {flags, isWide};
    if (flags.size() != documents * (isWide ? wide : narrow))
        return false;
    for (int table = 0; table < rowTables; ++table) {
        Rows &rows = m_rows[table];
        rows.moreDocs = array<std::uint32_t>(SectionId::MoreValueDocs, table);
        rows.more = array<std::uint32_t>(SectionId::MoreValues, table);
        const bool isLarge = m_tables[table].size() + 1ULL > mostNarrow;
        const ByteView bytes = section(SectionId::ValueColumns, table);
        const std::size_t size = documents * (isLarge ? wide : narrow);
        if (rows.moreDocs.size() != rows.more.size() || (size > 0 && bytes.size() % size != 0))
            return false;
        for (std::size_t at = 0; size > 0 && at < bytes.size(); at += size)
            rows.columns.emplace_back(bytes.subspan(at, size), isLarge);
    }
    return true;
}

QByteArray Segment::meta() const
{
    const ByteView bytes = section(SectionId::Meta);
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::uint64_t Segment::textBytes() const
{
    return m_texts.size();
}

bool Segment::isIntact() const
{
    constexpr std::size_t step = 2
                                 << 20; // a search in another thread waits no longer than for that
    SegmentHeader header;
    std::memcpy(&header, m_bytes.data(), sizeof(header));
    const auto isWhole = [&](const SectionEntry &entry) {
        const ByteView bytes = m_bytes.subspan(entry.offset, entry.size);
        for (std::size_t at = 0; at < bytes.size(); at += step)
            m_ahead.fetch(bytes.subspan(at, std::min(step, bytes.size() - at)));
        return hashOf(bytes.data(), bytes.size()) == entry.hash;
    };
    const auto isText = [](const SectionEntry &entry) {
        return entry.id == static_cast<std::uint32_t>(SectionId::Texts);
    };
    const std::span entries(header.entries.data(), header.sections);
    expectCounts();
    const bool rest = std::all_of(entries.begin(), entries.end(), [&](const SectionEntry &entry) {
        return isText(entry) || isWhole(entry);
    });
    return rest && std::all_of(entries.begin(), entries.end(), [&](const SectionEntry &entry) {
               return !isText(entry) || isWhole(entry);
           });
}

ByteView Segment::postingBytes(std::span<const std::uint32_t> offsets, std::uint32_t number) const
{
    if (number + 1ULL >= offsets.size())
        return {};
    const std::size_t from = offsets[number];
    const std::size_t to = offsets[number + 1];
    if (from > to || to > m_postings.size())
        return {};
    const ByteView bytes = m_postings.subspan(from, to - from);
    m_ahead.expect(bytes);
    return bytes;
}

Group Segment::groupAt(std::span<const std::uint32_t> offsets, std::uint32_t number) const
{
    Group group;
    ByteView bytes = postingBytes(offsets, number);
    if (bytes.empty())
        return group;
    const unsigned mask = bytes[0];
    bytes = bytes.subspan(1);
    std::array<std::uint64_t, listsInGroup> sizes{};
    for (int list = 0; list < listsInGroup; ++list) {
        if (((mask >> list) & 1) != 0 && !readVarint(bytes, sizes[list]))
            return group;
    }
    for (int list = 0; list < listsInGroup; ++list) {
        if (sizes[list] > bytes.size())
            return group;
        if (sizes[list] > 0)
            group.lists[list] = Postings(bytes.first(sizes[list]));
        bytes = bytes.subspan(sizes[list]);
    }
    return group;
}

Group Segment::group(std::uint32_t token) const
{
    return groupAt(m_groups, token);
}

std::optional<Group> Segment::beginning(std::string_view prefix) const
{
    const std::uint32_t number = m_prefixes.lowerBound(prefix);
    if (number >= m_prefixes.size() || m_prefixes.at(number) != prefix)
        return std::nullopt;
    return groupAt(m_prefixGroups, number);
}

std::uint64_t lettersOf(std::string_view word)
{
    std::uint64_t letters = 0;
    for (const char c : word)
        letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 61);
    return letters;
}

const std::vector<std::uint64_t> &Segment::wordLetters() const
{
    std::call_once(m_lettersMade, [this] {
        const std::uint32_t first = firstWord();
        m_letters.reserve(m_tokens.size() - first);
        for (std::uint32_t token = first; token < m_tokens.size(); ++token)
            m_letters.push_back(lettersOf(m_tokens.at(token)));
    });
    return m_letters;
}

Segment::Range Segment::tokensFrom(std::string_view prefix) const
{
    const std::uint32_t from = m_tokens.lowerBound(prefix);
    return {from, m_tokens.lowerBound(std::string(prefix) + '\xFF')};
}

std::optional<std::uint32_t> Segment::token(std::string_view text) const
{
    const std::uint32_t number = m_tokens.lowerBound(text);
    return number < m_tokens.size() && m_tokens.at(number) == text ? std::optional(number)
                                                                   : std::nullopt;
}

} // namespace meshlens::search
