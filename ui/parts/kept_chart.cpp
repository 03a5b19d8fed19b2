// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/kept_chart.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype filtersAtMost = 20;

const QStringList looks{u"line"_s, u"bars"_s, u"area"_s, u"scatter"_s, u"histogram"_s, u"table"_s};
const QStringList buckets{u"none"_s, u"day"_s, u"week"_s, u"month"_s, u"bins"_s};
const QStringList summaries{u"count"_s, u"sum"_s, u"mean"_s, u"least"_s, u"most"_s};
const QStringList compares{u"equal"_s, u"not_equal"_s, u"less"_s, u"greater"_s, u"contains"_s};

template<typename Enum>
Enum valueOf(const QStringList &words, const QJsonValue &word, Enum other)
{
    const qsizetype at = words.indexOf(word.toString());
    return at < 0 ? other : static_cast<Enum>(at);
}

template<typename Enum>
QString wordOf(const QStringList &words, Enum value)
{
    return words.value(static_cast<int>(value));
}

/// `net_revenue_eur` counts euros.
QString unitOf(const QString &column)
{
    static const QList<std::pair<QString, QString>> units{
        {u"_eur"_s, u"€"_s}, {u"_usd"_s, u"$"_s}, {u"_gbp"_s, u"£"_s}, {u"_pct"_s, u"%"_s}};
    for (const auto &[ending, sign] : units) {
        if (column.endsWith(ending, Qt::CaseInsensitive))
            return sign;
    }
    return {};
}

} // namespace

Link KeptChart::link() const
{
    return {u"samples"_s,
            dataset.isEmpty() ? product : dataset,
            {{u"chart"_s, QString::fromUtf8(toJson())}}};
}

QByteArray KeptChart::toJson() const
{
    QJsonObject body{{u"title"_s, title},
                     {u"across"_s, spec.across},
                     {u"bucket"_s, wordOf(buckets, spec.bucket)},
                     {u"up"_s, spec.up},
                     {u"summary"_s, wordOf(summaries, spec.summary)},
                     {u"look"_s, wordOf(looks, look)}};
    const auto add = [&body](const QString &name, const QString &value) {
        if (!value.isEmpty())
            body.insert(name, value);
    };
    add(u"product"_s, product);
    add(u"dataset"_s, dataset);
    add(u"sql"_s, sql);
    add(u"colour"_s, spec.colour);
    if (keyFigure) {
        body.insert(u"time"_s, spec.across);
        body.insert(u"value"_s, spec.up);
        add(u"unit"_s, unitOf(spec.up));
    }
    QJsonArray filters;
    for (const samples::ChartFilter &filter : spec.filters)
        filters.append(QJsonObject{{u"column"_s, filter.column},
                                   {u"compare"_s, wordOf(compares, filter.compare)},
                                   {u"value"_s, filter.value}});
    if (!filters.isEmpty())
        body.insert(u"filters"_s, filters);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<KeptChart> KeptChart::fromJson(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject() || !document[u"across"_s].isString())
        return std::nullopt;
    const QJsonObject body = document.object();
    KeptChart kept;
    kept.title = body[u"title"_s].toString();
    kept.product = body[u"product"_s].toString();
    kept.dataset = body[u"dataset"_s].toString();
    kept.sql = body[u"sql"_s].toString();
    kept.spec.across = body[u"across"_s].toString();
    kept.spec.bucket = valueOf(buckets, body[u"bucket"_s], samples::Bucket::None);
    kept.spec.up = body[u"up"_s].toString();
    kept.spec.summary = valueOf(summaries, body[u"summary"_s], samples::Summary::Count);
    kept.spec.colour = body[u"colour"_s].toString();
    kept.look = valueOf(looks, body[u"look"_s], ChartLook::Line);
    kept.keyFigure = body[u"time"_s].isString() && body[u"value"_s].isString();
    const QJsonArray filters = body[u"filters"_s].toArray();
    for (qsizetype i = 0; i < std::min(filters.size(), filtersAtMost); ++i) {
        const QJsonObject filter = filters[i].toObject();
        kept.spec.filters.append(
            {filter[u"column"_s].toString(),
             valueOf(compares, filter[u"compare"_s], samples::ChartFilter::Compare::Equal),
             filter[u"value"_s].toString()});
    }
    return kept;
}

} // namespace meshlens::ui
