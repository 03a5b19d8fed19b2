// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"

#include <QGraphicsView>

#include <memory>

namespace meshlens::ui {

class GraphEdgeItem;
class GraphNodeItem;
class Label;
class Legend;
class Minimap;

/// A drawing that can be walked through: wheel zooms, drag moves, a click or the arrow keys choose,
/// and what hangs together with the chosen one is highlighted.
class GraphView final : public QGraphicsView
{
    Q_OBJECT

public:
    explicit GraphView(QWidget *parent = nullptr);
    ~GraphView() override;

    /// Keeps the chosen thing where it is on screen when the newer drawing has it too.
    void setDrawing(std::shared_ptr<const Drawing> drawing, const GraphLook &look);
    [[nodiscard]] const Drawing *drawing() const { return m_drawing.get(); }
    [[nodiscard]] const GraphLook &look() const { return m_look; }
    void setColourBy(ColourBy colourBy);

    [[nodiscard]] Place place() const { return m_highlight.focus; }
    [[nodiscard]] const Highlight &highlight() const { return m_highlight; }
    void setPlace(Place place);
    [[nodiscard]] int edge() const { return m_edge; } // the chosen one, or -1

    /// Turns what does not match to the quiet style; empty: everything is plain. Returns how many
    /// nodes match.
    int setFilter(const QString &text);
    void showNextMatch();

    [[nodiscard]] double zoom() const;
    void setZoom(double zoom);
    void zoomBy(double factor);
    void fit();
    void centreOn(int node);
    void setHeadline(const QString &strong, const QString &text);

    /// Opens or closes the chosen node, stack or card.
    void toggle(int node);

    // What stands in the scene, for tests and export.
    [[nodiscard]] QRectF nodeRect(int node) const;
    [[nodiscard]] int nodeItems() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] int edgeItems() const { return static_cast<int>(m_edges.size()); }
    [[nodiscard]] Emphasis nodeEmphasis(int node) const;

signals:
    void placeChanged();
    void opened(const QString &key, bool beside);
    void toggled(const QString &key);       // columns of a node
    void domainToggled(const QString &key); // card, stack or frame
    void neighboursWanted(const QString &key);
    void longListWanted(const QString &key); // all columns
    void zoomChanged();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    void fill();
    void emphasise();
    void click(QPointF at);
    void chooseEdge(int edge);
    [[nodiscard]] int nodeAt(QPointF at) const; // -1: none
    [[nodiscard]] int edgeAt(QPointF at) const;
    void arrangeOverlays();
    void walk(GraphStep step);
    [[nodiscard]] double fitZoom(double bottom) const; // `bottom`: pixels kept free there
    void showFitted(double zoom, double bottom);
    [[nodiscard]] QString toolTipAt(QPointF at) const;

    std::shared_ptr<const Drawing> m_drawing;
    GraphLook m_look;
    Highlight m_highlight;
    int m_edge = -1;
    QString m_filter;
    QList<int> m_matches;
    int m_match = -1;
    std::vector<GraphNodeItem *> m_nodes;
    std::vector<GraphEdgeItem *> m_edges;
    Label *m_headline;
    Label *m_headlineRest;
    Minimap *m_minimap;
    Legend *m_legend;
    QPoint m_pressed;
    bool m_isPressed = false;
    bool m_panning = false;
};

} // namespace meshlens::ui
