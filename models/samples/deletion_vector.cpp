// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/deletion_vector.h"

#include <QCoreApplication>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace meshlens::samples {
namespace {

constexpr quint32 portableMagic = 1'681'511'377;
constexpr quint32 withRuns = 12347, withoutRuns = 12346;
constexpr quint32 mostInAnArray = 4096;
constexpr qsizetype bitmapBytes = 8192;

Error damaged()
{
    return {Error::Kind::Decode,
            QCoreApplication::translate("Samples", "The list of deleted rows is damaged."),
            {}};
}

/// Reads bitmaps; after the first fault everything reads as 0.
class BitmapReader
{
public:
    BitmapReader(QByteArrayView bytes, qint64 below) : m_bytes(bytes), m_below(below) {}

    Result<std::vector<qint64>> run()
    {
        if (number<quint32>() != portableMagic)
            return damaged();
        const quint64 bitmaps = number<quint64>();
        for (quint64 i = 0; i < bitmaps && !m_failed; ++i) {
            const qint64 high = number<quint32>();
            bitmap(high << 32);
        }
        if (m_failed)
            return damaged();
        std::sort(m_found.begin(), m_found.end());
        m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
        return std::move(m_found);
    }

private:
    template<typename T>
    T number()
    {
        if (m_bytes.size() < qsizetype(sizeof(T))) {
            m_failed = true;
            return 0;
        }
        const T value = qFromLittleEndian<T>(m_bytes.data());
        m_bytes = m_bytes.sliced(sizeof(T));
        return value;
    }
    QByteArrayView take(qsizetype size)
    {
        if (m_bytes.size() < size) {
            m_failed = true;
            return {};
        }
        const QByteArrayView taken = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return taken;
    }

    void bitmap(qint64 base)
    {
        const quint32 cookie = number<quint32>();
        const bool hasRuns = (cookie & 0xffff) == withRuns;
        if (!hasRuns && cookie != withoutRuns)
            m_failed = true;
        const quint32 count = hasRuns ? (cookie >> 16) + 1 : number<quint32>();
        if (count > 65536)
            m_failed = true;
        const QByteArrayView runs = hasRuns ? take(qsizetype(count + 7) / 8) : QByteArrayView();
        const QByteArrayView heads = m_failed ? QByteArrayView() : take(qsizetype(count) * 4);
        if (!hasRuns || count >= 4)
            static_cast<void>(take(m_failed ? 0 : qsizetype(count) * 4)); // where each begins
        for (quint32 i = 0; i < count && !m_failed; ++i) {
            const char *head = heads.data() + qsizetype(i) * 4;
            const qint64 at = base + (qint64(qFromLittleEndian<quint16>(head)) << 16);
            const quint32 size = quint32(qFromLittleEndian<quint16>(head + 2)) + 1;
            if (hasRuns && ((quint8(runs[qsizetype(i / 8)]) >> (i % 8)) & 1))
                runContainer(at);
            else if (size <= mostInAnArray)
                arrayContainer(at, size);
            else
                bitmapContainer(at);
        }
    }

    void runContainer(qint64 at)
    {
        const quint16 runs = number<quint16>();
        for (quint16 i = 0; i < runs && !m_failed; ++i) {
            const qint64 begin = number<quint16>();
            const qint64 length = number<quint16>();
            if (at + begin >= m_below)
                continue;
            for (qint64 value = begin; value <= begin + length && value < 65536; ++value)
                add(at + value);
        }
    }
    void arrayContainer(qint64 at, quint32 size)
    {
        for (quint32 i = 0; i < size && !m_failed; ++i)
            add(at + number<quint16>());
    }
    void bitmapContainer(qint64 at)
    {
        const QByteArrayView bits = take(bitmapBytes);
        for (qint64 value = 0; value < qint64(bits.size()) * 8; ++value) {
            if ((quint8(bits[qsizetype(value >> 3)]) >> (value & 7)) & 1)
                add(at + value);
        }
    }
    void add(qint64 position)
    {
        if (position >= m_below)
            return;
        // A sound vector says each position once.
        if (qint64(m_found.size()) >= m_below)
            m_failed = true;
        else
            m_found.push_back(position);
    }

    QByteArrayView m_bytes;
    const qint64 m_below;
    std::vector<qint64> m_found;
    bool m_failed = false;
};

int z85Digit(char c)
{
    constexpr std::string_view digits =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
        "XYZ.-:+=^!/*?&<>()[]{}@%$#";
    const std::size_t found = digits.find(c);
    return found == std::string_view::npos ? -1 : int(found);
}

} // namespace

Result<std::vector<qint64>> readDeletionVector(QByteArrayView framed, qint64 below)
{
    if (framed.size() < deletionVectorFrame)
        return damaged();
    const quint32 size = qFromBigEndian<quint32>(framed.data());
    if (qint64(size) != framed.size() - deletionVectorFrame)
        return damaged();
    const QByteArrayView bytes = framed.sliced(4, size);
    const uLong sum = crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(size));
    if (sum != qFromBigEndian<quint32>(framed.data() + 4 + size))
        return damaged();
    return BitmapReader(bytes, below).run();
}

Result<std::vector<qint64>> readInlineDeletionVector(QByteArrayView z85, qint64 below)
{
    if (z85.size() % 5 != 0)
        return damaged();
    QByteArray bytes;
    for (qsizetype at = 0; at < z85.size(); at += 5) {
        quint64 value = 0;
        for (const char c : z85.sliced(at, 5)) {
            const int digit = z85Digit(c);
            if (digit < 0)
                return damaged();
            value = value * 85 + quint64(digit);
        }
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += char(value >> shift);
    }
    return BitmapReader(bytes, below).run();
}

} // namespace meshlens::samples
