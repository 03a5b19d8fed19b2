// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_codec.h"

#include "models/samples/parquet_footer.h"

#include <QtEndian>

#include <lz4.h>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

using namespace Qt::StringLiterals;

namespace meshlens::samples::parquet {
namespace {

enum Codec { None, Snappy, Gzip, Lzo, Brotli, Lz4, Zstd, Lz4Raw };

bool unzip(QByteArrayView packed, QByteArray &out)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 32) != Z_OK) // 32: gzip or zlib, whichever it is
        return false;
    // zlib only reads it, but does not say so.
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    int said = inflate(&stream, Z_FINISH);
    while (said == Z_STREAM_END && stream.avail_in > 0 && stream.avail_out > 0) { // members
        if (inflateReset(&stream) != Z_OK)
            break;
        said = inflate(&stream, Z_FINISH);
    }
    inflateEnd(&stream);
    return said == Z_STREAM_END && stream.avail_out == 0;
}

bool unlz4(QByteArrayView packed, char *out, qint64 size)
{
    return LZ4_decompress_safe(packed.data(), out, int(packed.size()), int(size)) == size;
}

/// As Hadoop frames it: blocks, each with both its sizes before it.
bool unhadoop(QByteArrayView packed, QByteArray &out)
{
    qint64 done = 0;
    while (packed.size() > 8) {
        const quint32 plain = qFromBigEndian<quint32>(packed.data());
        const quint32 size = qFromBigEndian<quint32>(packed.data() + 4);
        packed = packed.sliced(8);
        if (size > quint64(packed.size()) || plain > quint64(out.size() - done) ||
            !unlz4(packed.first(size), out.data() + done, plain))
            return false;
        done += plain;
        packed = packed.sliced(size);
    }
    return packed.isEmpty() && done == out.size();
}

bool unpack(int codec, QByteArrayView packed, QByteArray &out)
{
    switch (codec) {
    case Snappy: {
        std::size_t size = 0;
        return snappy_uncompressed_length(packed.data(), std::size_t(packed.size()), &size) ==
                   SNAPPY_OK &&
               size == std::size_t(out.size()) &&
               snappy_uncompress(packed.data(), std::size_t(packed.size()), out.data(), &size) ==
                   SNAPPY_OK;
    }
    case Gzip:
        return unzip(packed, out);
    case Zstd:
        return ZSTD_decompress(out.data(), std::size_t(out.size()), packed.data(),
                               std::size_t(packed.size())) == std::size_t(out.size());
    case Lz4:
        return unhadoop(packed, out) || unlz4(packed, out.data(), out.size());
    default:
        return unlz4(packed, out.data(), out.size());
    }
}

} // namespace

Result<QByteArray> unpacked(int codec, QByteArrayView packed, qint64 size)
{
    if (codec == Lzo || codec == Brotli || codec < None || codec > Lz4Raw)
        return notKnown(codec == Lzo      ? u"LZO"_s
                        : codec == Brotli ? u"Brotli"_s
                                          : QString::number(codec));
    if (codec == None)
        return packed.size() == size ? Result<QByteArray>(packed.toByteArray())
                                     : damaged("page size");
    QByteArray out(size, Qt::Uninitialized);
    if (size > 0 && !unpack(codec, packed, out))
        return damaged("packed page");
    return out;
}

} // namespace meshlens::samples::parquet
