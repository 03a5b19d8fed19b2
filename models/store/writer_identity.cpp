// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"
#include "models/store/identities.h"
#include "models/store/writer.h"

#include <QCoreApplication>

namespace meshlens::store {
namespace {

Error sameKey()
{
    return {Error::Kind::Usage,
            QCoreApplication::translate("Store", "These are two names of one key already."),
            {}};
}

void settle(Connection &connection, std::int64_t nowMs, const QString &left, const QString &right)
{
    Identities identities(connection, nowMs);
    identities.touchKey(left);
    identities.touchKey(right);
    identities.settle();
}

} // namespace

Result<void> Writer::decideIdentity(const QString &left, const QString &right, Decision decision)
{
    return guarded([&]() -> Result<void> {
        if (left == right)
            return sameKey();
        Query(d.connection, R"sql(
            INSERT INTO identity_decision (left_key, right_key, kind, at_ms)
            VALUES (:left, :right, :kind, :at)
            ON CONFLICT (left_key, right_key) DO UPDATE
            SET kind = excluded.kind, at_ms = excluded.at_ms
        )sql")
            .bind(std::min(left, right), std::max(left, right), decision, d.clock.nowMs())
            .run();
        settle(d.connection, d.clock.nowMs(), left, right);
        return {};
    });
}

Result<void> Writer::forgetDecision(const QString &left, const QString &right)
{
    return guarded([&]() -> Result<void> {
        Query(d.connection,
              "DELETE FROM identity_decision WHERE left_key = :left AND right_key = :right")
            .bind(std::min(left, right), std::max(left, right))
            .run();
        settle(d.connection, d.clock.nowMs(), left, right);
        return {};
    });
}

} // namespace meshlens::store
