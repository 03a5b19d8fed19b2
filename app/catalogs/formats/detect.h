// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

namespace meshlens::catalogs {

enum class Format {
    None, // nothing of ours
    BitolOdps,
    Odcs,
    OdcsVersion2,
    DataContractSpecification,
    DataProductSpecification,
    OdpiOdps,
    OdpiFragment, // a part of an ODPI product, without the product
    OpenDataMesh,
    DbtManifest,
    DbtCatalog,
    DbtRunResults,
    DbtSources,
    OpenLineageEvent,
    OpenLineageFacets, // facets without the event they belong to
};

/// Tells a document by its own keys, never by the name of its file. Source: the detection notes of
/// each format.
[[nodiscard]] Format detectFormat(const nlohmann::json &document);

/// How people call a format: "Open Data Contract Standard".
[[nodiscard]] QString formatName(Format format);

/// Reads one document of any format but dbt artifacts and OpenLineage events, which are streams of
/// their own (dbt.h, openlineage.h). None: empty.
[[nodiscard]] Decoded decodeDocument(const nlohmann::json &document, const DecodeContext &context);

} // namespace meshlens::catalogs
