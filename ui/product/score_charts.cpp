// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/score_charts.h"

#include "models/scores/quality.h"
#include "ui/parts/format.h"
#include "ui/product/product_words.h"

#include <QCoreApplication>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 24 * hourMs;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::ScoreCharts)
};

const scores::DailySeries *named(const QList<scores::DailySeries> &history, const QString &name)
{
    for (const scores::DailySeries &series : history) {
        if (series.name == name)
            return &series;
    }
    return nullptr;
}

Series lastDays(const scores::DailySeries &series, int days)
{
    return series.values.mid(std::max<qsizetype>(series.values.size() - days, 0));
}

} // namespace

Token dimensionColour(mesh::Dimension dimension)
{
    switch (dimension) {
    case mesh::Dimension::Completeness:
        return Token::S3;
    case mesh::Dimension::Consistency:
        return Token::S4;
    case mesh::Dimension::Accuracy:
        return Token::S2;
    case mesh::Dimension::Validity:
        return Token::S5;
    case mesh::Dimension::Uniqueness:
        return Token::Domain5;
    case mesh::Dimension::Timeliness:
        return Token::S6;
    }
    return Token::S6;
}

ChartData scoreChart(const QList<scores::DailySeries> &history, int days,
                     const QStringList &dimensions, const QList<ChartData::Event> &events)
{
    ChartData chart;
    const scores::DailySeries *whole = named(history, u"quality"_s);
    if (!whole)
        return chart;
    const Series values = lastDays(*whole, days);
    const qsizetype skipped = whole->values.size() - values.size();
    for (qsizetype i = 0; i < values.size(); ++i)
        chart.times.append(whole->firstDayMs + (skipped + i) * dayMs);

    double low = 100;
    const auto add = [&](const QString &name, const Series &series, Token colour, bool strong) {
        for (const std::optional<double> &value : series)
            low = std::min(low, value.value_or(100));
        ChartSeries line;
        line.name = name;
        line.values = series;
        line.colour = colour;
        line.strong = strong;
        chart.series.append(line);
    };
    for (const QString &dimension : dimensions) {
        const auto known = mesh::fromText<mesh::Dimension>(dimension);
        const scores::DailySeries *series = named(history, dimension);
        if (known && series)
            add(dimensionName(*known), lastDays(*series, days), dimensionColour(*known), false);
    }
    const std::optional<double> newest = values.isEmpty() ? std::nullopt : values.last();
    add(dimensions.isEmpty() ? QString()
        : newest             ? Text::tr("Score %1").arg(format::number(*newest, 0))
                             : Text::tr("Score"),
        values, Token::S1, true);

    // A round range that shows the lowest point; the lowest tick is always named.
    const double bottom = std::clamp(std::floor((low - 3) / 10) * 10, 0.0, 80.0);
    chart.axis.low = bottom;
    chart.axis.high = 100;
    const double step = bottom >= 60 ? 10 : bottom >= 40 ? 20 : 25;
    for (double tick = 100; tick >= bottom - 0.1; tick -= step)
        chart.axis.ticks.prepend(tick);
    if (chart.axis.ticks.first() > bottom)
        chart.axis.low = chart.axis.ticks.first() - step > 0 ? chart.axis.ticks.first() - step : 0;
    if (*chart.axis.low < chart.axis.ticks.first())
        chart.axis.ticks.prepend(*chart.axis.low);
    const double floor = *chart.axis.low;
    chart.bands.append({90, 100, Token::GoodSoft});
    if (floor < 90)
        chart.bands.append({std::max(75.0, floor), 90, Token::FairSoft});
    if (floor < 75)
        chart.bands.append({std::max(60.0, floor), 75, Token::WarnSoft});
    chart.events = events;
    chart.names = dimensions.isEmpty() ? ChartData::Names::None : ChartData::Names::LineEnd;
    return chart;
}

ChartData loadChart(const scores::LoadHistory &history, int mostLoads)
{
    ChartData chart;
    const qsizetype skipped = std::max<qsizetype>(history.loads.size() - mostLoads, 0);
    ChartSeries ages;
    ages.name = Text::tr("Age at load");
    ages.shape = ChartSeries::Shape::Bars;
    ages.colour = Token::GoodFill;
    double oldest = static_cast<double>(history.objectiveMs.value_or(0));
    for (const scores::LoadPoint &load : history.loads.mid(skipped))
        oldest = std::max(oldest, static_cast<double>(load.ageMs));
    // One unit for the whole axis.
    const bool inDays = oldest > 72.0 * hourMs;
    const bool inMinutes = oldest < 3.0 * hourMs;
    const double unit = inDays ? dayMs : inMinutes ? 60'000 : hourMs;
    for (const scores::LoadPoint &load : history.loads.mid(skipped)) {
        chart.categories.append(format::shortDate(load.arrivedAtMs));
        if (!load.onTime)
            ages.flagged.append(static_cast<int>(ages.values.size()));
        ages.colours.append(!history.objectiveMs ? Token::MuteFill
                            : load.onTime        ? Token::GoodFill
                                                 : Token::WarnFill);
        ages.values.append(static_cast<double>(load.ageMs) / unit);
    }
    chart.series.append(ages);
    chart.axis.low = 0;
    chart.axis.format = [inDays, inMinutes](double value) {
        const QString figure = format::number(value, value == std::floor(value) ? 0 : 1);
        return inDays      ? Text::tr("%1 d").arg(figure)
               : inMinutes ? Text::tr("%1 min").arg(figure)
                           : Text::tr("%1 h").arg(figure);
    };
    if (history.objectiveMs)
        chart.objectives.append(
            {static_cast<double>(*history.objectiveMs) / unit,
             history.learned ? Text::tr("usual %1").arg(format::age(*history.objectiveMs))
                             : Text::tr("objective %1").arg(format::age(*history.objectiveMs))});
    chart.names = ChartData::Names::None;
    return chart;
}

std::optional<double> changeOver(const QList<scores::DailySeries> &history, const QString &name,
                                 int days)
{
    const scores::DailySeries *series = named(history, name);
    if (!series || series->values.size() <= days)
        return std::nullopt;
    const std::optional<double> now = series->values.last();
    const std::optional<double> then = series->values[series->values.size() - 1 - days];
    return now && then ? std::optional(*now - *then) : std::nullopt;
}

} // namespace meshlens::ui
