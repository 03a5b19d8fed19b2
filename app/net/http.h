// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>

/// The plain values of a conversation over HTTP.
namespace meshlens::net {

enum class Method { Get, Head, Post, Put, Patch, Delete };
[[nodiscard]] const char *verbOf(Method method); // "GET"

struct Header {
    QByteArray name; // compared without regard to case
    QByteArray value;
    bool operator==(const Header &) const = default;
};
using Headers = QList<Header>;

/// The value of the first header of that name; empty where there is none.
[[nodiscard]] QByteArray headerValue(const Headers &headers, QByteArrayView name);

/// How long and how much one call may take. A time of zero means "no limit".
struct Limits {
    std::chrono::milliseconds connect = std::chrono::seconds(10);
    std::chrono::milliseconds firstByte = std::chrono::seconds(30); // from the last byte sent
    std::chrono::milliseconds whole = std::chrono::minutes(5);      // with retries and redirects
    std::chrono::milliseconds stall = std::chrono::seconds(20);     // to receive `stallBytes` more
    qint64 stallBytes = 512;
    qint64 bodyBytes = 64 * 1024 * 1024; // as claimed, and as decoded
    qint64 headerBytes = 256 * 1024;
    int redirects = 5;
    int retries = 3;
    std::chrono::milliseconds firstBackoff = std::chrono::milliseconds(300); // doubles each time
    std::chrono::milliseconds longestWait =
        std::chrono::seconds(30); // that Retry-After may ask for
};

/// The way out. Certificates are always verified.
struct Transport {
    QString proxy;  // URL; empty: as the environment says; "none": straight
    QString caFile; // PEM file of the authorities to trust instead of the system's; empty: those
};

struct Request {
    Method method = Method::Get;
    QUrl url; // http or https
    Headers headers;
    /// Headers that prove who asks. They never leave the origin (scheme, host, port) of `url`.
    Headers credentials;
    QByteArray body;
    QByteArray contentType = "application/json";
    /// Sending it again does no more than sending it once, because it carries an idempotency key or
    /// only asks. GET and HEAD always are.
    bool repeatable = false;
    Limits limits;
    Transport transport;
};

struct Response {
    int status = 0;
    Headers headers;
    QByteArray body;     // decoded
    QUrl url;            // that answered, after redirects
    int httpVersion = 0; // 10, 11 or 20
};

/// What has gone over the wire so far.
struct Traffic {
    qint64 requests = 0; // retries and redirects count
    qint64 bytes = 0;    // received, headers as well, before they are unpacked
};

/// Scheme, host and port are the same: who is known to one may be known to the other.
[[nodiscard]] bool sameOrigin(const QUrl &one, const QUrl &other);

/// Host, and port where it is not the scheme's own, for sentences: `mesh.example:8443`.
[[nodiscard]] QString hostName(const QUrl &url);

/// The URL without user, query and fragment: fit for logs.
[[nodiscard]] QString plainUrl(const QUrl &url);

} // namespace meshlens::net
