// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_pass.h"

#include <QImage>
#include <QPoint>
#include <QSize>

#include <optional>

namespace meshlens::ui {

/// Pictures of parts of a scene, made in slices of time, so that a view of any graph can be moved
/// and zoomed at once.
///
/// At each zoom the plane is cut into square tiles. What stands on screen is, from the bottom: an
/// overview of the whole, stretched; tiles of the zoom before, stretched; tiles of this zoom. So
/// something is always shown, and it becomes sharp within a few slices. After a change of emphasis
/// old tiles stay until the new ones are painted. Some 60 tiles of 256 pixels a side are kept for a
/// window of 1440 x 900 (16 MB), the overview takes up to 6 MB.
///
/// Thread: the interface thread.
class GraphTiles
{
public:
    /// Another scene: nothing that was painted holds any longer.
    void setScene(std::shared_ptr<const GraphScene> scene);
    /// Other colours or another emphasis: what was painted is shown until it is painted anew.
    void setLook(const GraphLook &look, std::shared_ptr<const Emphases> emphases);
    /// `offset`: of the view's corner from the scene's origin, in pixels at `zoom`.
    void setView(double zoom, QPoint offset, QSize size, double pixelRatio);

    /// Shows the best there is. Costs some copies of pictures whatever the size of the graph.
    void paint(QPainter *painter);
    /// Paints what is missing until the deadline; true: all in view is sharp, nothing is to do.
    bool work(const QDeadlineTimer &until);
    [[nodiscard]] bool isSharp() const;
    [[nodiscard]] qsizetype bytes() const;
    /// The whole in one picture, if it was painted already, and the part of the scene it shows.
    [[nodiscard]] const QImage &overview() const { return m_overview.image; }

private:
    struct Tile {
        QImage image;
        quint64 version = 0;
    };
    struct Layer {
        double zoom = 0;
        QHash<QPoint, Tile> tiles;
    };
    struct Overview {
        QImage image;
        QRectF area;
        double zoom = 1;
        quint64 version = 0;
    };
    struct Job {
        std::optional<QPoint> tile; // nothing: the overview
        QImage image;
        QRectF part;
        double zoom = 1;
        quint64 version = 0;
        std::unique_ptr<GraphPass> pass;
    };
    [[nodiscard]] QRect cells(double zoom, int ring) const; // of the view, in tiles
    [[nodiscard]] std::optional<QPoint> missing(int ring) const;
    [[nodiscard]] bool covered() const; // by tiles of this zoom
    bool begin();
    void finish();
    void forgetFar();
    void paintStretched(QPainter *painter) const;

    std::shared_ptr<const GraphScene> m_scene;
    std::shared_ptr<const Emphases> m_emphases = std::make_shared<const Emphases>();
    GraphLook m_look;
    quint64 m_version = 1;
    QPoint m_offset;
    QSize m_size;
    double m_ratio = 1;
    Layer m_now;
    Layer m_before;
    Overview m_overview;
    std::optional<Job> m_job;
};

} // namespace meshlens::ui
