// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_footer.h"

#include "models/samples/parquet_thrift.h"

#include <QCoreApplication>

namespace meshlens::samples::parquet {
namespace {

constexpr std::size_t mostGroups = 500'000;

// Field numbers, enumerations and unions are those of parquet.thrift.

int ticksOf(ThriftReader &reader, quint8 type)
{
    int perSecond = 0;
    reader.structure(type, [&](int unit, quint8) {
        perSecond = unit == 1 ? 1000 : unit == 2 ? 1'000'000 : unit == 3 ? 1'000'000'000 : 0;
        return false;
    });
    return perSecond;
}

Logical timeLike(ThriftReader &reader, quint8 type, Logical::Kind kind)
{
    Logical logical{kind};
    reader.structure(type, [&](int id, quint8 field) {
        if (id == 1)
            logical.isUtc = reader.boolean(field);
        else if (id == 2)
            logical.perSecond = ticksOf(reader, field);
        else
            return false;
        return true;
    });
    return logical;
}

Logical twoNumbers(ThriftReader &reader, quint8 type, Logical::Kind kind)
{
    Logical logical{kind};
    reader.structure(type, [&](int id, quint8 field) {
        if (kind == Logical::Decimal && id == 1)
            logical.scale = reader.small(field);
        else if (kind == Logical::Decimal && id == 2)
            logical.precision = reader.small(field);
        else if (kind == Logical::Integer && id == 1)
            logical.bits = reader.small(field);
        else if (kind == Logical::Integer && id == 2)
            logical.isSigned = reader.boolean(field);
        else
            return false;
        return true;
    });
    return logical;
}

Logical logicalType(ThriftReader &reader, quint8 type)
{
    Logical found;
    reader.structure(type, [&](int id, quint8 field) {
        switch (id) {
        case 5:
            found = twoNumbers(reader, field, Logical::Decimal);
            return true;
        case 7:
            found = timeLike(reader, field, Logical::Time);
            return true;
        case 8:
            found = timeLike(reader, field, Logical::Timestamp);
            return true;
        case 10:
            found = twoNumbers(reader, field, Logical::Integer);
            return true;
        case 1:
        case 4:
            found.kind = Logical::String; // an enumeration, too
            return false;
        case 2:
            found.kind = Logical::Map;
            return false;
        case 3:
            found.kind = Logical::List;
            return false;
        case 6:
            found.kind = Logical::Date;
            return false;
        case 12:
            found.kind = Logical::Json;
            return false;
        case 14:
            found.kind = Logical::Uuid;
            return false;
        case 15:
            found.kind = Logical::Half;
            return false;
        default:
            return false;
        }
    });
    return found;
}

/// The older way to say it.
Logical convertedType(int converted, int scale, int precision)
{
    switch (converted) {
    case 0:
    case 4:
        return {Logical::String};
    case 1:
    case 2:
        return {Logical::Map};
    case 3:
        return {Logical::List};
    case 5:
        return {Logical::Decimal, scale, precision};
    case 6:
        return {Logical::Date};
    case 7:
        return {Logical::Time, 0, 0, 1000, true};
    case 8:
        return {Logical::Time, 0, 0, 1'000'000, true};
    case 9:
        return {Logical::Timestamp, 0, 0, 1000, true};
    case 10:
        return {Logical::Timestamp, 0, 0, 1'000'000, true};
    case 11:
    case 12:
    case 13:
    case 14:
        return {Logical::Integer, 0, 0, 0, false, false, 8 << (converted - 11)};
    case 15:
    case 16:
    case 17:
    case 18:
        return {Logical::Integer, 0, 0, 0, false, true, 8 << (converted - 15)};
    case 19:
        return {Logical::Json};
    case 21:
        return {Logical::Interval};
    default:
        return {};
    }
}

Physical physicalType(ThriftReader &reader, quint8 type)
{
    const int number = reader.small(type);
    if (number < 0 || number > int(Physical::FixedByteArray)) {
        reader.fail();
        return Physical::Boolean;
    }
    return Physical(number);
}

SchemaElement schemaElement(ThriftReader &reader, quint8 type)
{
    SchemaElement element;
    int converted = -1, scale = 0, precision = 0;
    Logical logical;
    reader.structure(type, [&](int id, quint8 field) {
        switch (id) {
        case 1:
            element.isLeaf = true;
            element.physical = physicalType(reader, field);
            return true;
        case 2:
            element.width = reader.small(field);
            return true;
        case 3:
            element.repetition = reader.small(field);
            return true;
        case 4:
            element.name = reader.text(field);
            return true;
        case 5:
            element.children = reader.small(field);
            return true;
        case 6:
            converted = reader.small(field);
            return true;
        case 7:
            scale = reader.small(field);
            return true;
        case 8:
            precision = reader.small(field);
            return true;
        case 10:
            logical = logicalType(reader, field);
            return true;
        default:
            return false;
        }
    });
    element.logical =
        logical.kind != Logical::None ? logical : convertedType(converted, scale, precision);
    const bool isOrdered = element.repetition >= 0 && element.repetition <= 2;
    const bool isWide = element.physical != Physical::FixedByteArray || element.width > 0;
    if (!isOrdered || !isWide || element.children < 0 || (element.isLeaf && element.children > 0))
        reader.fail();
    if (element.children > 0)
        element.isLeaf = false;
    return element;
}

void columnMeta(ThriftReader &reader, quint8 type, Chunk &chunk)
{
    qint64 data = 0, dictionary = 0;
    reader.structure(type, [&](int id, quint8 field) {
        switch (id) {
        case 1:
            chunk.physical = physicalType(reader, field);
            return true;
        case 4:
            chunk.codec = reader.small(field);
            return true;
        case 5:
            chunk.values = reader.integer(field);
            return true;
        case 7:
            chunk.bytes = reader.integer(field);
            return true;
        case 9:
            data = reader.integer(field);
            return true;
        case 11:
            dictionary = reader.integer(field);
            return true;
        default:
            return false;
        }
    });
    // Some writers leave a dictionary's place at 0.
    chunk.begin = dictionary > 0 && dictionary < data ? dictionary : data;
    if (chunk.begin < 0 || chunk.bytes < 0 || chunk.values < 0)
        reader.fail();
}

Chunk columnChunk(ThriftReader &reader, quint8 type)
{
    Chunk chunk;
    bool isTold = false;
    reader.structure(type, [&](int id, quint8 field) {
        isTold = isTold || id == 3;
        chunk.isEncrypted = chunk.isEncrypted || id == 8;
        if (id == 1)
            chunk.isElsewhere = !reader.binary(field).isEmpty();
        else if (id == 3)
            columnMeta(reader, field, chunk);
        else
            return false;
        return true;
    });
    if (!isTold && !chunk.isEncrypted)
        reader.fail();
    return chunk;
}

RowGroup rowGroup(ThriftReader &reader, quint8 type, int mostChunks)
{
    RowGroup group;
    reader.structure(type, [&](int id, quint8 field) {
        if (id == 1)
            reader.items(field, [&](quint8 item) {
                group.chunks.push_back(columnChunk(reader, item));
                if (int(group.chunks.size()) > mostChunks)
                    reader.fail();
            });
        else if (id == 3)
            group.rows = reader.integer(field);
        else
            return false;
        return true;
    });
    if (group.rows < 0)
        reader.fail();
    return group;
}

} // namespace

Error damaged(const char *what)
{
    return {Error::Kind::Decode,
            QCoreApplication::translate("Samples", "This Parquet file is damaged."),
            QString::fromLatin1(what)};
}

Error tooMuch()
{
    return {Error::Kind::TooLarge,
            QCoreApplication::translate(
                "Samples", "Not even one row of this Parquet file fits into a sample."),
            {}};
}

Error notKnown(const QString &what)
{
    return {Error::Kind::Usage,
            QCoreApplication::translate("Samples",
                                        "Meshlens cannot read this Parquet file: it uses %1.")
                .arg(what),
            {}};
}

Result<Footer> decodeFooter(QByteArrayView bytes, const ParquetLimits &limits)
{
    Footer footer;
    ThriftReader reader(bytes);
    const std::size_t mostElements = std::size_t(limits.columns) * 4;
    reader.fields([&](int id, quint8 type) {
        if (id == 2)
            reader.items(type, [&](quint8 item) {
                footer.schema.push_back(schemaElement(reader, item));
                if (footer.schema.size() > mostElements)
                    reader.fail();
            });
        else if (id == 3)
            footer.rows = reader.integer(type);
        else if (id == 4)
            reader.items(type, [&](quint8 item) {
                footer.groups.push_back(rowGroup(reader, item, limits.columns));
                if (footer.groups.size() > mostGroups)
                    reader.fail();
            });
        else
            return false;
        return true;
    });
    if (reader.failed())
        return damaged("footer");
    if (footer.schema.empty() || footer.schema.front().isLeaf)
        return damaged("schema");
    return footer;
}

} // namespace meshlens::samples::parquet
