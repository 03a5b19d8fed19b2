// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/source.h"

/// The open descriptors of the demo, as app/node/server.h and the standards want them.
/// Pure functions; times are told from `firstStartMs`.
namespace meshlens::demo {

using Document = nlohmann::ordered_json;

/// Bitol ODPS 1.0.0.
[[nodiscard]] Document productDocument(const Source &source, const ProductSource &product,
                                       std::int64_t firstStartMs);

/// ODCS 3.1.0: one contract a dataset, so that a port names exactly one.
[[nodiscard]] Document contractDocument(const Source &source, const ProductSource &product,
                                        const DatasetSource &dataset, std::int64_t firstStartMs);

/// node.yaml, people.yaml (with the SHA-256 of tokens, by id of the person), domains.yaml,
/// terms.yaml, policy.yaml.
[[nodiscard]] Document nodeDocument(const NodeSource &node);
[[nodiscard]] Document peopleDocument(const Source &source, const NodeSource &node,
                                      const QHash<QString, QByteArray> &tokenHashes);
[[nodiscard]] Document domainsDocument(const Source &source, const NodeSource &node);
[[nodiscard]] Document termsDocument(const Source &source, const NodeSource &node);
[[nodiscard]] Document policyDocument(const Source &source);

/// OpenLineage run events of the jobs that write the node's datasets, one JSON object a line: of
/// the first run and of the newest one.
[[nodiscard]] QByteArray lineageLines(const Source &source, const NodeSource &node,
                                      std::int64_t firstStartMs);

} // namespace meshlens::demo
