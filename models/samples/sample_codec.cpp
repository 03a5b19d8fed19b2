// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/sample_codec.h"

#include <sodium.h>
#include <zstd.h>

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

namespace meshlens::samples {
namespace {

constexpr quint32 formatVersion = 1;
constexpr unsigned long long mostBytes = 1ULL << 30;
constexpr int nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr int tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Error decodeError(const QString &detail)
{
    return {
        Error::Kind::Decode,
        QCoreApplication::translate("Samples", "The stored sample cannot be read; fetch it again."),
        detail};
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

} // namespace

Result<QByteArray> packed(const mesh::Sample &sample)
{
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << formatVersion << static_cast<quint32>(sample.columns.size());
    for (const mesh::SampleColumn &column : sample.columns)
        out << column.name << column.type << column.masked;
    out << static_cast<quint32>(sample.rows.size());
    for (const QVariantList &row : sample.rows)
        out << row;
    if (static_cast<unsigned long long>(plain.size()) > mostBytes) {
        return Error{Error::Kind::TooLarge,
                     QCoreApplication::translate("Samples", "The sample is too large to keep."),
                     {}};
    }
    QByteArray pack(static_cast<qsizetype>(ZSTD_compressBound(plain.size())), Qt::Uninitialized);
    const std::size_t size =
        ZSTD_compress(pack.data(), pack.size(), plain.constData(), plain.size(), 3);
    sodium_memzero(plain.data(), plain.size());
    if (ZSTD_isError(size) != 0)
        return decodeError(QString::fromLatin1(ZSTD_getErrorName(size)));
    pack.truncate(static_cast<qsizetype>(size));
    return pack;
}

Result<mesh::Sample> unpacked(const QByteArray &pack)
{
    const unsigned long long size = ZSTD_getFrameContentSize(pack.constData(), pack.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > mostBytes)
        return decodeError(QStringLiteral("size"));
    QByteArray plain(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::size_t read =
        ZSTD_decompress(plain.data(), plain.size(), pack.constData(), pack.size());
    if (ZSTD_isError(read) != 0 || read != size)
        return decodeError(QStringLiteral("zstd"));

    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    quint32 count = 0;
    in >> version >> count;
    if (version != formatVersion)
        return decodeError(QStringLiteral("version"));
    mesh::Sample sample;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        mesh::SampleColumn column;
        in >> column.name >> column.type >> column.masked;
        sample.columns.append(column);
    }
    in >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        QVariantList row;
        in >> row;
        sample.rows.append(row);
    }
    if (in.status() != QDataStream::Ok)
        return decodeError(QStringLiteral("stream"));
    return sample;
}

QByteArray sealed(const QByteArray &plain, const QByteArray &key, const QByteArray &context)
{
    QByteArray text(nonceBytes + plain.size() + tagBytes, Qt::Uninitialized);
    randombytes_buf(text.data(), nonceBytes);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(text) + nonceBytes, &written, bytes(plain),
                                               plain.size(), bytes(context), context.size(),
                                               nullptr, bytes(text), bytes(key));
    return text;
}

Result<QByteArray> opened(const QByteArray &sealedText, const QByteArray &key,
                          const QByteArray &context)
{
    if (sealedText.size() < nonceBytes + tagBytes)
        return decodeError(QStringLiteral("too short"));
    QByteArray plain(sealedText.size() - nonceBytes - tagBytes, Qt::Uninitialized);
    unsigned long long written = 0;
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes(plain), &written, nullptr, bytes(sealedText) + nonceBytes,
        sealedText.size() - nonceBytes, bytes(context), context.size(), bytes(sealedText),
        bytes(key));
    if (failed != 0)
        return decodeError(QStringLiteral("seal"));
    return plain;
}

} // namespace meshlens::samples
