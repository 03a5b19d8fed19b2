// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/audit.h"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <array>

namespace meshlens::access {

QString hashOf(const AuditEntry &entry)
{
    const nlohmann::json members = {
        entry.n,
        entry.atMs,
        entry.who.toStdString(),
        entry.what.toStdString(),
        entry.request.toStdString(),
        entry.product.toStdString(),
        entry.detail.toStdString(),
        entry.previous.toStdString(),
    };
    const std::string text = members.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char *>(text.data()), text.size(), nullptr,
                       0);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(hash.data()), qsizetype(hash.size())).toHex());
}

AuditCheck verify(const QList<AuditEntry> &entries)
{
    AuditCheck check;
    check.entries = static_cast<int>(entries.size());
    qint64 last = 0;
    QString lastHash;
    for (const AuditEntry &entry : entries) {
        const bool follows = entry.n == last + 1;
        check.gaps += follows ? 0 : 1;
        const bool fits = entry.n > last && entry.hash == hashOf(entry) &&
                          (!follows || entry.previous == lastHash);
        if (!fits) {
            check.brokenAt = entry.n;
            return check;
        }
        last = entry.n;
        lastHash = entry.hash;
    }
    return check;
}

} // namespace meshlens::access
