// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/requests.h"

#include "models/scores/facts.h"

#include <QDateTime>

namespace meshlens::scores {
namespace {

bool isDecided(const mesh::AccessRequest &request)
{
    return request.decidedAtMs && (request.state == mesh::RequestState::Approved ||
                                   request.state == mesh::RequestState::Denied);
}

bool byPolicy(const mesh::AccessRequest &request)
{
    return request.decidedBy.startsWith(u"policy");
}

/// When a grant ended before its date; nothing where it did not.
std::optional<std::int64_t> endedEarly(const mesh::AccessRequest &request)
{
    if (request.grant != mesh::GrantState::Revoked && request.grant != mesh::GrantState::Returned)
        return std::nullopt;
    const QString word =
        mesh::toText(request.grant).left(6); // revoked or revoke, returned or return
    for (auto event = request.history.rbegin(); event != request.history.rend(); ++event) {
        if (event->what.contains(word, Qt::CaseInsensitive))
            return event->atMs;
    }
    return request.decidedAtMs; // not said when: then not counted
}

bool wasActive(const mesh::AccessRequest &request, std::int64_t atMs)
{
    if (request.state != mesh::RequestState::Approved || !request.decidedAtMs ||
        *request.decidedAtMs > atMs)
        return false;
    if (request.grant == mesh::GrantState::None ||
        request.grant == mesh::GrantState::Provisioning ||
        request.grant == mesh::GrantState::Failed)
        return false;
    if (request.untilMs && *request.untilMs <= atMs)
        return false;
    const auto early = endedEarly(request);
    return !early || *early > atMs;
}

template<typename Wanted>
QList<double> leadTimes(const QList<mesh::AccessRequest> &requests, Wanted wanted)
{
    QList<double> times;
    for (const mesh::AccessRequest &request : requests) {
        if (isDecided(request) && wanted(*request.decidedAtMs))
            times.append(static_cast<double>(
                std::max<std::int64_t>(0, *request.decidedAtMs - request.createdAtMs)));
    }
    return times;
}

} // namespace

double activeConsumers(const QList<mesh::AccessRequest> &requests, std::int64_t atMs)
{
    QSet<QString> people;
    for (const mesh::AccessRequest &request : requests) {
        if (wasActive(request, atMs))
            people.insert(request.requester);
    }
    return static_cast<double>(people.size());
}

std::optional<double> medianLeadMs(const QList<mesh::AccessRequest> &requests, std::int64_t sinceMs,
                                   std::int64_t untilMs)
{
    return medianOf(
        leadTimes(requests, [&](std::int64_t at) { return at > sinceMs && at <= untilMs; }));
}

std::optional<double> atOncePercent(const QList<mesh::AccessRequest> &requests,
                                    std::int64_t sinceMs, std::int64_t untilMs)
{
    int all = 0;
    int policy = 0;
    for (const mesh::AccessRequest &request : requests) {
        if (!isDecided(request) || *request.decidedAtMs <= sinceMs ||
            *request.decidedAtMs > untilMs)
            continue;
        ++all;
        policy += byPolicy(request) ? 1 : 0;
    }
    return all == 0 ? std::nullopt : std::optional<double>(100.0 * policy / all);
}

QList<WeekOfRequests> weeksOf(const QList<mesh::AccessRequest> &requests, std::int64_t nowMs,
                              int weeks)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).date();
    const QDate monday = today.addDays(1 - today.dayOfWeek());
    QList<WeekOfRequests> all;
    for (int i = weeks - 1; i >= 0; --i) {
        const QDate first = monday.addDays(-7 * i);
        WeekOfRequests week;
        week.startMs = first.startOfDay(Qt::UTC).toMSecsSinceEpoch();
        week.week = first.weekNumber();
        const std::int64_t end = first.addDays(7).startOfDay(Qt::UTC).toMSecsSinceEpoch();
        const auto inWeek = [&](std::int64_t at) { return at >= week.startMs && at < end; };
        for (const mesh::AccessRequest &request : requests) {
            if (!isDecided(request) || !inWeek(*request.decidedAtMs))
                continue;
            if (!byPolicy(request))
                ++week.byOwner;
            else if (request.state == mesh::RequestState::Approved)
                ++week.byPolicy;
        }
        if (const auto lead = medianOf(leadTimes(requests, inWeek)))
            week.medianLeadMs = static_cast<std::int64_t>(*lead);
        all.append(week);
    }
    return all;
}

} // namespace meshlens::scores
