// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http.h"

#include <cstdint>

/// Amazon's signature of requests, version 4, for every service but S3 (which encodes its paths
/// once, not twice). Ours, because the one built into libcurl 7.88 signs many GETs wrongly.
///
/// Four steps, each kept so that a test can compare it: the request in canonical form; its hash
/// with time and scope, the string to sign; a key derived from secret, day, region and service; the
/// signature, an HMAC-SHA-256 of the one with the other.
/// Source: AWS, "Signature Version 4 signing process". Thread: any; pure functions.
namespace meshlens::net {

struct AwsKeys {
    QByteArray id;
    QByteArray secret;
    QByteArray session; // token of temporary keys; empty for lasting ones
    bool operator==(const AwsKeys &) const = default;
};

struct AwsScope {
    QByteArray region;  // "eu-west-1"
    QByteArray service; // "glue"
};

/// What is signed, exactly as it goes over the wire.
struct AwsCanonical {
    QByteArray method;
    QByteArray path;  // percent-encoded, begins with '/'
    QByteArray query; // percent-encoded, without '?'
    Headers headers;  // all that are to be signed; `host` and `x-amz-date` among them
    QByteArray body;
};

struct AwsSignature {
    QByteArray canonicalRequest;
    QByteArray stringToSign;
    QByteArray signature;     // hex
    QByteArray authorization; // value of the header
};

/// `x-amz-date` is among `request.headers`, as `yyyyMMddTHHmmssZ`.
[[nodiscard]] AwsSignature signedV4(const AwsCanonical &request, const AwsKeys &keys,
                                    const AwsScope &scope);

/// Puts time, session token and signature into the credentials of a request whose URL, body and
/// headers are final.
void signV4(Request &request, const AwsKeys &keys, const AwsScope &scope, std::int64_t nowMs);

} // namespace meshlens::net
