// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_athena.h"

#include "app/net/json.h"

#include <QCoreApplication>
#include <QUuid>

#include <condition_variable>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

constexpr milliseconds firstWait{250};
constexpr milliseconds longestWait{4000};
constexpr milliseconds patience{60'000};
constexpr int mostOnAPage = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QString quoted(QString name)
{
    return u'"' + name.replace(u'"', u"\"\""_s) + u'"';
}

bool pause(milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

void end(AwsService &athena, const QString &id)
{
    // With a token of its own: the caller's has been stopped, and the query would go on costing.
    static_cast<void>(
        athena.call("StopQueryExecution", {{"QueryExecutionId", id.toStdString()}}, {}));
}

Result<void> waitFor(AwsService &athena, const QString &id, std::stop_token stop)
{
    milliseconds waited{0};
    for (milliseconds wait = firstWait;; wait = std::min(wait * 2, longestWait)) {
        const auto said =
            athena.call("GetQueryExecution", {{"QueryExecutionId", id.toStdString()}}, stop);
        if (!said) {
            end(athena, id);
            return said.error();
        }
        const Json &status = awsObject(awsObject(*said, "QueryExecution"), "Status");
        const QString state = awsText(status, "State");
        if (state == "SUCCEEDED"_L1)
            return {};
        if (state == "FAILED"_L1 || state == "CANCELLED"_L1)
            return Error{Error::Kind::Usage,
                         tr("Athena could not read the table. It says: %1")
                             .arg(awsText(status, "StateChangeReason").left(300).simplified()),
                         state};
        if (waited >= patience || !pause(wait, stop)) {
            end(athena, id);
            return stop.stop_requested()
                       ? Error{Error::Kind::Cancelled, tr("Stopped."), {}}
                       : Error{Error::Kind::Network,
                               tr("Athena did not answer within a minute. Try again later."),
                               {}};
        }
        waited += wait;
    }
}

void takeRows(const Json &set, bool isFirst, int most, mesh::Sample &sample)
{
    if (isFirst) {
        for (const Json &info : awsList(awsObject(set, "ResultSetMetadata"), "ColumnInfo"))
            sample.columns.append({awsText(info, "Name"), awsText(info, "Type"), false});
    }
    bool isHeader = isFirst; // the first row of the first page repeats the names
    for (const Json &row : awsList(set, "Rows")) {
        if (std::exchange(isHeader, false))
            continue;
        if (sample.rows.size() >= most)
            return;
        const Json &data = awsList(row, "Data");
        QVariantList cells;
        for (qsizetype i = 0; i < sample.columns.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            cells.append(at < data.size() ? athenaCell(data[at], sample.columns[i].type)
                                          : QVariant());
        }
        sample.rows.append(cells);
    }
}

} // namespace

QString athenaSelect(const AthenaQuery &query)
{
    // One more than is shown tells whether there are more.
    return u"SELECT * FROM %1.%2 LIMIT %3"_s.arg(quoted(query.database), quoted(query.table))
        .arg(query.rows + 1);
}

QVariant athenaCell(const Json &node, const QString &type)
{
    const auto found = node.is_object() ? node.find("VarCharValue") : node.end();
    if (found == node.end() || !found->is_string())
        return {};
    const QString text = QString::fromStdString(found->get_ref<const std::string &>());
    bool isGood = false;
    if (type == "tinyint"_L1 || type == "smallint"_L1 || type == "integer"_L1 || type == "int"_L1 ||
        type == "bigint"_L1) {
        const qint64 number = text.toLongLong(&isGood);
        return isGood ? QVariant(number) : QVariant(text);
    }
    if (type == "double"_L1 || type == "float"_L1 || type == "real"_L1) {
        const double number = text.toDouble(&isGood);
        return isGood ? QVariant(number) : QVariant(text);
    }
    if (type == "boolean"_L1 && (text == "true"_L1 || text == "false"_L1))
        return text == "true"_L1;
    return text;
}

Result<mesh::Sample> athenaSample(AwsService &athena, const AthenaQuery &query,
                                  std::stop_token stop)
{
    const QString token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    Json start = {
        {"QueryString", athenaSelect(query).toStdString()},
        {"QueryExecutionContext", {{"Database", query.database.toStdString()}}},
        {"WorkGroup", (query.workGroup.isEmpty() ? u"primary"_s : query.workGroup).toStdString()},
        {"ClientRequestToken", token.toStdString()}, // started once, however often it is sent
        {"ResultReuseConfiguration",
         {{"ResultReuseByAgeConfiguration", {{"Enabled", true}, {"MaxAgeInMinutes", 60}}}}}};
    if (!query.outputLocation.isEmpty())
        start["ResultConfiguration"] = {{"OutputLocation", query.outputLocation.toStdString()}};
    const auto started = athena.call("StartQueryExecution", start, stop);
    if (!started)
        return started.error();
    const QString id = awsText(*started, "QueryExecutionId");
    if (id.isEmpty())
        return net::wrongType(u"/QueryExecutionId"_s, u"an id"_s);
    if (const auto done = waitFor(athena, id, stop); !done)
        return done.error();

    mesh::Sample sample;
    bool isFirst = true;
    const int wanted = query.rows + 1;
    const Error enough{Error::Kind::TooLarge, {}, {}};
    const auto read = athena.eachPage(
        "GetQueryResults",
        {{"QueryExecutionId", id.toStdString()}, {"MaxResults", std::min(wanted + 1, mostOnAPage)}},
        stop, [&](const Json &page) -> Result<void> {
            takeRows(awsObject(page, "ResultSet"), std::exchange(isFirst, false), wanted, sample);
            return sample.rows.size() < wanted ? Result<void>() : enough;
        });
    if (!read && read.error().kind != Error::Kind::TooLarge)
        return read.error();
    sample.complete = sample.rows.size() <= query.rows;
    if (!sample.complete)
        sample.rows.resize(query.rows);
    return sample;
}

} // namespace meshlens::catalogs
