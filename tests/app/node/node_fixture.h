// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/server.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>

namespace meshlens::tests {

using Json = nlohmann::ordered_json;
using Headers = std::map<std::string, std::string>;

struct Reply {
    int status = 0;
    std::string body;
    std::string type;
    std::map<std::string, std::string> headers; // lower-case names
    Json json;
};

/// One request over HTTP; status 0 when nobody answers. `token` may be empty.
Reply send(const QString &url, const std::string &method, const std::string &path,
           const std::string &token = {}, const Json &body = {}, const Headers &headers = {});

/// What of an answer differs from a schema of the OpenAPI document; empty: nothing. Members that
/// the schema does not name count as different.
std::string mismatch(const std::string &schema, const Json &value);

/// A folder with two domains, three products and five people; the token of each is `token-<id>`.
class NodeFolder
{
public:
    NodeFolder();
    [[nodiscard]] QString path() const { return m_directory.path(); }
    void write(const QString &name, const QByteArray &text) const;
    void append(const QString &name, const QByteArray &text) const;
    [[nodiscard]] std::unique_ptr<node::Server>
    start(const Clock &clock = Clock::fromEnvironment()) const;

private:
    QTemporaryDir m_directory;
};

} // namespace meshlens::tests
