// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/dbt_nodes.h"

#include "app/catalogs/formats/bitol.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

constexpr int longestEphemeralChain = 64;

mesh::DatasetType datasetType(const json &node)
{
    const QString materialized = dbtText(dbtChild(node, "config"), "materialized");
    return materialized.contains(u"view") ? mesh::DatasetType::View : mesh::DatasetType::Table;
}

QString ownerOf(const json &node, const DbtIndex &index, const DecodeContext &context, Batch &batch)
{
    const QString group = dbtText(node, "group");
    if (const auto found = index.groups.constFind(group);
        found != index.groups.cend() && !found->owner.isEmpty())
        return found->owner;
    for (const json *meta :
         {&dbtChild(node, "meta"), &dbtChild(dbtChild(node, "config"), "meta")}) {
        const json &owner = dbtChild(*meta, "owner");
        const QString text = owner.is_object() ? dbtText(owner, "email") : dbtText(*meta, "owner");
        if (!text.isEmpty())
            return addParty(batch, text, context,
                            owner.is_object() ? dbtText(owner, "name") : QString());
    }
    return {};
}

/// `ref('orders')` and `source('raw', 'orders')` as they end a unique id.
QString referenced(const QString &jinja)
{
    const qsizetype close = jinja.lastIndexOf(u'\'');
    const qsizetype open = close > 0 ? jinja.lastIndexOf(u'\'', close - 1) : -1;
    return open >= 0 ? jinja.mid(open + 1, close - open - 1) : QString();
}

/// The node a test is about. Relationship tests depend on two, so the arguments decide.
std::string testedNode(const json &test)
{
    const QString attached = dbtText(test, "attached_node");
    if (!attached.isEmpty())
        return attached.toStdString();
    const QStringList nodes = dbtTexts(dbtChild(test, "depends_on"), "nodes");
    if (nodes.size() == 1)
        return nodes.first().toStdString();
    const json &arguments = dbtChild(dbtChild(test, "test_metadata"), "kwargs");
    QString name = referenced(dbtText(arguments, "model"));
    if (name.isEmpty())
        name = dbtText(test, "file_key_name").section(u'.', -1);
    for (const QString &node : nodes) {
        if (!name.isEmpty() && node.section(u'.', -1) == name)
            return node.toStdString();
    }
    return nodes.isEmpty() ? std::string() : nodes.last().toStdString();
}

mesh::Dimension dimensionOfTest(const QString &name)
{
    if (name == u"not_null")
        return mesh::Dimension::Completeness;
    if (name == u"unique")
        return mesh::Dimension::Uniqueness;
    if (name == u"relationships")
        return mesh::Dimension::Consistency;
    return mesh::Dimension::Validity;
}

mesh::DatasetType exposureType(const QString &type)
{
    if (type == u"ml")
        return mesh::DatasetType::Model;
    if (type == u"application")
        return mesh::DatasetType::Api;
    return type == u"notebook" ? mesh::DatasetType::File : mesh::DatasetType::Dashboard;
}

} // namespace

QString dbtText(const json &node, const char *key)
{
    return scalarText(dbtChild(node, key)).value_or(QString());
}

QStringList dbtTexts(const json &node, const char *key)
{
    const json &value = dbtChild(node, key);
    QStringList texts;
    if (value.is_array()) {
        for (const json &item : value) {
            if (const auto text = scalarText(item))
                texts.append(*text);
        }
    } else if (const auto text = scalarText(value); text && !text->isEmpty()) {
        texts.append(*text);
    }
    return texts;
}

const json &dbtChild(const json &node, const char *key)
{
    static const json nothing;
    if (!node.is_object())
        return nothing;
    const auto member = node.find(key);
    return member == node.end() ? nothing : *member;
}

bool isDbtDataset(const json &node)
{
    static const QSet<QString> types = {u"model"_s, u"seed"_s, u"snapshot"_s, u"source"_s};
    return types.contains(dbtText(node, "resource_type"));
}

bool isEphemeral(const json &node)
{
    return dbtText(dbtChild(node, "config"), "materialized") == u"ephemeral";
}

mesh::DatasetKey dbtNodeKey(const json &node, const DbtIndex &index, const DecodeContext &context)
{
    QString table = dbtText(node, "alias");
    if (table.isEmpty())
        table = dbtText(node, "identifier");
    if (table.isEmpty())
        table = dbtText(node, "name");
    return mesh::dbtKey(index.adapter, dbtText(node, "database"), dbtText(node, "schema"), table,
                        hintsOf(context));
}

QString DbtIndex::keyOf(const std::string &uniqueId) const
{
    const auto found = nodes.find(uniqueId);
    return found == nodes.end() ? QString() : QString::fromStdString(found->second.key);
}

void DbtIndex::collect(const std::string &uniqueId, int depth, QStringList &keys) const
{
    const auto found = nodes.find(uniqueId);
    if (found == nodes.end() || depth > longestEphemeralChain)
        return;
    if (!found->second.key.empty()) {
        const QString key = QString::fromStdString(found->second.key);
        if (!keys.contains(key))
            keys.append(key);
        return;
    }
    for (const std::string &parent : found->second.parents)
        collect(parent, depth + 1, keys);
}

QStringList DbtIndex::parentKeys(const json &node) const
{
    QStringList keys;
    const json &parents = dbtChild(dbtChild(node, "depends_on"), "nodes");
    if (parents.is_array()) {
        for (const json &parent : parents) {
            if (parent.is_string())
                collect(parent.get_ref<const std::string &>(), 0, keys);
        }
    }
    return keys;
}

void addDbtDataset(const std::string &id, const json &node, const DbtIndex &index,
                   const DecodeContext &context, Batch &batch)
{
    const mesh::DatasetKey key = dbtNodeKey(node, index, context);
    if (key.key.isEmpty())
        return;
    mesh::Dataset dataset;
    dataset.key = key.key;
    dataset.nativeId = QString::fromStdString(id);
    dataset.name = key.name;
    dataset.qualifiedName = key.qualifiedName;
    dataset.type = datasetType(node);
    dataset.description = dbtText(node, "description");
    dataset.tags = dbtTexts(node, "tags");
    const QString group = dbtText(node, "group");
    dataset.domain = addDomain(batch, group.isEmpty() ? index.project : group, context);
    const QString owner = ownerOf(node, index, context, batch);
    if (!owner.isEmpty())
        dataset.owners.append(owner);
    if (const auto word =
            mesh::fromText<mesh::Classification>(dbtText(dbtChild(node, "meta"), "classification")))
        dataset.classification = *word;
    if (!dbtText(node, "deprecation_date").isEmpty())
        dataset.status = mesh::Status::Deprecated;
    const auto packed = index.columns.find(id);
    dataset.columns = dbtColumns(
        node, packed == index.columns.end() ? std::string() : packed->second, dataset.rows);
    dataset.aliases.append({u"dbt:"_s + index.project + u':' + dataset.nativeId, u"strong"_s});
    if (!dbtChild(dbtChild(node, "freshness"), "warn_after").is_null())
        dataset.contractId = dataset.nativeId;
    batch.datasets.append(dataset);

    for (const QString &parent : index.parentKeys(node)) {
        mesh::LineageEdge edge;
        edge.from = parent;
        edge.to = key.key;
        edge.job = mesh::jobKey(u"dbt:"_s + index.project, dataset.nativeId);
        if (index.generatedAtMs >= 0)
            edge.seenAtMs = index.generatedAtMs;
        batch.edges.append(edge);
    }
}

bool addDbtTest(const std::string &id, const json &node, const DbtIndex &index, Batch &batch)
{
    const QString dataset = index.keyOf(testedNode(node));
    if (dataset.isEmpty())
        return false;
    const json &metadata = dbtChild(node, "test_metadata");
    mesh::Check check;
    check.id = QString::fromStdString(id);
    check.dataset = dataset;
    check.column = dbtText(node, "column_name");
    if (check.column.isEmpty())
        check.column = dbtText(dbtChild(metadata, "kwargs"), "column_name");
    const QString name = dbtText(metadata, "name");
    check.dimension = dimensionOfTest(name);
    check.title = name.isEmpty() ? dbtText(node, "name") : name;
    if (check.title.isEmpty())
        check.title = check.id.section(u'.', 2);
    check.description = dbtText(node, "description");
    if (dbtText(dbtChild(node, "config"), "severity").compare(u"warn", Qt::CaseInsensitive) == 0)
        check.severity = mesh::Severity::Warning;
    batch.checks.append(check);
    return true;
}

void addDbtFreshnessRule(const std::string &id, const json &node, const DbtIndex &index,
                         Batch &batch)
{
    const json &rule = dbtChild(node, "freshness");
    mesh::Contract contract;
    contract.id = QString::fromStdString(id);
    contract.name = dbtText(node, "name");
    contract.datasets.append(index.keyOf(id));
    const auto add = [&](const char *key, const QString &property) {
        const json &after = dbtChild(rule, key);
        const QString count = dbtText(after, "count");
        if (!count.isEmpty())
            contract.serviceLevels.append({property, count, dbtText(after, "period"), {}, {}});
    };
    add("warn_after", u"freshness"_s);
    add("error_after", u"stale_after"_s);
    if (contract.serviceLevels.isEmpty() || contract.datasets.first().isEmpty())
        return;
    contract.document =
        QByteArray::fromStdString(rule.dump(-1, ' ', false, json::error_handler_t::replace));
    mesh::Check check;
    check.id = contract.id + u".freshness"_s;
    check.dataset = contract.datasets.first();
    check.dimension = mesh::Dimension::Timeliness;
    check.title = u"freshness"_s;
    batch.checks.append(check);
    batch.contracts.append(contract);
}

void addDbtExposure(const std::string &id, const json &node, const DbtIndex &index,
                    const DecodeContext &context, Decoded &decoded)
{
    mesh::DataProduct product;
    product.nativeId = QString::fromStdString(id);
    product.key = mesh::productKey(context.authority, product.nativeId);
    product.name = dbtText(node, "label");
    if (product.name.isEmpty())
        product.name = dbtText(node, "name");
    product.description = dbtText(node, "description");
    product.url = dbtText(node, "url");
    product.archetype = mesh::Archetype::ConsumerAligned;
    product.tags = dbtTexts(node, "tags");
    const QString type = dbtText(node, "type");
    if (!type.isEmpty() && !product.tags.contains(type))
        product.tags.append(type);
    product.domain = addDomain(decoded.batch, index.project, context);
    const json &owner = dbtChild(node, "owner");
    QStringList names = dbtTexts(owner, "email");
    if (names.isEmpty())
        names = dbtTexts(owner, "name");
    for (const QString &name : names)
        product.owners.append(addParty(decoded.batch, name, context,
                                       names.size() == 1 ? dbtText(owner, "name") : QString()));

    mesh::Dataset dataset;
    dataset.key =
        mesh::datasetKey(u"dbt"_s, u"_"_s + context.catalog, {index.project, product.nativeId}).key;
    dataset.nativeId = product.nativeId;
    dataset.name = product.name;
    dataset.qualifiedName = product.name;
    dataset.type = exposureType(type);
    dataset.description = product.description;
    dataset.url = product.url;
    dataset.domain = product.domain;
    dataset.owners = product.owners;

    mesh::Port output;
    output.id = u"output"_s;
    output.name = product.name;
    output.protocol = type;
    output.address = product.url;
    output.dataset = dataset.key;
    product.ports.append(output);
    int number = 0;
    for (const QString &parent : index.parentKeys(node)) {
        mesh::Port input;
        input.id = u"input/"_s + QString::number(++number);
        input.direction = mesh::PortDirection::Input;
        input.name = parent.section(u'/', -1);
        input.dataset = parent;
        product.ports.append(input);
        decoded.batch.edges.append({parent, {}, dataset.key, {}, {}, true, std::nullopt});
    }
    decoded.batch.datasets.append(dataset);
    decoded.batch.products.append(product);
}

} // namespace meshlens::catalogs
