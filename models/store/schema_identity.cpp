// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

/// One dataset under several keys. `thing.same_as` is the thing that a thing is merged into, never
/// a chain; rows keep the thing that their catalog named, so a merge is one number and taking it
/// back is too. `dataset_alias` are the other names of a dataset row, visible when the row is.
/// Decisions name keys, not things: they outlive every sync and the index itself.
namespace meshlens::store {

const char *const identitySchema = R"sql(
ALTER TABLE thing ADD COLUMN same_as INTEGER REFERENCES thing (id);
CREATE INDEX thing_same ON thing (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE dataset_alias (
    dataset_row_id  INTEGER NOT NULL REFERENCES dataset_row (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    key             TEXT NOT NULL,
    strength        INTEGER NOT NULL, -- 0 strong, 1 name, 2 location
    PRIMARY KEY (dataset_row_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX dataset_alias_key ON dataset_alias (key);
INSERT INTO dataset_alias (dataset_row_id, position, key, strength)
SELECT r.id, a.key, json_extract(a.value, '$.key'),
       CASE json_extract(a.value, '$.strength') WHEN 'strong' THEN 0 WHEN 'name' THEN 1 ELSE 2 END
FROM dataset_row r, json_each(r.aliases) a
WHERE r.aliases <> '[]' AND json_extract(a.value, '$.strength') IN ('strong', 'name', 'location');

CREATE TABLE identity_decision (
    left_key   TEXT NOT NULL CHECK (left_key < right_key),
    right_key  TEXT NOT NULL,
    kind       INTEGER NOT NULL, -- 0 join, 1 keep apart, 2 do not ask again
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (left_key, right_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_decision_right ON identity_decision (right_key);

CREATE TABLE identity_merge (
    id            INTEGER PRIMARY KEY,
    from_key      TEXT NOT NULL,
    into_key      TEXT NOT NULL,
    reason        INTEGER NOT NULL, -- 0 strong, 1 name, 2 location, 3 user
    evidence      TEXT NOT NULL,    -- the alias that both have, or empty
    at_ms         INTEGER NOT NULL,
    undone_at_ms  INTEGER
) STRICT;
CREATE INDEX identity_merge_open ON identity_merge (from_key) WHERE undone_at_ms IS NULL;

CREATE TABLE identity_conflict (
    left_key   TEXT NOT NULL,
    right_key  TEXT NOT NULL,
    evidence   TEXT NOT NULL, -- what they share
    scope      TEXT NOT NULL, -- of the names that differ; empty: a person keeps them apart
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (left_key, right_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_conflict_right ON identity_conflict (right_key);

-- The few columns that are confidential or personal, for lineage.
CREATE INDEX dataset_column_marked ON dataset_column (dataset_row_id, position)
    WHERE personal <> 0 OR classification >= 3;
)sql";

// What a catalog calls by a key that means something else elsewhere. The address is the catalog
// and its key, so all its rows, ports, links, checks and loads go along, now and after every sync.
const char *const identitySplits = R"sql(
CREATE TABLE identity_split (
    catalog_id  INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,        -- as the catalog says it
    own_key     TEXT NOT NULL UNIQUE, -- of the thing that it means
    at_ms       INTEGER NOT NULL,
    PRIMARY KEY (catalog_id, key)
) STRICT, WITHOUT ROWID;
)sql";

// Changes, requests and covering contracts go along with what was parted before they did.
const char *const splitRecords = R"sql(
UPDATE change SET key = (
    SELECT s.own_key FROM identity_split s
    WHERE s.catalog_id = change.catalog_id AND s.key = change.key)
WHERE EXISTS (SELECT 1 FROM identity_split s
              WHERE s.catalog_id = change.catalog_id AND s.key = change.key);
UPDATE access_request SET product = (
    SELECT s.own_key FROM identity_split s JOIN catalog c ON c.id = s.catalog_id
    WHERE c.name = access_request.catalog AND s.key = access_request.product)
WHERE EXISTS (SELECT 1 FROM identity_split s JOIN catalog c ON c.id = s.catalog_id
              WHERE c.name = access_request.catalog AND s.key = access_request.product);
UPDATE contract_row SET datasets = (
    SELECT json_group_array(coalesce(s.own_key, j.value)) FROM json_each(contract_row.datasets) j
        LEFT JOIN identity_split s ON s.catalog_id = contract_row.catalog_id AND s.key = j.value)
WHERE EXISTS (SELECT 1 FROM json_each(contract_row.datasets) j JOIN identity_split s
              ON s.catalog_id = contract_row.catalog_id AND s.key = j.value);
)sql";

} // namespace meshlens::store
