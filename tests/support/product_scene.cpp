// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/product_scene.h"

#include "models/mesh/identity.h"
#include "models/scores/qualities.h"
#include "models/store/reader.h"

namespace meshlens::test {

using namespace Qt::StringLiterals;
using namespace meshlens::mesh;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

QString domainOf(const QString &id)
{
    return domainKey(u"core"_s, id);
}

Column column(const QString &name, const QString &type, const QString &description,
              bool key = false, bool personal = false)
{
    Column made;
    made.name = name;
    made.type = type;
    made.description = description;
    made.primaryKey = key;
    made.required = key;
    made.personal = personal;
    made.classification = personal ? Classification::Confidential : Classification::Internal;
    return made;
}

Dataset table(const QString &name, const QString &domain, const QList<Column> &columns,
              DatasetType type = DatasetType::Table)
{
    Dataset dataset;
    dataset.key = sceneDataset(name);
    dataset.nativeId = name;
    dataset.name = name;
    dataset.qualifiedName = u"payments.public."_s + name;
    dataset.type = type;
    dataset.description = u"Rows behind the product of the same name."_s;
    dataset.domain = domainOf(domain);
    dataset.columns = columns;
    dataset.rows = 48'200'000;
    return dataset;
}

DataProduct product(const QString &id, const QString &name, const QString &domain,
                    const QString &description, const QString &dataset, const QString &owner)
{
    DataProduct made;
    made.key = sceneProduct(id);
    made.nativeId = id;
    made.name = name;
    made.domain = domainOf(domain);
    made.description = description;
    made.status = Status::Active;
    made.archetype = Archetype::Aggregate;
    made.classification = Classification::Internal;
    made.access = AccessMode::Request;
    made.version = u"2.3.0"_s;
    made.tags = {domain, u"finance"_s};
    made.owners = {partyKey(owner)};
    made.contractId = id + u"-contract"_s;
    Port sql;
    sql.id = u"sql"_s;
    sql.direction = PortDirection::Output;
    sql.name = dataset;
    sql.protocol = u"sql"_s;
    sql.dataset = sceneDataset(dataset);
    sql.address = u"postgres://db.payments.cadenza.example/payments"_s;
    made.ports.append(sql);
    return made;
}

Contract contract(const QString &id, const QString &name, const QString &dataset, int hours)
{
    Contract made;
    made.id = id + u"-contract"_s;
    made.name = name;
    made.version = u"1.2.0"_s;
    made.status = Status::Active;
    made.description = u"What the product promises to those who read it."_s;
    made.usage = u"Monthly close, forecasts and product analysis."_s;
    made.limitations = u"Not for decisions about single persons."_s;
    made.datasets = {sceneDataset(dataset)};
    made.serviceLevels = {{u"latency"_s, QString::number(hours), u"h"_s, {}, {}},
                          {u"retention"_s, u"7"_s, u"y"_s, {}, u"then deleted"_s}};
    made.permittedPurposes = {u"reporting"_s, u"forecasting"_s};
    made.document = R"({"apiVersion":"v3.0.2","kind":"DataContract","id":"subscription-revenue",)"
                    R"("slaProperties":[{"property":"latency","value":6,"unit":"h"}]})";
    return made;
}

void addChecks(Batch &batch, const QString &dataset, const QString &prefix, std::int64_t now,
               bool failing)
{
    struct Shape {
        const char *title;
        Dimension dimension;
        const char *column;
        const char *expected;
    };
    static constexpr std::array shapes{
        Shape{"Rows per country are stable", Dimension::Completeness, "country", "over 99.5%"},
        Shape{"Key is unique", Dimension::Uniqueness, "subscription_id", "100%"},
        Shape{"Country is a known code", Dimension::Validity, "country", "100%"},
        Shape{"Within 0.5% of the ledger", Dimension::Consistency, "net_revenue_eur", "under 0.5%"},
        Shape{"Country fits the card", Dimension::Accuracy, "country", "over 90%"},
        Shape{"Loaded within 6 h", Dimension::Timeliness, "", "over 95%"},
        Shape{"No empty plan", Dimension::Completeness, "plan", "100%"}};
    for (size_t i = 0; i < shapes.size(); ++i) {
        Check check;
        check.id = prefix + QString::number(i);
        check.dataset = sceneDataset(dataset);
        check.column = QString::fromLatin1(shapes[i].column);
        check.dimension = shapes[i].dimension;
        check.title = QString::fromLatin1(shapes[i].title);
        check.periodMs = day;
        batch.checks.append(check);
        for (int back = 89; back >= 0; --back) {
            CheckResult result;
            result.check = check.id;
            result.atMs = now - back * day - 2 * hour;
            result.expected = QString::fromLatin1(shapes[i].expected);
            const bool broken = failing && (i == 0 || i == 3) && back < 6;
            const bool warns = (i == 4 && back < 40) || (i == 2 && back % 11 == 3);
            result.status = broken  ? CheckStatus::Failed
                            : warns ? CheckStatus::Warning
                                    : CheckStatus::Passed;
            result.value = broken ? u"98.1%"_s : warns ? u"99.6%"_s : u"100%"_s;
            batch.results.append(result);
        }
    }
}

void addLoads(Batch &batch, const QString &dataset, std::int64_t now, std::int64_t every,
              std::int64_t newestAge)
{
    for (int i = 39; i >= 0; --i) {
        Load load;
        load.dataset = sceneDataset(dataset);
        load.arrivedAtMs = now - newestAge - i * every + (i % 9 == 4 ? every / 2 : 0);
        load.dataTimeMs = now - newestAge - i * every;
        load.rows = 31'000 + 170 * (i % 7);
        batch.loads.append(load);
    }
}

void edge(Batch &batch, const QString &from, const QString &to)
{
    LineageEdge made;
    made.from = sceneDataset(from);
    made.to = sceneDataset(to);
    made.job = jobKey(u"airflow"_s, u"load_"_s + to);
    batch.edges.append(made);
}

Batch coreBatch(std::int64_t now)
{
    Batch batch;
    for (const auto &[id, name] :
         {std::pair(u"player"_s, u"Player"_s), std::pair(u"artists"_s, u"Artists"_s),
          std::pair(u"labels"_s, u"Labels"_s), std::pair(u"payments"_s, u"Payments"_s),
          std::pair(u"customers"_s, u"Customers"_s)})
        batch.domains.append({domainOf(id),
                              id,
                              name,
                              name + u" and all that goes with it."_s,
                              {partyKey(u"lucia@cadenza.example"_s)}});
    batch.parties = {{partyKey(u"lucia@cadenza.example"_s),
                      u"lucia"_s,
                      u"Lucia Vega"_s,
                      u"lucia@cadenza.example"_s,
                      u"Payments data"_s,
                      u"Data product owner"_s,
                      {}},
                     {partyKey(u"tomas@cadenza.example"_s),
                      u"tomas"_s,
                      u"Tomas Horak"_s,
                      u"tomas@cadenza.example"_s,
                      u"Player data"_s,
                      {},
                      {}},
                     {partyKey(u"hanna@cadenza.example"_s),
                      u"hanna"_s,
                      u"Hanna Lind"_s,
                      u"hanna@cadenza.example"_s,
                      u"Finance"_s,
                      {},
                      {}}};
    batch.terms = {{termKey(u"core"_s, u"net-revenue"_s),
                    u"net-revenue"_s,
                    u"Net revenue"_s,
                    u"Revenue after refunds, taxes and payment fees."_s,
                    domainOf(u"payments"_s),
                    {u"net sales"_s}},
                   {termKey(u"core"_s, u"artist-player"_s),
                    u"artist-player"_s,
                    u"Artist"_s,
                    u"Who is named on a track."_s,
                    domainOf(u"player"_s),
                    {}},
                   {termKey(u"core"_s, u"artist-payments"_s),
                    u"artist-payments"_s,
                    u"Artist"_s,
                    u"Who is paid royalties."_s,
                    domainOf(u"payments"_s),
                    {}}};

    const QList<Column> revenue{
        column(u"subscription_id"_s, u"string"_s, u"One paid subscription"_s, true),
        column(u"billing_month"_s, u"date"_s, u"Month that the revenue belongs to"_s, true),
        column(u"country"_s, u"string"_s, u"ISO 3166 country of the payer"_s),
        column(u"plan"_s, u"string"_s, u"Plan at month end"_s),
        column(u"amounts.gross_revenue_eur"_s, u"decimal(12,2)"_s, u"Charged, with tax"_s),
        column(u"amounts.refunds_eur"_s, u"decimal(12,2)"_s, u"Refunded in the month"_s),
        column(u"net_revenue_eur"_s, u"decimal(12,2)"_s, u"After refunds, taxes and fees"_s),
        column(u"subscriber_email"_s, u"string"_s, u"Contact address of the payer"_s, false, true),
        column(u"loaded_at"_s, u"timestamp"_s, {})};
    const QList<Column> events{
        column(u"subscription_id"_s, u"string"_s, u"Subscription"_s, true),
        column(u"event_type"_s, u"string"_s, u"Start, upgrade, pause or end"_s),
        column(u"occurred_at"_s, u"timestamp"_s, u"When it happened"_s)};
    const QString lucia = u"lucia@cadenza.example"_s;
    const QString tomas = u"tomas@cadenza.example"_s;

    batch.datasets = {table(u"subscription_revenue"_s, u"payments"_s, revenue),
                      table(u"subscription_events"_s, u"payments"_s, events, DatasetType::Stream),
                      table(u"payment_attempts"_s, u"payments"_s, events),
                      table(u"monthly_recurring_revenue"_s, u"payments"_s,
                            {column(u"mrr_eur"_s, u"decimal"_s, u"Contracted monthly revenue"_s),
                             column(u"country"_s, u"string"_s, u"Country"_s)},
                            DatasetType::Metric),
                      table(u"label_settlements"_s, u"labels"_s, events),
                      table(u"play_events"_s, u"player"_s, events, DatasetType::Stream),
                      table(u"churn_scores"_s, u"customers"_s, events, DatasetType::Model),
                      table(u"loose_ledger"_s, u"payments"_s, events)};

    DataProduct main = product(
        u"subscription-revenue"_s, u"Subscription revenue"_s, u"payments"_s,
        u"Recognised revenue per subscription, plan and country, one row per billing month, after "
        u"refunds, taxes and payment fees. It is the source of the monthly close and of the figure "
        u"on the finance dashboard."_s,
        u"subscription_revenue"_s, lucia);
    main.certified = true;
    main.limitations = u"Rows for Germany are missing in the last two loads. Fix expected soon."_s;
    main.terms = {termKey(u"core"_s, u"net-revenue"_s)};
    main.url = u"https://catalog.cadenza.example/products/subscription-revenue"_s;
    main.createdAtMs = now - 400 * day;
    main.updatedAtMs = now - 30 * day;
    Port files;
    files.id = u"files"_s;
    files.name = u"Monthly files"_s;
    files.protocol = u"s3"_s;
    files.format = u"parquet"_s;
    files.address = u"s3://cadenza-finance/subscription-revenue/"_s;
    main.ports.append(files);
    Port in;
    in.id = u"in"_s;
    in.direction = PortDirection::Input;
    in.name = u"Subscription events v4.0"_s;
    in.protocol = u"kafka"_s;
    in.dataset = sceneDataset(u"subscription_events"_s);
    main.ports.append(in);
    batch.products.append(main);

    DataProduct open = product(u"mrr"_s, u"Monthly recurring revenue"_s, u"payments"_s,
                               u"Contracted monthly revenue of active subscriptions, as shown on "
                               u"the finance dashboard."_s,
                               u"monthly_recurring_revenue"_s, lucia);
    open.access = AccessMode::Open;
    batch.products.append(open);
    batch.products.append(product(u"subscription-events"_s, u"Subscription events"_s, u"payments"_s,
                                  u"Starts, upgrades, pauses and cancellations, as they happen, "
                                  u"keyed by subscriber. Seven days of replay."_s,
                                  u"subscription_events"_s, lucia));
    batch.products.append(product(u"payment-attempts"_s, u"Payment attempts"_s, u"payments"_s,
                                  u"Every try to charge a card or account, with its answer."_s,
                                  u"payment_attempts"_s, lucia));
    batch.products.append(product(u"label-settlements"_s, u"Label settlements"_s, u"labels"_s,
                                  u"What each label is owed for a month, and when it was paid."_s,
                                  u"label_settlements"_s, lucia));
    batch.products.append(product(u"play-events"_s, u"Play events"_s, u"player"_s,
                                  u"One event for each track that was played for 30 seconds."_s,
                                  u"play_events"_s, tomas));
    batch.products.append(product(u"churn"_s, u"Churn model"_s, u"customers"_s,
                                  u"How likely each subscriber is to leave within a month."_s,
                                  u"churn_scores"_s, tomas));
    DataProduct bare;
    bare.key = sceneProduct(u"bare"_s);
    bare.nativeId = u"bare"_s;
    bare.name = u"Bare export"_s;
    batch.products.append(bare);

    batch.contracts = {
        contract(u"subscription-revenue"_s, u"Subscription revenue contract"_s,
                 u"subscription_revenue"_s, 6),
        contract(u"payment-attempts"_s, u"Payment attempts contract"_s, u"payment_attempts"_s, 24)};
    addChecks(batch, u"subscription_revenue"_s, u"rev"_s, now, true);
    addChecks(batch, u"payment_attempts"_s, u"pay"_s, now, false);
    addLoads(batch, u"subscription_revenue"_s, now, 6 * hour, 2 * hour);
    addLoads(batch, u"payment_attempts"_s, now, 24 * hour, 30 * hour);
    addLoads(batch, u"subscription_events"_s, now, hour, hour / 3);
    edge(batch, u"subscription_events"_s, u"subscription_revenue"_s);
    edge(batch, u"payment_attempts"_s, u"subscription_revenue"_s);
    edge(batch, u"subscription_revenue"_s, u"monthly_recurring_revenue"_s);
    edge(batch, u"subscription_revenue"_s, u"label_settlements"_s);
    edge(batch, u"subscription_revenue"_s, u"churn_scores"_s);
    return batch;
}

} // namespace

QString sceneProduct(const QString &id)
{
    return productKey(u"core"_s, id);
}

QString sceneDataset(const QString &name)
{
    return u"postgres://db.payments.cadenza.example/payments/public/"_s + name;
}

void fillScene(FakeSession &session)
{
    const std::int64_t now = session.clock().nowMs();
    const Batch core = coreBatch(now);
    session.pull(u"Core Catalog"_s, core);

    Batch other;
    DataProduct again = core.products.first();
    again.description = u"Subscription revenue, gross, per month."_s;
    again.version = u"2.2.0"_s;
    again.owners = {partyKey(u"tomas@cadenza.example"_s)};
    other.products = {again};
    other.parties = core.parties;
    session.pull(u"Payments Catalog"_s, other);

    QList<std::pair<QString, store::ScoreSummary>> scored;
    {
        const auto reader = session.store()->read();
        if (!reader)
            qFatal("scene: %s", qPrintable(reader.error().message));
        for (const DataProduct &known : core.products) {
            if (const auto card = scores::scorecard(*reader, known.key, now))
                scored.append({known.key, card->summary});
        }
    }
    for (const auto &[key, summary] : scored)
        session.saveScore(key, summary);
}

AccessRequest sceneGrant(const FakeSession &session, const QString &product, std::int64_t untilMs)
{
    AccessRequest request;
    request.id = u"req-1"_s;
    request.version = 3;
    request.catalog = u"Core Catalog"_s;
    request.product = product;
    request.requester = partyKey(session.person.email);
    request.requesterName = session.person.fullName;
    request.forWhom = u"me"_s;
    request.purpose = {PurposeKind::Reporting, u"Monthly close of the group"_s};
    request.untilMs = untilMs;
    request.state = RequestState::Approved;
    request.grant = GrantState::Active;
    request.grantId = u"grant-1"_s;
    request.decidedBy = u"policy:internal-reporting"_s;
    request.decidedAtMs = session.clock().nowMs() - hour;
    request.createdAtMs = session.clock().nowMs() - 2 * hour;
    request.mine = true;
    return request;
}

} // namespace meshlens::test
