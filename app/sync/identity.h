// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/domain.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <optional>

/// Whom a catalog knows this profile's sign-in as. Kept as the setting `me/<catalog>`.
namespace meshlens::sync {

Result<void> saveIdentity(store::Writer &writer, const QString &catalog, const mesh::Party &me);

/// Nothing: the catalog has not said.
[[nodiscard]] std::optional<mesh::Party> identityAt(const store::Reader &reader,
                                                    const QString &catalog);

} // namespace meshlens::sync
