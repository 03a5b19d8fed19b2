// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

namespace meshlens::tests {

/// Keeps everything a pull hands on.
class RecordingSink final : public PullSink
{
public:
    Batch all;
    QList<PullProblem> problems;
    QMap<mesh::Kind, QStringList> deleted;
    QList<mesh::LineageEdge> deletedEdges;
    QStringList deletedChecks;
    int batches = 0;

    Result<void> put(Batch batch) override
    {
        ++batches;
        all.domains += batch.domains;
        all.products += batch.products;
        all.datasets += batch.datasets;
        all.terms += batch.terms;
        all.parties += batch.parties;
        all.contracts += batch.contracts;
        all.edges += batch.edges;
        all.checks += batch.checks;
        all.results += batch.results;
        all.loads += batch.loads;
        all.notes += batch.notes;
        for (auto gone = batch.deleted.cbegin(); gone != batch.deleted.cend(); ++gone)
            deleted[gone.key()] += *gone;
        deletedEdges += batch.deletedEdges;
        deletedChecks += batch.deletedChecks;
        return {};
    }
    void problem(PullProblem problem) override { problems.append(std::move(problem)); }
    void progress(const QString &, qint64, qint64) override {}
};

} // namespace meshlens::tests
