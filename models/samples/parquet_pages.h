// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet_source.h"
#include "models/samples/parquet_values.h"

namespace meshlens::samples::parquet {

/// A column that is stored: the end of a branch of the schema.
struct Leaf {
    Physical physical = Physical::Boolean;
    int width = 0;
    Logical logical;
    int definitions = 0; // the level at which there is a value
    int repetitions = 0; // lists above it
};

/// The first rows of a leaf: one entry a value or a gap, in order. A row begins at repetition 0.
struct LeafRows {
    std::vector<quint16> repetitions; // empty where the leaf has no lists above it
    std::vector<quint16> definitions;
    Raws values; // of the entries whose definition is the leaf's
    qint64 rows = 0;
};

/// Reads up to `rows` rows; fewer where a limit ends it or the chunk holds no more.
/// Errors: of the source; Decode; Usage; TooLarge where not one row fits.
[[nodiscard]] Result<LeafRows> readLeaf(Source &source, const Chunk &chunk, const Leaf &leaf,
                                        qint64 rows, const ParquetLimits &limits);

} // namespace meshlens::samples::parquet
