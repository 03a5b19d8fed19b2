// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/identities.h"
#include "models/store/said.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr auto edgeFields = R"sql(
    SELECT coalesce(fw.key, f.key), e.from_column, coalesce(tw.key, t.key), e.to_column, e.job, e.declared, e.seen_at_ms, c.name,
           e.first_seen_ms,
           coalesce((SELECT g.at_ms FROM generation g
                WHERE g.catalog_id = e.catalog_id AND g.number = e.until - 1
                    AND e.until <= c.generation), c.last_good_ms, e.first_seen_ms)
)sql";

constexpr auto edgesNow = R"sql(
    FROM edge_row e JOIN catalog c ON c.id = e.catalog_id
        JOIN thing f ON f.id = e.from_id LEFT JOIN thing fw ON fw.id = f.same_as
        JOIN thing t ON t.id = e.to_id LEFT JOIN thing tw ON tw.id = t.same_as
    WHERE (f.id = t.id OR coalesce(f.same_as, f.id) <> coalesce(t.same_as, t.id))
        AND e.since <= c.generation AND (e.until IS NULL OR e.until > c.generation)
    ORDER BY e.id
)sql";

// A catalog's picture at a time is the newest generation that it had by then.
constexpr auto edgesThen = R"sql(
    FROM edge_row e JOIN catalog c ON c.id = e.catalog_id
        JOIN (SELECT catalog_id, max(number) AS number FROM generation
              WHERE at_ms <= :at GROUP BY catalog_id) v ON v.catalog_id = e.catalog_id
        JOIN thing f ON f.id = e.from_id LEFT JOIN thing fw ON fw.id = f.same_as
        JOIN thing t ON t.id = e.to_id LEFT JOIN thing tw ON tw.id = t.same_as
    WHERE (f.id = t.id OR coalesce(f.same_as, f.id) <> coalesce(t.same_as, t.id))
        AND e.since <= v.number AND (e.until IS NULL OR e.until > v.number)
    ORDER BY e.id
)sql";

constexpr auto visibleCheck = R"sql(
    k.since <= c.generation AND (k.until IS NULL OR k.until > c.generation)
)sql";

/// SQL and parameter for "of these datasets"; an empty list stands for all.
std::string ofDatasets(const QStringList &keys)
{
    return keys.isEmpty() ? std::string() : joined({" AND t.id IN ", oneWithKeys});
}

QList<Reader::ResultRow> readResults(Query &query)
{
    QList<Reader::ResultRow> rows;
    while (query.step()) {
        Reader::ResultRow row;
        row.checkRowId = query.number(0);
        row.result.check = query.text(1);
        row.result.atMs = query.number(2);
        row.result.status = query.word<mesh::CheckStatus>(3);
        row.result.value = query.text(4);
        row.result.expected = query.text(5);
        row.result.message = query.text(6);
        rows.append(std::move(row));
    }
    return rows;
}

constexpr auto resultFields = R"sql(
    SELECT k.check_id, k.native_id, r.at_ms, r.status, r.value, r.expected, r.message
    FROM check_row k JOIN catalog c ON c.id = k.catalog_id JOIN thing t ON t.id = k.dataset_id
        JOIN result r ON r.check_id = k.check_id AND r.since <= c.generation
    WHERE )sql";

} // namespace

Result<void> Reader::forEachEdge(const std::function<bool(const EdgeRow &)> &each,
                                 std::optional<std::int64_t> atMs) const
{
    return guarded([&]() -> Result<void> {
        Query query(*d->connection, joined({edgeFields, (atMs ? edgesThen : edgesNow)}));
        if (atMs)
            query.bind(*atMs);
        while (query.step()) {
            EdgeRow row;
            row.edge.from = query.text(0);
            row.edge.fromColumn = query.text(1);
            row.edge.to = query.text(2);
            row.edge.toColumn = query.text(3);
            row.edge.job = query.text(4);
            row.edge.declared = query.flag(5);
            row.edge.seenAtMs = query.maybe(6);
            row.catalog = query.text(7);
            row.firstSeenMs = query.number(8);
            row.lastSeenMs = query.number(9);
            if (!each(row))
                break;
        }
        return {};
    });
}

Result<QList<Reader::CheckRow>> Reader::checks(const QStringList &datasetKeys) const
{
    return guarded([&]() -> Result<QList<CheckRow>> {
        Query query(*d->connection, joined({R"sql(
            SELECT k.native_id, coalesce(w.key, t.key), k.column_name, k.dimension, k.title, k.description, k.severity,
                   k.weight, k.period_ms, k.check_id, c.name
            FROM check_row k JOIN catalog c ON c.id = k.catalog_id JOIN thing t ON t.id = k.dataset_id
                LEFT JOIN thing w ON w.id = t.same_as
            WHERE )sql",
                                            visibleCheck, ofDatasets(datasetKeys),
                                            " ORDER BY k.title, k.native_id, k.id"}));
        if (!datasetKeys.isEmpty())
            query.bind(datasetKeys);
        QList<CheckRow> rows;
        while (query.step()) {
            CheckRow row;
            row.check.id = query.text(0);
            row.check.dataset = query.text(1);
            row.check.column = query.text(2);
            row.check.dimension = query.word<mesh::Dimension>(3);
            row.check.title = query.text(4);
            row.check.description = query.text(5);
            row.check.severity = query.word<mesh::Severity>(6);
            row.check.weight = query.real(7);
            row.check.periodMs = query.maybe(8);
            row.rowId = query.number(9);
            row.catalog = query.text(10);
            rows.append(std::move(row));
        }
        return rows;
    });
}

Result<QList<Reader::ResultRow>> Reader::results(const QStringList &datasetKeys,
                                                 std::int64_t sinceMs) const
{
    return guarded([&]() -> Result<QList<ResultRow>> {
        Query query(*d->connection,
                    joined({resultFields, visibleCheck, " AND r.at_ms >= :since",
                            ofDatasets(datasetKeys), " ORDER BY r.at_ms, k.check_id"}));
        if (datasetKeys.isEmpty())
            query.bind(sinceMs);
        else
            query.bind(sinceMs, datasetKeys);
        return readResults(query);
    });
}

Result<QList<Reader::ResultRow>> Reader::latestResults(const QStringList &datasetKeys) const
{
    return guarded([&]() -> Result<QList<ResultRow>> {
        Query query(*d->connection,
                    joined({resultFields, visibleCheck, R"sql(
                AND r.at_ms = (SELECT max(n.at_ms) FROM result n
                               WHERE n.check_id = k.check_id AND n.since <= c.generation)
            )sql",
                            ofDatasets(datasetKeys), " ORDER BY r.at_ms, k.check_id"}));
        if (!datasetKeys.isEmpty())
            query.bind(datasetKeys);
        return readResults(query);
    });
}

Result<QList<mesh::Load>> Reader::loads(const QStringList &datasetKeys, std::int64_t sinceMs) const
{
    return guarded([&]() -> Result<QList<mesh::Load>> {
        // Two catalogs may tell of one arrival; the first in order of rank is believed.
        Query query(*d->connection, joined({R"sql(
            SELECT coalesce(w.key, t.key), l.data_time_ms, l.arrived_at_ms, l.row_count, min(c.rank)
            FROM load l JOIN catalog c ON c.id = l.catalog_id JOIN thing t ON t.id = l.dataset_id
                LEFT JOIN thing w ON w.id = t.same_as
            WHERE l.since <= c.generation AND l.arrived_at_ms >= :since
        )sql",
                                            ofDatasets(datasetKeys),
                                            R"sql(
            GROUP BY coalesce(t.same_as, l.dataset_id), l.arrived_at_ms
            ORDER BY l.arrived_at_ms, t.key
        )sql"}));
        if (datasetKeys.isEmpty())
            query.bind(sinceMs);
        else
            query.bind(sinceMs, datasetKeys);
        QList<mesh::Load> loads;
        while (query.step())
            loads.append({query.text(0), query.number(1), query.number(2), query.maybe(3)});
        return loads;
    });
}

} // namespace meshlens::store
