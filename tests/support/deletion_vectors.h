// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/parquet_writer.h"

namespace meshlens::test {

/// A Delta deletion vector of a few positions below 65536, without its frame.
inline QByteArray deletedRows(const QList<quint16> &positions)
{
    QByteArray bytes = little(quint32(1'681'511'377)) + little(quint64(1)) + little(quint32(0));
    bytes += little(quint32(12346)) + little(quint32(1)) + little(quint16(0)) +
             little(quint16(positions.size() - 1)) + little(quint32(16));
    for (const quint16 position : positions)
        bytes += little(position);
    return bytes;
}

/// As in a file: size, bytes, CRC-32.
inline QByteArray framedVector(const QByteArray &bytes)
{
    quint32 sum = ~0u;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int i = 0; i < 8; ++i)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
    const quint32 head = qToBigEndian(quint32(bytes.size())), tail = qToBigEndian(~sum);
    return QByteArray(reinterpret_cast<const char *>(&head), 4) + bytes +
           QByteArray(reinterpret_cast<const char *>(&tail), 4);
}

inline QByteArray z85(QByteArray bytes)
{
    const QByteArray digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              ".-:+=^!/*?&<>()[]{}@%$#";
    while (bytes.size() % 4 != 0)
        bytes += '\0';
    QByteArray text;
    for (qsizetype at = 0; at < bytes.size(); at += 4) {
        quint32 value = qFromBigEndian<quint32>(bytes.data() + at);
        QByteArray part(5, ' ');
        for (int i = 4; i >= 0; --i, value /= 85)
            part[i] = digits[int(value % 85)];
        text += part;
    }
    return text;
}

} // namespace meshlens::test
