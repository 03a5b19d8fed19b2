// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"

#include "ui/lineage/graph_accessible.h"
#include "ui/lineage/graph_overlays.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostZoom = 4;
constexpr double columnZoom = 0.75; // columns are painted from 70 % on
constexpr int hoverDelayMs = 60;    // the pointer may cross many nodes on its way

bool fitsAsWell(QSizeF before, QSizeF now)
{
    const auto near = [](double one, double other) { return std::abs(one - other) <= 0.03 * one; };
    return near(before.width(), now.width()) && near(before.height(), now.height());
}

} // namespace

GraphView::GraphView(QWidget *parent)
    : QWidget(parent), m_headline(new Label(TextRole::BodyStrong, Token::Text, this)),
      m_headlineRest(new Label(TextRole::Table, Token::Text2, this)), m_offer(new Button({}, this)),
      m_minimap(new Minimap(*this)), m_legend(new Legend(*this))
{
    makeGraphsAccessible();
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, 150);
    setAccessibleName(tr("Lineage graph. Arrow keys follow links; the list beside it says the "
                         "same in words."));
    m_headline->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_headlineRest->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_offer->setSmall(true);
    m_offer->hide();
    connect(m_offer, &QAbstractButton::clicked, this, &GraphView::offerTaken);
    connect(m_legend, &QAbstractButton::toggled, this, &GraphView::arrangeOverlays);
    m_work.setSingleShot(true);
    connect(&m_work, &QTimer::timeout, this, &GraphView::workOnTiles);
    connect(&m_motion, &QTimer::timeout, this, [this] {
        if (!m_morph || m_morph->isOver()) {
            m_morph.reset();
            m_motion.stop();
        }
        update();
    });
    m_hoverDelay.setSingleShot(true);
    m_hoverDelay.setInterval(hoverDelayMs);
    connect(&m_hoverDelay, &QTimer::timeout, this, [this] {
        m_hover =
            m_hovered >= 0 && m_scene ? highlightOf(*drawing(), {m_hovered, -1}) : Highlight();
        if (!m_highlight.isOn() && m_edge < 0) // what is pinned stays
            emphasise();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_tiles.setScene(m_scene);
        emphasise();
    });
}

GraphView::~GraphView() = default;

int GraphView::anchorNode() const
{
    if (place().isValid())
        return place().node;
    const QRectF part = mapToScene(QRectF(rect()));
    int best = -1;
    double bestFar = 0;
    for (const int node : m_scene->nodesIn(part)) {
        const QPointF off = nodeRect(node).center() - part.center();
        const double far = std::hypot(off.x(), off.y());
        if (best < 0 || far < bestFar) {
            best = node;
            bestFar = far;
        }
    }
    return best;
}

void GraphView::setScene(std::shared_ptr<const GraphScene> scene, const GraphLook &look)
{
    const bool first = !m_scene;
    QString column;
    QString chosen;
    QString anchor;
    LinkId link; // the chosen one
    QPointF before;
    bool wasOpen = false;
    const QSizeF sizeBefore = first ? QSizeF() : drawing()->bounds.size();
    keepForMorph();
    if (!first) {
        if (place().isValid()) {
            const DrawnNode &node = drawing()->nodes[place().node];
            chosen = node.node.key;
            wasOpen = node.open;
            column = place().row >= 0 ? node.rows[place().row].name : QString();
        }
        if (m_edge >= 0)
            link = linkId(*drawing(), drawing()->edges[m_edge]);
        if (const int node = anchorNode(); node >= 0) {
            anchor = drawing()->nodes[node].node.key;
            before = mapFromScene(nodeRect(node)).topLeft();
        }
    }
    m_scene = std::move(scene);
    m_look = look;
    m_highlight = m_hover = {};
    m_hovered = -1;
    m_edge = linkBetween(*drawing(), link);
    m_tiles.setScene(m_scene);
    if (const int node = chosen.isEmpty() ? -1 : drawing()->number(chosen); node >= 0)
        m_highlight =
            highlightOf(*drawing(), {node, column.isEmpty() ? -1 : drawing()->row(node, column)});
    const int node = anchor.isEmpty() ? -1 : drawing()->number(anchor);
    if (node >= 0) {
        const Fitted fitted = m_fitted;
        setView(m_zoom, nodeRect(node).topLeft() * m_zoom - before);
        // Of a graph that is hardly another the view is still a fitted one.
        if (sizeBefore.isValid() && fitsAsWell(sizeBefore, drawing()->bounds.size()))
            m_fitted = fitted;
        if (anchor == chosen && drawing()->nodes[node].open && !wasOpen && zoom() < columnZoom) {
            setZoom(columnZoom);
            centreOn(node);
        }
    } else {
        open();
    }
    setFilter(m_filter);
    arrangeOverlays();
    if (!chosen.isEmpty() && !place().isValid())
        emit placeChanged();
}

void GraphView::setDrawing(std::shared_ptr<const Drawing> drawing, const GraphLook &look)
{
    setScene(std::make_shared<const GraphScene>(std::move(drawing), look.unit), look);
}

void GraphView::setColourBy(ColourBy colourBy)
{
    m_look.colourBy = colourBy;
    arrangeOverlays(); // the legend says what the colours mean
    m_legend->update();
    emphasise();
}

QPointF GraphView::mapToScene(QPointF at) const
{
    return (at + m_offset) / m_zoom;
}

QRectF GraphView::mapToScene(const QRectF &rect) const
{
    return {mapToScene(rect.topLeft()), rect.size() / m_zoom};
}

QRectF GraphView::mapFromScene(const QRectF &rect) const
{
    return {rect.topLeft() * m_zoom - m_offset, rect.size() * m_zoom};
}

void GraphView::setView(double zoom, QPointF offset)
{
    const bool zoomed = zoom != m_zoom;
    m_zoom = zoom;
    m_offset = QPointF(std::round(offset.x()), std::round(offset.y()));
    m_fitted = Fitted::No;
    showMinimap();
    m_minimap->update();
    update();
    if (zoomed)
        emit zoomChanged();
}

void GraphView::zoomAround(QPointF at, double zoom)
{
    const double wanted = std::clamp(zoom, leastZoom(), mostZoom);
    setView(wanted, mapToScene(at) * wanted - at);
}

void GraphView::setZoom(double zoom)
{
    zoomAround(QRectF(rect()).center(), zoom);
}

void GraphView::zoomBy(double factor)
{
    setZoom(zoom() * factor);
}

void GraphView::panBy(QPoint pixels)
{
    setView(m_zoom, m_offset - pixels);
}

GraphSpot GraphView::spot() const
{
    return {mapToScene(QRectF(rect()).center()), m_zoom};
}

void GraphView::setSpot(const GraphSpot &spot)
{
    const double zoom = std::clamp(spot.zoom, leastZoom(), mostZoom);
    setView(zoom, spot.centre * zoom - QRectF(rect()).center());
}

void GraphView::centreOn(QPointF scenePoint)
{
    setView(m_zoom, scenePoint * m_zoom - QRectF(rect()).center());
}

void GraphView::centreOn(int node)
{
    centreOn(nodeRect(node).center());
}

void GraphView::ensureVisible(const QRectF &sceneRect)
{
    const QRectF room = QRectF(rect()).adjusted(40, 60, -40, -60);
    const QRectF seen = mapFromScene(sceneRect);
    const auto shift = [](double low, double high, double from, double to) {
        return low < from ? low - from : high > to ? std::min(high - to, low - from) : 0.0;
    };
    setView(m_zoom,
            m_offset + QPointF(shift(seen.left(), seen.right(), room.left(), room.right()),
                               shift(seen.top(), seen.bottom(), room.top(), room.bottom())));
}

void GraphView::setHeadline(const QString &strong, const QString &text)
{
    m_headline->setText(strong);
    m_headlineRest->setText(text);
    arrangeOverlays();
}

void GraphView::setOffer(const QString &words)
{
    if (m_offer->isVisibleTo(this) == !words.isEmpty() && m_offer->text() == words)
        return;
    m_offer->setText(words);
    m_offer->setVisible(!words.isEmpty());
    arrangeOverlays();
}

QRectF GraphView::nodeRect(int node) const
{
    return drawing()->nodes[node].rect;
}

int GraphView::nodeItems() const
{
    return m_scene ? static_cast<int>(drawing()->nodes.size()) : 0;
}

int GraphView::edgeItems() const
{
    return m_scene ? static_cast<int>(drawing()->edges.size()) : 0;
}

} // namespace meshlens::ui
