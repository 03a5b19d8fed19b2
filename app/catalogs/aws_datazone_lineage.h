// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_datazone_decode.h"
#include "app/catalogs/aws_service.h"

namespace meshlens::catalogs {

/// The lineage of a DataZone domain, walked from its listings.
///
/// GetLineageNode gives a node and the ids of its neighbours; between two datasets lie runs of
/// jobs, at most three of them. Each node is asked for once, 5000 at most. An asset without lineage
/// is usual; what this person may not read is told and left out; any other error ends the walk.
class ZoneLineage
{
public:
    using Problem = std::function<void(const QString &part, const Error &error)>;

    /// `keyOfAsset`: dataset keys by the id of their asset.
    ZoneLineage(AwsService &zone, const QString &domain, QMap<QString, QString> keyOfAsset,
                Problem problem, std::stop_token stop);

    /// The edges into and out of one dataset.
    [[nodiscard]] Result<QList<mesh::LineageEdge>> edgesOf(const QString &dataset,
                                                           const QString &source);
    [[nodiscard]] int asked() const { return m_asked; }
    /// There was more than is read.
    [[nodiscard]] bool isCut() const;
    /// Something was left out that may be readable next time.
    [[nodiscard]] bool isPartial() const { return m_isPartial; }

private:
    struct Node {
        QString key; // empty: a run
        QString job;
        QStringList upstream; // ids
        QStringList downstream;
    };

    /// Nothing where there is no such node, or not for us.
    [[nodiscard]] Result<std::optional<Node>> node(const QString &identifier);
    Result<void> collect(const Node &from, bool upstream, int depth, QStringList &keys);

    AwsService &m_zone;
    const QString m_domain;
    const QMap<QString, QString> m_keyOfAsset;
    const Problem m_problem;
    const std::stop_token m_stop;
    QMap<QString, std::optional<Node>> m_nodes; // by id, or by source identifier
    int m_asked = 0;
    bool m_isPartial = false;
};

} // namespace meshlens::catalogs
