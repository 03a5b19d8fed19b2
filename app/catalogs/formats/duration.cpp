// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/odcs.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr double longest = 1000.0 * 365 * day; // more is no duration that anybody means

std::optional<std::int64_t> positive(double ms)
{
    if (!(ms > 0) || ms > longest)
        return std::nullopt;
    return static_cast<std::int64_t>(ms);
}

std::optional<std::int64_t> iso8601Ms(const QString &text)
{
    static const QRegularExpression pattern(
        u"^P(?:([\\d.]+)Y)?(?:([\\d.]+)M)?(?:([\\d.]+)W)?(?:([\\d.]+)D)?"
        "(?:T(?:([\\d.]+)H)?(?:([\\d.]+)M)?(?:([\\d.]+)S)?)?$"_s);
    const auto match = pattern.match(text.toUpper());
    if (!match.hasMatch())
        return std::nullopt;
    constexpr std::int64_t units[] = {365 * day, 30 * day, 7 * day, day, hour, minute, second};
    double ms = 0;
    for (int i = 0; i < 7; ++i)
        ms += match.captured(i + 1).toDouble() * static_cast<double>(units[i]);
    return positive(ms);
}

} // namespace

std::optional<std::int64_t> durationMs(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'P', Qt::CaseInsensitive))
        return iso8601Ms(trimmed);
    static const QRegularExpression pattern(u"^([\\d.]+)\\s*([a-zA-Z]+)$"_s);
    const auto match = pattern.match(trimmed);
    if (!match.hasMatch())
        return std::nullopt;
    static const std::pair<QStringList, std::int64_t> units[] = {
        {{u"s"_s, u"sec"_s, u"second"_s, u"seconds"_s}, second},
        {{u"m"_s, u"min"_s, u"minute"_s, u"minutes"_s}, minute},
        {{u"h"_s, u"hr"_s, u"hour"_s, u"hours"_s}, hour},
        {{u"d"_s, u"day"_s, u"days"_s}, day},
        {{u"w"_s, u"week"_s, u"weeks"_s}, 7 * day},
        {{u"mo"_s, u"month"_s, u"months"_s}, 30 * day},
        {{u"y"_s, u"yr"_s, u"year"_s, u"years"_s}, 365 * day},
    };
    for (const auto &[words, ms] : units) {
        if (words.contains(match.captured(2).toLower()))
            return positive(match.captured(1).toDouble() * static_cast<double>(ms));
    }
    return std::nullopt;
}

std::optional<std::int64_t> cronStepMs(const QString &cron)
{
    const QStringList fields = cron.simplified().split(u' ');
    if (fields.size() < 5 || fields.size() > 6)
        return std::nullopt;
    constexpr std::int64_t units[] = {minute, hour, day};
    // The first field that varies tells the step: */15 is fifteen of its unit, * is one.
    for (int i = 0; i < 3; ++i) {
        const QString &field = fields[i];
        if (field.startsWith(u"*/")) {
            const int step = QStringView(field).mid(2).toInt();
            return step > 0 ? std::optional(step * units[i]) : std::nullopt;
        }
        if (field == u"*" || field == u"?")
            return i < 2 || fields[4] == u"*" || fields[4] == u"?" ? units[i] : 7 * day;
    }
    return fields[3] == u"*" ? 30 * day : 365 * day;
}

} // namespace meshlens::catalogs
