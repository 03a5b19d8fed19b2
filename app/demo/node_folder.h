// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/history.h"
#include "app/demo/source.h"

namespace meshlens::demo {

/// Writes everything that one node publishes into an empty or missing folder: descriptors, lineage,
/// history, data, seed requests; all but people.yaml, which changes with the tokens. Errors:
/// Storage.
Result<void> writeNodeFolder(const Source &source, const NodeSource &node, const QString &folder,
                             std::int64_t firstStartMs);

/// Writes the descriptors of one product anew: its own and those of its contracts.
Result<void> writeProduct(const Source &source, const ProductSource &product, const QString &folder,
                          std::int64_t firstStartMs);

/// Writes people.yaml anew. `tokenHashes` is by id of the person, lower-case hex.
Result<void> writePeople(const Source &source, const NodeSource &node, const QString &folder,
                         const QHash<QString, QByteArray> &tokenHashes);

/// Writes loads and results of the whole span, each file beside and renamed.
Result<void> writeHistory(const Source &source, const NodeSource &node, const QString &folder,
                          const Span &span);

/// Writes a file beside and renames it, so that it is whole at any time.
Result<void> writeWhole(const QString &path, const QByteArray &content, bool secret = false);

} // namespace meshlens::demo
