// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_decode.h"

#include "app/catalogs/node_fields.h"
#include "models/mesh/identity.h"

using namespace Qt::StringLiterals;

/// What happens to data: lineage, checks and their results, loads, rows of a sample.
namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr std::size_t mostColumns = 20'000;

/// Numbers and booleans of measurements are texts here.
QString scalar(const json &node, const char *name)
{
    const auto found = node.find(name);
    if (found == node.end() || found->is_null())
        return {};
    if (found->is_string())
        return QString::fromStdString(found->get_ref<const std::string &>()).left(longestName);
    return QString::fromStdString(found->dump(-1, ' ', false, json::error_handler_t::replace))
        .left(longestName);
}

QVariant cell(const json &value)
{
    if (value.is_null())
        return {};
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::numeric_limits<qint64>::max())
        return value.get<double>();
    if (value.is_number_integer())
        return value.get<qint64>();
    if (value.is_number())
        return value.get<double>();
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>());
    return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

} // namespace

Result<mesh::LineageEdge> decodeEdge(const json &node, const QString &pointer,
                                     const NodeNames &names)
{
    Fields fields(node, pointer);
    const auto end = [&](const char *name, QString &column) -> QString {
        const json *side = fields.object(name);
        if (!side) {
            fields.fail(net::wrongType(fields.at(name), u"an object (it is needed)"_s));
            return {};
        }
        Fields inner(*side, fields.at(name));
        const QString nameSpace = shortText(inner, "namespace");
        const QString dataset = inner.needText("name");
        column = shortText(inner, "column");
        if (inner.error()) {
            fields.fail(*inner.error());
            return {};
        }
        const QString key =
            mesh::openLineageKey(nameSpace, dataset, {{u"catalog"_s, names.catalog}}).key;
        if (key.isEmpty() || key.size() > longestName)
            fields.fail(net::wrongType(inner.pointer(), u"the identity of a dataset"_s));
        return key;
    };
    mesh::LineageEdge edge;
    edge.from = end("from", edge.fromColumn);
    edge.to = end("to", edge.toColumn);
    if (edge.fromColumn.isEmpty() && !edge.toColumn.isEmpty())
        fields.fail(net::wrongType(fields.at("from") + u"/column"_s, u"a text (it is needed)"_s));
    edge.job = shortText(fields, "job");
    edge.seenAtMs = fields.time("seen");
    // What a source says it saw has run; a node that knows better says so.
    edge.declared = fields.flag("declared", !edge.seenAtMs);
    return whole(fields, std::move(edge));
}

Result<mesh::Check> decodeCheck(const json &node, const QString &pointer, const DatasetKeyOf &keyOf)
{
    Fields fields(node, pointer);
    mesh::Check check;
    check.id = needId(fields, "id");
    const QString dataset = fields.needText("dataset");
    check.column = shortText(fields, "column");
    check.dimension = word(fields, "dimension", mesh::Dimension::Validity);
    check.title = shortText(fields, "title");
    check.description = fields.text("description");
    check.severity = word(fields, "severity", mesh::Severity::Error);
    check.weight = fields.number("weight").value_or(1);
    if (!(check.weight >= 0 && check.weight <= 1e6))
        fields.fail(net::wrongType(fields.at("weight"), u"a weight"_s));
    if (const auto period = fields.number("period_s"); period && *period > 0 && *period < 1e10)
        check.periodMs = static_cast<std::int64_t>(*period * 1000);
    if (!fields.error())
        check.dataset = keyOf(dataset);
    if (!fields.error() && check.dataset.isEmpty())
        fields.fail(net::wrongType(fields.at("dataset"), u"the id of a dataset"_s));
    return whole(fields, std::move(check));
}

Result<mesh::CheckResult> decodeResult(const json &node, const QString &pointer)
{
    Fields fields(node, pointer);
    mesh::CheckResult result;
    result.check = needId(fields, "check");
    result.atMs = fields.needTime("at");
    const auto status = mesh::fromText<mesh::CheckStatus>(fields.needText("status"));
    if (!fields.error() && !status)
        fields.fail(net::wrongType(fields.at("status"), u"passed, warning, failed or errored"_s));
    if (fields.error())
        return *fields.error();
    result.status = *status;
    result.value = scalar(node, "value");
    result.expected = scalar(node, "expected");
    result.message = shortText(fields, "message");
    return whole(fields, std::move(result));
}

Result<mesh::Load> decodeLoad(const json &node, const QString &pointer, const DatasetKeyOf &keyOf)
{
    Fields fields(node, pointer);
    mesh::Load load;
    const QString dataset = fields.needText("dataset");
    load.dataTimeMs = fields.needTime("data_time");
    load.arrivedAtMs = fields.time("arrived_at").value_or(load.dataTimeMs);
    load.rows = fields.integer("rows");
    if (!fields.error())
        load.dataset = keyOf(dataset);
    if (!fields.error() && load.dataset.isEmpty())
        fields.fail(net::wrongType(fields.at("dataset"), u"the id of a dataset"_s));
    return whole(fields, std::move(load));
}

Result<mesh::Sample> decodeSample(const json &node)
{
    Fields fields(node, {});
    mesh::Sample sample;
    eachObject(fields, "columns", mostColumns, [&](Fields &entry, const json &) {
        sample.columns.append(
            {entry.needText("name"), shortText(entry, "type"), entry.flag("masked")});
    });
    sample.complete = fields.flag("complete");
    sample.grant = shortText(fields, "grant", longestId);
    sample.expiresAtMs = fields.time("expires_at");
    const json *rows = fields.needArray("rows");
    if (fields.error())
        return *fields.error();
    for (const json &row : *rows) {
        if (!row.is_array() || row.size() != static_cast<std::size_t>(sample.columns.size()))
            return net::wrongType(u"/rows/%1"_s.arg(sample.rows.size()),
                                  u"a list of %1 values"_s.arg(sample.columns.size()));
        QVariantList cells;
        cells.reserve(sample.columns.size());
        for (const json &value : row)
            cells.append(cell(value));
        sample.rows.append(std::move(cells));
    }
    return sample;
}

} // namespace meshlens::catalogs
