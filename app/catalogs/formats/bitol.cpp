// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/bitol.h"

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {

mesh::Status statusFromText(const QString &text)
{
    if (const auto status = mesh::fromText<mesh::Status>(text))
        return *status;
    static const QHash<QString, mesh::Status> words = {
        {u"production"_s, mesh::Status::Active},     {u"published"_s, mesh::Status::Active},
        {u"released"_s, mesh::Status::Active},       {u"live"_s, mesh::Status::Active},
        {u"current"_s, mesh::Status::Active},        {u"testing"_s, mesh::Status::Draft},
        {u"acceptance"_s, mesh::Status::Draft},      {u"in development"_s, mesh::Status::Draft},
        {u"development"_s, mesh::Status::Draft},     {u"in-development"_s, mesh::Status::Draft},
        {u"announcement"_s, mesh::Status::Proposed}, {u"planned"_s, mesh::Status::Proposed},
        {u"sunset"_s, mesh::Status::Deprecated},     {u"end of life"_s, mesh::Status::Retired},
    };
    return words.value(text.trimmed().toLower(), mesh::Status::Unknown);
}

QString addDomain(Batch &batch, const QString &name, const DecodeContext &context)
{
    if (name.isEmpty())
        return {};
    mesh::Domain domain;
    domain.key = mesh::domainKey(context.authority, name);
    domain.nativeId = name;
    domain.name = name;
    batch.domains.append(domain);
    return domain.key;
}

QString addParty(Batch &batch, const QString &nameOrEmail, const DecodeContext &context,
                 const QString &displayName, const QString &role, const QString &team)
{
    const QString key = partyKeyFor(nameOrEmail, context.catalog);
    if (key.isEmpty())
        return {};
    mesh::Party party;
    party.key = key;
    party.nativeId = nameOrEmail;
    party.name = displayName.isEmpty() ? nameOrEmail : displayName;
    if (nameOrEmail.contains(u'@') && !nameOrEmail.contains(u' '))
        party.email = nameOrEmail.trimmed().toLower();
    party.team = team;
    if (!role.isEmpty())
        party.roles.append(role);
    batch.parties.append(party);
    return key;
}

QStringList addTeam(Batch &batch, const Field &document, const DecodeContext &context)
{
    const auto found = document.value().find("team");
    if (found == document.value().end() || found->is_null())
        return {};
    const bool isList = found->is_array();
    const Field team = isList ? document : document.object("team");
    const QString teamName = isList ? QString() : team.text("name");

    QStringList owners;
    for (const Field &member : isList ? document.objects("team") : team.objects("members")) {
        if (member.has("dateOut"))
            continue;
        const QString role = member.text("role");
        const QString key =
            addParty(batch, member.text("username"), context, member.text("name"), role, teamName);
        if (!key.isEmpty() && role.contains(u"owner", Qt::CaseInsensitive))
            owners.append(key);
    }
    if (owners.isEmpty() && !teamName.isEmpty())
        owners.append(addParty(batch, teamName, context));
    owners.removeDuplicates();
    return owners;
}

QStringList termKeys(const json &node, const DecodeContext &context)
{
    QStringList keys;
    for (const QString &id : customTexts(node, "terms"))
        keys.append(mesh::termKey(context.authority, id));
    return keys;
}

QMap<QString, QString> serverMap(const json &server)
{
    QMap<QString, QString> map;
    if (!server.is_object())
        return map;
    for (const auto &[key, value] : server.items()) {
        if (const auto text = scalarText(value))
            map.insert(QString::fromStdString(key), text->trimmed());
    }
    return map;
}

mesh::IdentityHints hintsOf(const DecodeContext &context)
{
    mesh::IdentityHints hints = context.hints;
    if (!hints.contains(u"catalog"_s))
        hints.insert(u"catalog"_s, context.catalog);
    return hints;
}

Description readDescription(const Field &document)
{
    const auto found = document.value().find("description");
    if (found != document.value().end() && scalarText(*found))
        return {document.text("description"), {}, {}};
    const Field description = document.object("description");
    return {description.text("purpose"), description.text("limitations"),
            description.text("usage")};
}

} // namespace meshlens::catalogs
