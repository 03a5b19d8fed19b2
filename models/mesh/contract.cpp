// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/contract.h"

#include <array>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

std::optional<double> unitMs(const QString &unit)
{
    const QString word = unit.trimmed().toLower();
    constexpr double second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    static const std::pair<QStringList, double> units[] = {
        {{u"s"_s, u"sec"_s, u"second"_s, u"seconds"_s}, second},
        {{u"m"_s, u"min"_s, u"minute"_s, u"minutes"_s}, minute},
        {{u"h"_s, u"hr"_s, u"hour"_s, u"hours"_s}, hour},
        {{u""_s, u"d"_s, u"day"_s, u"days"_s}, day},
        {{u"w"_s, u"week"_s, u"weeks"_s}, 7 * day},
        {{u"mo"_s, u"month"_s, u"months"_s}, 30 * day},
        {{u"y"_s, u"yr"_s, u"year"_s, u"years"_s}, 365 * day},
    };
    for (const auto &[words, ms] : units) {
        if (words.contains(word))
            return ms;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::int64_t> freshnessObjectiveMs(const QList<ServiceLevel> &levels)
{
    // ODCS prefers latency to freshness; frequency says at least how often data must come.
    for (const QStringView wanted : {u"latency", u"ly", u"freshness", u"fs", u"frequency", u"fy"}) {
        for (const ServiceLevel &level : levels) {
            if (level.property.compare(wanted, Qt::CaseInsensitive) != 0)
                continue;
            bool isNumber = false;
            const double value = level.value.toDouble(&isNumber);
            const auto ms = unitMs(level.unit);
            if (isNumber && ms && value > 0)
                return static_cast<std::int64_t>(value * *ms);
        }
    }
    return std::nullopt;
}

} // namespace meshlens::mesh
