// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_lake_formation.h"

#include "models/mesh/identity.h"

#include <QCoreApplication>
#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QString idOf(const QString &principal, const Json &resource)
{
    const std::string text = principal.toStdString() + '\n' +
                             resource.dump(-1, ' ', false, Json::error_handler_t::replace);
    return u"lf-"_s + QString::fromLatin1(QCryptographicHash::hash(QByteArray::fromStdString(text),
                                                                   QCryptographicHash::Sha256)
                                              .toHex()
                                              .left(20));
}

/// Member by member, without the account: how it is asked for and how it is told differ in that.
Json plainResource(const Json &resource)
{
    Json plain = resource;
    for (auto &[kind, value] : plain.items()) {
        if (value.is_object())
            value.erase("CatalogId");
    }
    return plain;
}

QStringList columnNames(const Json &list)
{
    QStringList names;
    for (const Json &one : list) {
        if (one.is_string())
            names.append(QString::fromStdString(one.get_ref<const std::string &>()));
    }
    return names;
}

} // namespace

Result<Json> lakeResource(const mesh::AccessDraft &draft, const QString &database)
{
    Json given = Json::array();
    Json left = Json::array();
    for (const mesh::ColumnScope &column : draft.columns) {
        if (column.mode == mesh::ColumnMode::Mask)
            return Error{Error::Kind::Usage,
                         tr("Lake Formation gives a column or leaves it out; it does not mask %1.")
                             .arg(column.name),
                         {}};
        (column.mode == mesh::ColumnMode::Give ? given : left).push_back(column.name.toStdString());
    }
    Json table = {{"DatabaseName", database.toStdString()}};
    if (draft.port.isEmpty()) {
        table["TableWildcard"] = Json::object();
        return Json{{"Table", table}};
    }
    table["Name"] = draft.port.toStdString();
    if (left.empty())
        return Json{{"Table", table}};
    if (given.empty())
        table["ColumnWildcard"] = {{"ExcludedColumnNames", left}};
    else
        table["ColumnNames"] = given;
    return Json{{"TableWithColumns", table}};
}

LakeFormation::LakeFormation(GlueServices &services, GlueNames names,
                             const CatalogConnection &connection)
    : m_services(services), m_names(std::move(names)), m_connection(connection)
{}

Result<QString> LakeFormation::principal(std::stop_token stop)
{
    const QString said = m_connection.options.value(u"principal"_s).trimmed();
    return said.isEmpty() ? m_services.credentials->caller(std::move(stop)) : said;
}

Result<QStringList> LakeFormation::admins(std::stop_token stop)
{
    const auto settings = m_services.lakeFormation.send(net::Method::Post, "/GetDataLakeSettings",
                                                        {}, Json::object(), std::move(stop), true);
    if (!settings)
        return settings.error();
    QStringList all;
    for (const Json &admin : awsList(awsObject(*settings, "DataLakeSettings"), "DataLakeAdmins"))
        all.append(awsText(admin, "DataLakePrincipalIdentifier"));
    return all;
}

std::optional<LakeFormation::Entry> LakeFormation::decode(const Json &node) const
{
    Entry entry;
    entry.principal = awsObject(node, "Principal");
    entry.resource = plainResource(awsObject(node, "Resource"));
    entry.permissions = awsList(node, "Permissions");
    const QString who = awsText(entry.principal, "DataLakePrincipalIdentifier");
    const bool hasColumns = entry.resource.contains("TableWithColumns");
    const Json &table = awsObject(entry.resource, hasColumns ? "TableWithColumns" : "Table");
    const QStringList permissions = columnNames(entry.permissions);
    const QString database = awsText(table, "DatabaseName");
    if (who.isEmpty() || who == "IAM_ALLOWED_PRINCIPALS"_L1 || database.isEmpty() ||
        !(permissions.contains(u"SELECT"_s) || permissions.contains(u"ALL"_s)))
        return std::nullopt;
    mesh::AccessRequest &request = entry.request;
    request.id = idOf(who, entry.resource);
    request.catalog = m_connection.name;
    request.product = mesh::productKey(m_names.authority(), database);
    request.port = awsText(table, "Name");
    request.requester = m_names.partyKey(who);
    request.requesterName = who.section(u'/', -1).section(u':', -1);
    request.forWhom = u"me"_s;
    for (const QString &column : columnNames(awsList(table, "ColumnNames")))
        request.columns.append({column, mesh::ColumnMode::Give});
    for (const QString &column :
         columnNames(awsList(awsObject(table, "ColumnWildcard"), "ExcludedColumnNames")))
        request.columns.append({column, mesh::ColumnMode::Omit});
    request.state = mesh::RequestState::Approved;
    request.grant = mesh::GrantState::Active;
    request.grantId = request.id;
    const auto updated = awsTime(node, "LastUpdated");
    request.createdAtMs = updated.value_or(0);
    request.decidedAtMs = updated;
    const QString by = awsText(node, "LastUpdatedBy");
    if (!by.isEmpty()) {
        request.decidedBy = m_names.partyKey(by);
        request.decidedByName = by.section(u'/', -1).section(u':', -1);
    }
    return entry;
}

Result<QList<LakeFormation::Entry>> LakeFormation::entries(std::stop_token stop)
{
    QList<Entry> all;
    const auto read = m_services.lakeFormation.eachPage(
        net::Method::Post, "/ListPermissions", {},
        {{"ResourceType", "TABLE"}, {"MaxResults", 1000}}, std::move(stop),
        [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "PrincipalResourcePermissions")) {
                if (auto entry = decode(node))
                    all.append(*std::move(entry));
            }
            return {};
        });
    if (!read)
        return read.error();
    return all;
}

Result<QList<mesh::AccessRequest>> LakeFormation::requests(std::stop_token stop)
{
    auto all = entries(stop);
    if (!all)
        return std::move(all).error();
    const QString me = principal(stop).valueOr({});
    const bool isAdmin = !me.isEmpty() && admins(stop).valueOr({}).contains(me);
    QList<mesh::AccessRequest> found;
    for (Entry &entry : *all) {
        entry.request.mine =
            !me.isEmpty() && awsText(entry.principal, "DataLakePrincipalIdentifier") == me;
        entry.request.decidable = isAdmin;
        found.append(entry.request);
    }
    return found;
}

Result<mesh::AccessPreview> LakeFormation::preview(const mesh::AccessDraft &draft,
                                                   const QString &database, std::stop_token stop)
{
    const auto me = principal(stop);
    if (!me)
        return me.error();
    const auto administrators = admins(stop);
    bool may = administrators && administrators->contains(*me);
    if (!may && !draft.port.isEmpty()) {
        // Whoever holds the grant option may pass on what they have.
        const auto own = m_services.lakeFormation.send(
            net::Method::Post, "/ListPermissions", {},
            {{"Principal", {{"DataLakePrincipalIdentifier", me->toStdString()}}},
             {"Resource",
              {{"Table",
                {{"DatabaseName", database.toStdString()}, {"Name", draft.port.toStdString()}}}}}},
            stop, true);
        for (const Json &node : own ? awsList(*own, "PrincipalResourcePermissions") : Json::array())
            may = may ||
                  columnNames(awsList(node, "PermissionsWithGrantOption")).contains(u"SELECT"_s);
    }
    const auto resource = lakeResource(draft, database);
    mesh::AccessPreview preview;
    preview.answer = may && resource ? mesh::AccessPreview::Answer::AtOnce
                                     : mesh::AccessPreview::Answer::Impossible;
    const QString names = administrators ? administrators->join(u", "_s) : QString();
    preview.rules.append({u"may_grant"_s, tr("You may grant this in Lake Formation"), may,
                          names.isEmpty()
                              ? tr("Ask an administrator of the data lake.")
                              : tr("Ask an administrator of the data lake: %1").arg(names)});
    if (!resource)
        preview.rules.append({u"columns"_s, resource.error().message, false,
                              tr("Give the column or leave it out.")});
    preview.rules.append(
        {u"no_end"_s,
         tr("Lake Formation keeps no end date: the grant lasts until somebody revokes it."),
         true,
         {}});
    return preview;
}

Result<mesh::AccessRequest> LakeFormation::grant(const mesh::AccessDraft &draft,
                                                 const QString &database, std::int64_t nowMs,
                                                 std::stop_token stop)
{
    const auto me = principal(stop);
    if (!me)
        return me.error();
    auto resource = lakeResource(draft, database);
    if (!resource)
        return std::move(resource).error();
    const bool hasColumns = resource->contains("TableWithColumns"); // there only SELECT is allowed
    const Json permissions =
        hasColumns ? Json::array({"SELECT"}) : Json::array({"SELECT", "DESCRIBE"});
    const Json principal = {{"DataLakePrincipalIdentifier", me->toStdString()}};
    const auto done = m_services.lakeFormation.send(
        net::Method::Post, "/GrantPermissions", {},
        {{"Principal", principal}, {"Resource", *resource}, {"Permissions", permissions}}, stop,
        true); // granting twice gives no more than once
    if (!done)
        return done.error();
    const auto entry = decode({{"Principal", principal},
                               {"Resource", *resource},
                               {"Permissions", permissions},
                               {"LastUpdated", static_cast<double>(nowMs) / 1000},
                               {"LastUpdatedBy", me->toStdString()}});
    mesh::AccessRequest request = entry ? entry->request : mesh::AccessRequest();
    request.purpose = draft.purpose;
    request.mine = true;
    return request;
}

Result<mesh::AccessRequest> LakeFormation::revoke(const QString &id, std::stop_token stop)
{
    auto all = entries(stop);
    if (!all)
        return std::move(all).error();
    std::optional<mesh::AccessRequest> revoked;
    // What was given with and without the right to pass it on is told as two entries.
    for (const Entry &entry : *all) {
        if (entry.request.id != id)
            continue;
        const auto done = m_services.lakeFormation.send(net::Method::Post, "/RevokePermissions", {},
                                                        {{"Principal", entry.principal},
                                                         {"Resource", entry.resource},
                                                         {"Permissions", entry.permissions}},
                                                        stop, true);
        if (!done)
            return done.error();
        revoked = entry.request;
    }
    if (!revoked)
        return Error{Error::Kind::NotFound, tr("Lake Formation does not have this grant any more."),
                     id};
    revoked->grant = mesh::GrantState::Revoked;
    return *revoked;
}

} // namespace meshlens::catalogs
