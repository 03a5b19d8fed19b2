// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/quality.h"

#include <QtTest>

using namespace meshlens;
using namespace Qt::StringLiterals;
using mesh::CheckStatus;
using mesh::Dimension;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t now = 1'000 * day;

scores::CheckState state(Dimension dimension, CheckStatus status, double weight = 1,
                         std::int64_t age = hour)
{
    scores::CheckState made;
    made.check.dimension = dimension;
    made.check.weight = weight;
    made.latest = mesh::CheckResult{};
    made.latest->status = status;
    made.latest->atMs = now - age;
    made.usable = scores::isUsable(made.check, *made.latest, now);
    return made;
}

scores::CheckState neverRun(Dimension dimension)
{
    scores::CheckState made;
    made.check.dimension = dimension;
    return made;
}

} // namespace

class TestQuality : public QObject
{
    Q_OBJECT

private slots:
    void withoutChecksNothingIsKnown()
    {
        const scores::QualityScore score = scores::quality({});

        QVERIFY(!score.value);
        QCOMPARE(score.coverage, 0.0);
        QVERIFY(score.parts.isEmpty());
    }

    void withoutUsableResultsNothingIsKnown()
    {
        const scores::QualityScore score = scores::quality(
            {neverRun(Dimension::Validity), state(Dimension::Validity, CheckStatus::Errored),
             state(Dimension::Validity, CheckStatus::Passed, 1, 8 * day)});

        QVERIFY(!score.value);
        QCOMPARE(score.coverage, 0.0);
        QCOMPARE(score.defined, 3);
        QCOMPARE(score.parts.size(), 1);
        QCOMPARE(score.parts.first().unknown, 3);
    }

    void dimensionsAreWeightedOverThoseThatAreKnown()
    {
        // completeness: (2 x 1 + 1 x 0.5) / 3 = 83.333; validity: 0 of 1 = 0; accuracy: unknown.
        // (30 x 83.333 + 20 x 0) / 50 = 50.0
        const scores::QualityScore score = scores::quality(
            {state(Dimension::Completeness, CheckStatus::Passed, 2),
             state(Dimension::Completeness, CheckStatus::Warning, 1),
             state(Dimension::Validity, CheckStatus::Failed), neverRun(Dimension::Accuracy)});

        QCOMPARE(*score.value, 50.0);
        QCOMPARE(score.coverage, 0.75);
        QCOMPARE(score.parts.size(), 3);
        QCOMPARE(score.parts[0].weight, 0.6);
        QCOMPARE(score.parts[1].weight, 0.4);
        QVERIFY(!score.parts[2].value);
        QCOMPARE(score.parts[2].weight, 0.0);
        QCOMPARE(score.parts[1].lost, 40.0);
    }

    void theSixDefaultWeightsAddUp()
    {
        // 30x100 + 20x50 + 15x0 + 15x100 + 10x100 + 10x50 = 70
        const scores::QualityScore score =
            scores::quality({state(Dimension::Completeness, CheckStatus::Passed),
                             state(Dimension::Validity, CheckStatus::Warning),
                             state(Dimension::Consistency, CheckStatus::Failed),
                             state(Dimension::Accuracy, CheckStatus::Passed),
                             state(Dimension::Uniqueness, CheckStatus::Passed),
                             state(Dimension::Timeliness, CheckStatus::Warning)});

        QCOMPARE(*score.value, 70.0);
        double lost = 0;
        for (const scores::QualityPart &part : score.parts)
            lost += part.lost;
        QCOMPARE(lost, 30.0);
    }

    void theValueKeepsOneDecimal()
    {
        // completeness 2 of 3 = 66.667
        const scores::QualityScore score =
            scores::quality({state(Dimension::Completeness, CheckStatus::Passed),
                             state(Dimension::Completeness, CheckStatus::Passed),
                             state(Dimension::Completeness, CheckStatus::Failed)});

        QCOMPARE(*score.value, 66.7);
    }

    void aCheckWithoutWeightCountsOnlyForCoverage()
    {
        const scores::QualityScore score =
            scores::quality({state(Dimension::Validity, CheckStatus::Passed),
                             state(Dimension::Validity, CheckStatus::Failed, 0)});

        QCOMPARE(*score.value, 100.0);
        QCOMPARE(score.coverage, 1.0);
    }

    void resultsGrowOld()
    {
        mesh::Check check;
        mesh::CheckResult result;
        result.status = CheckStatus::Passed;
        result.atMs = now - 7 * day;
        QVERIFY(scores::isUsable(check, result, now));
        QVERIFY(!scores::isUsable(check, result, now + 1));

        check.periodMs = hour;
        result.atMs = now - 3 * hour;
        QVERIFY(scores::isUsable(check, result, now));
        QVERIFY(!scores::isUsable(check, result, now + 1));
    }

    void gradesFollowTheShownNumber()
    {
        QCOMPARE(scores::gradeOf(90), scores::Grade::A);
        QCOMPARE(scores::gradeOf(89.5), scores::Grade::A);
        QCOMPARE(scores::gradeOf(89.4), scores::Grade::B);
        QCOMPARE(scores::gradeOf(75), scores::Grade::B);
        QCOMPARE(scores::gradeOf(60), scores::Grade::C);
        QCOMPARE(scores::gradeOf(59.4), scores::Grade::D);
    }
};

QTEST_APPLESS_MAIN(TestQuality)
#include "tst_quality.moc"
