// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/profile.h"

#include "models/clock.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::samples {
namespace {

constexpr int binCount = 16;
constexpr int topCount = 10;
constexpr qsizetype mostDistinct = 100'000;

bool isBlank(const QVariant &cell)
{
    return !cell.isValid() || cell.isNull() ||
           (cell.typeId() == QMetaType::QString && cell.toString().trimmed().isEmpty());
}

bool isDay(const QString &text)
{
    static const QRegularExpression shape(uR"(^\d{4}-\d{2}-\d{2}$)"_s);
    return shape.match(text).hasMatch();
}

bool isMoment(const QString &text)
{
    static const QRegularExpression shape(
        uR"(^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?$)"_s);
    return shape.match(text).hasMatch();
}

ValueType typeOf(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::Bool:
        return ValueType::Boolean;
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return ValueType::Integer;
    case QMetaType::Double:
    case QMetaType::Float:
        return ValueType::Decimal;
    default:
        break;
    }
    const QString text = cell.toString().trimmed();
    if (isDay(text))
        return ValueType::Date;
    if (isMoment(text))
        return ValueType::DateTime;
    bool isNumber = false;
    (void)text.toLongLong(&isNumber);
    // A leading zero is part of a code, not of a number.
    if (isNumber && (text.size() == 1 || !text.startsWith(u'0')))
        return ValueType::Integer;
    (void)text.toDouble(&isNumber);
    const bool coded = text.startsWith(u'0') && text.size() > 1 && text[1].isDigit();
    return isNumber && !coded && std::isfinite(text.toDouble()) ? ValueType::Decimal
                                                                : ValueType::Text;
}

/// The one type that holds both.
ValueType joined(ValueType left, ValueType right)
{
    if (left == right || right == ValueType::Empty)
        return left;
    if (left == ValueType::Empty)
        return right;
    const auto among = [&](ValueType one, ValueType other) {
        return (left == one && right == other) || (left == other && right == one);
    };
    if (among(ValueType::Integer, ValueType::Decimal))
        return ValueType::Decimal;
    return among(ValueType::Date, ValueType::DateTime) ? ValueType::DateTime : ValueType::Text;
}

std::optional<double> positionOf(const QVariant &cell, ValueType type)
{
    if (type == ValueType::Date || type == ValueType::DateTime) {
        const auto time = timeOf(cell);
        return time ? std::optional<double>(static_cast<double>(*time)) : std::nullopt;
    }
    return type == ValueType::Integer || type == ValueType::Decimal ? numberOf(cell) : std::nullopt;
}

void binNumbers(const std::vector<double> &positions, ColumnProfile &profile)
{
    if (positions.empty())
        return;
    const auto [least, most] = std::minmax_element(positions.begin(), positions.end());
    profile.binMin = *least;
    profile.binMax = *most;
    const double width = (*most - *least) / binCount;
    profile.bins = QList<int>(width > 0 ? binCount : 1, 0);
    for (const double position : positions) {
        const int bin = width > 0 ? static_cast<int>((position - *least) / width) : 0;
        ++profile.bins[std::min(bin, static_cast<int>(profile.bins.size()) - 1)];
    }
}

void rank(const QHash<QString, int> &counts, ColumnProfile &profile)
{
    QList<TopValue> all;
    for (auto value = counts.constBegin(); value != counts.constEnd(); ++value)
        all.append({value.key(), value.value()});
    const auto best = [](const TopValue &left, const TopValue &right) {
        return left.count != right.count ? left.count > right.count : left.text < right.text;
    };
    const qsizetype kept = std::min<qsizetype>(topCount, all.size());
    std::partial_sort(all.begin(), all.begin() + kept, all.end(), best);
    all.resize(kept);
    profile.top = all;
}

ColumnProfile profileOf(const mesh::Sample &sample, int column)
{
    ColumnProfile profile;
    profile.name = sample.columns[column].name;
    profile.declaredType = sample.columns[column].type;
    QHash<QString, int> counts;
    ValueType type = ValueType::Empty;
    for (const QVariantList &row : sample.rows) {
        ++profile.rows;
        const QVariant cell = row.value(column);
        if (isBlank(cell)) {
            ++profile.empty;
            continue;
        }
        type = joined(type, typeOf(cell));
        const QString text = cell.toString();
        if (counts.size() < mostDistinct || counts.contains(text))
            ++counts[text];
        else
            profile.distinctIsLeast = true;
    }
    const bool masked = sample.columns[column].masked;
    profile.type = masked && type != ValueType::Empty ? ValueType::Masked : type;
    profile.distinct = static_cast<int>(counts.size());
    if (type == ValueType::Empty || masked)
        return profile; // of tokens only the count says anything
    rank(counts, profile);

    std::vector<double> positions;
    double sum = 0;
    const bool byText = type == ValueType::Text || type == ValueType::Boolean;
    QVariant least;
    QVariant most;
    double leastAt = 0;
    double mostAt = 0;
    for (const QVariantList &row : sample.rows) {
        const QVariant cell = row.value(column);
        if (isBlank(cell))
            continue;
        if (byText) {
            const QString text = cell.toString();
            if (!least.isValid() || text < least.toString())
                least = text;
            if (!most.isValid() || text > most.toString())
                most = text;
            continue;
        }
        const auto position = positionOf(cell, type);
        if (!position)
            continue;
        if (positions.empty() || *position < leastAt) {
            least = cell;
            leastAt = *position;
        }
        if (positions.empty() || *position > mostAt) {
            most = cell;
            mostAt = *position;
        }
        positions.push_back(*position);
        sum += *position;
    }
    profile.min = least.toString();
    profile.max = most.toString();
    if (byText) {
        for (const TopValue &value : std::as_const(profile.top))
            profile.bins.append(value.count);
        return profile;
    }
    if (type == ValueType::Integer || type == ValueType::Decimal)
        profile.mean = positions.empty()
                           ? std::nullopt
                           : std::optional<double>(sum / static_cast<double>(positions.size()));
    binNumbers(positions, profile);
    return profile;
}

} // namespace

std::optional<double> numberOf(const QVariant &cell)
{
    if (isBlank(cell))
        return std::nullopt;
    bool isNumber = false;
    const double number = cell.typeId() == QMetaType::QString
                              ? cell.toString().trimmed().toDouble(&isNumber)
                              : cell.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional<double>(number) : std::nullopt;
}

std::optional<std::int64_t> timeOf(const QVariant &cell)
{
    if (cell.typeId() != QMetaType::QString)
        return std::nullopt;
    QString text = cell.toString().trimmed();
    if (isDay(text))
        text += u"T00:00:00Z"_s;
    else if (!isMoment(text))
        return std::nullopt;
    text.replace(10, 1, u"T"_s).remove(u' ');
    const std::int64_t time = fromRfc3339(text);
    return time == -1 ? std::nullopt : std::optional(time);
}

QString toText(ValueType type)
{
    static const QStringList words{u"empty"_s, u"boolean"_s, u"integer"_s, u"decimal"_s,
                                   u"date"_s,  u"time"_s,    u"text"_s,    u"masked"_s};
    return words[static_cast<int>(type)];
}

QList<ColumnProfile> profile(const mesh::Sample &sample, const std::function<bool()> &cancelled)
{
    QList<ColumnProfile> profiles;
    for (int column = 0; column < sample.columns.size(); ++column) {
        if (cancelled && cancelled())
            break;
        profiles.append(profileOf(sample, column));
    }
    return profiles;
}

} // namespace meshlens::samples
