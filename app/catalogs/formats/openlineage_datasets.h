// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/detect.h"
#include "app/catalogs/formats/fields.h"

#include <optional>

namespace meshlens::catalogs {

/// The datasets that OpenLineage events name, with what their facets say; see OpenLineageReader.
/// Each (namespace, name) pair has a number; keyOf() is final once all events were added.
class OpenLineageDatasets
{
public:
    using No = int;

    explicit OpenLineageDatasets(const DecodeContext &context) : m_context(&context) {}

    /// The number of the dataset that `namespace` and `name` of the node name; nothing, and a
    /// problem, where there is no name.
    std::optional<No> number(const Field &node);

    void addFacets(No dataset, const Field &facets, std::int64_t atMs);
    void addAssertions(No dataset, const Field &facets, std::int64_t atMs);
    /// An output of a run that ended well: `outputFacets` and `facets` of the node tell how many
    /// rows came and how new they are.
    void addLoad(No dataset, const Field &node, std::int64_t atMs);

    /// Everything that was gathered. Only then do the two below answer.
    [[nodiscard]] Decoded take();
    [[nodiscard]] QString keyOf(No dataset) const;
    [[nodiscard]] No leader(No dataset) const; // the first number with the same key

private:
    struct Entry {
        QString nameSpace;
        QString name;
        mesh::DatasetKey own;
        QList<mesh::DatasetKey> symlinks;
        mesh::Dataset data;
        bool described = false; // some facet said more than the name
        QList<mesh::Load> loads;
        QHash<QString, mesh::Check> checks;
        QList<mesh::CheckResult> results;
    };

    void addSymlinks(Entry &entry, const Field &facets);
    void addColumns(const Field &node, const QString &prefix, int depth, mesh::Dataset &data) const;
    void addTags(Entry &entry, const Field &facets);
    [[nodiscard]] const mesh::DatasetKey &strongest(const Entry &entry) const;
    [[nodiscard]] mesh::Dataset finished(const Entry &entry) const;

    const DecodeContext *m_context;
    QHash<std::pair<QString, QString>, No> m_numbers;
    QList<Entry> m_entries;
    QList<No> m_leaders;
    Batch m_parties;
};

} // namespace meshlens::catalogs
