// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/mesh/identity.h"

#include <nlohmann/json_fwd.hpp>

#include <QHash>

#include <string>
#include <unordered_map>

/// What every decoder of a descriptor format takes and gives. Decoders are pure functions of their
/// arguments: no file, no network, no clock. Thread: any.
namespace meshlens::catalogs {

/// JSON pointer of a node -> its line in the file, from 1. Empty where lines are not known (JSON).
using LineMap = std::unordered_map<std::string, int>;

/// Where a document comes from and what its keys are built with.
struct DecodeContext {
    QString authority; // of product, domain and term keys: a folder's catalog name, a node's id
    QString catalog;   // the connection's name: stands for instances that nobody knows
    QString file;      // for problems: path inside the folder
    mesh::IdentityHints hints; // `catalog` is added from the member above
    const LineMap *lines = nullptr;
};

/// What linkBatch() needs to know of a port beside mesh::Port.
struct PortHint {
    QString object;             // name of the contract's schema object; empty: not said
    QStringList inputContracts; // contracts that feed this port; empty: every input port does
};

/// A schema object of a contract, at the leading server.
struct ContractObject {
    QString name;
    QString dataset; // key
};

/// What a document says, and what of it could not be read.
struct Decoded {
    Batch batch;
    QList<PullProblem> problems;
    QHash<std::pair<QString, QString>, PortHint> portHints; // by product native id and port id
    QHash<QString, QList<ContractObject>> contractObjects;  // by contract native id
    /// Where rows of a dataset (by key) may lie in the folder of the descriptor: relative paths and
    /// `file:` URLs as written, not looked at.
    QHash<QString, QStringList> dataPaths;

    void append(Decoded other);
};

/// A text as a date-time in UTC milliseconds; nothing where it is none. See fromRfc3339().
[[nodiscard]] std::optional<std::int64_t> timeFromText(const QString &text);

/// The party key of a name as descriptors write it: an e-mail, or `party://_<catalog>/<name>`.
[[nodiscard]] QString partyKeyFor(const QString &nameOrEmail, const QString &catalog);

/// Lower-case words that mark a column as personal data when they are its classification or a tag:
/// pii, personal, "personal data", gdpr and their like.
[[nodiscard]] bool marksPersonal(const QString &word);

} // namespace meshlens::catalogs
