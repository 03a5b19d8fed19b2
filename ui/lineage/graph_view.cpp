// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"

#include "ui/lineage/graph_items.h"
#include "ui/lineage/graph_overlays.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastZoom = 0.05;
constexpr double mostZoom = 4;
constexpr double readableZoom = 0.55; // a graph with a root opens no smaller than this
constexpr double columnZoom = 0.75;   // columns are painted from 70 % on
constexpr double topKept = 48;        // for the headline
constexpr double sideKept = 20;

} // namespace

GraphView::GraphView(QWidget *parent)
    : QGraphicsView(parent), m_headline(new Label(TextRole::BodyStrong, Token::Text, this)),
      m_headlineRest(new Label(TextRole::Table, Token::Text2, this)), m_minimap(new Minimap(*this)),
      m_legend(new Legend(*this))
{
    setScene(new QGraphicsScene(this));
    scene()->setItemIndexMethod(QGraphicsScene::BspTreeIndex);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lineage graph. Arrow keys follow links; the list beside it says the "
                         "same in words."));
    m_headline->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_headlineRest->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

GraphView::~GraphView() = default;

void GraphView::setDrawing(std::shared_ptr<const Drawing> drawing, const GraphLook &look)
{
    // What was chosen keeps its place on screen.
    QString chosen;
    QString column;
    QPointF before;
    bool wasOpen = false;
    if (m_drawing && place().isValid()) {
        const DrawnNode &node = m_drawing->nodes[place().node];
        chosen = node.node.key;
        wasOpen = node.open;
        column = place().row >= 0 ? node.rows[place().row].name : QString();
        before = mapFromScene(node.rect.topLeft());
    }
    const bool first = !m_drawing;
    scene()->clear();
    m_nodes.clear();
    m_edges.clear();
    m_drawing = std::move(drawing);
    m_look = look;
    m_highlight = {};
    m_edge = -1;
    fill();
    const int node = chosen.isEmpty() ? -1 : m_drawing->number(chosen);
    if (node >= 0) {
        m_highlight =
            highlightOf(*m_drawing, {node, column.isEmpty() ? -1 : m_drawing->row(node, column)});
        const QPointF moved = mapFromScene(m_drawing->nodes[node].rect.topLeft()) - before;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() +
                                        static_cast<int>(moved.x()));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(moved.y()));
        if (m_drawing->nodes[node].open && !wasOpen && zoom() < columnZoom) {
            setZoom(columnZoom);
            centreOn(node);
        }
    } else if (first || !chosen.isEmpty()) {
        fit();
    }
    setFilter(m_filter);
    arrangeOverlays();
}

void GraphView::fill()
{
    const double free = 600 * m_look.unit; // room to move everything away from the edges
    scene()->setSceneRect(m_drawing->bounds.adjusted(-free, -free, free, free));
    for (const DrawnFrame &frame : m_drawing->frames)
        scene()->addItem(new GraphFrameItem(frame, m_look));
    for (int i = 0; i < m_drawing->edges.size(); ++i) {
        m_edges.push_back(new GraphEdgeItem(*m_drawing, i, m_look));
        scene()->addItem(m_edges.back());
    }
    for (int i = 0; i < m_drawing->nodes.size(); ++i) {
        m_nodes.push_back(new GraphNodeItem(*m_drawing, i, m_look));
        scene()->addItem(m_nodes.back());
    }
}

void GraphView::setColourBy(ColourBy colourBy)
{
    m_look.colourBy = colourBy;
    arrangeOverlays(); // the legend says what the colours mean
    m_legend->update();
    viewport()->update();
}

Emphasis GraphView::nodeEmphasis(int node) const
{
    if (!m_filter.isEmpty() && !m_highlight.isOn())
        return m_matches.contains(node) ? Emphasis::On : Emphasis::Quiet;
    if (m_edge >= 0 && !m_highlight.isOn()) {
        const DrawnEdge &edge = m_drawing->edges[m_edge];
        return edge.from == node || edge.to == node ? Emphasis::On : Emphasis::Quiet;
    }
    if (!m_highlight.isOn())
        return node == m_drawing->number(m_drawing->root) ? Emphasis::Focus : Emphasis::Plain;
    return emphasisOf(m_highlight, node);
}

void GraphView::emphasise()
{
    const bool quietEdges = !m_highlight.isOn() && (m_edge >= 0 || !m_filter.isEmpty());
    for (int i = 0; i < edgeItems(); ++i) {
        m_edges[i]->setEmphasis(i == m_edge  ? Emphasis::On
                                : quietEdges ? Emphasis::Quiet
                                             : edgeEmphasis(m_highlight, i));
    }
    for (int i = 0; i < nodeItems(); ++i)
        m_nodes[i]->setEmphasis(nodeEmphasis(i), m_highlight.rows.value(i));
    m_minimap->update();
}

void GraphView::setPlace(Place place)
{
    if (!m_drawing)
        return;
    m_edge = -1;
    m_highlight = highlightOf(*m_drawing, place);
    emphasise();
    if (m_highlight.isOn())
        setAccessibleDescription(wordsFor(m_drawing->nodes[place.node], m_look.nowMs));
    emit placeChanged();
}

void GraphView::chooseEdge(int edge)
{
    m_highlight = {};
    m_edge = edge;
    emphasise();
    emit placeChanged();
}

int GraphView::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    m_matches.clear();
    m_match = -1;
    if (!m_drawing)
        return 0;
    if (!m_filter.isEmpty()) {
        for (int i = 0; i < m_drawing->nodes.size(); ++i) {
            const DrawnNode &node = m_drawing->nodes[i];
            const bool column = std::ranges::any_of(node.node.columns, [&](const QString &name) {
                return name.contains(m_filter, Qt::CaseInsensitive);
            });
            if (column || node.node.name.contains(m_filter, Qt::CaseInsensitive) ||
                node.node.domainName.contains(m_filter, Qt::CaseInsensitive))
                m_matches.append(i);
        }
    }
    emphasise();
    return static_cast<int>(m_matches.size());
}

void GraphView::showNextMatch()
{
    if (m_matches.isEmpty())
        return;
    m_match = (m_match + 1) % static_cast<int>(m_matches.size());
    setPlace({m_matches[m_match], -1});
    centreOn(m_matches[m_match]);
}

double GraphView::zoom() const
{
    return transform().m11();
}

void GraphView::setZoom(double zoom)
{
    const double wanted = std::clamp(zoom, leastZoom, mostZoom);
    setTransform(QTransform::fromScale(wanted, wanted));
    m_minimap->update();
    emit zoomChanged();
}

void GraphView::zoomBy(double factor)
{
    setTransformationAnchor(QGraphicsView::AnchorViewCenter);
    setZoom(zoom() * factor);
}

double GraphView::fitZoom(double bottom) const
{
    const QRectF &bounds = m_drawing->bounds;
    const double width = viewport()->width() - 2 * sideKept * m_look.unit;
    const double height = viewport()->height() - (topKept + sideKept) * m_look.unit - bottom;
    if (bounds.isEmpty() || width < 10 || height < 10)
        return 1;
    return std::min({1.0, width / bounds.width(), height / bounds.height()});
}

void GraphView::showFitted(double zoom, double bottom)
{
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setZoom(zoom);
    const double shift = (topKept - sideKept) * m_look.unit - bottom; // the free part is off centre
    centerOn(m_drawing->bounds.center() - QPointF(0, shift / 2 / this->zoom()));
}

void GraphView::fit()
{
    if (!m_drawing || m_drawing->nodes.isEmpty())
        return;
    arrangeOverlays();
    showFitted(fitZoom(0), 0);
    // The overview and legend lie over the graph: leave them room where something is there.
    if (m_minimap->isVisibleTo(this)) {
        const QRect covered = m_minimap->geometry() | m_legend->geometry();
        const bool hides = std::ranges::any_of(m_drawing->nodes, [&](const DrawnNode &node) {
            return mapFromScene(node.rect).boundingRect().intersects(covered);
        });
        const double bottom = height() - covered.top();
        if (hides)
            showFitted(fitZoom(bottom), bottom);
    }
    const int root = m_drawing->number(m_drawing->root);
    const bool columns = std::ranges::any_of(m_drawing->nodes, &DrawnNode::open);
    const double least = columns ? columnZoom : readableZoom;
    if (root >= 0 && zoom() < least) {
        setZoom(least);
        centreOn(root);
    }
}

void GraphView::centreOn(int node)
{
    centerOn(m_drawing->nodes[node].rect.center());
}

void GraphView::setHeadline(const QString &strong, const QString &text)
{
    m_headline->setText(strong);
    m_headlineRest->setText(text);
    arrangeOverlays();
}

QRectF GraphView::nodeRect(int node) const
{
    return m_drawing->nodes[node].rect;
}

void GraphView::toggle(int number)
{
    if (!m_drawing || number < 0)
        return;
    const DrawnNode &node = m_drawing->nodes[number];
    if (node.node.kind == mesh::Kind::Domain)
        emit domainToggled(node.node.key);
    else if (node.canOpen)
        emit toggled(node.node.key);
}

void GraphView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, colour(Token::Bg));
    const double step = 20 * m_look.unit;
    if (zoom() < 0.6 || rect.width() * rect.height() > 4e6 * step)
        return;
    painter->setPen(QPen(colour(Token::Border), 1.4 / zoom()));
    QList<QPointF> dots;
    for (double y = std::floor(rect.top() / step) * step; y < rect.bottom(); y += step) {
        for (double x = std::floor(rect.left() / step) * step; x < rect.right(); x += step)
            dots.append({x, y});
    }
    painter->drawPoints(dots.constData(), static_cast<int>(dots.size()));
}

void GraphView::walk(GraphStep step)
{
    if (!m_drawing || m_drawing->nodes.isEmpty())
        return;
    const Place here = place();
    const Place there = here.isValid() ? stepFrom(*m_drawing, here, step)
                                       : Place{std::max(0, m_drawing->number(m_drawing->root)), -1};
    if (there == here)
        return;
    setPlace(there);
    const QRectF &rect = m_drawing->nodes[there.node].rect;
    const QRectF target =
        there.row < 0 ? rect : rowRect(m_drawing->nodes[there.node], there.row, m_look.unit);
    ensureVisible(target, 40, 60);
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return walk(GraphStep::Left);
    case Qt::Key_Right:
        return walk(GraphStep::Right);
    case Qt::Key_Up:
        return walk(GraphStep::Up);
    case Qt::Key_Down:
        return walk(GraphStep::Down);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (place().isValid()) {
            emit opened(m_drawing->nodes[place().node].node.key,
                        event->modifiers() & Qt::ShiftModifier);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore(); // the view's own scrolling would compete with the walk
}

bool GraphView::focusNextPrevChild(bool next)
{
    // Through the siblings first; after the last one the focus goes on, so that nobody is caught.
    if (place().isValid()) {
        const Place there =
            stepFrom(*m_drawing, place(), next ? GraphStep::NextSibling : GraphStep::LastSibling);
        if (there != place()) {
            walk(next ? GraphStep::NextSibling : GraphStep::LastSibling);
            return true;
        }
    }
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void GraphView::wheelEvent(QWheelEvent *event)
{
    const double turns = event->angleDelta().y();
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setZoom(zoom() * std::pow(1.0015, turns));
    event->accept();
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    m_isPressed = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    m_panning = false;
    event->accept();
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isPressed)
        return;
    const QPoint moved = event->pos() - m_pressed;
    if (!m_panning && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_panning)
        viewport()->setCursor(Qt::ClosedHandCursor);
    m_panning = true;
    m_pressed = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

void GraphView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isPressed && !m_panning && event->button() == Qt::LeftButton)
        click(mapToScene(event->pos()));
    m_isPressed = m_panning = false;
    viewport()->unsetCursor();
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int node = nodeAt(mapToScene(event->pos()));
    if (node >= 0 &&
        !toggleRect(m_drawing->nodes[node], m_look.unit).contains(mapToScene(event->pos())))
        emit opened(m_drawing->nodes[node].node.key, event->modifiers() & Qt::ShiftModifier);
}

int GraphView::nodeAt(QPointF at) const
{
    for (QGraphicsItem *item : scene()->items(at, Qt::IntersectsItemBoundingRect)) {
        const auto *node = qgraphicsitem_cast<GraphNodeItem *>(item);
        if (node && m_drawing->nodes[node->number()].rect.contains(at))
            return node->number();
    }
    return -1;
}

int GraphView::edgeAt(QPointF at) const
{
    for (QGraphicsItem *item : scene()->items(at, Qt::IntersectsItemShape)) {
        if (const auto *edge = qgraphicsitem_cast<GraphEdgeItem *>(item))
            return edge->number();
    }
    return -1;
}

void GraphView::click(QPointF at)
{
    if (!m_drawing)
        return;
    const double unit = m_look.unit;
    for (QGraphicsItem *item : scene()->items(at, Qt::IntersectsItemBoundingRect)) {
        if (const auto *found = qgraphicsitem_cast<GraphNodeItem *>(item)) {
            const DrawnNode &node = m_drawing->nodes[found->number()];
            if (hiddenRect(node, true, unit).contains(at) ||
                hiddenRect(node, false, unit).contains(at)) {
                setPlace({found->number(), -1});
                emit neighboursWanted(node.node.key);
                return;
            }
            if (!node.rect.contains(at))
                continue;
            if (toggleRect(node, unit).contains(at)) {
                setPlace({found->number(), -1});
                return toggle(found->number());
            }
            const int rows = static_cast<int>(node.rows.size());
            for (int row = 0; row < rows; ++row) {
                if (rowRect(node, row, unit).contains(at))
                    return setPlace({found->number(), row});
            }
            if (node.open && node.moreRows > 0 && rowRect(node, rows, unit).contains(at)) {
                setPlace({found->number(), -1});
                emit longListWanted(node.node.key);
                return;
            }
            return setPlace({found->number(), -1});
        }
        if (const auto *found = qgraphicsitem_cast<GraphFrameItem *>(item)) {
            const QRectF &rect = found->frame().rect;
            if (QRectF(rect.right() - 32 * unit, rect.top(), 32 * unit, 30 * unit).contains(at)) {
                emit domainToggled(found->frame().domain);
                return;
            }
        }
    }
    chooseEdge(edgeAt(at));
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    arrangeOverlays();
}

void GraphView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    m_minimap->update();
}

QString GraphView::toolTipAt(QPointF at) const
{
    if (!m_drawing)
        return {};
    if (const int node = nodeAt(at); node >= 0)
        return wordsFor(m_drawing->nodes[node], m_look.nowMs);
    if (const int number = edgeAt(at); number >= 0) {
        const DrawnEdge &edge = m_drawing->edges[number];
        const QString ends = u"%1 → %2"_s.arg(m_drawing->nodes[edge.from].node.name,
                                              m_drawing->nodes[edge.to].node.name);
        return edge.edge.sources.isEmpty()
                   ? ends
                   : tr("%1, says %2").arg(ends, edge.edge.sources.join(u", "_s));
    }
    return {};
}

bool GraphView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString words = toolTipAt(mapToScene(help->pos()));
        // Names come from catalogs: never as rich text.
        QToolTip::showText(help->globalPos(),
                           words.isEmpty() ? QString() : Qt::convertFromPlainText(words), this);
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void GraphView::arrangeOverlays()
{
    const int side = px(16);
    m_headline->adjustSize();
    m_headlineRest->adjustSize();
    m_headline->move(side, px(14));
    m_headlineRest->move(m_headline->geometry().right() + px(8),
                         px(14) + (m_headline->height() - m_headlineRest->height()) / 2);
    const bool room =
        width() > px(520) && height() > px(420) && m_drawing && m_drawing->nodes.size() > 1;
    const QSize map(px(178), px(124));
    m_minimap->setVisible(room);
    m_legend->setVisible(room);
    m_minimap->setGeometry(side, height() - map.height() - side, map.width(), map.height());
    const QSize legend = m_legend->sizeHint();
    m_legend->setGeometry(side + map.width() + px(20), height() - side - legend.height(),
                          legend.width(), legend.height());
    m_minimap->update();
}

} // namespace meshlens::ui
