// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/domain.h"

#include <optional>
#include <stop_token>

namespace meshlens::access {

/// A catalog that can say whom it knows by the sign-in. Thread: as Catalog.
class KnowingCatalog
{
public:
    virtual ~KnowingCatalog() = default;
    /// Nothing where it does not say, or cannot be asked now.
    virtual std::optional<mesh::Party> whoAmI(std::stop_token stop) = 0;
};

} // namespace meshlens::access
