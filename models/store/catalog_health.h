// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

#include <algorithm>

/// Whether the index is what a catalog says by now. The header of the window, Catalogs, Discover,
/// product pages and `meshlens catalog list` ask here, so that they tell one truth.
/// Thread: any; pure functions. Times in UTC milliseconds since 1970.
namespace meshlens::store {

enum class CatalogHealth { NotRead, Failed, Outdated, InSync };

/// When a catalog that is not read again becomes outdated: two of its periods after it was read
/// last. Nothing where it was never read, or is only read by hand.
[[nodiscard]] inline std::optional<std::int64_t> outdatedAtMs(const CatalogRow &row)
{
    if (!row.lastGoodSyncMs || row.connection.syncPeriodMs <= 0)
        return std::nullopt;
    return *row.lastGoodSyncMs + 2 * row.connection.syncPeriodMs + 1;
}

[[nodiscard]] inline bool isOutdated(const CatalogRow &row, std::int64_t nowMs)
{
    const auto atMs = outdatedAtMs(row);
    return atMs && nowMs >= *atMs;
}

/// A failed try comes first: it says why the index gets old.
[[nodiscard]] inline CatalogHealth healthOf(const CatalogRow &row, std::int64_t nowMs)
{
    if (!row.lastError.isEmpty())
        return CatalogHealth::Failed;
    if (!row.lastGoodSyncMs)
        return CatalogHealth::NotRead;
    return isOutdated(row, nowMs) ? CatalogHealth::Outdated : CatalogHealth::InSync;
}

/// Those whose last try failed, in their order.
[[nodiscard]] inline QList<CatalogRow> failedOf(QList<CatalogRow> rows)
{
    rows.removeIf([](const CatalogRow &row) { return row.lastError.isEmpty(); });
    return rows;
}

/// In how many milliseconds the next of them becomes outdated; nothing: none does by itself.
[[nodiscard]] inline std::optional<std::int64_t> healthChangesIn(const QList<CatalogRow> &rows,
                                                                 std::int64_t nowMs)
{
    std::optional<std::int64_t> next;
    for (const CatalogRow &row : rows) {
        const auto atMs = outdatedAtMs(row);
        if (atMs && *atMs > nowMs)
            next = std::min(next.value_or(*atMs - nowMs), *atMs - nowMs);
    }
    return next;
}

} // namespace meshlens::store
