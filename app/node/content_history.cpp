// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/content_reader.h"
#include "app/node/hashing.h"
#include "app/node/state.h"
#include "models/clock.h"

/// Files that grow by a line at a time: quality.ndjson and loads.ndjson.
namespace meshlens::node {
namespace {

constexpr qint64 largestHistory = 1024LL * 1024 * 1024;

using Line = std::function<void(const nlohmann::json &, std::int64_t stamp, int number)>;

void eachLine(Reading &reading, const char *name, State &state, std::int64_t now, const Line &take)
{
    const QString file = reading.path(name);
    const auto read = readBytes(file, largestHistory, reading.problems);
    // A last line without its end is still being written.
    const QByteArray bytes = read ? read->left(read->lastIndexOf('\n') + 1) : QByteArray();
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const std::vector<Segment> segments =
        state.stampFile(name, bytes.size(), now, [&](std::int64_t end) {
            return hexHash(text.substr(0, static_cast<std::size_t>(end)));
        });
    auto segment = segments.begin();
    int number = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = text.find('\n', from);
        while (static_cast<std::int64_t>(from) >= segment->end)
            ++segment;
        ++number;
        const std::string_view line = text.substr(from, end - from);
        from = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const nlohmann::json value = nlohmann::json::parse(line, nullptr, false);
        if (value.is_object())
            take(value, segment->stamp, number);
        else
            reading.problems({file, number, QStringLiteral("the line is no JSON object")});
    }
}

std::int64_t timeOf(const nlohmann::json &object, const char *member)
{
    return fromRfc3339(QString::fromStdString(textOf(object, member)));
}

Json memberOrNull(const nlohmann::json &object, const char *member)
{
    const auto found = object.find(member);
    return found == object.end() ? Json() : Json(*found);
}

void addCheck(Content &content, const std::string &id, const Json &check)
{
    content.checkList.items.push_back({id, check.dump()});
}

void addDefinition(Content &content, const nlohmann::json &line)
{
    const std::string id = textOf(line, "id");
    const auto dimension =
        mesh::fromText<mesh::Dimension>(QString::fromStdString(textOf(line, "dimension")));
    const auto severity =
        mesh::fromText<mesh::Severity>(QString::fromStdString(textOf(line, "severity")));
    const auto number = [&](const char *member) {
        const Json value = memberOrNull(line, member);
        return value.is_number() ? value : Json();
    };
    addCheck(
        content, id,
        {{"id", id},
         {"dataset", textOf(line, "dataset")},
         {"column", memberOrNull(line, "column")},
         {"dimension", mesh::toText(dimension.value_or(mesh::Dimension::Validity)).toStdString()},
         {"title", textOf(line, "title")},
         {"description", textOf(line, "description")},
         {"severity", mesh::toText(severity.value_or(mesh::Severity::Error)).toStdString()},
         {"weight", number("weight").is_null() ? Json(1) : number("weight")},
         {"period_s", number("period_s")}});
}

void addContractChecks(Reading &reading)
{
    for (const mesh::Check &check : reading.batch.checks) {
        const auto dataset = reading.datasetIds.find(check.dataset.toStdString());
        if (dataset == reading.datasetIds.end())
            continue;
        addCheck(reading.content, check.id.toStdString(),
                 {{"id", check.id.toStdString()},
                  {"dataset", dataset->second},
                  {"column", check.column.isEmpty() ? Json() : Json(check.column.toStdString())},
                  {"dimension", mesh::toText(check.dimension).toStdString()},
                  {"title", check.title.toStdString()},
                  {"description", check.description.toStdString()},
                  {"severity", mesh::toText(check.severity).toStdString()},
                  {"weight", check.weight},
                  {"period_s", check.periodMs ? Json(*check.periodMs / 1000) : Json()}});
    }
}

void readResults(Reading &reading, State &state, std::int64_t now)
{
    Content &content = reading.content;
    const QString file = reading.path("quality.ndjson");
    eachLine(reading, "quality.ndjson", state, now,
             [&](const nlohmann::json &line, std::int64_t stamp, int number) {
                 if (!line.contains("check") && line.contains("id") && line.contains("dataset")) {
                     addDefinition(content, line);
                     return;
                 }
                 const std::int64_t at = timeOf(line, "at");
                 const auto status = mesh::fromText<mesh::CheckStatus>(
                     QString::fromStdString(textOf(line, "status")));
                 const std::string check = textOf(line, "check");
                 if (check.empty() || at < 0 || !status) {
                     reading.problems(
                         {file, number, QStringLiteral("a result needs check, at and status")});
                     return;
                 }
                 Json json = {{"check", check},
                              {"at", toRfc3339(at).toStdString()},
                              {"status", mesh::toText(*status).toStdString()},
                              {"value", memberOrNull(line, "value")},
                              {"expected", memberOrNull(line, "expected")}};
                 if (line.contains("message"))
                     json["message"] = textOf(line, "message");
                 content.results.push_back({json.dump(), at, stamp});
             });
}

void readLoads(Reading &reading, State &state, std::int64_t now)
{
    Content &content = reading.content;
    const QString file = reading.path("loads.ndjson");
    eachLine(reading, "loads.ndjson", state, now,
             [&](const nlohmann::json &line, std::int64_t stamp, int number) {
                 const std::int64_t dataTime = timeOf(line, "data_time");
                 const std::int64_t arrived = timeOf(line, "arrived_at");
                 const std::string dataset = textOf(line, "dataset");
                 if (dataset.empty() || dataTime < 0) {
                     reading.problems(
                         {file, number, QStringLiteral("a load needs dataset and data_time")});
                     return;
                 }
                 const Json rows = memberOrNull(line, "rows");
                 const Json json = {
                     {"dataset", dataset},
                     {"data_time", toRfc3339(dataTime).toStdString()},
                     {"arrived_at", toRfc3339(arrived < 0 ? dataTime : arrived).toStdString()},
                     {"rows", rows.is_number_integer() ? rows : Json()}};
                 content.loads.push_back({json.dump(), arrived < 0 ? dataTime : arrived, stamp});
                 std::int64_t &newest = reading.newestData[dataset];
                 newest = std::max(newest, dataTime);
             });
}

} // namespace

void readHistory(Reading &reading, State &state, std::int64_t now)
{
    addContractChecks(reading); // first: where two say the same id, the contract wins
    readResults(reading, state, now);
    readLoads(reading, state, now);
}

} // namespace meshlens::node
