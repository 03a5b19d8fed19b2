// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/badges.h"
#include "ui/parts/chart.h"
#include "ui/parts/format.h"
#include "ui/parts/sparks.h"

#include <QLocale>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
} // namespace

class FormatTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void agesUseTheLargestFittingUnit_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("seconds") << qint64(40 * second) << u"40 s"_s;
        QTest::newRow("minutes") << qint64(40 * minute) << u"40 min"_s;
        QTest::newRow("hours and minutes") << qint64(5 * hour + 40 * minute) << u"5 h 40 min"_s;
        QTest::newRow("whole hours") << qint64(3 * hour) << u"3 h"_s;
        QTest::newRow("many hours") << qint64(30 * hour + 20 * minute) << u"30 h"_s;
        QTest::newRow("two days") << qint64(2 * day) << u"2 d"_s;
        QTest::newRow("clock behind") << qint64(-5 * minute) << u"0 s"_s;
    }

    void agesUseTheLargestFittingUnit()
    {
        QFETCH(qint64, ms);
        QTEST(format::age(ms), "words");
    }

    void anAgeSaysWhenItsWordsChange()
    {
        for (const std::int64_t age :
             {5 * second, 90 * second, 2 * hour + 30 * second, 30 * hour, 3 * day + hour}) {
            const std::int64_t step = format::ageChangesIn(age);
            QVERIFY(step > 0);
            QCOMPARE(format::age(age + step - 1), format::age(age));
            QVERIFY(format::age(age + step) != format::age(age));
        }
    }

    void unknownIsSaidNotInvented()
    {
        QCOMPARE(format::score(std::nullopt), u"Not scored"_s);
        QCOMPARE(format::score(87.2, 0.4), u"\u2248 87"_s);
        QCOMPARE(freshnessText({}), u"age unknown"_s);
        QCOMPARE(freshnessText({.ageMs = 3 * day}), u"3 d, no objective"_s);
        QCOMPARE(qualityWords({}), u"quality not scored"_s);
    }

    void freshnessFollowsTheObjective()
    {
        using State = mesh::FreshnessState;
        const auto state = [](std::int64_t age) {
            return FreshnessBadge{.ageMs = age, .objectiveMs = 6 * hour}.state();
        };
        QCOMPARE(state(6 * hour), State::OnTime);
        QCOMPARE(state(6 * hour + 1), State::Late);
        QCOMPARE(state(12 * hour), State::Late);
        QCOMPARE(state(12 * hour + 1), State::Stale);
        QCOMPARE(FreshnessBadge{.ageMs = hour}.state(), State::Unknown);
        QCOMPARE(freshnessText({.ageMs = 3 * day, .objectiveMs = 7 * day, .learned = true}),
                 u"3 d of ~7 d"_s);
    }

    void gradesBelongToTheNumberOnScreen()
    {
        QVERIFY(gradeOf(89.6) == Grade::A);
        QVERIFY(gradeOf(89.4) == Grade::B);
        QVERIFY(gradeOf(60) == Grade::C);
        QVERIFY(gradeOf(59.4) == Grade::D);
        QVERIFY(gradeOf(std::nullopt) == Grade::None);
    }

    void runsAreCountedInWords()
    {
        QCOMPARE(runsWords({}), u"no runs"_s);
        QCOMPARE(runsWords({Run::Passed, Run::Passed}), u"2 runs, all good"_s);
        QCOMPARE(runsWords({Run::Passed}), u"1 run, all good"_s);
        QCOMPARE(runsWords({Run::Failed, Run::Warning, Run::Passed}),
                 u"3 runs, 1 failed, 1 with a warning"_s);
    }

    void ticksAreFewAndRound_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("ticks");
        QTest::newRow("tens") << 0.0 << 58.0 << u"0 20 40 60"_s;
        QTest::newRow("percent") << 86.0 << 99.0 << u"85 90 95 100"_s;
        QTest::newRow("small") << 0.0 << 0.9 << u"0 0.5 1"_s;
    }

    void ticksAreFewAndRound()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QStringList words;
        for (const double tick : niceTicks(low, high))
            words += QString::number(tick);
        QTEST(words.join(u' '), "ticks");
    }

    void initialsComeFromFirstAndLastName()
    {
        QCOMPARE(format::initials(u"Hanna Maria Lind"_s), u"HL"_s);
        QCOMPARE(format::initials(u"petra"_s), u"P"_s);
        QCOMPARE(format::initials({}), u"\u2013"_s);
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
