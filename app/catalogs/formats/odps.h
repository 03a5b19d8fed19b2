// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

namespace meshlens::catalogs {

/// Reads a data product of the Open Data Product Standard (Bitol) 0.9 or 1.0.
///
/// Shape:  one product, its domain, the parties of its team. `id` is needed. Ports carry
///         `contractId`; linkBatch() (link.h) finds their datasets once the contracts are read.
///         Port ids are the port's name; several versions of one name are `name@version`; an input
///         port with the name of an output port is `input/name`.
///         Owners are members of `team` whose role says owner and who have no `dateOut`; a team
///         without such a member owns as a whole.
///
/// `customProperties` read, because the standard has no field for them:
///   product  `archetype` (source-aligned, aggregate, consumer-aligned), `classification` (public,
///            internal, confidential, restricted), `certified` (true, false), `access` (open,
///            request), `terms` (list of term ids), `sourceCodeLocation`, `url`, `updatedTs`
///   port     `protocol`, `format`, `address`, `dataset` (name of the contract's schema object),
///            `server` (a map as in a contract's servers, with `type`; the port's type otherwise)
/// Others stay reachable through customProperty() of fields.h.
/// Errors: as problems; nothing is given for a document without `id`.
/// Source: Open Data Product Standard 1.0.0, JSON schema.
[[nodiscard]] Decoded decodeOdps(const nlohmann::json &document, const DecodeContext &context);

} // namespace meshlens::catalogs
