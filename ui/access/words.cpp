// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/words.h"

#include "ui/parts/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using State = mesh::RequestState;
using Grant = mesh::GrantState;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Access)
};

bool byPolicy(const mesh::AccessRequest &request)
{
    return request.decidedBy.startsWith(u"policy");
}

int maskedColumns(const mesh::AccessRequest &request)
{
    return static_cast<int>(
        std::ranges::count(request.columns, mesh::ColumnMode::Mask, &mesh::ColumnScope::mode));
}

Step accessStep(const mesh::AccessRequest &request)
{
    Step step{Text::tr("Access"), {}, Mark::Unknown, false};
    if (request.grant == Grant::None)
        return step;
    step.reached = request.grant != Grant::Provisioning && request.grant != Grant::Failed;
    step.mark = markOf(access::grantWords(request).mark);
    if (request.grant == Grant::Active)
        step.mark = Mark::Met;
    return step;
}

} // namespace

int waitingForMe(const QList<mesh::AccessRequest> &requests)
{
    return static_cast<int>(std::ranges::count_if(requests, [](const auto &request) {
        return request.decidable && !request.mine &&
               (request.state == State::Pending || request.state == State::Submitted);
    }));
}

bool isUndecided(const mesh::AccessRequest &request)
{
    return request.state == State::Queued || request.state == State::Submitted ||
           request.state == State::Pending || request.state == State::Asked ||
           (request.state == State::Approved && request.grant == Grant::Provisioning);
}

bool isClosed(const mesh::AccessRequest &request)
{
    return request.state == State::Denied || request.state == State::Cancelled ||
           request.grant == Grant::Expired || request.grant == Grant::Returned ||
           request.grant == Grant::Revoked;
}

Mark markOf(access::Mark mark)
{
    switch (mark) {
    case access::Mark::Met:
        return Mark::Met;
    case access::Mark::Partly:
        return Mark::Partly;
    case access::Mark::Warning:
        return Mark::Warning;
    case access::Mark::Missed:
        return Mark::Missed;
    case access::Mark::Waiting:
    case access::Mark::Offline:
        return Mark::Waiting;
    case access::Mark::None:
    case access::Mark::Unknown:
        return Mark::Unknown;
    }
    return Mark::Unknown;
}

Tone toneOf(access::Mark mark)
{
    switch (markOf(mark)) {
    case Mark::Met:
        return Tone::Good;
    case Mark::Partly:
    case Mark::Warning:
        return Tone::Warn;
    case Mark::Missed:
        return Tone::Bad;
    case Mark::Waiting:
        return Tone::Accent;
    default:
        return Tone::Mute;
    }
}

QList<Step> stepsOf(const mesh::AccessRequest &request)
{
    const State state = request.state;
    Step sent{Text::tr("Sent"), {}, Mark::Met, true};
    Step policy{Text::tr("Policy"), {}, Mark::Met, true};
    Step owner{Text::tr("Owner"), {}, Mark::Unknown, false};
    if (state == State::Draft || state == State::Queued) {
        sent.mark = state == State::Queued ? Mark::Waiting : Mark::Unknown;
        sent.reached = policy.reached = false;
        policy.mark = Mark::Unknown;
        return {sent, policy, owner, accessStep(request)};
    }
    switch (state) {
    case State::Submitted:
        policy.mark = Mark::Waiting;
        policy.reached = false;
        break;
    case State::Pending:
        owner.mark = Mark::Waiting;
        owner.reached = true;
        break;
    case State::Asked:
        owner.mark = Mark::Warning;
        owner.reached = true;
        break;
    case State::Approved:
        owner.reached = true;
        owner.mark = byPolicy(request) ? Mark::Unknown : Mark::Met;
        if (byPolicy(request))
            owner.title = Text::tr("not needed");
        break;
    case State::Denied:
        (byPolicy(request) ? policy : owner).mark = Mark::Missed;
        owner.reached = !byPolicy(request);
        break;
    default:
        break;
    }
    return {sent, policy, owner, accessStep(request)};
}

QString answerTime(const mesh::AccessRequest &request, std::int64_t nowMs)
{
    if (request.state == State::Draft || request.state == State::Queued ||
        request.state == State::Cancelled)
        return u"–"_s;
    if (request.decidedAtMs) {
        const std::int64_t took = *request.decidedAtMs - request.createdAtMs;
        return took < 60'000 && byPolicy(request) ? Text::tr("at once")
                                                  : format::age(std::max<std::int64_t>(took, 0));
    }
    return Text::tr("%1 so far")
        .arg(format::shortAge(std::max<std::int64_t>(nowMs - request.createdAtMs, 0)));
}

QString columnsWords(const mesh::AccessRequest &request)
{
    if (request.columns.isEmpty())
        return Text::tr("All, personal ones masked");
    const int given = static_cast<int>(std::ranges::count_if(
        request.columns, [](const auto &scope) { return scope.mode != mesh::ColumnMode::Omit; }));
    const QString words = Text::tr("%n columns", nullptr, given);
    const int masked = maskedColumns(request);
    return masked > 0 ? words + u", "_s + Text::tr("%n masked", nullptr, masked) : words;
}

QString decisionWords(const mesh::AccessRequest &request)
{
    if (request.state == State::Approved) {
        const int masked = maskedColumns(request);
        const QString word = request.grant == Grant::Revoked    ? Text::tr("Revoked")
                             : request.grant == Grant::Returned ? Text::tr("Given back")
                             : !request.renews.isEmpty()        ? Text::tr("Renewed")
                                                                : Text::tr("Approved");
        return masked > 0 ? word + u", "_s + Text::tr("%n masked", nullptr, masked) : word;
    }
    if (request.state == State::Denied)
        return Text::tr("Denied");
    return access::requestWords(request).text;
}

QString decidedByWords(const mesh::AccessRequest &request)
{
    if (byPolicy(request))
        return Text::tr("Policy");
    if (!request.decidedByName.isEmpty())
        return request.decidedByName;
    return request.decidedBy.isEmpty() ? u"–"_s : request.decidedBy.section(u'/', -1);
}

QString untilWords(const mesh::AccessRequest &request)
{
    return request.untilMs ? format::date(*request.untilMs) : u"–"_s;
}

QString eventWords(const QString &what)
{
    QString words = what.simplified().left(300);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

QString actionWords(const QString &action)
{
    static const QHash<QString, const char *> words = {
        {u"request"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Request")},
        {u"approve"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Approve")},
        {u"deny"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Deny")},
        {u"ask"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Ask")},
        {u"answer"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Answer")},
        {u"cancel"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Cancel")},
        {u"revoke"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Revoke")},
        {u"return"_s, QT_TRANSLATE_NOOP("meshlens::ui::Access", "Give back")}};
    const char *found = words.value(action);
    return found ? Text::tr(found) : action;
}

std::int64_t endOfDayMs(const QDate &day)
{
    return QDateTime(day, QTime(23, 59, 59, 999), Qt::UTC).toMSecsSinceEpoch();
}

} // namespace meshlens::ui
