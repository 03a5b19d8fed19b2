// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/result.h"

#include <functional>
#include <vector>

namespace meshlens::samples {

/// The bytes [offset, offset + size) of a file, all of them; blocks.
using ByteRanges = std::function<Result<QByteArray>(qint64 offset, qint64 size)>;

/// How much one reading may cost, whatever a file says of itself.
struct ParquetLimits {
    qint64 fetchBytes = 64 << 20;
    qint64 footerBytes = 16 << 20;
    qint64 pageBytes = 32 << 20;  // of one page, packed or not
    qint64 valueBytes = 64 << 20; // of the texts in one column
    qint64 values = 1'000'000;    // of one column; each item of a list counts
    qint64 allValues = 8'000'000; // of all columns together
    qint64 allValueBytes = 256 << 20;
    int columns = 4000;
    int depth = 24;
    int cellCharacters = 8192; // a longer text is cut
};

/// Reads the first rows of a Parquet file.
///
/// Fetches the footer and then only the pages that hold those rows, in pieces of at least 256 KB (a
/// small file at once). A nested column (list, map, struct) is one column of JSON text. Times are
/// ISO 8601 texts, with `Z` where they are UTC; a decimal is a number where that is exact, else
/// text; bytes that are no text read `0x...`. Where a limit ends the reading early there are
/// fewer rows. `leftOut`: positions of rows that are no longer valid, ascending.
///
/// Knows all encodings of format version 2.11 and the codecs none, Snappy, gzip, zstd, LZ4 and
/// LZ4_RAW. Errors: those of `read`; Decode with what is wrong; TooLarge; Usage for what is sound
/// but not known here (encryption, LZO, Brotli).
/// Thread: any. Source: Apache Parquet format, parquet.thrift and the pages beside it.
[[nodiscard]] Result<mesh::Sample> readParquet(qint64 fileBytes, const ByteRanges &read, int rows,
                                               const std::vector<qint64> &leftOut = {},
                                               const ParquetLimits &limits = {});

} // namespace meshlens::samples
