// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/channel.h"

namespace meshlens::net {

Channel::Channel(Client &client, Settings settings)
    : m_client(client), m_settings(std::move(settings))
{}

Request Channel::request(Method method, const QByteArray &path,
                         const QList<std::pair<QString, QString>> &query) const
{
    QByteArray address = m_settings.base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery |
                                                   QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (!path.startsWith('/'))
        address += '/';
    address += path;
    char separator = '?';
    for (const auto &[name, value] : query) {
        address += separator + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }

    Request request;
    request.method = method;
    request.url = QUrl::fromEncoded(address, QUrl::StrictMode);
    request.headers = m_settings.headers;
    request.credentials = m_settings.credentials;
    request.limits = m_settings.limits;
    request.transport = m_settings.transport;
    return request;
}

Result<Response> Channel::send(const Request &request, std::stop_token stop)
{
    Request sent = request;
    if (!sameOrigin(sent.url, m_settings.base))
        sent.credentials.clear();
    Traffic spent;
    auto response = m_client.send(sent, std::move(stop), &spent);
    m_requests += spent.requests;
    m_bytes += spent.bytes;
    return response ? successOf(*std::move(response)) : std::move(response);
}

Traffic Channel::traffic() const
{
    return {m_requests, m_bytes};
}

} // namespace meshlens::net
