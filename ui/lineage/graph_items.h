// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"

#include <QGraphicsItem>

namespace meshlens::ui {

/// The things of a drawing as items of a scene. They refer to the drawing and look of their view,
/// which live longer.
class GraphNodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };
    GraphNodeItem(const Drawing &drawing, int number, const GraphLook &look);

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] Emphasis emphasis() const { return m_emphasis; }
    void setEmphasis(Emphasis emphasis, const QSet<int> &rows);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    const Drawing &m_drawing;
    const GraphLook &m_look;
    int m_number;
    QRectF m_bounds;
    Emphasis m_emphasis = Emphasis::Plain;
    QSet<int> m_rows;
};

class GraphEdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };
    GraphEdgeItem(const Drawing &drawing, int number, const GraphLook &look);

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] Emphasis emphasis() const { return m_emphasis; }
    void setEmphasis(Emphasis emphasis);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    const Drawing &m_drawing;
    const GraphLook &m_look;
    int m_number;
    QRectF m_bounds;
    Emphasis m_emphasis = Emphasis::Plain;
};

class GraphFrameItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };
    GraphFrameItem(const DrawnFrame &frame, const GraphLook &look);

    [[nodiscard]] const DrawnFrame &frame() const { return m_frame; }
    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    const DrawnFrame &m_frame;
    const GraphLook &m_look;
};

} // namespace meshlens::ui
