// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace meshlens {

Clock Clock::fromEnvironment()
{
    Clock clock;
    QString setting = qEnvironmentVariable("MESHLENS_NOW");
    const bool frozen = setting.startsWith(u"frozen:");
    if (frozen)
        setting.remove(0, 7);
    const std::int64_t start = setting.isEmpty() ? -1 : fromRfc3339(setting);
    if (start < 0)
        return clock;
    if (frozen)
        return frozenAt(start);
    clock.m_offsetMs = start - QDateTime::currentMSecsSinceEpoch();
    return clock;
}

Clock Clock::frozenAt(std::int64_t nowMs)
{
    Clock clock;
    clock.m_frozenMs = nowMs;
    return clock;
}

std::int64_t Clock::nowMs() const
{
    return m_frozenMs >= 0 ? m_frozenMs : QDateTime::currentMSecsSinceEpoch() + m_offsetMs;
}

QString toRfc3339(std::int64_t ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return time.toString(ms % 1000 == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

std::int64_t fromRfc3339(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    if (trimmed.size() == 10) {
        const QDate day = QDate::fromString(trimmed, Qt::ISODate);
        return day.isValid() ? QDateTime(day, QTime(23, 59, 59, 999), Qt::UTC).toMSecsSinceEpoch()
                             : -1;
    }
    QDateTime time = QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    if (!time.isValid())
        return -1;
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

} // namespace meshlens
