// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/node_decode.h"
#include "models/access/audit.h"

/// Access requests in the JSON of a mesh node's API (the `access` object of the command line).
/// Thread: any; pure functions.
namespace meshlens::catalogs {

[[nodiscard]] Result<mesh::AccessRequest>
decodeAccessRequest(const nlohmann::json &node, const QString &pointer, const NodeNames &names);

[[nodiscard]] Result<mesh::AccessPreview> decodePreview(const nlohmann::json &node);

[[nodiscard]] Result<access::AuditEntry> decodeAuditEntry(const nlohmann::json &node,
                                                          const QString &pointer);

[[nodiscard]] nlohmann::json encodeDraft(const mesh::AccessDraft &draft, const QString &productId);

/// Where an action is posted (below `/api/v1`) and what.
struct NodeCall {
    QByteArray path;
    nlohmann::json body;
};
[[nodiscard]] NodeCall encodeAction(const mesh::AccessAction &action);

} // namespace meshlens::catalogs
