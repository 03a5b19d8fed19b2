// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/mesh/access.h"

#include <QList>
#include <QMap>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>

/// Plain values that the store hands out beside the vocabulary of models/mesh.
namespace meshlens::store {

/// How far a product or dataset can be trusted, as last computed (models/scores writes it after a
/// commit).
struct ScoreSummary {
    std::optional<double> quality;           // 0 to 100; nothing: not scored
    double coverage = 0;                     // checks with a usable result / checks defined
    std::optional<std::int64_t> dataTimeMs;  // of the newest data
    std::optional<std::int64_t> objectiveMs; // freshness objective
    bool objectiveLearned = false;
    std::array<std::optional<double>, 6> qualities; // in the order of mesh::Quality
};

/// A product as lists show it, merged over its catalogs (the first in order of rank wins).
struct ProductRow {
    QString key;
    QString name;
    QString description;
    QString domain; // domain key
    QString domainName;
    mesh::DatasetType type = mesh::DatasetType::Table; // of its first output port's dataset
    bool hasDatasets = false;
    mesh::Status status = mesh::Status::Unknown;
    mesh::Archetype archetype = mesh::Archetype::Unknown;
    mesh::Classification classification = mesh::Classification::Unknown;
    mesh::AccessMode access = mesh::AccessMode::Unknown;
    bool certified = false;
    bool personal = false; // some column is personal
    QString version;
    QStringList tags;
    QStringList terms;      // term keys
    QStringList owners;     // party keys
    QStringList ownerNames; // in the order of owners
    QStringList catalogs;   // names, winner first
    QStringList outputs;    // dataset keys of its output ports
    QStringList inputs;     // dataset keys of its input ports
    int columns = 0;
    mesh::GrantState grant = mesh::GrantState::None; // this profile's
    ScoreSummary score;
};

/// What one catalog said of a thing.
struct Source {
    QString catalog;
    QString kind;
    QString nativeId;
    QString url;
    std::int64_t syncedAtMs = 0; // when that catalog was last read
};

/// Catalogs disagree about a field; `values` pairs catalog with what it said, winner first.
struct Conflict {
    QString field;
    QList<std::pair<QString, QString>> values;
};

template<typename Thing>
struct Merged {
    Thing thing; // the winner's words, gaps filled from the others
    QList<Source> sources;
    QList<Conflict> conflicts;
    std::int64_t firstSeenMs = 0;
    std::int64_t lastSeenMs = 0;
};

struct Counts {
    qint64 products = 0;
    qint64 datasets = 0;
    qint64 columns = 0;
    qint64 domains = 0;
    qint64 edges = 0;
    qint64 catalogs = 0;
};

/// Where the visible mesh stands: what changed after it can be asked for (Reader::changedDatasets).
struct Watermark {
    QMap<qint64, qint64> generations; // by catalog
    QString catalogs;                 // which there are and who wins
    qint64 lastDatasetRow = 0;        // no visible row of a dataset has a higher number
    qint64 lastMerge = 0;             // of datasets that are one
    qint64 undone = 0;                // merges taken back
    bool operator==(const Watermark &) const = default;
};

/// One pull, finished or failed.
struct SyncRun {
    qint64 id = 0;
    qint64 catalogId = 0;
    qint64 generation = 0; // 0: made none
    std::int64_t startedAtMs = 0;
    std::int64_t finishedAtMs = 0;
    bool ok = false;
    QString error;
    QMap<QString, qint64>
        entities;       // word of Kind (also edge, check, result, load) to how many were read
    qint64 changed = 0; // rows that came or went
    qint64 requests = 0;
    qint64 bytes = 0;
    QList<PullProblem> problems;
};

/// A connection with what is known of it.
struct CatalogRow {
    CatalogConnection connection;
    int rank = 0; // which catalog wins: lower first
    qint64 generation = 0;
    std::optional<std::int64_t> lastGoodSyncMs;
    std::optional<std::int64_t> lastTryMs;
    QString lastError; // empty: the last try was good
    qint64 products = 0;
    qint64 datasets = 0;
    qint64 columns = 0;
};

/// A thing by its key or name, for `show`, links and the palette.
struct ThingRef {
    QString key;
    mesh::Kind kind = mesh::Kind::Product;
    QString name;
    QString domainName;
};

/// Something the user wants sent, kept until the catalog has it.
struct OutboxItem {
    qint64 id = 0;
    QString catalog;
    QString request; // id of the request it is about
    QString action;  // "request" or a word of AccessAction::Kind
    QByteArray body; // JSON
    QString idempotencyKey;
    std::int64_t createdAtMs = 0;
    std::int64_t notBeforeMs = 0; // time to undo, or the next try
    int attempts = 0;
    QString lastError;
};

/// One change of the mesh, for "changes since your visit" and a product's history.
struct Change {
    std::int64_t atMs = 0;
    QString catalog;
    QString key;
    mesh::Kind kind = mesh::Kind::Product;
    QString name;
    QString what;   // new, gone, schema, contract, description, owner, status, version, ...
    QString detail; // "net_rev added, plan: text -> varchar"
};

/// A contract as one catalog had it for a while.
struct ContractVersion {
    mesh::Contract contract;
    QString catalog;
    std::int64_t sinceMs = 0;            // when a sync first saw it so
    std::optional<std::int64_t> untilMs; // when a sync saw another; nothing: it is so now
};

/// Something the user keeps: `kind` is pin, search, query, chart, metric, view or follow.
struct Kept {
    qint64 id = 0;
    QString kind;
    QString name;
    QString key;     // of the thing, or empty
    QByteArray body; // JSON, the kind's own
    int position = 0;
    std::int64_t createdAtMs = 0;
};

} // namespace meshlens::store
