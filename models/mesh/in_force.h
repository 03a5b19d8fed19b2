// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/contract.h"

namespace meshlens::mesh {

/// It binds whoever gave it: neither still being written nor retired. One that ends soon
/// (deprecated) and one of which nobody says anything bind as well.
[[nodiscard]] inline bool isInForce(const Contract &contract)
{
    return contract.status != Status::Retired && contract.status != Status::Draft &&
           contract.status != Status::Proposed;
}

} // namespace meshlens::mesh
