// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_decode.h"

#include "app/catalogs/aws_service.h"
#include "app/catalogs/rest_types.h"
#include "app/net/json.h"
#include "models/mesh/identity.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr qsizetype longestTag = 100;
constexpr qsizetype mostFormTags = 20;

QString textOf(const Json &node)
{
    if (node.is_string())
        return QString::fromStdString(node.get_ref<const std::string &>());
    if (node.is_boolean())
        return node.get<bool>() ? u"true"_s : u"false"_s;
    return node.is_number() ? QString::number(node.get<double>(), 'g', 12) : QString();
}

/// A number, also where it came as text.
std::optional<double> numberOf(const Json &node, const char *name)
{
    const auto found = node.is_object() ? node.find(name) : node.end();
    if (found == node.end())
        return std::nullopt;
    bool isGood = false;
    const double number = textOf(*found).toDouble(&isGood);
    return isGood ? std::optional(number) : std::nullopt;
}

/// Forms come as JSON inside a text; some clients saw the object itself.
Json formsOf(const Json &attributes)
{
    const auto found = attributes.is_object() ? attributes.find("forms") : attributes.end();
    if (found == attributes.end())
        return Json::object();
    if (found->is_object())
        return *found;
    if (!found->is_string())
        return Json::object();
    auto read = net::parseJson(QByteArray::fromStdString(found->get_ref<const std::string &>()));
    return read && read->is_object() ? *std::move(read) : Json::object();
}

mesh::DatasetType typeOf(const QString &entityType)
{
    if (entityType.contains("View"_L1))
        return mesh::DatasetType::View;
    if (entityType.contains("S3Object"_L1))
        return mesh::DatasetType::File;
    if (entityType.contains("Model"_L1))
        return mesh::DatasetType::Model;
    return mesh::DatasetType::Table;
}

QString termKeyOf(const QString &name, const ZoneNames &names)
{
    return names.termKeys.value(name.toLower());
}

void addColumns(const Json &forms, const ZoneNames &names, mesh::Dataset &dataset)
{
    for (const char *form : {"GlueTableForm", "GlueViewForm", "RedshiftTableForm",
                             "RedshiftViewForm", "RelationalTableForm"}) {
        for (const Json &column : awsList(awsObject(forms, form), "columns")) {
            mesh::Column made;
            made.name = awsText(column, "columnName");
            made.type = awsText(column, "dataType");
            made.description = awsText(column, "description");
            if (!made.name.isEmpty())
                addTypedColumn(dataset.columns, made);
        }
        if (!dataset.columns.isEmpty())
            break;
    }
    const Json &business = awsObject(forms, "ColumnBusinessMetadataForm");
    for (const Json &said : awsList(business, "columnsBusinessMetadata")) {
        const QString name = awsText(said, "columnIdentifier");
        for (mesh::Column &column : dataset.columns) {
            if (column.name.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const QString words = awsText(said, "description");
            const QString title = awsText(said, "name");
            if (!words.isEmpty() || !title.isEmpty())
                column.description = title.isEmpty()   ? words
                                     : words.isEmpty() ? title
                                                       : title + u": "_s + words;
            for (const Json &term : awsList(said, "glossaryTerms")) {
                const QString key =
                    termKeyOf(awsText(awsObject(term, "BusinessGlossaryTermForm"), "name"), names);
                if (!key.isEmpty())
                    column.terms.append(key);
            }
        }
    }
}

/// Forms that a company made itself have no place of their own: short values become tags.
void addFormTags(const Json &forms, QStringList &tags)
{
    static const QSet<QString> known = {u"GlueTableForm"_s,
                                        u"GlueViewForm"_s,
                                        u"RedshiftTableForm"_s,
                                        u"RedshiftViewForm"_s,
                                        u"RelationalTableForm"_s,
                                        u"AssetCommonDetailsForm"_s,
                                        u"ColumnBusinessMetadataForm"_s,
                                        u"DataSourceReferenceForm"_s,
                                        u"SubscriptionTermsForm"_s};
    for (const auto &[name, form] : forms.items()) {
        if (known.contains(QString::fromStdString(name)) || !form.is_object())
            continue;
        for (const auto &[field, value] : form.items()) {
            const QString text = textOf(value);
            if (!text.isEmpty() && text.size() <= longestTag && tags.size() < mostFormTags)
                tags.append(QString::fromStdString(field) + u'=' + text);
        }
    }
}

mesh::Dimension dimensionOf(const QString &type)
{
    const QString word = type.toLower();
    if (word.contains("complete"_L1) || word.contains("rowcount"_L1))
        return mesh::Dimension::Completeness;
    if (word.contains("unique"_L1) || word.contains("distinct"_L1))
        return mesh::Dimension::Uniqueness;
    if (word.contains("time"_L1) || word.contains("fresh"_L1))
        return mesh::Dimension::Timeliness;
    if (word.contains("consist"_L1) || word.contains("referential"_L1))
        return mesh::Dimension::Consistency;
    return word.contains("accura"_L1) ? mesh::Dimension::Accuracy : mesh::Dimension::Validity;
}

mesh::GrantState grantOf(const QString &subscription, const Json &grants)
{
    if (subscription == "REVOKED"_L1)
        return mesh::GrantState::Revoked;
    if (subscription == "CANCELLED"_L1)
        return mesh::GrantState::Returned;
    if (subscription != "APPROVED"_L1)
        return mesh::GrantState::None;
    // Accepted does not mean that access works yet: that is the grant's to say.
    bool isDone = !grants.empty();
    for (const Json &grant : grants) {
        const QString status = awsText(grant, "status");
        if (status.endsWith("FAILED"_L1) || status == "INACCESSIBLE"_L1)
            return mesh::GrantState::Failed;
        isDone = isDone && status == "COMPLETED"_L1;
    }
    return isDone ? mesh::GrantState::Active : mesh::GrantState::Provisioning;
}

} // namespace

QString ZoneNames::partyKey(const QString &id) const
{
    return id.isEmpty() ? QString() : mesh::partyKeyInCatalog(catalog, id);
}

QString ZoneNames::unitKey(const QString &id) const
{
    return id.isEmpty() ? QString() : mesh::domainKey(domain, id);
}

Result<ZoneListing> decodeZoneListing(const Json &node, const ZoneNames &names)
{
    const bool isAsset = !awsObject(node, "assetListing").empty();
    const Json &said = awsObject(node, isAsset ? "assetListing" : "dataProductListing");
    auto id = net::requireString(said, "listingId");
    if (!id)
        return std::move(id).error();
    ZoneListing read;
    mesh::DataProduct &product = read.product;
    product.key = mesh::productKey(names.domain, *id);
    product.nativeId = *id;
    product.name = awsText(said, "name");
    if (product.name.isEmpty())
        product.name = *id;
    product.description = awsText(said, "description");
    product.version = awsText(said, "listingRevision");
    product.status = mesh::Status::Active; // it is published
    product.access = mesh::AccessMode::Request;
    product.createdAtMs = awsTime(said, "createdAt");
    const QString project = awsText(said, "owningProjectId");
    product.domain = names.unitKey(names.unitOfProject.value(project));
    if (!project.isEmpty())
        product.owners.append(names.partyKey(project));
    for (const char *list : {"glossaryTerms", "governedGlossaryTerms"}) {
        for (const Json &term : awsList(said, list)) {
            const QString name = awsText(term, "name");
            if (const QString key = termKeyOf(name, names); !key.isEmpty())
                product.terms.append(key);
            if (const auto word = mesh::fromText<mesh::Classification>(name))
                product.classification = std::max(product.classification, *word);
        }
    }
    const Json &attributes = awsObject(said, "additionalAttributes");
    const Json forms = formsOf(attributes);
    addFormTags(forms, product.tags);
    read.assetId = awsText(said, "entityId");
    if (!isAsset) {
        for (const Json &member : awsList(said, "items"))
            read.members.append(awsText(member, "listingId"));
        return read;
    }

    const Json &details = awsObject(forms, "AssetCommonDetailsForm");
    read.source = awsText(details, "sourceIdentifier");
    for (const char *form : {"GlueTableForm", "GlueViewForm"}) {
        if (read.source.isEmpty())
            read.source = awsText(awsObject(forms, form), "tableArn");
    }
    if (const QString readMe = awsText(details, "readMe"); !readMe.isEmpty())
        product.usage = readMe;
    mesh::Dataset dataset;
    dataset.key = zoneSourceKey(read.source);
    if (dataset.key.isEmpty())
        dataset.key = mesh::datasetKey(u"datazone"_s, names.domain, {read.assetId}).key;
    dataset.nativeId = *id;
    dataset.name = product.name;
    dataset.qualifiedName = product.name;
    const QString database = awsText(awsObject(forms, "GlueTableForm"), "databaseName");
    const QString table = awsText(awsObject(forms, "GlueTableForm"), "tableName");
    if (!database.isEmpty() && !table.isEmpty())
        dataset.qualifiedName = database + u'.' + table;
    dataset.type = typeOf(awsText(said, "entityType"));
    dataset.description = product.description;
    dataset.domain = product.domain;
    dataset.status = product.status;
    dataset.classification = product.classification;
    dataset.terms = product.terms;
    dataset.tags = product.tags;
    dataset.owners = product.owners;
    dataset.aliases.append({u"datazone:%1:%2"_s.arg(names.domain, read.assetId), u"strong"_s});
    addColumns(forms, names, dataset);
    mesh::Port port;
    port.id = u"asset"_s;
    port.name = dataset.qualifiedName;
    port.dataset = dataset.key;
    port.address = read.source;
    product.ports.append(port);
    read.dataset = dataset;
    for (const Json &point : awsList(attributes, "latestTimeSeriesDataPointForms")) {
        if (awsText(point, "typeIdentifier").contains("DataQualityResult"_L1))
            read.points.append({*id, awsText(point, "formName"), awsText(point, "id")});
    }
    return read;
}

QString zoneSourceKey(const QString &source)
{
    if (source.isEmpty() || source.startsWith("amazon.datazone."_L1))
        return {};
    if (const QString key = mesh::locationKey(source).key; !key.isEmpty())
        return key;
    // Anything else is `{namespace}/{name}` of an OpenLineage dataset.
    const qsizetype scheme = source.indexOf("://"_L1);
    const qsizetype slash = source.indexOf(u'/', scheme < 0 ? 0 : scheme + 3);
    return slash < 0 ? QString()
                     : mesh::openLineageKey(source.left(slash), source.mid(slash + 1)).key;
}

void decodeZoneQuality(const QString &content, const ZonePoint &point, const QString &dataset,
                       std::int64_t atMs, Batch &batch)
{
    const auto form = net::parseJson(content.toUtf8());
    if (!form)
        return;
    for (const Json &node : awsList(*form, "evaluations")) {
        const QString title = awsText(node, "description");
        const Json &fields = awsList(node, "applicableFields");
        const Json &types = awsList(node, "types");
        const QString type = types.empty() ? QString() : textOf(types[0]);
        const QString name = title.isEmpty() ? type : title;
        if (name.isEmpty())
            continue;
        mesh::Check check;
        check.id =
            u"%1/%2/%3"_s.arg(point.listing, point.form,
                              QString::fromLatin1(QCryptographicHash::hash(
                                                      (name + type).toUtf8() +
                                                          QByteArray::fromStdString(fields.dump()),
                                                      QCryptographicHash::Sha256)
                                                      .toHex()
                                                      .left(12)));
        check.dataset = dataset;
        check.column = fields.size() == 1 ? textOf(fields[0]) : QString();
        check.title = name.left(300);
        check.dimension = dimensionOf(type);
        mesh::CheckResult result;
        result.check = check.id;
        result.atMs = atMs;
        const QString status = awsText(node, "status");
        result.status = status == "PASS"_L1   ? mesh::CheckStatus::Passed
                        : status == "FAIL"_L1 ? mesh::CheckStatus::Failed
                                              : mesh::CheckStatus::Errored;
        result.message = awsText(awsObject(node, "details"), "EVALUATION_MESSAGE");
        batch.checks.append(check);
        batch.results.append(result);
    }
    if (!awsList(*form, "evaluations").empty())
        return;
    // Some senders give the share alone.
    const auto share = numberOf(*form, "passingPercentage");
    if (!share)
        return;
    mesh::Check check;
    check.id = point.listing + u'/' + point.form;
    check.dataset = dataset;
    check.title = point.form;
    mesh::CheckResult result;
    result.check = check.id;
    result.atMs = atMs;
    result.status = *share >= 100 ? mesh::CheckStatus::Passed : mesh::CheckStatus::Failed;
    result.value = QString::number(*share);
    result.expected = u"100"_s;
    batch.checks.append(check);
    batch.results.append(result);
}

Result<mesh::AccessRequest> decodeZoneRequest(const Json &node, const Json &subscription,
                                              const Json &grants, const ZoneNames &names)
{
    auto id = net::requireString(node, "id");
    if (!id)
        return std::move(id).error();
    static const QMap<QString, mesh::RequestState> states = {
        {u"PENDING"_s, mesh::RequestState::Pending},
        {u"ACCEPTED"_s, mesh::RequestState::Approved},
        {u"REJECTED"_s, mesh::RequestState::Denied}};
    const QString status = awsText(node, "status");
    if (!states.contains(status))
        return net::wrongType(u"/status"_s, u"a state of a request"_s);
    mesh::AccessRequest request;
    request.id = *id;
    request.catalog = names.catalog;
    request.state = states.value(status);
    request.createdAtMs = awsTime(node, "createdAt").value_or(0);
    const std::int64_t updated = awsTime(node, "updatedAt").value_or(request.createdAtMs);
    request.version = updated;
    for (const Json &listing : awsList(node, "subscribedListings"))
        request.product = mesh::productKey(names.domain, awsText(listing, "id"));
    for (const Json &principal : awsList(node, "subscribedPrincipals")) {
        for (const char *kind : {"project", "group", "user", "iam"}) {
            const Json &who = awsObject(principal, kind);
            if (who.empty())
                continue;
            const QString name =
                awsText(who, kind == std::string_view("iam") ? "principalArn" : "id");
            request.requester = names.partyKey(name);
            request.requesterName = awsText(who, "name").isEmpty() ? name : awsText(who, "name");
            const bool isTeam =
                kind == std::string_view("project") || kind == std::string_view("group");
            request.forWhom = isTeam ? u"team"_s : u"me"_s;
            if (isTeam)
                request.requesterTeam = request.requesterName;
        }
    }
    request.purpose.text = awsText(node, "requestReason");
    request.note = awsText(node, "decisionComment");
    request.history.append(
        {request.createdAtMs, names.partyKey(awsText(node, "createdBy")), u"requested"_s});
    if (request.state != mesh::RequestState::Pending) {
        request.decidedAtMs = updated;
        request.decidedBy = names.partyKey(awsText(node, "reviewerId"));
        request.decidedByName = awsText(node, "reviewerId");
        request.history.append({updated, request.decidedBy, mesh::toText(request.state)});
    }
    request.grant = grantOf(awsText(subscription, "status"), grants);
    request.grantId = awsText(subscription, "id");
    if (request.grant == mesh::GrantState::None && request.state == mesh::RequestState::Approved)
        request.grant = mesh::GrantState::Provisioning;
    return request;
}

} // namespace meshlens::catalogs
