// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_overlays.h"
#include "ui/lineage/graph_view.h"
#include "ui/parts/labels.h"

#include <QDeadlineTimer>
#include <QPainter>

#include <utility>

// How the canvas comes on screen: at once where that is quick, else from tiles.

namespace meshlens::ui {

namespace {

constexpr double directCostMs = 5; // up to here a picture is painted whenever it is wanted
constexpr qint64 sliceMs = 4;      // of work on tiles between two looks at the events
constexpr int motionStepMs = 16;

} // namespace

void GraphView::paintCanvas(QPainter *painter)
{
    if (!m_scene) {
        painter->fillRect(rect(), colour(Token::Bg));
        return;
    }
    if (m_before)
        startMorph();
    GraphLook look = m_look;
    look.detail = m_zoom;
    const QRectF part = mapToScene(QRectF(rect()));
    const bool moving = m_morph && !m_morph->fades();
    if (moving) {
        const Drawing drawing = m_morph->between(m_morph->progress());
        painter->save();
        painter->translate(-m_offset);
        painter->scale(m_zoom, m_zoom);
        paintGround(painter, part, look);
        paintDrawing(painter, drawing, look, *m_emphases);
        painter->restore();
        return;
    }
    GraphPass pass(m_scene, m_emphases, look, part);
    m_tiled = pass.cost() > directCostMs;
    if (!m_tiled) {
        painter->save();
        painter->translate(-m_offset);
        painter->scale(m_zoom, m_zoom);
        pass.paint(painter, QDeadlineTimer(QDeadlineTimer::Forever));
        painter->restore();
        m_sharp = true;
    } else {
        m_tiles.setView(m_zoom, m_offset.toPoint(), size(), devicePixelRatioF());
        m_tiles.paint(painter);
        m_sharp = false;
        m_work.start(0);
    }
    if (m_morph && m_morph->fades()) {
        painter->setOpacity(1 - m_morph->progress());
        painter->drawImage(QPoint(0, 0), m_morph->picture());
        painter->setOpacity(1);
    }
}

void GraphView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintCanvas(&painter);
    if (!m_headline->text().isEmpty()) { // it may lie over the graph
        QColor ground = colour(Token::Bg);
        ground.setAlphaF(0.95F);
        const QRect words = m_headline->geometry().united(m_headlineRest->geometry());
        painter.fillRect(words.adjusted(-px(6), -px(4), px(6), px(4)), ground);
    }
    if (hasFocus() && m_scene) {
        painter.setPen(QPen(colour(Token::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void GraphView::workOnTiles()
{
    if (!m_tiled || !isVisible())
        return;
    const bool wasSharp = m_tiles.isSharp();
    if (!m_tiles.work(QDeadlineTimer(sliceMs, Qt::PreciseTimer)))
        m_work.start(0);
    if (!wasSharp)
        update();
    m_sharp = m_tiles.isSharp();
}

bool GraphView::isSharp() const
{
    return m_sharp && !m_morph;
}

void GraphView::keepForMorph()
{
    m_morph.reset();
    m_motion.stop();
    m_before.reset();
    if (!m_scene || !isVisible() || Theme::instance().reducedMotion() || size().isEmpty())
        return;
    m_before = Before{m_scene, m_zoom, m_offset, {}};
    if (m_tiled) {
        m_before->picture = QImage(size() * devicePixelRatioF(), QImage::Format_RGB32);
        m_before->picture.setDevicePixelRatio(devicePixelRatioF());
        QPainter painter(&m_before->picture);
        m_tiles.paint(&painter);
    }
}

void GraphView::startMorph()
{
    // At the first picture of the new scene: only now it is known where the view stands.
    const Before before = *std::exchange(m_before, std::nullopt);
    const bool fades = before.scene->drawing().nodes.size() > GraphMorph::movesUpTo ||
                       m_scene->drawing().nodes.size() > GraphMorph::movesUpTo;
    if (fades && before.picture.isNull())
        return; // from a small drawing to a large one nothing can be followed
    const QTransform carry(before.zoom / m_zoom, 0, 0, before.zoom / m_zoom,
                           (m_offset.x() - before.offset.x()) / m_zoom,
                           (m_offset.y() - before.offset.y()) / m_zoom);
    m_morph.emplace(*before.scene, m_scene, carry, before.picture);
    m_motion.start(motionStepMs);
}

} // namespace meshlens::ui
