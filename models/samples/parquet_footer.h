// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet.h"

namespace meshlens::samples::parquet {

enum class Physical { Boolean, Int32, Int64, Int96, Float, Double, ByteArray, FixedByteArray };

/// What the bytes of a column mean.
struct Logical {
    enum Kind {
        None,
        String,
        Map,
        List,
        Decimal,
        Date,
        Time,
        Timestamp,
        Integer,
        Json,
        Uuid,
        Half,
        Interval
    };
    Kind kind = None;
    int scale = 0;
    int precision = 0;
    int perSecond = 0; // ticks of a time: 1'000, 1'000'000 or 1'000'000'000
    bool isUtc = false;
    bool isSigned = true;
    int bits = 64;
};

struct SchemaElement {
    enum Repetition { Required, Optional, Repeated };
    QString name;
    bool isLeaf = false;
    Physical physical = Physical::Boolean;
    int width = 0; // of a FixedByteArray, in bytes
    int repetition = Required;
    int children = 0;
    Logical logical;
};

struct Chunk {
    Physical physical = Physical::Boolean;
    int codec = 0;
    qint64 values = 0;
    qint64 begin = 0; // of its first page, from the start of the file
    qint64 bytes = 0; // of all its pages, packed
    bool isEncrypted = false;
    bool isElsewhere = false; // in another file
};

struct RowGroup {
    qint64 rows = 0;
    std::vector<Chunk> chunks; // in the order of the schema's leaves
};

struct Footer {
    std::vector<SchemaElement> schema; // depth first, the root before all
    qint64 rows = 0;
    std::vector<RowGroup> groups;
};

/// Errors: Decode, also past the limits.
[[nodiscard]] Result<Footer> decodeFooter(QByteArrayView bytes, const ParquetLimits &limits);

/// The sentence for a file that breaks the format; `what` goes to the log.
[[nodiscard]] Error damaged(const char *what);
[[nodiscard]] Error tooMuch();
/// The sentence for a sound file that uses `what`.
[[nodiscard]] Error notKnown(const QString &what);

} // namespace meshlens::samples::parquet
