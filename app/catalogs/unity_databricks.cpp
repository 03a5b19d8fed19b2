// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_databricks.h"

#include "models/clock.h"

#include <QCoreApplication>

#include <condition_variable>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr std::chrono::milliseconds betweenLooks(500);
constexpr int mostLooks = 600; // five minutes
constexpr int mostFlows = 500'000;
const QByteArray statements = "api/2.0/sql/statements";

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Error refusal(const json &status)
{
    const auto error = net::optionalObject(status, "error");
    const json *said = error && *error ? *error : nullptr;
    const QString code = said ? net::optionalString(*said, "error_code").valueOr({}) : QString();
    const QString message = said ? net::optionalString(*said, "message").valueOr({}) : QString();
    Error::Kind kind = Error::Kind::Usage;
    if (code.contains(u"PERMISSION"_s) || message.contains(u"PERMISSION_DENIED"_s))
        kind = Error::Kind::NotPermitted;
    if (message.contains(u"NOT_FOUND"_s))
        kind = Error::Kind::NotFound;
    return {kind, tr("The warehouse refuses this statement. It says: %1").arg(message.left(300)),
            code};
}

QVariant cellOf(const json &cell, const QString &type)
{
    if (!cell.is_string()) // values come as texts, or null
        return {};
    const QString text = QString::fromStdString(cell.get_ref<const std::string &>());
    const QString name = type.toUpper();
    bool isGood = false;
    if (name == "BOOLEAN"_L1)
        return text.compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (name == "INT"_L1 || name == "LONG"_L1 || name == "BIGINT"_L1 || name == "SHORT"_L1 ||
        name == "SMALLINT"_L1 || name == "BYTE"_L1 || name == "TINYINT"_L1) {
        const qint64 number = text.toLongLong(&isGood);
        return isGood ? QVariant(number) : QVariant(text);
    }
    if (name == "DOUBLE"_L1 || name == "FLOAT"_L1) {
        const double number = text.toDouble(&isGood);
        return isGood ? QVariant(number) : QVariant(text);
    }
    return text;
}

Result<void> addRows(mesh::Sample &sample, const json &result, int most)
{
    const auto rows = net::optionalArray(result, "data_array", u"/result"_s);
    if (!rows)
        return rows.error();
    for (std::size_t i = 0; *rows && i < (*rows)->size() && sample.rows.size() < most; ++i) {
        const json &row = (**rows)[i];
        if (!row.is_array() || row.size() != std::size_t(sample.columns.size()))
            return net::wrongType(u"/result/data_array/"_s + QString::number(i), u"a row"_s);
        QVariantList cells;
        for (std::size_t column = 0; column < row.size(); ++column)
            cells.append(cellOf(row[column], sample.columns[qsizetype(column)].type));
        sample.rows.append(cells);
    }
    return {};
}

bool isRunning(const QString &state)
{
    return state == "PENDING"_L1 || state == "RUNNING"_L1;
}

/// Asks again until the statement has ended.
Result<json> waitFor(RestClient &client, json document, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    for (int looks = 0;; ++looks) {
        Fields fields(document, {});
        const json *status = fields.object("status");
        const QString id = fields.needText("statement_id");
        if (fields.error())
            return *fields.error();
        const QString state =
            status ? net::optionalString(*status, "state").valueOr({}) : QString();
        if (state == "SUCCEEDED"_L1)
            return document;
        if (!isRunning(state))
            return refusal(status ? *status : json::object());
        const QByteArray place = statements + '/' + pathPart(id);
        std::unique_lock lock(mutex);
        if (looks > 0)
            never.wait_for(lock, stop, betweenLooks, [] { return false; });
        if (stop.stop_requested() || looks >= mostLooks) {
            static_cast<void>(client.ask(place + "/cancel", json::object(), {}));
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
        }
        auto answer = client.get(place, {}, stop);
        if (!answer)
            return std::move(answer).error();
        document = std::move(answer->document);
    }
}

std::optional<std::int64_t> timeOf(const QVariant &cell)
{
    const std::int64_t ms = fromRfc3339(cell.toString().replace(u' ', u'T'));
    return ms < 0 ? std::nullopt : std::optional(ms);
}

} // namespace

QString inBackticks(const QStringList &parts)
{
    QStringList quoted;
    for (const QString &part : parts)
        quoted.append(u'`' + QString(part).replace(u'`', u"``"_s) + u'`');
    return quoted.join(u'.');
}

Result<mesh::Sample> runStatement(RestClient &client, const QString &warehouse, const QString &sql,
                                  int rows, std::stop_token stop)
{
    const json body = {{"statement", sql.toStdString()},
                       {"warehouse_id", warehouse.toStdString()},
                       {"wait_timeout", "30s"},
                       {"on_wait_timeout", "CONTINUE"},
                       {"disposition", "INLINE"},
                       {"format", "JSON_ARRAY"},
                       {"row_limit", rows}};
    auto begun = client.ask(statements, body, stop);
    if (!begun)
        return std::move(begun).error();
    auto done = waitFor(client, std::move(begun->document), stop);
    if (!done)
        return std::move(done).error();
    mesh::Sample sample;
    Fields fields(*done, {});
    const json *manifest = fields.object("manifest");
    const auto schema = manifest ? net::optionalObject(*manifest, "schema", u"/manifest"_s)
                                 : Result<const json *>(nullptr);
    const auto columns = schema && *schema
                             ? net::requireArray(**schema, "columns", u"/manifest/schema"_s)
                             : net::wrongType(u"/manifest/schema"_s, u"an object"_s);
    if (!columns)
        return columns.error();
    for (const json &column : **columns) {
        Fields said(column, u"/manifest/schema/columns"_s);
        sample.columns.append({said.needText("name"), said.text("type_name").isEmpty()
                                                          ? said.text("type_text")
                                                          : said.text("type_name")});
        if (said.error())
            return *said.error();
    }
    json result = done->value("result", json::object());
    const QByteArray chunks =
        statements + '/' + pathPart(fields.text("statement_id")) + "/result/chunks/";
    for (qint64 last = -1;;) {
        if (const auto added = addRows(sample, result, rows); !added)
            return added.error();
        const auto next = net::optionalInt(result, "next_chunk_index", u"/result"_s);
        if (!next)
            return next.error();
        if (!*next || **next <= last || sample.rows.size() >= rows)
            break;
        last = **next;
        auto chunk = client.get(chunks + QByteArray::number(last), {}, stop);
        if (!chunk)
            return std::move(chunk).error();
        result = std::move(chunk->document);
    }
    return sample;
}

Result<QList<RecordedFlow>> recordedFlows(RestClient &client, const QString &warehouse,
                                          std::stop_token stop)
{
    const auto tables = runStatement(
        client, warehouse,
        u"SELECT source_table_full_name, target_table_full_name, CAST(max(event_time) AS STRING) "
        "FROM system.access.table_lineage WHERE event_time > current_timestamp() - INTERVAL 90 "
        "DAYS "
        "AND source_table_full_name IS NOT NULL AND target_table_full_name IS NOT NULL "
        "GROUP BY 1, 2"_s,
        mostFlows, stop);
    if (!tables)
        return tables.error();
    const auto columns = runStatement(
        client, warehouse,
        u"SELECT source_table_full_name, source_column_name, target_table_full_name, "
        "target_column_name, CAST(max(event_time) AS STRING) FROM system.access.column_lineage "
        "WHERE event_time > current_timestamp() - INTERVAL 90 DAYS "
        "AND source_column_name IS NOT NULL AND target_column_name IS NOT NULL "
        "GROUP BY 1, 2, 3, 4"_s,
        mostFlows, stop);
    if (!columns)
        return columns.error();
    QList<RecordedFlow> flows;
    for (const QVariantList &row : tables->rows) {
        if (row.size() == 3)
            flows.append({row[0].toString(), {}, row[1].toString(), {}, timeOf(row[2])});
    }
    for (const QVariantList &row : columns->rows) {
        if (row.size() == 5)
            flows.append({row[0].toString(), row[1].toString(), row[2].toString(),
                          row[3].toString(), timeOf(row[4])});
    }
    return flows;
}

} // namespace meshlens::catalogs
