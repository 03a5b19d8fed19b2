// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace meshlens::node {

struct HttpRequest {
    std::string method;                         // GET, POST, ...; HEAD arrives as GET
    std::vector<std::string> path;              // percent-decoded segments: {"api", "v1", "node"}
    std::map<std::string, std::string> query;   // the first value of each name
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;

    [[nodiscard]] std::string header(const std::string &lowerCaseName) const;
    [[nodiscard]] std::string parameter(const std::string &name) const;
};

struct HttpResponse {
    int status = 200;
    std::string body = {};
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
};

/// An HTTP/1.1 server whose idle connections cost no time: each waits in the kernel. Threads are
/// started as connections need them. gzip is applied where the client accepts it.
/// Thread: the handler runs on many threads at once.
class HttpServer
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    static Result<std::unique_ptr<HttpServer>> start(const QString &host, int port,
                                                     Handler handler);
    ~HttpServer();

    [[nodiscard]] int port() const;

    /// Refuses new requests, lets running ones finish, returns when all threads have ended.
    void stop();

    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

private:
    class Private;
    HttpServer();
    std::unique_ptr<Private> d;
};

/// A problem document (RFC 9457). `more` is put beside its members where it is a JSON object.
[[nodiscard]] HttpResponse problem(int status, const std::string &type, const std::string &detail,
                                   const std::string &more = {});

[[nodiscard]] std::string percentDecoded(std::string_view text, bool plusIsSpace);

} // namespace meshlens::node
