// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <QByteArrayView>

#include <vector>

namespace meshlens::catalogs {

/// Reads one JSON document. Errors: Decode with the line in the message, TooLarge when nested
/// deeper than 64 levels or larger than 256 MB; errorLine() of yaml.h gives the line.
[[nodiscard]] Result<nlohmann::json> readJson(QByteArrayView bytes);

/// A JSON value in a stream of several, and the line it begins on.
struct JsonPiece {
    QByteArrayView bytes;
    int line = 1;
    bool whole = true; // false: the stream ends inside it
};

/// Splits a stream into its events without reading them: one a line, the members of an array, or
/// objects one after another. A line that begins an object but does not end it is a piece of its
/// own where the stream is one of lines, so that one broken line costs one event.
/// The pieces point into `bytes`.
[[nodiscard]] std::vector<JsonPiece> splitJsonStream(QByteArrayView bytes);

} // namespace meshlens::catalogs
