// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/fields.h"

/// What the two Bitol standards, and formats turned into them, have in common.
namespace meshlens::catalogs {

/// `status`, also in the words that people use beside the standard's own (production, in
/// development, ...). Unknown where nothing fits.
[[nodiscard]] mesh::Status statusFromText(const QString &text);

/// Adds the domain named by `name` to the batch and returns its key; empty for an empty name.
QString addDomain(Batch &batch, const QString &name, const DecodeContext &context);

/// Adds the active members of `team` (an object with `members`, or a list of members as before ODCS
/// 3.1) and the team itself where nobody of it owns; returns the keys of the owners.
QStringList addTeam(Batch &batch, const Field &document, const DecodeContext &context);

/// Adds one party and returns its key; empty for an empty name.
QString addParty(Batch &batch, const QString &nameOrEmail, const DecodeContext &context,
                 const QString &displayName = {}, const QString &role = {},
                 const QString &team = {});

/// Term keys of the ids in the custom property `terms`.
[[nodiscard]] QStringList termKeys(const nlohmann::json &node, const DecodeContext &context);

/// A server entry as mesh::contractServerKey() takes it: scalar members only.
[[nodiscard]] QMap<QString, QString> serverMap(const nlohmann::json &server);

/// The hints of the context with the catalog's name in them.
[[nodiscard]] mesh::IdentityHints hintsOf(const DecodeContext &context);

/// Description of the form `{purpose, limitations, usage}`, or one text.
struct Description {
    QString purpose;
    QString limitations;
    QString usage;
};
[[nodiscard]] Description readDescription(const Field &document);

} // namespace meshlens::catalogs
