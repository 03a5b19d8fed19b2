// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph.h"
#include "models/scores/governance.h"
#include "models/scores/overview.h"
#include "models/scores/requests.h"
#include "models/search/index.h"
#include "tests/models/store/store_fixture.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::store;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t now = 20'500 * day + 12 * hour; // a Monday noon

mesh::Check check(const QString &id, const QString &table, mesh::Dimension dimension)
{
    mesh::Check made;
    made.id = id;
    made.dataset = datasetOf(table, {}).key;
    made.dimension = dimension;
    made.title = u"Check "_s + id;
    return made;
}

mesh::CheckResult result(const QString &id, int daysAgo, mesh::CheckStatus status)
{
    mesh::CheckResult made;
    made.check = id;
    made.atMs = now - daysAgo * day;
    made.status = status;
    made.value = u"98%"_s;
    return made;
}

mesh::Load load(const QString &table, std::int64_t hoursAgo)
{
    mesh::Load made;
    made.dataset = datasetOf(table, {}).key;
    made.dataTimeMs = made.arrivedAtMs = now - hoursAgo * hour;
    return made;
}

mesh::AccessRequest request(const QString &id, int decidedDaysAgo, int tookHours, const QString &by)
{
    mesh::AccessRequest made;
    made.id = id;
    made.requester = u"party://"_s + id;
    made.state = mesh::RequestState::Approved;
    made.grant = mesh::GrantState::Active;
    made.decidedAtMs = now - decidedDaysAgo * day;
    made.createdAtMs = *made.decidedAtMs - tookHours * hour;
    made.decidedBy = by;
    return made;
}

/// Orders: two checks, one failing for two days; late by its contract. Refunds: nothing known.
Batch mesh_()
{
    Batch batch;
    batch.domains = {domainOf(u"pay"_s, u"Payments"_s)};
    mesh::DataProduct orders = productOf(u"orders"_s, u"Orders"_s, u"orders"_s);
    orders.domain = batch.domains.first().key;
    orders.description = QString(90, u'x');
    orders.owners = {u"party://ana@acme.example"_s};
    orders.contractId = u"c1"_s;
    batch.products = {orders, productOf(u"refunds"_s, u"Refunds"_s, u"refunds"_s)};
    batch.parties = {partyOf(u"ana@acme.example"_s, u"Ana Ruiz"_s)};
    mesh::Dataset table = datasetOf(u"orders"_s, {u"order_id"_s, u"email"_s});
    table.nativeId = u"orders"_s;
    mesh::Dataset other = datasetOf(u"refunds"_s, {u"order_id"_s});
    batch.datasets = {table, other};
    batch.edges = {edgeOf(u"orders"_s, u"refunds"_s)};
    mesh::Contract contract;
    contract.id = contract.name = u"c1"_s;
    contract.serviceLevels = {{u"latency"_s, u"6"_s, u"h"_s, {}, {}},
                              {u"retention"_s, u"7"_s, u"years"_s, {}, {}}};
    contract.document = "{}";
    batch.contracts = {contract};
    batch.checks = {check(u"a"_s, u"orders"_s, mesh::Dimension::Completeness),
                    check(u"b"_s, u"orders"_s, mesh::Dimension::Validity)};
    for (int daysAgo = 60; daysAgo >= 0; --daysAgo) {
        batch.results.append(result(u"a"_s, daysAgo, mesh::CheckStatus::Passed));
        batch.results.append(result(
            u"b"_s, daysAgo, daysAgo < 2 ? mesh::CheckStatus::Failed : mesh::CheckStatus::Passed));
    }
    batch.loads = {load(u"orders"_s, 21), load(u"orders"_s, 15), load(u"orders"_s, 9)};
    return batch;
}

struct Filled {
    StoreFixture fixture{now};
    Filled() { fixture.pull(fixture.addCatalog(u"core"_s), {mesh_()}); }
    [[nodiscard]] Reader reader() const { return need(fixture.store->read()); }
};

const QString orders = u"product://acme/orders"_s;
const QString refunds = u"product://acme/refunds"_s;

std::optional<bool> judged(const scores::Scorecard &card, const QString &rule)
{
    for (const scores::QualityMark &mark : card.qualities) {
        for (const scores::RuleResult &one : mark.results) {
            if (one.rule == rule)
                return one.passed;
        }
    }
    return std::nullopt;
}

bool applies(const scores::Scorecard &card, const QString &rule)
{
    return judged(card, rule).has_value();
}

bool passed(const scores::Scorecard &card, const QString &rule)
{
    if (!applies(card, rule))
        qFatal("rule %s does not apply", qPrintable(rule));
    return *judged(card, rule);
}

} // namespace

class TestMeshScores : public QObject
{
    Q_OBJECT

private slots:
    void aScorecardShowsItsParts()
    {
        const Filled filled;

        const scores::Scorecard card = need(scores::scorecard(filled.reader(), orders, now));

        // completeness 100 x 30, validity 0 x 20, over 50
        QCOMPARE(*card.quality.value, 60.0);
        QCOMPARE(card.quality.coverage, 1.0);
        QCOMPARE(card.freshness.state, mesh::FreshnessState::Late);
        QCOMPARE(*card.freshness.ageMs, 9 * hour);
        QCOMPARE(*card.freshness.objectiveMs, 6 * hour);
        QVERIFY(!card.freshness.learned);
        QVERIFY(passed(card, u"discoverable.description"_s));
        QVERIFY(!passed(card, u"discoverable.tags"_s));
        QVERIFY(passed(card, u"interoperable.shared_keys"_s));
        QVERIFY(!passed(card, u"self_describing.columns"_s));
        QVERIFY(!passed(card, u"secure.personal_tagged"_s)); // email
        QVERIFY(passed(card, u"secure.retention"_s));
        QVERIFY(!passed(card, u"trustworthy.slos_met"_s));
    }

    void ofAnUnknownThingThereIsNoScorecard()
    {
        const Filled filled;

        QCOMPARE(scores::scorecard(filled.reader(), u"product://acme/none"_s, now).error().kind,
                 Error::Kind::NotFound);
        const scores::Scorecard card = need(scores::scorecard(filled.reader(), refunds, now));
        QVERIFY(!card.quality.value);
        QCOMPARE(card.freshness.state, mesh::FreshnessState::Unknown);
        QCOMPARE(*need(scores::scorecard(filled.reader(), datasetOf(u"orders"_s, {}).key, now))
                      .quality.value,
                 60.0);
    }

    void summariesAreStoredForListsAndSearch()
    {
        const Filled filled;
        need(scores::recompute(*filled.fixture.store));

        const ProductRow row = need(filled.reader().productRow(orders));
        QCOMPARE(*row.score.quality, 60.0);
        QCOMPARE(*row.score.objectiveMs, 6 * hour);
        QVERIFY(!need(filled.reader().productRow(refunds)).score.quality);
        const auto index = need(search::Index::build(filled.reader()));
        search::FindOptions options;
        options.nowMs = now;
        const search::Hits hits =
            need(search::find(*index, search::parse(u"fresh:late quality:>50"_s), options));
        QCOMPARE(hits.total, 1);
        QCOMPARE(hits.hits.first().key, orders);
    }

    void governanceListsWhatIsBroken()
    {
        const Filled filled;

        const scores::Governance all = need(scores::governance(filled.reader(), now));

        QCOMPARE(all.rules, int(scores::rules().size()));
        QVERIFY(!all.findings.isEmpty());
        QCOMPARE(all.findings.first().severity, mesh::Severity::Error);
        QVERIFY(std::any_of(all.findings.begin(), all.findings.end(),
                            [](const scores::Finding &finding) {
                                return finding.rule == u"secure.owner" && finding.key == refunds &&
                                       !finding.fix.isEmpty();
                            }));
        QCOMPARE(all.domains.size(), 2); // one of no domain
        QCOMPARE(all.domains.last().name, u"Payments"_s);
        QCOMPARE(*all.domains.last().quality, 60.0);
        QVERIFY(!all.domains.first().quality);
    }

    void aSilentBreakOfASchemaIsAFinding()
    {
        StoreFixture fixture{now};
        const qint64 core = fixture.addCatalog(u"core"_s);
        Batch batch = mesh_();
        fixture.pull(core, {batch});
        const auto card = [&] {
            return need(scores::scorecard(need(fixture.store->read()), orders, now));
        };
        QVERIFY(!applies(card(), u"trustworthy.breaks_announced"_s)); // nothing has changed
        QVERIFY(!applies(card(), u"self_describing.schema_settled"_s));

        batch.datasets[0].columns.append(batch.datasets[0].columns[1]);
        batch.datasets[0].columns[2].name = u"added"_s;
        fixture.pull(core, {batch});
        QVERIFY(!applies(card(), u"trustworthy.breaks_announced"_s)); // nobody minds a new column
        QVERIFY(!passed(card(), u"self_describing.schema_settled"_s));
        QVERIFY(passed(need(scores::scorecard(need(fixture.store->read()), orders, now + 8 * day)),
                       u"self_describing.schema_settled"_s));

        batch.datasets[0].columns.removeAt(1);
        batch.contracts[0].usage = u"another word"_s; // the same version
        fixture.pull(core, {batch});
        QVERIFY(!passed(card(), u"trustworthy.breaks_announced"_s));
        const auto all = need(scores::governance(need(fixture.store->read()), now));
        const auto found =
            std::find_if(all.findings.begin(), all.findings.end(), [](const auto &one) {
                return one.rule == u"trustworthy.breaks_announced";
            });
        QVERIFY(found != all.findings.end());
        QVERIFY2(found->evidence.contains(u"email removed"_s), qPrintable(found->evidence));

        batch.contracts[0].version = u"2.0.0"_s;
        fixture.pull(core, {batch});
        QVERIFY(passed(card(), u"trustworthy.breaks_announced"_s));
    }

    void historyShowsEachDayAsItWas()
    {
        const Filled filled;

        const auto series = need(scores::qualityHistory(filled.reader(), orders, now, 70));

        QCOMPARE(series.size(), 3); // the whole and two dimensions
        const auto &values = series.first().values;
        QCOMPARE(values.size(), 70);
        QVERIFY(!values.first()); // before the first result
        QCOMPARE(*values[20], 100.0);
        QCOMPARE(*values.last(), 60.0);
        QCOMPARE(*values[67], 100.0);
        QCOMPARE(*values[68], 60.0);
        const auto whole = need(scores::qualityHistory(filled.reader(), {}, now, 5));
        QCOMPARE(*whole.first().values.last(), 60.0); // the mean over scored products
    }

    void loadsAreHeldAgainstTheObjective()
    {
        const Filled filled;

        const auto history = need(scores::loadHistory(filled.reader(), orders, now, 14));

        QCOMPARE(history.loads.size(), 2); // the first has nothing before it
        QCOMPARE(history.loads.first().ageMs, 6 * hour);
        QCOMPARE(history.onTime, 2);
    }

    void failingChecksComeFirst()
    {
        const Filled filled;

        const auto checks = need(scores::checkHistories(filled.reader(), orders, now, 14));

        QCOMPARE(checks.size(), 2);
        QCOMPARE(checks.first().check.id, u"b"_s);
        QCOMPARE(checks.first().runs.size(), 14);
        QCOMPARE(*checks.first().notPassedSinceMs, now - day);
        QVERIFY(!checks.last().notPassedSinceMs);
    }

    void homeIsSummedUp()
    {
        const Filled filled;

        const scores::Overview home = need(scores::overview(filled.reader(), now, 30));

        QCOMPARE(home.products, 2);
        QCOMPARE(home.unscored, 1);
        QCOMPARE(*home.health.value, 60.0);
        QCOMPARE(*home.health.change(), -40.0);
        QCOMPARE(home.slos, 3); // latency and two checks; nobody measures the retention
        QCOMPARE(home.slosMet, 1);
        QCOMPARE(*home.freshOnTime.value, 0.0);
        QVERIFY(!home.freshOnTime.before); // no load is known of that time
        QCOMPARE(home.breaches.size(), 2);
        QCOMPARE(home.breaches.first().title, u"Check b"_s);
        QCOMPARE(*home.breaches.first().sinceMs, now - day);
        QCOMPARE(home.onTime.values.size(), 30);
        QCOMPARE(*home.available.values.last(), 100.0);
        QCOMPARE(home.domains.first().name, u"Payments"_s);
        QCOMPARE(home.domains.first().days.size(), 90);
        QCOMPARE(home.domains.first().breaches, 2);
        QCOMPARE(home.weeks.size(), 12);
        QVERIFY(!home.accessLeadMs.value);
    }

    void requestsAreCountedByWeekAndWay()
    {
        QList<mesh::AccessRequest> requests{request(u"a"_s, 0, 0, u"policy:x"_s),
                                            request(u"b"_s, 1, 4, u"party://o"_s),
                                            request(u"c"_s, 40, 10, u"party://o"_s)};
        requests[1].untilMs = now - hour;

        QCOMPARE(scores::activeConsumers(requests, now), 2.0);
        QCOMPARE(scores::activeConsumers(requests, now - 30 * day), 1.0);
        QCOMPARE(*scores::medianLeadMs(requests, now - 30 * day, now), 2.0 * hour);
        QCOMPARE(*scores::atOncePercent(requests, now - 30 * day, now), 50.0);
        QVERIFY(!scores::medianLeadMs({}, 0, now));
        const auto weeks = scores::weeksOf(requests, now, 12);
        QCOMPARE(weeks.last().byPolicy + weeks[10].byPolicy, 1);
        QCOMPARE(weeks.last().byOwner + weeks[10].byOwner, 1);
        QVERIFY(!weeks.first().medianLeadMs);
    }

    void anEmptyMeshIsUnknownNotZero()
    {
        const StoreFixture fixture(now);
        const Reader reader = need(fixture.store->read());

        const scores::Overview home = need(scores::overview(reader, now));

        QCOMPARE(home.products, 0);
        QVERIFY(!home.health.value && !home.slosMetPercent.value && !home.freshOnTime.value &&
                !home.fullyDescribed.value);
        QVERIFY(need(scores::governance(reader, now)).findings.isEmpty());
        need(scores::recompute(*fixture.store));
        QCOMPARE(need(lineage::Graph::build(reader))->edges(), 0);
    }

    void lineageIsReadFromTheStore()
    {
        const Filled filled;

        const auto graph = need(lineage::Graph::build(filled.reader()));
        const auto impacts = need(lineage::impact(*graph, orders));

        QCOMPARE(impacts.size(), 1);
        QCOMPARE(impacts.first().key, refunds);
    }
};

QTEST_GUILESS_MAIN(TestMeshScores)
#include "tst_mesh_scores.moc"
