// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/json.h"
#include "models/catalog.h"

#include <functional>

/// From the JSON of a mesh node's API to the vocabulary of models/mesh.
///
/// Shape:  resources/api/mesh-node.openapi.yaml. Members that are absent or null are unknown; those
///         that are not in the document are ignored.
/// Errors: Decode with the JSON pointer of the member at fault.
/// Thread: any; pure functions.
namespace meshlens::catalogs {

/// What the keys of a node are made with.
struct NodeNames {
    QString authority; // the node's stable id
    QString catalog;   // name of the connection
};

/// The key of a dataset by its id at the node; empty where nobody knows it.
using DatasetKeyOf = std::function<QString(const QString &datasetId)>;

/// An id that is fit to be the authority of keys: letters, digits, dot, dash, underscore.
[[nodiscard]] bool isAuthority(const QString &id);

/// `party://<e-mail>`, or `party://_<catalog>/<id>` where the e-mail is none.
[[nodiscard]] QString partyKeyOf(const QString &email, const QString &id, const QString &catalog);

[[nodiscard]] Result<mesh::Domain> decodeDomain(const nlohmann::json &node, const QString &pointer,
                                                const NodeNames &names);
[[nodiscard]] Result<mesh::Party> decodeParty(const nlohmann::json &node, const QString &pointer,
                                              const NodeNames &names);
[[nodiscard]] Result<mesh::Term> decodeTerm(const nlohmann::json &node, const QString &pointer,
                                            const NodeNames &names);
[[nodiscard]] Result<mesh::Dataset> decodeDataset(const nlohmann::json &node,
                                                  const QString &pointer, const NodeNames &names);
[[nodiscard]] Result<mesh::LineageEdge> decodeEdge(const nlohmann::json &node,
                                                   const QString &pointer, const NodeNames &names);
[[nodiscard]] Result<mesh::Check> decodeCheck(const nlohmann::json &node, const QString &pointer,
                                              const DatasetKeyOf &keyOf);
[[nodiscard]] Result<mesh::CheckResult> decodeResult(const nlohmann::json &node,
                                                     const QString &pointer);
[[nodiscard]] Result<mesh::Load> decodeLoad(const nlohmann::json &node, const QString &pointer,
                                            const DatasetKeyOf &keyOf);

/// A product with its contract, and parties that only it names.
struct NodeProduct {
    mesh::DataProduct product;
    QList<mesh::Party> parties;
    const nlohmann::json *contract = nullptr; // an ODCS document inside `node`, or null
};
[[nodiscard]] Result<NodeProduct> decodeProduct(const nlohmann::json &node, const QString &pointer,
                                                const NodeNames &names, const DatasetKeyOf &keyOf);

[[nodiscard]] Result<mesh::Sample> decodeSample(const nlohmann::json &node);

} // namespace meshlens::catalogs
