// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/step_graph.h"

#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double boxHeight = 26;
constexpr double boxStep = 38;
constexpr double moreHeight = 20;

} // namespace

StepGraph::StepGraph(int most, QWidget *parent) : QWidget(parent), m_most(most)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Lineage, one step each way"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

void StepGraph::setGraph(const lineage::Subgraph &graph)
{
    m_boxes.clear();
    m_moreUp = 0;
    m_moreDown = 0;
    QStringList ups;
    QStringList downs;
    for (const lineage::Node &node : graph.nodes) {
        if (node.key == graph.root) {
            m_name = node.name;
            continue;
        }
        if (node.distance == 0)
            continue;
        const int side = node.distance < 0 ? -1 : 1;
        (side < 0 ? ups : downs) += node.name;
        if (count(side) >= m_most) {
            ++(side < 0 ? m_moreUp : m_moreDown);
            continue;
        }
        m_boxes.append({node, side, false});
    }
    m_current = 0;
    setAccessibleDescription(tr("Made from: %1. Used by: %2.")
                                 .arg(ups.isEmpty() ? tr("nothing known") : ups.join(u", "_s),
                                      downs.isEmpty() ? tr("nothing known") : downs.join(u", "_s)));
    updateGeometry();
    update();
}

int StepGraph::count(int side) const
{
    return static_cast<int>(
        std::ranges::count_if(m_boxes, [side](const Box &box) { return box.side == side; }));
}

QSize StepGraph::sizeHint() const
{
    const int rows = std::max({count(-1), count(1), 1});
    const double more = m_moreUp > 0 || m_moreDown > 0 ? moreHeight : 0;
    return {px(300), px(rows * boxStep + more)};
}

QSize StepGraph::minimumSizeHint() const
{
    return {px(220), sizeHint().height()};
}

QRectF StepGraph::rectOf(const Box &box, int place, int places) const
{
    const double wide = std::min(width() * 0.33, px(260.0) * 1.0);
    const double usable = height() - (m_moreUp > 0 || m_moreDown > 0 ? px(moreHeight) : 0);
    const double top = usable / 2 - places * px(boxStep) / 2.0 + place * px(boxStep) +
                       px((boxStep - boxHeight) / 2);
    return {box.side < 0 ? 0.5 : width() - wide - 0.5, std::round(top) + 0.5, wide,
            static_cast<double>(px(boxHeight))};
}

QList<QRectF> StepGraph::rects() const
{
    QList<QRectF> all;
    int up = 0;
    int down = 0;
    for (const Box &box : m_boxes)
        all += rectOf(box, box.side < 0 ? up++ : down++, count(box.side));
    return all;
}

QRectF StepGraph::centre() const
{
    const double wide = std::min(width() * 0.27, px(220.0) * 1.0);
    const double usable = height() - (m_moreUp > 0 || m_moreDown > 0 ? px(moreHeight) : 0);
    return {std::round((width() - wide) / 2) + 0.5,
            std::round(usable / 2 - px(boxHeight) / 2.) + 0.5, wide,
            static_cast<double>(px(boxHeight))};
}

void StepGraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QList<QRectF> places = rects();
    const QRectF middle = centre();

    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour(Token::BorderStrong), 1.3));
    for (int i = 0; i < m_boxes.size(); ++i) {
        const bool up = m_boxes[i].side < 0;
        const QPointF from = up ? QPointF(places[i].right(), places[i].center().y())
                                : QPointF(middle.right(), middle.center().y());
        const QPointF to = up ? QPointF(middle.left(), middle.center().y())
                              : QPointF(places[i].left(), places[i].center().y());
        const double bend = (to.x() - from.x()) / 2;
        QPainterPath path(from);
        path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
        painter.drawPath(path);
    }
    for (int i = 0; i < m_boxes.size(); ++i) {
        const QRectF &at = places[i];
        const bool chosen = hasFocus() && i == m_current;
        painter.setPen(chosen ? QPen(colour(Token::Accent), 2) : QPen(colour(Token::BorderStrong)));
        painter.setBrush(colour(Token::Surface));
        painter.drawRoundedRect(at, px(5), px(5));
        const lineage::Node &node = m_boxes[i].node;
        const DomainStyle style = Theme::instance().domain(node.domain, node.domainName);
        painter.fillRect(QRectF(at.left() + 1, at.top() + px(4), px(3), at.height() - px(8)),
                         colour(style.colour));
        paintText(&painter, at.adjusted(px(9), 0, -px(6), 0), node.name, TextRole::Caption,
                  Token::Text);
    }
    painter.setPen(QPen(colour(Token::Accent), 1.5));
    painter.setBrush(colour(Token::AccentSoft));
    painter.drawRoundedRect(middle, px(5), px(5));
    paintText(&painter, middle.adjusted(px(6), 0, -px(6), 0),
              width() < px(420) ? tr("This one") : m_name, TextRole::CaptionStrong, Token::Text,
              Qt::AlignCenter);

    const QRectF foot(0, height() - px(moreHeight), width(), px(moreHeight));
    if (m_moreUp > 0)
        paintText(&painter, foot, tr("%n more", nullptr, m_moreUp), TextRole::Caption,
                  Token::Text3);
    if (m_moreDown > 0)
        paintText(&painter, foot, tr("%n more", nullptr, m_moreDown), TextRole::Caption,
                  Token::Text3, Qt::AlignRight | Qt::AlignVCenter);
    if (count(-1) == 0)
        paintText(&painter, QRectF(0, middle.top(), middle.left() - px(8), middle.height()),
                  tr("nothing known"), TextRole::Caption, Token::Text3);
    if (count(1) == 0)
        paintText(&painter,
                  QRectF(middle.right() + px(8), middle.top(), width() - middle.right() - px(8),
                         middle.height()),
                  tr("nothing known"), TextRole::Caption, Token::Text3,
                  Qt::AlignRight | Qt::AlignVCenter);
}

int StepGraph::boxAt(const QPointF &at) const
{
    const QList<QRectF> places = rects();
    for (int i = 0; i < places.size(); ++i) {
        if (places[i].contains(at))
            return i;
    }
    return -1;
}

void StepGraph::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(boxAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StepGraph::mouseReleaseEvent(QMouseEvent *event)
{
    const int box = boxAt(event->position());
    if (event->button() == Qt::LeftButton && box >= 0)
        emit opened(m_boxes[box].node.key);
}

void StepGraph::keyPressEvent(QKeyEvent *event)
{
    if (m_boxes.isEmpty())
        return QWidget::keyPressEvent(event);
    const int last = static_cast<int>(m_boxes.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Down:
        m_current = std::min(m_current + 1, last);
        break;
    case Qt::Key_Up:
        m_current = std::max(m_current - 1, 0);
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int side = event->key() == Qt::Key_Left ? -1 : 1;
        for (int i = 0; i <= last; ++i) {
            if (m_boxes[i].side == side) {
                m_current = i;
                break;
            }
        }
        break;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit opened(m_boxes[m_current].node.key);
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

bool StepGraph::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int box = boxAt(help->pos());
        QString tip;
        if (box >= 0) {
            const lineage::Node &node = m_boxes[box].node;
            tip = node.name;
            if (!node.domainName.isEmpty())
                tip += u", "_s + node.domainName;
            tip += u", "_s + qualityWords(qualityBadge(node.score));
        }
        QToolTip::showText(help->globalPos(), tip.toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace meshlens::ui
