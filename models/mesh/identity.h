// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

/// One key a thing: turns the names that catalogs use into canonical keys.
///
/// Grammar of a dataset key: `platform "://" instance "/" part *("/" part)`; a column key appends
/// `"#" path`. Platform and instance are lower case; parts are NFC UTF-8 with `%` `/` `?` `#`,
/// space and controls percent-encoded, and lower case on platforms that fold.
/// Thread: any; pure functions.
namespace meshlens::mesh {

enum class KeyStrength { Strong, Name, Location, Hint };

struct DatasetKey {
    QString key; // empty: the input names no dataset
    KeyStrength strength = KeyStrength::Hint;
    QString name;          // display name: the last part as the source spelled it
    QString qualifiedName; // parts joined by dots as the source spelled them
};

/// What a connection knows that names alone do not say: `account`, `region`, `metastore`,
/// `instance`, `catalog` (the connection's own name, for unknown instances).
using IdentityHints = QMap<QString, QString>;

/// Builds a key from its parts, applying the platform's aliases, default port and case rules.
[[nodiscard]] DatasetKey datasetKey(const QString &platform, const QString &instance,
                                    const QStringList &parts);

/// An OpenLineage (namespace, name) pair.
[[nodiscard]] DatasetKey openLineageKey(const QString &nameSpace, const QString &name,
                                        const IdentityHints &hints = {});

/// An ARN of Glue, S3 or Redshift, or any URI that locates data (s3://, gs://, abfss://, https://).
[[nodiscard]] DatasetKey locationKey(const QString &arnOrUri, const IdentityHints &hints = {});

/// An ODCS server entry (`type` and its fields as a flat map) and the physical name of an object.
[[nodiscard]] DatasetKey contractServerKey(const QMap<QString, QString> &server,
                                           const QString &physicalName,
                                           const IdentityHints &hints = {});

/// A dbt node: adapter type and the connection's instance, then database, schema and alias.
[[nodiscard]] DatasetKey dbtKey(const QString &adapter, const QString &database,
                                const QString &schema, const QString &alias,
                                const IdentityHints &hints = {});

/// What a connection says of the systems behind its local names.
struct PlatformInstance {
    QString platform; // empty: as the name says
    QString instance; // "db.example.com:5432"
    QString prefix;   // DataHub's platform_instance, which names may begin with
};

/// A DataHub dataset URN; `instances` by DataHub's platform name.
[[nodiscard]] DatasetKey dataHubKey(const QString &urn,
                                    const QMap<QString, PlatformInstance> &instances,
                                    const IdentityHints &hints = {});
/// The plain path of a DataHub field path: v2's `[...]` tokens left out.
[[nodiscard]] QString dataHubColumnPath(const QString &fieldPath);

/// An OpenMetadata fully qualified name of a table; `services` by service name.
[[nodiscard]] DatasetKey openMetadataKey(const QString &fullName,
                                         const QMap<QString, PlatformInstance> &services,
                                         const IdentityHints &hints = {});

/// A Unity Catalog full name; `metastore` is its id, else the host.
[[nodiscard]] DatasetKey unityKey(const QString &metastore, const QString &fullName);

/// A Dataplex fully qualified name: `bigquery:project.dataset.table`.
[[nodiscard]] DatasetKey dataplexKey(const QString &fullName);

/// `a."b.c".d` or with backticks: a, b.c, d.
[[nodiscard]] QStringList splitQuoted(const QString &name);

/// A key whose place only one connection knows (`_<catalog>`): it proves nothing by itself.
[[nodiscard]] bool isHintKey(QStringView key);
/// A path of files or objects: equal keys prove equal bytes, not the same table.
[[nodiscard]] bool isPathKey(QStringView key);
/// A path deeper than its bucket or container.
[[nodiscard]] bool isUsableLocation(QStringView key);
/// The names that a strong alias competes with: of one table two aliases of one scope differ only
/// when one of them is wrong or old. `iceberg-uuid`, `delta-id`; of schemes that hold inside one
/// server or project, with that (`openmetadata:meta.example`); of an ARN's key platform and
/// instance. Empty: many may be right at once (a contract's object).
[[nodiscard]] QString guardScope(const QString &alias);
/// The key as it would be if its place were unknown and its case told nothing: what a person may
/// take for the same dataset.
[[nodiscard]] QString likenessOf(const QString &datasetKey);

[[nodiscard]] QString productKey(const QString &authority, const QString &id);
[[nodiscard]] QString domainKey(const QString &authority, const QString &id);
[[nodiscard]] QString termKey(const QString &authority, const QString &id);
[[nodiscard]] QString partyKey(const QString &email);
/// Of somebody whose e-mail nobody says: known inside that catalog only.
[[nodiscard]] QString partyKeyInCatalog(const QString &catalog, const QString &id);
[[nodiscard]] QString jobKey(const QString &nameSpace, const QString &name);
[[nodiscard]] QString columnKey(const QString &datasetKey, const QString &columnPath);

} // namespace meshlens::mesh
