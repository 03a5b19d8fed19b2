// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/http_server.h"

#include "app/node/socket_stream.h"
#include "app/node/thread_queue.h"

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <atomic>
#include <charconv>
#include <mutex>
#include <set>
#include <thread>

#include <sys/socket.h>

namespace meshlens::node {
namespace {

constexpr std::size_t mostThreads = 512;
constexpr std::size_t largestBody = 1024 * 1024;
constexpr int keepAliveMs = 60'000;
constexpr int mostRequestsOfOneConnection = 100'000;

std::string lower(std::string text)
{
    for (char &character : text)
        character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
    return text;
}

HttpRequest fromWire(const httplib::Request &wire)
{
    HttpRequest request;
    request.method = wire.method == "HEAD" ? "GET" : wire.method;
    request.body = wire.body;
    for (const auto &[name, value] : wire.headers)
        request.headers.emplace(lower(name), value);
    // The library decodes before it splits; an id may hold an encoded slash.
    const std::string_view target = wire.target;
    const std::string_view path = target.substr(0, target.find_first_of("?#"));
    for (std::size_t from = 0; from < path.size();) {
        const std::size_t to = std::min(path.find('/', from), path.size());
        if (to > from)
            request.path.push_back(percentDecoded(path.substr(from, to - from), false));
        from = to + 1;
    }
    for (const auto &[name, value] : wire.params)
        request.query.emplace(name, value);
    return request;
}

void toWire(HttpResponse response, httplib::Response &wire)
{
    wire.status = response.status;
    for (const auto &[name, value] : response.headers)
        wire.set_header(name, value);
    if (response.status != 304)
        wire.set_content(std::move(response.body), response.contentType);
}

/// The library would rather answer in Brotli at its slowest setting; gzip is ten times as fast.
void preferGzip(httplib::Request &request)
{
    const std::string accepted = lower(request.get_header_value("Accept-Encoding"));
    request.headers.erase("Accept-Encoding");
    const std::size_t gzip = accepted.find("gzip");
    if (gzip != std::string::npos && accepted.compare(gzip, 8, "gzip;q=0") != 0)
        request.headers.emplace("Accept-Encoding", "gzip");
}

const char *titleOf(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 413:
        return "Payload Too Large";
    case 414:
        return "URI Too Long";
    case 422:
        return "Unprocessable Content";
    default:
        return status >= 500 ? "Internal Server Error" : "Error";
    }
}

class Listener final : public httplib::Server
{
public:
    void raiseBacklog() { ::listen(svr_sock_, 256); }

    void endConnections()
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        for (const int socket : m_open)
            ::shutdown(socket, SHUT_RD); // an answer under way still reaches its client
    }

private:
    bool process_and_close_socket(int socket) override
    {
        if (opened(socket)) {
            SocketStream stream(socket);
            bool closed = false;
            for (int left = mostRequestsOfOneConnection; left > 0 && !closed && !m_ending; --left) {
                if (!stream.waitForRequest(keepAliveMs) ||
                    !process_request(stream, left == 1, closed, preferGzip))
                    break;
            }
        }
        const std::lock_guard lock(m_mutex);
        m_open.erase(socket);
        ::shutdown(socket, SHUT_RDWR);
        return ::close(socket) == 0;
    }

    bool opened(int socket)
    {
        const std::lock_guard lock(m_mutex);
        return !m_ending && m_open.insert(socket).second;
    }

    std::mutex m_mutex;
    std::set<int> m_open;
    std::atomic<bool> m_ending = false;
};

} // namespace

class HttpServer::Private
{
public:
    Handler handler;
    Listener listener;
    std::thread thread;
    int port = 0;
};

HttpServer::HttpServer() : d(std::make_unique<Private>()) {}

HttpServer::~HttpServer()
{
    stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const QString &host, int port,
                                                      Handler handler)
{
    std::unique_ptr<HttpServer> server(new HttpServer);
    Private &d = *server->d;
    d.handler = std::move(handler);
    Listener &listener = d.listener;
    listener.new_task_queue = [] { return new ThreadQueue(mostThreads); };
    listener.set_payload_max_length(largestBody);
    listener.set_tcp_nodelay(true);
    listener.set_default_headers({{"Vary", "Accept-Encoding, Authorization, X-API-Key"},
                                  {"Cache-Control", "private, no-cache"},
                                  {"X-Content-Type-Options", "nosniff"}});
    const auto answer = [&d](const httplib::Request &request, httplib::Response &response) {
        toWire(d.handler(fromWire(request)), response);
    };
    listener.Get(".*", answer).Post(".*", answer).Put(".*", answer).Patch(".*", answer);
    listener.Delete(".*", answer).Options(".*", answer);
    listener.set_error_handler(httplib::Server::HandlerWithResponse(
        [](const httplib::Request &,
           httplib::Response &response) -> httplib::Server::HandlerResponse {
            if (response.body.empty())
                toWire(problem(response.status, "request", "The request could not be read."),
                       response);
            return httplib::Server::HandlerResponse::Handled;
        }));
    listener.set_exception_handler(
        [](const httplib::Request &, httplib::Response &response, std::exception_ptr) {
            toWire(problem(500, "internal", "The node could not answer this request."), response);
        });

    const std::string name = host.toStdString();
    d.port = port == 0 ? listener.bind_to_any_port(name) : port;
    if (d.port < 0 || (port != 0 && !listener.bind_to_port(name, port))) {
        return Error{Error::Kind::Network,
                     QCoreApplication::translate("Node", "The node cannot listen on %1, port %2.")
                         .arg(host)
                         .arg(port),
                     QString::fromLocal8Bit(std::strerror(errno))};
    }
    listener.raiseBacklog();
    d.thread = std::thread([&listener] { listener.listen_after_bind(); });
    while (!listener.is_running())
        std::this_thread::yield(); // stop() before this would be lost
    return server;
}

int HttpServer::port() const
{
    return d->port;
}

void HttpServer::stop()
{
    if (!d->thread.joinable())
        return;
    d->listener.stop();
    d->listener.endConnections();
    d->thread.join();
}

std::string HttpRequest::header(const std::string &lowerCaseName) const
{
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? std::string() : found->second;
}

std::string HttpRequest::parameter(const std::string &name) const
{
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

HttpResponse problem(int status, const std::string &type, const std::string &detail,
                     const std::string &more)
{
    nlohmann::ordered_json document;
    document["type"] = "urn:meshlens:problem:" + type;
    document["title"] = titleOf(status);
    document["status"] = status;
    document["detail"] = detail;
    if (!more.empty())
        document.update(nlohmann::ordered_json::parse(more));
    HttpResponse response;
    response.status = status;
    response.contentType = "application/problem+json";
    response.body = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"meshlens\"");
    return response;
}

std::string percentDecoded(std::string_view text, bool plusIsSpace)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char *const digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
            decoded.push_back(static_cast<char>(value));
            i += 2;
        } else {
            decoded.push_back(plusIsSpace && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return decoded;
}

} // namespace meshlens::node
