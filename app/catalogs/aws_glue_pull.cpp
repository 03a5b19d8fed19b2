// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_pull.h"

#include "app/net/json.h"
#include "models/store/content_hash.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int mostPartitioned = 1000;
constexpr int mostPartitionPages = 5;
// Glue lists partitions a table at a time and does not change a table when they come. A table is
// looked at again after a tenth of the time in which nothing came, a day at most.
constexpr std::int64_t shortestRestMs = 15LL * 60 * 1000;
constexpr qsizetype qualityBatch = 100;
constexpr std::int64_t dayMs = 24LL * 3600 * 1000;
constexpr std::int64_t qualityBackMs = 30 * dayMs;           // how far the first pull looks back
constexpr std::int64_t qualityOverlapMs = 6LL * 3600 * 1000; // a run may take that long

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

bool isWanted(const CatalogConnection &connection, const QString &database)
{
    const QStringList wanted =
        connection.options.value(u"databases"_s).split(u',', Qt::SkipEmptyParts);
    return wanted.isEmpty() || std::any_of(wanted.begin(), wanted.end(), [&](const QString &one) {
               return one.trimmed().compare(database, Qt::CaseInsensitive) == 0;
           });
}

GluePull::GluePull(GlueServices &services, const CatalogConnection &connection, const Clock &clock,
                   const PullRequest &request, PullSink &sink, std::stop_token stop)
    : m_services(services), m_connection(connection), m_sink(sink), m_stop(std::move(stop)),
      m_startedMs(clock.nowMs()), m_known(GlueState::fromJson(request.state)),
      m_before(request.full ? GlueState() : m_known),
      m_tags(
          services, [this](const QString &part, const Error &error) { problem(part, error); },
          m_stop)
{
    m_incremental = m_before.isComplete;
    m_names.catalog = connection.name;
    m_names.region = awsPlace(connection).valueOr({}).region;
    m_names.account = connection.options.value(u"account"_s).trimmed();
}

Result<PullOutcome> GluePull::run()
{
    const net::Traffic before = m_services.traffic();
    if (const auto read = readDatabases(); !read)
        return read.error();
    if (const auto read = m_tags.read(); !read)
        return read.error();
    for (GlueDatabase &database : m_databases) {
        if (const auto read = readTables(database); !read)
            return read.error();
    }
    if (const auto read = readQuality(); !read)
        return read.error();
    if (const auto put = putDatabases(); !put)
        return put.error();
    if (const auto put = putDeleted(); !put)
        return put.error();

    PullOutcome outcome;
    outcome.full = !m_incremental;
    outcome.unchanged = m_incremental && m_changed == 0;
    outcome.state = m_after.toJson();
    outcome.authority = m_names.authority();
    const net::Traffic after = m_services.traffic();
    outcome.requests = after.requests - before.requests;
    outcome.bytes = after.bytes - before.bytes;
    return outcome;
}

Result<void> GluePull::readDatabases()
{
    m_sink.progress(u"databases"_s, 0, 0);
    QList<Json> nodes;
    const auto read = m_services.glue.eachPage(
        "GetDatabases", {{"MaxResults", 100}}, m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "DatabaseList"))
                nodes.append(node);
            return {};
        });
    if (!read)
        return read;
    for (const Json &node : std::as_const(nodes)) {
        // An account's databases all say the account; it is part of every key.
        if (m_names.account.isEmpty() && awsObject(node, "TargetDatabase").empty())
            m_names.account = awsText(node, "CatalogId");
    }
    for (const Json &node : std::as_const(nodes)) {
        auto database = decodeGlueDatabase(node, m_names);
        if (!database)
            problem(u"GetDatabases"_s, database.error());
        // A link is read where its target is: in the catalog of the other account.
        else if (!database->isLink && isWanted(m_connection, database->domain.nativeId))
            m_databases.append(*std::move(database));
    }
    return {};
}

Result<void> GluePull::readTables(GlueDatabase &database)
{
    const QString name = database.domain.nativeId;
    QMap<QString, GlueTable> tables;
    bool hasIceberg = false;
    const auto read = m_services.glue.eachPage(
        "GetTables", {{"DatabaseName", name.toStdString()}, {"MaxResults", 100}}, m_stop,
        [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "TableList")) {
                auto table = decodeGlueTable(node, name, m_names);
                if (!table) {
                    problem(u"GetTables "_s + name, table.error());
                    keepTable(node, name);
                    continue;
                }
                hasIceberg = hasIceberg || table->isIceberg;
                tables.insert(table->dataset.name, *std::move(table));
            }
            m_sink.progress(u"tables"_s, m_tables + tables.size(), 0);
            return {};
        });
    if (!read && read.error().kind == Error::Kind::NotFound)
        return {}; // gone since the list of databases was read
    if (!read)
        return read;
    m_tables += static_cast<int>(tables.size());
    if (hasIceberg) {
        if (const auto ids = readIcebergIds(name, tables); !ids)
            return ids;
    }

    Batch batch;
    for (GlueTable &table : tables) {
        mesh::Dataset &dataset = table.dataset;
        m_tags.putOn(dataset);
        if (const auto newest = readPartitions(table, batch); !newest)
            return newest;
        if (m_stop.stop_requested())
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
        database.product.ports.append(table.port);
        const qint64 hash = store::contentHash(dataset);
        m_after.tables.insert(dataset.nativeId, hash);
        for (const mesh::LineageEdge &edge : std::as_const(table.edges))
            m_after.views[edge.to].append(edge.from);
        batch.edges += table.edges;
        if (m_incremental && m_before.tables.value(dataset.nativeId) == hash)
            continue;
        ++m_changed;
        for (const mesh::Party &owner : std::as_const(table.owners)) {
            if (!m_parties.contains(owner.key))
                batch.parties.append(owner);
            m_parties.insert(owner.key);
        }
        batch.datasets.append(dataset);
    }
    return m_sink.put(std::move(batch));
}

/// It is there, but makes no sense: what was known of it stays.
void GluePull::keepTable(const Json &node, const QString &database)
{
    const QString name = awsText(node, "Name");
    const QString id = name.isEmpty() ? QString() : glueNativeId(database, name);
    if (!m_known.tables.contains(id))
        return;
    m_unread.append(id);
    m_after.tables.insert(id, m_known.tables.value(id));
    if (m_known.loads.contains(id))
        m_after.loads.insert(id, m_known.loads.value(id));
    const QString key = m_names.tableKey(database, name);
    if (m_known.views.contains(key))
        m_after.views.insert(key, m_known.views.value(key));
}

/// An error that a pull survives is told.
Result<void> GluePull::told(const QString &part, const Error &error)
{
    if (endsPull(error))
        return error;
    problem(part, error);
    return {};
}

Result<void> GluePull::readIcebergIds(const QString &database, QMap<QString, GlueTable> &tables)
{
    const auto read = m_services.glue.eachPage(
        "GetTables",
        {{"DatabaseName", database.toStdString()},
         {"MaxResults", 100},
         {"AttributesToGet", {"NAME", "LATEST_ICEBERG_METADATA"}}},
        m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "TableList")) {
                const QString uuid = awsText(awsObject(node, "IcebergTableMetadata"), "TableUuid");
                const auto table = tables.find(awsText(node, "Name"));
                if (uuid.isEmpty() || table == tables.end())
                    continue;
                const mesh::Alias alias{u"iceberg-uuid:"_s + uuid.toLower(), u"strong"_s};
                if (!table->dataset.aliases.contains(alias))
                    table->dataset.aliases.append(alias);
            }
            return {};
        });
    if (!read && read.error().kind != Error::Kind::Usage) // older regions do not know the attribute
        return told(u"GetTables "_s + database, read.error());
    return {};
}

bool GluePull::isAtRest(const QString &table, std::optional<std::int64_t> changedAtMs) const
{
    const std::int64_t looked = m_before.looks.value(table), newest = m_before.loads.value(table);
    if (looked == 0 || newest == 0 || changedAtMs.value_or(0) > newest)
        return false;
    const std::int64_t rest = std::min((looked - newest) / 10, dayMs);
    return rest >= shortestRestMs && m_startedMs - looked < rest;
}

Result<void> GluePull::readPartitions(GlueTable &table, Batch &batch)
{
    const auto [database, name] = glueNamesOf(table.dataset.nativeId);
    const QString &id = table.dataset.nativeId;
    std::optional<std::int64_t> newest = table.dataset.updatedAtMs;
    if (table.isPartitioned && isAtRest(id, newest)) {
        m_after.looks.insert(id, m_before.looks.value(id));
    } else if (table.isPartitioned && ++m_partitioned <= mostPartitioned) {
        m_after.looks.insert(id, m_startedMs);
        m_sink.progress(u"partitions"_s, m_partitioned, 0);
        int pages = 0;
        const Error enough{Error::Kind::TooLarge, {}, {}};
        const auto read = m_services.glue.eachPage(
            "GetPartitions",
            {{"DatabaseName", database.toStdString()},
             {"TableName", name.toStdString()},
             {"ExcludeColumnSchema", true},
             {"MaxResults", 1000}},
            m_stop, [&](const Json &page) -> Result<void> {
                if (const auto here = newestPartition(awsList(page, "Partitions")))
                    newest = std::max(newest.value_or(0), *here);
                return ++pages < mostPartitionPages ? Result<void>() : enough;
            });
        if (!read && read.error().kind != Error::Kind::TooLarge) {
            const auto survived = told(u"GetPartitions "_s + table.dataset.nativeId, read.error());
            if (!survived)
                return survived;
        }
    }
    // A capped scan is a lower bound: it never makes data older than it was known to be.
    const std::int64_t known = m_known.loads.value(table.dataset.nativeId);
    if (!newest && known == 0)
        return {};
    newest = std::max<std::int64_t>(newest.value_or(0), known);
    table.dataset.updatedAtMs = newest;
    m_after.loads.insert(table.dataset.nativeId, *newest);
    if (m_before.loads.value(table.dataset.nativeId) != *newest)
        batch.loads.append({table.dataset.key, *newest, *newest, table.dataset.rows});
    return {};
}

Result<void> GluePull::readQuality()
{
    const std::int64_t after =
        m_before.qualityAfterMs > 0 ? m_before.qualityAfterMs : m_startedMs - qualityBackMs;
    // A run is listed by when it started and may have ended long after the last pull.
    const std::int64_t next = m_startedMs - qualityOverlapMs;
    QList<std::string> ids;
    const auto listed = m_services.glue.eachPage(
        "ListDataQualityResults",
        {{"Filter", {{"StartedAfter", static_cast<double>(after) / 1000}}}, {"MaxResults", 100}},
        m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &result : awsList(page, "Results")) {
                const QString id = awsText(result, "ResultId");
                if (id.isEmpty())
                    continue;
                if (!m_before.qualitySeen.contains(id))
                    ids.append(id.toStdString());
                if (awsTime(result, "StartedOn").value_or(m_startedMs) >= next)
                    m_after.qualitySeen.append(id);
            }
            return {};
        });
    if (!listed) {
        m_after.qualityAfterMs = m_before.qualityAfterMs;
        m_after.qualitySeen = m_before.qualitySeen;
        return told(u"ListDataQualityResults"_s, listed.error());
    }
    for (qsizetype first = 0; first < ids.size(); first += qualityBatch) {
        const auto page = m_services.glue.call(
            "BatchGetDataQualityResult", {{"ResultIds", ids.mid(first, qualityBatch)}}, m_stop);
        if (!page) {
            m_after.qualityAfterMs = m_before.qualityAfterMs;
            m_after.qualitySeen = m_before.qualitySeen;
            return told(u"BatchGetDataQualityResult"_s, page.error());
        }
        Batch batch;
        for (const Json &result : awsList(*page, "Results"))
            decodeGlueQuality(result, m_names, batch);
        m_sink.progress(u"checks"_s, first + qualityBatch, ids.size());
        m_changed += batch.results.size();
        if (auto put = m_sink.put(std::move(batch)); !put)
            return put;
    }
    m_after.qualityAfterMs = next;
    return {};
}

Result<void> GluePull::putDatabases()
{
    Batch batch;
    for (const GlueDatabase &database : std::as_const(m_databases)) {
        const qint64 hash =
            store::contentHash(database.product) ^ store::contentHash(database.domain);
        const QString &name = database.domain.nativeId;
        m_after.databases.insert(name, hash);
        if (m_incremental && m_before.databases.value(name) == hash)
            continue;
        ++m_changed;
        batch.domains.append(database.domain);
        batch.products.append(database.product);
    }
    return m_sink.put(std::move(batch));
}

Result<void> GluePull::putDeleted()
{
    if (!m_incremental) {
        Batch unread;
        unread.unread[mesh::Kind::Dataset] = m_unread;
        return m_unread.isEmpty() ? Result<void>() : m_sink.put(std::move(unread));
    }
    if (m_before.views != m_after.views)
        ++m_changed;
    Batch batch;
    for (auto table = m_before.tables.cbegin(); table != m_before.tables.cend(); ++table) {
        if (!m_after.tables.contains(table.key()))
            batch.deleted[mesh::Kind::Dataset].append(table.key());
    }
    for (auto base = m_before.databases.cbegin(); base != m_before.databases.cend(); ++base) {
        if (!m_after.databases.contains(base.key())) {
            batch.deleted[mesh::Kind::Domain].append(base.key());
            batch.deleted[mesh::Kind::Product].append(base.key());
        }
    }
    for (auto view = m_before.views.cbegin(); view != m_before.views.cend(); ++view) {
        for (const QString &from : view.value()) {
            if (m_after.views.value(view.key()).contains(from))
                continue;
            mesh::LineageEdge edge;
            edge.from = from;
            edge.to = view.key();
            batch.deletedEdges.append(edge);
        }
    }
    if (batch.deleted.isEmpty() && batch.deletedEdges.isEmpty())
        return {};
    ++m_changed;
    return m_sink.put(std::move(batch));
}

void GluePull::problem(const QString &part, const Error &error)
{
    m_sink.problem({m_services.glue.host() + u' ' + part, 0, error.message});
}

} // namespace meshlens::catalogs
