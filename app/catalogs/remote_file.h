// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"
#include "models/samples/parquet.h"

namespace meshlens::catalogs {

/// Sends one request of a file; what a kind adds to it (or keeps from it) is its own.
using FileSender = std::function<Result<net::Response>(const net::Request &)>;

/// Reads a file of `fileBytes` bytes by range requests; `request` is what gets all of it. A server
/// that answers with the whole file is asked once, if the file is not over 32 MB.
/// Errors: those of `send`; Decode for an answer that is not the range; TooLarge.
[[nodiscard]] samples::ByteRanges remoteRanges(FileSender send, net::Request request,
                                               qint64 fileBytes);

/// Sends to storage by a link that carries its own proof (presigned). Nothing that proves us to
/// the catalog goes along; from an https server only to https.
/// Errors: as of the client; where the storage refuses, Usage that says so: no sign-in helps.
[[nodiscard]] FileSender linkSender(RestClient &client, std::stop_token stop);
[[nodiscard]] net::Request linkRequest(const RestClient &client, const QString &link);

} // namespace meshlens::catalogs
