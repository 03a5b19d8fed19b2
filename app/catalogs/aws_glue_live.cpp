// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_live.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int mostHits = 100; // a page of SearchTables

live::Found foundOf(const GlueTable &table, const QString &database)
{
    const mesh::Dataset &dataset = table.dataset;
    live::Found found;
    found.thing = {mesh::Kind::Dataset, dataset.nativeId};
    found.key = dataset.key;
    found.type = dataset.type;
    found.name = dataset.name;
    found.qualifiedName = dataset.qualifiedName;
    found.description = dataset.description;
    found.domain = dataset.domain;
    found.domainName = database;
    found.tags = dataset.tags;
    found.status = dataset.status;
    for (const mesh::Party &owner : table.owners)
        found.owners += owner.name;
    return found;
}

/// The table and its database; nothing is put where the table is gone.
Result<void> readTable(GlueServices &services, const GlueNames &names, const QString &nativeId,
                       PullSink &sink, const std::stop_token &stop)
{
    const auto [database, name] = glueNamesOf(nativeId);
    const auto answer = services.glue.call(
        "GetTable", {{"DatabaseName", database.toStdString()}, {"Name", name.toStdString()}}, stop);
    if (!answer && answer.error().kind == Error::Kind::NotFound)
        return {};
    Batch batch;
    auto table = answer ? decodeGlueTable(awsObject(*answer, "Table"), database, names)
                        : Result<GlueTable>(answer.error());
    if (!table) {
        if (table.error().kind != Error::Kind::Decode &&
            table.error().kind != Error::Kind::NotPermitted)
            return std::move(table).error();
        sink.problem({u"GetTable "_s + nativeId, 0, table.error().detail});
        batch.unread[mesh::Kind::Dataset].append(nativeId);
        return sink.put(std::move(batch));
    }
    batch.datasets.append(table->dataset);
    batch.parties += table->owners;
    batch.edges += table->edges;
    const auto found = services.glue.call("GetDatabase", {{"Name", database.toStdString()}}, stop);
    if (found) { // without it the table has no domain, and is still worth reading
        if (const auto decoded = decodeGlueDatabase(awsObject(*found, "Database"), names))
            batch.domains.append(decoded->domain);
    }
    return sink.put(std::move(batch));
}

} // namespace

Result<live::Page> searchGlue(GlueServices &services, const GlueNames &names,
                              const CatalogConnection &connection, const live::Query &query,
                              std::stop_token stop)
{
    const auto answer = services.glue.call("SearchTables",
                                           {{"SearchText", query.words.toStdString()},
                                            {"MaxResults", std::clamp(query.limit, 1, mostHits)}},
                                           std::move(stop));
    if (!answer)
        return answer.error();
    live::Page page;
    for (const Json &node : awsList(*answer, "TableList")) {
        const QString database = awsText(node, "DatabaseName");
        if (database.isEmpty() || !isWanted(connection, database))
            continue;
        if (const auto table = decodeGlueTable(node, database, names))
            page.found.append(foundOf(*table, database));
    }
    return page;
}

Result<PullOutcome> readGlueThings(GlueServices &services, const GlueNames &names,
                                   const QList<live::Thing> &things, PullSink &sink,
                                   std::stop_token stop)
{
    const net::Traffic before = services.traffic();
    qint64 done = 0;
    for (const live::Thing &thing : things) {
        sink.progress(u"opened things"_s, done++, things.size());
        if (thing.kind != mesh::Kind::Dataset)
            continue;
        if (auto read = readTable(services, names, thing.nativeId, sink, stop); !read)
            return std::move(read).error();
    }
    const net::Traffic spent = services.traffic();
    PullOutcome outcome;
    outcome.authority = names.authority();
    outcome.requests = spent.requests - before.requests;
    outcome.bytes = spent.bytes - before.bytes;
    return outcome;
}

} // namespace meshlens::catalogs
