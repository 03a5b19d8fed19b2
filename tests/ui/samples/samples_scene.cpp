// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/samples/samples_scene.h"

#include <cmath>

namespace meshlens::test {

using namespace Qt::StringLiterals;

const QString SamplesScene::revenueProduct = u"product://core/subscription_revenue"_s;
const QString SamplesScene::revenueDataset = u"postgres://db/finance/revenue_by_plan"_s;
const QString SamplesScene::chargebackProduct = u"product://core/chargebacks"_s;
const QString SamplesScene::chargebackDataset = u"postgres://db/payments/chargebacks"_s;

mesh::Sample revenue()
{
    mesh::Sample made;
    made.columns = {
        {u"country"_s, u"varchar"_s, false},         {u"plan"_s, u"varchar"_s, false},
        {u"billing_month"_s, u"date"_s, false},      {u"subscriptions"_s, u"bigint"_s, false},
        {u"net_revenue_eur"_s, u"numeric"_s, false}, {u"change_pct"_s, u"double"_s, false}};
    const QStringList countries{u"GB"_s, u"FR"_s, u"DE"_s, u"IT"_s,
                                u"ES"_s, u"SE"_s, u"NL"_s, u"PT"_s};
    const QStringList plans{u"Premium, monthly"_s, u"Family"_s, u"Student"_s};
    const QStringList months{u"2025-10-01"_s, u"2025-11-01"_s, u"2025-12-01"_s,
                             u"2026-01-01"_s, u"2026-02-01"_s, u"2026-03-01"_s};
    for (int month = 0; month < months.size(); ++month) {
        for (int country = 0; country < countries.size(); ++country) {
            for (int plan = 0; plan < plans.size(); ++plan) {
                const bool missing = month == 5 && countries[country] == u"DE";
                const double full = 611'204.0 / (country + 1) / (plan * 2 + 1) * (1 + month * 0.01);
                const double count = missing ? full * 0.62 : full;
                const QVariant change =
                    month == 0 ? QVariant() : QVariant(missing ? -37.5 - plan : 1.1 - plan * 0.7);
                made.rows.append(QVariantList{countries[country], plans[plan], months[month],
                                              static_cast<qint64>(count),
                                              std::round(count * 869.3) / 100.0, change});
            }
        }
    }
    made.complete = true;
    made.fetchedAtMs = 1'773'303'000'000;
    made.grant = u"g1"_s;
    made.expiresAtMs = 1'781'049'600'000; // 2026-06-10
    return made;
}

mesh::Sample chargebacks()
{
    mesh::Sample made;
    made.columns = {{u"attempt_id"_s, u"varchar"_s, false}, {u"at"_s, u"timestamp"_s, false},
                    {u"amount_eur"_s, u"numeric"_s, false}, {u"bank_code"_s, u"bigint"_s, false},
                    {u"card_number"_s, u"varchar"_s, true}, {u"reason"_s, u"varchar"_s, false},
                    {u"refunded"_s, u"boolean"_s, false}};
    for (int i = 0; i < 240; ++i)
        made.rows.append(QVariantList{
            u"a-%1"_s.arg(20418 + i),
            u"2026-03-%1T10:%2:00Z"_s.arg(1 + i % 12, 2, 10, QChar(u'0'))
                .arg(i % 60, 2, 10, QChar(u'0')),
            4.99 + (i % 3) * 5, qint64(37040000 + i % 7), u"tok_%1"_s.arg(i % 90),
            i % 4 == 0 ? QVariant() : QVariant(i % 3 == 0 ? u"fraud"_s : u"not recognised"_s),
            i % 5 == 0});
    made.fetchedAtMs = 1'773'216'000'000;
    return made;
}

void SamplesScene::fill(FakeSession &session, bool withSamples)
{
    Batch batch;
    const auto add = [&](const QString &product, const QString &name, const QString &dataset,
                         const mesh::Sample &sample, const QString &limitations, qint64 rows) {
        mesh::Dataset table;
        table.key = dataset;
        table.nativeId = dataset;
        table.name = dataset.section(u'/', -1);
        table.qualifiedName = table.name;
        table.rows = rows;
        for (const mesh::SampleColumn &column : sample.columns) {
            mesh::Column made;
            made.name = column.name;
            made.type = column.type;
            table.columns += made;
        }
        batch.datasets += table;
        mesh::DataProduct made;
        made.key = product;
        made.nativeId = product.section(u'/', -1);
        made.name = name;
        made.limitations = limitations;
        made.access = mesh::AccessMode::Request;
        mesh::Port port;
        port.id = u"out"_s;
        port.name = u"out"_s;
        port.dataset = dataset;
        made.ports = {port};
        batch.products += made;
        CachedSample entry;
        entry.product = product;
        entry.title = name;
        entry.tableName = made.nativeId + u'.' + table.name;
        entry.sizeBytes = rows * 900;
        session.cacheEntries.insert(dataset, entry);
        if (withSamples)
            session.samples.insert(dataset, sample);
    };
    add(revenueProduct, u"Subscription revenue"_s, revenueDataset, revenue(),
        u"German rows are missing since 6 March."_s, 144);
    add(chargebackProduct, u"Chargebacks"_s, chargebackDataset, chargebacks(), {}, 10'400);
    session.pull(u"Core"_s, batch);
    store::ScoreSummary score;
    score.quality = 87;
    score.coverage = 0.93;
    score.dataTimeMs = 1'773'298'860'000;
    score.objectiveMs = 6 * 3'600'000;
    session.saveScore(revenueProduct, score);
}

mesh::AccessRequest SamplesScene::grant(mesh::GrantState state)
{
    mesh::AccessRequest request;
    request.id = u"r1"_s;
    request.grantId = u"g1"_s;
    request.version = state == mesh::GrantState::Active ? 1 : 2;
    request.catalog = u"Core"_s;
    request.product = revenueProduct;
    request.mine = true;
    request.state = mesh::RequestState::Approved;
    request.grant = state;
    request.untilMs = 1'781'049'600'000;
    request.createdAtMs = 1'773'000'000'000;
    request.decidedAtMs = 1'773'000'060'000;
    request.decidedByName = u"Lucia Vega"_s;
    if (state == mesh::GrantState::Revoked) {
        request.note = u"The contract with the labels has ended."_s;
        request.history = {{1'773'305'940'000, u"party://lucia@cadenza.example"_s, u"revoked"_s}};
    }
    return request;
}

} // namespace meshlens::test
