// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Giving and taking: what UnityAccess changes at the server.
#include "app/catalogs/unity_access.h"

#include "app/catalogs/rest_catalog.h"
#include "app/catalogs/rest_names.h"
#include "app/catalogs/unity_privileges.h"
#include "models/mesh/identity.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {

using namespace privileges;

namespace {

using nlohmann::json;

constexpr qsizetype longestComment = 200;

} // namespace

Result<void> UnityAccess::change(const Securable &of, const QString &principal,
                                 const QStringList &add, const QStringList &remove)
{
    const auto texts = [](const QStringList &all) {
        json list = json::array();
        for (const QString &one : all)
            list.push_back(one.toStdString());
        return list;
    };
    const json body = {{"changes",
                        {{{"principal", principal.toStdString()},
                          {"add", texts(add)},
                          {"remove", texts(remove)}}}}};
    net::Request request = m_client.channel().request(
        net::Method::Patch, m_api + "permissions/" + of.type + '/' + pathPart(of.fullName()));
    request.body = QByteArray::fromStdString(body.dump());
    request.repeatable = true; // twice is no more than once
    const auto done = m_client.send(std::move(request), m_stop);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<mesh::AccessRequest> UnityAccess::request(const mesh::AccessDraft &draft,
                                                 const QString &schema,
                                                 const QString &idempotencyKey, std::int64_t nowMs)
{
    const auto offer = preview(draft, schema);
    if (!offer)
        return offer.error();
    const auto who = me();
    if (!who)
        return who.error();
    if (offer->answer == mesh::AccessPreview::Answer::Impossible) {
        QStringList ways;
        for (const mesh::PolicyRule &rule : offer->rules)
            ways += rule.passed ? QStringList() : QStringList{rule.howToPass};
        return Error{Error::Kind::NotPermitted, ways.join(u' '), schema};
    }
    const Securable what = wanted(draft, schema);
    const bool atOnce = offer->answer == mesh::AccessPreview::Answer::AtOnce;
    if (atOnce) {
        if (const auto done = change(what, who->name, {u"SELECT"_s}, {}); !done)
            return done.error();
    } else {
        // Sent again after a crash it would reach the owner twice, and nobody keeps a list of
        // requests: who may read by now needs none, and a reference tells the owner one from two.
        const auto held = heldGrant(what, *who);
        if (!held)
            return held.error();
        if (*held) {
            mesh::AccessRequest made = **held;
            made.purpose = draft.purpose;
            made.createdAtMs = nowMs;
            return made;
        }
        const QString reference = u" [Meshlens "_s + idempotencyKey.left(8) + u']';
        const QString comment =
            draft.purpose.text.left(longestComment - reference.size()) + reference;
        const json body = {
            {"requests",
             {{{"behalf_of", {{"id", who->id.toStdString()}, {"principal_type", "USER_PRINCIPAL"}}},
               {"comment", comment.toStdString()},
               {"securable_permissions",
                {{{"securable",
                   {{"type", QString::fromLatin1(what.type).toUpper().toStdString()},
                    {"full_name", what.fullName().toStdString()}}},
                  {"permissions", {"SELECT"}}}}}}}}};
        net::Request request =
            m_client.channel().request(net::Method::Post, "api/3.0/rfa/requests");
        request.body = QByteArray::fromStdString(body.dump());
        if (const auto sent = m_client.send(std::move(request), m_stop); !sent)
            return sent.error();
    }
    mesh::AccessRequest made = decode({what, who->name, {}}, who->name);
    made.purpose = draft.purpose;
    made.createdAtMs = nowMs;
    if (atOnce) {
        made.decidedAtMs = nowMs;
        return made;
    }
    // Databricks keeps no list of requests: this one is known here only.
    made.id = u"local-"_s + idempotencyKey;
    made.grantId.clear();
    made.state = mesh::RequestState::Pending;
    made.grant = mesh::GrantState::None;
    made.note = offer->rules.value(1).text;
    return made;
}

/// What the person has been given by name; nothing where the grants are not shown.
Result<std::optional<mesh::AccessRequest>> UnityAccess::heldGrant(const Securable &of,
                                                                  const Me &who)
{
    const std::optional<mesh::AccessRequest> none;
    const auto all = assignments(of, m_stop);
    if (!all)
        return isMissing(all.error()) || RestPull::isPassable(all.error())
                   ? none
                   : Result<std::optional<mesh::AccessRequest>>(all.error());
    for (const Assignment &one : *all) {
        if (one.principal == who.name &&
            std::any_of(one.privileges.begin(), one.privileges.end(), isToRead))
            return std::optional(decode(one, who.name));
    }
    return none;
}

Result<mesh::AccessRequest> UnityAccess::revoke(const QString &id)
{
    const auto asked = securables();
    if (!asked)
        return asked.error();
    for (const Securable &one : *asked) {
        const auto all = assignments(one, m_stop);
        if (!all && !isMissing(all.error()) && !RestPull::isPassable(all.error()))
            return all.error();
        for (const Assignment &given : all ? *all : QList<Assignment>()) {
            if (idOf(given.principal, one.fullName()) != id)
                continue;
            QStringList readable;
            std::copy_if(given.privileges.begin(), given.privileges.end(),
                         std::back_inserter(readable), isToRead);
            if (const auto done = change(one, given.principal, {}, readable); !done)
                return done.error();
            mesh::AccessRequest request = decode(given, {});
            request.grant = mesh::GrantState::Revoked;
            return request;
        }
    }
    return Error{Error::Kind::NotFound, tr("Unity Catalog does not have this grant any more."), id};
}

} // namespace meshlens::catalogs
