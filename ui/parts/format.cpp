// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace meshlens::ui::format {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("meshlens::ui::format", text, nullptr, n);
}

QString unit(std::int64_t value, const char *pattern)
{
    return tr(pattern).arg(QLocale().toString(static_cast<qlonglong>(value)));
}

QDateTime local(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms);
}

} // namespace

QString shortAge(std::int64_t ms)
{
    ms = std::max<std::int64_t>(ms, 0);
    if (ms < minute)
        return unit(ms / second, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 s"));
    if (ms < hour)
        return unit(ms / minute, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 min"));
    if (ms < 48 * hour)
        return unit(ms / hour, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 h"));
    return unit(ms / day, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 d"));
}

QString age(std::int64_t ms)
{
    ms = std::max<std::int64_t>(ms, 0);
    const std::int64_t minutes = ms % hour / minute;
    if (ms < hour || ms >= 10 * hour || minutes == 0)
        return shortAge(ms);
    return shortAge(ms) + u' ' + unit(minutes, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 min"));
}

std::int64_t ageChangesIn(std::int64_t ms)
{
    ms = std::max<std::int64_t>(ms, 0);
    const std::int64_t step = ms < minute      ? second
                              : ms < 10 * hour ? minute
                              : ms < 48 * hour ? hour
                                               : day;
    return step - ms % step;
}

QString ago(std::int64_t atMs, std::int64_t nowMs)
{
    const std::int64_t since = nowMs - atMs;
    if (since < 0)
        return tr("in %1").arg(shortAge(-since + minute - 1));
    if (since < minute)
        return tr("just now");
    return tr("%1 ago").arg(shortAge(since));
}

QString when(std::int64_t atMs, std::int64_t nowMs)
{
    const QDate at = local(atMs).date();
    const QDate today = local(nowMs).date();
    if (at == today)
        return time(atMs);
    if (at.year() == today.year())
        return QLocale().toString(at, tr("d MMMM"));
    return date(atMs);
}

QString date(std::int64_t atMs)
{
    return QLocale().toString(local(atMs).date(), tr("d MMMM yyyy"));
}

QString shortDate(std::int64_t atMs)
{
    return QLocale().toString(local(atMs).date(), tr("d MMM"));
}

QString time(std::int64_t atMs)
{
    return QLocale().toString(local(atMs).time(), tr("HH:mm"));
}

QString dateTime(std::int64_t atMs)
{
    return tr("%1 %2").arg(date(atMs), time(atMs));
}

QString counted(qint64 value, const QString &one, const QString &many)
{
    return value == 1 ? one : many.arg(count(value));
}

QString count(qint64 value)
{
    return QLocale().toString(value);
}

QString shortCount(double value)
{
    static constexpr std::array<std::pair<double, const char *>, 3> steps = {
        {{1e9, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 bn")},
         {1e6, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 M")},
         {1e4, QT_TRANSLATE_NOOP("meshlens::ui::format", "%1 k")}}};
    for (const auto &[step, pattern] : steps) {
        if (std::abs(value) < step)
            continue;
        const double unitValue = step == 1e4 ? 1e3 : step;
        const double shown = value / unitValue;
        return tr(pattern).arg(QLocale().toString(shown, 'f', std::abs(shown) < 100 ? 1 : 0));
    }
    return QLocale().toString(value, 'f',
                              value == std::floor(value) ? 0
                              : std::abs(value) < 100    ? 1
                                                         : 0);
}

QString bytes(qint64 value)
{
    return QLocale().formattedDataSize(value, value < 10'000'000 ? 1 : 0,
                                       QLocale::DataSizeSIFormat);
}

QString percent(double share, int decimals)
{
    return tr("%1%").arg(QLocale().toString(share * 100, 'f', decimals));
}

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString change(double value, int decimals)
{
    const QString figure = QLocale().toString(std::abs(value), 'f', decimals);
    return (value < 0 ? u"\u2212"_s : u"+"_s) + figure;
}

QString score(std::optional<double> value, double coverage)
{
    if (!value)
        return tr("Not scored");
    const QString figure = QLocale().toString(static_cast<int>(std::lround(*value)));
    return coverage < 0.5 ? tr("\u2248 %1").arg(figure) : figure;
}

QString initials(const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return u"\u2013"_s;
    QString letters(words.front().front().toUpper());
    if (words.size() > 1)
        letters += words.back().front().toUpper();
    return letters;
}

} // namespace meshlens::ui::format
