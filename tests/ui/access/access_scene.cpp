// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access_scene.h"

#include "models/mesh/identity.h"

namespace meshlens::test {

using namespace Qt::StringLiterals;
using namespace meshlens::mesh;

namespace {
constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
} // namespace

AccessRequest sceneRequest(const FakeSession &session, const QString &id, const QString &name,
                           const QString &product)
{
    const std::int64_t now = session.clock().nowMs();
    AccessRequest request;
    request.id = id;
    request.version = 3;
    request.catalog = u"Core Catalog"_s;
    request.product = sceneProduct(product);
    request.port = u"sql"_s;
    request.requesterName = name;
    request.requester = partyKey(name.section(u' ', 0, 0).toLower() + u"@cadenza.example"_s);
    request.requesterTeam = u"Churn team"_s;
    request.forWhom = u"me"_s;
    request.purpose = {PurposeKind::ModelTraining,
                       u"We train the monthly churn model. Failed payments are the strongest early "
                       u"sign that a subscriber leaves. The result is a score per subscriber."_s};
    request.state = RequestState::Pending;
    request.createdAtMs = now - hour;
    request.dueMs = now + 3 * hour;
    request.untilMs = now + 90 * day;
    request.decidable = true;
    request.history = {{now - hour, request.requester, u"requested"_s},
                       {now - hour + 1000, u"policy:internal"_s, u"sent to the owner"_s}};
    return request;
}

void fillInbox(FakeSession &session)
{
    session.person.name = u"lucia"_s;
    session.person.fullName = u"Lucia Vega"_s;
    session.person.email = u"lucia@cadenza.example"_s;
    session.person.role = u"owner"_s;
    session.person.domains = {domainKey(u"core"_s, u"payments"_s)};
    fillScene(session);
    session.preview.answer = AccessPreview::Answer::Owner;
    session.preview.rules = {{u"class"_s, u"Classified public, internal"_s, true, {}},
                             {u"max"_s, u"No longer than 180 days"_s, true, {}},
                             {u"personal"_s, u"No personal data in clear"_s, false,
                              u"Mask or leave out personal columns."_s}};

    const std::int64_t now = session.clock().nowMs();
    AccessRequest tomas =
        sceneRequest(session, u"r-tomas"_s, u"Tomas Berg"_s, u"subscription-revenue"_s);
    tomas.columns = {{u"subscription_id"_s, ColumnMode::Give},
                     {u"country"_s, ColumnMode::Give},
                     {u"plan"_s, ColumnMode::Give},
                     {u"net_revenue_eur"_s, ColumnMode::Give},
                     {u"subscriber_email"_s, ColumnMode::Give}};
    session.save(tomas);
    AccessRequest maya =
        sceneRequest(session, u"r-maya"_s, u"Maya Okafor"_s, u"label-settlements"_s);
    maya.requesterTeam = u"Label Relations"_s;
    maya.purpose = {PurposeKind::Reporting, u"The quarterly report to our labels."_s};
    maya.createdAtMs = now - 12 * minute;
    session.save(maya);
    AccessRequest karol =
        sceneRequest(session, u"r-karol"_s, u"Karol Wrona"_s, u"subscription-events"_s);
    karol.state = RequestState::Asked;
    karol.createdAtMs = now - 2 * day;
    karol.messages = {
        {now - day, partyKey(u"lucia@cadenza.example"_s), u"Which columns do you need?"_s}};
    session.save(karol);
    AccessRequest jonas =
        sceneRequest(session, u"r-jonas"_s, u"Jonas Heller"_s, u"subscription-revenue"_s);
    jonas.state = RequestState::Approved;
    jonas.grant = GrantState::Active;
    jonas.grantId = u"g-jonas"_s;
    jonas.decidable = false;
    jonas.decidedBy = u"policy:internal"_s;
    jonas.decidedAtMs = jonas.createdAtMs + 1000;
    jonas.requesterTeam = u"Finance"_s;
    session.save(jonas);
    AccessRequest ravi = sceneRequest(session, u"r-ravi"_s, u"Ravi Nair"_s, u"payment-attempts"_s);
    ravi.state = RequestState::Approved;
    ravi.grant = GrantState::Active;
    ravi.decidable = false;
    ravi.createdAtMs = now - 3 * day;
    ravi.decidedAtMs = ravi.createdAtMs + 48 * minute;
    ravi.decidedBy = partyKey(u"lucia@cadenza.example"_s);
    ravi.decidedByName = u"Lucia Vega"_s;
    ravi.columns = {{u"subscription_id"_s, ColumnMode::Mask}, {u"event_type"_s, ColumnMode::Give}};
    ravi.note = u"subscription_id is masked; the model works on the rest."_s;
    session.save(ravi);
    AccessRequest eva = sceneRequest(session, u"r-eva"_s, u"Eva Marini"_s, u"payment-attempts"_s);
    eva.state = RequestState::Denied;
    eva.decidable = false;
    eva.createdAtMs = now - 2 * day;
    eva.decidedAtMs = now - day;
    eva.decidedBy = partyKey(u"lucia@cadenza.example"_s);
    eva.decidedByName = u"Lucia Vega"_s;
    eva.note = u"=use Payment funnel, it has what you need"_s;
    session.save(eva);
    AccessRequest own = sceneRequest(session, u"r-own"_s, u"Lucia Vega"_s, u"label-settlements"_s);
    own.mine = true;
    own.decidable = false;
    own.createdAtMs = now - 20 * minute;
    own.requesterTeam = u"Payments data"_s;
    session.save(own);
}

void fillMine(FakeSession &session)
{
    fillScene(session);
    const std::int64_t now = session.clock().nowMs();
    const auto mine = [&](const QString &id, const QString &product, std::int64_t age) {
        AccessRequest request = sceneRequest(session, id, u"Hanna Lind"_s, product);
        request.mine = true;
        request.decidable = false;
        request.createdAtMs = now - age;
        request.purpose = {PurposeKind::Reporting,
                           u"March revenue is 3.1% under plan; which countries are behind it?"_s};
        return request;
    };
    AccessRequest open = mine(u"m-open"_s, u"subscription-revenue"_s, 5 * minute);
    open.state = RequestState::Approved;
    open.grant = GrantState::Active;
    open.grantId = u"G-20418"_s;
    open.decidedBy = u"policy:internal"_s;
    open.decidedAtMs = open.createdAtMs + 1000;
    open.columns = {{u"subscription_id"_s, ColumnMode::Give}, {u"country"_s, ColumnMode::Give}};
    session.save(open);
    session.save(mine(u"m-pending"_s, u"subscription-events"_s, hour));
    AccessRequest asked = mine(u"m-asked"_s, u"play-events"_s, day);
    asked.state = RequestState::Asked;
    asked.messages = {{now - hour, partyKey(u"tomas@cadenza.example"_s), u"Which countries?"_s}};
    session.save(asked);
    AccessRequest denied = mine(u"m-denied"_s, u"churn"_s, 16 * day);
    denied.state = RequestState::Denied;
    denied.decidedBy = partyKey(u"tomas@cadenza.example"_s);
    denied.decidedByName = u"Tomas Horak"_s;
    denied.decidedAtMs = now - 15 * day;
    denied.note = u"Legal matter, please ask again in May."_s;
    session.save(denied);
    AccessRequest draft = mine(u"local-draft"_s, u"payment-attempts"_s, 2 * hour);
    draft.state = RequestState::Draft;
    session.save(draft);
    AccessRequest queued = mine(u"local-queued"_s, u"label-settlements"_s, 3 * hour);
    queued.state = RequestState::Queued;
    session.save(queued);
    store::OutboxItem item;
    item.catalog = u"Core Catalog"_s;
    item.request = queued.id;
    item.action = u"request"_s;
    item.body = "{}";
    item.idempotencyKey = u"k1"_s;
    item.createdAtMs = queued.createdAtMs;
    const auto written = session.store()->write([&](store::Writer &writer) -> Result<void> {
        const auto id = writer.queue(item);
        return id ? Result<void>() : Result<void>(id.error());
    });
    if (!written)
        qFatal("access scene: %s", qPrintable(written.error().message));
    emit session.requestsChanged();
}

} // namespace meshlens::test
