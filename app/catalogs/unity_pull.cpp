// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_pull.h"

#include "app/catalogs/rest_catalog.h"
#include "app/catalogs/rest_types.h"
#include "app/catalogs/unity_facts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

const RestQuery pageSizeOfServer = {{u"max_results"_s, u"0"_s}};

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Paging paging()
{
    return pagingBy(u"page_token"_s, "next_page_token");
}

mesh::DatasetType typeOf(const QString &word)
{
    const bool isView = word.endsWith(u"VIEW"_s); // VIEW, MATERIALIZED_VIEW, METRIC_VIEW
    return word == "STREAMING_TABLE"_L1 ? mesh::DatasetType::Stream
           : isView                     ? mesh::DatasetType::View
                                        : mesh::DatasetType::Table;
}

/// One pull.
class UnityPull
{
public:
    UnityPull(RestClient &client, RestPull &pull, QByteArray api)
        : m_client(client), m_pull(pull), m_scope(pull.connection()), m_api(std::move(api))
    {}

    Result<void> run(const QString &warehouse, int lineageCalls)
    {
        if (const auto known = readMetastore(); !known)
            return known;
        const auto listed = eachListed(
            m_client, m_pull, m_api + "catalogs", pageSizeOfServer, paging(), "catalogs",
            [this](const json &node, const QString &at) { return takeCatalog(node, at); });
        if (!listed)
            return listed;
        for (const QString &name : std::as_const(m_catalogs)) {
            if (const auto read = readSchemas(name); !read)
                return read;
        }
        if (const auto read = readFacts(warehouse, lineageCalls); !read)
            return read;
        for (const auto &[id, dataset] : m_tables.asKeyValueRange()) {
            m_pull.putLoad(dataset.first);
            m_pull.put(dataset.first, dataset.second + QByteArray::number(qint64(
                                                           dataset.first.updatedAtMs.value_or(0))));
            if (const auto handed = m_pull.flush(tr("tables"), ++m_done, m_tables.size()); !handed)
                return handed;
        }
        return {};
    }

private:
    /// One metastore serves several workspaces: its id, not the host, is the instance.
    Result<void> readMetastore()
    {
        m_instance = instanceOf(m_pull.connection(), m_client.base());
        const QString mark = u"metastore"_s;
        QString id = m_pull.lastMark(mark); // everything would get another key without it
        const auto answer = m_client.get(m_api + "metastore_summary", {}, m_pull.stop());
        if (!answer && !RestPull::isPassable(answer.error()))
            return answer.error();
        if (!answer && !id.isEmpty())
            m_pull.problem(u"metastore_summary"_s, answer.error());
        if (answer) {
            const auto said = net::optionalString(answer->document, "metastore_id");
            if (!said)
                return said.error();
            id = *said;
            m_isDatabricks = answer->document.contains("global_metastore_id") ||
                             answer->document.contains("cloud");
        }
        m_pull.setMark(mark, id);
        const QString kind = u"databricks"_s;
        if (!answer)
            m_isDatabricks = !m_pull.lastMark(kind).isEmpty();
        if (m_isDatabricks)
            m_pull.setMark(kind, u"yes"_s);
        if (!id.isEmpty() && m_pull.connection().options.value(u"instance"_s).isEmpty())
            m_instance = id;
        return {};
    }

    Result<void> takeCatalog(const json &node, const QString &pointer)
    {
        Fields fields(node, pointer);
        mesh::Domain domain;
        domain.nativeId = domain.name = fields.needText("name");
        domain.key = mesh::domainKey(m_pull.authority(), domain.name);
        domain.description = fields.text("comment");
        domain.owners = m_pull.owners(fields.text("owner"));
        if (fields.error())
            return *fields.error();
        if (!m_scope.mayInclude(domain.name))
            return {};
        m_catalogs.append(domain.name);
        m_pull.put(std::move(domain), textual(node));
        return {};
    }

    Result<void> readSchemas(const QString &catalog)
    {
        QList<std::pair<QString, json>> schemas;
        RestQuery query = pageSizeOfServer;
        query.append({u"catalog_name"_s, catalog});
        const auto listed =
            eachListed(m_client, m_pull, m_api + "schemas", query, paging(), "schemas",
                       [&](const json &node, const QString &pointer) -> Result<void> {
                           const auto name = net::requireString(node, "name", pointer);
                           if (!name)
                               return name.error();
                           if (m_scope.mayInclude(catalog + u'.' + *name))
                               schemas.append({*name, node});
                           return {};
                       });
        if (!listed)
            return RestPull::isPassable(listed.error()) ? skip(catalog, {}, listed.error())
                                                        : listed;
        for (const auto &[schema, node] : std::as_const(schemas)) {
            m_ports.clear();
            if (const auto read = readSchema(catalog, schema); !read)
                return read;
            putProduct(catalog + u'.' + schema, node);
        }
        return {};
    }

    /// A schema as a data product; one whose lists cannot all be read stays as it was.
    void putProduct(const QString &name, const json &node)
    {
        if (m_isSkipped) {
            m_pull.keep(mesh::Kind::Product, name);
            if (m_pull.isSeen(mesh::Kind::Product, name))
                return;
        }
        mesh::DataProduct product;
        product.nativeId = product.name = name;
        product.key = mesh::productKey(m_pull.authority(), name);
        product.domain = mesh::domainKey(m_pull.authority(), m_catalog);
        product.description = net::optionalString(node, "comment").valueOr({});
        product.owners = m_pull.owners(net::optionalString(node, "owner").valueOr({}));
        product.access = mesh::AccessMode::Request;
        product.ports = m_ports;
        QStringList ids;
        for (const mesh::Port &port : std::as_const(m_ports))
            ids.append(port.id);
        m_pull.put(std::move(product), textual(node) + textual(ids));
    }

    Result<void> readSchema(const QString &catalog, const QString &schema)
    {
        const struct {
            const char *path;
            const char *member;
            Result<void> (UnityPull::*take)(const json &, const QString &);
        } lists[] = {{"tables", "tables", &UnityPull::takeTable},
                     {"volumes", "volumes", &UnityPull::takeVolume},
                     {"functions", "functions", &UnityPull::takeFunction},
                     {"models", "registered_models", &UnityPull::takeModel}};
        m_catalog = catalog, m_schema = schema;
        m_isSkipped = false;
        for (const auto &list : lists) {
            RestQuery query = pageSizeOfServer;
            query.append({u"catalog_name"_s, catalog});
            query.append({u"schema_name"_s, schema});
            const auto read =
                eachListed(m_client, m_pull, m_api + list.path, query, paging(), list.member,
                           [&](const json &node, const QString &pointer) {
                               return (this->*list.take)(node, pointer);
                           });
            if (!read && !RestPull::isPassable(read.error()))
                return read;
            // A server may not know functions or models; nothing is missing then.
            if (!read && read.error().kind == Error::Kind::NotPermitted)
                static_cast<void>(skip(catalog, schema, read.error()));
            if (const auto handed = m_pull.flush(catalog + u'.' + schema, m_tables.size()); !handed)
                return handed;
        }
        return {};
    }

    Result<void> skip(const QString &catalog, const QString &schema, const Error &error)
    {
        m_isSkipped = true;
        m_pull.problem(QString::fromLatin1(m_api) + catalog + u'.' + schema, error);
        m_pull.keepAll(
            mesh::Kind::Dataset,
            joinQuoted(schema.isEmpty() ? QStringList{catalog} : QStringList{catalog, schema}) +
                u'.');
        // The key of anything below, without its own name.
        const QStringList below = schema.isEmpty() ? QStringList{catalog, u"x"_s, u"x"_s}
                                                   : QStringList{catalog, schema, u"x"_s};
        QString prefix = mesh::datasetKey(u"unity"_s, m_instance, below).key;
        prefix.chop(schema.isEmpty() ? 3 : 1);
        m_pull.keepEdgesInto(prefix);
        return {};
    }

    /// What all four lists have. `folder` keeps apart what may share a name with a table.
    mesh::Dataset common(Fields &fields, const QString &folder)
    {
        mesh::Dataset dataset;
        QStringList parts = {m_catalog, m_schema};
        if (!folder.isEmpty())
            parts.append(folder);
        parts.append(fields.needText("name"));
        setKey(dataset, mesh::datasetKey(u"unity"_s, m_instance, parts));
        dataset.nativeId = joinQuoted(parts);
        dataset.domain = mesh::domainKey(m_pull.authority(), m_catalog);
        dataset.description = fields.text("comment");
        dataset.owners = m_pull.owners(fields.text("owner"));
        return dataset;
    }

    Result<void> takeTable(const json &node, const QString &pointer)
    {
        Fields fields(node, pointer);
        mesh::Dataset dataset = common(fields, {});
        if (!m_scope.includes(dataset.qualifiedName))
            return {};
        dataset.type = typeOf(fields.text("table_type"));
        if (const QString id = fields.text("table_id"); !id.isEmpty())
            addStrongAlias(dataset, u"unity-id"_s, m_instance + u':' + id);
        addLocation(dataset, fields.text("storage_location"));
        if (const json *properties = fields.object("properties")) {
            bool isNumber = false;
            const qint64 rows = net::optionalString(*properties, "spark.sql.statistics.numRows")
                                    .valueOr({})
                                    .toLongLong(&isNumber);
            if (isNumber && rows >= 0)
                dataset.rows = rows;
        }
        if (const json *columns = fields.array("columns")) {
            for (std::size_t i = 0; i < columns->size() && !fields.error(); ++i)
                takeColumn(dataset.columns, (*columns)[i],
                           fields.at("columns") + u'/' + QString::number(i), fields);
        }
        takeDependencies(dataset, fields);
        if (fields.error())
            return *fields.error();
        addPort(dataset, fields.text("name"));
        m_tables.insert(dataset.nativeId, {dataset, textual(node)});
        return {};
    }

    void addPort(const mesh::Dataset &dataset, const QString &id)
    {
        mesh::Port port;
        port.id = port.name = id;
        port.dataset = dataset.key;
        port.protocol = u"unity"_s;
        m_ports.append(port);
    }

    static void takeColumn(Columns &columns, const json &node, const QString &pointer, Fields &all)
    {
        Fields fields(node, pointer);
        mesh::Column column;
        column.name = fields.needText("name");
        column.type = fields.text("type_text");
        column.description = fields.text("comment");
        column.required = !fields.flag("nullable", true);
        if (fields.object("mask")) // Databricks: a function stands before the values
            column.tags.append(u"masked"_s);
        if (fields.error())
            all.fail(*fields.error());
        else
            addTypedColumn(columns, column);
    }

    void takeDependencies(const mesh::Dataset &view, Fields &fields)
    {
        const json *said = fields.object("view_dependencies");
        const auto list =
            said ? net::optionalArray(*said, "dependencies", fields.at("view_dependencies"))
                 : Result<const json *>(nullptr);
        if (!list)
            return fields.fail(list.error());
        for (std::size_t i = 0; *list && i < (*list)->size(); ++i) {
            const auto table =
                net::optionalObject((**list)[i], "table", fields.at("view_dependencies"));
            const QString name = table && *table
                                     ? net::optionalString(**table, "table_full_name").valueOr({})
                                     : QString();
            if (!name.isEmpty())
                m_pull.put(mesh::LineageEdge{
                    mesh::unityKey(m_instance, name).key, {}, view.key, {}, {}, true, {}});
        }
    }

    Result<void> takeVolume(const json &node, const QString &pointer)
    {
        Fields fields(node, pointer);
        mesh::Dataset dataset = common(fields, u"volumes"_s);
        dataset.type = mesh::DatasetType::File;
        addLocation(dataset, fields.text("storage_location"));
        return handOn(fields, std::move(dataset), node);
    }

    Result<void> takeFunction(const json &node, const QString &pointer)
    {
        Fields fields(node, pointer);
        mesh::Dataset dataset = common(fields, u"functions"_s);
        dataset.type = mesh::DatasetType::Api;
        const json *input = fields.object("input_params");
        const auto list = input
                              ? net::optionalArray(*input, "parameters", fields.at("input_params"))
                              : Result<const json *>(nullptr);
        for (std::size_t i = 0; list && *list && i < (*list)->size(); ++i)
            takeColumn(dataset.columns, (**list)[i], fields.at("input_params"), fields);
        return handOn(fields, std::move(dataset), node);
    }

    Result<void> takeModel(const json &node, const QString &pointer)
    {
        Fields fields(node, pointer);
        mesh::Dataset dataset = common(fields, u"models"_s);
        dataset.type = mesh::DatasetType::Model;
        addLocation(dataset, fields.text("storage_location"));
        return handOn(fields, std::move(dataset), node);
    }

    Result<void> handOn(const Fields &fields, mesh::Dataset dataset, const json &node)
    {
        if (fields.error())
            return *fields.error();
        m_pull.put(std::move(dataset), textual(node));
        return {};
    }

    /// What Databricks knows beside the lists. A warehouse tells all lineage in two statements;
    /// without one, or where its tables are closed, it is asked for table by table.
    Result<void> readFacts(const QString &warehouse, int lineageCalls)
    {
        bool isTold = false;
        if (!warehouse.isEmpty()) {
            const auto read = readUnityFlows(m_client, m_pull, m_instance, m_tables, warehouse);
            if (!read)
                return read.error();
            isTold = *read;
        }
        if (!m_isDatabricks)
            return {};
        if (!isTold) {
            const auto read =
                readUnityLineage(m_client, m_pull, m_instance, m_tables, lineageCalls);
            if (!read)
                return read;
        }
        return readUnityMonitors(m_client, m_pull, m_api, m_tables);
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const QByteArray m_api;
    QString m_instance;
    QStringList m_catalogs;
    QList<mesh::Port> m_ports;   // of the schema being read
    bool m_isSkipped = false;    // a list of it could not be read
    QString m_catalog, m_schema; // being read
    UnityTables m_tables;
    bool m_isDatabricks = false;
    qint64 m_done = 0;
};

} // namespace

Result<void> pullUnity(RestClient &client, RestPull &pull, const QByteArray &api,
                       const QString &warehouse, int lineageCalls)
{
    return UnityPull(client, pull, api).run(warehouse, lineageCalls);
}

} // namespace meshlens::catalogs
