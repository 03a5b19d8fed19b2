// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/highlight.h"

#include <QPixmap>
#include <QWidget>

namespace meshlens::ui {

class GraphView;

/// The whole graph in small, with the part in view; a click or drag moves there.
class Minimap final : public QWidget
{
    Q_OBJECT

public:
    explicit Minimap(GraphView &view);

    void refresh(); // other nodes, or another emphasis

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QTransform toMap() const; // scene to widget
    void moveTo(QPointF at);

    void paintWhole();

    GraphView &m_view;
    QPixmap m_whole; // everything but the part in view; null: has to be painted
};

/// What lines and marks mean, and above the graph how much of the mesh is shown.
class Legend final : public QWidget
{
    Q_OBJECT

public:
    explicit Legend(GraphView &view);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] QString colourLine() const;

    GraphView &m_view;
};

} // namespace meshlens::ui
