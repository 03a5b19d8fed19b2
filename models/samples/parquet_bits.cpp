// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_bits.h"

#include <algorithm>
#include <bit>

namespace meshlens::samples::parquet {
namespace {

std::optional<quint64> varint(QByteArrayView bytes, qsizetype &at)
{
    quint64 value = 0;
    for (int shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
        const quint8 next = quint8(bytes[at++]);
        value |= quint64(next & 0x7f) << shift;
        if (next < 0x80)
            return value;
    }
    return {};
}

qint64 unzigzag(quint64 value)
{
    return qint64(value >> 1) ^ -qint64(value & 1);
}

} // namespace

std::optional<quint64> bitsAt(QByteArrayView bytes, qint64 at, int width)
{
    if (width < 0 || width > 64 || at < 0 || at > qint64(bytes.size()) * 8 - width)
        return {};
    quint64 value = 0;
    for (int have = 0; have < width;) {
        const int offset = int((at + have) & 7);
        const int take = std::min(8 - offset, width - have);
        const quint64 part =
            (quint8(bytes[qsizetype((at + have) >> 3)]) >> offset) & ((1u << take) - 1);
        value |= part << have;
        have += take;
    }
    return value;
}

int bitWidth(quint32 most)
{
    return int(std::bit_width(most));
}

bool HybridReader::begin()
{
    const auto head = varint(m_bytes, m_at);
    if (!head || m_width > 32 || (*head >> 1) > quint64(1) << 40)
        return false;
    m_isRun = (*head & 1) == 0;
    if (m_isRun) {
        m_left = qint64(*head >> 1);
        const auto value = bitsAt(m_bytes, qint64(m_at) * 8, ((m_width + 7) / 8) * 8);
        if (!value)
            return false;
        m_value = quint32(*value);
        m_at += (m_width + 7) / 8;
    } else {
        m_left = qint64(*head >> 1) * 8;
        m_bit = qint64(m_at) * 8;
        // The last group may be cut off where its values end.
        m_at = qsizetype(std::min<qint64>(m_at + m_left / 8 * m_width, m_bytes.size()));
    }
    return true;
}

std::optional<quint32> HybridReader::next()
{
    while (m_left == 0) {
        if (!begin())
            return {};
    }
    --m_left;
    if (m_isRun)
        return m_value;
    const auto value = bitsAt(m_bytes, m_bit, m_width);
    m_bit += m_width;
    return value ? std::optional(quint32(*value)) : std::nullopt;
}

std::optional<Deltas> readDeltas(QByteArrayView bytes, qint64 most)
{
    Deltas all;
    qsizetype at = 0;
    const auto block = varint(bytes, at);
    const auto parts = varint(bytes, at);
    const auto count = varint(bytes, at);
    const auto first = varint(bytes, at);
    if (!block || !parts || !count || !first || *parts == 0 || *parts > 1024 || *block > 1 << 20 ||
        *block % (*parts * 8) != 0 || *block == 0 || *count > quint64(1) << 40)
        return {};
    const qint64 perPart = qint64(*block / *parts);
    all.count = qint64(*count);
    if (all.count > 0 && most > 0)
        all.values.push_back(unzigzag(*first));
    quint64 value = quint64(unzigzag(*first)); // differences wrap around
    for (qint64 done = 1; done < all.count;) {
        const auto least = varint(bytes, at);
        if (!least || bytes.size() - at < qsizetype(*parts))
            return {};
        const QByteArrayView widths = bytes.sliced(at, qsizetype(*parts));
        at += qsizetype(*parts);
        for (const char widthByte : widths) {
            if (done >= all.count)
                break; // parts without values are not written
            const int width = quint8(widthByte);
            const qint64 here = std::min(perPart, all.count - done);
            const qint64 begin = qint64(at) * 8;
            for (qint64 i = 0; i < here && qint64(all.values.size()) < most; ++i) {
                const auto packed = bitsAt(bytes, begin + i * width, width);
                if (!packed)
                    return {};
                value += quint64(unzigzag(*least)) + *packed;
                all.values.push_back(qint64(value));
            }
            done += here;
            at = qsizetype(std::min<qint64>(at + perPart / 8 * width, bytes.size()));
        }
    }
    all.bytes = at;
    return all;
}

} // namespace meshlens::samples::parquet
