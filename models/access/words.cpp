// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace meshlens::access {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Access)
};

QString dayText(std::int64_t ms)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms).date(), u"d MMMM yyyy"_s);
}

/// The start of a note, at a word's end.
QString firstWords(const QString &note)
{
    constexpr qsizetype enough = 60;
    const QString line = note.simplified();
    if (line.size() <= enough)
        return line;
    const qsizetype space = line.lastIndexOf(u' ', enough);
    return line.left(space > enough / 2 ? space : enough) + u'…';
}

QString withNote(const QString &word, const QString &note)
{
    return note.trimmed().isEmpty() ? word : word + u": "_s + firstWords(note);
}

QString approvedText(const mesh::AccessRequest &request)
{
    if (request.decidedBy.startsWith(u"policy"))
        return Text::tr("Approved by policy");
    if (!request.decidedByName.isEmpty())
        return Text::tr("Approved by %1").arg(request.decidedByName);
    return Text::tr("Approved");
}

QString modeText(mesh::ColumnMode mode)
{
    switch (mode) {
    case mesh::ColumnMode::Give:
        return Text::tr("as it is");
    case mesh::ColumnMode::Mask:
        return Text::tr("masked");
    case mesh::ColumnMode::Omit:
        return Text::tr("left out");
    }
    return {};
}

} // namespace

Words requestWords(const mesh::AccessRequest &request, const QString &ownerName)
{
    using State = mesh::RequestState;
    switch (request.state) {
    case State::Draft:
        return {Text::tr("Draft"), Mark::None};
    case State::Queued:
        return {Text::tr("In the outbox"), Mark::Offline};
    case State::Submitted:
        return {Text::tr("Sent"), Mark::Waiting};
    case State::Pending:
        return {ownerName.isEmpty() ? Text::tr("The owner decides")
                                    : Text::tr("%1 decides").arg(ownerName),
                Mark::Waiting};
    case State::Asked:
        return {request.mine ? Text::tr("A question for you") : Text::tr("Waiting for an answer"),
                Mark::Waiting};
    case State::Approved:
        return {approvedText(request), Mark::Met};
    case State::Denied:
        return {withNote(Text::tr("Denied"), request.note), Mark::Missed};
    case State::Cancelled:
        return {Text::tr("Cancelled"), Mark::Unknown};
    }
    return {};
}

Words grantWords(const mesh::AccessRequest &request)
{
    using Grant = mesh::GrantState;
    switch (request.grant) {
    case Grant::None:
        return {u"–"_s, Mark::None};
    case Grant::Provisioning:
        return {Text::tr("Being set up"), Mark::Waiting};
    case Grant::Active:
        return {request.untilMs ? Text::tr("Open until %1").arg(dayText(*request.untilMs))
                                : Text::tr("Open"),
                Mark::Met};
    case Grant::Failed:
        return {request.catalog.isEmpty() ? Text::tr("Not set up yet")
                                          : Text::tr("Not set up yet, by %1").arg(request.catalog),
                Mark::Warning};
    case Grant::Expired:
        return {request.untilMs ? Text::tr("Ended on %1").arg(dayText(*request.untilMs))
                                : Text::tr("Ended"),
                Mark::Unknown};
    case Grant::Returned:
        return {Text::tr("Given back"), Mark::Unknown};
    case Grant::Revoked:
        return {withNote(Text::tr("Revoked"), request.note), Mark::Missed};
    }
    return {};
}

Words words(const mesh::AccessRequest &request, const QString &ownerName)
{
    return request.grant == mesh::GrantState::None ? requestWords(request, ownerName)
                                                   : grantWords(request);
}

QString purposeWords(mesh::PurposeKind kind)
{
    switch (kind) {
    case mesh::PurposeKind::Reporting:
        return Text::tr("Reporting");
    case mesh::PurposeKind::Forecasting:
        return Text::tr("Forecasting");
    case mesh::PurposeKind::ProductAnalysis:
        return Text::tr("Product analysis");
    case mesh::PurposeKind::ModelTraining:
        return Text::tr("Model training");
    case mesh::PurposeKind::Regulatory:
        return Text::tr("Regulatory");
    case mesh::PurposeKind::Other:
        return Text::tr("Other");
    }
    return {};
}

QString accessWords(mesh::AccessWay way)
{
    switch (way) {
    case mesh::AccessWay::Open:
        return Text::tr("Open");
    case mesh::AccessWay::Granted:
        return Text::tr("You have access");
    case mesh::AccessWay::Policy:
        return Text::tr("At once");
    case mesh::AccessWay::Owner:
        return Text::tr("Owner decides");
    case mesh::AccessWay::None:
        return Text::tr("Not offered");
    }
    return {};
}

QString roleWords(const QString &role)
{
    if (role == u"owner")
        return Text::tr("Data product owner");
    if (role == u"steward")
        return Text::tr("Steward");
    if (role == u"admin")
        return Text::tr("Administrator");
    return role == u"consumer" ? Text::tr("Consumer") : role;
}

mesh::AccessWay accessWay(mesh::AccessMode mode, mesh::GrantState grant, bool policyAnswers,
                          bool canRequest)
{
    if (mode == mesh::AccessMode::Open)
        return mesh::AccessWay::Open;
    if (grant == mesh::GrantState::Active)
        return mesh::AccessWay::Granted;
    const bool atOnce = mode == mesh::AccessMode::AtOnce;
    if ((mode != mesh::AccessMode::Request && !atOnce) || !canRequest)
        return mesh::AccessWay::None;
    return policyAnswers || atOnce ? mesh::AccessWay::Policy : mesh::AccessWay::Owner;
}

QSet<QString> answeredByPolicy(const QList<mesh::AccessRequest> &requests)
{
    QSet<QString> products;
    for (const mesh::AccessRequest &request : requests) {
        if (request.state == mesh::RequestState::Approved &&
            request.decidedBy.startsWith(u"policy"))
            products.insert(request.product);
    }
    return products;
}

bool isActive(const mesh::AccessRequest &request, std::int64_t nowMs)
{
    return request.grant == mesh::GrantState::Active &&
           (!request.untilMs || *request.untilMs > nowMs);
}

QList<mesh::AccessAction::Kind> possibleActions(const mesh::AccessRequest &request)
{
    using Action = mesh::AccessAction::Kind;
    using State = mesh::RequestState;
    QList<Action> actions;
    const bool open = request.state == State::Pending || request.state == State::Asked ||
                      request.state == State::Submitted;
    // Four eyes: nobody decides a request of their own.
    if (request.decidable && !request.mine) {
        if (open)
            actions << Action::Approve << Action::Deny;
        if (request.state == State::Pending || request.state == State::Submitted)
            actions << Action::Ask;
        if (request.grant == mesh::GrantState::Active ||
            request.grant == mesh::GrantState::Provisioning)
            actions << Action::Revoke;
    }
    if (request.mine) {
        if (request.state == State::Asked)
            actions << Action::Answer;
        if (open || request.state == State::Queued || request.state == State::Draft)
            actions << Action::Cancel;
        if (request.grant == mesh::GrantState::Active)
            actions << Action::Return;
    }
    return actions;
}

QList<DraftProblem> problemsOf(const mesh::AccessDraft &draft, const QList<mesh::Column> &columns,
                               const QList<mesh::Contract> &contracts, std::int64_t nowMs,
                               int minimumPurposeLength)
{
    QList<DraftProblem> problems;
    if (draft.product.isEmpty())
        problems.append({u"product"_s, Text::tr("Choose a data product.")});
    if (draft.purpose.text.simplified().size() < minimumPurposeLength) {
        problems.append({u"purpose"_s, Text::tr("Say what for, in at least %n characters.", nullptr,
                                                minimumPurposeLength)});
    }
    const QString kind = mesh::toText(draft.purpose.kind);
    for (const mesh::Contract &contract : contracts) {
        if (!contract.permittedPurposes.isEmpty() && !contract.permittedPurposes.contains(kind)) {
            problems.append(
                {u"purpose_kind"_s, Text::tr("The contract does not allow this purpose: %1. You "
                                             "can ask for another purpose.")
                                        .arg(purposeWords(draft.purpose.kind))});
            break;
        }
    }
    if (draft.untilMs && *draft.untilMs <= nowMs)
        problems.append({u"until"_s, Text::tr("The end date lies in the past.")});
    int given = 0;
    for (const mesh::ColumnScope &scope : draft.columns) {
        const bool known = columns.isEmpty() || std::any_of(columns.begin(), columns.end(),
                                                            [&](const mesh::Column &column) {
                                                                return column.name == scope.name;
                                                            });
        if (!known)
            problems.append({u"columns"_s, Text::tr("There is no column “%1”.").arg(scope.name)});
        given += scope.mode == mesh::ColumnMode::Omit ? 0 : 1;
    }
    if (!draft.columns.isEmpty() && given == 0)
        problems.append({u"columns"_s, Text::tr("Every column is left out; keep at least one.")});
    return problems;
}

QString draftText(const mesh::AccessDraft &draft, const store::ProductRow &product,
                  const QString &requesterName)
{
    QStringList lines;
    lines << Text::tr("To: %1").arg(product.ownerNames.isEmpty()
                                        ? Text::tr("the owner of this data product")
                                        : product.ownerNames.join(u", "_s));
    lines << Text::tr("Subject: Access to %1").arg(product.name) << QString();
    lines << (draft.forWhom == u"team"
                  ? Text::tr("I would like to read the data product “%1” (%2) with my team.")
                  : Text::tr("I would like to read the data product “%1” (%2)."))
                 .arg(product.name, product.key);
    if (!draft.port.isEmpty())
        lines << Text::tr("Output port: %1").arg(draft.port);
    lines << Text::tr("Purpose: %1. %2")
                 .arg(purposeWords(draft.purpose.kind), draft.purpose.text.simplified());
    if (draft.untilMs)
        lines << Text::tr("Until: %1").arg(dayText(*draft.untilMs));
    if (!draft.columns.isEmpty()) {
        lines << Text::tr("Columns:");
        for (const mesh::ColumnScope &scope : draft.columns)
            lines << u"  - %1 (%2)"_s.arg(scope.name, modeText(scope.mode));
    }
    if (!requesterName.isEmpty())
        lines << QString() << requesterName;
    return lines.join(u'\n') + u'\n';
}

} // namespace meshlens::access
