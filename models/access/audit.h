// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QFuture>
#include <QList>
#include <QString>

#include <cstdint>
#include <stop_token>

/// The log that a catalog keeps of requests and decisions, each entry chained to the one before.
namespace meshlens::access {

struct AuditEntry {
    qint64 n = 0; // from 1, without a gap at the catalog
    std::int64_t atMs = 0;
    QString who; // e-mail, or "policy"
    QString what;
    QString request;
    QString product;
    QString detail;
    QString previous; // hash of entry n - 1; empty for the first
    QString hash;
};

/// What looking through a log found. A person sees a part of it, so there may be gaps: across one,
/// the chain cannot be followed.
struct AuditCheck {
    int entries = 0;
    int gaps = 0;        // places where entries are missing
    qint64 brokenAt = 0; // number of the first entry that was changed or does not fit; 0: none
};

/// Hex of BLAKE2b-256 over the JSON array [n, at_ms, who, what, request, product, detail, previous]
/// without spaces. Source: resources/api/mesh-node.openapi.yaml, `getAudit`.
[[nodiscard]] QString hashOf(const AuditEntry &entry);

/// Entries in ascending order. Thread: any; pure.
[[nodiscard]] AuditCheck verify(const QList<AuditEntry> &entries);

/// A catalog that keeps such a log. Thread: as Catalog.
class AuditedCatalog
{
public:
    virtual ~AuditedCatalog() = default;
    /// As far as this person may read it, oldest first.
    virtual Result<QList<AuditEntry>> audit(std::stop_token stop) = 0;
};

/// The log of one catalog, looked through.
struct CatalogAudit {
    QString catalog;
    QString problem; // empty: it was read
    AuditCheck check;
};

/// A session that can look through the logs of its catalogs. Thread: as Session.
class AuditingSession
{
public:
    virtual ~AuditingSession() = default;
    virtual QFuture<Result<QList<CatalogAudit>>> checkAudits() = 0;
};

} // namespace meshlens::access
