// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/iceberg_catalog.h"

#include "app/catalogs/iceberg_metadata.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr int deepestNamespace = 16;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// What GET /v1/config says.
struct Config {
    QByteArray root; // "{prefix}/" or nothing
    QByteArray separator = "%1F";
    bool hasViews = false;
};

Result<Config> readConfig(RestClient &client, const QString &warehouse, std::stop_token stop)
{
    RestQuery query;
    if (!warehouse.isEmpty())
        query.append({u"warehouse"_s, warehouse});
    const auto answer = client.get("config", query, std::move(stop));
    if (!answer)
        return answer.error();
    net::Fields fields(answer->document, {});
    Config config;
    for (const char *part : {"defaults", "overrides"}) { // the later one wins
        if (const json *settings = fields.object(part)) {
            net::Fields said(*settings, fields.at(part));
            if (const QString prefix = said.text("prefix"); !prefix.isEmpty())
                config.root = pathPart(prefix) + '/';
            if (const QString separator = said.text("namespace-separator"); !separator.isEmpty())
                config.separator = separator.toLatin1();
            if (said.error())
                fields.fail(*said.error());
        }
    }
    for (const QString &endpoint : fields.texts("endpoints")) {
        if (endpoint.startsWith(u"GET "_s) && endpoint.endsWith(u"/views"_s))
            config.hasViews = true;
    }
    if (fields.error())
        return *fields.error();
    return config;
}

/// One pull.
class IcebergPull
{
public:
    IcebergPull(RestClient &client, RestPull &pull, const CatalogConnection &connection,
                Config config)
        : m_client(client), m_pull(pull), m_scope(connection), m_config(std::move(config))
    {
        QString base = client.base().path();
        base.chop(base.endsWith(u"/v1"_s) ? 3 : 0);
        m_instance = instanceOf(connection, client.base(), base);
        m_metastore = connection.options.value(u"metastore"_s).trimmed().toLower();
    }

    Result<void> readNamespaces(const QStringList &parent)
    {
        RestQuery query = paged;
        if (!parent.isEmpty()) {
            const QString separator = QUrl::fromPercentEncoding(m_config.separator);
            query.append({u"parent"_s, parent.join(separator)});
        }
        QList<QStringList> children;
        const auto listed = eachListed(
            m_client, m_pull, m_config.root + "namespaces", query, paging(), "namespaces",
            [&](const json &node, const QString &pointer) -> Result<void> {
                const auto levels = levelsOf(node, pointer);
                if (!levels)
                    return levels.error();
                // A server that knows no levels may list the same ones again.
                if (levels->size() > parent.size() && levels->mid(0, parent.size()) == parent)
                    children.append(*levels);
                return {};
            });
        if (!listed)
            return parent.isEmpty() || !RestPull::isPassable(listed.error())
                       ? listed
                       : skip(parent, listed.error());
        for (const QStringList &levels : std::as_const(children)) {
            if (const auto read = readNamespace(levels); !read)
                return read;
        }
        return {};
    }

private:
    inline static const RestQuery paged = {{u"pageSize"_s, u"500"_s}};

    static Paging paging()
    {
        Paging how = pagingBy(u"pageToken"_s, "next-page-token");
        how.first = u""_s; // without it the server must answer with everything at once
        return how;
    }

    static Result<QStringList> levelsOf(const json &node, const QString &pointer)
    {
        QStringList levels;
        if (node.is_array()) {
            for (const json &level : node) {
                if (level.is_string() && !level.get_ref<const std::string &>().empty())
                    levels.append(QString::fromStdString(level.get_ref<const std::string &>()));
            }
        }
        if (levels.isEmpty() || std::size_t(levels.size()) != node.size())
            return net::wrongType(pointer, u"a list of names"_s);
        return levels;
    }

    QByteArray pathOf(const QStringList &levels) const
    {
        QByteArrayList parts;
        for (const QString &level : levels)
            parts.append(pathPart(level));
        return m_config.root + "namespaces/" + parts.join(m_config.separator);
    }

    /// A part of the catalog that this person may not read, or that has just gone.
    Result<void> skip(const QStringList &levels, const Error &error)
    {
        m_pull.problem(net::plainUrl(m_client.base()) + u'/' + QString::fromLatin1(pathOf(levels)),
                       error);
        if (error.kind != Error::Kind::NotFound)
            m_pull.keepAll(mesh::Kind::Dataset, joinQuoted(levels) + u'.');
        return {};
    }

    Result<void> readNamespace(const QStringList &levels)
    {
        if (!m_scope.mayInclude(levels.join(u'.')))
            return {};
        if (levels.size() == 1) {
            if (const auto read = readDomain(levels); !read)
                return read;
        }
        if (const auto read = readTables(levels, "tables"); !read)
            return read;
        if (m_config.hasViews) {
            if (const auto read = readTables(levels, "views"); !read)
                return read;
        }
        return levels.size() < deepestNamespace ? readNamespaces(levels) : Result<void>();
    }

    Result<void> readDomain(const QStringList &levels)
    {
        mesh::Domain domain;
        domain.nativeId = levels.first();
        domain.name = levels.first();
        domain.key = mesh::domainKey(m_pull.authority(), levels.first());
        const auto answer = m_client.get(pathOf(levels), {}, m_pull.stop());
        if (!answer && !RestPull::isPassable(answer.error()))
            return answer.error();
        if (!answer && answer.error().kind == Error::Kind::NotPermitted) {
            m_pull.problem(QString::fromLatin1(pathOf(levels)), answer.error());
            m_pull.keep(mesh::Kind::Domain, domain.nativeId);
            if (m_pull.isSeen(mesh::Kind::Domain, domain.nativeId))
                return {};
        }
        QByteArray fingerprint;
        if (answer) {
            const auto properties = net::optionalObject(answer->document, "properties");
            if (properties && *properties) {
                domain.description = net::optionalString(**properties, "comment").valueOr({});
                domain.owners =
                    m_pull.owners(net::optionalString(**properties, "owner").valueOr({}));
            }
            fingerprint = textual(answer->document);
        }
        m_pull.put(std::move(domain), fingerprint);
        return {};
    }

    Result<void> readTables(const QStringList &levels, const QByteArray &what)
    {
        QStringList names;
        const auto listed = eachListed(
            m_client, m_pull, pathOf(levels) + '/' + what, paged, paging(), "identifiers",
            [&](const json &node, const QString &pointer) -> Result<void> {
                const auto name = net::requireString(node, "name", pointer);
                if (!name)
                    return name.error();
                if (m_scope.includes((levels + QStringList{*name}).join(u'.')))
                    names.append(*name);
                return {};
            });
        if (!listed)
            return RestPull::isPassable(listed.error()) ? skip(levels, listed.error()) : listed;
        const bool isView = what == "views";
        return eachAtOnce<RestAnswer>(
            std::size_t(names.size()), m_pull.stop(),
            [&](std::size_t i, std::stop_token stop) {
                return load(levels, names[qsizetype(i)], what, std::move(stop));
            },
            [&](std::size_t i, Result<RestAnswer> answer) -> Result<void> {
                const QString &name = names[qsizetype(i)];
                if (const auto taken = take(levels, name, isView, std::move(answer)); !taken)
                    return taken;
                return m_pull.flush(joinQuoted(levels), qint64(i) + 1, names.size());
            });
    }

    static QString idOf(const QStringList &levels, const QString &name)
    {
        return joinQuoted(levels + QStringList{name});
    }

    Result<RestAnswer> load(const QStringList &levels, const QString &name, const QByteArray &what,
                            std::stop_token stop) const
    {
        const QByteArray place = pathOf(levels) + '/' + what + '/' + pathPart(name);
        net::Validators known;
        known.etag = m_pull.mark(idOf(levels, name)).toLatin1();
        RestQuery query;
        if (what == "tables")
            query.append({u"snapshots"_s, u"refs"_s});
        auto answer = m_client.get(place, query, stop, known);
        if (!answer || answer->unchanged || what != "tables")
            return answer;
        mesh::Dataset looked;
        const auto metadata = net::optionalObject(answer->document, "metadata");
        const auto table = metadata && *metadata ? fillFromTable(looked, **metadata) : Error{};
        if (!table || !table->needsHistory)
            return answer;
        auto whole = m_client.get(place, {{u"snapshots"_s, u"all"_s}}, std::move(stop));
        if (whole)
            whole->validators = answer->validators; // of the question that will be asked again
        return whole;
    }

    Result<void> take(const QStringList &levels, const QString &name, bool isView,
                      Result<RestAnswer> answer)
    {
        const QString id = idOf(levels, name);
        if (!answer) {
            const Error &error = answer.error();
            if (error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::Network)
                return error;
            if (error.kind != Error::Kind::NotFound) // dropped since it was listed
                unreadable(id, id, error);
            return {};
        }
        if (answer->unchanged) {
            m_pull.keep(mesh::Kind::Dataset, id);
            m_pull.setMark(id, m_pull.mark(id));
            return {};
        }
        mesh::Dataset dataset;
        setKey(dataset, mesh::datasetKey(u"icebergrest"_s, m_instance, levels + QStringList{name}));
        dataset.nativeId = id;
        dataset.domain = mesh::domainKey(m_pull.authority(), levels.first());
        if (!m_metastore.isEmpty())
            addName(dataset, mesh::datasetKey(u"hive"_s, m_metastore, levels + QStringList{name}));
        net::Fields fields(answer->document, {});
        const json *metadata = fields.object("metadata");
        const QString location = fields.text("metadata-location");
        if (!fields.error() && !metadata)
            fields.fail(net::wrongType(fields.at("metadata"), u"an object"_s));
        const auto table = fields.error()
                               ? Result<IcebergTable>(*fields.error())
                               : (isView ? fillFromView(dataset, *metadata, u"/metadata"_s)
                                         : fillFromTable(dataset, *metadata, u"/metadata"_s));
        if (!table) {
            unreadable(answer->url, id, table.error());
            return {};
        }
        dataset.owners = m_pull.owners(table->owner);
        m_pull.setMark(id, QString::fromLatin1(answer->validators.etag));
        m_pull.putLoad(dataset);
        // Each change of a table is a new metadata file.
        m_pull.put(std::move(dataset),
                   location.isEmpty() ? textual(answer->document) : location.toUtf8());
        return {};
    }

    /// It cannot be read now: what was known of it stays, with the ETag that goes with that.
    void unreadable(const QString &url, const QString &id, const Error &error)
    {
        m_pull.problem(url, error);
        m_pull.keep(mesh::Kind::Dataset, id);
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const Config m_config;
    QString m_instance;
    QString m_metastore; // host:port of a Hive metastore behind it
};

Result<QString> lookFor(RestClient &client, const QString &warehouse, const std::stop_token &stop)
{
    const auto config = readConfig(client, warehouse, stop);
    if (!config)
        return config.error();
    const auto answer = client.get(config->root + "namespaces", {}, stop);
    if (!answer)
        return answer.error();
    const auto list = net::requireArray(answer->document, "namespaces");
    return list ? Result<QString>(tr("Namespaces: %1").arg((*list)->size())) : list.error();
}

Result<void> readAll(RestClient &client, RestPull &pull, const QString &warehouse)
{
    auto config = readConfig(client, warehouse, pull.stop());
    if (!config)
        return std::move(config).error();
    return IcebergPull(client, pull, pull.connection(), *std::move(config)).readNamespaces({});
}

} // namespace

CatalogKind IcebergCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"iceberg-rest"_s;
    kind.title = tr("Iceberg REST catalog");
    kind.description = tr("Tables and views of Polaris, Nessie, Lakekeeper, Gravitino, Hive and "
                          "others, over the Iceberg REST API");
    kind.icon = u"table"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Incremental};
    kind.options = {{u"warehouse"_s, tr("Warehouse"), false, false,
                     tr("the catalog or warehouse to ask for, where one server has several")},
                    scopeOption()};
    kind.options += restOptions(true);
    return kind;
}

Result<QString> IcebergCatalog::look(std::stop_token stop)
{
    return lookFor(client(), option(u"warehouse"_s), stop);
}

Result<void> IcebergCatalog::read(RestPull &pull)
{
    return readAll(client(), pull, option(u"warehouse"_s));
}

CatalogKind HiveCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"hive-metastore"_s;
    kind.title = tr("Hive metastore");
    kind.description = tr("Iceberg tables of a Hive metastore, through the Iceberg REST servlet of "
                          "Hive 4.1; connect Trino or Glue for older ones");
    kind.icon = u"table"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Incremental};
    kind.options = {{u"metastore"_s, tr("Metastore"), false, false,
                     tr("its host and Thrift port, as other catalogs name it: HOST:9083")},
                    scopeOption()};
    kind.options += restOptions(true);
    return kind;
}

Result<QString> HiveCatalog::look(std::stop_token stop)
{
    return lookFor(client(), {}, stop);
}

Result<void> HiveCatalog::read(RestPull &pull)
{
    return readAll(client(), pull, {});
}

} // namespace meshlens::catalogs
