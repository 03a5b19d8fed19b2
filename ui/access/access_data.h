// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/reader.h"

#include <QHash>

#include <memory>

namespace meshlens::ui {

/// Who asks what for, what was decided and what still waits here: one answer of one moment, read
/// in a worker and shared by the tabs of the Access page.
struct AccessData {
    QList<mesh::AccessRequest> requests; // newest first
    QHash<QString, store::ProductRow> products;
    QHash<QString, mesh::Party> parties;
    QList<store::OutboxItem> outbox; // oldest first
    QStringList ownDomainNames;
    QString me; // party key; may be empty
    QSet<QString> ownDomains;
    std::int64_t nowMs = 0;

    /// The product's name, else the last part of its key.
    [[nodiscard]] QString productName(const QString &key) const;
    [[nodiscard]] QString ownerName(const QString &productKey) const; // empty: not known
    [[nodiscard]] QString personName(const QString &party) const;
    [[nodiscard]] bool isMyProduct(const QString &key) const;
    /// Asked by somebody else for what this person decides on.
    [[nodiscard]] bool isForMe(const mesh::AccessRequest &request) const;
    [[nodiscard]] bool mayRevoke(const mesh::AccessRequest &request) const;
    /// What this person did to a request and has not been sent; null: nothing.
    [[nodiscard]] const store::OutboxItem *queued(const QString &requestId) const;
    [[nodiscard]] const mesh::AccessRequest *request(const QString &id) const;
};

using SharedAccessData = std::shared_ptr<const AccessData>;

/// Thread: a worker's.
[[nodiscard]] Result<SharedAccessData> readAccess(const store::Reader &reader,
                                                  const Profile &profile, std::int64_t nowMs);

} // namespace meshlens::ui
