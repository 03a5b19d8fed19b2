// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/mesh/identity.h"

#include <QUrl>

/// Names and keys that the adapters of other people's catalogs make, by one set of rules
/// (models/mesh/identity.h). Thread: any; pure functions.
namespace meshlens::catalogs {

/// Whether an address is this machine's own, which says nothing to anybody else.
[[nodiscard]] bool isLoopback(const QUrl &url);

/// The instance in the keys of a connection's datasets: the option `instance`, else host and port
/// (the scheme's own is left out), else `_<name>` on loopback: known to this connection only.
/// `path` is put behind host and port (Iceberg REST: the base path belongs to the name).
[[nodiscard]] QString instanceOf(const CatalogConnection &connection, const QUrl &base,
                                 const QString &path = {});

/// The authority in the keys of a connection's domains, products and terms: the host, else the
/// connection's name; only letters, digits, dot, dash and underscore.
[[nodiscard]] QString authorityOf(const CatalogConnection &connection, const QUrl &base);

/// `party://` of an owner as catalogs write one: `ann@lake.example`, `Ann <ann@lake.example>`, or a
/// name that is known there only.
/// Empty for an empty owner.
[[nodiscard]] QString ownerKey(const CatalogConnection &connection, const QString &owner);
/// The party behind ownerKey(), for the batch.
[[nodiscard]] mesh::Party ownerParty(const CatalogConnection &connection, const QString &owner);

/// Aliases that prove the same object; nothing is added for an empty id.
void addStrongAlias(mesh::Dataset &dataset, const QString &scheme, const QString &id);
inline void addIcebergUuid(mesh::Dataset &dataset, const QString &uuid)
{
    addStrongAlias(dataset, QStringLiteral("iceberg-uuid"), uuid.toLower());
}
inline void addDeltaId(mesh::Dataset &dataset, const QString &id)
{
    addStrongAlias(dataset, QStringLiteral("delta-id"), id.toLower());
}
/// Where the bytes are. Nothing is added for what is no address, or a bucket as a whole.
void addLocation(mesh::Dataset &dataset, const QString &uri);
/// Another name of it (`strength` of the key); nothing for the key it has, and for no key.
void addName(mesh::Dataset &dataset, const mesh::DatasetKey &other);

/// Fills key, name and qualified name.
void setKey(mesh::Dataset &dataset, const mesh::DatasetKey &key);

/// `a.b` or `a."b.c"`: parts joined so that mesh::splitQuoted() takes them apart again.
[[nodiscard]] QString joinQuoted(const QStringList &parts);

/// The option `tables`: only names (joined by dots) that one of its patterns matches are read;
/// `sales.*, hr.people`. Without it: all.
[[nodiscard]] CatalogOption scopeOption();
class Scope
{
public:
    explicit Scope(const CatalogConnection &connection);
    [[nodiscard]] bool includes(const QString &name) const;
    /// Whether anything below a prefix (without its dot) may be included.
    [[nodiscard]] bool mayInclude(const QString &prefix) const;

private:
    QStringList m_patterns;
};

} // namespace meshlens::catalogs
