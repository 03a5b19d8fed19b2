// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/remote_file.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr qint64 mostWhole = 32 << 20;
constexpr qint64 slack = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

samples::ByteRanges remoteRanges(FileSender send, net::Request request, qint64 fileBytes)
{
    const auto whole = std::make_shared<QByteArray>(); // once a server gave all of it
    return [=](qint64 offset, qint64 size) -> Result<QByteArray> {
        if (whole->size() >= offset + size)
            return whole->mid(offset, size);
        net::Request part = request;
        part.headers.append(net::Header{"Range", "bytes=" + QByteArray::number(offset) + '-' +
                                                     QByteArray::number(offset + size - 1)});
        part.limits.bodyBytes = std::max(size, std::min(fileBytes, mostWhole)) + slack;
        auto response = send(part);
        if (!response)
            return std::move(response).error();
        if (response->status == 206 && response->body.size() == size)
            return std::move(response->body);
        if (response->status == 200 && response->body.size() >= offset + size) {
            *whole = std::move(response->body);
            return whole->mid(offset, size);
        }
        return Error{Error::Kind::Decode,
                     tr("The storage gave another part of the file than was asked for."),
                     net::plainUrl(response->url)};
    };
}

FileSender linkSender(RestClient &client, std::stop_token stop)
{
    return [&client, stop](const net::Request &request) -> Result<net::Response> {
        const QString scheme = request.url.scheme();
        const bool isWeb = scheme == "https"_L1 || scheme == "http"_L1;
        if (!isWeb || (client.base().scheme() == "https"_L1 && scheme != "https"_L1))
            return Error{Error::Kind::Usage,
                         tr("The link to a file is not one over https; it was not followed."),
                         net::plainUrl(request.url)};
        // Straight to the channel: the client itself would sign it.
        auto response = client.channel().send(request, stop);
        if (response)
            return response;
        Error error = std::move(response).error();
        if (error.kind == Error::Kind::NotPermitted || error.kind == Error::Kind::NotFound)
            return Error{Error::Kind::Usage,
                         tr("%1 does not give out this file: its link may have expired. Fetch the "
                            "sample again; if that does not help, ask the provider.")
                             .arg(net::hostName(request.url)),
                         net::plainUrl(request.url)};
        return error;
    };
}

net::Request linkRequest(const RestClient &client, const QString &link)
{
    net::Request request; // of nobody
    request.url = QUrl(link, QUrl::StrictMode);
    request.transport = client.transport();
    return request;
}

} // namespace meshlens::catalogs
