// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_decode.h"

#include "app/catalogs/aws_service.h"
#include "app/catalogs/rest_types.h"
#include "app/net/json.h"
#include "models/mesh/identity.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr qsizetype mostColumns = 5000;

QString parameter(const Json &node, const char *name)
{
    return awsText(awsObject(node, "Parameters"), name);
}

std::optional<qint64> figure(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}

bool isTrue(const QString &text)
{
    return text.compare("true"_L1, Qt::CaseInsensitive) == 0 ||
           text.compare("yes"_L1, Qt::CaseInsensitive) == 0 || text == "1"_L1;
}

void addColumns(const Json &columns, QList<mesh::Column> &into)
{
    for (const Json &node : columns) {
        const QString name = awsText(node, "Name");
        // A column that was dropped from an Iceberg table stays listed.
        if (name.isEmpty() || parameter(node, "iceberg.field.current") == "false"_L1 ||
            into.size() >= mostColumns)
            continue;
        mesh::Column column;
        column.name = name;
        column.type = awsText(node, "Type");
        column.description = awsText(node, "Comment");
        column.fieldId = parameter(node, "iceberg.field.id");
        column.required = parameter(node, "iceberg.field.optional") == "false"_L1;
        addTypedColumn(into, column);
    }
}

/// "parquet" of a classification, else of the library that reads the files.
QString formatOf(const Json &node)
{
    if (parameter(node, "table_type").compare("ICEBERG"_L1, Qt::CaseInsensitive) == 0)
        return u"iceberg"_s;
    if (parameter(node, "spark.sql.sources.provider") == "delta"_L1)
        return u"delta"_s;
    if (const QString said = parameter(node, "classification"); !said.isEmpty())
        return said.toLower();
    const QString library = awsText(awsObject(awsObject(node, "StorageDescriptor"), "SerdeInfo"),
                                    "SerializationLibrary")
                                .toLower();
    for (const auto &format : {u"parquet"_s, u"orc"_s, u"avro"_s, u"json"_s, u"csv"_s}) {
        if (library.contains(format))
            return format;
    }
    return library.contains("lazysimple"_L1) ? u"csv"_s : QString();
}

void addEdges(const Json &node, const GlueNames &names, const QString &view,
              QList<mesh::LineageEdge> &edges)
{
    for (const Json &source : awsList(awsObject(node, "ViewDefinition"), "SubObjects")) {
        if (!source.is_string())
            continue;
        mesh::LineageEdge edge;
        edge.from = mesh::locationKey(QString::fromStdString(source.get_ref<const std::string &>()),
                                      {{u"account"_s, names.account}, {u"region"_s, names.region}})
                        .key;
        edge.to = view;
        if (!edge.from.isEmpty() && edge.from != view)
            edges.append(edge);
    }
}

mesh::Dimension dimensionOf(const QString &rule)
{
    const QString kind = rule.section(u' ', 0, 0).section(u'(', 0, 0).toLower();
    if (kind.contains("complete"_L1) || kind == "rowcount"_L1)
        return mesh::Dimension::Completeness;
    if (kind.contains("unique"_L1) || kind == "isprimarykey"_L1 || kind.contains("distinct"_L1))
        return mesh::Dimension::Uniqueness;
    if (kind.contains("freshness"_L1))
        return mesh::Dimension::Timeliness;
    if (kind.contains("referential"_L1) || kind.contains("match"_L1))
        return mesh::Dimension::Consistency;
    if (kind.contains("correlation"_L1) || kind == "mean"_L1 || kind == "standarddeviation"_L1)
        return mesh::Dimension::Accuracy;
    return mesh::Dimension::Validity;
}

/// `Column.order_id.Completeness`: order_id. Only where the rule speaks of a single one.
QString columnOf(const Json &metrics)
{
    QString column;
    for (const auto &[name, value] : metrics.items()) {
        const QString metric = QString::fromStdString(name);
        if (!metric.startsWith("Column."_L1))
            continue;
        const QString one = metric.mid(7, metric.lastIndexOf(u'.') - 7);
        if (!column.isEmpty() && column != one)
            return {};
        column = one;
    }
    return column.contains(u',') ? QString() : column;
}

QString valuesOf(const Json &metrics)
{
    QStringList values;
    for (const auto &[name, value] : metrics.items()) {
        if (value.is_number())
            values.append(QString::number(value.get<double>(), 'g', 12));
    }
    return values.join(u", "_s);
}

} // namespace

QString GlueNames::authority() const
{
    return (account.isEmpty() ? u"_"_s + catalog : account) + u'.' + region;
}

QString GlueNames::tableKey(const QString &owner, const QString &place, const QString &database,
                            const QString &table) const
{
    const QString instance = owner.isEmpty() ? u"_"_s + catalog : owner + u'.' + place;
    return mesh::datasetKey(u"glue"_s, instance, {database, table}).key;
}

QString GlueNames::partyKey(const QString &who) const
{
    return who.contains(u'@') ? mesh::partyKey(who) : mesh::partyKeyInCatalog(catalog, who);
}

QString glueNativeId(const QString &database, const QString &table)
{
    return database + u'/' + table;
}

std::pair<QString, QString> glueNamesOf(const QString &nativeId)
{
    return {nativeId.section(u'/', 0, 0), nativeId.section(u'/', 1)};
}

Result<GlueDatabase> decodeGlueDatabase(const Json &node, const GlueNames &names)
{
    auto name = net::requireString(node, "Name");
    if (!name)
        return std::move(name).error();
    GlueDatabase read;
    read.isLink = !awsObject(node, "TargetDatabase").empty();
    read.domain.key = mesh::domainKey(names.authority(), *name);
    read.domain.nativeId = *name;
    read.domain.name = *name;
    read.domain.description = awsText(node, "Description");
    read.product.key = mesh::productKey(names.authority(), *name);
    read.product.nativeId = *name;
    read.product.name = *name;
    read.product.description = awsText(node, "Description");
    read.product.domain = read.domain.key;
    read.product.access = mesh::AccessMode::Request;
    read.product.createdAtMs = awsTime(node, "CreateTime");
    return read;
}

Result<GlueTable> decodeGlueTable(const Json &node, const QString &database, const GlueNames &names)
{
    auto name = net::requireString(node, "Name");
    if (!name)
        return std::move(name).error();
    GlueTable read;
    mesh::Dataset &dataset = read.dataset;
    const Json &storage = awsObject(node, "StorageDescriptor");
    const QString location = awsText(storage, "Location");
    const QString type = awsText(node, "TableType");
    dataset.key = names.tableKey(database, *name);
    dataset.nativeId = glueNativeId(database, *name);
    dataset.name = *name;
    dataset.qualifiedName = database + u'.' + *name;
    dataset.domain = mesh::domainKey(names.authority(), database);
    dataset.description = awsText(node, "Description");
    if (dataset.description.isEmpty())
        dataset.description = parameter(node, "comment");
    dataset.type = type == "VIRTUAL_VIEW"_L1 ? mesh::DatasetType::View : mesh::DatasetType::Table;

    // A link is another name of the table that it leads to, not a table of its own.
    if (const Json &target = awsObject(node, "TargetTable"); !target.empty()) {
        const QString region = awsText(target, "Region");
        dataset.aliases.append({dataset.key, u"name"_s});
        dataset.key =
            names.tableKey(awsText(target, "CatalogId"), region.isEmpty() ? names.region : region,
                           awsText(target, "DatabaseName"), awsText(target, "Name"));
    }
    const QString uuid = awsText(awsObject(node, "IcebergTableMetadata"), "TableUuid");
    if (!uuid.isEmpty())
        dataset.aliases.append({u"iceberg-uuid:"_s + uuid.toLower(), u"strong"_s});
    if (const QString place = mesh::locationKey(location).key; !place.isEmpty())
        dataset.aliases.append({place, u"location"_s});

    addColumns(awsList(storage, "Columns"), dataset.columns);
    addColumns(awsList(node, "PartitionKeys"), dataset.columns);

    const QString owner = awsText(node, "Owner").trimmed();
    // What Hive and Spark write of their own accord names nobody.
    if (!owner.isEmpty() && owner != "hadoop"_L1 && owner != "owner"_L1) {
        mesh::Party party;
        party.key = names.partyKey(owner);
        party.nativeId = owner;
        party.name = owner;
        if (owner.contains(u'@'))
            party.email = owner.toLower();
        dataset.owners.append(party.key);
        read.owners.append(party);
    }
    read.isIceberg = parameter(node, "table_type").compare("ICEBERG"_L1, Qt::CaseInsensitive) == 0;
    read.isPartitioned = !read.isIceberg && !awsList(node, "PartitionKeys").empty();
    // Every commit of an Iceberg table rewrites its entry; else UpdateTime is of metadata only.
    if (read.isIceberg)
        dataset.updatedAtMs = awsTime(node, "UpdateTime");
    for (const char *count : {"recordCount", "numRows"}) {
        if (!dataset.rows)
            dataset.rows = figure(parameter(node, count));
    }
    addEdges(node, names, dataset.key, read.edges);

    read.port.id = *name;
    read.port.name = *name;
    read.port.dataset = dataset.key;
    read.port.protocol = u"athena"_s;
    read.port.format = formatOf(node);
    read.port.address = location;
    return read;
}

std::optional<std::int64_t> newestPartition(const Json &partitions)
{
    std::optional<std::int64_t> newest;
    for (const Json &node : partitions) {
        const auto created = awsTime(node, "CreationTime");
        if (created)
            newest = std::max(newest.value_or(0), *created);
        if (const auto changed = figure(parameter(node, "transient_lastDdlTime")))
            newest = std::max(newest.value_or(0), static_cast<std::int64_t>(*changed * 1000));
    }
    return newest;
}

void decodeGlueQuality(const Json &node, const GlueNames &names, Batch &batch)
{
    const Json &source = awsObject(node, "DataSource");
    const Json &plain = awsObject(source, "GlueTable");
    const Json &table = plain.empty() ? awsObject(source, "DataQualityGlueTable") : plain;
    const QString database = awsText(table, "DatabaseName");
    const QString name = awsText(table, "TableName");
    auto at = awsTime(node, "CompletedOn");
    if (!at)
        at = awsTime(node, "StartedOn");
    if (database.isEmpty() || name.isEmpty() || !at)
        return;
    for (const Json &rule : awsList(node, "RuleResults")) {
        QString title = awsText(rule, "EvaluatedRule");
        for (const char *other : {"Description", "Name"}) {
            if (title.isEmpty())
                title = awsText(rule, other);
        }
        if (title.isEmpty())
            continue;
        const Json &metrics = awsObject(rule, "EvaluatedMetrics");
        mesh::Check check;
        // The rule's own text names it: its number changes when another is put before it.
        check.id = u"%1/%2/%3"_s.arg(
            glueNativeId(database, name), awsText(node, "RulesetName"),
            QString::fromLatin1(QCryptographicHash::hash(title.toUtf8(), QCryptographicHash::Sha256)
                                    .toHex()
                                    .left(12)));
        check.dataset = names.tableKey(database, name);
        check.column = columnOf(metrics);
        check.dimension = dimensionOf(title);
        check.title = title.left(300);
        check.description = awsText(rule, "Description");
        const QString result = awsText(rule, "Result");
        mesh::CheckResult run;
        run.check = check.id;
        run.atMs = *at;
        run.status = result == "PASS"_L1   ? mesh::CheckStatus::Passed
                     : result == "FAIL"_L1 ? mesh::CheckStatus::Failed
                                           : mesh::CheckStatus::Errored;
        run.value = valuesOf(metrics);
        run.message = awsText(rule, "EvaluationMessage");
        batch.checks.append(check);
        batch.results.append(run);
    }
}

void putGlueTag(mesh::Dataset &dataset, const QString &column, const QString &name,
                const QString &value)
{
    const QString word = name.toLower();
    const QString tag = value.isEmpty() ? name : name + u'=' + value;
    const bool isClass = word == "classification"_L1 || word == "confidentiality"_L1 ||
                         word == "sensitivity"_L1 || word == "data_classification"_L1;
    const bool isPersonal = word == "pii"_L1 || word == "personal"_L1 || word == "contains_pii"_L1;
    const auto classification = mesh::fromText<mesh::Classification>(value);
    const auto put = [&](auto &thing) {
        if (isClass && classification)
            thing.classification = std::max(thing.classification, *classification);
        if (!thing.tags.contains(tag))
            thing.tags.append(tag);
    };
    if (column.isEmpty()) {
        put(dataset);
        return;
    }
    for (mesh::Column &one : dataset.columns) {
        if (one.name.compare(column, Qt::CaseInsensitive) != 0)
            continue;
        put(one);
        one.personal = one.personal || (isPersonal && isTrue(value));
    }
}

} // namespace meshlens::catalogs
