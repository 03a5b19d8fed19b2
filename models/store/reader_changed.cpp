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
                SELECT t.key FROM dataset_row r JOIN thing t ON t.id = r.thing_id
                WHERE r.id > :last AND r.catalog_id = :catalog AND r.since > :before
                    AND r.since <= :now
            )sql");
            came.bind(since.lastDatasetRow, known.key(), *known, generation);
            while (came.step())
                keys.insert(came.text(0));
            Query went(*d->connection, R"sql(
                SELECT t.key FROM dataset_row r JOIN thing t ON t.id = r.thing_id
                WHERE r.catalog_id = :catalog AND r.until > :before AND r.until <= :now
            )sql");
            went.bind(known.key(), *known, generation);
            while (went.step())
                keys.insert(went.text(0));
        }
        return std::optional(QStringList(keys.begin(), keys.end()));
    });
}

} // namespace meshlens::store
