// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/chart.h"
#include "models/samples/profile.h"

#include <QRegularExpression>

namespace meshlens::samples {

using namespace Qt::StringLiterals;

namespace {

/// Prices, rates and shares: their sum over rows means nothing.
bool isRate(const QString &column)
{
    static const QRegularExpression words(
        u"(^|[^a-z])(price|rate|ratio|share|pct|percent|avg|average|mean|score|margin|age)"
        u"($|[^a-z])"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(column).hasMatch();
}

} // namespace

ChartSpec suggestedChart(const mesh::Sample &sample)
{
    ChartSpec spec;
    const QList<ColumnProfile> profiles = profile(sample);
    const auto first = [&](auto &&wanted) -> const ColumnProfile * {
        for (const ColumnProfile &column : profiles) {
            if (wanted(column))
                return &column;
        }
        return nullptr;
    };
    const ColumnProfile *time = first([](const ColumnProfile &column) {
        return column.type == ValueType::Date || column.type == ValueType::DateTime;
    });
    const ColumnProfile *category = first([](const ColumnProfile &column) {
        return column.type == ValueType::Text && column.distinct > 1 && column.distinct <= 30;
    });
    // An identifier is a number as well, but every row has its own.
    const ColumnProfile *measure = first([](const ColumnProfile &column) {
        return column.type == ValueType::Decimal ||
               (column.type == ValueType::Integer && column.distinct < column.rows - column.empty &&
                !column.name.endsWith(u"id"_s, Qt::CaseInsensitive));
    });
    const ColumnProfile *across = time != nullptr ? time : category;
    if (across == nullptr)
        across = profiles.isEmpty() ? nullptr : &profiles.first();
    if (across == nullptr)
        return spec;
    spec.across = across->name;
    if (time != nullptr) {
        const double days = (time->binMax.value_or(0) - time->binMin.value_or(0)) / 86'400'000.0;
        spec.bucket = days > 120 ? Bucket::Month : Bucket::Day;
    } else if (across->type == ValueType::Integer || across->type == ValueType::Decimal) {
        spec.bucket = Bucket::Bins;
    }
    if (measure != nullptr && measure != across) {
        spec.up = measure->name;
        spec.summary = isRate(measure->name) ? Summary::Mean : Summary::Sum;
    }
    return spec;
}

} // namespace meshlens::samples
