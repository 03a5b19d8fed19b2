// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/live/live_server.h"

#include "app/net/client.h"

#include <nlohmann/json.hpp>

namespace meshlens::test {

/// A small catalog of one kind, as a file of tests/live/wiremock describes it: WireMock's mappings,
/// and how it is connected.
struct WireMockWorld {
    QString kind;
    QMap<QString, QString> options;
    QString secret;
    QStringList datasets; // native ids that a whole pull has, sorted
    nlohmann::json mappings;

    /// Ends the program where the file is not readable.
    static WireMockWorld read(const QString &kind);
};

/// WireMock, and what is asked of its admin API. Each run has a host name of its own
/// (`NAME.localhost`, which libcurl knows for this machine), so that many may go on at once.
/// Thread: any.
class WireMock
{
public:
    LiveServer server{QStringLiteral("wiremock")};

    [[nodiscard]] QString url(const QString &host) const;

    /// Answers at `host` as the mappings say.
    void open(const QString &host, const nlohmann::json &mappings);
    /// Each mapping answers `response` once, and then what it should.
    void failOnce(const QString &host, const nlohmann::json &mappings,
                  const nlohmann::json &response);
    /// One mapping answers `response` until mend().
    void fail(const QString &host, const nlohmann::json &mapping, const nlohmann::json &response);
    void mend(const QString &host);
    /// How many of failOnce()'s answers at this host nobody has got yet.
    [[nodiscard]] int unspent(const QString &host);

private:
    nlohmann::json ask(net::Method method, const QString &path, const nlohmann::json &body = {});

    net::Client m_client{60};
};

} // namespace meshlens::test
