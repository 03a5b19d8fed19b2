// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_scalars.h"

#include <QDate>
#include <QDateTime>
#include <QStringDecoder>
#include <QTime>
#include <QUuid>
#include <QtEndian>
#include <qfloat16.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::samples::parquet {
namespace {

constexpr qint64 secondsOfADay = 86'400;
constexpr qint64 julianEpoch = 2'440'588; // the Julian day of 1970-01-01
// Within these a date has four digits of year.
constexpr qint64 firstSecond = -62'135'596'800, lastSecond = 253'402'300'799;
constexpr int exactDigits = 15; // that any double keeps
constexpr qsizetype longestDecimal = 64, longestHex = 32, longestBytes = 16'384; // bytes

QString cut(QString text, int most)
{
    return text.size() > most ? text.left(most) + u'…' : text;
}

QString fraction(qint64 ticks, int perSecond)
{
    if (ticks == 0)
        return {};
    const int digits = perSecond == 1000 ? 3 : perSecond == 1'000'000 ? 6 : 9;
    return u'.' + QString::number(ticks).rightJustified(digits, u'0');
}

QVariant dateOf(qint64 days)
{
    const QDate date = QDate(1970, 1, 1).addDays(days);
    const bool isShort = days >= firstSecond / secondsOfADay && days <= lastSecond / secondsOfADay;
    return isShort ? QVariant(date.toString(Qt::ISODate)) : QVariant(days);
}

QVariant momentOf(qint64 seconds, qint64 ticks, int perSecond, bool isUtc)
{
    if (seconds < firstSecond || seconds > lastSecond)
        return {};
    const QString text =
        QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss"_s) +
        fraction(ticks, perSecond);
    return isUtc ? text + u'Z' : text;
}

QVariant timestampOf(qint64 value, const Logical &logical)
{
    const qint64 per = logical.perSecond;
    const qint64 ticks = ((value % per) + per) % per;
    const QVariant text = momentOf((value - ticks) / per, ticks, logical.perSecond, logical.isUtc);
    return text.isValid() ? text : QVariant(value);
}

QVariant timeOf(qint64 value, const Logical &logical)
{
    const qint64 per = logical.perSecond;
    if (value < 0 || value / per >= secondsOfADay)
        return value;
    const QString text =
        QTime::fromMSecsSinceStartOfDay(int(value / per) * 1000).toString(u"HH:mm:ss"_s) +
        fraction(value % per, logical.perSecond);
    return logical.isUtc ? text + u'Z' : text;
}

/// The oldest way to write a time: nanoseconds of a day, then the Julian day.
QVariant int96Of(const QByteArray &bytes)
{
    if (bytes.size() != 12)
        return {};
    const qint64 nanoseconds = qFromLittleEndian<qint64>(bytes.data());
    const qint64 day = qFromLittleEndian<qint32>(bytes.data() + 8) - julianEpoch;
    constexpr qint64 perSecond = 1'000'000'000;
    if (nanoseconds < 0 || nanoseconds / perSecond >= secondsOfADay)
        return {};
    const qint64 ticks = nanoseconds % perSecond;
    const bool isFine = ticks % 1000 != 0; // most writers know no more than microseconds
    return momentOf(day * secondsOfADay + nanoseconds / perSecond, isFine ? ticks : ticks / 1000,
                    int(isFine ? perSecond : perSecond / 1000), false);
}

QVariant decimalOf(const QString &text)
{
    const auto digits =
        std::count_if(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return digits <= exactDigits ? QVariant(text.toDouble()) : QVariant(text);
}

QByteArray bigEndian(qint64 value)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

QVariant wholeOf(qint64 value, const Leaf &leaf)
{
    const Logical &logical = leaf.logical;
    switch (logical.kind) {
    case Logical::Date:
        return dateOf(value);
    case Logical::Timestamp:
        return logical.perSecond > 0 ? timestampOf(value, logical) : value;
    case Logical::Time:
        return logical.perSecond > 0 ? timeOf(value, logical) : value;
    case Logical::Decimal:
        return decimalOf(decimalText(bigEndian(value), logical.scale));
    case Logical::Integer:
        if (logical.isSigned)
            return value;
        if (leaf.physical == Physical::Int32)
            return qint64(quint32(value));
        return value < 0 ? QVariant(QString::number(quint64(value))) : QVariant(value);
    default:
        return value;
    }
}

QVariant realOf(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value < 0 ? u"-Infinity"_s : u"Infinity"_s;
    return value;
}

/// The double that reads as the float does: 0.1 and not 0.10000000149.
QVariant realOf(float value)
{
    if (!std::isfinite(value))
        return realOf(double(value));
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double exact = value;
    std::from_chars(text.data(), end, exact);
    return exact;
}

QString hex(const QByteArray &bytes)
{
    return u"0x"_s + QString::fromLatin1(bytes.left(longestHex).toHex()) +
           (bytes.size() > longestHex ? u"…"_s : QString());
}

/// Many writers of text do not say that it is text.
QString textOrHex(const QByteArray &bytes, int most)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QByteArray part = bytes.left(longestBytes);
    const QString text = decoder(part);
    const bool isText = !decoder.hasError() && std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r';
    });
    return isText ? cut(text, most) : hex(bytes);
}

QString intervalText(const QByteArray &bytes)
{
    const auto part = [&](int at) { return qFromLittleEndian<quint32>(bytes.data() + at); };
    return u"P%1M%2DT%3S"_s.arg(part(0)).arg(part(4)).arg(part(8) / 1000.0);
}

QVariant bytesOf(const QByteArray &bytes, const Leaf &leaf, int most)
{
    switch (leaf.logical.kind) {
    case Logical::String:
    case Logical::Json:
        return cut(QString::fromUtf8(bytes.left(qsizetype(most) * 4)), most);
    case Logical::Decimal:
        return bytes.size() <= longestDecimal ? decimalOf(decimalText(bytes, leaf.logical.scale))
                                              : hex(bytes);
    case Logical::Uuid:
        return bytes.size() == 16 ? QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces)
                                  : hex(bytes);
    case Logical::Half:
        if (bytes.size() == 2) {
            const quint16 bits = qFromLittleEndian<quint16>(bytes.data());
            return realOf(float(std::bit_cast<qfloat16>(bits)));
        }
        return hex(bytes);
    case Logical::Interval:
        return bytes.size() == 12 ? intervalText(bytes) : hex(bytes);
    default:
        break;
    }
    if (leaf.physical == Physical::Int96)
        return int96Of(bytes);
    return leaf.physical == Physical::FixedByteArray ? hex(bytes) : textOrHex(bytes, most);
}

} // namespace

QString decimalText(QByteArrayView bytes, int scale)
{
    const bool isNegative = !bytes.isEmpty() && qint8(bytes[0]) < 0;
    std::vector<quint8> digits; // least first
    for (const char byte : bytes) {
        // Of a negative number -1 - n is read; the 1 is added at the end.
        unsigned carry = quint8(isNegative ? ~byte : byte);
        for (quint8 &digit : digits) {
            carry += digit * 256u;
            digit = quint8(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits.push_back(quint8(carry % 10));
    }
    if (isNegative) {
        std::size_t at = 0;
        for (; at < digits.size() && digits[at] == 9; ++at)
            digits[at] = 0;
        if (at == digits.size())
            digits.push_back(0);
        ++digits[at];
    }
    const auto behind = std::size_t(std::clamp(scale, 0, 1000));
    digits.resize(std::max(digits.size(), behind + 1), 0);
    QString text;
    if (isNegative)
        text += u'-';
    for (std::size_t at = digits.size(); at-- > 0;) {
        text += QChar(u'0' + digits[at]);
        if (at == behind && behind > 0)
            text += u'.';
    }
    return text;
}

QVariant cellOf(const Raw &value, const Leaf &leaf, int mostCharacters)
{
    if (const bool *truth = std::get_if<bool>(&value))
        return *truth;
    if (const qint64 *whole = std::get_if<qint64>(&value))
        return wholeOf(*whole, leaf);
    if (const float *real = std::get_if<float>(&value))
        return realOf(*real);
    if (const double *real = std::get_if<double>(&value))
        return realOf(*real);
    return bytesOf(std::get<QByteArray>(value), leaf, mostCharacters);
}

} // namespace meshlens::samples::parquet
