// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/detect.h"

#include "app/catalogs/formats/fields.h"
#include "app/catalogs/formats/odcs.h"
#include "app/catalogs/formats/odps.h"
#include "app/catalogs/formats/products.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Format)
};

std::string textAt(const json &node, const char *key)
{
    if (!node.is_object())
        return {};
    const auto member = node.find(key);
    return member != node.end() && member->is_string() ? member->get<std::string>() : std::string();
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

Format dbtFormat(const json &document)
{
    const auto metadata = document.find("metadata");
    if (metadata == document.end())
        return Format::None;
    const std::string schema = textAt(*metadata, "dbt_schema_version");
    if (contains(schema, "/manifest/"))
        return Format::DbtManifest;
    if (contains(schema, "/catalog/"))
        return Format::DbtCatalog;
    if (contains(schema, "/run-results/"))
        return Format::DbtRunResults;
    if (contains(schema, "/sources/"))
        return Format::DbtSources;
    return Format::None;
}

bool isOpenLineageEvent(const json &document)
{
    return document.contains("eventTime") &&
           (document.contains("run") || document.contains("job") || document.contains("dataset")) &&
           (document.contains("producer") || document.contains("schemaURL"));
}

/// Facets carry who made them and their schema.
bool isFacets(const json &document)
{
    if (document.empty() || document.size() > 64)
        return false;
    return std::any_of(document.begin(), document.end(), [](const json &facet) {
        return facet.is_object() && facet.contains("_producer") && facet.contains("_schemaURL");
    });
}

} // namespace

Format detectFormat(const json &document)
{
    if (!document.is_object())
        return Format::None;
    const std::string kind = textAt(document, "kind");
    const bool hasVersion = document.contains("apiVersion");
    if (kind == "DataProduct" && hasVersion)
        return Format::BitolOdps;
    if (kind == "DataContract" && hasVersion)
        return textAt(document, "apiVersion").starts_with("v2") ? Format::OdcsVersion2
                                                                : Format::Odcs;
    if (document.contains("datasetName") && document.contains("dataset") &&
        document.contains("quantumName"))
        return Format::OdcsVersion2;
    if (document.contains("dataContractSpecification"))
        return Format::DataContractSpecification;
    if (document.contains("dataProductSpecification"))
        return Format::DataProductSpecification;
    if (document.contains("dataProductDescriptor"))
        return Format::OpenDataMesh;
    if (document.contains("product") &&
        contains(textAt(document, "schema"), "opendataproducts.org"))
        return Format::OdpiOdps;
    if (isOpenLineageEvent(document))
        return Format::OpenLineageEvent;
    if (const Format format = dbtFormat(document); format != Format::None)
        return format;
    if (isFacets(document))
        return Format::OpenLineageFacets;
    const auto isRuleSet = [&](const char *key) {
        const auto part = document.find(key);
        return part != document.end() && part->is_object() &&
               (part->contains("declarative") || part->contains("executable"));
    };
    if (document.size() <= 2 && (isRuleSet("dataQuality") || isRuleSet("SLA")))
        return Format::OdpiFragment;
    return Format::None;
}

QString formatName(Format format)
{
    switch (format) {
    case Format::BitolOdps:
        return Text::tr("Open Data Product Standard");
    case Format::Odcs:
    case Format::OdcsVersion2:
        return Text::tr("Open Data Contract Standard");
    case Format::DataContractSpecification:
        return Text::tr("Data Contract Specification");
    case Format::DataProductSpecification:
        return Text::tr("Data Product Specification");
    case Format::OdpiOdps:
    case Format::OdpiFragment:
        return Text::tr("Open Data Product Specification");
    case Format::OpenDataMesh:
        return Text::tr("Data Product Descriptor Specification");
    case Format::DbtManifest:
    case Format::DbtCatalog:
    case Format::DbtRunResults:
    case Format::DbtSources:
        return Text::tr("dbt artifact");
    case Format::OpenLineageEvent:
    case Format::OpenLineageFacets:
        return Text::tr("OpenLineage");
    case Format::None:
        break;
    }
    return {};
}

Decoded decodeDocument(const json &document, const DecodeContext &context)
{
    switch (detectFormat(document)) {
    case Format::BitolOdps:
        return decodeOdps(document, context);
    case Format::Odcs:
        return decodeOdcs(document, context);
    case Format::OdcsVersion2:
        return decodeOdcs(odcsFromVersion2(document), context);
    case Format::DataContractSpecification:
        return decodeDataContract(document, context);
    case Format::DataProductSpecification:
        return decodeDataProductSpecification(document, context);
    case Format::OdpiOdps:
        return decodeOdpi(document, context);
    case Format::OpenDataMesh:
        return decodeOpenDataMesh(document, context);
    case Format::OdpiFragment: {
        Decoded decoded;
        decoded.problems.append(
            {context.file, 0,
             Text::tr("a part of an Open Data Product Specification without its product.")});
        return decoded;
    }
    default:
        return {};
    }
}

} // namespace meshlens::catalogs
