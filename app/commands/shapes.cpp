// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/shapes.h"

#include "models/clock.h"
#include "models/store/catalog_health.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

Json rounded(std::optional<double> value)
{
    return value ? Json(std::round(*value * 10) / 10) : Json();
}

Json seconds(std::optional<std::int64_t> ms)
{
    return ms ? Json(*ms / 1000) : Json();
}

Json toJson(const search::Hit &hit)
{
    Json freshness;
    if (hit.freshness)
        freshness = {{"state", json(mesh::toText(hit.freshness->state))},
                     {"age_s", seconds(hit.freshness->ageMs)}};
    return {{"key", json(hit.key)},
            {"kind", json(mesh::toText(hit.kind))},
            {"type", hit.type ? json(mesh::toText(*hit.type)) : Json()},
            {"name", json(hit.name)},
            {"domain", textOrNull(hit.domainName)},
            {"catalogs", json(hit.catalogs)},
            {"quality", hit.quality ? Json(std::lround(*hit.quality)) : Json()},
            {"freshness", freshness},
            {"why", json(hit.why)}};
}

Json qualityJson(const scores::QualityScore &quality)
{
    Json parts = Json::array();
    for (const scores::QualityPart &part : quality.parts) {
        parts.push_back({{"dimension", json(mesh::toText(part.dimension))},
                         {"weight", part.weight},
                         {"value", rounded(part.value)},
                         {"passed", part.passed},
                         {"warned", part.warned},
                         {"total", part.total},
                         {"latest", timeOrNull(part.latestMs)}});
    }
    return {{"value", rounded(quality.value)}, {"coverage", quality.coverage}, {"parts", parts}};
}

Json markJson(const scores::QualityMark &mark)
{
    Json rules = Json::array();
    for (const scores::RuleResult &result : mark.results) {
        const scores::Rule *rule = scores::rule(result.rule);
        rules.push_back({{"id", json(result.rule)},
                         {"passed", result.passed},
                         {"evidence", json(result.evidence)},
                         {"fix", rule ? json(rule->fix) : Json()}});
    }
    return {{"value", rounded(mark.value)}, {"rules", rules}};
}

} // namespace

Json toJson(const store::CatalogRow &catalog, std::int64_t nowMs)
{
    static constexpr const char *states[] = {"new", "failed", "outdated", "in_sync"};
    const char *state = states[static_cast<int>(store::healthOf(catalog, nowMs))];
    return {{"name", json(catalog.connection.name)},
            {"kind", json(catalog.connection.kind)},
            {"url", json(catalog.connection.url)},
            {"state", state},
            {"last_sync", timeOrNull(catalog.lastGoodSyncMs)},
            {"error", textOrNull(catalog.lastError)},
            {"products", catalog.products},
            {"datasets", catalog.datasets},
            {"columns", catalog.columns}};
}

Json toJson(const CatalogKind &kind)
{
    QStringList capabilities;
    for (const mesh::Capability capability : kind.capabilities)
        capabilities.append(mesh::toText(capability));
    capabilities.sort();
    Json options = Json::array();
    for (const CatalogOption &option : kind.options)
        options.push_back(
            {{"name", json(option.name)}, {"needed", option.needed}, {"secret", option.secret}});
    return {{"kind", json(kind.kind)},
            {"title", json(kind.title)},
            {"capabilities", json(capabilities)},
            {"options", options}};
}

Json toJson(const store::SyncRun &run, const QString &catalog)
{
    Json entities = Json::object();
    for (auto it = run.entities.begin(); it != run.entities.end(); ++it)
        entities[it.key().toStdString()] = it.value();
    Json problems = Json::array();
    for (const PullProblem &problem : run.problems)
        problems.push_back({{"file", json(problem.file)},
                            {"line", problem.line > 0 ? Json(problem.line) : Json()},
                            {"reason", json(problem.reason)}});
    return {{"catalog", json(catalog)},
            {"ok", run.ok},
            {"error", textOrNull(run.error)},
            {"entities", entities},
            {"changed", run.changed},
            {"requests", run.requests},
            {"bytes", run.bytes},
            {"took_ms", run.finishedAtMs - run.startedAtMs},
            {"generation", run.generation},
            {"problems", problems}};
}

Json toJson(const search::Hits &hits, const QString &query, bool facets)
{
    Json list = Json::array();
    for (const search::Hit &hit : hits.hits)
        list.push_back(toJson(hit));
    Json document{{"query", json(query)},
                  {"total", hits.total},
                  {"took_ms", std::round(hits.tookMs * 100) / 100},
                  {"relaxed", json(hits.relaxed)},
                  {"showing_for", textOrNull(hits.showingFor)},
                  {"hits", list}};
    if (facets) {
        Json all = Json::object();
        for (const search::Facet &facet : hits.facets) {
            Json values = Json::array();
            for (const search::FacetValue &value : facet.values)
                values.push_back({{"value", json(value.value)}, {"count", value.count}});
            all[facet.field.toStdString()] = values;
        }
        document["facets"] = all;
    }
    return document;
}

Json toJson(const mesh::AccessRequest &request)
{
    Json columns = Json::array();
    for (const mesh::ColumnScope &column : request.columns)
        columns.push_back({{"name", json(column.name)}, {"mode", json(mesh::toText(column.mode))}});
    Json messages = Json::array();
    for (const mesh::RequestMessage &message : request.messages)
        messages.push_back({{"at", json(toRfc3339(message.atMs))},
                            {"who", json(message.who)},
                            {"text", json(message.text)}});
    Json history = Json::array();
    for (const mesh::RequestEvent &event : request.history)
        history.push_back({{"at", json(toRfc3339(event.atMs))},
                           {"who", json(event.who)},
                           {"what", json(event.what)}});
    return {{"id", json(request.id)},
            {"version", request.version},
            {"key", json(request.product)},
            {"port", textOrNull(request.port)},
            {"requester", textOrNull(request.requester)},
            {"for", json(request.forWhom)},
            {"purpose",
             {{"kind", json(mesh::toText(request.purpose.kind))},
              {"text", json(request.purpose.text)}}},
            {"columns", columns},
            {"until", timeOrNull(request.untilMs)},
            {"due", timeOrNull(request.dueMs)},
            {"renews", textOrNull(request.renews)},
            {"state", json(mesh::toText(request.state))},
            {"grant", json(mesh::toText(request.grant))},
            {"grant_id", textOrNull(request.grantId)},
            {"decided_by", textOrNull(request.decidedBy)},
            {"decided_at", timeOrNull(request.decidedAtMs)},
            {"note", textOrNull(request.note)},
            {"messages", messages},
            {"history", history}};
}

Json toJson(const mesh::Sample &sample)
{
    Json columns = Json::array();
    for (const mesh::SampleColumn &column : sample.columns)
        columns.push_back(
            {{"name", json(column.name)}, {"type", json(column.type)}, {"masked", column.masked}});
    Json rows = Json::array();
    for (const QVariantList &row : sample.rows) {
        Json cells = Json::array();
        for (const QVariant &value : row)
            cells.push_back(cell(value));
        rows.push_back(std::move(cells));
    }
    return {{"columns", columns}, {"rows", rows}, {"complete", sample.complete}};
}

Json toJson(const scores::Scorecard &card)
{
    Json qualities = Json::object();
    for (std::size_t i = 0; i < card.qualities.size(); ++i) {
        const QString word = mesh::toText(static_cast<mesh::Quality>(i));
        qualities[word.toStdString()] = markJson(card.qualities[i]);
    }
    return {{"key", json(card.key)},
            {"quality", qualityJson(card.quality)},
            {"freshness",
             {{"state", json(mesh::toText(card.freshness.state))},
              {"age_s", seconds(card.freshness.ageMs)},
              {"objective_s", seconds(card.freshness.objectiveMs)},
              {"value", rounded(card.freshness.value)}}},
            {"qualities", qualities}};
}

Json toJson(const scores::Governance &governance)
{
    Json findings = Json::array();
    for (const scores::Finding &finding : governance.findings)
        findings.push_back({{"rule", json(finding.rule)},
                            {"severity", json(mesh::toText(finding.severity))},
                            {"key", json(finding.key)},
                            {"title", json(finding.title)},
                            {"evidence", json(finding.evidence)},
                            {"fix", json(finding.fix)}});
    return {{"rules", governance.rules}, {"findings", findings}};
}

Json cell(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return {};
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::Double:
        return std::isfinite(value.toDouble()) ? Json(value.toDouble()) : Json();
    default:
        return json(value.toString());
    }
}

QString cellText(const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return {};
    if (value.typeId() == QMetaType::Double)
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString();
}

} // namespace meshlens::commands
