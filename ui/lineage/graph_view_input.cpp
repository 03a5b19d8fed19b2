// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

// Pointer and keys on the canvas.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void GraphView::toggle(int number)
{
    if (!m_scene || number < 0)
        return;
    const DrawnNode &node = drawing()->nodes[number];
    if (standsForOthers(node))
        emit domainToggled(node.node.key);
    else if (node.canOpen)
        emit toggled(node.node.key);
}

void GraphView::walk(GraphStep step)
{
    if (!m_scene || drawing()->nodes.isEmpty())
        return;
    const Place here = place();
    const Place there = here.isValid() ? stepFrom(*drawing(), here, step)
                                       : Place{std::max(0, drawing()->number(drawing()->root)), -1};
    if (there == here)
        return;
    setPlace(there);
    const DrawnNode &node = drawing()->nodes[there.node];
    ensureVisible(there.row < 0 ? node.rect : rowRect(node, there.row, m_look.unit));
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
            emit opened(drawing()->nodes[place().node].node.key,
                        event->modifiers() & Qt::ShiftModifier);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

bool GraphView::focusNextPrevChild(bool next)
{
    // Through the siblings first; after the last one the focus goes on, so that nobody is caught.
    if (place().isValid()) {
        const GraphStep step = next ? GraphStep::NextSibling : GraphStep::LastSibling;
        if (stepFrom(*drawing(), place(), step) != place()) {
            walk(step);
            return true;
        }
    }
    return QWidget::focusNextPrevChild(next);
}

/// Two fingers move, a wheel zooms; with Ctrl both zoom, with Shift a wheel moves sideways.
void GraphView::wheelEvent(QWheelEvent *event)
{
    // Some systems give pixels for wheels as well, and some none for touchpads.
    const bool fingers = event->deviceType() == QInputDevice::DeviceType::TouchPad ||
                         event->phase() != Qt::NoScrollPhase;
    const bool zooms = event->modifiers() & Qt::ControlModifier;
    const bool sideways = event->modifiers() & Qt::ShiftModifier;
    const QPoint turn = event->angleDelta(); // a notch is 120
    if (fingers && !zooms)
        panBy(event->pixelDelta().isNull() ? turn / 2 : event->pixelDelta());
    else if (sideways && !zooms)
        panBy({(turn.x() + turn.y()) / 2, 0});
    else
        zoomAround(event->position(), zoom() * std::pow(1.0015, turn.y()));
    event->accept();
}

/// Fingers on a touchpad: pinch to zoom, double-tap with two to fit.
bool GraphView::gesture(const QNativeGestureEvent &event)
{
    if (event.gestureType() == Qt::ZoomNativeGesture)
        zoomAround(event.position(), zoom() * std::clamp(1 + event.value(), 0.5, 2.0));
    else if (event.gestureType() == Qt::SmartZoomNativeGesture)
        fit();
    else
        return false;
    return true;
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    m_isPressed = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    m_panning = false;
    if (event->button() == Qt::RightButton) // the menu is of what it is opened on
        choose(mapToScene(event->position()));
    event->accept();
}

void GraphView::choose(QPointF at)
{
    const int number = m_scene ? m_scene->nodeAt(at) : -1;
    if (number < 0) {
        setEdge(m_scene ? m_scene->edgeAt(at, 5 / m_zoom) : -1);
        return;
    }
    const DrawnNode &node = drawing()->nodes[number];
    Place chosen{number, -1};
    for (int row = 0; row < node.rows.size(); ++row) {
        if (rowRect(node, row, m_look.unit).contains(at))
            chosen.row = row;
    }
    if (chosen != place())
        setPlace(chosen);
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isPressed)
        return hover(m_scene ? m_scene->nodeAt(mapToScene(event->position())) : -1);
    const QPoint moved = event->pos() - m_pressed;
    if (!m_panning && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_panning)
        setCursor(Qt::ClosedHandCursor);
    m_panning = true;
    m_pressed = event->pos();
    panBy(moved);
}

void GraphView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isPressed && !m_panning && event->button() == Qt::LeftButton)
        click(mapToScene(event->position()));
    m_isPressed = m_panning = false;
    unsetCursor();
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPointF at = mapToScene(event->position());
    const int node = m_scene ? m_scene->nodeAt(at) : -1;
    if (node >= 0 && !toggleRect(drawing()->nodes[node], m_look.unit).contains(at))
        emit opened(drawing()->nodes[node].node.key, event->modifiers() & Qt::ShiftModifier);
}

void GraphView::leaveEvent(QEvent *)
{
    hover(-1);
}

void GraphView::hover(int node)
{
    if (node == m_hovered)
        return;
    m_hovered = node;
    m_hoverDelay.start();
}

bool GraphView::clickNode(int number, QPointF at)
{
    const DrawnNode &node = drawing()->nodes[number];
    const double unit = m_look.unit;
    if (hiddenRect(node, true, unit).contains(at) || hiddenRect(node, false, unit).contains(at)) {
        setPlace({number, -1});
        emit neighboursWanted(node.node.key);
        return true;
    }
    if (!node.rect.contains(at))
        return false;
    if (toggleRect(node, unit).contains(at)) {
        setPlace({number, -1});
        toggle(number);
        return true;
    }
    const int rows = static_cast<int>(node.rows.size());
    for (int row = 0; row < rows; ++row) {
        if (rowRect(node, row, unit).contains(at)) {
            setPlace({number, row});
            return true;
        }
    }
    setPlace({number, -1});
    if (node.open && node.moreRows > 0 && rowRect(node, rows, unit).contains(at))
        emit longListWanted(node.node.key);
    return true;
}

void GraphView::click(QPointF at)
{
    if (!m_scene)
        return;
    const std::vector<int> nodes = m_scene->nodesIn(QRectF(at, QSizeF(0.1, 0.1)));
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        if (clickNode(*node, at))
            return;
    }
    if (const int frame = m_scene->frameAt(at); frame >= 0) {
        emit domainToggled(drawing()->frames[frame].domain);
        return;
    }
    setEdge(m_scene->edgeAt(at, 5 / m_zoom));
}

QString GraphView::toolTipAt(QPointF at) const
{
    if (!m_scene)
        return {};
    for (const int number : m_scene->nodesIn(QRectF(at, QSizeF(0.1, 0.1)))) {
        const DrawnNode &node = drawing()->nodes[number];
        if (hiddenRect(node, true, m_look.unit).contains(at))
            return tr("%n more feed it, show them", nullptr, node.node.hiddenUp);
        if (hiddenRect(node, false, m_look.unit).contains(at))
            return tr("%n more read it, show them", nullptr, node.node.hiddenDown);
        if (toggleRect(node, m_look.unit).contains(at))
            return standsForOthers(node) ? tr("Show what is in it (+)")
                   : node.open           ? tr("Hide columns (C)")
                                         : tr("Show columns (C)");
    }
    if (const int node = m_scene->nodeAt(at); node >= 0)
        return wordsFor(drawing()->nodes[node], m_look.nowMs);
    if (const int frame = m_scene->frameAt(at); frame >= 0)
        return tr("Fold %1 into one").arg(drawing()->frames[frame].name);
    if (const int number = m_scene->edgeAt(at, 5 / m_zoom); number >= 0)
        return wordsFor(*drawing(), drawing()->edges[number]).join(u'\n');
    return {};
}

bool GraphView::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture &&
        gesture(*static_cast<QNativeGestureEvent *>(event)))
        return true;
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString words = toolTipAt(mapToScene(QPointF(help->pos())));
        // Names come from catalogs: never as rich text.
        QToolTip::showText(help->globalPos(),
                           words.isEmpty() ? QString() : Qt::convertFromPlainText(words), this);
        return true;
    }
    if (event->type() == QEvent::ContextMenu && place().isValid() &&
        static_cast<QContextMenuEvent *>(event)->reason() == QContextMenuEvent::Keyboard) {
        const QRectF node = mapFromScene(nodeRect(place().node));
        const QPointF corner = QRectF(rect()).contains(node.bottomLeft())
                                   ? node.bottomLeft()
                                   : node.intersected(QRectF(rect())).center();
        emit customContextMenuRequested(corner.toPoint());
        return true;
    }
    if (event->type() == QEvent::ContextMenu && m_edge >= 0 &&
        static_cast<QContextMenuEvent *>(event)->reason() == QContextMenuEvent::Keyboard) {
        const QPointF middle =
            mapFromScene(QRectF(drawing()->edges[m_edge].middle, QSizeF())).topLeft();
        const QRectF seen(rect());
        emit customContextMenuRequested((seen.contains(middle) ? middle : seen.center()).toPoint());
        return true;
    }
    return QWidget::event(event);
}

} // namespace meshlens::ui
