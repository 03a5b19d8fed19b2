// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/identity.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace meshlens::sync {
namespace {

QString settingName(const QString &catalog)
{
    return u"me/"_s + catalog;
}

} // namespace

Result<void> saveIdentity(store::Writer &writer, const QString &catalog, const mesh::Party &me)
{
    const QJsonObject said{{u"key"_s, me.key},
                           {u"id"_s, me.nativeId},
                           {u"name"_s, me.name},
                           {u"email"_s, me.email},
                           {u"team"_s, me.team},
                           {u"title"_s, me.title},
                           {u"roles"_s, QJsonArray::fromStringList(me.roles)}};
    return writer.setSetting(settingName(catalog),
                             QJsonDocument(said).toJson(QJsonDocument::Compact));
}

std::optional<mesh::Party> identityAt(const store::Reader &reader, const QString &catalog)
{
    const auto kept = reader.setting(settingName(catalog));
    if (!kept || kept->isEmpty())
        return std::nullopt;
    const QJsonObject said = QJsonDocument::fromJson(*kept).object();
    mesh::Party me;
    me.key = said[u"key"].toString();
    me.nativeId = said[u"id"].toString();
    me.name = said[u"name"].toString();
    me.email = said[u"email"].toString();
    me.team = said[u"team"].toString();
    me.title = said[u"title"].toString();
    for (const auto &role : said[u"roles"].toArray())
        me.roles += role.toString();
    return me.key.isEmpty() ? std::nullopt : std::optional(me);
}

} // namespace meshlens::sync
