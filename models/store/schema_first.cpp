// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

/// Terms: a *row* is one version of what one catalog says of one thing. It is visible while
/// since <= catalog.generation and (until is null or until > catalog.generation). A pull writes
/// rows of generation + 1 and one update of catalog.generation shows them all. `staging` is that
/// number while a pull is under way and stays behind when it dies.
///
/// Words of the vocabularies are stored as their numbers, lists as JSON arrays, times as UTC
/// milliseconds since 1970. `hash` is of everything that the catalog said, children too.
namespace meshlens::store {

const char *const firstSchema = R"sql(
CREATE TABLE catalog (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind            TEXT NOT NULL,
    url             TEXT NOT NULL,
    options         TEXT NOT NULL DEFAULT '{}',
    authority       TEXT NOT NULL DEFAULT '',
    sync_period_ms  INTEGER NOT NULL,
    rank            INTEGER NOT NULL,
    generation      INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
    staging         INTEGER NOT NULL DEFAULT 0 CHECK (staging IN (0, generation + 1)),
    pull_state      BLOB NOT NULL DEFAULT x'',
    last_good_ms    INTEGER,
    last_try_ms     INTEGER,
    last_error      TEXT NOT NULL DEFAULT '',
    product_count   INTEGER NOT NULL DEFAULT 0,
    dataset_count   INTEGER NOT NULL DEFAULT 0,
    column_count    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE generation (
    catalog_id  INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL CHECK (number > 0),
    at_ms       INTEGER NOT NULL,
    PRIMARY KEY (catalog_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_run (
    id              INTEGER PRIMARY KEY,
    catalog_id      INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    generation      INTEGER NOT NULL,
    started_at_ms   INTEGER NOT NULL,
    finished_at_ms  INTEGER NOT NULL,
    ok              INTEGER NOT NULL,
    error           TEXT NOT NULL,
    entities        TEXT NOT NULL,
    changed         INTEGER NOT NULL,
    requests        INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    problems        TEXT NOT NULL
) STRICT;
CREATE INDEX sync_run_catalog ON sync_run (catalog_id);

CREATE TABLE thing (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL UNIQUE CHECK (key <> ''),
    kind  INTEGER NOT NULL
) STRICT;

CREATE TABLE domain_row (
    id             INTEGER PRIMARY KEY,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    thing_id       INTEGER NOT NULL REFERENCES thing (id),
    native_id      TEXT NOT NULL,
    since          INTEGER NOT NULL,
    until          INTEGER CHECK (until > since),
    hash           INTEGER NOT NULL,
    first_seen_ms  INTEGER NOT NULL,
    name           TEXT NOT NULL,
    description    TEXT NOT NULL,
    owners         TEXT NOT NULL
) STRICT;
CREATE INDEX domain_row_thing ON domain_row (thing_id);
CREATE INDEX domain_row_open ON domain_row (catalog_id) WHERE until IS NULL;

CREATE TABLE party_row (
    id             INTEGER PRIMARY KEY,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    thing_id       INTEGER NOT NULL REFERENCES thing (id),
    native_id      TEXT NOT NULL,
    since          INTEGER NOT NULL,
    until          INTEGER CHECK (until > since),
    hash           INTEGER NOT NULL,
    first_seen_ms  INTEGER NOT NULL,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL,
    team           TEXT NOT NULL,
    title          TEXT NOT NULL,
    roles          TEXT NOT NULL
) STRICT;
CREATE INDEX party_row_thing ON party_row (thing_id);
CREATE INDEX party_row_open ON party_row (catalog_id) WHERE until IS NULL;

CREATE TABLE term_row (
    id             INTEGER PRIMARY KEY,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    thing_id       INTEGER NOT NULL REFERENCES thing (id),
    native_id      TEXT NOT NULL,
    since          INTEGER NOT NULL,
    until          INTEGER CHECK (until > since),
    hash           INTEGER NOT NULL,
    first_seen_ms  INTEGER NOT NULL,
    name           TEXT NOT NULL,
    definition     TEXT NOT NULL,
    domain         TEXT NOT NULL,
    synonyms       TEXT NOT NULL
) STRICT;
CREATE INDEX term_row_thing ON term_row (thing_id);
CREATE INDEX term_row_open ON term_row (catalog_id) WHERE until IS NULL;

CREATE TABLE product_row (
    id                    INTEGER PRIMARY KEY,
    catalog_id            INTEGER NOT NULL REFERENCES catalog (id),
    thing_id              INTEGER NOT NULL REFERENCES thing (id),
    native_id             TEXT NOT NULL,
    since                 INTEGER NOT NULL,
    until                 INTEGER CHECK (until > since),
    hash                  INTEGER NOT NULL,
    first_seen_ms         INTEGER NOT NULL,
    name                  TEXT NOT NULL,
    description           TEXT NOT NULL,
    limitations           TEXT NOT NULL,
    usage                 TEXT NOT NULL,
    domain                TEXT NOT NULL,
    status                INTEGER NOT NULL,
    archetype             INTEGER NOT NULL,
    classification        INTEGER NOT NULL,
    access                INTEGER NOT NULL,
    certified             INTEGER NOT NULL,
    version               TEXT NOT NULL,
    tags                  TEXT NOT NULL,
    terms                 TEXT NOT NULL,
    owners                TEXT NOT NULL,
    contract_id           TEXT NOT NULL,
    url                   TEXT NOT NULL,
    source_code_location  TEXT NOT NULL,
    created_at_ms         INTEGER,
    updated_at_ms         INTEGER
) STRICT;
CREATE INDEX product_row_thing ON product_row (thing_id);
CREATE INDEX product_row_open ON product_row (catalog_id) WHERE until IS NULL;

CREATE TABLE port (
    product_row_id  INTEGER NOT NULL REFERENCES product_row (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    port_id         TEXT NOT NULL,
    direction       INTEGER NOT NULL,
    name            TEXT NOT NULL,
    description     TEXT NOT NULL,
    version         TEXT NOT NULL,
    dataset_id      INTEGER REFERENCES thing (id),
    protocol        TEXT NOT NULL,
    format          TEXT NOT NULL,
    address         TEXT NOT NULL,
    contract_id     TEXT NOT NULL,
    PRIMARY KEY (product_row_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX port_dataset ON port (dataset_id) WHERE dataset_id IS NOT NULL;

CREATE TABLE dataset_row (
    id               INTEGER PRIMARY KEY,
    catalog_id       INTEGER NOT NULL REFERENCES catalog (id),
    thing_id         INTEGER NOT NULL REFERENCES thing (id),
    native_id        TEXT NOT NULL,
    since            INTEGER NOT NULL,
    until            INTEGER CHECK (until > since),
    hash             INTEGER NOT NULL,
    first_seen_ms    INTEGER NOT NULL,
    name             TEXT NOT NULL,
    qualified_name   TEXT NOT NULL,
    type             INTEGER NOT NULL,
    description      TEXT NOT NULL,
    domain           TEXT NOT NULL,
    status           INTEGER NOT NULL,
    classification   INTEGER NOT NULL,
    tags             TEXT NOT NULL,
    terms            TEXT NOT NULL,
    owners           TEXT NOT NULL,
    aliases          TEXT NOT NULL,
    contract_id      TEXT NOT NULL,
    url              TEXT NOT NULL,
    referenced       INTEGER NOT NULL,
    updated_at_ms    INTEGER,
    row_count        INTEGER,
    column_count     INTEGER NOT NULL,
    personal_count   INTEGER NOT NULL
) STRICT;
CREATE INDEX dataset_row_thing ON dataset_row (thing_id);
CREATE INDEX dataset_row_open ON dataset_row (catalog_id) WHERE until IS NULL;

CREATE TABLE dataset_column (
    dataset_row_id  INTEGER NOT NULL REFERENCES dataset_row (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    name            TEXT NOT NULL,
    type            TEXT NOT NULL,
    description     TEXT NOT NULL,
    classification  INTEGER NOT NULL,
    personal        INTEGER NOT NULL,
    primary_key     INTEGER NOT NULL,
    required        INTEGER NOT NULL,
    is_unique       INTEGER NOT NULL,
    tags            TEXT NOT NULL,
    terms           TEXT NOT NULL,
    PRIMARY KEY (dataset_row_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_row (
    id                  INTEGER PRIMARY KEY,
    catalog_id          INTEGER NOT NULL REFERENCES catalog (id),
    native_id           TEXT NOT NULL,
    since               INTEGER NOT NULL,
    until               INTEGER CHECK (until > since),
    hash                INTEGER NOT NULL,
    first_seen_ms       INTEGER NOT NULL,
    name                TEXT NOT NULL,
    version             TEXT NOT NULL,
    status              INTEGER NOT NULL,
    description         TEXT NOT NULL,
    usage               TEXT NOT NULL,
    limitations         TEXT NOT NULL,
    datasets            TEXT NOT NULL,
    service_levels      TEXT NOT NULL,
    permitted_purposes  TEXT NOT NULL,
    document            BLOB NOT NULL
) STRICT;
CREATE INDEX contract_row_native ON contract_row (native_id);
CREATE INDEX contract_row_open ON contract_row (catalog_id) WHERE until IS NULL;

CREATE TABLE edge_row (
    id             INTEGER PRIMARY KEY,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    since          INTEGER NOT NULL,
    until          INTEGER CHECK (until > since),
    hash           INTEGER NOT NULL,
    first_seen_ms  INTEGER NOT NULL,
    from_id        INTEGER NOT NULL REFERENCES thing (id),
    from_column    TEXT NOT NULL,
    to_id          INTEGER NOT NULL REFERENCES thing (id),
    to_column      TEXT NOT NULL,
    job            TEXT NOT NULL,
    declared       INTEGER NOT NULL,
    seen_at_ms     INTEGER
) STRICT;
CREATE INDEX edge_row_open ON edge_row (catalog_id) WHERE until IS NULL;

CREATE TABLE check_name (
    id          INTEGER PRIMARY KEY,
    catalog_id  INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    native_id   TEXT NOT NULL,
    UNIQUE (catalog_id, native_id)
) STRICT;

CREATE TABLE check_row (
    id             INTEGER PRIMARY KEY,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    check_id       INTEGER NOT NULL REFERENCES check_name (id),
    native_id      TEXT NOT NULL,
    since          INTEGER NOT NULL,
    until          INTEGER CHECK (until > since),
    hash           INTEGER NOT NULL,
    first_seen_ms  INTEGER NOT NULL,
    dataset_id     INTEGER NOT NULL REFERENCES thing (id),
    column_name    TEXT NOT NULL,
    dimension      INTEGER NOT NULL,
    title          TEXT NOT NULL,
    description    TEXT NOT NULL,
    severity       INTEGER NOT NULL,
    weight         REAL NOT NULL,
    period_ms      INTEGER
) STRICT;
CREATE INDEX check_row_dataset ON check_row (dataset_id);
CREATE INDEX check_row_open ON check_row (catalog_id) WHERE until IS NULL;

CREATE TABLE result (
    check_id  INTEGER NOT NULL REFERENCES check_name (id) ON DELETE CASCADE,
    at_ms     INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    value     TEXT NOT NULL,
    expected  TEXT NOT NULL,
    message   TEXT NOT NULL,
    PRIMARY KEY (check_id, at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE load (
    dataset_id     INTEGER NOT NULL REFERENCES thing (id),
    arrived_at_ms  INTEGER NOT NULL,
    catalog_id     INTEGER NOT NULL REFERENCES catalog (id),
    since          INTEGER NOT NULL,
    data_time_ms   INTEGER NOT NULL,
    row_count      INTEGER,
    PRIMARY KEY (dataset_id, arrived_at_ms, catalog_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    id          INTEGER PRIMARY KEY,
    catalog_id  INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    generation  INTEGER NOT NULL,
    key         TEXT NOT NULL,
    kind        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    what        TEXT NOT NULL,
    detail      TEXT NOT NULL
) STRICT;
CREATE INDEX change_key ON change (key);
CREATE INDEX change_generation ON change (catalog_id, generation);

CREATE TABLE score (
    key                TEXT PRIMARY KEY,
    quality            REAL,
    coverage           REAL NOT NULL,
    data_time_ms       INTEGER,
    objective_ms       INTEGER,
    objective_learned  INTEGER NOT NULL,
    discoverable       REAL,
    addressable        REAL,
    trustworthy        REAL,
    self_describing    REAL,
    interoperable      REAL,
    secure             REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_request (
    catalog          TEXT NOT NULL,
    id               TEXT NOT NULL CHECK (id <> ''),
    version          INTEGER NOT NULL,
    product          TEXT NOT NULL,
    port             TEXT NOT NULL,
    requester        TEXT NOT NULL,
    requester_name   TEXT NOT NULL,
    requester_team   TEXT NOT NULL,
    for_whom         TEXT NOT NULL,
    purpose_kind     INTEGER NOT NULL,
    purpose          TEXT NOT NULL,
    columns          TEXT NOT NULL,
    until_ms         INTEGER,
    due_ms           INTEGER,
    renews           TEXT NOT NULL,
    state            INTEGER NOT NULL,
    grant_state      INTEGER NOT NULL,
    grant_id         TEXT NOT NULL,
    decided_by       TEXT NOT NULL,
    decided_by_name  TEXT NOT NULL,
    decided_at_ms    INTEGER,
    created_at_ms    INTEGER NOT NULL,
    note             TEXT NOT NULL,
    messages         TEXT NOT NULL,
    history          TEXT NOT NULL,
    mine             INTEGER NOT NULL,
    decidable        INTEGER NOT NULL,
    PRIMARY KEY (catalog, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    catalog          TEXT NOT NULL,
    request          TEXT NOT NULL,
    action           TEXT NOT NULL,
    body             BLOB NOT NULL,
    idempotency_key  TEXT NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    not_before_ms    INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    last_error       TEXT NOT NULL
) STRICT;

CREATE TABLE kept (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL,
    name           TEXT NOT NULL,
    key            TEXT NOT NULL,
    body           BLOB NOT NULL,
    position       INTEGER NOT NULL,
    created_at_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The columns of the public views (public_views.cpp).
CREATE TABLE public_column (
    view_name  TEXT NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    PRIMARY KEY (view_name, position)
) STRICT, WITHOUT ROWID;
)sql";

} // namespace meshlens::store
