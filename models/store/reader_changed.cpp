// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::store {

Result<Watermark> Reader::watermark() const
{
    return guarded([&]() -> Result<Watermark> {
        Watermark mark;
        Query last(*d->connection, "SELECT coalesce(max(id), 0) FROM dataset_row");
        if (last.step())
            mark.lastDatasetRow = last.number(0);
        Query merges(*d->connection,
                     "SELECT coalesce(max(id), 0), count(undone_at_ms) FROM identity_merge");
        if (merges.step()) {
            mark.lastMerge = merges.number(0);
            mark.undone = merges.number(1);
        }
        Query catalogs(*d->connection,
                       "SELECT id, name, rank, generation, staging FROM catalog ORDER BY rank, id");
        while (catalogs.step()) {
            mark.generations.insert(catalogs.number(0), catalogs.number(3));
            mark.catalogs += u"%1 %2 %3\n"_s.arg(catalogs.number(0))
                                 .arg(catalogs.number(2))
                                 .arg(catalogs.text(1));
            if (catalogs.number(4) == 0)
                continue;
            // Rows of a pull under way are not visible yet and will be new when they are.
            Query staged(*d->connection, R"sql(
                SELECT coalesce(min(id), 0) FROM dataset_row
                WHERE catalog_id = :catalog AND until IS NULL AND since = :staging
            )sql");
            staged.bind(catalogs.number(0), catalogs.number(4));
            if (staged.step() && staged.number(0) > 0)
                mark.lastDatasetRow = std::min(mark.lastDatasetRow, staged.number(0) - 1);
        }
        return mark;
    });
}

Result<std::optional<QStringList>> Reader::changedDatasets(const Watermark &since) const
{
    return guarded([&]() -> Result<std::optional<QStringList>> {
        const auto now = watermark();
        if (!now)
            return now.error();
        if (now->catalogs != since.catalogs)
            return std::optional<QStringList>();
        QSet<QString> keys;
        for (auto known = since.generations.constBegin(); known != since.generations.constEnd();
             ++known) {
            const qint64 generation = now->generations.value(known.key());
            if (generation < *known)
                return std::optional<QStringList>(); // an index file that was put back
            if (generation == *known)
                continue;
            Query came(*d->connection, R"sql(
                SELECT coalesce(s.key, t.key) FROM dataset_row r JOIN thing t ON t.id = r.thing_id
                    LEFT JOIN thing s ON s.id = t.same_as
                WHERE r.id > :last AND r.catalog_id = :catalog AND r.since > :before
                    AND r.since <= :now
            )sql");
            came.bind(since.lastDatasetRow, known.key(), *known, generation);
            while (came.step())
                keys.insert(came.text(0));
            Query went(*d->connection, R"sql(
                SELECT coalesce(s.key, t.key) FROM dataset_row r JOIN thing t ON t.id = r.thing_id
                    LEFT JOIN thing s ON s.id = t.same_as
                WHERE r.catalog_id = :catalog AND r.until > :before AND r.until <= :now
            )sql");
            went.bind(known.key(), *known, generation);
            while (went.step())
                keys.insert(went.text(0));
        }
        // A merge, or one taken back, changes two things without a new row.
        Query merged(*d->connection, R"sql(
            SELECT from_key, into_key FROM identity_merge WHERE id > :last
            UNION ALL
            SELECT from_key, into_key FROM (
                SELECT from_key, into_key FROM identity_merge WHERE undone_at_ms IS NOT NULL
                ORDER BY undone_at_ms DESC LIMIT :undone)
        )sql");
        merged.bind(since.lastMerge, std::max<qint64>(0, now->undone - since.undone));
        while (merged.step()) {
            keys.insert(merged.text(0));
            keys.insert(merged.text(1));
        }
        return std::optional(QStringList(keys.begin(), keys.end()));
    });
}

} // namespace meshlens::store
