// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_morph.h"
#include "ui/lineage/graph_tiles.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QNativeGestureEvent;

namespace meshlens::ui {

class Button;
class Label;
class Legend;
class Minimap;

/// What is gone to, and a graph with a root, are shown no smaller than this.
constexpr double readableZoom = 0.62;

/// Where a view looks at.
struct GraphSpot {
    QPointF centre; // in the scene
    double zoom = 1;
    bool operator==(const GraphSpot &) const = default;
};

/// What a link is known by from one drawing to the next.
struct LinkId {
    QString from; // keys; empty: no link
    QString to;
    QString fromColumn; // empty: the thing as a whole
    QString toColumn;
    [[nodiscard]] bool isValid() const { return !from.isEmpty() && !to.isEmpty(); }
    bool operator==(const LinkId &) const = default;
};

[[nodiscard]] LinkId linkId(const Drawing &drawing, const DrawnEdge &edge);
/// The number of a link; -1: there is none.
[[nodiscard]] int linkBetween(const Drawing &drawing, const LinkId &link);

/// A drawing that can be walked through: wheel zooms, drag moves, what lies under the pointer is
/// highlighted with all its ways up and down, a click or the arrow keys pin that.
///
/// One painted widget whatever the size of the graph: small graphs are painted anew each time,
/// large ones from tiles (graph_tiles.h) that are made in slices of at most 4 ms. Nothing runs
/// while nothing changes.
class GraphView final : public QWidget
{
    Q_OBJECT

public:
    explicit GraphView(QWidget *parent = nullptr);
    ~GraphView() override;

    /// Keeps the chosen thing where it is on screen when the newer drawing has it too, else the
    /// thing in the middle; what moves is led to its new place.
    void setScene(std::shared_ptr<const GraphScene> scene, const GraphLook &look);
    /// The same where nobody has made a scene yet.
    void setDrawing(std::shared_ptr<const Drawing> drawing, const GraphLook &look);
    [[nodiscard]] const Drawing *drawing() const { return m_scene ? &m_scene->drawing() : nullptr; }
    [[nodiscard]] const GraphScene *scene() const { return m_scene.get(); }
    [[nodiscard]] const GraphLook &look() const { return m_look; }
    void setColourBy(ColourBy colourBy);

    [[nodiscard]] Place place() const { return m_highlight.focus; } // the pinned one
    [[nodiscard]] const Highlight &highlight() const { return m_highlight; }
    void setPlace(Place place);
    [[nodiscard]] int edge() const { return m_edge; } // the chosen one, or -1
    void setEdge(int edge);                           // -1: none
    void walk(GraphStep step);

    /// Turns what does not match to the quiet style; empty: everything is plain. Returns how many
    /// nodes match.
    int setFilter(const QString &text);
    void showNextMatch();
    void showChosen(int node); // chooses it, in the middle and large enough to be read

    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom); // around the middle
    void zoomBy(double factor);
    void zoomAround(QPointF at, double zoom); // `at` in the widget
    void fit();                               // all of it
    void open(); // the first look at it: all, unless names could not be read then
    [[nodiscard]] bool isFitted() const { return m_fitted != Fitted::No; } // nobody moved it since
    void panBy(QPoint pixels);
    [[nodiscard]] GraphSpot spot() const;
    void setSpot(const GraphSpot &spot);
    void centreOn(int node);
    void centreOn(QPointF scenePoint);
    void ensureVisible(const QRectF &sceneRect);
    [[nodiscard]] QPointF mapToScene(QPointF at) const;
    [[nodiscard]] QRectF mapToScene(const QRectF &rect) const;
    [[nodiscard]] QRectF mapFromScene(const QRectF &rect) const;
    void setHeadline(const QString &strong, const QString &text);
    /// A button in the middle of the upper edge, such as the next level; empty: none.
    void setOffer(const QString &words);

    /// Opens or closes a node, stack or card.
    void toggle(int node);

    // What is drawn, for tests, export and assistive technology.
    [[nodiscard]] QRectF nodeRect(int node) const;
    [[nodiscard]] int nodeItems() const;
    [[nodiscard]] int edgeItems() const;
    /// By what is chosen and found, whatever the pointer is on.
    [[nodiscard]] Emphases chosenEmphases() const;
    [[nodiscard]] Emphasis nodeEmphasis(int node) const { return m_emphases->node(node); }
    [[nodiscard]] Emphasis edgeEmphasis(int edge) const { return m_emphases->edge(edge); }
    [[nodiscard]] QString toolTipAt(QPointF at) const; // `at` in the scene
    [[nodiscard]] bool isSharp() const;                // nothing is left to be painted
    [[nodiscard]] const GraphTiles &tiles() const { return m_tiles; }

signals:
    void placeChanged();
    void opened(const QString &key, bool beside);
    void toggled(const QString &key);       // columns of a node
    void domainToggled(const QString &key); // card, stack or frame
    void neighboursWanted(const QString &key);
    void longListWanted(const QString &key); // all columns
    void zoomChanged();
    void offerTaken();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void wheelEvent(QWheelEvent *event) override;
    bool gesture(const QNativeGestureEvent &event);
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // graph_view.cpp
    void setView(double zoom, QPointF offset);
    void emphasise();
    [[nodiscard]] Emphases emphasesNow(const Highlight &highlight) const;
    [[nodiscard]] Emphasis emphasisNow(int node) const;
    // graph_view_fit.cpp; `bottom`: pixels kept free there
    [[nodiscard]] QRectF freePart(double bottom) const;
    [[nodiscard]] double fitZoom(double bottom) const;
    [[nodiscard]] double leastZoom() const;
    void showFitted(double zoom, double bottom);
    void leaveNoGap();
    void arrangeOverlays();
    void showMinimap();
    // graph_view.cpp
    [[nodiscard]] int anchorNode() const; // that keeps its place when the scene changes
    // graph_view_paint.cpp
    void keepForMorph();
    void startMorph();
    void paintCanvas(QPainter *painter);
    void workOnTiles();
    // graph_view_input.cpp
    void click(QPointF at);
    void choose(QPointF at); // as a click does, but nothing opens
    bool clickNode(int number, QPointF at);
    void hover(int node);

    std::shared_ptr<const GraphScene> m_scene;
    GraphLook m_look;
    std::shared_ptr<const Emphases> m_emphases = std::make_shared<const Emphases>();
    Highlight m_highlight;
    Highlight m_hover;
    int m_hovered = -1;
    int m_edge = -1;
    QString m_filter;
    QList<int> m_matches;
    int m_match = -1;
    double m_zoom = 1;
    QPointF m_offset; // of the corner from the scene's origin, in pixels; whole numbers
    enum class Fitted { No, Whole, Opened };
    Fitted m_fitted = Fitted::No;
    enum class Overview { None, WhereNeeded, Always };
    Overview m_overview = Overview::None;
    GraphTiles m_tiles;
    bool m_tiled = false; // the last picture came from tiles
    bool m_sharp = true;
    struct Before {
        std::shared_ptr<const GraphScene> scene;
        double zoom;
        QPointF offset;
        QImage picture;
    };
    std::optional<Before> m_before; // until the first picture of a new scene
    std::optional<GraphMorph> m_morph;
    QTimer m_work{this};
    QTimer m_motion{this};
    QTimer m_hoverDelay{this};
    Label *m_headline;
    Label *m_headlineRest;
    Button *m_offer;
    Minimap *m_minimap;
    Legend *m_legend;
    QPoint m_pressed;
    bool m_isPressed = false;
    bool m_panning = false;
};

} // namespace meshlens::ui
