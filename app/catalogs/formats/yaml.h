// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace meshlens::catalogs {

struct YamlLimits {
    qint64 bytes = 64 * 1024 * 1024;
    int depth = 64;
    qint64 nodes = 1'000'000;             // of one file, aliases counted where they are used
    qint64 textBytes = 256 * 1024 * 1024; // likewise
};

struct YamlDocument {
    nlohmann::json value;
    LineMap lines;
    int line = 1; // where it begins
};

/// Reads a YAML stream of any number of documents (or JSON, which is YAML).
///
/// Shape:  maps become objects, sequences arrays; plain `null`, `~` and nothing become null; every
///         other scalar stays text (`1.10`, `yes` and dates too), because only the reader of a
///         format knows what it should be. Merge keys (`<<`) are resolved. Empty documents are left
///         out.
/// Errors: TooLarge above a limit; Decode with the line in the message: broken syntax, an alias
///         inside its own anchor, a key that is no text.
[[nodiscard]] Result<std::vector<YamlDocument>> readYamlDocuments(const QByteArray &bytes,
                                                                  const YamlLimits &limits = {});

/// The same without lines.
[[nodiscard]] Result<std::vector<nlohmann::json>> readYaml(const QByteArray &bytes);

/// The line an error of readYaml speaks of; 0 when none.
[[nodiscard]] int errorLine(const Error &error);

} // namespace meshlens::catalogs
