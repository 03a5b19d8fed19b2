// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_session.h"

namespace meshlens::test {

/// The mesh of a streaming company: seven domains in four catalogs, one revenue product in the
/// middle, columns from the payments to the royalties.
inline void fillLineage(FakeSession &session)
{
    using namespace Qt::StringLiterals;
    struct Row {
        const char *catalog;
        const char *id;
        const char *name;
        const char *domain;
        mesh::DatasetType type;
        double quality; // below zero: not scored
        double ageHours;
        double objectiveHours; // 0: none
        QStringList columns;
    };
    using mesh::DatasetType;
    const QList<Row> rows{
        {"Core",
         "subscription-events",
         "Subscription events",
         "Payments",
         DatasetType::Stream,
         92,
         0.1,
         1,
         {u"event_id"_s, u"subscription_id"_s, u"plan"_s}},
        {"Core",
         "payment-attempts",
         "Payment attempts",
         "Payments",
         DatasetType::Table,
         72,
         9,
         6,
         {u"attempt_id"_s, u"amount_eur"_s, u"status"_s, u"card_hash"_s}},
        {"Core",
         "plan-catalogue",
         "Plan catalogue",
         "Payments",
         DatasetType::Api,
         78,
         72,
         0,
         {u"plan"_s, u"price_eur"_s}},
        {"Core",
         "chargebacks",
         "Chargebacks",
         "Payments",
         DatasetType::Table,
         84,
         5,
         24,
         {u"attempt_id"_s, u"refund_eur"_s}},
        {"Core",
         "subscription-revenue",
         "Subscription revenue",
         "Payments",
         DatasetType::Table,
         87,
         2,
         6,
         {u"subscription_id"_s, u"billing_month"_s, u"country"_s, u"plan"_s, u"gross_revenue_eur"_s,
          u"refunds_eur"_s, u"net_revenue_eur"_s, u"subscriber_email"_s}},
        {"Core",
         "recurring-revenue",
         "Recurring revenue",
         "Payments",
         DatasetType::Metric,
         87,
         2,
         24,
         {u"mrr_eur"_s, u"country"_s, u"plan"_s}},
        {"Core",
         "deferred-revenue",
         "Deferred revenue",
         "Payments",
         DatasetType::Table,
         90,
         200,
         300,
         {u"deferred_eur"_s}},
        {"Core",
         "refund-rate",
         "Refund rate",
         "Payments",
         DatasetType::Metric,
         88,
         2,
         24,
         {u"rate"_s}},
        {"Core",
         "customer-profile",
         "Customer profile",
         "Customers",
         DatasetType::Table,
         81,
         4,
         24,
         {u"customer_id"_s, u"email"_s, u"country"_s}},
        {"Core",
         "playback-sessions",
         "Playback sessions",
         "Player",
         DatasetType::Stream,
         95,
         0.2,
         1,
         {u"session_id"_s, u"track_id"_s}},
        {"Lakehouse",
         "churn-model",
         "Churn model",
         "Recommendations",
         DatasetType::Model,
         -1,
         30,
         0,
         {u"score"_s}},
        {"Lakehouse",
         "taste-profiles",
         "Taste profiles",
         "Recommendations",
         DatasetType::Table,
         66,
         50,
         24,
         {u"profile"_s}},
        {"Finance",
         "revenue-close",
         "Revenue close",
         "Finance",
         DatasetType::Table,
         76,
         26,
         24,
         {u"closed_eur"_s}},
        {"Finance",
         "company-dashboard",
         "Company dashboard",
         "Finance",
         DatasetType::Dashboard,
         91,
         2,
         24,
         {u"mrr_eur"_s}},
        {"Finance",
         "board-pack",
         "Board pack",
         "Finance",
         DatasetType::Dashboard,
         85,
         72,
         168,
         {u"mrr_eur"_s}},
        {"Finance",
         "statutory-report",
         "Statutory report",
         "Finance",
         DatasetType::File,
         -1,
         288,
         0,
         {u"revenue_eur"_s}},
        {"Label Partners",
         "label-settlements",
         "Label settlements",
         "Labels",
         DatasetType::Table,
         82,
         27,
         24,
         {u"base_eur"_s, u"settlement_eur"_s, u"label_id"_s}},
        {"Label Partners",
         "royalty-payouts",
         "Royalty payouts",
         "Artists",
         DatasetType::Table,
         94,
         5,
         24,
         {u"amount_eur"_s, u"artist_id"_s}},
        {"Label Partners",
         "artist-statements",
         "Artist statements",
         "Artists",
         DatasetType::File,
         58,
         60,
         24,
         {u"statement_eur"_s}},
    };
    struct Flow {
        const char *from;
        const char *fromColumn;
        const char *to;
        const char *toColumn;
        bool declared;
    };
    const QList<Flow> flows{
        {"subscription-events", "subscription_id", "subscription-revenue", "subscription_id", true},
        {"subscription-events", "plan", "subscription-revenue", "plan", true},
        {"payment-attempts", "amount_eur", "subscription-revenue", "net_revenue_eur", true},
        {"payment-attempts", "amount_eur", "subscription-revenue", "gross_revenue_eur", true},
        {"payment-attempts", "status", "subscription-revenue", "", true},
        {"plan-catalogue", "plan", "subscription-revenue", "plan", true},
        {"chargebacks", "refund_eur", "subscription-revenue", "refunds_eur", true},
        {"customer-profile", "country", "subscription-revenue", "country", true},
        {"customer-profile", "email", "subscription-revenue", "subscriber_email", true},
        {"playback-sessions", "", "subscription-events", "", false},
        {"playback-sessions", "", "taste-profiles", "", true},
        {"subscription-revenue", "net_revenue_eur", "recurring-revenue", "mrr_eur", true},
        {"subscription-revenue", "country", "recurring-revenue", "country", true},
        {"subscription-revenue", "plan", "recurring-revenue", "plan", true},
        {"subscription-revenue", "net_revenue_eur", "revenue-close", "closed_eur", true},
        {"subscription-revenue", "gross_revenue_eur", "deferred-revenue", "deferred_eur", true},
        {"subscription-revenue", "refunds_eur", "refund-rate", "rate", true},
        {"subscription-revenue", "net_revenue_eur", "label-settlements", "base_eur", true},
        {"subscription-revenue", "", "churn-model", "", false},
        {"taste-profiles", "", "churn-model", "", false},
        {"recurring-revenue", "mrr_eur", "company-dashboard", "mrr_eur", true},
        {"recurring-revenue", "mrr_eur", "board-pack", "mrr_eur", true},
        {"revenue-close", "closed_eur", "statutory-report", "revenue_eur", true},
        {"label-settlements", "settlement_eur", "royalty-payouts", "amount_eur", true},
        {"label-settlements", "base_eur", "royalty-payouts", "amount_eur", true},
        {"royalty-payouts", "amount_eur", "artist-statements", "statement_eur", true},
    };
    const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
    const auto datasetKey = [](const QString &id) {
        return u"postgres://db.cadenza.example:5432/mesh/public/"_s +
               QString(id).replace(u'-', u'_');
    };
    QMap<QString, Batch> batches;
    for (const Row &row : rows) {
        Batch &batch = batches[text(row.catalog)];
        const QString domainName = text(row.domain);
        const QString domainKey = u"domain://core/"_s + domainName.toLower();
        const bool known = std::ranges::any_of(
            batch.domains, [&](const mesh::Domain &domain) { return domain.key == domainKey; });
        const QString owner = u"party://%1.lead@cadenza.example"_s.arg(domainName.toLower());
        if (!known) {
            mesh::Domain domain;
            domain.key = domainKey;
            domain.nativeId = domainName.toLower();
            domain.name = domainName;
            batch.domains += domain;
            mesh::Party party;
            party.key = owner;
            party.nativeId = domainName;
            party.name = domainName + u" lead"_s;
            party.email = owner.section(u"//"_s, 1);
            batch.parties += party;
        }
        mesh::Dataset dataset;
        dataset.key = datasetKey(text(row.id));
        dataset.nativeId = text(row.id) + u"-data"_s;
        dataset.name = dataset.key.section(u'/', -1);
        dataset.qualifiedName = u"mesh.public."_s + dataset.name;
        dataset.type = row.type;
        dataset.domain = domainKey;
        for (const QString &name : row.columns) {
            mesh::Column column;
            column.name = name;
            column.personal = name.contains(u"email"_s);
            column.primaryKey = name.endsWith(u"_id"_s);
            dataset.columns += column;
        }
        mesh::Column loaded;
        loaded.name = u"loaded_at"_s;
        dataset.columns += loaded;
        batch.datasets += dataset;
        mesh::DataProduct product;
        product.key = u"product://core/"_s + text(row.id);
        product.nativeId = text(row.id);
        product.name = text(row.name);
        product.domain = domainKey;
        product.owners = {owner};
        product.classification = product.name.contains(u"rofile"_s)
                                     ? mesh::Classification::Confidential
                                     : mesh::Classification::Internal;
        mesh::Port port;
        port.id = u"data"_s;
        port.dataset = dataset.key;
        if (product.nativeId == u"label-settlements" || product.nativeId == u"royalty-payouts") {
            mesh::Contract contract;
            contract.id = product.nativeId + u"-contract"_s;
            contract.name = product.name;
            contract.status = mesh::Status::Active;
            contract.datasets = {dataset.key};
            batch.contracts += contract;
            product.contractId = port.contractId = contract.id;
        }
        product.ports = {port};
        batch.products += product;
    }
    for (const Flow &flow : flows) {
        mesh::LineageEdge edge;
        edge.from = datasetKey(text(flow.from));
        edge.to = datasetKey(text(flow.to));
        edge.fromColumn = text(flow.fromColumn);
        edge.toColumn = text(flow.toColumn);
        edge.declared = flow.declared;
        edge.job = u"job://airflow/"_s + text(flow.to);
        for (const Row &row : rows) {
            if (qstrcmp(row.id, flow.to) == 0)
                batches[text(row.catalog)].edges += edge;
        }
    }
    for (auto it = batches.cbegin(); it != batches.cend(); ++it)
        session.pull(it.key(), it.value());
    const std::int64_t now = session.clock().nowMs();
    for (const Row &row : rows) {
        store::ScoreSummary score;
        if (row.quality >= 0)
            score.quality = row.quality;
        score.coverage = row.quality >= 0 ? 1 : 0;
        score.dataTimeMs = now - static_cast<std::int64_t>(row.ageHours * 3'600'000);
        if (row.objectiveHours > 0)
            score.objectiveMs = static_cast<std::int64_t>(row.objectiveHours * 3'600'000);
        session.saveScore(u"product://core/"_s + text(row.id), score);
    }
}

} // namespace meshlens::test
