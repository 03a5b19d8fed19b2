// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_values.h"

#include "models/samples/parquet_bits.h"

#include <QtEndian>

#include <cstring>

namespace meshlens::samples::parquet {
namespace {

enum Encoding {
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
};

int fixedWidth(Physical physical, int width)
{
    switch (physical) {
    case Physical::Int32:
    case Physical::Float:
        return 4;
    case Physical::Int64:
    case Physical::Double:
        return 8;
    case Physical::Int96:
        return 12;
    case Physical::FixedByteArray:
        return width;
    default:
        return 0;
    }
}

Raw fixedValue(Physical physical, QByteArrayView bytes)
{
    switch (physical) {
    case Physical::Int32:
        return qint64(qFromLittleEndian<qint32>(bytes.data()));
    case Physical::Int64:
        return qFromLittleEndian<qint64>(bytes.data());
    case Physical::Float:
        return qFromLittleEndian<float>(bytes.data());
    case Physical::Double:
        return qFromLittleEndian<double>(bytes.data());
    default:
        return bytes.toByteArray();
    }
}

/// Takes values of one column, and looks after what they cost.
class Taker
{
public:
    Taker(const ValueSection &section, Physical physical, int width, qint64 count,
          ValueBudget &budget, Raws &out)
        : m_bytes(section.bytes), m_physical(physical), m_width(width), m_count(count),
          m_budget(budget), m_out(out)
    {}

    Result<void> plain()
    {
        if (m_physical == Physical::Boolean)
            return booleans();
        if (m_physical == Physical::ByteArray)
            return texts();
        const int width = fixedWidth(m_physical, m_width);
        for (qint64 i = 0; i < m_count; ++i) {
            if (m_bytes.size() < width)
                return damaged("plain values");
            if (!put(fixedValue(m_physical, m_bytes.first(width)), width))
                return tooMuch();
            m_bytes = m_bytes.sliced(width);
        }
        return {};
    }

    /// Truths as runs, behind the size they take.
    Result<void> runs()
    {
        if (m_physical != Physical::Boolean || m_bytes.size() < 4)
            return damaged("runs");
        HybridReader reader(m_bytes.sliced(4), 1);
        for (qint64 i = 0; i < m_count; ++i) {
            const auto value = reader.next();
            if (!value)
                return damaged("runs");
            if (!put(*value != 0, 1))
                return tooMuch();
        }
        return {};
    }

    Result<void> dictionary(const Raws &entries)
    {
        if (m_count == 0)
            return {};
        if (m_bytes.isEmpty())
            return damaged("indices");
        HybridReader reader(m_bytes.sliced(1), quint8(m_bytes[0]));
        for (qint64 i = 0; i < m_count; ++i) {
            const auto index = reader.next();
            if (!index || *index >= entries.size())
                return damaged("indices");
            if (!put(entries[*index], 1)) // the bytes are shared
                return tooMuch();
        }
        return {};
    }

    Result<void> deltas()
    {
        if (m_physical != Physical::Int32 && m_physical != Physical::Int64)
            return damaged("delta type");
        const auto read = readDeltas(m_bytes, m_count);
        if (!read || qint64(read->values.size()) < m_count)
            return damaged("deltas");
        for (const qint64 value : read->values) {
            const qint64 whole = m_physical == Physical::Int32 ? qint64(qint32(value)) : value;
            if (!put(whole, 8))
                return tooMuch();
        }
        return {};
    }

    Result<void> deltaLengths()
    {
        if (m_physical != Physical::ByteArray)
            return damaged("delta type");
        const auto lengths = readDeltas(m_bytes, m_count);
        if (!lengths || qint64(lengths->values.size()) < m_count)
            return damaged("lengths");
        m_bytes = m_bytes.sliced(lengths->bytes);
        for (const qint64 length : lengths->values) {
            if (length < 0 || length > m_bytes.size())
                return damaged("lengths");
            if (!put(m_bytes.first(length).toByteArray(), length))
                return tooMuch();
            m_bytes = m_bytes.sliced(length);
        }
        return {};
    }

    /// What begins as the value before, and ends differently.
    Result<void> deltaTexts()
    {
        if (m_physical != Physical::ByteArray && m_physical != Physical::FixedByteArray)
            return damaged("delta type");
        const auto prefixes = readDeltas(m_bytes, m_count);
        if (!prefixes || qint64(prefixes->values.size()) < m_count)
            return damaged("prefixes");
        m_bytes = m_bytes.sliced(prefixes->bytes);
        const auto lengths = readDeltas(m_bytes, m_count);
        if (!lengths || qint64(lengths->values.size()) < m_count)
            return damaged("suffixes");
        m_bytes = m_bytes.sliced(lengths->bytes);
        QByteArray value;
        for (qint64 i = 0; i < m_count; ++i) {
            const qint64 prefix = prefixes->values[std::size_t(i)];
            const qint64 length = lengths->values[std::size_t(i)];
            if (prefix < 0 || prefix > value.size() || length < 0 || length > m_bytes.size())
                return damaged("prefixes");
            if (prefix + length > m_budget.bytes)
                return tooMuch();
            value = value.first(prefix) + m_bytes.first(length).toByteArray();
            m_bytes = m_bytes.sliced(length);
            if (m_physical == Physical::FixedByteArray && value.size() != m_width)
                return damaged("width");
            if (!put(value, value.size()))
                return tooMuch();
        }
        return {};
    }

    /// The first bytes of all values, then all second ones, and so on.
    Result<void> streams()
    {
        const int width = fixedWidth(m_physical, m_width);
        if (width == 0 || m_physical == Physical::Int96)
            return damaged("stream type");
        const qsizetype stored = m_bytes.size() / width;
        if (m_count > stored)
            return damaged("streams");
        QByteArray value(width, Qt::Uninitialized);
        for (qint64 i = 0; i < m_count; ++i) {
            for (int part = 0; part < width; ++part)
                value[part] = m_bytes[part * stored + i];
            if (!put(fixedValue(m_physical, value), width))
                return tooMuch();
        }
        return {};
    }

private:
    bool put(Raw value, qint64 bytes)
    {
        if (--m_budget.values < 0 || (m_budget.bytes -= bytes) < 0)
            return false;
        m_out.push_back(std::move(value));
        return true;
    }

    Result<void> booleans()
    {
        for (qint64 i = 0; i < m_count; ++i) {
            const auto bit = bitsAt(m_bytes, i, 1);
            if (!bit)
                return damaged("booleans");
            if (!put(*bit != 0, 1))
                return tooMuch();
        }
        return {};
    }

    Result<void> texts()
    {
        for (qint64 i = 0; i < m_count; ++i) {
            if (m_bytes.size() < 4)
                return damaged("texts");
            const quint32 size = qFromLittleEndian<quint32>(m_bytes.data());
            m_bytes = m_bytes.sliced(4);
            if (size > quint64(m_bytes.size()))
                return damaged("texts");
            if (!put(m_bytes.first(size).toByteArray(), size))
                return tooMuch();
            m_bytes = m_bytes.sliced(size);
        }
        return {};
    }

    QByteArrayView m_bytes;
    const Physical m_physical;
    const int m_width;
    const qint64 m_count;
    ValueBudget &m_budget;
    Raws &m_out;
};

} // namespace

Result<void> takeValues(const ValueSection &section, Physical physical, int width, qint64 count,
                        const Raws &dictionary, ValueBudget &budget, Raws &out)
{
    Taker taker(section, physical, width, count, budget, out);
    switch (section.encoding) {
    case Plain:
        return taker.plain();
    case PlainDictionary:
    case RleDictionary:
        return taker.dictionary(dictionary);
    case Rle:
        return taker.runs();
    case DeltaBinaryPacked:
        return taker.deltas();
    case DeltaLengthByteArray:
        return taker.deltaLengths();
    case DeltaByteArray:
        return taker.deltaTexts();
    case ByteStreamSplit:
        return taker.streams();
    default: // BIT_PACKED is for levels only
        return notKnown(QString::number(section.encoding));
    }
}

} // namespace meshlens::samples::parquet
