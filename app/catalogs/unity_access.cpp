// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_access.h"

#include "app/catalogs/rest_catalog.h"
#include "app/catalogs/rest_names.h"
#include "app/catalogs/unity_privileges.h"
#include "models/mesh/identity.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {

using namespace privileges;

namespace {

using net::Fields;
using nlohmann::json;

const RestQuery pageSizeOfServer = {{u"max_results"_s, u"0"_s}};

/// Every entry of a list of the catalog's own API.
Result<void> eachOf(RestClient &client, const QByteArray &path, const RestQuery &more,
                    const char *member, const std::stop_token &stop,
                    const std::function<Result<void>(Fields &)> &take)
{
    const auto walked = eachRestPage(
        client, path, pageSizeOfServer + more, pagingBy(u"page_token"_s, "next_page_token"), stop,
        [&](const RestAnswer &page) -> Result<void> {
            const auto list = net::optionalArray(page.document, member);
            if (!list)
                return list.error();
            for (std::size_t i = 0; *list && i < (*list)->size(); ++i) {
                Fields fields((**list)[i], u'/' + QString::fromLatin1(member));
                if (const auto taken = take(fields); !taken)
                    return taken;
                if (fields.error())
                    return *fields.error();
            }
            return {};
        });
    return walked ? Result<void>() : Result<void>(walked.error());
}

} // namespace

UnityAccess::UnityAccess(RestClient &client, QByteArray api, const CatalogConnection &connection,
                         QString authority, std::stop_token stop)
    : m_client(client), m_api(std::move(api)), m_connection(connection),
      m_authority(std::move(authority)), m_stop(std::move(stop))
{}

UnityAccess::Securable UnityAccess::wanted(const mesh::AccessDraft &draft, const QString &schema)
{
    return {draft.port.isEmpty() ? "schema" : "table", schema, draft.port, {}};
}

Result<UnityAccess::Me> UnityAccess::me()
{
    Error last{Error::Kind::NotFound, {}, {}};
    for (const char *path : {"api/1.0/unity-control/scim2/Me", "api/2.0/preview/scim/v2/Me"}) {
        const auto answer = m_client.get(path, {}, m_stop);
        if (!answer && !isMissing(answer.error()))
            return answer.error();
        if (!answer) {
            last = answer.error();
            continue;
        }
        Fields fields(answer->document, {});
        Me found{fields.text("id"), fields.text("userName")};
        if (const json *mails = fields.array("emails"); mails && found.name.isEmpty())
            for (const json &mail : *mails)
                found.name = net::optionalString(mail, "value").valueOr({});
        if (fields.error())
            return *fields.error();
        return found;
    }
    return last;
}

Result<QString> UnityAccess::ownerOf(const Securable &one)
{
    const auto answer =
        m_client.get(m_api + one.type + "s/" + pathPart(one.fullName()), {}, m_stop);
    if (!answer)
        return answer.error();
    return net::optionalString(answer->document, "owner");
}

Result<QList<UnityAccess::Securable>> UnityAccess::securables()
{
    QList<Securable> all;
    QStringList catalogs;
    const Scope scope(m_connection);
    auto read = eachOf(m_client, m_api + "catalogs", {}, "catalogs", m_stop,
                       [&](Fields &fields) -> Result<void> {
                           if (const QString name = fields.needText("name"); scope.mayInclude(name))
                               catalogs.append(name);
                           return {};
                       });
    QList<Securable> schemas;
    for (const QString &catalog : std::as_const(catalogs)) {
        if (read)
            read = eachOf(m_client, m_api + "schemas", {{u"catalog_name"_s, catalog}}, "schemas",
                          m_stop, [&](Fields &fields) -> Result<void> {
                              const QString name = catalog + u'.' + fields.needText("name");
                              if (scope.mayInclude(name))
                                  schemas.append({"schema", name, {}, fields.text("owner")});
                              return {};
                          });
    }
    for (const Securable &schema : std::as_const(schemas)) {
        all.append(schema);
        if (!read || std::size_t(all.size()) >= mostAsked)
            continue;
        read = eachOf(m_client, m_api + "tables",
                      {{u"catalog_name"_s, schema.schema.section(u'.', 0, 0)},
                       {u"schema_name"_s, schema.schema.section(u'.', 1)},
                       {u"omit_columns"_s, u"true"_s}},
                      "tables", m_stop, [&](Fields &fields) -> Result<void> {
                          const QString name = fields.needText("name");
                          if (scope.includes(schema.schema + u'.' + name))
                              all.append({"table", schema.schema, name, fields.text("owner")});
                          return {};
                      });
        if (!read && RestPull::isPassable(read.error()))
            read = {};
    }
    if (!read)
        return read.error();
    if (std::size_t(all.size()) > mostAsked)
        all.resize(qsizetype(mostAsked));
    return all;
}

Result<QList<UnityAccess::Assignment>> UnityAccess::assignments(const Securable &of,
                                                                std::stop_token stop)
{
    QList<Assignment> all;
    const auto read =
        eachOf(m_client, m_api + "permissions/" + of.type + '/' + pathPart(of.fullName()), {},
               "privilege_assignments", stop, [&](Fields &fields) -> Result<void> {
                   all.append({of, fields.needText("principal"), fields.texts("privileges")});
                   return {};
               });
    return read ? Result<QList<Assignment>>(std::move(all)) : read.error();
}

mesh::AccessRequest UnityAccess::decode(const Assignment &one, const QString &me) const
{
    mesh::AccessRequest request;
    request.id = request.grantId = idOf(one.principal, one.of.fullName());
    request.catalog = m_connection.name;
    request.product = mesh::productKey(m_authority, one.of.schema);
    request.port = one.of.table;
    request.requester = ownerKey(m_connection, one.principal);
    request.requesterName = one.principal;
    request.forWhom = u"me"_s;
    request.state = mesh::RequestState::Approved;
    request.grant = mesh::GrantState::Active;
    request.mine = !me.isEmpty() && one.principal == me;
    request.decidable = !me.isEmpty() && one.of.owner == me;
    return request;
}

Result<QList<mesh::AccessRequest>> UnityAccess::requests()
{
    const auto asked = securables();
    if (!asked)
        return asked.error();
    const QString name = me().valueOr({}).name;
    QList<mesh::AccessRequest> found;
    const auto read = eachAtOnce<QList<Assignment>>(
        std::size_t(asked->size()), m_stop,
        [&](std::size_t i, std::stop_token stop) {
            return assignments((*asked)[qsizetype(i)], std::move(stop));
        },
        [&](std::size_t, Result<QList<Assignment>> all) -> Result<void> {
            if (!all) // a server without permissions, or one that shows them to owners only
                return isMissing(all.error()) || RestPull::isPassable(all.error()) ? Result<void>()
                                                                                   : all.error();
            for (const Assignment &one : *all) {
                if (std::any_of(one.privileges.begin(), one.privileges.end(), isToRead))
                    found.append(decode(one, name));
            }
            return {};
        });
    return read ? Result<QList<mesh::AccessRequest>>(std::move(found)) : read.error();
}

Result<QStringList> UnityAccess::destinations(const Securable &of)
{
    const auto answer = m_client.get(
        "api/3.0/rfa/destinations/" + of.type + '/' + pathPart(of.fullName()), {}, m_stop);
    if (!answer)
        return isMissing(answer.error()) ? Result<QStringList>(QStringList()) : answer.error();
    QStringList names;
    const auto list = net::optionalArray(answer->document, "destinations");
    if (!list)
        return list.error();
    for (std::size_t i = 0; *list && i < (*list)->size(); ++i) {
        Fields fields((**list)[i], u"/destinations"_s);
        const QString id = fields.text("destination_id");
        names.append(id.isEmpty() ? fields.text("destination_type") : id);
    }
    return names;
}

Result<mesh::AccessPreview> UnityAccess::preview(const mesh::AccessDraft &draft,
                                                 const QString &schema)
{
    using Answer = mesh::AccessPreview::Answer;
    const Securable what = wanted(draft, schema);
    const auto who = me();
    if (!who)
        return who.error();
    const auto owner = ownerOf(what);
    if (!owner)
        return owner.error();
    const auto ways = destinations(what);
    if (!ways)
        return ways.error();
    const bool isMine = !who->name.isEmpty() && *owner == who->name;
    const bool hasChoice =
        std::any_of(draft.columns.begin(), draft.columns.end(), [](const mesh::ColumnScope &one) {
            return one.mode != mesh::ColumnMode::Give;
        });
    mesh::AccessPreview preview;
    preview.answer = hasChoice       ? Answer::Impossible
                     : isMine        ? Answer::AtOnce
                     : ways->empty() ? Answer::Impossible
                                     : Answer::Owner;
    preview.rules.append({u"may_grant"_s, tr("You own this in Unity Catalog"), isMine,
                          owner->isEmpty() ? tr("Ask an administrator of the catalog.")
                                           : tr("Its owner grants it: %1").arg(*owner)});
    if (!isMine && !ways->empty())
        preview.rules.append(
            {u"asks"_s, tr("A request goes to %1").arg(ways->join(u", "_s)), true, {}});
    if (hasChoice)
        preview.rules.append({u"columns"_s,
                              tr("Unity Catalog gives a table whole; it leaves no columns out."),
                              false, tr("Ask for all columns.")});
    preview.rules.append(
        {u"no_end"_s,
         tr("Unity Catalog keeps no end date: the grant lasts until somebody revokes it."),
         true,
         {}});
    return preview;
}

} // namespace meshlens::catalogs
