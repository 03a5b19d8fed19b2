// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/chart_drawing.h"

#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::Bucket;
using samples::Summary;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Samples)
};

constexpr qsizetype pointsAtMost = 2000;

bool isTime(Bucket bucket)
{
    return bucket == Bucket::Day || bucket == Bucket::Week || bucket == Bucket::Month;
}

QDate next(QDate date, Bucket bucket)
{
    return bucket == Bucket::Month  ? date.addMonths(1)
           : bucket == Bucket::Week ? date.addDays(7)
                                    : date.addDays(1);
}

/// Puts an empty point where a day, week or month has no rows.
samples::ChartData withGaps(const samples::ChartData &data, Bucket bucket)
{
    samples::ChartData filled = data;
    filled.categories.clear();
    filled.positions.clear();
    for (samples::ChartSeries &series : filled.series)
        series.values.clear();
    QDate expected;
    for (qsizetype i = 0; i < data.categories.size(); ++i) {
        const std::optional<double> at = data.positions.value(i);
        if (!at)
            return data;
        const QDate date = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*at), Qt::UTC).date();
        for (; expected.isValid() && expected < date; expected = next(expected, bucket)) {
            if (filled.categories.size() >= pointsAtMost)
                return data;
            filled.categories += expected.toString(Qt::ISODate);
            filled.positions += double(expected.startOfDay(Qt::UTC).toMSecsSinceEpoch());
            for (samples::ChartSeries &series : filled.series)
                series.values += std::nullopt;
        }
        filled.categories += data.categories[i];
        filled.positions += *at;
        for (qsizetype s = 0; s < filled.series.size(); ++s)
            filled.series[s].values += data.series[s].values.value(i);
        expected = next(date, bucket);
    }
    return filled;
}

/// Months and days as people say them; the year only where there are several.
QStringList dateLabels(const QList<std::optional<double>> &positions, Bucket bucket)
{
    QList<QDate> dates;
    for (const std::optional<double> &at : positions)
        dates +=
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(at.value_or(0)), Qt::UTC).date();
    const bool withinAYear = !dates.isEmpty() && dates.first().addMonths(12) > dates.last();
    const QString pattern = bucket == Bucket::Month
                                ? withinAYear ? Text::tr("MMM") : Text::tr("MMM yyyy")
                            : withinAYear ? Text::tr("d MMM")
                                          : Text::tr("d MMM yyyy");
    QStringList labels;
    for (const QDate &date : std::as_const(dates))
        labels += QLocale().toString(date, pattern);
    return labels;
}

std::function<QString(double)> unitOf(const samples::ChartSpec &spec)
{
    if (spec.summary == Summary::Count)
        return {};
    const auto endsWith = [&](QLatin1String ending) {
        return spec.up.endsWith(ending, Qt::CaseInsensitive);
    };
    const auto before = [](const QString &sign) {
        return [sign](double value) {
            const double size = std::abs(value);
            // Prices lie close together: with one decimal, two ticks may read the same.
            return (value < 0 ? u"\u2212"_s : QString()) + sign +
                   (size > 0 && size < 100 ? format::number(size, 2) : format::shortCount(size));
        };
    };
    if (endsWith("_eur"_L1))
        return before(u"€"_s);
    if (endsWith("_usd"_L1))
        return before(u"$"_s);
    if (endsWith("_gbp"_L1))
        return before(u"£"_s);
    if (endsWith("_pct"_L1) || endsWith("_percent"_L1))
        return [](double value) { return format::shortCount(value) + u'%'; };
    return {};
}

} // namespace

samples::ChartSpec specFor(const samples::ChartSpec &spec, ChartLook look)
{
    if (look != ChartLook::Histogram)
        return spec;
    samples::ChartSpec counted = spec;
    counted.across = spec.up.isEmpty() ? spec.across : spec.up;
    counted.bucket = Bucket::Bins;
    counted.up.clear();
    counted.summary = Summary::Count;
    return counted;
}

ChartData drawn(const samples::ChartData &given, const samples::ChartSpec &spec, ChartLook look)
{
    const samples::ChartData data =
        isTime(spec.bucket) && look != ChartLook::Scatter ? withGaps(given, spec.bucket) : given;
    ChartData chart;
    chart.categories = data.categories;
    const bool placed = std::all_of(data.positions.begin(), data.positions.end(),
                                    [](const std::optional<double> &at) { return at.has_value(); });
    if (isTime(spec.bucket) && placed)
        chart.categories = dateLabels(data.positions, spec.bucket);
    if (look == ChartLook::Scatter && placed) {
        for (const std::optional<double> &at : data.positions)
            chart.positions += *at;
    }
    static constexpr Token colours[] = {Token::S1, Token::S2, Token::S3,
                                        Token::S4, Token::S5, Token::S6};
    int used = 0;
    for (const samples::ChartSeries &one : data.series) {
        ChartSeries series;
        series.name = one.name;
        series.values = one.values;
        series.colour = one.other ? Token::S6 : colours[used++ % 6];
        series.shape = look == ChartLook::Line      ? ChartSeries::Shape::Line
                       : look == ChartLook::Area    ? ChartSeries::Shape::Area
                       : look == ChartLook::Scatter ? ChartSeries::Shape::Points
                                                    : ChartSeries::Shape::Bars;
        chart.series += series;
    }
    const bool lines = look == ChartLook::Line || look == ChartLook::Area;
    chart.names = spec.colour.isEmpty() ? ChartData::Names::None
                  : lines               ? ChartData::Names::LineEnd
                                        : ChartData::Names::Above;
    chart.axis.format = unitOf(spec);
    if (look == ChartLook::Area) {
        chart.axis.low = 0; // unless the ground goes below
        for (const ChartSeries &series : std::as_const(chart.series)) {
            for (const std::optional<double> &value : series.values) {
                if (value && *value < 0)
                    chart.axis.low.reset();
            }
        }
    }
    return chart;
}

QString columnWords(const QString &column)
{
    QString words = column;
    static const QStringList units{u"_eur"_s, u"_usd"_s, u"_gbp"_s};
    for (const QString &unit : units) {
        if (words.endsWith(unit, Qt::CaseInsensitive))
            words.chop(unit.size());
    }
    return words.replace(u'_', u' ').simplified();
}

namespace {

/// Which value of the data a drawn place is: empty places were put in between. -1: one of those.
qsizetype ownPlace(const ChartData &shown, int point)
{
    const auto isOwn = [&shown](qsizetype place) {
        return std::any_of(
            shown.series.begin(), shown.series.end(),
            [place](const ChartSeries &one) { return one.values.value(place).has_value(); });
    };
    if (point < 0 || point >= shown.categories.size() || !isOwn(point))
        return -1;
    qsizetype own = 0;
    for (qsizetype i = 0; i < point; ++i)
        own += isOwn(i);
    return own;
}

} // namespace

std::optional<RowFilter> rowsBehind(int point, const samples::ChartData &data,
                                    const samples::ChartSpec &chosen, ChartLook look)
{
    const samples::ChartSpec spec = specFor(chosen, look);
    const ChartData shown = drawn(data, spec, look);
    RowFilter filter{spec.across, shown.categories.value(point), {}, {}};
    if (spec.bucket == Bucket::None)
        return filter;
    const qsizetype at = ownPlace(shown, point);
    if (at < 0 || !data.positions.value(at))
        return {};
    filter.low = data.positions[at];
    const auto day = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*filter.low), Qt::UTC);
    if (spec.bucket == Bucket::Month)
        filter.high = double(day.addMonths(1).toMSecsSinceEpoch());
    else if (spec.bucket == Bucket::Week)
        filter.high = double(day.addDays(7).toMSecsSinceEpoch());
    else if (spec.bucket == Bucket::Day)
        filter.high = double(day.addDays(1).toMSecsSinceEpoch());
    else if (at + 1 < data.positions.size())
        filter.high = data.positions[at + 1];
    return filter;
}

QString chartTitle(const samples::ChartSpec &spec, ChartLook look)
{
    if (spec.across.isEmpty())
        return {};
    if (look == ChartLook::Histogram) {
        const samples::ChartSpec counted = specFor(spec, look);
        return Text::tr("Spread of %1").arg(columnWords(counted.across));
    }
    const QString up = columnWords(spec.up);
    QString what;
    switch (look == ChartLook::Scatter ? Summary::Sum : spec.summary) {
    case Summary::Count:
        what = Text::tr("Rows");
        break;
    case Summary::Sum:
        what = up;
        break;
    case Summary::Mean:
        what = Text::tr("Mean %1").arg(up);
        break;
    case Summary::Least:
        what = Text::tr("Least %1").arg(up);
        break;
    case Summary::Most:
        what = Text::tr("Most %1").arg(up);
        break;
    }
    const QString across = spec.bucket == Bucket::Month  ? Text::tr("month")
                           : spec.bucket == Bucket::Week ? Text::tr("week")
                           : spec.bucket == Bucket::Day  ? Text::tr("day")
                                                         : columnWords(spec.across);
    QString title = spec.colour.isEmpty()
                        ? Text::tr("%1 by %2").arg(what, across)
                        : Text::tr("%1 by %2 and %3").arg(what, across, columnWords(spec.colour));
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

} // namespace meshlens::ui
