// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_overlays.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/painter_brush.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <algorithm>

// Where the view stands when a graph opens, and what lies over it.
//
// A graph opens whole where it can be read whole. Where it cannot, it opens as small as its names
// can still be read: around its root, or, without one, at its upper left, where reading begins;
// the overview shows the rest. Of a graph of which that would show hardly a part, all is shown.
// A window made larger or smaller fits again until somebody moves the graph.

namespace meshlens::ui {

namespace {

constexpr double smallestZoom = 0.05; // a graph that does not fit may be made smaller still
constexpr double mostZoom = 4;
constexpr double columnZoom = 0.75;  // columns are painted from 70 % on
constexpr double namesZoom = 0.45;   // names are hardly ever cut
constexpr double enoughZoom = 0.38;  // on two lines they still are not
constexpr double hardlyAPart = 0.24; // fitted smaller than this, a graph opens whole
constexpr double topKept = 48;       // for the headline
constexpr double sideKept = 20;
constexpr int roomyHeight = 600; // less than this, overview and legend make themselves small

} // namespace

double GraphView::leastZoom() const
{
    if (!m_scene)
        return smallestZoom;
    const QRectF &area = m_scene->area();
    return std::min(smallestZoom, 0.5 * std::min(width() / std::max(1.0, area.width()),
                                                 height() / std::max(1.0, area.height())));
}

QRectF GraphView::freePart(double bottom) const
{
    const double side = sideKept * m_look.unit;
    return QRectF(rect()).adjusted(side, topKept * m_look.unit, -side, -side - bottom);
}

double GraphView::fitZoom(double bottom) const
{
    const QRectF &bounds = drawing()->bounds;
    const QRectF part = freePart(bottom);
    if (bounds.isEmpty() || part.width() < 10 || part.height() < 10)
        return 1;
    return std::min({1.0, part.width() / bounds.width(), part.height() / bounds.height()});
}

void GraphView::showFitted(double zoom, double bottom)
{
    const double wanted = std::clamp(zoom, leastZoom(), mostZoom);
    setView(wanted, drawing()->bounds.center() * wanted - freePart(bottom).center());
}

void GraphView::fit()
{
    if (!m_scene || drawing()->nodes.isEmpty())
        return;
    arrangeOverlays();
    showFitted(fitZoom(0), 0);
    // The overview and legend lie over the graph: leave them room where something is there.
    QRect covered;
    for (const QWidget *over :
         {static_cast<QWidget *>(m_minimap), static_cast<QWidget *>(m_legend)}) {
        if (over->isVisibleTo(this))
            covered |= over->geometry();
    }
    if (!covered.isEmpty() && !m_scene->nodesIn(mapToScene(QRectF(covered))).empty()) {
        const double bottom = height() - covered.top();
        showFitted(fitZoom(bottom), bottom);
    }
    m_fitted = Fitted::Whole;
}

void GraphView::open()
{
    fit();
    if (!m_scene || drawing()->nodes.isEmpty())
        return;
    const int root = drawing()->number(drawing()->root);
    const bool columns = std::ranges::any_of(drawing()->nodes, &DrawnNode::open);
    double least = root < 0 ? namesZoom : columns ? columnZoom : readableZoom;
    if (drawing()->level == lineage::Level::Domain)
        least = textFrom;
    const double enough = least == namesZoom ? enoughZoom : least;
    if (zoom() < enough && (root >= 0 || zoom() >= hardlyAPart)) {
        setZoom(least);
        if (root >= 0)
            centreOn(root);
        else
            setView(zoom(), drawing()->bounds.topLeft() * zoom() - freePart(0).topLeft());
        leaveNoGap();
    }
    m_fitted = Fitted::Opened;
}

/// Moves the view where it shows nothing on one side while there is more on the other.
void GraphView::leaveNoGap()
{
    const QRectF seen = mapFromScene(drawing()->bounds);
    const QRectF part = freePart(0);
    const auto shift = [](double low, double high, double from, double to) {
        return high - low <= to - from ? (low + high - from - to) / 2
               : low > from            ? low - from
               : high < to             ? high - to
                                       : 0.0;
    };
    setView(zoom(),
            m_offset + QPointF(shift(seen.left(), seen.right(), part.left(), part.right()),
                               shift(seen.top(), seen.bottom(), part.top(), part.bottom())));
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeOverlays();
    if (m_fitted == Fitted::Whole)
        fit();
    else if (m_fitted == Fitted::Opened)
        open();
}

void GraphView::arrangeOverlays()
{
    const int side = px(16);
    m_headline->adjustSize();
    m_headlineRest->adjustSize();
    m_headline->move(side, px(14));
    m_headlineRest->move(m_headline->geometry().right() + px(8),
                         px(14) + (m_headline->height() - m_headlineRest->height()) / 2);
    m_offer->adjustSize();
    m_offer->move((width() - m_offer->width()) / 2, px(44));
    const bool room = width() > px(520) && height() > px(300) && nodeItems() > 1;
    const bool small = height() < px(roomyHeight);
    m_legend->setVisible(room);
    m_legend->setSmall(small);
    m_overview = !room ? Overview::None : small ? Overview::WhereNeeded : Overview::Always;
    showMinimap();
    const QSize map = small ? QSize(px(136), px(92)) : QSize(px(178), px(124));
    m_minimap->setGeometry(side, height() - map.height() - side, map.width(), map.height());
    const int left = m_minimap->isVisibleTo(this) ? side + map.width() + px(20) : side;
    m_legend->describe();
    const QSize legend = m_legend->sizeHint();
    m_legend->setGeometry(left, height() - side - legend.height(), legend.width(), legend.height());
    m_minimap->refresh();
}

/// Where there is little room, the overview comes once a part of the graph is out of sight.
void GraphView::showMinimap()
{
    const bool all = m_scene && QRectF(rect()).contains(mapFromScene(drawing()->bounds));
    const bool shown =
        m_overview == Overview::Always || (m_overview == Overview::WhereNeeded && !all);
    if (m_minimap->isVisibleTo(this) == shown)
        return;
    m_minimap->setVisible(shown);
    if (m_overview == Overview::WhereNeeded)
        arrangeOverlays(); // the legend stands beside it
}

} // namespace meshlens::ui
