// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"

/// What a request looks like before a catalog has answered. Thread: any; pure functions.
namespace meshlens::access {

/// A draft as a request of one's own, without id, catalog and state.
[[nodiscard]] mesh::AccessRequest requestOf(const mesh::AccessDraft &draft, std::int64_t nowMs);

/// A request once an action on it has been carried out: shown until the catalog answers. An
/// approved one is being set up; only the catalog says when it is open.
[[nodiscard]] mesh::AccessRequest foreseen(mesh::AccessRequest request,
                                           const mesh::AccessAction &action);

} // namespace meshlens::access
