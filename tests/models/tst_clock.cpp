// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clock.h"

#include <QTest>

using namespace meshlens;

class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void aFrozenClockStands()
    {
        qputenv("MESHLENS_NOW", "frozen:2026-03-12T09:41:00Z");
        const Clock clock = Clock::fromEnvironment();
        QCOMPARE(toRfc3339(clock.nowMs()), QStringLiteral("2026-03-12T09:41:00Z"));
        qunsetenv("MESHLENS_NOW");
    }

    void aDateMeansTheEndOfItsDay()
    {
        QCOMPARE(toRfc3339(fromRfc3339(u"2026-03-12")), QStringLiteral("2026-03-12T23:59:59.999Z"));
    }

    void offsetsAreHonouredAndZonelessTimesAreUtc()
    {
        QCOMPARE(fromRfc3339(u"2026-03-12T10:41:00+01:00"), fromRfc3339(u"2026-03-12T09:41:00"));
    }

    void whatIsNoTimeIsSaid()
    {
        QCOMPARE(fromRfc3339(u"yesterday"), -1);
        QCOMPARE(fromRfc3339(u"2026-99-99"), -1);
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
