// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/accepted.h"

#include "models/store/reader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace meshlens::scores {

using namespace Qt::StringLiterals;

namespace {

QString keptKind()
{
    return u"accepted"_s;
}

} // namespace

Result<QList<AcceptedRisk>> acceptedRisks(const store::Reader &reader)
{
    const auto kept = reader.kept(keptKind());
    if (!kept)
        return kept.error();
    QList<AcceptedRisk> risks;
    for (const store::Kept &one : *kept) {
        const QJsonObject body = QJsonDocument::fromJson(one.body).object();
        AcceptedRisk risk;
        risk.id = one.id;
        risk.rule = body[u"rule"].toString();
        risk.key = one.key;
        risk.reason = one.name;
        risk.acceptedAtMs = one.createdAtMs;
        risk.untilMs = body[u"until"].toInteger();
        risks.append(risk);
    }
    return risks;
}

store::Kept keptOf(const AcceptedRisk &risk)
{
    store::Kept kept;
    kept.id = risk.id;
    kept.kind = keptKind();
    kept.name = risk.reason;
    kept.key = risk.key;
    kept.createdAtMs = risk.acceptedAtMs;
    kept.body =
        QJsonDocument(QJsonObject{{u"rule"_s, risk.rule}, {u"until"_s, qint64(risk.untilMs)}})
            .toJson(QJsonDocument::Compact);
    return kept;
}

const AcceptedRisk *acceptedFor(const QList<AcceptedRisk> &risks, const Finding &finding,
                                std::int64_t nowMs)
{
    const auto found = std::find_if(risks.begin(), risks.end(), [&](const AcceptedRisk &risk) {
        return risk.rule == finding.rule && risk.key == finding.key && risk.holds(nowMs);
    });
    return found == risks.end() ? nullptr : &*found;
}

} // namespace meshlens::scores
