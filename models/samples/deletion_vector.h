// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QByteArray>

#include <vector>

namespace meshlens::samples {

/// Bytes around a deletion vector in a file: its size before, its checksum behind.
constexpr qint64 deletionVectorFrame = 8;

/// The positions of the rows that a Delta table's deletion vector takes out of a file, ascending;
/// those from `below` on are left out. `framed` is what the file holds: size, bitmaps, checksum.
/// Errors: Decode. Thread: any.
/// Source: Delta protocol, "Deletion vector format"; Roaring bitmap format specification.
[[nodiscard]] Result<std::vector<qint64>> readDeletionVector(QByteArrayView framed, qint64 below);

/// The same, as it stands in the table's log: in Z85 (ZeroMQ RFC 32), without a frame.
[[nodiscard]] Result<std::vector<qint64>> readInlineDeletionVector(QByteArrayView z85,
                                                                   qint64 below);

} // namespace meshlens::samples
