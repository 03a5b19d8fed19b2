// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/client.h"

#include <atomic>

namespace meshlens::net {

/// One server, as one connection of the user talks to it: its address, credentials, way out, and
/// what that conversation has cost.
///
/// Thread: any, several at once.
class Channel
{
public:
    struct Settings {
        QUrl base; // credentials go to this origin only
        Headers credentials;
        Headers headers; // sent with every request
        Limits limits;
        Transport transport;
    };

    Channel(Client &client, Settings settings);

    [[nodiscard]] const Settings &settings() const { return m_settings; }

    /// A request for `path` below the base, with the channel's settings filled in. `path` is
    /// already percent-encoded, `query` a list of pairs that is not.
    [[nodiscard]] Request request(Method method, const QByteArray &path,
                                  const QList<std::pair<QString, QString>> &query = {}) const;

    /// Client::send, then successOf.
    [[nodiscard]] Result<Response> send(const Request &request, std::stop_token stop = {});

    [[nodiscard]] Traffic traffic() const;

private:
    Client &m_client;
    Settings m_settings;
    std::atomic<qint64> m_requests = 0;
    std::atomic<qint64> m_bytes = 0;
};

} // namespace meshlens::net
