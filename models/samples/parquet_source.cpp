// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_source.h"

#include "models/samples/parquet_footer.h"

#include <algorithm>

namespace meshlens::samples::parquet {
void Source::setColumns(std::size_t columns)
{
    m_least = std::clamp<qint64>(m_left / qint64(2 * columns + 1), 8 * 1024, m_least);
}

Result<QByteArray> Source::bytes(qint64 offset, qint64 size)
{
    if (offset < 0 || size < 0 || offset > m_size || size > m_size - offset)
        return damaged("place in the file");
    for (const Piece &piece : m_pieces) {
        if (offset >= piece.offset && offset + size <= piece.offset + piece.bytes.size())
            return piece.bytes.mid(offset - piece.offset, size);
    }
    // Towards the end of the file what lies before is wanted next: the footer's own bytes.
    const qint64 wanted = std::min(std::max(size, m_least), m_size);
    const qint64 begin = std::min(offset, m_size - wanted);
    if (wanted > m_left)
        return tooMuch();
    m_left -= wanted;
    auto fetched = m_read(begin, wanted);
    if (!fetched)
        return std::move(fetched).error();
    if (fetched->size() != wanted)
        return damaged("size of the file");
    m_pieces.push_back({begin, *std::move(fetched)});
    return m_pieces.back().bytes.mid(offset - begin, size);
}

} // namespace meshlens::samples::parquet
