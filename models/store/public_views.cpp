// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

using namespace Qt::StringLiterals;

/// What people may ask by SQL. A thing that several catalogs describe is one row, in the words of
/// the first in order of rank (SQLite takes bare columns from the row that holds the minimum).
namespace meshlens::store {

const char *publicViews()
{
    return R"sql(
DROP VIEW IF EXISTS product;
CREATE VIEW product AS
SELECT w.key, w.name, w.description, w.domain_key,
       (SELECT d.name FROM domain_row d JOIN thing dt ON dt.id = d.thing_id
            JOIN catalog dc ON dc.id = d.catalog_id
        WHERE dt.key = w.domain_key AND d.since <= dc.generation
            AND (d.until IS NULL OR d.until > dc.generation)
        ORDER BY dc.rank LIMIT 1) AS domain,
       CASE w.status WHEN 1 THEN 'proposed' WHEN 2 THEN 'draft' WHEN 3 THEN 'active'
           WHEN 4 THEN 'deprecated' WHEN 5 THEN 'retired' END AS status,
       CASE w.archetype WHEN 1 THEN 'source-aligned' WHEN 2 THEN 'aggregate'
           WHEN 3 THEN 'consumer-aligned' END AS archetype,
       CASE w.classification WHEN 1 THEN 'public' WHEN 2 THEN 'internal'
           WHEN 3 THEN 'confidential' WHEN 4 THEN 'restricted' END AS class,
       CASE w.access WHEN 1 THEN 'open' WHEN 2 THEN 'request' WHEN 3 THEN 'request' END AS access,
       w.certified, w.version, w.tags, w.terms, w.owners, w.catalog, w.native_id, w.url,
       s.quality, s.coverage, s.data_time_ms, s.objective_ms
FROM (SELECT coalesce(m.key, t.key) AS key, r.name, r.description, r.domain AS domain_key, r.status,
             r.archetype,
             r.classification, r.access, r.certified, r.version, r.tags, r.terms, r.owners,
             c.name AS catalog, r.native_id, r.url, min(c.rank * 4294967296 + r.id)
      FROM product_row r JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
        LEFT JOIN thing m ON m.id = t.same_as
      WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
      GROUP BY coalesce(t.same_as, t.id)) w
LEFT JOIN score s ON s.key = w.key;

DROP VIEW IF EXISTS dataset;
CREATE VIEW dataset AS
SELECT w.key, w.name, w.qualified_name,
       CASE w.type WHEN 0 THEN 'table' WHEN 1 THEN 'view' WHEN 2 THEN 'stream' WHEN 3 THEN 'file'
           WHEN 4 THEN 'api' WHEN 5 THEN 'model' WHEN 6 THEN 'metric' WHEN 7 THEN 'dashboard'
           END AS type,
       w.description, w.domain_key,
       CASE w.status WHEN 1 THEN 'proposed' WHEN 2 THEN 'draft' WHEN 3 THEN 'active'
           WHEN 4 THEN 'deprecated' WHEN 5 THEN 'retired' END AS status,
       CASE w.classification WHEN 1 THEN 'public' WHEN 2 THEN 'internal'
           WHEN 3 THEN 'confidential' WHEN 4 THEN 'restricted' END AS class,
       w.tags, w.terms, w.owners, w.columns, w.row_count, w.updated_at_ms, w.referenced, w.catalog,
       w.native_id, w.url, s.quality, s.coverage, s.data_time_ms, s.objective_ms
FROM (SELECT coalesce(m.key, t.key) AS key, r.name, r.qualified_name, r.type, r.description, r.domain AS domain_key, r.status,
             r.classification, r.tags, r.terms, r.owners, r.column_count AS columns, r.row_count,
             r.updated_at_ms, r.referenced, c.name AS catalog, r.native_id, r.url,
             min(r.referenced * 1152921504606846976 + c.rank * 4294967296 + r.id)
      FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
        LEFT JOIN thing m ON m.id = t.same_as
      WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
      GROUP BY coalesce(t.same_as, t.id)) w
LEFT JOIN score s ON s.key = w.key;

DROP VIEW IF EXISTS "column";
CREATE VIEW "column" AS
SELECT w.key AS dataset, k.name, k.position, k.type, k.description,
       CASE k.classification WHEN 1 THEN 'public' WHEN 2 THEN 'internal'
           WHEN 3 THEN 'confidential' WHEN 4 THEN 'restricted' END AS class,
       k.personal, k.primary_key, k.required, k.is_unique, k.tags, k.terms
FROM (SELECT coalesce(m.key, t.key) AS key, r.id,
             min((r.column_count = 0) * 1152921504606846976 + c.rank * 4294967296 + r.id)
      FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
        LEFT JOIN thing m ON m.id = t.same_as
      WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
      GROUP BY coalesce(t.same_as, t.id)) w
JOIN dataset_column k ON k.dataset_row_id = w.id;

DROP VIEW IF EXISTS edge;
CREATE VIEW edge AS
SELECT coalesce(fm.key, f.key) AS from_dataset, e.from_column, coalesce(tm.key, t.key) AS to_dataset,
       e.to_column, e.job, e.declared, c.name AS catalog, e.first_seen_ms, e.seen_at_ms
FROM edge_row e JOIN catalog c ON c.id = e.catalog_id JOIN thing f ON f.id = e.from_id
    JOIN thing t ON t.id = e.to_id LEFT JOIN thing fm ON fm.id = f.same_as
    LEFT JOIN thing tm ON tm.id = t.same_as
WHERE (f.id = t.id OR coalesce(f.same_as, f.id) <> coalesce(t.same_as, t.id)) AND e.since <= c.generation AND (e.until IS NULL OR e.until > c.generation);

DROP VIEW IF EXISTS check_result;
CREATE VIEW check_result AS
SELECT coalesce(m.key, t.key) AS dataset, k.column_name, k.native_id AS check_id, k.title,
       CASE k.dimension WHEN 0 THEN 'completeness' WHEN 1 THEN 'validity' WHEN 2 THEN 'consistency'
           WHEN 3 THEN 'accuracy' WHEN 4 THEN 'uniqueness' WHEN 5 THEN 'timeliness' END AS dimension,
       CASE k.severity WHEN 0 THEN 'info' WHEN 1 THEN 'warning' WHEN 2 THEN 'error' END AS severity,
       r.at_ms,
       CASE r.status WHEN 0 THEN 'passed' WHEN 1 THEN 'warning' WHEN 2 THEN 'failed'
           WHEN 3 THEN 'errored' END AS status,
       r.value, r.expected, r.message, c.name AS catalog
FROM check_row k JOIN catalog c ON c.id = k.catalog_id JOIN thing t ON t.id = k.dataset_id
    LEFT JOIN thing m ON m.id = t.same_as JOIN result r ON r.check_id = k.check_id
WHERE k.since <= c.generation AND (k.until IS NULL OR k.until > c.generation)
    AND r.since <= c.generation;

DROP VIEW IF EXISTS request;
CREATE VIEW request AS
SELECT q.id, q.catalog, coalesce(m.key, q.product) AS product, q.port, q.requester, q.requester_name, q.requester_team,
       CASE q.purpose_kind WHEN 0 THEN 'reporting' WHEN 1 THEN 'forecasting'
           WHEN 2 THEN 'product_analysis' WHEN 3 THEN 'model_training' WHEN 4 THEN 'regulatory'
           ELSE 'other' END AS purpose_kind,
       q.purpose,
       CASE q.state WHEN 0 THEN 'draft' WHEN 1 THEN 'queued' WHEN 2 THEN 'submitted'
           WHEN 3 THEN 'pending' WHEN 4 THEN 'asked' WHEN 5 THEN 'approved' WHEN 6 THEN 'denied'
           WHEN 7 THEN 'cancelled' END AS state,
       q.created_at_ms, q.decided_at_ms, q.decided_by, q.until_ms, q.mine
FROM access_request q LEFT JOIN thing t ON t.key = q.product LEFT JOIN thing m ON m.id = t.same_as;

DROP VIEW IF EXISTS "grant";
CREATE VIEW "grant" AS
SELECT q.grant_id AS id, q.id AS request, q.catalog, coalesce(m.key, q.product) AS product, q.port, q.requester, q.requester_name,
       q.requester_team, q.columns,
       CASE q.grant_state WHEN 1 THEN 'provisioning' WHEN 2 THEN 'active' WHEN 3 THEN 'failed'
           WHEN 4 THEN 'expired' WHEN 5 THEN 'returned' WHEN 6 THEN 'revoked' END AS state,
       q.decided_at_ms AS given_at_ms, q.until_ms, q.mine
FROM access_request q LEFT JOIN thing t ON t.key = q.product LEFT JOIN thing m ON m.id = t.same_as
WHERE q.grant_state <> 0;

-- Other names of a dataset, and the keys that were merged into it.
DROP VIEW IF EXISTS alias;
CREATE VIEW alias AS
SELECT coalesce(m.key, t.key) AS dataset, a.key AS alias,
       CASE a.strength WHEN 0 THEN 'strong' WHEN 1 THEN 'name' ELSE 'location' END AS strength,
       c.name AS catalog, r.first_seen_ms, c.last_good_ms AS last_seen_ms
FROM dataset_alias a JOIN dataset_row r ON r.id = a.dataset_row_id
    JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
    LEFT JOIN thing m ON m.id = t.same_as
WHERE r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation);

DROP VIEW IF EXISTS merged;
CREATE VIEW merged AS
SELECT i.from_key, i.into_key,
       CASE i.reason WHEN 0 THEN 'strong' WHEN 1 THEN 'name' WHEN 2 THEN 'location' ELSE 'user'
           END AS reason,
       i.evidence, i.at_ms, i.undone_at_ms
FROM identity_merge i;

DROP VIEW IF EXISTS views;
CREATE VIEW views AS
SELECT p.view_name AS "view", p.name AS "column"
FROM public_column p
ORDER BY p.view_name, p.position;
)sql";
}

QStringList publicViewNames()
{
    return {u"product"_s, u"dataset"_s, u"column"_s, u"edge"_s,   u"check_result"_s,
            u"grant"_s,   u"request"_s, u"alias"_s,  u"merged"_s, u"views"_s};
}

} // namespace meshlens::store
