// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/trino_catalog.h"

#include "app/catalogs/rest_types.h"
#include "app/catalogs/trino_client.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr qsizetype mostTableRows = 1'000'000;
constexpr qsizetype mostColumnRows = 5'000'000;
constexpr int mostRows = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// `hive=glue://123456789012.eu-west-1, pg=postgres://db.example.com:5432/shop`
struct Underlying {
    QString platform;
    QString instance;
    QStringList parts; // before schema and table
};
QMap<QString, Underlying> underlyingOf(const QString &option)
{
    QMap<QString, Underlying> all;
    for (const QString &entry : option.split(u',', Qt::SkipEmptyParts)) {
        const QString place = entry.section(u'=', 1).trimmed();
        const qsizetype scheme = place.indexOf(u"://"_s);
        if (scheme <= 0)
            continue;
        const QStringList rest = place.mid(scheme + 3).split(u'/', Qt::SkipEmptyParts);
        all.insert(entry.section(u'=', 0, 0).trimmed(),
                   {place.left(scheme), rest.value(0), rest.mid(1)});
    }
    return all;
}

/// Trino has answered, and says that the statement failed.
bool isOfStatement(const Error &error)
{
    return error.kind != Error::Kind::Network && error.kind != Error::Kind::Cancelled &&
           error.kind != Error::Kind::Decode && !error.detail.startsWith(u"HTTP "_s);
}

struct Table {
    mesh::Dataset dataset;
    QStringList said; // for the fingerprint
};

class TrinoPull
{
public:
    TrinoPull(RestClient &client, RestPull &pull)
        : m_client(client), m_pull(pull), m_scope(pull.connection()),
          m_instance(instanceOf(pull.connection(), client.base())),
          m_underlying(underlyingOf(pull.connection().options.value(u"underlying"_s)))
    {}

    Result<void> run()
    {
        const auto catalogs = runTrino(m_client, u"SHOW CATALOGS"_s, 10'000, m_pull.stop());
        if (!catalogs)
            return catalogs.error();
        for (const QVariantList &row : catalogs->rows) {
            const QString name = row.value(0).toString();
            if (name == "system"_L1 || !m_scope.mayInclude(name))
                continue;
            const auto read = readCatalog(name);
            if (!read && (read.error().kind == Error::Kind::Cancelled ||
                          read.error().kind == Error::Kind::Network))
                return read;
            if (!read) { // its connector is in trouble, or it is not ours to read
                m_pull.problem(name, read.error());
                m_pull.keep(mesh::Kind::Domain, name);
                m_pull.keepAll(mesh::Kind::Dataset, joinQuoted({name}) + u'.');
            }
        }
        return {};
    }

private:
    Result<void> readCatalog(const QString &name)
    {
        QMap<QString, Table> tables; // by native id
        if (const auto read = readTables(name, tables); !read)
            return read;
        if (const auto read = readColumns(name, tables); !read)
            return read;
        if (const auto read = readComments(name, tables); !read)
            return read;
        mesh::Domain domain;
        domain.nativeId = domain.name = name;
        domain.key = mesh::domainKey(m_pull.authority(), name);
        m_pull.put(std::move(domain), {});
        qint64 done = 0;
        for (Table &table : tables) {
            m_pull.put(std::move(table.dataset), textual(table.said));
            if (const auto handed = m_pull.flush(name, ++done, tables.size()); !handed)
                return handed;
        }
        return {};
    }

    Result<void> readTables(const QString &name, QMap<QString, Table> &tables)
    {
        const auto rows = runTrino(
            m_client,
            u"SELECT table_schema, table_name, table_type FROM %1.information_schema.tables "
            "WHERE table_schema <> 'information_schema'"_s.arg(inQuotes({name})),
            mostTableRows, m_pull.stop());
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const QString schema = row.value(0).toString(), table = row.value(1).toString();
            const QStringList parts = {name, schema, table};
            if (schema.isEmpty() || table.isEmpty() || !m_scope.includes(parts.join(u'.')))
                continue;
            Table &entry = tables[joinQuoted(parts)];
            setKey(entry.dataset, mesh::datasetKey(u"trino"_s, m_instance, parts));
            entry.dataset.nativeId = joinQuoted(parts);
            entry.dataset.domain = mesh::domainKey(m_pull.authority(), name);
            if (row.value(2).toString().contains(u"VIEW"_s))
                entry.dataset.type = mesh::DatasetType::View;
            if (const auto behind = m_underlying.constFind(name); behind != m_underlying.constEnd())
                addName(entry.dataset,
                        mesh::datasetKey(behind->platform, behind->instance,
                                         behind->parts + QStringList{schema, table}));
            entry.said = {row.value(2).toString()};
        }
        return {};
    }

    Result<void> readColumns(const QString &name, QMap<QString, Table> &tables)
    {
        const auto rows = runTrino(
            m_client,
            u"SELECT table_schem, table_name, column_name, type_name, is_nullable, remarks "
            "FROM system.jdbc.columns WHERE table_cat = %1 "
            "ORDER BY table_schem, table_name, ordinal_position"_s.arg(literal(name)),
            mostColumnRows, m_pull.stop());
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const auto table =
                tables.find(joinQuoted({name, row.value(0).toString(), row.value(1).toString()}));
            if (table == tables.end())
                continue;
            mesh::Column column;
            column.name = row.value(2).toString();
            column.type = row.value(3).toString();
            column.required = row.value(4).toString() == "NO"_L1;
            column.description = row.value(5).toString();
            table->said += {column.name, column.type, column.description, row.value(4).toString()};
            addTypedColumn(table->dataset.columns, column);
        }
        return {};
    }

    /// Not every connector has comments, and some fail when asked: the rest is read all the same.
    Result<void> readComments(const QString &name, QMap<QString, Table> &tables)
    {
        const auto rows =
            runTrino(m_client,
                     u"SELECT schema_name, table_name, comment FROM system.metadata.table_comments "
                     "WHERE catalog_name = %1 AND comment IS NOT NULL"_s.arg(literal(name)),
                     mostTableRows, m_pull.stop());
        if (!rows && !isOfStatement(rows.error()))
            return rows.error();
        if (!rows) {
            m_pull.problem(name, rows.error());
            return {};
        }
        for (const QVariantList &row : rows->rows) {
            const auto table =
                tables.find(joinQuoted({name, row.value(0).toString(), row.value(1).toString()}));
            if (table == tables.end())
                continue;
            table->dataset.description = row.value(2).toString();
            table->said.append(table->dataset.description);
        }
        return {};
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const QString m_instance;
    const QMap<QString, Underlying> m_underlying;
};

} // namespace

CatalogKind TrinoCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"trino"_s;
    kind.title = tr("Trino");
    kind.description = tr("What the connectors of a Trino or Starburst cluster see, and samples by "
                          "SQL");
    kind.icon = u"sql"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Samples,
                         mesh::Capability::Incremental};
    kind.options = {{u"user"_s, tr("User"), true, false, tr("the name that Trino knows you by")},
                    {u"underlying"_s, tr("Systems behind"), false, false,
                     tr("hive=glue://ACCOUNT.REGION, pg=postgres://HOST:PORT/DATABASE: what its "
                        "catalogs are windows on")},
                    scopeOption()};
    kind.options += restOptions(true);
    return kind;
}

TrinoCatalog::TrinoCatalog(const CatalogConnection &connection, std::unique_ptr<RestClient> client,
                           const Clock &clock)
    : RestCatalog(connection, std::move(client), clock)
{
    this->client().addHeader("X-Trino-User", option(u"user"_s).toUtf8());
    this->client().addHeader("X-Trino-Source", "meshlens");
}

Result<QString> TrinoCatalog::look(std::stop_token stop)
{
    const auto catalogs = runTrino(client(), u"SHOW CATALOGS"_s, 10'000, std::move(stop));
    return catalogs ? Result<QString>(tr("Catalogs: %1").arg(catalogs->rows.size()))
                    : catalogs.error();
}

Result<void> TrinoCatalog::read(RestPull &pull)
{
    return TrinoPull(client(), pull).run();
}

Result<mesh::Sample> TrinoCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const QStringList parts = mesh::splitQuoted(query.dataset);
    if (parts.size() != 3)
        return Error{Error::Kind::NotFound, tr("Trino has no table of this name."), query.dataset};
    const int rows = std::clamp(query.rows, 1, mostRows);
    auto sample = runTrino(client(), u"SELECT * FROM %1 LIMIT %2"_s.arg(inQuotes(parts)).arg(rows),
                           rows, std::move(stop));
    if (sample) {
        sample->complete = sample->rows.size() < rows;
        sample->fetchedAtMs = clock().nowMs();
    }
    return sample;
}

} // namespace meshlens::catalogs
