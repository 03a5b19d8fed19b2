// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_scene.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTransform>

namespace meshlens::ui {

/// The way from one drawing to the next, so that the eye can follow: in small graphs each node goes
/// to its new place and takes its links along, new ones come out of a neighbour; large graphs fade
/// over. 160 ms, ease-out.
class GraphMorph
{
public:
    /// `carry`: from the scene before to the scene after, so that what is at one place on screen is
    /// at one place here. `picture`: what stood on screen before, for large graphs.
    GraphMorph(const GraphScene &before, std::shared_ptr<const GraphScene> after,
               const QTransform &carry, const QImage &picture);

    [[nodiscard]] bool isOver() const;
    [[nodiscard]] bool fades() const { return m_starts.empty(); }
    [[nodiscard]] double progress() const; // 0 to 1
    [[nodiscard]] const QImage &picture() const { return m_picture; }
    /// The drawing on its way; only for small graphs.
    [[nodiscard]] Drawing between(double progress) const;

    /// Nodes up to which things move one by one.
    static constexpr qsizetype movesUpTo = 300;

private:
    std::shared_ptr<const GraphScene> m_after;
    std::vector<QPointF> m_starts; // of each node: how far from its place it begins
    QImage m_picture;
    QElapsedTimer m_clock;
};

} // namespace meshlens::ui
