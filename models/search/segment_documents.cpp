// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/freshness.h"
#include "models/search/segment.h"

#include <algorithm>
#include <limits>
#include <zstd.h>

namespace meshlens::search {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;

/// Reads the parts of a text record in their order.
class RecordReader
{
public:
    explicit RecordReader(ByteView bytes) : m_rest(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        if (!readVarint(m_rest, value))
            m_rest = {};
        return value;
    }
    QString text()
    {
        const std::uint64_t size = number();
        if (size > m_rest.size()) {
            m_rest = {};
            return {};
        }
        const QString text = QString::fromUtf8(reinterpret_cast<const char *>(m_rest.data()),
                                               static_cast<qsizetype>(size));
        m_rest = m_rest.subspan(size);
        return text;
    }
    float value()
    {
        const std::uint64_t tenths = number();
        return tenths == 0 ? std::numeric_limits<float>::quiet_NaN()
                           : static_cast<float>(tenths - 1) / 10.0F;
    }
    [[nodiscard]] std::size_t left() const { return m_rest.size(); }

private:
    ByteView m_rest;
};

} // namespace

/// Place in m_nameDocs of the first name that is not before `wanted`.
std::uint32_t Segment::placeOfName(std::string_view wanted) const
{
    const auto bytesFrom = [&](std::size_t block) -> ByteView {
        const std::size_t from = m_nameBlocks[block];
        return from <= m_nameBytes.size() ? m_nameBytes.subspan(from) : ByteView();
    };
    const auto step = [](ByteView &bytes, std::string &name, std::uint64_t &documents) {
        std::uint64_t shared = 0, rest = 0;
        if (!readVarint(bytes, shared) || !readVarint(bytes, rest) || shared > name.size() ||
            rest > bytes.size())
            return false;
        name.resize(shared);
        name.append(reinterpret_cast<const char *>(bytes.data()), rest);
        bytes = bytes.subspan(rest);
        return readVarint(bytes, documents);
    };
    // The last block that begins before the wanted name.
    std::size_t from = 0, count = m_nameBlocks.size();
    while (count > 0) {
        const std::size_t half = count / 2;
        std::string first;
        std::uint64_t documents = 0;
        ByteView bytes = bytesFrom(from + half);
        (void)step(bytes, first, documents);
        if (first < wanted) {
            from += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (from == 0)
        return 0;
    const std::size_t block = from - 1;
    ByteView bytes = bytesFrom(block);
    std::string name;
    std::uint64_t place = m_nameBlockDocs[block];
    for (std::uint32_t i = 0; i < namesInBlock; ++i) {
        std::uint64_t documents = 0;
        if (!step(bytes, name, documents) || name >= wanted)
            break;
        place += documents;
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(place, m_documents));
}

std::span<const std::uint32_t> Segment::namesBetween(std::uint32_t from, std::uint32_t to) const
{
    if (from >= to)
        return {};
    const auto documents = m_nameDocs.subspan(from, to - from);
    m_ahead.expect({reinterpret_cast<const unsigned char *>(documents.data()),
                    documents.size() * sizeof(std::uint32_t)});
    return documents;
}

std::span<const std::uint32_t> Segment::named(std::string_view compactName) const
{
    const std::uint32_t from = placeOfName(compactName);
    const std::uint32_t to = placeOfName(std::string(compactName) + '\0');
    return namesBetween(from, to);
}

std::span<const std::uint32_t> Segment::nameBegins(std::string_view compactName) const
{
    const std::uint32_t from = placeOfName(compactName);
    const std::uint32_t to = placeOfName(std::string(compactName) + '\xFF');
    return namesBetween(from, to);
}

std::optional<std::int64_t> Segment::dataTimeMs(std::uint32_t doc) const
{
    return m_dataTimes[doc] == unknownSeconds ? std::nullopt
                                              : std::optional(m_dataTimes[doc] * second);
}

std::optional<std::int64_t> Segment::objectiveMs(std::uint32_t doc) const
{
    return m_objectives[doc] == unknownSeconds ? std::nullopt
                                               : std::optional(m_objectives[doc] * second);
}

std::uint64_t Segment::rank(std::uint32_t document) const
{
    const std::uint64_t certified = flags(document).has(Flags::certified) ? 1 : 0;
    const std::uint64_t quality =
        m_quality[document] == unknownQuality ? 0 : m_quality[document] + 1ULL;
    return certified << 63 | static_cast<std::uint64_t>(m_usage[document]) << 44 | quality << 32 |
           m_dataTimes[document];
}

Row Segment::row(std::uint32_t document) const
{
    Row row;
    for (int table = 0; table < rowTables; ++table) {
        const auto note = [&](std::uint32_t number) {
            if (number < static_cast<std::uint32_t>(m_values[table].size()))
                row.numbers[table].push_back(number);
        };
        const Rows &rows = m_rows[table];
        for (const NumberColumn &column : rows.columns) {
            const std::uint32_t number = column.at(document);
            if (number == 0)
                break;
            note(number - 1);
        }
        const auto [from, to] =
            std::equal_range(rows.moreDocs.begin(), rows.moreDocs.end(), document);
        for (auto at = from; at != to; ++at)
            note(rows.more[static_cast<std::size_t>(at - rows.moreDocs.begin())]);
    }
    return row;
}

ByteView Segment::packedText(std::uint32_t block) const
{
    const std::uint64_t from = m_textOffsets[block];
    const std::uint64_t to = m_textOffsets[block + 1];
    return from <= to && to <= m_texts.size() ? m_texts.subspan(from, to - from) : ByteView();
}

bool Segment::expectText(std::uint32_t document) const
{
    return document < m_documents && m_ahead.expect(packedText(document / textsInBlock));
}

void Segment::expectFind(std::string_view key) const
{
    const auto hash = static_cast<std::uint32_t>(hashOf(key.data(), key.size()));
    for (std::size_t at = placeOfHash(hash); at < m_keyHashes.size() && m_keyHashes[at] == hash;
         ++at)
        (void)expectText(m_keyDocs[at]);
}

/// Hashes are spread evenly, so one lies near where its size says: a page or two are read instead
/// of twenty.
std::size_t Segment::placeOfHash(std::uint32_t hash) const
{
    const std::size_t size = m_keyHashes.size();
    const auto guess = static_cast<std::size_t>((static_cast<std::uint64_t>(hash) * size) >> 32);
    std::size_t from = guess, to = guess, step = 256;
    while (from > 0 && m_keyHashes[from] >= hash) {
        from -= std::min(from, step);
        step *= 2;
    }
    for (step = 256; to < size && m_keyHashes[to] < hash; step *= 2)
        to = std::min(size, to + step);
    const auto begin = m_keyHashes.begin();
    const auto at = std::lower_bound(begin + static_cast<std::ptrdiff_t>(from),
                                     begin + static_cast<std::ptrdiff_t>(to), hash);
    return static_cast<std::size_t>(at - begin);
}

DocText Segment::text(std::uint32_t document) const
{
    // Hits of one page often lie in one block, and a row of columns asks for the same again.
    struct Unpacked {
        std::uint64_t segment = 0;
        const void *owner = nullptr;
        std::uint32_t block = 0;
        std::string bytes;
    };
    thread_local Unpacked unpacked;
    DocText text;
    const std::uint32_t block = document / textsInBlock;
    if (document >= m_documents)
        return text;
    if (unpacked.owner != this || unpacked.segment != m_id || unpacked.block != block ||
        unpacked.bytes.empty()) {
        const ByteView packed = packedText(block);
        const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
        if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ||
            size > largestTextBlock)
            return text;
        unpacked.owner = nullptr;
        unpacked.bytes.resize(size);
        const std::size_t got =
            ZSTD_decompress(unpacked.bytes.data(), size, packed.data(), packed.size());
        if (ZSTD_isError(got) || got != size)
            return text;
        unpacked.owner = this;
        unpacked.segment = m_id;
        unpacked.block = block;
    }
    ByteView bytes(reinterpret_cast<const unsigned char *>(unpacked.bytes.data()),
                   unpacked.bytes.size());
    std::uint64_t size = 0;
    for (std::uint32_t i = block * textsInBlock; i <= document; ++i) {
        if (i > block * textsInBlock)
            bytes = bytes.subspan(size);
        if (!readVarint(bytes, size) || size > bytes.size())
            return text;
    }
    RecordReader record(bytes.first(size));
    text.key = record.text();
    text.name = record.text();
    text.qualified = record.text();
    text.description = record.text();
    text.version = record.text();
    text.product = record.text();
    text.coverage = static_cast<float>(record.number()) / 1000.0F;
    for (float &quality : text.qualities)
        quality = record.value();
    for (std::uint64_t count = record.number(); count > 0 && record.left() > 0; --count)
        text.datasets.append(record.text());
    for (std::uint64_t count = record.number(); count > 0 && record.left() > 0; --count) {
        ColumnRef column;
        column.name = static_cast<std::uint32_t>(record.number());
        column.type = static_cast<std::uint32_t>(record.number());
        text.columns.push_back(column);
    }
    return text;
}

std::optional<std::uint32_t> Segment::find(std::string_view key) const
{
    const auto hash = static_cast<std::uint32_t>(hashOf(key.data(), key.size()));
    const QString wanted = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    for (std::size_t at = placeOfHash(hash); at < m_keyHashes.size() && m_keyHashes[at] == hash;
         ++at) {
        const std::uint32_t document = m_keyDocs[at];
        if (document < m_documents && text(document).key == wanted)
            return document;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> Segment::find(const QString &key) const
{
    const QByteArray bytes = key.toUtf8();
    return find(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

Postings Segment::vocabulary(int list) const
{
    return Postings(postingBytes(m_vocabulary, static_cast<std::uint32_t>(list)));
}

Postings Segment::documentsWith(TableId table, std::uint32_t number) const
{
    return Postings(postingBytes(m_tablePostings[table], number));
}

std::shared_ptr<const std::array<Bits, 4>> Segment::freshness(std::int64_t nowMs) const
{
    const std::lock_guard lock(m_freshMutex);
    if (m_fresh && m_freshMinute == nowMs / minute)
        return m_fresh;
    auto made = std::make_shared<std::array<Bits, 4>>();
    made->fill(Bits(m_documents));
    Bits scored(m_documents);
    vocabulary(ScoredList).addTo(scored);
    scored.forEach([&](std::size_t doc) {
        const auto number = static_cast<std::uint32_t>(doc);
        const auto state = scores::freshness(dataTimeMs(number), objectiveMs(number),
                                             flags(number).has(Flags::learned), nowMs)
                               .state;
        (*made)[static_cast<std::size_t>(state)].set(doc);
        return true;
    });
    m_fresh = made;
    m_freshMinute = nowMs / minute;
    return made;
}

} // namespace meshlens::search
