// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <functional>
#include <memory>

namespace meshlens::test {

/// A request as it arrived.
struct Received {
    QByteArray method;
    QByteArray path;
    QByteArray query; // without "?"
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; // 1 for the first that was accepted

    [[nodiscard]] QByteArray header(QByteArrayView name) const; // empty: not there
};

/// A request and the wire it came by, so that a handler may answer it in any wrong way.
/// Thread: that of its connection.
class Exchange
{
public:
    Exchange(Received received, int socket) : request(std::move(received)), m_socket(socket) {}

    const Received request;

    /// Raw bytes; false when the peer is gone.
    bool write(QByteArrayView bytes);
    /// A whole answer with the right length.
    void respond(int status, const QByteArray &body, const QByteArray &extraHeaders = {});
    void respondJson(int status, const QByteArray &json, const QByteArray &extraHeaders = {});
    /// Waits; false as soon as the peer or the server is gone.
    bool pause(int ms);
    /// Closes the connection once the handler returns.
    void close() { m_close = true; }
    [[nodiscard]] bool isClosing() const { return m_close; }

private:
    int m_socket;
    bool m_close = false;
};

/// An HTTP/1.1 server on loopback that does exactly what its handlers write: right, wrong or
/// nothing at all. One thread a connection.
class MisbehavingServer
{
public:
    using Handler = std::function<void(Exchange &)>;

    MisbehavingServer();
    ~MisbehavingServer();

    [[nodiscard]] int port() const;
    [[nodiscard]] QUrl url(const QByteArray &path = "/") const;

    void on(const QByteArray &path, Handler handler); // the exact path; others answer 404
    void otherwise(Handler handler);

    [[nodiscard]] QList<Received> received() const;
    [[nodiscard]] int count(const QByteArray &path) const; // requests to it
    [[nodiscard]] int connections() const;                 // accepted so far
    [[nodiscard]] int mostAtOnce() const; // requests being answered at the same time

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Ways to answer badly.
namespace behave {

void neverAnswer(Exchange &exchange);
void answerByteByByte(Exchange &exchange); // one every 20 ms, forever
void closeAtOnce(Exchange &exchange);
void closeMidBody(Exchange &exchange);   // 10 of 100 bytes
void claimTooLittle(Exchange &exchange); // Content-Length 5, then 40 bytes
void truncateJson(Exchange &exchange);
void sendGarbage(Exchange &exchange);         // nothing like HTTP
void streamForever(Exchange &exchange);       // chunked, as fast as it goes
void claimThreeGigabytes(Exchange &exchange); // and begins to send them
void sendHugeHeaders(Exchange &exchange);
void sendBrokenGzip(Exchange &exchange);
/// 200 with a body that unpacks to `mb` megabytes.
MisbehavingServer::Handler gzipBomb(int mb);
MisbehavingServer::Handler status(int code, const QByteArray &extraHeaders = {});
MisbehavingServer::Handler redirectTo(const QUrl &target, int code = 302);

} // namespace behave

/// The text in the gzip format.
[[nodiscard]] QByteArray gzipped(const QByteArray &text);

} // namespace meshlens::test
