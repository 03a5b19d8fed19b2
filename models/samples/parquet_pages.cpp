// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_pages.h"

#include "models/samples/parquet_bits.h"
#include "models/samples/parquet_codec.h"
#include "models/samples/parquet_thrift.h"

#include <QCoreApplication>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace meshlens::samples::parquet {
namespace {

enum PageType { DataPage = 0, IndexPage = 1, DictionaryPage = 2, DataPageV2 = 3 };
constexpr int mostPages = 50'000;
constexpr int rleLevels = 3, packedLevels = 4; // encodings

struct PageHeader {
    int type = -1;
    qint64 plainBytes = 0;
    qint64 packedBytes = 0;
    qint64 values = 0;
    int encoding = 0;
    int definitionEncoding = rleLevels;
    int repetitionEncoding = rleLevels;
    qint64 definitionBytes = 0; // of version 2
    qint64 repetitionBytes = 0;
    bool isPacked = true;
    qsizetype bytes = 0; // of the header itself
};

void readDetails(ThriftReader &reader, quint8 type, int kind, PageHeader &header)
{
    reader.structure(type, [&](int id, quint8 field) {
        if (id == 1)
            header.values = reader.small(field);
        else if (kind == DataPageV2 && id == 4)
            header.encoding = reader.small(field);
        else if (kind == DataPageV2 && id == 5)
            header.definitionBytes = reader.small(field);
        else if (kind == DataPageV2 && id == 6)
            header.repetitionBytes = reader.small(field);
        else if (kind == DataPageV2 && id == 7)
            header.isPacked = reader.boolean(field);
        else if (kind != DataPageV2 && id == 2)
            header.encoding = reader.small(field);
        else if (kind == DataPage && id == 3)
            header.definitionEncoding = reader.small(field);
        else if (kind == DataPage && id == 4)
            header.repetitionEncoding = reader.small(field);
        else
            return false;
        return true;
    });
}

std::optional<PageHeader> readHeader(QByteArrayView bytes)
{
    PageHeader header;
    ThriftReader reader(bytes);
    reader.fields([&](int id, quint8 type) {
        switch (id) {
        case 1:
            header.type = reader.small(type);
            return true;
        case 2:
            header.plainBytes = reader.small(type);
            return true;
        case 3:
            header.packedBytes = reader.small(type);
            return true;
        case 5:
            readDetails(reader, type, DataPage, header);
            return true;
        case 7:
            readDetails(reader, type, DictionaryPage, header);
            return true;
        case 8:
            readDetails(reader, type, DataPageV2, header);
            return true;
        default:
            return false;
        }
    });
    const bool isSound = header.plainBytes >= 0 && header.packedBytes >= 0 && header.values >= 0 &&
                         header.definitionBytes >= 0 && header.repetitionBytes >= 0 &&
                         header.definitionBytes + header.repetitionBytes <=
                             std::min(header.plainBytes, header.packedBytes);
    if (reader.failed() || !isSound)
        return {};
    header.bytes = reader.position();
    return header;
}

/// The levels of a page, one after the other.
class Levels
{
public:
    Levels(QByteArrayView bytes, int most, bool isPacked)
        : m_bytes(bytes), m_most(most), m_width(bitWidth(quint32(most))), m_isPacked(isPacked),
          m_runs(bytes, m_width)
    {}
    /// Nothing when the bytes end, or for a level that there cannot be.
    std::optional<quint16> next()
    {
        if (m_most == 0)
            return quint16(0);
        const auto level = m_isPacked ? packed() : m_runs.next();
        return level && *level <= quint32(m_most) ? std::optional(quint16(*level)) : std::nullopt;
    }

private:
    /// The deprecated way: from the most significant bit on.
    std::optional<quint32> packed()
    {
        quint32 value = 0;
        for (int i = 0; i < m_width; ++i, ++m_bit) {
            if (m_bit / 8 >= m_bytes.size())
                return {};
            value = value << 1 | ((quint8(m_bytes[m_bit / 8]) >> (7 - m_bit % 8)) & 1u);
        }
        return value;
    }

    QByteArrayView m_bytes;
    int m_most;
    int m_width;
    bool m_isPacked;
    HybridReader m_runs;
    qint64 m_bit = 0;
};

class LeafReader
{
public:
    LeafReader(Source &source, const Chunk &chunk, const Leaf &leaf, qint64 rows,
               const ParquetLimits &limits)
        : m_source(source), m_chunk(chunk), m_leaf(leaf), m_wanted(rows),
          m_limits(limits), m_budget{limits.values, limits.valueBytes}, m_entriesLeft(limits.values)
    {}

    Result<LeafRows> run()
    {
        if (m_chunk.isEncrypted)
            return notKnown(QCoreApplication::translate("Samples", "encryption"));
        if (m_chunk.isElsewhere)
            return notKnown(QCoreApplication::translate("Samples", "a second file"));
        if (m_chunk.begin > m_source.size() || m_chunk.bytes > m_source.size() - m_chunk.begin)
            return damaged("place of a column");
        const qint64 end = m_chunk.begin + m_chunk.bytes;
        m_entriesStored = m_chunk.values;
        int pages = 0;
        for (qint64 at = m_chunk.begin; at < end && !isDone() && m_entriesStored > 0;) {
            if (++pages > mostPages)
                return damaged("pages without rows");
            const auto next = page(at, end);
            if (!next && next.error().kind == Error::Kind::TooLarge)
                return asFarAsItGoes();
            if (!next)
                return next.error();
            at = *next;
        }
        if (isNested() && m_started > m_wanted)
            dropEntriesFrom(m_lastRow); // the row after the last
        m_rows.rows = std::min(m_started, m_wanted);
        return std::move(m_rows);
    }

private:
    [[nodiscard]] bool isNested() const { return m_leaf.repetitions > 0; }
    /// A row in a list ends where the next begins.
    [[nodiscard]] bool isDone() const
    {
        return isNested() ? m_started > m_wanted : m_started >= m_wanted;
    }

    Result<PageHeader> header(qint64 at, qint64 end)
    {
        // How long a header is, is known only when it has been read; its statistics may be long.
        for (const qint64 most : {qint64(2048), qint64(64 * 1024), qint64(2 << 20)}) {
            const qint64 size = std::min(most, end - at);
            const auto bytes = m_source.bytes(at, size);
            if (!bytes)
                return bytes.error();
            if (const auto header = readHeader(*bytes))
                return *header;
            if (size < most)
                break;
        }
        return damaged("page header");
    }

    /// Reads a page; returns where the next one begins.
    Result<qint64> page(qint64 at, qint64 end)
    {
        const auto said = header(at, end);
        if (!said)
            return said.error();
        const qint64 begin = at + said->bytes;
        if (said->packedBytes > end - begin)
            return damaged("page size");
        const qint64 next = begin + said->packedBytes;
        if (said->type != DataPage && said->type != DataPageV2 && said->type != DictionaryPage)
            return next;
        if (said->plainBytes > m_limits.pageBytes || said->packedBytes > m_limits.pageBytes)
            return tooMuch();
        const auto packed = m_source.bytes(begin, said->packedBytes);
        if (!packed)
            return packed.error();
        const auto taken = said->type == DictionaryPage ? dictionary(*said, *packed)
                           : said->type == DataPage     ? firstKind(*said, *packed)
                                                        : secondKind(*said, *packed);
        if (!taken)
            return taken.error();
        return next;
    }

    Result<void> dictionary(const PageHeader &header, const QByteArray &packed)
    {
        const auto plain = unpacked(m_chunk.codec, packed, header.plainBytes);
        if (!plain)
            return plain.error();
        ValueBudget budget{m_limits.values, m_limits.valueBytes};
        m_dictionary.clear();
        return takeValues({*plain, 0}, m_leaf.physical, m_leaf.width, header.values, {}, budget,
                          m_dictionary);
    }

    Result<void> firstKind(const PageHeader &header, const QByteArray &packed)
    {
        const auto plain = unpacked(m_chunk.codec, packed, header.plainBytes);
        if (!plain)
            return plain.error();
        QByteArrayView rest = *plain;
        const auto section = [&](int most, int encoding) -> Result<Levels> {
            if (most == 0)
                return Levels({}, 0, false);
            qint64 size = 0;
            if (encoding == packedLevels) {
                size = (header.values * bitWidth(quint32(most)) + 7) / 8;
            } else if (encoding == rleLevels && rest.size() >= 4) {
                size = qFromLittleEndian<quint32>(rest.data());
                rest = rest.sliced(4);
            } else {
                return damaged("levels");
            }
            if (size > rest.size())
                return damaged("levels");
            const QByteArrayView bytes = rest.first(size);
            rest = rest.sliced(size);
            return Levels(bytes, most, encoding == packedLevels);
        };
        auto repetitions = section(m_leaf.repetitions, header.repetitionEncoding);
        if (!repetitions)
            return std::move(repetitions).error();
        auto definitions = section(m_leaf.definitions, header.definitionEncoding);
        if (!definitions)
            return std::move(definitions).error();
        return take(header, *repetitions, *definitions, rest);
    }

    Result<void> secondKind(const PageHeader &header, const QByteArray &packed)
    {
        const QByteArrayView all = packed;
        const qint64 levels = header.repetitionBytes + header.definitionBytes;
        Levels repetitions(all.first(header.repetitionBytes), m_leaf.repetitions, false);
        Levels definitions(all.sliced(header.repetitionBytes, header.definitionBytes),
                           m_leaf.definitions, false);
        const auto plain = unpacked(header.isPacked ? m_chunk.codec : 0, all.sliced(levels),
                                    header.plainBytes - levels);
        if (!plain)
            return plain.error();
        return take(header, repetitions, definitions, *plain);
    }

    Result<void> take(const PageHeader &header, Levels &repetitions, Levels &definitions,
                      QByteArrayView values)
    {
        qint64 there = 0;
        Result<void> levels;
        m_entriesStored -= header.values;
        for (qint64 i = 0; i < header.values && !isDone(); ++i) {
            if (--m_entriesLeft < 0) {
                levels = tooMuch();
                break;
            }
            const auto repetition = repetitions.next();
            const auto definition = definitions.next();
            if (!repetition || !definition)
                return damaged("levels");
            if (*repetition == 0) {
                m_lastRow = m_rows.definitions.size();
                ++m_started;
            } else if (m_started == 0) {
                return damaged("first row");
            }
            if (isNested())
                m_rows.repetitions.push_back(*repetition);
            m_rows.definitions.push_back(*definition);
            there += *definition == m_leaf.definitions;
        }
        const auto taken = takeValues({values, header.encoding}, m_leaf.physical, m_leaf.width,
                                      there, m_dictionary, m_budget, m_rows.values);
        return taken ? levels : taken;
    }

    /// After a limit: the rows that are whole.
    Result<LeafRows> asFarAsItGoes()
    {
        std::size_t values = 0, at = 0;
        m_started = 0;
        for (; at < m_rows.definitions.size(); ++at) {
            values += m_rows.definitions[at] == m_leaf.definitions;
            if (values > m_rows.values.size())
                break;
            if (!isNested() || m_rows.repetitions[at] == 0) {
                m_lastRow = at;
                ++m_started;
            }
        }
        if (isNested() && m_started > 0) { // nobody knows whether the last one is whole
            at = m_lastRow;
            --m_started;
        }
        dropEntriesFrom(at);
        m_rows.rows = std::min(m_started, m_wanted);
        if (m_rows.rows == 0)
            return tooMuch();
        return std::move(m_rows);
    }

    void dropEntriesFrom(std::size_t entry)
    {
        m_rows.definitions.resize(entry);
        if (isNested())
            m_rows.repetitions.resize(entry);
        m_started = std::min(m_started, m_wanted);
    }

    Source &m_source;
    const Chunk &m_chunk;
    const Leaf &m_leaf;
    const qint64 m_wanted;
    const ParquetLimits &m_limits;
    ValueBudget m_budget;
    qint64 m_entriesLeft;
    qint64 m_entriesStored = 0;
    Raws m_dictionary;
    LeafRows m_rows;
    qint64 m_started = 0;      // rows
    std::size_t m_lastRow = 0; // where it begins
};

} // namespace

Result<LeafRows> readLeaf(Source &source, const Chunk &chunk, const Leaf &leaf, qint64 rows,
                          const ParquetLimits &limits)
{
    return LeafReader(source, chunk, leaf, rows, limits).run();
}

} // namespace meshlens::samples::parquet
