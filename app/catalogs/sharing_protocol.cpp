// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/sharing_protocol.h"

#include "app/catalogs/rest_names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr qsizetype mostLines = 100'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

Result<void> readSharingProfile(CatalogConnection &connection, QString &secret, std::int64_t nowMs)
{
    if (!secret.trimmed().startsWith(u'{'))
        return {};
    const auto profile = net::parseJson(secret.toUtf8());
    if (!profile)
        return Error{Error::Kind::Usage, tr("This profile file cannot be read."), {}};
    Fields fields(*profile, {});
    const QString type = fields.text("type");
    if (connection.url.trimmed().isEmpty())
        connection.url = fields.text("endpoint");
    if (fields.integer("shareCredentialsVersion").value_or(1) > 2)
        fields.fail({});
    const auto expires = fields.time("expirationTime");
    if (type.isEmpty() || type == "bearer_token"_L1) {
        secret = fields.needText("bearerToken");
    } else if (type == "basic"_L1) {
        secret = fields.needText("username") + u':' + fields.needText("password");
        connection.options[u"auth"_s] = u"basic"_s;
    } else if (type == "oauth_client_credentials"_L1) {
        connection.options[u"auth"_s] = u"oauth2"_s;
        connection.options[u"token_url"_s] = fields.needText("tokenEndpoint");
        connection.options[u"client_id"_s] = fields.needText("clientId");
        connection.options[u"scope"_s] = fields.text("scope");
        secret = fields.needText("clientSecret");
    } else {
        fields.fail({});
    }
    if (fields.error())
        return Error{Error::Kind::Usage,
                     tr("This profile file is of a kind that Meshlens does not know."),
                     {}};
    if (expires && *expires <= nowMs)
        return Error{Error::Kind::NotPermitted,
                     tr("This profile expired at %1. Ask the provider for a new profile file.")
                         .arg(toRfc3339(*expires)),
                     {}};
    return {};
}

QString SharedTable::id() const
{
    return joinQuoted({share, schema, name});
}

QByteArray SharedTable::path() const
{
    return "shares/" + pathPart(share) + "/schemas/" + pathPart(schema) + "/tables/" +
           pathPart(name);
}

Result<net::Response> askSharing(RestClient &client, net::Method method, const QByteArray &path,
                                 const QByteArray &body, std::stop_token stop)
{
    net::Request request = client.channel().request(method, path);
    // Without it a server refuses tables with newer features.
    request.headers.append(
        net::Header{"delta-sharing-capabilities",
                    "responseformat=delta,parquet;readerfeatures=deletionvectors,columnmapping,"
                    "timestampntz"});
    request.body = body;
    request.repeatable = true; // each of them only asks
    return client.send(request, std::move(stop));
}

Result<QList<json>> linesOf(const QByteArray &body)
{
    QList<json> lines;
    for (const QByteArray &line : body.split('\n')) {
        if (lines.size() >= mostLines)
            break;
        if (line.trimmed().isEmpty())
            continue;
        auto document = net::parseJson(line);
        if (!document)
            return std::move(document).error();
        if (document->is_object())
            lines.append(*std::move(document));
    }
    return lines;
}

const json *wrapped(const QList<json> &lines, const char *name)
{
    for (const json &line : lines) {
        if (const auto found = line.find(name); found != line.end() && found->is_object())
            return &*found;
    }
    return nullptr;
}

Result<const json *> sharedMetadata(const QList<json> &lines)
{
    const json *said = wrapped(lines, "metaData");
    if (!said)
        return net::wrongType(u"/metaData"_s, u"an object"_s);
    const auto delta = net::optionalObject(*said, "deltaMetadata", u"/metaData"_s);
    if (!delta)
        return delta.error();
    return *delta ? *delta : said;
}

} // namespace meshlens::catalogs
