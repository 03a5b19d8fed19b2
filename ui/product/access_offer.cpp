// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/access_offer.h"

#include "models/access/words.h"
#include "ui/parts/format.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t renewWithinMs = 14LL * 24 * 3'600'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::AccessOffer)
};

bool isWaiting(const mesh::AccessRequest &request)
{
    using State = mesh::RequestState;
    return request.state == State::Queued || request.state == State::Submitted ||
           request.state == State::Pending || request.state == State::Asked ||
           (request.state == State::Approved && request.grant == mesh::GrantState::Provisioning);
}

QString openHint(const mesh::AccessRequest &request)
{
    return request.untilMs
               ? Text::tr("Access is open until %1.").arg(format::date(*request.untilMs))
               : Text::tr("Access is open.");
}

QString wayHint(mesh::AccessWay way, const QString &owner)
{
    switch (way) {
    case mesh::AccessWay::Open:
        return Text::tr("Open to you: nothing needs to be asked for.");
    case mesh::AccessWay::Granted:
        return Text::tr("Access is open.");
    case mesh::AccessWay::Policy:
        return Text::tr("Policy gives access at once for some purposes.");
    case mesh::AccessWay::Owner:
        return owner.isEmpty() ? Text::tr("The owner decides.")
                               : Text::tr("%1 decides.").arg(owner);
    case mesh::AccessWay::None:
        return Text::tr("No catalog takes requests for this. The form prepares a text to send.");
    }
    return {};
}

} // namespace

AccessOffer accessOffer(const store::ProductRow &product,
                        const QList<mesh::AccessRequest> &requests, const QString &owner,
                        bool canRequest, std::int64_t nowMs)
{
    AccessOffer offer;
    offer.way =
        access::accessWay(product.access, product.grant,
                          access::answeredByPolicy(requests).contains(product.key), canRequest);
    offer.hint = wayHint(offer.way, owner);
    offer.words = Text::tr("Request access");
    offer.icon = u"key"_s;

    const mesh::AccessRequest *active = nullptr;
    const mesh::AccessRequest *waiting = nullptr;
    for (const mesh::AccessRequest &request : requests) {
        if (!request.mine || request.product != product.key)
            continue;
        if (!active && access::isActive(request, nowMs))
            active = &request;
        if (!waiting && isWaiting(request))
            waiting = &request;
    }
    if (waiting && !active) {
        offer.act = AccessOffer::Act::Waiting;
        offer.words = Text::tr("Waiting");
        offer.icon = u"hourglass"_s;
        offer.request = *waiting;
        offer.hint = access::words(*waiting, owner).text;
        return offer;
    }
    if (active) {
        offer.request = *active;
        offer.hint = openHint(*active);
        const bool endsSoon = active->untilMs && *active->untilMs - nowMs < renewWithinMs;
        offer.act = endsSoon && !waiting ? AccessOffer::Act::Renew : AccessOffer::Act::Open;
        offer.words = offer.act == AccessOffer::Act::Renew ? Text::tr("Renew") : Text::tr("Open");
        offer.icon = offer.act == AccessOffer::Act::Renew ? u"calendar"_s : u"samples"_s;
        return offer;
    }
    if (offer.way == mesh::AccessWay::Open) {
        offer.act = AccessOffer::Act::Open;
        offer.words = Text::tr("Open");
        offer.icon = u"samples"_s;
    }
    return offer;
}

} // namespace meshlens::ui
