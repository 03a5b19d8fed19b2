// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_thrift.h"

namespace meshlens::samples::parquet {

quint8 ThriftReader::byte()
{
    if (m_failed || m_at >= m_bytes.size()) {
        m_failed = true;
        return 0;
    }
    return quint8(m_bytes[m_at++]);
}

quint64 ThriftReader::varint()
{
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const quint8 next = byte();
        value |= quint64(next & 0x7f) << shift;
        if (next < 0x80)
            return value;
    }
    fail();
    return 0;
}

qint64 ThriftReader::zigzag()
{
    const quint64 value = varint();
    return qint64(value >> 1) ^ -qint64(value & 1);
}

qint64 ThriftReader::integer(quint8 type)
{
    if (type == Byte)
        return qint8(byte());
    if (type == I16 || type == I32 || type == I64)
        return zigzag();
    fail();
    return 0;
}

int ThriftReader::small(quint8 type)
{
    const qint64 value = integer(type);
    if (value == qint64(int(value)))
        return int(value);
    fail();
    return 0;
}

bool ThriftReader::boolean(quint8 type)
{
    if (type != True && type != False)
        fail();
    return !m_failed && type == True;
}

QByteArrayView ThriftReader::binary(quint8 type)
{
    const quint64 size = type == Binary ? varint() : 0;
    if (type != Binary || m_failed || size > quint64(m_bytes.size() - m_at)) {
        fail();
        return {};
    }
    const QByteArrayView found = m_bytes.sliced(m_at, qsizetype(size));
    m_at += qsizetype(size);
    return found;
}

void ThriftReader::skip(quint8 type)
{
    if (++m_depth > deepest)
        fail();
    switch (type) {
    case True:
    case False:
        break; // the type is the value
    case Byte:
        static_cast<void>(byte());
        break;
    case I16:
    case I32:
    case I64:
        static_cast<void>(varint());
        break;
    case Double:
        for (int i = 0; i < 8; ++i)
            static_cast<void>(byte());
        break;
    case Binary:
        static_cast<void>(binary(type));
        break;
    case List:
    case Set:
        // In a list a truth takes a byte.
        items(type, [this](quint8 item) { skip(item <= False ? quint8(Byte) : item); });
        break;
    case Map: {
        const quint64 count = varint();
        if (count > quint64(m_bytes.size() - m_at))
            fail();
        const quint8 kinds = count != 0 ? byte() : 0;
        for (quint64 i = 0; i < count && !m_failed; ++i) {
            for (const int kind : {kinds >> 4, kinds & 15})
                skip(kind <= False ? quint8(Byte) : quint8(kind));
        }
        break;
    }
    case Struct:
        fields([](int, quint8) { return false; });
        break;
    default:
        fail();
    }
    --m_depth;
}

} // namespace meshlens::samples::parquet
