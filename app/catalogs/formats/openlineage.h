// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

#include <memory>

namespace meshlens::catalogs {

/// Gathers OpenLineage events (run, job and dataset events) and says what they mean together.
///
/// Events of one run are additive: inputs of START count for the outputs of COMPLETE. Edges follow
/// the `lineage` facet where there is one, else `columnLineage`, else every input feeds every
/// output. COMPLETE (and RUNNING of a streaming job) proves an edge; anything else declares it.
/// A dataset's key is the strongest of its name and symlinks, the others become aliases; the same
/// holds for every event that names it, also those without symlinks. `dataQualityAssertions` become
/// checks (`<namespace>/<name>[#column]:<assertion>`) and results, COMPLETE events loads of their
/// outputs. Native ids of datasets: `<namespace>/<name>`.
/// Thread: one at a time.
class OpenLineageReader
{
public:
    explicit OpenLineageReader(DecodeContext context);
    ~OpenLineageReader();
    OpenLineageReader(OpenLineageReader &&) noexcept;

    /// One event, from this line of that file. Facets without their event are recognised, and
    /// reported. Returns false when the value is neither.
    bool add(const nlohmann::json &event, const QString &file, int line);
    /// A whole file: events one a line, an array, one object, or objects one after another. A
    /// broken line is reported with its number, and the rest is read.
    void addFile(const QByteArray &bytes, const QString &file);

    [[nodiscard]] Decoded finish(); // then it is empty again

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// All events of one file.
[[nodiscard]] Decoded decodeOpenLineage(const QByteArray &bytes, const DecodeContext &context);

/// The (namespace, name) pair that OpenLineage writes for a dataset key; openLineageKey() of it
/// gives the key again. Source: OpenLineage naming conventions.
struct OpenLineageName {
    QString nameSpace;
    QString name;
};
[[nodiscard]] OpenLineageName openLineageName(const QString &datasetKey);

} // namespace meshlens::catalogs
