// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_charts.h"

#include "ui/parts/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr double hourMs = 3'600'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Home)
};

ChartSeries series(const QString &name, ChartSeries::Shape shape, Token colour)
{
    ChartSeries made;
    made.name = name;
    made.shape = shape;
    made.colour = colour;
    return made;
}

} // namespace

QString hoursText(double hours)
{
    return format::shortAge(static_cast<std::int64_t>(std::llround(hours * hourMs)));
}

bool hasFreshChart(const scores::Overview &overview)
{
    return std::ranges::any_of(overview.onTime.values,
                               [](const auto &value) { return value.has_value(); });
}

ChartData freshChart(const scores::Overview &overview)
{
    ChartData data;
    const scores::DailySeries &onTime = overview.onTime;
    for (qsizetype i = 0; i < onTime.values.size(); ++i)
        data.times += onTime.firstDayMs + i * dayMs - 1; // the end of a day belongs to that day
    data.series += series(Text::tr("On time"), ChartSeries::Shape::Area, Token::S1);
    data.series.last().values = onTime.values;
    data.series.last().strong = true;
    data.series += series(Text::tr("Available"), ChartSeries::Shape::Line, Token::S2);
    data.series.last().values = overview.available.values;
    double lowest = 100;
    for (const ChartSeries &shown : std::as_const(data.series)) {
        for (const auto &value : shown.values)
            lowest = std::min(lowest, value.value_or(100));
    }
    // The lowest tick is shown, so a cut axis cannot deceive.
    data.axis.low = lowest >= 80 ? 80 : lowest >= 50 ? 50 : 0;
    data.axis.high = 100;
    data.axis.ticks = lowest >= 80   ? QList<double>{80, 85, 90, 95, 100}
                      : lowest >= 50 ? QList<double>{50, 75, 100}
                                     : QList<double>{0, 25, 50, 75, 100};
    data.axis.format = [](double value) { return format::percent(value / 100); };
    data.names = ChartData::Names::Above;
    return data;
}

bool hasRequestChart(const scores::Overview &overview)
{
    return std::ranges::any_of(overview.weeks, [](const scores::WeekOfRequests &week) {
        return week.byPolicy + week.byOwner > 0;
    });
}

ChartData requestChart(const scores::Overview &overview)
{
    ChartData data;
    ChartSeries policy =
        series(Text::tr("Answered by policy"), ChartSeries::Shape::Bars, Token::S2);
    ChartSeries owner = series(Text::tr("By owner"), ChartSeries::Shape::Bars, Token::AccentLine);
    ChartSeries lead = series(Text::tr("Median time"), ChartSeries::Shape::Line, Token::Text);
    lead.second = true;
    lead.hollowPoints = true;
    double shortest = 1;
    double longest = 10;
    int most = 0;
    for (const scores::WeekOfRequests &week : overview.weeks) {
        data.categories += Text::tr("W%1").arg(week.week);
        policy.values += week.byPolicy;
        owner.values += week.byOwner;
        most = std::max(most, week.byPolicy + week.byOwner);
        std::optional<double> hours;
        if (week.medianLeadMs) {
            hours = std::max(1.0 / 60, static_cast<double>(*week.medianLeadMs) / hourMs);
            shortest = std::min(shortest, *hours);
            longest = std::max(longest, *hours);
        }
        lead.values += hours;
    }
    data.series = {policy, owner, lead};
    if (most < 4) { // requests are whole: no half ones on the axis
        data.axis.low = 0;
        data.axis.high = 4;
        data.axis.ticks = {0, 2, 4};
    }
    ChartAxis time;
    time.logarithmic = true;
    // Steps that read well as minutes, hours and days, around what there is.
    const QList<double> steps{1.0 / 60, 1.0 / 6, 1, 10, 100, 1000, 10'000};
    for (const double step : steps) {
        if (step <= shortest * 1.001)
            time.ticks = {step};
        else
            time.ticks += step;
        if (step >= longest)
            break;
    }
    time.low = time.ticks.constFirst();
    time.high = time.ticks.constLast();
    time.format = hoursText;
    data.second = time;
    data.axis.low = 0;
    data.axis.format = [](double value) { return format::count(std::llround(value)); };
    data.names = ChartData::Names::Above;
    return data;
}

} // namespace meshlens::ui
