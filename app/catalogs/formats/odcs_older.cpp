// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/odcs.h"

#include "app/catalogs/formats/fields.h"

using namespace Qt::StringLiterals;
using nlohmann::json;

// Older contracts are turned into ODCS 3 first, so that one decoder reads them all. What has no
// place there is left out.

namespace meshlens::catalogs {
namespace {

constexpr int deepestField = 32;

/// Copies a member under another name, if it is there.
void carry(const json &from, const char *key, json &to, const char *name)
{
    if (!from.is_object())
        return;
    const auto member = from.find(key);
    if (member != from.end() && !member->is_null())
        to[name] = *member;
}

const json &child(const json &node, const char *key)
{
    static const json nothing;
    if (!node.is_object())
        return nothing;
    const auto member = node.find(key);
    return member == node.end() ? nothing : *member;
}

std::string textOf(const json &value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

bool isTrue(const json &value)
{
    return value == true || textOf(value) == "true";
}

json propertyFromColumn(const json &column)
{
    json property = json::object();
    for (const char *key :
         {"description", "logicalType", "physicalType", "classification", "tags", "businessName"})
        carry(column, key, property, key);
    carry(column, "column", property, "name");
    carry(column, "isPrimaryKey", property, "primaryKey");
    carry(column, "isPrimary", property, "primaryKey");
    carry(column, "isUnique", property, "unique");
    const json &nullable = child(column, "isNullable");
    if (nullable.is_boolean() || nullable.is_string())
        property["required"] = !isTrue(nullable);
    return property;
}

/// Rules of version 2 stand at the table or the column and name the column they are about.
json ruleFromVersion2(const json &rule)
{
    json turned = json::object();
    for (const char *key :
         {"description", "dimension", "severity", "businessImpact", "customProperties"})
        carry(rule, key, turned, key);
    carry(rule, "code", turned, "rule");
    carry(rule, "templateName", turned, "rule");
    carry(rule, "scheduleCronExpression", turned, "schedule");
    turned["type"] = "custom";
    return turned;
}

void addRules(const json &node, json &turned)
{
    const json &rules = child(node, "quality");
    if (!rules.is_array())
        return;
    for (const json &rule : rules) {
        if (rule.is_object())
            turned["quality"].push_back(ruleFromVersion2(rule));
    }
}

json objectFromTable(const json &table)
{
    json object = json::object();
    carry(table, "table", object, "name");
    carry(table, "physicalName", object, "physicalName");
    carry(table, "description", object, "description");
    addRules(table, object);
    const json &columns = child(table, "columns");
    if (columns.is_array()) {
        for (const json &column : columns) {
            if (!column.is_object())
                continue;
            json property = propertyFromColumn(column);
            addRules(column, property);
            object["properties"].push_back(std::move(property));
        }
    }
    return object;
}

/// `$ref: '#/definitions/x'` merged in; the field's own keys win.
json withDefinition(const json &field, const json &definitions)
{
    const std::string reference = textOf(child(field, "$ref"));
    constexpr std::string_view prefix = "#/definitions/";
    if (!reference.starts_with(prefix))
        return field;
    const std::string name = reference.substr(prefix.size());
    json merged = child(definitions, name.c_str());
    if (!merged.is_object())
        return field;
    merged.erase("$ref");
    for (const auto &[key, value] : field.items()) {
        if (key != "$ref")
            merged[key] = value;
    }
    return merged;
}

void addFields(const json &fields, const json &definitions, int depth, json &turned)
{
    if (!fields.is_object() || depth > deepestField)
        return;
    for (const auto &[name, raw] : fields.items()) {
        if (!raw.is_object())
            continue;
        const json field = withDefinition(raw, definitions);
        json property = json::object();
        for (const char *key : {"description", "classification", "tags", "required", "unique",
                                "pii", "quality", "primaryKey"})
            carry(field, key, property, key);
        property["name"] = name;
        carry(field, "title", property, "businessName");
        carry(field, "type", property, "physicalType");
        if (isTrue(child(field, "primary")))
            property["primaryKey"] = true;
        addFields(child(field, "fields"), definitions, depth + 1, property);
        const json &items = child(field, "items");
        if (items.is_object()) {
            json element = json::object();
            addFields(child(withDefinition(items, definitions), "fields"), definitions, depth + 1,
                      element);
            property["items"] = element;
        }
        turned["properties"].push_back(std::move(property));
    }
}

json objectFromModel(const std::string &name, const json &model, const json &definitions)
{
    json object = json::object();
    object["name"] = name;
    for (const char *key : {"description", "tags", "quality"})
        carry(model, key, object, key);
    carry(model, "type", object, "physicalType");
    addFields(child(model, "fields"), definitions, 0, object);
    const json &primary = child(model, "primaryKey");
    if (primary.is_array() && object.contains("properties")) {
        for (json &property : object["properties"]) {
            if (std::find(primary.begin(), primary.end(), property["name"]) != primary.end())
                property["primaryKey"] = true;
        }
    }
    return object;
}

/// `servicelevels` with their thresholds as ODCS properties: value and unit apart.
json serviceLevels(const json &levels)
{
    static constexpr std::pair<const char *, const char *> known[] = {
        {"latency", "threshold"},  {"freshness", "threshold"},     {"retention", "period"},
        {"frequency", "interval"}, {"availability", "percentage"},
    };
    json properties = json::array();
    for (const auto &[name, key] : known) {
        const json &level = child(levels, name);
        const json &value = child(level, key);
        const auto text = scalarText(value);
        if (!text)
            continue;
        json property = {{"property", name}, {"value", text->toStdString()}};
        carry(level, "description", property, "description");
        static const QHash<QString, QString> words = {{u"hourly"_s, u"1h"_s},
                                                      {u"daily"_s, u"1d"_s},
                                                      {u"weekly"_s, u"1w"_s},
                                                      {u"monthly"_s, u"30d"_s}};
        if (const auto ms = durationMs(words.value(text->toLower(), *text))) {
            property["value"] = static_cast<double>(*ms) / (60.0 * 60.0 * 1000.0);
            property["unit"] = "h";
        }
        properties.push_back(std::move(property));
    }
    return properties;
}

} // namespace

json odcsFromVersion2(const json &document)
{
    json turned = json::object();
    turned["kind"] = "DataContract";
    carry(document, "apiVersion", turned, "apiVersion");
    carry(document, "uuid", turned, "id");
    carry(document, "id", turned, "id");
    carry(document, "datasetName", turned, "name");
    for (const char *key :
         {"version", "status", "tenant", "tags", "description", "roles", "price", "slaProperties"})
        carry(document, key, turned, key);
    carry(document, "datasetDomain", turned, "domain");
    carry(document, "quantumName", turned, "dataProduct");
    carry(document, "stakeholders", turned, "team");
    const json &tables = child(document, "dataset");
    if (tables.is_array()) {
        for (const json &table : tables) {
            if (table.is_object())
                turned["schema"].push_back(objectFromTable(table));
        }
    }
    const json &platform = child(document, "sourcePlatform");
    if (platform.is_string() && (document.contains("server") || document.contains("project"))) {
        json server = {{"server", "default"}};
        std::string type = platform.get<std::string>();
        // The old standard writes products of a cloud: googleCloudPlatform stands for BigQuery.
        if (type == "googleCloudPlatform" || child(document, "driver") == "bigquery")
            type = "bigquery";
        server["type"] = type;
        carry(document, "server", server, "host");
        carry(document, "project", server, "project");
        carry(document, "database", server, "database");
        carry(document, "datasetName", server, "dataset");
        turned["servers"].push_back(std::move(server));
    }
    return turned;
}

json odcsFromDataContractSpecification(const json &document)
{
    json turned = json::object();
    turned["kind"] = "DataContract";
    turned["apiVersion"] = "v3.1.0";
    carry(document, "id", turned, "id");
    carry(document, "tags", turned, "tags");
    const json &info = child(document, "info");
    carry(info, "title", turned, "name");
    for (const char *key : {"version", "status"})
        carry(info, key, turned, key);
    json description = json::object();
    carry(info, "description", description, "purpose");
    carry(child(document, "terms"), "usage", description, "usage");
    carry(child(document, "terms"), "limitations", description, "limitations");
    turned["description"] = std::move(description);
    if (const auto owner = scalarText(child(info, "owner")))
        turned["team"] = {{"name", owner->toStdString()}};

    const json &servers = child(document, "servers");
    if (servers.is_object()) {
        for (const auto &[name, value] : servers.items()) {
            if (!value.is_object())
                continue;
            json server = value;
            server["server"] = name;
            turned["servers"].push_back(std::move(server));
        }
    }
    const json &models = child(document, "models");
    if (models.is_object()) {
        for (const auto &[name, model] : models.items()) {
            if (model.is_object())
                turned["schema"].push_back(
                    objectFromModel(name, model, child(document, "definitions")));
        }
    }
    turned["slaProperties"] = serviceLevels(child(document, "servicelevels"));
    return turned;
}

} // namespace meshlens::catalogs
