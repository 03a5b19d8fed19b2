// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_catalog.h"

#include "app/catalogs/aws_datazone_live.h"
#include "app/catalogs/aws_test.h"
#include "app/net/json.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr qsizetype longestReason = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

CatalogKind zoneKind()
{
    using enum mesh::Capability;
    CatalogKind kind;
    kind.kind = u"aws-datazone"_s;
    kind.title = tr("Amazon DataZone");
    kind.description = tr("What a DataZone domain publishes, with subscriptions");
    kind.icon = u"server"_s;
    kind.capabilities = {Browse, Lineage, Checks, Request, Decide, Grant, Incremental};
    kind.options = awsOptions();
    kind.options += QList<CatalogOption>{
        {u"domain"_s, tr("Domain"), false, false, tr("dzd_...; needed where there are several")},
        {u"project"_s, tr("Your project"), false, false,
         tr("its id; it asks for access, and decides what is asked of it")},
        live::option(),
    };
    return kind;
}

Result<std::unique_ptr<Catalog>> makeZone(const CatalogConnection &connection,
                                          const QString &secret, net::Client &client,
                                          const Clock &clock)
{
    if (auto sensible = live::checkOption(connection); !sensible)
        return std::move(sensible).error();
    auto place = awsPlace(connection);
    if (!place)
        return std::move(place).error();
    place->endpoints.insert(u"datazone"_s, place->base.toString());
    auto credentials =
        std::make_shared<AwsCredentials>(client, connection, *std::move(place), secret);
    return std::unique_ptr<Catalog>(
        std::make_unique<ZoneCatalog>(client, connection, std::move(credentials), clock));
}

QByteArray encoded(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

} // namespace

Registration ZoneCatalog::registration()
{
    return {&zoneKind, &makeZone};
}

ZoneCatalog::ZoneCatalog(net::Client &client, CatalogConnection connection,
                         std::shared_ptr<AwsCredentials> credentials, const Clock &clock)
    : m_connection(std::move(connection)), m_clock(clock),
      m_zone(client, credentials, m_connection, u"datazone"_s),
      m_credentials(std::move(credentials)),
      m_domain(m_connection.authority) // as the first pull found it
{}

QString ZoneCatalog::project() const
{
    return m_connection.options.value(u"project"_s).trimmed();
}

QList<ConnectionStep> ZoneCatalog::test(std::stop_token stop)
{
    return testTelling({}, std::move(stop));
}

QList<ConnectionStep> ZoneCatalog::testTelling(const StepTold &told, std::stop_token stop)
{
    return testAws(
        m_zone, *m_credentials, m_connection,
        [this](std::stop_token asked) { return look(std::move(asked)); }, told, stop);
}

Result<QString> ZoneCatalog::look(std::stop_token stop)
{
    const auto domain = findZoneDomain(m_zone, m_connection, stop);
    if (!domain)
        return domain.error();
    const auto page = m_zone.send(net::Method::Post, zonePath(domain->id, "/listings/search"), {},
                                  {{"maxResults", 1}}, std::move(stop), true);
    if (!page)
        return page.error();
    return tr("%1: %2 published")
        .arg(domain->name)
        .arg(net::optionalInt(*page, "totalMatchCount").valueOr({}).value_or(0));
}

Result<PullOutcome> ZoneCatalog::pull(const PullRequest &request, PullSink &sink,
                                      std::stop_token stop)
{
    auto outcome = ZonePull(m_zone, m_connection, m_clock, request, sink, std::move(stop)).run();
    if (outcome) {
        const std::lock_guard lock(m_mutex);
        m_domain = outcome->authority;
    }
    return outcome;
}

Result<ZoneNames> ZoneCatalog::names(std::stop_token stop)
{
    ZoneNames known;
    known.catalog = m_connection.name;
    {
        const std::lock_guard lock(m_mutex);
        known.domain = m_domain;
    }
    if (!known.domain.isEmpty())
        return known;
    const auto domain = findZoneDomain(m_zone, m_connection, std::move(stop));
    if (!domain)
        return domain.error();
    known.domain = domain->id;
    const std::lock_guard lock(m_mutex);
    m_domain = domain->id;
    return known;
}

Result<live::Page> ZoneCatalog::search(const live::Query &query, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return searchZone(m_zone, *known, query, std::move(stop));
}

Result<PullOutcome> ZoneCatalog::readThings(const QList<live::Thing> &things, bool, PullSink &sink,
                                            std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return readZoneThings(m_zone, *known, things, sink, m_clock, std::move(stop));
}

Result<void> ZoneCatalog::readAll(const QByteArray &path, const AwsService::Query &filter,
                                  const char *key, QMap<QString, Json> &into, std::stop_token stop)
{
    AwsService::Query query = filter;
    query.append({u"maxResults"_s, u"50"_s});
    return m_zone.eachPage(net::Method::Get, path, query, nullptr, std::move(stop),
                           [&](const Json &page) -> Result<void> {
                               for (const Json &item : awsList(page, "items")) {
                                   Json &all = into[awsText(item, key)];
                                   if (!all.is_array())
                                       all = Json::array();
                                   all.push_back(item);
                               }
                               return {};
                           });
}

Result<void> ZoneCatalog::readRequests(const ZoneNames &names, const QString &filter,
                                       const Found &found, AccessPage &page, std::stop_token stop)
{
    AwsService::Query query = {{u"maxResults"_s, u"50"_s}};
    if (!filter.isEmpty())
        query.append({filter, project()});
    const Json none = Json::object();
    return m_zone.eachPage(
        net::Method::Get, zonePath(names.domain, "/subscription-requests"), query, nullptr,
        std::move(stop), [&](const Json &document) -> Result<void> {
            for (const Json &item : awsList(document, "items")) {
                const auto subscription = found.subscriptions.constFind(awsText(item, "id"));
                const Json &kept =
                    subscription == found.subscriptions.constEnd() ? none : subscription->front();
                auto request = decodeZoneRequest(
                    item, kept, found.grants.value(awsText(kept, "id"), Json::array()), names);
                if (!request)
                    continue; // a state that this program does not know must not look like another
                const auto same = std::find_if(
                    page.requests.begin(), page.requests.end(),
                    [&](const mesh::AccessRequest &other) { return other.id == request->id; });
                const bool isNew = same == page.requests.end();
                mesh::AccessRequest &kind = isNew ? *request : *same;
                kind.mine = kind.mine || filter == "owningProjectId"_L1;
                kind.decidable = kind.decidable || filter == "approverProjectId"_L1;
                if (isNew)
                    page.requests.append(*std::move(request));
            }
            return {};
        });
}

Result<AccessPage> ZoneCatalog::accessRequests(std::stop_token stop)
{
    AccessPage page;
    const auto known = names(stop);
    if (!known)
        return known.error();
    // Without a project there is nobody to ask for: DataZone keeps requests by project.
    const QStringList filters = project().isEmpty()
                                    ? QStringList{QString()}
                                    : QStringList{u"owningProjectId"_s, u"approverProjectId"_s};
    for (const QString &filter : filters) {
        AwsService::Query query;
        if (!filter.isEmpty())
            query.append({filter, project()});
        Found found;
        if (const auto read = readAll(zonePath(known->domain, "/subscriptions"), query,
                                      "subscriptionRequestId", found.subscriptions, stop);
            !read)
            return read.error();
        // Grants belong to who asked; whoever decided sees those of its own projects only.
        AwsService::Query owned;
        if (!project().isEmpty())
            owned.append({u"owningProjectId"_s, project()});
        if (const auto read = readAll(zonePath(known->domain, "/subscription-grants"), owned,
                                      "subscriptionId", found.grants, stop);
            !read && !isOutOfReach(read.error()))
            return read.error();
        if (const auto read = readRequests(*known, filter, found, page, stop); !read)
            return read.error();
    }
    return page;
}

Result<mesh::AccessPreview> ZoneCatalog::previewAccess(const mesh::AccessDraft &draft,
                                                       const QString &, std::stop_token)
{
    mesh::AccessPreview preview;
    const bool hasProject = !project().isEmpty();
    const bool hasReason = !draft.purpose.text.trimmed().isEmpty();
    preview.answer = hasProject && hasReason ? mesh::AccessPreview::Answer::Owner
                                             : mesh::AccessPreview::Answer::Impossible;
    preview.rules = {
        {u"project"_s, tr("A project asks for access"), hasProject,
         tr("Name your project in the connection's options.")},
        {u"reason"_s, tr("The reason is said"), hasReason, tr("Write what it is for.")},
        {u"whole"_s,
         tr("DataZone gives the asset as its owner scopes it; columns and an end date are not part "
            "of a subscription."),
         true,
         {}}};
    return preview;
}

Result<mesh::AccessRequest> ZoneCatalog::one(const ZoneNames &names, const QString &id,
                                             std::stop_token stop)
{
    const auto request = m_zone.send(
        net::Method::Get, zonePath(names.domain, "/subscription-requests/" + encoded(id)), {},
        nullptr, stop);
    if (!request)
        return request.error();
    Found found;
    Json subscription = Json::object();
    Json grants = Json::array();
    if (readAll(zonePath(names.domain, "/subscriptions"),
                {{u"subscriptionRequestIdentifier"_s, id}}, "subscriptionRequestId",
                found.subscriptions, stop) &&
        found.subscriptions.contains(id)) {
        subscription = found.subscriptions.value(id).front();
        const QString subscribed = awsText(subscription, "id");
        if (readAll(zonePath(names.domain, "/subscription-grants"),
                    {{u"subscriptionId"_s, subscribed}}, "subscriptionId", found.grants, stop))
            grants = found.grants.value(subscribed, Json::array());
    }
    return decodeZoneRequest(*request, subscription, grants, names);
}

Result<mesh::AccessRequest> ZoneCatalog::requestAccess(const mesh::AccessDraft &draft,
                                                       const QString &productNativeId,
                                                       const QString &idempotencyKey,
                                                       std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    if (project().isEmpty())
        return Error{Error::Kind::Usage,
                     tr("In DataZone a project asks for access. Name yours in the options of %1.")
                         .arg(m_connection.name),
                     {}};
    const auto made = m_zone.send(
        net::Method::Post, zonePath(known->domain, "/subscription-requests"), {},
        {{"subscribedPrincipals",
          Json::array({{{"project", {{"identifier", project().toStdString()}}}}})},
         {"subscribedListings", Json::array({{{"identifier", productNativeId.toStdString()}}})},
         {"requestReason", draft.purpose.text.left(longestReason).toStdString()},
         {"clientToken", idempotencyKey.toStdString()}},
        stop, true); // the token makes it one request, however often it is sent
    if (!made)
        return made.error();
    auto request = decodeZoneRequest(*made, Json::object(), Json::array(), *known);
    if (request)
        request->mine = true;
    return request;
}

Result<mesh::AccessRequest> ZoneCatalog::act(const mesh::AccessAction &action, const QString &,
                                             std::stop_token stop)
{
    using Kind = mesh::AccessAction::Kind;
    const auto known = names(stop);
    if (!known)
        return known.error();
    const auto before = one(*known, action.request, stop);
    if (!before)
        return before;
    if (action.expectedVersion > 0 && before->version != action.expectedVersion)
        return Error{
            Error::Kind::Conflict,
            tr("Something newer has happened at %1. Look at it again first.").arg(m_zone.host()),
            action.request};
    const QByteArray request =
        zonePath(known->domain, "/subscription-requests/" + encoded(action.request));
    const QByteArray subscription =
        zonePath(known->domain, "/subscriptions/" + encoded(before->grantId));
    const Json comment =
        action.note.isEmpty()
            ? Json::object()
            : Json{{"decisionComment", action.note.left(longestReason).toStdString()}};
    const bool endsGrant = action.kind == Kind::Revoke || action.kind == Kind::Return;
    if (endsGrant && before->grantId.isEmpty())
        return Error{Error::Kind::NotFound, tr("There is no subscription to end."), action.request};
    const auto done = [&]() -> Result<Json> {
        switch (action.kind) {
        case Kind::Approve:
            return m_zone.send(net::Method::Put, request + "/accept", {}, comment, stop);
        case Kind::Deny:
            return m_zone.send(net::Method::Put, request + "/reject", {}, comment, stop);
        case Kind::Cancel:
            return m_zone.send(net::Method::Delete, request, {}, nullptr, stop);
        case Kind::Revoke:
            return m_zone.send(net::Method::Put, subscription + "/revoke", {},
                               {{"retainPermissions", false}}, stop);
        case Kind::Return:
            return m_zone.send(net::Method::Put, subscription + "/cancel", {}, nullptr, stop);
        case Kind::Ask:
        case Kind::Answer:
            break;
        }
        return Error{Error::Kind::Usage, tr("DataZone keeps no messages with a request."), {}};
    }();
    if (!done)
        return done.error();
    mesh::AccessRequest after = *before;
    if (action.kind == Kind::Cancel) {
        after.state = mesh::RequestState::Cancelled; // it is deleted there
    } else {
        auto read = one(*known, action.request, stop);
        if (!read)
            return read;
        after = *std::move(read);
    }
    after.mine = action.kind == Kind::Cancel || action.kind == Kind::Return;
    after.decidable = !after.mine;
    return after;
}

} // namespace meshlens::catalogs
