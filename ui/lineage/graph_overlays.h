// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/highlight.h"

#include <QAbstractButton>
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

/// What lines, marks and colours mean. A click closes and opens it again; where there is little
/// room it begins closed.
class Legend final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Legend(GraphView &view);

    void setSmall(bool on); // there is little room
    void describe();        // to assistive technology, after the drawing or its look changed
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Sign {
        Path,
        Wide,
        Declared,
        Found,
        Through,
        Diamond,
        Broken,
        Troubled,
        Personal,
        Came,
        Went,
        Colours
    };
    struct Entry {
        Sign sign;
        QString words;
    };
    struct Swatch {
        Token tone;
        QString words;
    };
    [[nodiscard]] QList<Entry> entries() const;
    [[nodiscard]] QList<Swatch> colours() const;
    void paintSign(QPainter *painter, const QRectF &box, Sign sign) const;
    void paintColours(QPainter *painter, const QRectF &line) const;
    [[nodiscard]] int coloursWidth() const;

    GraphView &m_view;
    bool m_small = false;
    bool m_asked = false; // somebody opened or closed it
};

} // namespace meshlens::ui
