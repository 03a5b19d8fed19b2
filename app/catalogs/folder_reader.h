// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/folder_walk.h"
#include "app/catalogs/formats/dbt.h"
#include "app/catalogs/formats/openlineage.h"

#include <QHash>

namespace meshlens::catalogs {

/// Reads the descriptors, artifacts and events among the files of a folder, each told by its
/// content. What is of no known format is passed over in silence, unless its name promises YAML or
/// JSON and it is neither.
/// Thread: one at a time. Memory: everything but dbt artifacts, of which only the heads are kept.
class FolderReader
{
public:
    explicit FolderReader(DecodeContext context);

    void add(const FoundFile &file);
    /// Only what dataset files can be found with: contracts and products.
    void addDescriptorsOnly(bool only) { m_descriptorsOnly = only; }

    /// Everything but dbt, joined by linkBatch(). Then it is empty again.
    [[nodiscard]] Decoded finish();
    [[nodiscard]] QList<DbtProject> dbtProjects(QList<PullProblem> &problems);
    [[nodiscard]] qint64 bytesRead() const { return m_bytes; }
    [[nodiscard]] int recognised() const { return m_recognised; } // files of a known format

private:
    void addYaml(const FoundFile &file);
    void addJson(const FoundFile &file, bool promised);
    void addJsonDocument(const FoundFile &file);
    void addOpenLineage(const FoundFile &file);
    void addDbt(const FoundFile &file, Format format);
    void addDocument(const nlohmann::json &document, const FoundFile &file, const LineMap *lines);
    void reportTwins(const Decoded &decoded, const QString &file);
    void problem(const FoundFile &file, const Error &error);
    [[nodiscard]] QByteArray contents(const FoundFile &file, qint64 limit);

    DecodeContext m_context;
    OpenLineageReader m_events;
    Decoded m_decoded;
    QList<DbtArtifact> m_artifacts;
    QHash<QString, QString> m_describedIn; // native id with its version -> file
    qint64 m_bytes = 0;
    int m_recognised = 0;
    bool m_descriptorsOnly = false;
};

/// Worth opening: by its suffix, or because it begins like JSON or one of our YAML documents.
[[nodiscard]] bool mayDescribe(const FoundFile &file);

} // namespace meshlens::catalogs
