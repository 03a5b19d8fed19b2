// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_scene.h"

class QDeadlineTimer;

namespace meshlens::ui {

/// Paints one part of a scene, if need be in several slices of time: ground, frames, quiet lines,
/// strong lines, nodes. The painter works in scene coordinates. Thread: any, one at a time, see
/// graph_painter.h.
class GraphPass
{
public:
    GraphPass(std::shared_ptr<const GraphScene> scene, std::shared_ptr<const Emphases> emphases,
              const GraphLook &look, const QRectF &part);

    /// What all of it is likely to take, in milliseconds of a slow core: measured means by level of
    /// detail, so that a view can choose between painting at once and in slices.
    [[nodiscard]] double cost() const;

    /// Goes on from where the last slice ended; true: all is painted. A slice ends after the thing
    /// during which the deadline passed.
    bool paint(QPainter *painter, const QDeadlineTimer &until);

private:
    void paintMarks(QPainter *painter);
    void paintTitles(QPainter *painter);
    bool paintSomeTrunks(QPainter *painter, const QDeadlineTimer &until);
    bool paintSomeEdges(QPainter *painter, const std::vector<int> &edges,
                        const QDeadlineTimer &until);

    std::shared_ptr<const GraphScene> m_scene;
    std::shared_ptr<const Emphases> m_emphases;
    GraphLook m_look;
    QRectF m_part;
    const EdgeBundles *m_bundles = nullptr; // of the scene; null: edges one by one
    std::vector<int> m_trunks;              // of those
    bool m_quietTrunks = false;
    std::vector<int> m_quietEdges; // not in bundles
    std::vector<int> m_strongEdges;
    std::vector<int> m_nodes;
    enum class Phase {
        Ground,
        Trunks,
        QuietEdges,
        StrongEdges,
        Nodes,
        Done
    } m_phase = Phase::Ground;
    std::size_t m_next = 0;
};

} // namespace meshlens::ui
