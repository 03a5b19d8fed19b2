// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/trino_client.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr int mostSteps = 100'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Error statementError(const json &error)
{
    Fields fields(error, u"/error"_s);
    const QString name = fields.text("errorName"), type = fields.text("errorType");
    Error::Kind kind = Error::Kind::Usage;
    if (name.endsWith(u"_DENIED"_s))
        kind = Error::Kind::NotPermitted;
    else if (name.endsWith(u"NOT_FOUND"_s))
        kind = Error::Kind::NotFound;
    else if (type != "USER_ERROR"_L1)
        kind = Error::Kind::HttpStatus; // may pass
    return {kind, tr("Trino refuses this. It says: %1").arg(fields.text("message").left(300)),
            name};
}

QVariant cellOf(const json &cell)
{
    switch (cell.type()) {
    case json::value_t::boolean:
        return cell.get<bool>();
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
        return QVariant(cell.get<qint64>());
    case json::value_t::number_float:
        return cell.get<double>();
    case json::value_t::string:
        return QString::fromStdString(cell.get_ref<const std::string &>());
    case json::value_t::array:
    case json::value_t::object:
        return QString::fromStdString(cell.dump(-1, ' ', false, json::error_handler_t::replace));
    default:
        return {};
    }
}

Result<void> addRows(mesh::Sample &sample, Fields &answer, qsizetype most)
{
    if (const json *columns = answer.array("columns"); columns && sample.columns.isEmpty()) {
        for (const json &column : *columns) {
            Fields said(column, answer.at("columns"));
            sample.columns.append({said.text("name"), said.text("type")});
            if (said.error())
                return *said.error();
        }
    }
    const json *rows = answer.array("data");
    if (answer.error())
        return *answer.error();
    for (std::size_t i = 0; rows && i < rows->size() && sample.rows.size() < most; ++i) {
        const json &row = (*rows)[i];
        if (!row.is_array() || row.size() != std::size_t(sample.columns.size()))
            return net::wrongType(answer.at("data") + u'/' + QString::number(i), u"a row"_s);
        QVariantList cells;
        for (const json &cell : row)
            cells.append(cellOf(cell));
        sample.rows.append(cells);
    }
    return {};
}

/// The address as given, at our own host.
Result<QUrl> placeOf(const QString &next, const QUrl &base)
{
    QUrl url(next, QUrl::StrictMode);
    if (!url.isValid() || !url.path().startsWith(u"/v1/"_s))
        return net::wrongType(u"/nextUri"_s, u"an address of a statement"_s);
    url.setScheme(base.scheme());
    url.setHost(base.host());
    url.setPort(base.port());
    return url;
}

} // namespace

QString inQuotes(const QStringList &parts)
{
    QStringList quoted;
    for (const QString &part : parts)
        quoted.append(u'"' + QString(part).replace(u'"', u"\"\""_s) + u'"');
    return quoted.join(u'.');
}

QString literal(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'';
}

Result<mesh::Sample> runTrino(RestClient &client, const QString &sql, qsizetype rows,
                              std::stop_token stop)
{
    net::Request request = client.channel().request(net::Method::Post, "v1/statement");
    request.body = sql.toUtf8();
    request.contentType = "text/plain; charset=utf-8";
    request.repeatable = true; // every statement of ours only asks
    mesh::Sample sample;
    for (int steps = 0; steps < mostSteps; ++steps) {
        const auto response = client.send(request, stop);
        if (!response)
            return response.error();
        const auto document = net::parseJson(response->body);
        if (!document)
            return document.error();
        Fields answer(*document, {});
        if (const json *error = answer.object("error"))
            return statementError(*error);
        const auto added = addRows(sample, answer, rows);
        const QString next = answer.text("nextUri");
        if (added && next.isEmpty()) {
            sample.complete = true;
            return sample;
        }
        const auto place =
            next.isEmpty() ? Result<QUrl>(added.error()) : placeOf(next, client.base());
        if (!place)
            return place.error();
        request = client.channel().request(net::Method::Get, {});
        request.url = *place;
        if (added && sample.rows.size() < rows && !stop.stop_requested())
            continue;
        request.method = net::Method::Delete; // the cluster need not go on
        static_cast<void>(client.send(request, {}));
        return added ? Result<mesh::Sample>(std::move(sample)) : added.error();
    }
    return net::wrongType(u"/nextUri"_s, u"an end"_s);
}

} // namespace meshlens::catalogs
