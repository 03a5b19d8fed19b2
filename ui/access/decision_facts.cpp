// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_facts.h"

#include "ui/access/words.h"
#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::DecisionFacts)
};

QString classWords(mesh::Classification classification)
{
    switch (classification) {
    case mesh::Classification::Public:
        return Text::tr("Public");
    case mesh::Classification::Internal:
        return Text::tr("Internal");
    case mesh::Classification::Confidential:
        return Text::tr("Confidential");
    case mesh::Classification::Restricted:
        return Text::tr("Restricted");
    case mesh::Classification::Unknown:
        break;
    }
    return Text::tr("not said");
}

} // namespace

QList<mesh::ColumnScope> askedColumns(const mesh::AccessRequest &request,
                                      const QList<mesh::Column> &columns)
{
    if (columns.isEmpty())
        return request.columns;
    QList<mesh::ColumnScope> asked;
    for (const mesh::Column &column : columns) {
        mesh::ColumnMode mode = column.personal ? mesh::ColumnMode::Mask : mesh::ColumnMode::Give;
        if (!request.columns.isEmpty()) {
            const auto found =
                std::ranges::find(request.columns, column.name, &mesh::ColumnScope::name);
            mode = found == request.columns.end() ? mesh::ColumnMode::Omit : found->mode;
        }
        asked.append({column.name, mode});
    }
    return asked;
}

QList<LogLine> logOf(const mesh::AccessRequest &request, const AccessData &data)
{
    QList<LogLine> log;
    const auto by = [&](const QString &who) {
        if (who.startsWith(u"policy"))
            return Text::tr("policy");
        if (who == data.me && !who.isEmpty())
            return Text::tr("you");
        return who == request.requester && !request.requesterName.isEmpty() ? request.requesterName
                                                                            : data.personName(who);
    };
    for (const mesh::RequestEvent &event : request.history) {
        const QString what = eventWords(event.what);
        log.append({event.atMs,
                    event.who.isEmpty() ? what : Text::tr("%1, by %2").arg(what, by(event.who)),
                    Mark::Met});
    }
    for (const mesh::RequestMessage &message : request.messages)
        log.append({message.atMs,
                    Text::tr("%1: “%2”").arg(by(message.who), message.text.left(2000)),
                    Mark::Note});
    if (request.history.isEmpty()) {
        log.append(
            {request.createdAtMs, Text::tr("Asked by %1").arg(by(request.requester)), Mark::Met});
        if (request.decidedAtMs)
            log.append({*request.decidedAtMs, access::requestWords(request).text,
                        markOf(access::requestWords(request).mark)});
    }
    std::ranges::stable_sort(log, {}, &LogLine::atMs);
    return log;
}

QList<FactList::Fact> decisionFacts(const mesh::AccessRequest &request, const AccessData &data)
{
    int approved = 0;
    int denied = 0;
    int teamGrants = 0;
    int ownGrants = 0;
    for (const mesh::AccessRequest &other : data.requests) {
        if (other.id == request.id)
            continue;
        if (other.product == request.product && other.purpose.kind == request.purpose.kind) {
            approved += other.state == mesh::RequestState::Approved ? 1 : 0;
            denied += other.state == mesh::RequestState::Denied ? 1 : 0;
        }
        if (!access::isActive(other, data.nowMs))
            continue;
        ownGrants += other.requester == request.requester ? 1 : 0;
        teamGrants +=
            !request.requesterTeam.isEmpty() && other.requesterTeam == request.requesterTeam ? 1
                                                                                             : 0;
    }
    QList<FactList::Fact> facts;
    if (!request.requesterTeam.isEmpty())
        facts += {Text::tr("Team has now"), Text::tr("%n grants", nullptr, teamGrants)};
    facts += {Text::tr("Person has now"), Text::tr("%n grants", nullptr, ownGrants)};
    facts +=
        {Text::tr("Like requests"),
         approved + denied == 0 ? Text::tr("none known")
                                : Text::tr("%1 approved, %2 denied").arg(approved).arg(denied)};
    const auto product = data.products.constFind(request.product);
    facts += {Text::tr("Classification"), product == data.products.cend()
                                              ? Text::tr("not known")
                                              : classWords(product->classification)};
    if (!request.catalog.isEmpty())
        facts += {Text::tr("Asked at"), request.catalog};
    facts += {Text::tr("Request"), request.id, true};
    return facts;
}

bool isConflict(const store::OutboxItem &item)
{
    // What the sender writes into the wish it keeps.
    return QJsonDocument::fromJson(item.body).object().value(u"state"_s).toString() == u"conflict";
}

} // namespace meshlens::ui
