// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace meshlens::samples::parquet {

/// Reads values of Thrift's compact protocol.
///
/// After the first fault everything reads as nothing and `failed()` stays true, so that a decoder
/// need ask only once. No allocation depends on what the bytes claim.
/// Source: Apache Thrift, "Thrift compact protocol encoding".
class ThriftReader
{
public:
    enum Type : quint8 {
        True = 1,
        False,
        Byte,
        I16,
        I32,
        I64,
        Double,
        Binary,
        List,
        Set,
        Map,
        Struct
    };

    explicit ThriftReader(QByteArrayView bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] qsizetype position() const { return m_at; }
    void fail() { m_failed = true; }

    [[nodiscard]] qint64 integer(quint8 type);
    [[nodiscard]] int small(quint8 type); // an integer that must fit into 31 bits
    [[nodiscard]] bool boolean(quint8 type);
    [[nodiscard]] QByteArrayView binary(quint8 type);
    [[nodiscard]] QString text(quint8 type) { return QString::fromUtf8(binary(type)); }
    void skip(quint8 type);

    /// `take(id, type)` reads the value of a field, or returns false to have it skipped.
    template<typename Take>
    void fields(Take take)
    {
        if (++m_depth > deepest)
            fail();
        int id = 0;
        for (quint8 head = byte(); !m_failed && head != 0; head = byte()) {
            const int step = head >> 4;
            id = step != 0 ? id + step : int(zigzag());
            if (!take(id, quint8(head & 15)))
                skip(head & 15);
        }
        --m_depth;
    }
    /// Of a struct inside another.
    template<typename Take>
    void structure(quint8 type, Take take)
    {
        if (type != Struct)
            return fail();
        fields(take);
    }
    /// `each(type)` reads one item.
    template<typename Each>
    void items(quint8 type, Each each)
    {
        if (type != List && type != Set)
            return fail();
        const quint8 head = byte();
        const quint64 count = (head >> 4) == 15 ? varint() : quint64(head >> 4);
        if (count > quint64(m_bytes.size() - m_at)) // an item takes a byte at least
            return fail();
        for (quint64 i = 0; i < count && !m_failed; ++i)
            each(quint8(head & 15));
    }

private:
    static constexpr int deepest = 32;
    [[nodiscard]] quint8 byte();
    [[nodiscard]] quint64 varint();
    [[nodiscard]] qint64 zigzag();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace meshlens::samples::parquet
