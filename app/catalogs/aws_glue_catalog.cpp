// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_catalog.h"

#include "app/catalogs/aws_athena.h"
#include "app/catalogs/aws_glue_live.h"
#include "app/catalogs/aws_glue_pull.h"
#include "app/catalogs/aws_lake_formation.h"
#include "app/catalogs/aws_test.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int mostRows = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

CatalogKind glueKind()
{
    using enum mesh::Capability;
    CatalogKind kind;
    kind.kind = u"aws-glue"_s;
    kind.title = tr("AWS Glue Data Catalog");
    kind.description = tr("Tables of Glue, grants of Lake Formation, samples by Athena");
    kind.icon = u"server"_s;
    kind.capabilities = {Browse, Lineage, Checks,      Samples, Request,
                         Decide, Grant,   Incremental, Search};
    kind.options = awsOptions();
    kind.options += QList<CatalogOption>{
        {u"account"_s, tr("Account"), false, false, tr("twelve digits; else as its databases say")},
        {u"databases"_s, tr("Databases"), false, false, tr("names with commas; else all")},
        {u"work_group"_s, tr("Athena work group"), false, false, u"primary"_s},
        {u"output_location"_s, tr("Athena output"), false, false,
         tr("s3://bucket/folder, where the work group has none")},
        {u"principal"_s, tr("Ask for"), false, false,
         tr("ARN of the role or user that gets access; else whoever signs in")},
        {u"endpoint_athena"_s, tr("Address of Athena"), false, false,
         tr("where it is not Amazon's own")},
        {u"endpoint_lakeformation"_s, tr("Address of Lake Formation"), false, false,
         tr("where it is not Amazon's own")},
        {u"endpoint_tagging"_s, tr("Address of the tagging service"), false, false,
         tr("where it is not Amazon's own")},
        live::option(),
    };
    return kind;
}

Result<std::unique_ptr<Catalog>> makeGlue(const CatalogConnection &connection,
                                          const QString &secret, net::Client &client,
                                          const Clock &clock)
{
    if (auto sensible = live::checkOption(connection); !sensible)
        return std::move(sensible).error();
    auto place = awsPlace(connection);
    if (!place)
        return std::move(place).error();
    place->endpoints.insert(u"glue"_s, place->base.toString());
    auto credentials =
        std::make_shared<AwsCredentials>(client, connection, *std::move(place), secret);
    return std::unique_ptr<Catalog>(
        std::make_unique<GlueCatalog>(client, connection, std::move(credentials), clock));
}

} // namespace

Registration GlueCatalog::registration()
{
    return {&glueKind, &makeGlue};
}

GlueCatalog::GlueCatalog(net::Client &client, CatalogConnection connection,
                         std::shared_ptr<AwsCredentials> credentials, const Clock &clock)
    : m_connection(std::move(connection)), m_clock(clock),
      m_services{AwsService(client, credentials, m_connection, u"glue"_s, "AWSGlue"),
                 AwsService(client, credentials, m_connection, u"lakeformation"_s),
                 AwsService(client, credentials, m_connection, u"tagging"_s,
                            "ResourceGroupsTaggingAPI_20170126"),
                 AwsService(client, credentials, m_connection, u"athena"_s, "AmazonAthena"),
                 credentials},
      m_account(m_connection.options.value(u"account"_s).trimmed())
{
    // What the first pull found is kept with the connection.
    const QString &authority = m_connection.authority;
    if (m_account.isEmpty() && !authority.startsWith(u'_'))
        m_account = authority.section(u'.', 0, 0);
}

QList<ConnectionStep> GlueCatalog::test(std::stop_token stop)
{
    return testTelling({}, std::move(stop));
}

QList<ConnectionStep> GlueCatalog::testTelling(const StepTold &told, std::stop_token stop)
{
    QList<ConnectionStep> steps = testAws(
        m_services.glue, *m_services.credentials, m_connection,
        [this](std::stop_token asked) { return look(std::move(asked)); }, told, stop);
    if (!steps.constLast().passed)
        return steps;
    const auto settings = m_services.lakeFormation.send(net::Method::Post, "/GetDataLakeSettings",
                                                        {}, Json::object(), stop, true);
    const ConnectionStep grants{
        tr("Lake Formation answers"), settings.hasValue(),
        settings ? QString()
                 : tr("%1 Grants and tags are left out.").arg(settings.error().message)};
    if (told)
        told(grants);
    return steps + QList<ConnectionStep>{grants};
}

Result<QString> GlueCatalog::look(std::stop_token stop)
{
    qint64 databases = 0;
    const auto read =
        m_services.glue.eachPage("GetDatabases", {{"MaxResults", 100}}, std::move(stop),
                                 [&](const Json &page) -> Result<void> {
                                     databases +=
                                         static_cast<qint64>(awsList(page, "DatabaseList").size());
                                     return {};
                                 });
    if (!read)
        return read.error();
    if (databases == 0)
        return Error{Error::Kind::NotFound,
                     tr("There is no database that you may see in %1.")
                         .arg(m_services.credentials->place().region),
                     {}};
    return tr("Databases: %1").arg(databases);
}

Result<PullOutcome> GlueCatalog::pull(const PullRequest &request, PullSink &sink,
                                      std::stop_token stop)
{
    auto outcome =
        GluePull(m_services, m_connection, m_clock, request, sink, std::move(stop)).run();
    if (outcome) {
        const std::lock_guard lock(m_mutex);
        if (m_account.isEmpty() && !outcome->authority.startsWith(u'_'))
            m_account = outcome->authority.section(u'.', 0, 0);
    }
    return outcome;
}

/// The account is part of every key; without a pull before, its first database tells.
Result<GlueNames> GlueCatalog::names(std::stop_token stop)
{
    GlueNames names{m_connection.name, {}, m_services.credentials->place().region};
    {
        const std::lock_guard lock(m_mutex);
        names.account = m_account;
    }
    if (!names.account.isEmpty())
        return names;
    const Error enough{Error::Kind::TooLarge, {}, {}};
    const auto read = m_services.glue.eachPage(
        "GetDatabases", {{"MaxResults", 100}}, std::move(stop),
        [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "DatabaseList")) {
                if (names.account.isEmpty() && awsObject(node, "TargetDatabase").empty())
                    names.account = awsText(node, "CatalogId");
            }
            return names.account.isEmpty() ? Result<void>() : enough;
        });
    if (!read && read.error().kind != Error::Kind::TooLarge)
        return read.error();
    const std::lock_guard lock(m_mutex);
    m_account = names.account;
    return names;
}

Result<live::Page> GlueCatalog::search(const live::Query &query, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return searchGlue(m_services, *known, m_connection, query, std::move(stop));
}

Result<PullOutcome> GlueCatalog::readThings(const QList<live::Thing> &things, bool, PullSink &sink,
                                            std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return readGlueThings(m_services, *known, things, sink, std::move(stop));
}

Result<mesh::Sample> GlueCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const auto [database, table] = glueNamesOf(query.dataset);
    auto sample = athenaSample(m_services.athena,
                               {database, table, std::clamp(query.rows, 1, mostRows),
                                m_connection.options.value(u"work_group"_s).trimmed(),
                                m_connection.options.value(u"output_location"_s).trimmed()},
                               std::move(stop));
    if (sample)
        sample->fetchedAtMs = m_clock.nowMs();
    return sample;
}

Result<AccessPage> GlueCatalog::accessRequests(std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    auto requests = LakeFormation(m_services, *known, m_connection).requests(std::move(stop));
    if (!requests)
        return std::move(requests).error();
    return AccessPage{*std::move(requests)};
}

Result<mesh::AccessPreview> GlueCatalog::previewAccess(const mesh::AccessDraft &draft,
                                                       const QString &productNativeId,
                                                       std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return LakeFormation(m_services, *known, m_connection)
        .preview(draft, productNativeId, std::move(stop));
}

Result<mesh::AccessRequest> GlueCatalog::requestAccess(const mesh::AccessDraft &draft,
                                                       const QString &productNativeId,
                                                       const QString &, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return LakeFormation(m_services, *known, m_connection)
        .grant(draft, productNativeId, m_clock.nowMs(), std::move(stop));
}

Result<mesh::AccessRequest> GlueCatalog::act(const mesh::AccessAction &action, const QString &,
                                             std::stop_token stop)
{
    using Kind = mesh::AccessAction::Kind;
    if (action.kind != Kind::Revoke && action.kind != Kind::Return)
        return Error{Error::Kind::Usage,
                     tr("Lake Formation keeps grants, not requests: they can be revoked or "
                        "returned."),
                     {}};
    const auto known = names(stop);
    if (!known)
        return known.error();
    return LakeFormation(m_services, *known, m_connection).revoke(action.request, std::move(stop));
}

} // namespace meshlens::catalogs
