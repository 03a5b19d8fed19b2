// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"
#include "app/catalogs/formats/detect.h"

#include <functional>
#include <stop_token>

/// dbt artifacts: `manifest.json` with what belongs to it. Manifests reach hundreds of megabytes,
/// so files are read as a stream (json_sections.h) and handed on in batches.
namespace meshlens::catalogs {

/// What the head of one artifact says.
struct DbtArtifact {
    Format format = Format::None;
    QString path;         // to open it
    QString file;         // for problems
    QString project;      // of a manifest
    QStringList packages; // of the first entries, which is how the others are told
    QString invocation;
    QString adapter;
    std::int64_t generatedAtMs = -1;
};

/// A manifest and the files that speak of its nodes.
struct DbtProject {
    DbtArtifact manifest;
    std::optional<DbtArtifact> catalog; // the newest
    QList<DbtArtifact> runResults;      // every invocation once, oldest first
    QList<DbtArtifact> sources;
};

using EmitBatch = std::function<Result<void>(Decoded)>;

/// Reads metadata and the first entries. Errors as readSections().
[[nodiscard]] Result<DbtArtifact> readDbtHead(const QString &path, const QString &file,
                                              Format format);

/// Pairs artifacts by project, then by invocation, then by folder. What belongs to no manifest is
/// a problem.
[[nodiscard]] QList<DbtProject> pairDbtArtifacts(QList<DbtArtifact> artifacts,
                                                 QList<PullProblem> &problems);

/// Reads one project and hands it on in batches of some thousand entities.
///
/// Shape:  models, seeds, snapshots and sources are datasets (native id: `unique_id`, strong alias
///         `dbt:<project>:<unique_id>`) with documented columns filled up from the catalog;
///         ephemeral models are bridged. Tests are checks (id: `unique_id`), rows of run results
///         their results; a model that ran is a load. Sources with a freshness rule have a contract
///         of their `unique_id` with service levels `freshness` (warn_after: late) and
///         `stale_after` (error_after), a check `<unique_id>.freshness`, and a load for each
///         measured one. Exposures are consumer-aligned products whose input ports are what they
///         depend on, and a dataset (dashboard, model, ...) at the end of the lineage. Keys by
///         mesh::dbtKey(); hint `instance` of the context, else `_<catalog>`.
/// Problems: results that speak of nodes the manifest does not know (another invocation).
/// Errors: those of the manifest, of `handOn`, Cancelled; the other files become problems.
/// Memory: a few hundred bytes a dataset.
[[nodiscard]] Result<void> readDbtProject(const DbtProject &project, const DecodeContext &context,
                                          const EmitBatch &handOn, std::stop_token stop = {});

} // namespace meshlens::catalogs
