// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>
#include <vector>

/// Parquet's packed whole numbers. Nothing here makes more values than it is asked for.
/// Source: Apache Parquet format, Encodings.md.
namespace meshlens::samples::parquet {

/// `width` bits (0 to 64) from bit `at` on, least significant first; nothing past the end.
[[nodiscard]] std::optional<quint64> bitsAt(QByteArrayView bytes, qint64 at, int width);

/// The hybrid of runs and packed groups (RLE).
class HybridReader
{
public:
    HybridReader(QByteArrayView bytes, int width) : m_bytes(bytes), m_width(width) {}
    /// The next value; nothing when the bytes end or make no sense.
    [[nodiscard]] std::optional<quint32> next();

private:
    [[nodiscard]] bool begin();

    QByteArrayView m_bytes;
    int m_width;
    qsizetype m_at = 0;
    qint64 m_left = 0; // of the run or group
    bool m_isRun = false;
    quint32 m_value = 0;
    qint64 m_bit = 0; // of a group
};

/// Numbers as differences (DELTA_BINARY_PACKED).
struct Deltas {
    std::vector<qint64> values; // at most as many as were asked for
    qint64 count = 0;           // that are there
    qsizetype bytes = 0;        // that they take
};
[[nodiscard]] std::optional<Deltas> readDeltas(QByteArrayView bytes, qint64 most);

/// Bits that a number up to `most` takes.
[[nodiscard]] int bitWidth(quint32 most);

} // namespace meshlens::samples::parquet
