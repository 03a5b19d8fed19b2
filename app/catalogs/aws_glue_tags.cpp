// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_tags.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

} // namespace

net::Traffic GlueServices::traffic() const
{
    net::Traffic all;
    for (const AwsService *one : {&glue, &lakeFormation, &tagging, &athena}) {
        all.requests += one->traffic().requests;
        all.bytes += one->traffic().bytes;
    }
    return all;
}

GlueTags::GlueTags(GlueServices &services, Problem problem, std::stop_token stop)
    : m_services(services), m_problem(std::move(problem)), m_stop(std::move(stop))
{}

Result<void> GlueTags::read()
{
    const auto read = readLfTags();
    return read ? readResourceTags() : read;
}

/// What may be left out is told; the rest ends the pull.
Result<void> GlueTags::told(const QString &part, const Result<void> &read)
{
    if (read || endsPull(read.error()))
        return read;
    m_problem(part, read.error());
    return {};
}

Result<void> GlueTags::readLfTags()
{
    QMap<QString, Json> keys;
    const auto read = m_services.lakeFormation.eachPage(
        net::Method::Post, "/ListLFTags", {}, {{"MaxResults", 100}}, m_stop,
        [&](const Json &page) -> Result<void> {
            for (const Json &tag : awsList(page, "LFTags"))
                keys.insert(awsText(tag, "TagKey"), awsList(tag, "TagValues"));
            return {};
        });
    if (!read)
        return told(u"ListLFTags"_s, read);
    for (auto key = keys.cbegin(); key != keys.cend(); ++key) {
        const QString part = u"SearchTablesByLFTags "_s + key.key();
        if (const auto found = told(part, searchLfTag(key.key(), key.value())); !found)
            return found;
    }
    return {};
}

Result<void> GlueTags::searchLfTag(const QString &key, const Json &values)
{
    const Json wanted = {{"TagKey", key.toStdString()}, {"TagValues", values}};
    return m_services.lakeFormation.eachPage(
        net::Method::Post, "/SearchTablesByLFTags", {},
        {{"Expression", Json::array({wanted})}, {"MaxResults", 100}}, m_stop,
        [&](const Json &page) -> Result<void> {
            for (const Json &found : awsList(page, "TableList")) {
                const Json &table = awsObject(found, "Table");
                take(glueNativeId(awsText(table, "DatabaseName"), awsText(table, "Name")), found,
                     key);
            }
            return {};
        });
}

/// An entry of the answer: tags of the database, the table, and its columns.
void GlueTags::take(const QString &nativeId, const Json &found, const QString &key)
{
    const auto isMeant = [&](const Json &tag) { return awsText(tag, "TagKey") == key; };
    for (const char *list : {"LFTagOnDatabase", "LFTagsOnTable"}) {
        for (const Json &tag : awsList(found, list)) {
            if (isMeant(tag))
                add(nativeId, {}, tag);
        }
    }
    for (const Json &column : awsList(found, "LFTagsOnColumns")) {
        for (const Json &tag : awsList(column, "LFTags")) {
            if (isMeant(tag))
                add(nativeId, awsText(column, "Name"), tag);
        }
    }
}

void GlueTags::add(const QString &nativeId, const QString &column, const Json &tag)
{
    for (const Json &value : awsList(tag, "TagValues")) {
        if (value.is_string())
            m_tags[nativeId].append({column, awsText(tag, "TagKey"),
                                     QString::fromStdString(value.get_ref<const std::string &>())});
    }
}

Result<void> GlueTags::readResourceTags()
{
    const auto read = m_services.tagging.eachPage(
        "GetResources",
        {{"ResourceTypeFilters", {"glue:database", "glue:table"}}, {"ResourcesPerPage", 100}},
        m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &resource : awsList(page, "ResourceTagMappingList")) {
                // arn:aws:glue:region:account:table/sales/orders, or :database/sales
                const QString place = awsText(resource, "ResourceARN").section(u':', 5);
                if (!place.startsWith("table/"_L1) && !place.startsWith("database/"_L1))
                    continue;
                for (const Json &tag : awsList(resource, "Tags"))
                    m_tags[place.section(u'/', 1)].append(
                        {{}, awsText(tag, "Key"), awsText(tag, "Value")});
            }
            return {};
        });
    return told(u"GetResources"_s, read);
}

void GlueTags::putOn(mesh::Dataset &dataset) const
{
    const QString database = glueNamesOf(dataset.nativeId).first;
    for (const QString &place : {database, dataset.nativeId}) {
        for (const Tag &tag : m_tags.value(place))
            putGlueTag(dataset, tag.column, tag.name, tag.value);
    }
}

} // namespace meshlens::catalogs
