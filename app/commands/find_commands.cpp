// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/live_answers.h"
#include "app/commands/shapes.h"
#include "models/scores/freshness.h"
#include "models/search/index.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString qualityWords(const std::optional<double> &quality)
{
    return quality ? QString::number(std::lround(*quality)) : u"-"_s;
}

QString freshnessWords(const std::optional<search::HitFreshness> &freshness)
{
    return freshness ? mesh::toText(freshness->state) : u"-"_s;
}

Json sourcesJson(const QList<store::Source> &sources)
{
    Json list = Json::array();
    for (const store::Source &source : sources)
        list.push_back({{"catalog", json(source.catalog)},
                        {"native_id", json(source.nativeId)},
                        {"url", textOrNull(source.url)},
                        {"synced_at", json(toRfc3339(source.syncedAtMs))}});
    return list;
}

Json conflictsJson(const QList<store::Conflict> &conflicts)
{
    Json list = Json::array();
    for (const store::Conflict &conflict : conflicts) {
        Json values = Json::array();
        for (const auto &[catalog, value] : conflict.values)
            values.push_back({{"catalog", json(catalog)}, {"value", json(value)}});
        list.push_back({{"field", json(conflict.field)}, {"values", values}});
    }
    return list;
}

Json columnsJson(const QList<mesh::Column> &columns)
{
    Json list = Json::array();
    for (const mesh::Column &column : columns) {
        QStringList tags = column.tags;
        if (column.personal && !tags.contains(u"personal"_s))
            tags.append(u"personal"_s);
        list.push_back({{"name", json(column.name)},
                        {"type", json(column.type)},
                        {"description", json(column.description)},
                        {"tags", json(tags)}});
    }
    return list;
}

Json contractJson(const QList<mesh::Contract> &contracts)
{
    if (contracts.isEmpty())
        return {};
    return Json::parse(contracts.first().document.toStdString(), nullptr, false);
}

/// Every key of the `show` shape, so that each kind of thing answers them all.
Json emptyShape(const QString &key, mesh::Kind kind)
{
    return {{"key", json(key)},
            {"kind", json(mesh::toText(kind))},
            {"name", ""},
            {"description", ""},
            {"domain", nullptr},
            {"domain_key", nullptr},
            {"owners", Json::array()},
            {"owner_keys", Json::array()},
            {"tags", Json::array()},
            {"terms", Json::array()},
            {"term_keys", Json::array()},
            {"status", nullptr},
            {"archetype", nullptr},
            {"ports", Json::array()},
            {"columns", Json::array()},
            {"contract", nullptr},
            {"sources", Json::array()},
            {"conflicts", Json::array()}};
}

/// Names for people, keys beside them for scripts; of what is not in the index the key is the name.
void nameDomain(Json &shape, const store::Reader &reader, const QString &key)
{
    if (key.isEmpty())
        return;
    const auto domain = reader.domain(key);
    shape["domain"] = json(domain ? domain->thing.name : key);
    shape["domain_key"] = json(key);
}

void nameOwners(Json &shape, const store::Reader &reader, const QStringList &keys)
{
    QStringList names;
    for (const QString &key : keys) {
        const auto party = reader.party(key);
        names.append(party && !party->thing.name.isEmpty() ? party->thing.name : key);
    }
    shape["owners"] = json(names);
    shape["owner_keys"] = json(keys);
}

void nameTerms(Json &shape, const store::Reader &reader, const QStringList &keys)
{
    QStringList names;
    for (const QString &key : keys) {
        const auto term = reader.term(key);
        names.append(term ? term->thing.name : key);
    }
    shape["terms"] = json(names);
    shape["term_keys"] = json(keys);
}

template<typename Thing>
void fillCommon(Json &shape, const store::Merged<Thing> &merged)
{
    shape["name"] = json(merged.thing.name);
    shape["sources"] = sourcesJson(merged.sources);
    shape["conflicts"] = conflictsJson(merged.conflicts);
}

Result<Json> productJson(const store::Reader &reader, const QString &key)
{
    const auto product = reader.product(key);
    if (!product)
        return product.error();
    const auto datasets = reader.outputDatasets(key);
    const auto contracts = reader.contractsOf(key);
    if (!datasets || !contracts)
        return datasets ? contracts.error() : datasets.error();
    Json shape = emptyShape(key, mesh::Kind::Product);
    fillCommon(shape, *product);
    const mesh::DataProduct &thing = product->thing;
    shape["description"] = json(thing.description);
    nameDomain(shape, reader, thing.domain);
    nameOwners(shape, reader, thing.owners);
    nameTerms(shape, reader, thing.terms);
    shape["tags"] = json(thing.tags);
    shape["status"] = textOrNull(mesh::toText(thing.status));
    shape["archetype"] = textOrNull(mesh::toText(thing.archetype));
    shape["version"] = textOrNull(thing.version);
    shape["class"] = textOrNull(mesh::toText(thing.classification));
    // How it is got, and whether the catalog's policy would say yes by itself (null: not said).
    const bool atOnce = thing.access == mesh::AccessMode::AtOnce;
    shape["access"] = textOrNull(mesh::toText(atOnce ? mesh::AccessMode::Request : thing.access));
    shape["at_once"] = atOnce ? Json(true) : Json();
    for (const mesh::Port &port : thing.ports)
        shape["ports"].push_back({{"name", json(port.name)},
                                  {"kind", json(mesh::toText(port.direction))},
                                  {"address", textOrNull(port.address)},
                                  {"format", textOrNull(port.format)},
                                  {"dataset", textOrNull(port.dataset)}});
    for (const mesh::Dataset &dataset : *datasets) {
        for (const Json &column : columnsJson(dataset.columns))
            shape["columns"].push_back(column);
    }
    shape["contract"] = contractJson(*contracts);
    return shape;
}

Result<Json> datasetJson(const store::Reader &reader, const QString &key)
{
    const auto dataset = reader.dataset(key);
    if (!dataset)
        return dataset.error();
    const auto contracts = reader.contractsOfDataset(key);
    if (!contracts)
        return contracts.error();
    Json shape = emptyShape(key, mesh::Kind::Dataset);
    fillCommon(shape, *dataset);
    const mesh::Dataset &thing = dataset->thing;
    shape["type"] = json(mesh::toText(thing.type));
    shape["description"] = json(thing.description);
    nameDomain(shape, reader, thing.domain);
    nameOwners(shape, reader, thing.owners);
    nameTerms(shape, reader, thing.terms);
    shape["tags"] = json(thing.tags);
    shape["status"] = textOrNull(mesh::toText(thing.status));
    shape["qualified_name"] = textOrNull(thing.qualifiedName);
    shape["columns"] = columnsJson(thing.columns);
    shape["contract"] = contractJson(*contracts);
    return shape;
}

template<typename Thing>
Result<Json> plainJson(const Result<store::Merged<Thing>> &thing, mesh::Kind kind,
                       QString Thing::*description)
{
    if (!thing)
        return thing.error();
    Json shape = emptyShape(thing->thing.key, kind);
    fillCommon(shape, *thing);
    shape["description"] = json(thing->thing.*description);
    return shape;
}

Result<Json> thingJson(const store::Reader &reader, const store::ThingRef &thing)
{
    switch (thing.kind) {
    case mesh::Kind::Product:
        return productJson(reader, thing.key);
    case mesh::Kind::Dataset:
        return datasetJson(reader, thing.key);
    case mesh::Kind::Domain: {
        const auto domain = reader.domain(thing.key);
        auto shape = plainJson(domain, thing.kind, &mesh::Domain::description);
        if (shape)
            nameOwners(*shape, reader, domain->thing.owners);
        return shape;
    }
    case mesh::Kind::Term: {
        const auto term = reader.term(thing.key);
        auto shape = plainJson(term, thing.kind, &mesh::Term::definition);
        if (shape)
            nameDomain(*shape, reader, term->thing.domain);
        return shape;
    }
    case mesh::Kind::Party:
        return plainJson(reader.party(thing.key), thing.kind, &mesh::Party::title);
    case mesh::Kind::Column:
    case mesh::Kind::Job:
        break;
    }
    return Error{Error::Kind::NotFound, tr("%1 cannot be shown alone.").arg(thing.key), {}};
}

void printThing(const Json &shape)
{
    for (const auto &[name, value] : shape.items()) {
        const bool empty = value.is_null() || (value.is_array() && value.empty()) || value == "";
        if (empty || name.ends_with("_key") || name.ends_with("_keys")) // people read the names
            continue;
        const QString title = QString::fromStdString(name).leftJustified(12);
        if (value.is_string()) {
            printLine(title + QString::fromStdString(value.get<std::string>()));
        } else if (value.is_array()) {
            for (const Json &entry : value) {
                QString line;
                if (entry.is_string())
                    line = QString::fromStdString(entry.get<std::string>());
                for (const auto &[field, part] : entry.items()) {
                    if (entry.is_object() && part.is_string() && part != "")
                        line += QString::fromStdString(part.get<std::string>()) + u"  "_s;
                }
                printLine(title + line.trimmed());
            }
        } else if (value.is_object()) {
            printLine(title + tr("(%1 parts; --json prints it whole)").arg(value.size()));
        }
    }
}

} // namespace

int search(Context &context, const SearchOptions &options)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto operations = context.operations();
    if (!operations)
        return fail(operations.error());
    const auto index =
        search::Index::open((*operations)->store()->folder() + u"/search"_s, *reader);
    if (!index)
        return fail(index.error());
    const search::Query query = search::parse(options.query);
    for (const search::Problem &problem : query.problems)
        say(tr("At %1: %2").arg(problem.position + 1).arg(problem.message));

    search::FindOptions find;
    find.limit = options.limit;
    find.offset = options.offset;
    find.facets = options.facets;
    find.nowMs = Clock::fromEnvironment().nowMs();
    auto hits = search::find(**index, query, find);
    if (!hits)
        return fail(hits.error());
    QList<live::Answer> answers;
    if (options.offset == 0 && !options.query.trimmed().isEmpty() && anyLive(*reader)) {
        const auto connected = context.connected();
        if (!connected)
            return fail(connected.error());
        answers = askLive(**connected, options.query);
    }
    QSet<QString> fromIndex;
    for (const search::Hit &hit : std::as_const(hits->hits))
        fromIndex.insert(hit.key);
    hits->hits = together(hits->hits, answers, query, std::max<qsizetype>(options.limit, 0));
    const auto isFromLive = [&](const search::Hit &hit) { return !fromIndex.contains(hit.key); };
    if (context.json()) {
        Json document = toJson(*hits, options.query, options.facets);
        if (!answers.isEmpty()) {
            for (qsizetype i = 0; i < hits->hits.size(); ++i)
                document["hits"][static_cast<std::size_t>(i)]["live"] = isFromLive(hits->hits[i]);
            document["live"] = liveJson(answers);
        }
        printJson(document);
        return Done;
    }
    if (!hits->showingFor.isEmpty())
        say(tr("Showing results for: %1").arg(hits->showingFor));
    if (!hits->relaxed.isEmpty())
        say(tr("Nothing has all words; left out: %1").arg(hits->relaxed.join(u", "_s)));
    QList<QStringList> rows;
    for (const search::Hit &hit : hits->hits)
        rows.append({hit.name, mesh::toText(hit.kind), hit.domainName, qualityWords(hit.quality),
                     freshnessWords(hit.freshness), hit.why.join(u' '),
                     isFromLive(hit) ? tr("from %1, live").arg(hit.catalogs.value(0)) : hit.key});
    if (!rows.isEmpty())
        printTable({tr("Name"), tr("Kind"), tr("Domain"), tr("Quality"), tr("Fresh"), tr("Why"),
                    tr("Key")},
                   rows);
    say(QCoreApplication::translate("Commands", "%n result(s)", nullptr, int(hits->total)));
    for (const live::Answer &answer : std::as_const(answers)) {
        if (!answer.error && answer.notAsked.isEmpty())
            say(tr("%1, live: %2").arg(answer.catalog).arg(answer.found.size()));
    }
    for (const search::Facet &facet : hits->facets) {
        QStringList values;
        for (const search::FacetValue &value : facet.values)
            values.append(u"%1 %2"_s.arg(value.label).arg(value.count));
        printLine(u"%1: %2"_s.arg(facet.field, values.join(u", "_s)));
    }
    return Done;
}

int show(Context &context, const QString &key)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto thing = findThing(context, *reader, key);
    if (!thing)
        return fail(thing.error());
    const auto shape = thingJson(*reader, *thing);
    if (!shape)
        return fail(shape.error());
    if (context.json())
        printJson(*shape);
    else
        printThing(*shape);
    return Done;
}

} // namespace meshlens::commands
