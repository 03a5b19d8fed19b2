// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/freshness.h"

#include <QtTest>

using namespace meshlens;
using namespace Qt::StringLiterals;
using mesh::FreshnessState;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t now = 24'000 * hour;

mesh::Load load(const QString &dataset, std::int64_t hoursAgo)
{
    mesh::Load made;
    made.dataset = dataset;
    made.dataTimeMs = now - hoursAgo * hour;
    made.arrivedAtMs = made.dataTimeMs;
    return made;
}

mesh::Dataset dataset(const QString &key)
{
    mesh::Dataset made;
    made.key = key;
    return made;
}

mesh::Contract promise(const QString &hours, const QStringList &datasets = {})
{
    mesh::Contract made;
    made.datasets = datasets;
    mesh::ServiceLevel level;
    level.property = u"latency"_s;
    level.value = hours;
    level.unit = u"h"_s;
    made.serviceLevels.append(level);
    return made;
}

} // namespace

class TestFreshness : public QObject
{
    Q_OBJECT

private slots:
    void ageAgainstTheObjectiveGivesStateAndValue_data()
    {
        QTest::addColumn<double>("hours");
        QTest::addColumn<int>("state");
        QTest::addColumn<double>("value");
        QTest::newRow("new") << 0.0 << int(FreshnessState::OnTime) << 100.0;
        QTest::newRow("just") << 6.0 << int(FreshnessState::OnTime) << 100.0;
        QTest::newRow("late") << 9.0 << int(FreshnessState::Late) << 75.0;
        QTest::newRow("twice") << 12.0 << int(FreshnessState::Late) << 50.0;
        QTest::newRow("stale") << 15.0 << int(FreshnessState::Stale) << 25.0;
        QTest::newRow("three") << 18.0 << int(FreshnessState::Stale) << 0.0;
        QTest::newRow("long ago") << 900.0 << int(FreshnessState::Stale) << 0.0;
    }

    void ageAgainstTheObjectiveGivesStateAndValue()
    {
        QFETCH(double, hours);
        QFETCH(int, state);
        QFETCH(double, value);

        const auto age = static_cast<std::int64_t>(hours * hour);
        const scores::Freshness fresh = scores::freshness(now - age, 6 * hour, false, now);

        QCOMPARE(int(fresh.state), state);
        QCOMPARE(*fresh.value, value);
        QCOMPARE(*fresh.ageMs, age);
    }

    void withoutAgeOrObjectiveTheStateIsUnknown()
    {
        QCOMPARE(scores::freshness(std::nullopt, 6 * hour, false, now).state,
                 FreshnessState::Unknown);
        const scores::Freshness noObjective =
            scores::freshness(now - hour, std::nullopt, false, now);
        QCOMPARE(noObjective.state, FreshnessState::Unknown);
        QVERIFY(!noObjective.value);
        QCOMPARE(*noObjective.ageMs, hour);
    }

    void dataFromTheFutureIsNew()
    {
        QCOMPARE(*scores::freshness(now + hour, 6 * hour, false, now).ageMs, 0);
    }

    void theObjectiveIsLearnedFromTheMedianInterval()
    {
        const QString key = u"a"_s;
        QVERIFY(!scores::learnedObjectiveMs({load(key, 2), load(key, 1)}));
        // Intervals 4, 2, 30: median 4, times 1.5.
        QCOMPARE(*scores::learnedObjectiveMs(
                     {load(key, 40), load(key, 36), load(key, 34), load(key, 4)}),
                 6 * hour);
        // Intervals 4, 2: median 3.
        QCOMPARE(*scores::learnedObjectiveMs({load(key, 8), load(key, 4), load(key, 2)}),
                 9 * hour / 2);
    }

    void onlyTheLastTwentyLoadsTeach()
    {
        QList<mesh::Load> loads;
        for (int i = 0; i < 30; ++i)
            loads.append(load(u"a"_s, 5000 - 100 * i));
        const std::int64_t last = 2100;
        for (int i = 1; i < 20; ++i)
            loads.append(load(u"a"_s, last - 2 * i));

        QCOMPARE(*scores::learnedObjectiveMs(loads), 3 * hour);
    }

    void loadsAtTheSameMomentTeachNothing()
    {
        QVERIFY(!scores::learnedObjectiveMs({load(u"a"_s, 1), load(u"a"_s, 1), load(u"a"_s, 1)}));
    }

    void theDatasetFurthestBehindCounts()
    {
        const auto basis = scores::freshnessBasis(
            {promise(u"6"_s)}, {dataset(u"a"_s), dataset(u"b"_s), dataset(u"c"_s)},
            {load(u"b"_s, 9), load(u"a"_s, 1)}, now);

        QCOMPARE(basis.dataset, u"b"_s);
        QCOMPARE(*basis.objectiveMs, 6 * hour);
        QVERIFY(!basis.learned);
    }

    void aContractOfTheDatasetBeatsTheOneOfTheProduct()
    {
        const auto basis = scores::freshnessBasis(
            {promise(u"6"_s), promise(u"24"_s, {u"a"_s}), promise(u"1"_s, {u"z"_s})},
            {dataset(u"a"_s)}, {load(u"a"_s, 9)}, now);

        QCOMPARE(*basis.objectiveMs, 24 * hour);
    }

    void withoutAContractTheObjectiveIsMarkedLearned()
    {
        const auto basis = scores::freshnessBasis(
            {}, {dataset(u"a"_s)}, {load(u"a"_s, 9), load(u"a"_s, 5), load(u"a"_s, 1)}, now);

        QCOMPARE(*basis.objectiveMs, 6 * hour);
        QVERIFY(basis.learned);
    }

    void theMetadataTimeStandsInForLoads()
    {
        mesh::Dataset known = dataset(u"a"_s);
        known.updatedAtMs = now - 2 * hour;

        const auto basis = scores::freshnessBasis({}, {known}, {}, now);

        QCOMPARE(*basis.dataTimeMs, now - 2 * hour);
        QVERIFY(!basis.objectiveMs);
    }
};

QTEST_APPLESS_MAIN(TestFreshness)
#include "tst_freshness.moc"
