// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/source.h"

namespace meshlens::demo {

/// The requests a node knows at its first start: those a person wrote in mesh.yaml and about a
/// hundred decided ones over all nodes from twelve weeks, more every week, more of them answered by
/// policy, the rest answered sooner. Shape: seed-requests.json of app/node/server.h; ages count
/// from the first start, so the file does not depend on the day.
[[nodiscard]] nlohmann::ordered_json seedRequests(const Source &source, const NodeSource &node);

} // namespace meshlens::demo
