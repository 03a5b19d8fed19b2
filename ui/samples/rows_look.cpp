// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/rows_look.h"

#include "models/csv.h"

#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::ValueType;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Samples)
};

constexpr int decimalsAtMost = 6;

/// Numbers that name things are not grouped: 2026 is a year, 80331 a bank.
bool namesSomething(const QString &column)
{
    static const QRegularExpression words(
        uR"((^|_)(id|ids|key|year|no|nr|number|code|zip|postcode|month|week|day|hour)$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(column).hasMatch();
}

int decimalsOf(double value)
{
    for (int decimals = 0; decimals < decimalsAtMost; ++decimals) {
        const double scaled = value * std::pow(10, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled) * 1e-6))
            return decimals;
    }
    return decimalsAtMost;
}

CellFormat formatOf(const mesh::Sample &sample, int column, const samples::ColumnProfile &profile)
{
    CellFormat format;
    format.type = profile.type;
    format.masked = sample.columns[column].masked;
    format.number = profile.type == ValueType::Integer || profile.type == ValueType::Decimal;
    format.grouped = format.number && !namesSomething(profile.name);
    if (profile.type == ValueType::Decimal) {
        for (qsizetype row = 0; row < std::min<qsizetype>(sample.rows.size(), 500); ++row) {
            if (const auto number = samples::numberOf(sample.rows[row].value(column)))
                format.decimals = std::max(format.decimals, decimalsOf(*number));
        }
        // Long tails are of computing, not of measuring.
        if (format.decimals == decimalsAtMost && profile.mean)
            format.decimals = std::abs(*profile.mean) >= 100 ? 1
                              : std::abs(*profile.mean) >= 1 ? 2
                                                             : 4;
    }
    if (format.number && profile.binMin.value_or(0) < 0 && profile.binMax.value_or(0) > 0)
        format.barAtMost = std::max(-*profile.binMin, *profile.binMax);
    return format;
}

/// Order of two cells that are not blank.
int compared(const QVariant &left, const QVariant &right)
{
    const auto a = samples::numberOf(left);
    const auto b = samples::numberOf(right);
    if (a && b)
        return *a < *b ? -1 : *a > *b ? 1 : 0;
    return QString::localeAwareCompare(left.toString(), right.toString());
}

bool isBlank(const QVariant &cell)
{
    return cell.isNull() || cell.toString().isEmpty();
}

bool isWanted(const QVariant &cell, const RowFilter &filter)
{
    if (!filter.low)
        return cell.toString() == filter.text;
    auto at = samples::numberOf(cell);
    if (const auto time = samples::timeOf(cell))
        at = static_cast<double>(*time);
    return at && *at >= *filter.low && (!filter.high || *at < *filter.high);
}

QString cellText(const QVariant &cell)
{
    return cell.typeId() == QMetaType::Double
               ? QString::number(cell.toDouble(), 'g', QLocale::FloatingPointShortest)
               : cell.toString(); // of nothing: empty
}

} // namespace

int RowsLook::maskedColumns() const
{
    return static_cast<int>(
        std::count_if(sample.columns.begin(), sample.columns.end(),
                      [](const mesh::SampleColumn &column) { return column.masked; }));
}

int RowsLook::columnOf(const QString &name) const
{
    for (int i = 0; i < sample.columns.size(); ++i) {
        if (sample.columns[i].name == name)
            return i;
    }
    return -1;
}

SampleRows lookAt(const mesh::Sample &sample)
{
    auto look = std::make_shared<RowsLook>();
    look->sample = sample;
    look->profiles = samples::profile(sample);
    for (int column = 0; column < look->profiles.size(); ++column)
        look->formats.append(formatOf(sample, column, look->profiles[column]));
    look->suggested = samples::suggestedChart(sample);
    return look;
}

QString numberText(double value, const CellFormat &format)
{
    QLocale locale;
    if (!format.grouped)
        locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    QString text = locale.toString(std::abs(value), 'f', format.decimals);
    return value < 0 ? u"\u2212"_s + text : text;
}

QString cellText(const QVariant &cell, const CellFormat &format)
{
    if (cell.isNull())
        return Text::tr("null");
    if (format.masked)
        return Text::tr("masked");
    if (cell.typeId() == QMetaType::Bool)
        return cell.toBool() ? Text::tr("true") : Text::tr("false");
    if (format.number) {
        if (const auto number = samples::numberOf(cell))
            return numberText(*number, format);
    }
    const QString text = cell.toString();
    return text.isEmpty() ? Text::tr("blank") : text.simplified();
}

QString summaryWords(const samples::ColumnProfile &profile, const CellFormat &format)
{
    QString words;
    if (profile.rows == 0)
        return Text::tr("no rows");
    if (profile.empty == profile.rows)
        return Text::tr("always empty");
    const QString most = profile.distinctIsLeast ? Text::tr("over %1") : u"%1"_s;
    const QString distinct = most.arg(format::count(profile.distinct));
    if (format.masked)
        words = profile.distinct == 1 ? Text::tr("masked, 1 value")
                                      : Text::tr("masked, %1 values").arg(distinct);
    else if (profile.distinct == 1)
        words = Text::tr("always %1").arg(cellText(profile.min, format));
    else if (format.number)
        words = Text::tr("%1 to %2")
                    .arg(numberText(profile.binMin.value_or(0), format),
                         numberText(profile.binMax.value_or(0), format));
    else if (profile.type == ValueType::Date)
        words = Text::tr("%1 to %2").arg(profile.min, profile.max);
    else if (profile.type == ValueType::DateTime)
        words = Text::tr("%1 to %2").arg(profile.min.left(10), profile.max.left(10));
    else
        words = Text::tr("%1 values").arg(distinct);
    if (profile.empty > 0)
        words = Text::tr("%1, %2 empty")
                    .arg(words,
                         format::percent(profile.emptyShare(), profile.emptyShare() < 0.1 ? 1 : 0));
    return words;
}

QList<int> arranged(const RowsLook &rows, const RowOrder &order,
                    const std::optional<RowFilter> &filter)
{
    const QList<QVariantList> &all = rows.sample.rows;
    QList<int> wanted;
    const int column = filter ? rows.columnOf(filter->column) : -1;
    if (column >= 0) {
        for (int row = 0; row < all.size(); ++row) {
            if (isWanted(all[row].value(column), *filter))
                wanted.append(row);
        }
    } else {
        wanted.resize(all.size());
        std::iota(wanted.begin(), wanted.end(), 0);
    }
    if (order.column < 0)
        return wanted;
    const int sign = order.direction == Qt::AscendingOrder ? 1 : -1;
    std::stable_sort(wanted.begin(), wanted.end(), [&](int left, int right) {
        const QVariant a = all[left].value(order.column);
        const QVariant b = all[right].value(order.column);
        const bool blankA = isBlank(a);
        const bool blankB = isBlank(b);
        if (blankA || blankB)
            return !blankA && blankB;
        return sign * compared(a, b) < 0;
    });
    return wanted;
}

QByteArray toCsv(const RowsLook &rows, const QList<int> &only)
{
    QStringList cells;
    for (const mesh::SampleColumn &column : rows.sample.columns)
        cells += column.name;
    QByteArray text = csvLine(cells).toUtf8();
    for (const int row : only) {
        cells.clear();
        for (qsizetype i = 0; i < rows.sample.columns.size(); ++i)
            cells += cellText(rows.sample.rows[row].value(i));
        text += csvLine(cells).toUtf8();
    }
    return text;
}

} // namespace meshlens::ui
