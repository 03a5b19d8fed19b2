// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

/// Data products in the formats beside Bitol's. Each gives one product, its domain and parties; the
/// id is needed. Ports are linked to datasets by linkBatch().
namespace meshlens::catalogs {

/// Data Product Specification 0.0.1: `info`, `inputPorts`, `outputPorts` with `location` (an ARN or
/// URI) or `server`; `dataContractId` leads to the contract; `containsPii` tags the dataset `pii`.
[[nodiscard]] Decoded decodeDataProductSpecification(const nlohmann::json &document,
                                                     const DecodeContext &context);

/// Open Data Product Specification (ODPI) 3.0 to 4.1: details in English, else the first language.
/// `SLA` and `dataQuality` are targets: they stay in a contract of the product's id.
[[nodiscard]] Decoded decodeOdpi(const nlohmann::json &document, const DecodeContext &context);

/// Open Data Mesh descriptor (DPDS) 1.0.0: `info` and the ports of `interfaceComponents`. An input
/// port that names an output port by its fully qualified name meets it.
[[nodiscard]] Decoded decodeOpenDataMesh(const nlohmann::json &document,
                                         const DecodeContext &context);

/// Data Contract Specification (deprecated): read as ODCS 3, with its field lineage as edges.
[[nodiscard]] Decoded decodeDataContract(const nlohmann::json &document,
                                         const DecodeContext &context);

} // namespace meshlens::catalogs
