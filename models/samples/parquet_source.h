// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet.h"

namespace meshlens::samples::parquet {

/// A file that is fetched in pieces, each once.
class Source
{
public:
    Source(qint64 fileBytes, const ByteRanges &read, qint64 mostBytes)
        : m_size(fileBytes), m_read(read), m_left(mostBytes)
    {}
    [[nodiscard]] qint64 size() const { return m_size; }
    /// With many columns each gets a smaller piece, so that all come to fit.
    void setColumns(std::size_t columns);
    /// Errors: those of the reading; Decode outside the file; TooLarge past the budget.
    [[nodiscard]] Result<QByteArray> bytes(qint64 offset, qint64 size);

private:
    struct Piece {
        qint64 offset = 0;
        QByteArray bytes;
    };
    const qint64 m_size;
    const ByteRanges &m_read;
    qint64 m_left;
    qint64 m_least = 256 * 1024; // small columns lie side by side: one call for several of them
    std::vector<Piece> m_pieces;
};

} // namespace meshlens::samples::parquet
