// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/misbehaving_server.h"

#include <QMap>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <list>
#include <mutex>
#include <set>
#include <thread>

namespace meshlens::test {
namespace {

std::optional<Received> readRequest(int socket, QByteArray &buffer)
{
    const auto more = [&] {
        char chunk[16384];
        const auto count = ::recv(socket, chunk, sizeof chunk, 0);
        if (count > 0)
            buffer.append(chunk, count);
        return count > 0;
    };
    while (!buffer.contains("\r\n\r\n")) {
        if (!more())
            return std::nullopt;
    }
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = buffer.first(end).replace("\r\n", "\n").split('\n');
    buffer.remove(0, end + 4);

    Received received;
    const QList<QByteArray> first = lines.first().split(' ');
    received.method = first.value(0);
    const QByteArray target = first.value(1);
    const qsizetype question = target.indexOf('?');
    received.path = question < 0 ? target : target.first(question);
    received.query = question < 0 ? QByteArray() : target.sliced(question + 1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            received.headers.append(
                {line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    const qsizetype length = received.header("Content-Length").toLongLong();
    while (buffer.size() < length) {
        if (!more())
            return std::nullopt;
    }
    received.body = buffer.first(length);
    buffer.remove(0, length);
    return received;
}

quint32 crc32(const QByteArray &text)
{
    quint32 crc = 0xFFFFFFFFu;
    for (const char c : text) {
        crc ^= static_cast<quint8>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes.append(static_cast<char>((value >> shift) & 0xFF));
    return bytes;
}

} // namespace

QByteArray Received::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool Exchange::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto count =
            ::send(m_socket, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (count <= 0) {
            m_close = true;
            return false;
        }
        bytes = bytes.sliced(count);
    }
    return true;
}

void Exchange::respond(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    write("HTTP/1.1 " + QByteArray::number(status) +
          " Status\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + extraHeaders +
          "\r\n" + (request.method == "HEAD" ? QByteArray() : body));
}

void Exchange::respondJson(int status, const QByteArray &json, const QByteArray &extraHeaders)
{
    respond(status, json, "Content-Type: application/json\r\n" + extraHeaders);
}

bool Exchange::pause(int ms)
{
    pollfd wire{m_socket, POLLRDHUP, 0};
    if (::poll(&wire, 1, ms) == 0)
        return true;
    m_close = true;
    return false;
}

struct MisbehavingServer::Private {
    int listener = -1;
    int port = 0;
    mutable std::mutex mutex;
    QMap<QByteArray, Handler> handlers;
    Handler fallback = behave::status(404);
    QList<Received> received;
    int accepted = 0;
    int busy = 0;
    int mostBusy = 0;
    bool stopping = false;
    std::set<int> sockets;
    std::list<std::jthread> workers;
    std::jthread acceptor;

    void accept();
    void serve(int socket, int number);
    Handler enter(const Received &request);
};

void MisbehavingServer::Private::accept()
{
    for (;;) {
        const int socket = ::accept(listener, nullptr, nullptr);
        const std::lock_guard lock(mutex);
        if (socket < 0 || stopping) {
            if (socket >= 0)
                ::close(socket);
            return;
        }
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const int number = ++accepted;
        sockets.insert(socket);
        workers.emplace_back([this, socket, number] { serve(socket, number); });
    }
}

MisbehavingServer::Handler MisbehavingServer::Private::enter(const Received &request)
{
    const std::lock_guard lock(mutex);
    received.append(request);
    mostBusy = std::max(mostBusy, ++busy);
    return handlers.value(request.path, fallback);
}

void MisbehavingServer::Private::serve(int socket, int number)
{
    QByteArray buffer;
    while (auto request = readRequest(socket, buffer)) {
        request->connection = number;
        const Handler handler = enter(*request);
        Exchange exchange(*request, socket);
        handler(exchange);
        const std::lock_guard lock(mutex);
        --busy;
        if (exchange.isClosing())
            break;
    }
    const std::lock_guard lock(mutex);
    sockets.erase(socket);
    ::close(socket);
}

MisbehavingServer::MisbehavingServer() : d(std::make_unique<Private>())
{
    d->listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(d->listener, generic, size) != 0 || ::listen(d->listener, 128) != 0 ||
        ::getsockname(d->listener, generic, &size) != 0)
        qFatal("no loopback port");
    d->port = ntohs(address.sin_port);
    d->acceptor = std::jthread([state = d.get()] { state->accept(); });
}

MisbehavingServer::~MisbehavingServer()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
        ::shutdown(d->listener, SHUT_RDWR);
        for (const int socket : d->sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    d->acceptor.join();
    d->workers.clear(); // joins
    ::close(d->listener);
}

int MisbehavingServer::port() const
{
    return d->port;
}

QUrl MisbehavingServer::url(const QByteArray &path) const
{
    return QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(d->port) + path);
}

void MisbehavingServer::on(const QByteArray &path, Handler handler)
{
    const std::lock_guard lock(d->mutex);
    d->handlers.insert(path, std::move(handler));
}

void MisbehavingServer::otherwise(Handler handler)
{
    const std::lock_guard lock(d->mutex);
    d->fallback = std::move(handler);
}

QList<Received> MisbehavingServer::received() const
{
    const std::lock_guard lock(d->mutex);
    return d->received;
}

int MisbehavingServer::count(const QByteArray &path) const
{
    const QList<Received> all = received();
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [&](const Received &request) { return request.path == path; }));
}

int MisbehavingServer::connections() const
{
    const std::lock_guard lock(d->mutex);
    return d->accepted;
}

int MisbehavingServer::mostAtOnce() const
{
    const std::lock_guard lock(d->mutex);
    return d->mostBusy;
}

namespace behave {

void neverAnswer(Exchange &exchange)
{
    while (exchange.pause(60'000)) {
    }
}

void answerByteByByte(Exchange &exchange)
{
    exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (exchange.pause(20) && exchange.write("x")) {
    }
}

void closeAtOnce(Exchange &exchange)
{
    exchange.close();
}

void closeMidBody(Exchange &exchange)
{
    exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789");
    exchange.close();
}

void claimTooLittle(Exchange &exchange)
{
    exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + QByteArray(40, 'y'));
    exchange.close();
}

void truncateJson(Exchange &exchange)
{
    exchange.respondJson(200, R"({"items":[{"id":"a","name":"Or)");
}

void sendGarbage(Exchange &exchange)
{
    exchange.write("\x16\x03\x01 SSH-2.0 this is no HTTP \x00\xff\xfe at all\r\n\r\n");
    exchange.close();
}

void streamForever(Exchange &exchange)
{
    const QByteArray chunk = "10000\r\n" + QByteArray(0x10000, ' ') + "\r\n";
    exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (exchange.write(chunk)) {
    }
}

void claimThreeGigabytes(Exchange &exchange)
{
    const QByteArray chunk(0x10000, ' ');
    exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 3221225472\r\n\r\n");
    while (exchange.write(chunk)) {
    }
}

void sendHugeHeaders(Exchange &exchange)
{
    exchange.write("HTTP/1.1 200 OK\r\n");
    const QByteArray line = "X-Filler: " + QByteArray(4000, 'f') + "\r\n";
    while (exchange.write(line)) {
    }
}

void sendBrokenGzip(Exchange &exchange)
{
    exchange.respond(200, "\x1f\x8b\x08 this was never packed", "Content-Encoding: gzip\r\n");
}

MisbehavingServer::Handler gzipBomb(int mb)
{
    return [packed = gzipped(QByteArray(qsizetype(mb) * 1024 * 1024, ' '))](Exchange &exchange) {
        exchange.respond(200, packed, "Content-Encoding: gzip\r\n");
    };
}

MisbehavingServer::Handler status(int code, const QByteArray &extraHeaders)
{
    return [=](Exchange &exchange) { exchange.respond(code, {}, extraHeaders); };
}

MisbehavingServer::Handler redirectTo(const QUrl &target, int code)
{
    return status(code, "Location: " + target.toEncoded() + "\r\n");
}

} // namespace behave

QByteArray gzipped(const QByteArray &text)
{
    // qCompress: four bytes of length, two of zlib header, the deflated text, four of checksum.
    const QByteArray zlib = qCompress(text, 6);
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + zlib.sliced(6, zlib.size() - 10) +
           littleEndian(crc32(text)) + littleEndian(static_cast<quint32>(text.size()));
}

} // namespace meshlens::test
