// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/metric.h"

#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPoints = 60;
constexpr qsizetype fewestSteps = 6; // below, nothing can be called usual
constexpr double usualWidth = 4;     // median deviations of a step

double median(QList<double> values)
{
    std::ranges::sort(values);
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

bool lastStepIsUnusual(const QList<double> &values)
{
    QList<double> steps;
    for (qsizetype i = 1; i < values.size(); ++i)
        steps += values[i] - values[i - 1];
    if (steps.size() <= fewestSteps)
        return false;
    const double last = steps.takeLast();
    const double usual = median(steps);
    QList<double> deviations;
    for (const double step : std::as_const(steps))
        deviations += std::abs(step - usual);
    double deviation = median(deviations);
    if (deviation == 0) { // most steps alike: the mean still says how far the others go
        for (const double one : std::as_const(deviations))
            deviation += one / static_cast<double>(deviations.size());
    }
    return std::abs(last - usual) > usualWidth * 1.4826 * deviation;
}

} // namespace

std::optional<Metric> metricOf(const store::Kept &kept)
{
    const QJsonObject body = QJsonDocument::fromJson(kept.body).object();
    Metric metric;
    metric.id = kept.id;
    metric.name = kept.name;
    metric.product = kept.key;
    metric.dataset = body[u"dataset"_s].toString();
    metric.timeColumn = body[u"time"_s].toString();
    metric.valueColumn = body[u"value"_s].toString();
    metric.unit = body[u"unit"_s].toString();
    metric.lessIsBetter = body[u"less_is_better"_s].toBool();
    if (metric.dataset.isEmpty() || metric.valueColumn.isEmpty())
        return std::nullopt;
    return metric;
}

store::Kept keptOf(const Metric &metric)
{
    store::Kept kept;
    kept.id = metric.id;
    kept.kind = u"metric"_s;
    kept.name = metric.name;
    kept.key = metric.product;
    kept.body = QJsonDocument(QJsonObject{{u"dataset"_s, metric.dataset},
                                          {u"time"_s, metric.timeColumn},
                                          {u"value"_s, metric.valueColumn},
                                          {u"unit"_s, metric.unit},
                                          {u"less_is_better"_s, metric.lessIsBetter}})
                    .toJson(QJsonDocument::Compact);
    return kept;
}

MetricValue metricValue(const Metric &metric, const mesh::Sample &sample)
{
    qsizetype time = -1;
    qsizetype value = -1;
    for (qsizetype i = 0; i < sample.columns.size(); ++i) {
        if (sample.columns[i].name == metric.timeColumn)
            time = i;
        if (sample.columns[i].name == metric.valueColumn && !sample.columns[i].masked)
            value = i;
    }
    MetricValue result;
    if (value < 0)
        return result;
    QMap<QString, double> byTime; // ISO dates sort as text
    for (qsizetype i = 0; i < sample.rows.size(); ++i) {
        const QVariantList &row = sample.rows[i];
        bool isNumber = false;
        const double number = row.value(value).toDouble(&isNumber);
        if (!isNumber || row.value(value).isNull())
            continue;
        const QString at =
            time >= 0 ? row.value(time).toString() : QString::number(i).rightJustified(12, u'0');
        byTime[at] += number;
    }
    if (byTime.isEmpty())
        return result;
    const QList<double> all = byTime.values();
    result.value = all.constLast();
    result.at = time >= 0 ? byTime.lastKey() : QString();
    if (all.size() > 1 && all[all.size() - 2] != 0)
        result.change = (all.constLast() - all[all.size() - 2]) / std::abs(all[all.size() - 2]);
    for (const double point : all.sliced(std::max<qsizetype>(0, all.size() - mostPoints)))
        result.series += point;
    result.unusual = lastStepIsUnusual(all);
    return result;
}

QString metricText(const Metric &metric, const MetricValue &value)
{
    if (!value.value)
        return QCoreApplication::translate("Home", "Unknown");
    const double number = *value.value;
    const QString text = std::abs(number) < 100 && number != std::floor(number)
                             ? format::number(number, std::abs(number) < 10 ? 2 : 1)
                             : format::shortCount(number);
    if (metric.unit == u"%")
        return text + u'%';
    return metric.unit.size() == 1 ? metric.unit + text
           : metric.unit.isEmpty() ? text
                                   : text + u' ' + metric.unit;
}

} // namespace meshlens::ui
