// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/openlineage.h"
#include "app/demo/descriptors.h"
#include "app/demo/history.h"
#include "app/demo/random.h"
#include "models/clock.h"
#include "models/mesh/identity.h"

#include <QUuid>

using namespace Qt::StringLiterals;

// OpenLineage 2-0-2 run events: one job writes one dataset. Columns come from the source's own
// words, so the graph can be read there.
namespace meshlens::demo {
namespace {

constexpr auto producer = "https://git.cadenza.example/platform/scheduler";
constexpr auto eventSchema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
constexpr auto columnSchema =
    "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json";
constexpr std::int64_t dayMs = 86'400'000;

std::string plain(const QString &text)
{
    return text.toStdString();
}

/// The name that gives the same key as the dataset's contract does, so that both meet in the graph.
Document nameOf(const Source &source, const DatasetSource &dataset)
{
    const SystemSource system = source.systems.value(dataset.system);
    QMap<QString, QString> server;
    for (const auto &[field, value] : system.server.items()) {
        server.insert(
            QString::fromStdString(field),
            QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump()));
    }
    const mesh::DatasetKey key = mesh::contractServerKey(server, dataset.name);
    const catalogs::OpenLineageName name = catalogs::openLineageName(key.key);
    return {{"namespace", plain(name.nameSpace)}, {"name", plain(name.name)}};
}

Document facet(const char *schema)
{
    return {{"_producer", producer}, {"_schemaURL", schema}};
}

Document schemaFacet(const DatasetSource &dataset)
{
    Document schema = facet("https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json");
    for (const ColumnSource &column : dataset.columns)
        schema["fields"].push_back({{"name", plain(column.name)}, {"type", plain(column.type)}});
    return schema;
}

Document inputField(const Source &source, const QString &from, const ColumnSource &to)
{
    const QString datasetId = from.section(u'.', 0, 0), column = from.section(u'.', 1);
    const DatasetSource *dataset = source.dataset(datasetId);
    if (!dataset)
        return nullptr;
    Document field = nameOf(source, *dataset);
    field["field"] = plain(column);
    field["transformations"] =
        Document::array({{{"type", "DIRECT"},
                          {"subtype", column == to.name ? "IDENTITY" : "TRANSFORMATION"},
                          {"description", ""},
                          {"masking", false}}});
    return field;
}

Document columnFacet(const Source &source, const DatasetSource &dataset)
{
    Document lineage = facet(columnSchema);
    lineage["fields"] = Document::object();
    for (const ColumnSource &column : dataset.columns) {
        Document inputs = Document::array();
        for (const QString &from : source.sourcesOf(dataset, column)) {
            if (Document field = inputField(source, from, column); !field.is_null())
                inputs.push_back(std::move(field));
        }
        if (!inputs.empty())
            lineage["fields"][plain(column.name)] = {{"inputFields", std::move(inputs)}};
    }
    return lineage;
}

QString runId(const Source &source, const DatasetSource &dataset, int run)
{
    // Told by the seed, so that two machines write the same file.
    const std::uint64_t high =
        mix(mix(source.seed, hashText(plain(dataset.id))), static_cast<std::uint64_t>(run));
    const std::uint64_t low = mix(high);
    QByteArray bytes(16, '\0');
    for (int i = 0; i < 8; ++i) {
        bytes[i] = static_cast<char>(high >> (8 * i));
        bytes[8 + i] = static_cast<char>(low >> (8 * i));
    }
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

Document eventOf(const Source &source, const ProductSource &product, const DatasetSource &dataset,
                 int run, std::int64_t atMs)
{
    Document inputs = Document::array();
    for (const QString &from : dataset.from) {
        if (const DatasetSource *input = source.dataset(from))
            inputs.push_back(nameOf(source, *input));
    }
    Document output = nameOf(source, dataset);
    output["facets"] = {{"schema", schemaFacet(dataset)},
                        {"columnLineage", columnFacet(source, dataset)}};
    return {{"eventType", "COMPLETE"},
            {"eventTime", plain(toRfc3339(atMs))},
            {"run", {{"runId", plain(runId(source, dataset, run))}}},
            {"job",
             {{"namespace", plain(u"cadenza-"_s + product.domain)},
              {"name", plain(u"build_"_s + dataset.id)}}},
            {"inputs", std::move(inputs)},
            {"outputs", Document::array({std::move(output)})},
            {"producer", producer},
            {"schemaURL", eventSchema}};
}

} // namespace

QByteArray lineageLines(const Source &source, const NodeSource &node, std::int64_t firstStartMs)
{
    QByteArray text;
    for (const bool newest : {false, true}) {
        for (const ProductSource &product : source.products) {
            if (!node.domains.contains(product.domain))
                continue;
            for (const DatasetSource &dataset : product.datasets) {
                if (dataset.from.isEmpty())
                    continue;
                std::int64_t at = firstStartMs - source.historyDays * dayMs;
                if (newest) {
                    const Span span{firstStartMs,
                                    firstStartMs - 3 * dataset.everyMs - product.story.days * dayMs,
                                    firstStartMs};
                    const QList<LoadEvent> loads = loadsOf(source, product, dataset, span);
                    at = loads.isEmpty() ? firstStartMs - dayMs : loads.last().arrivedMs;
                }
                text += QByteArray::fromStdString(
                            eventOf(source, product, dataset, newest ? 1 : 0, at).dump()) +
                        '\n';
            }
        }
    }
    return text;
}

} // namespace meshlens::demo
