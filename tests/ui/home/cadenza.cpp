// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/home/cadenza.h"

#include "models/scores/governance.h"

#include <algorithm>

namespace meshlens::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

struct Spec {
    const char *domain;
    const char *id;
    const char *name;
    int failing;   // of its five checks
    int objective; // hours
    double age;    // of the newest data, in objectives
    bool personal;
    bool owner;
    bool described;
};

constexpr Spec specs[] = {
    {"payments", "subscription-revenue", "Subscription revenue", 0, 6, 0.4, false, true, true},
    {"payments", "payment-attempts", "Payment attempts", 2, 6, 1.5, true, true, false},
    {"payments", "chargebacks", "Chargebacks", 1, 24, 0.3, false, true, true},
    {"payments", "mrr", "Monthly recurring revenue", 0, 24, 0.5, false, true, true},
    {"payments", "plan-catalogue", "Plan catalogue", 0, 24, 0.7, false, true, true},
    {"labels", "label-settlements", "Label settlements", 1, 24, 1.1, false, true, true},
    {"labels", "label-reports", "Label reports", 3, 24, 3.5, false, false, false},
    {"labels", "contract-terms", "Contract terms", 0, 48, 0.2, false, true, false},
    {"recommendations", "weekly-mixes", "Weekly mixes", 1, 24, 0.6, false, true, true},
    {"recommendations", "churn-model", "Churn model", 0, 48, 0.3, false, true, true},
    {"recommendations", "similar-artists", "Similar artists", 0, 24, 0.8, false, true, true},
    {"artists", "royalty-payouts", "Royalty payouts", 0, 24, 0.2, false, true, true},
    {"artists", "artist-contracts", "Artist contracts", 1, 72, 0.5, false, true, false},
    {"artists", "artist-profiles", "Artist profiles", 0, 12, 0.3, false, true, true},
    {"customers", "subscriber-360", "Subscriber 360", 0, 6, 0.5, true, true, true},
    {"customers", "support-tickets", "Support tickets", 1, 12, 0.9, true, true, false},
    {"customers", "consent-register", "Consent register", 0, 24, 0.2, true, true, true},
    {"player", "play-events", "Play events", 0, 1, 0.4, false, true, true},
    {"player", "sessions", "Sessions", 0, 2, 0.3, false, true, true},
    {"player", "catalogue", "Track catalogue", 0, 24, 0.1, false, true, true},
};

const QList<std::pair<QString, QString>> domains{{u"player"_s, u"Player"_s},
                                                 {u"artists"_s, u"Artists"_s},
                                                 {u"labels"_s, u"Labels"_s},
                                                 {u"payments"_s, u"Payments"_s},
                                                 {u"recommendations"_s, u"Recommendations"_s},
                                                 {u"customers"_s, u"Customers"_s}};

QString domainKey(const QString &id)
{
    return u"domain://core/"_s + id;
}

QString datasetKey(const Spec &spec)
{
    return u"postgres://db.%1.cadenza.example/%2"_s.arg(QString::fromLatin1(spec.domain),
                                                        QString::fromLatin1(spec.id));
}

mesh::Dataset datasetOf(const Spec &spec)
{
    mesh::Dataset dataset;
    dataset.key = datasetKey(spec);
    dataset.nativeId = QString::fromLatin1(spec.id);
    dataset.name = QString::fromLatin1(spec.id).replace(u'-', u'_');
    dataset.qualifiedName = QString::fromLatin1(spec.domain) + u'.' + dataset.name;
    dataset.rows = 120'000;
    const QStringList names{u"account_id"_s, u"amount_eur"_s, u"country"_s, u"created_at"_s,
                            u"ip_address"_s};
    for (const QString &name : names) {
        mesh::Column column;
        column.name = name;
        column.type = name == u"amount_eur" ? u"numeric(12,2)"_s : u"text"_s;
        column.primaryKey = name == u"account_id";
        column.classification = mesh::Classification::Internal;
        column.personal = spec.personal && name == u"ip_address";
        if (spec.described || name != u"country")
            column.description = u"What it is and where it comes from"_s;
        dataset.columns += column;
    }
    return dataset;
}

mesh::DataProduct productOf(const Spec &spec)
{
    mesh::DataProduct product;
    product.key = cadenzaProduct(QString::fromLatin1(spec.id));
    product.nativeId = QString::fromLatin1(spec.id);
    product.name = QString::fromLatin1(spec.name);
    product.description = u"%1 of the whole company, cleaned, one row a business event, as finance "
                          "and operations use it every day."_s.arg(product.name);
    product.domain = domainKey(QString::fromLatin1(spec.domain));
    product.status = mesh::Status::Active;
    product.archetype = mesh::Archetype::Aggregate;
    product.classification =
        spec.personal ? mesh::Classification::Confidential : mesh::Classification::Internal;
    product.access = mesh::AccessMode::Request;
    product.certified = spec.failing == 0;
    product.version = u"1.2"_s;
    product.tags = {u"finance"_s};
    if (spec.owner)
        product.owners = {u"party://lucia@cadenza.example"_s};
    product.contractId = u"c-"_s + product.nativeId;
    mesh::Port port;
    port.id = u"sql"_s;
    port.name = u"sql"_s;
    port.dataset = datasetKey(spec);
    port.protocol = u"sql"_s;
    port.format = u"postgres"_s;
    port.address = u"db.%1.cadenza.example"_s.arg(QString::fromLatin1(spec.domain));
    port.contractId = product.contractId;
    product.ports = {port};
    return product;
}

mesh::Contract contractOf(const Spec &spec)
{
    mesh::Contract contract;
    contract.id = u"c-"_s + QString::fromLatin1(spec.id);
    contract.name = QString::fromLatin1(spec.name) + u" contract"_s;
    contract.version = u"1.0"_s;
    contract.status = mesh::Status::Active;
    contract.datasets = {datasetKey(spec)};
    contract.serviceLevels = {{u"latency"_s, QString::number(spec.objective), u"h"_s, {}, {}}};
    contract.permittedPurposes = {u"reporting"_s, u"forecasting"_s};
    contract.document = "{}";
    return contract;
}

void addHistory(const Spec &spec, std::int64_t now, Batch &batch)
{
    const QStringList titles{u"No empty account"_s, u"Amounts are not negative"_s,
                             u"Countries are known"_s, u"Accounts are unique"_s,
                             u"Rows add up to the ledger"_s};
    const QList<mesh::Dimension> dimensions{
        mesh::Dimension::Completeness, mesh::Dimension::Validity, mesh::Dimension::Accuracy,
        mesh::Dimension::Uniqueness, mesh::Dimension::Consistency};
    for (int i = 0; i < titles.size(); ++i) {
        mesh::Check check;
        check.id = QString::fromLatin1(spec.id) + u"-check-%1"_s.arg(i);
        check.dataset = datasetKey(spec);
        check.title = titles[i];
        check.dimension = dimensions[i];
        check.severity = i == 0 ? mesh::Severity::Error : mesh::Severity::Warning;
        check.periodMs = day;
        batch.checks += check;
        for (int back = 90; back >= 0; back -= 1) {
            mesh::CheckResult result;
            result.check = check.id;
            result.atMs = now - back * day - 2 * hour;
            const bool failsNow = i < spec.failing && back < 9 + 4 * i;
            const bool wobbles = (back * 7 + i * 5 + spec.objective) % 23 == 0;
            result.status = failsNow  ? mesh::CheckStatus::Failed
                            : wobbles ? mesh::CheckStatus::Warning
                                      : mesh::CheckStatus::Passed;
            result.value = failsNow ? u"98.1%"_s : u"100%"_s;
            result.expected = u"99.5%"_s;
            batch.results += result;
        }
    }
    const std::int64_t every = std::max<std::int64_t>(spec.objective * hour * 3 / 5, 6 * hour);
    const auto newest =
        now - static_cast<std::int64_t>(spec.age * static_cast<double>(spec.objective * hour));
    for (std::int64_t at = newest; at > now - 40 * day; at -= every) {
        mesh::Load load;
        load.dataset = datasetKey(spec);
        const bool slips = (at / every) % 17 == 3;
        load.dataTimeMs = at - (slips && at != newest ? every : 0);
        load.arrivedAtMs = std::min(at + hour / 4, now);
        load.rows = 1200;
        batch.loads += load;
    }
}

mesh::AccessRequest requestOf(int number, std::int64_t createdMs)
{
    static const QList<std::array<QString, 3>> people{
        {u"maya@cadenza.example"_s, u"Maya Okafor"_s, u"Labels"_s},
        {u"tomas@cadenza.example"_s, u"Tomas Berg"_s, u"Recommendations"_s},
        {u"ines@cadenza.example"_s, u"Ines Sato"_s, u"Finance"_s},
        {u"jon@cadenza.example"_s, u"Jon Vale"_s, u"Marketing"_s},
        {u"rita@cadenza.example"_s, u"Rita Moss"_s, u"Customers"_s},
        {u"ola@cadenza.example"_s, u"Ola Brandt"_s, u"Legal"_s},
        {u"kim@cadenza.example"_s, u"Kim Aoki"_s, u"Payments"_s}};
    const auto &who = people[number % people.size()];
    mesh::AccessRequest request;
    request.id = u"r-%1"_s.arg(number);
    request.version = 1;
    request.catalog = u"Core"_s;
    request.product =
        cadenzaProduct(QString::fromLatin1(specs[(number * 5) % std::size(specs)].id));
    request.port = u"sql"_s;
    request.requester = u"party://"_s + who[0];
    request.requesterName = who[1];
    request.requesterTeam = who[2];
    request.forWhom = u"me"_s;
    request.purpose = {static_cast<mesh::PurposeKind>(number % 3),
                       u"Quarter close for the board"_s};
    request.createdAtMs = createdMs;
    return request;
}

void addRequests(FakeSession &session, std::int64_t now)
{
    int number = 0;
    for (int week = 11; week >= 0; --week) {
        const int count = 5 + (11 - week) / 2 + week % 3;
        for (int i = 0; i < count; ++i) {
            mesh::AccessRequest request =
                requestOf(++number, now - week * 7 * day - (i % 3 + 1) * 6 * hour);
            request.state = i % 9 == 8 ? mesh::RequestState::Denied : mesh::RequestState::Approved;
            const bool policy = i * 12 < count * (12 - week);
            request.decidedBy =
                policy ? u"policy:internal-reporting"_s : u"party://lucia@cadenza.example"_s;
            request.decidedByName = policy ? QString() : u"Lucia Vega"_s;
            request.decidedAtMs = request.createdAtMs + (policy ? 60'000 : (2 + week * 4) * hour);
            if (request.state == mesh::RequestState::Approved)
                request.grant = mesh::GrantState::Active;
            if (number % 11 != 0)
                request.untilMs = now + (4 + number * 3 % 80) * day;
            if (*request.decidedAtMs < now)
                session.save(request);
        }
    }
    const QStringList wanted{u"royalty-payouts"_s, u"payment-attempts"_s, u"chargebacks"_s};
    const QStringList texts{u"Quarter close"_s, u"Churn model training"_s, u"Loss forecast"_s};
    const QList<std::int64_t> ages{12 * 60'000, hour, 3 * hour};
    for (int i = 0; i < 3; ++i) {
        mesh::AccessRequest request = requestOf(7 * 20 + i, now - ages[i]);
        request.id = u"wait-%1"_s.arg(i + 1);
        request.product = cadenzaProduct(wanted[i]);
        request.purpose.text = texts[i];
        request.state = mesh::RequestState::Pending;
        request.decidable = true;
        request.untilMs = now + 90 * day;
        session.save(request);
    }
    mesh::AccessRequest mine = requestOf(500, now - 20 * hour);
    mine.id = u"mine-1"_s;
    mine.product = cadenzaProduct(u"chargebacks"_s);
    mine.requester = session.person.party();
    mine.requesterName = session.person.fullName;
    mine.mine = true;
    mine.state = mesh::RequestState::Approved;
    mine.decidedBy = u"policy:internal-reporting"_s;
    mine.decidedAtMs = now - 20 * hour + 60'000;
    mine.grant = mesh::GrantState::Active;
    mine.untilMs = now + 90 * day;
    session.save(mine);
    mesh::AccessRequest asked = requestOf(3, now - 30 * hour);
    asked.id = u"asked-1"_s;
    asked.product = cadenzaProduct(u"mrr"_s);
    asked.state = mesh::RequestState::Asked;
    asked.messages = {{now - 5 * hour, u"party://lucia@cadenza.example"_s,
                       u"Which report will show these figures?"_s}};
    session.save(asked);
}

} // namespace

QString cadenzaProduct(const QString &id)
{
    return u"product://core/"_s + id;
}

void fillWithCadenza(FakeSession &session)
{
    const std::int64_t now = session.clock().nowMs();
    Batch batch;
    for (const auto &[id, name] : domains) {
        mesh::Domain domain;
        domain.key = domainKey(id);
        domain.nativeId = id;
        domain.name = name;
        batch.domains += domain;
    }
    mesh::Party lucia;
    lucia.key = u"party://lucia@cadenza.example"_s;
    lucia.nativeId = u"lucia"_s;
    lucia.name = u"Lucia Vega"_s;
    lucia.email = u"lucia@cadenza.example"_s;
    lucia.team = u"Payments"_s;
    batch.parties += lucia;
    const QList<std::array<QString, 3>> terms{
        {u"Active subscriber"_s, u"payments"_s,
         u"An account that was charged in the last 30 days"_s},
        {u"Active subscriber"_s, u"player"_s, u"An account that played for 30 s this month"_s},
        {u"Royalty"_s, u"artists"_s, u"What is owed to rights holders for plays"_s},
        {u"Chargeback"_s, u"payments"_s, u"A payment that the bank of the payer took back"_s},
        {u"Churn"_s, u"customers"_s, QString()}};
    for (const auto &[name, domain, definition] : terms) {
        mesh::Term term;
        term.nativeId = domain + u'-' + name.toLower().replace(u' ', u'-');
        term.key = u"term://core/"_s + term.nativeId;
        term.name = name;
        term.domain = domainKey(domain);
        term.definition = definition;
        batch.terms += term;
    }
    for (const Spec &spec : specs) {
        batch.datasets += datasetOf(spec);
        batch.products += productOf(spec);
        batch.contracts += contractOf(spec);
        addHistory(spec, now, batch);
    }
    for (std::size_t i = 3; i < std::size(specs); ++i) {
        mesh::LineageEdge edge;
        edge.from = datasetKey(specs[(i * 3) % 5]);
        edge.to = datasetKey(specs[i]);
        if (edge.from != edge.to)
            batch.edges += edge;
    }
    session.pull(u"Core"_s, batch);
    addRequests(session, now);
    if (const Result<void> computed = scores::recompute(*session.store()); !computed)
        qFatal("%s", qPrintable(computed.error().message));
    emit session.indexChanged();
}

} // namespace meshlens::test
