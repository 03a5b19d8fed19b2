// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_overlays.h"

#include "ui/lineage/graph_view.h"
#include "ui/parts/tags.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace meshlens::ui {

namespace {

constexpr double pad = 6;
constexpr double lineHeight = 20;
constexpr qsizetype manyNodes = 1000;

} // namespace

Minimap::Minimap(GraphView &view) : QWidget(&view), m_view(view)
{
    setAccessibleName(tr("Overview of the graph"));
    setCursor(Qt::PointingHandCursor);
}

QTransform Minimap::toMap() const
{
    const Drawing *drawing = m_view.drawing();
    if (!drawing || drawing->bounds.isEmpty())
        return {};
    const QRectF inner = QRectF(rect()).adjusted(pad, pad, -pad, -pad);
    const QRectF &bounds = drawing->bounds;
    const double scale = std::min(inner.width() / bounds.width(), inner.height() / bounds.height());
    const QPointF centre = inner.center() - bounds.center() * scale;
    return {scale, 0, 0, scale, centre.x(), centre.y()};
}

void Minimap::refresh()
{
    m_whole = {};
    update();
}

void Minimap::paintWhole()
{
    m_whole = QPixmap(size() * devicePixelRatioF());
    m_whole.setDevicePixelRatio(devicePixelRatioF());
    m_whole.fill(Qt::transparent);
    QPainter painter(&m_whole);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(Token::BorderStrong));
    painter.setBrush(colour(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    const Drawing *drawing = m_view.drawing();
    if (!drawing)
        return;
    const QTransform map = toMap();
    painter.setPen(Qt::NoPen);
    for (const DrawnFrame &frame : drawing->frames) {
        QColor tone = colour(frame.style.colour);
        tone.setAlphaF(0.12F);
        painter.setBrush(tone);
        painter.drawRect(map.mapRect(frame.rect));
    }
    const bool cards = drawing->level == lineage::Level::Domain;
    // Of many nodes most would lie on each other: one a spot is enough, and edges need not be even.
    const bool many = drawing->nodes.size() > manyNodes;
    painter.setRenderHint(QPainter::Antialiasing, !many);
    std::vector<char> taken(many ? static_cast<std::size_t>(width()) * height() : 0, 0);
    for (int i = 0; i < drawing->nodes.size(); ++i) {
        const Emphasis emphasis = m_view.nodeEmphasis(i);
        const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
        QRectF box = map.mapRect(drawing->nodes[i].rect);
        if (many) {
            const int x = std::clamp(static_cast<int>(box.x()), 0, width() - 1);
            const int y = std::clamp(static_cast<int>(box.y()), 0, height() - 1);
            char &spot = taken[static_cast<std::size_t>(y) * width() + x];
            if (spot >= (on ? 2 : 1))
                continue;
            spot = on ? 2 : 1;
            box.moveTopLeft(QPointF(x, y));
        }
        QColor tone = colour(on      ? Token::Accent
                             : cards ? drawing->nodes[i].style.colour
                                     : Token::Control);
        if (!on)
            tone.setAlphaF(cards ? 0.75F : 0.5F);
        box.setSize(box.size().expandedTo({2, 2}));
        painter.fillRect(box, tone);
    }
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_whole.size() != size() * devicePixelRatioF())
        paintWhole();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, m_whole);
    const QRectF seen = toMap()
                            .mapRect(m_view.mapToScene(QRectF(m_view.rect())))
                            .intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
    painter.setPen(QPen(colour(Token::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(seen, 2, 2);
}

void Minimap::moveTo(QPointF at)
{
    bool canInvert = false;
    const QTransform back = toMap().inverted(&canInvert);
    if (canInvert)
        m_view.centreOn(back.map(at));
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    moveTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    moveTo(event->position());
}

Legend::Legend(GraphView &view) : QWidget(&view), m_view(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QString Legend::colourLine() const
{
    switch (m_view.look().colourBy) {
    case ColourBy::Quality:
        break;
    case ColourBy::Freshness:
        return tr("frames: green on time, amber late, red outdated");
    case ColourBy::Owner:
        return tr("frames: a colour for each owner");
    case ColourBy::Classification:
        return tr("frames: green public, teal internal, amber confidential, red restricted");
    }
    return tr("frames: amber late, red outdated");
}

QStringList Legend::lines() const
{
    if (m_view.drawing() && m_view.drawing()->level == lineage::Level::Domain)
        return {tr("width and number: links between products"), tr("declared by a catalog"),
                tr("found in query history"), tr("crosses two catalogs")};
    return {tr("path of what is chosen"), tr("declared by a catalog"), tr("found in query history"),
            tr("crosses two catalogs"), colourLine()};
}

QSize Legend::sizeHint() const
{
    int width = 0;
    for (const QString &line : lines())
        width = std::max(width, textWidth(line, TextRole::Caption));
    return {width + px(48), px(lineHeight) * static_cast<int>(lines().size() + 1)};
}

void Legend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = colour(Token::Bg); // it may lie over the graph
    ground.setAlphaF(0.88F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()), px(6), px(6));
    paintText(&painter, QRectF(0, 0, width(), px(lineHeight)), tr("Legend"),
              TextRole::CaptionStrong, Token::Text2);
    const QStringList words = lines();
    for (int i = 0; i < words.size(); ++i) {
        const QRectF line(0, px(lineHeight) * (i + 1), width(), px(lineHeight));
        const QPointF left(0, line.center().y());
        const QPointF right(px(26), line.center().y());
        if (i == 3) {
            const QPointF c(px(13), line.center().y());
            const double d = px(5);
            painter.setPen(QPen(colour(Token::Text2), 1.2));
            painter.setBrush(colour(Token::Surface));
            painter.drawPolygon(QPolygonF(
                {c - QPointF(0, d), c + QPointF(d, 0), c + QPointF(0, d), c - QPointF(d, 0)}));
        } else if (i == 4) {
            painter.setPen(QPen(colour(Token::WarnFill), 1.5));
            painter.setBrush(colour(Token::Surface));
            painter.drawRoundedRect(QRectF(px(3), line.center().y() - px(5), px(20), px(10)), px(3),
                                    px(3));
        } else {
            const bool cards =
                m_view.drawing() && m_view.drawing()->level == lineage::Level::Domain;
            QPen pen(colour(i > 0   ? Token::Control
                            : cards ? Token::BorderStrong
                                    : Token::Accent),
                     i > 0   ? 1.2
                     : cards ? 5
                             : 2.4,
                     Qt::SolidLine, Qt::FlatCap);
            if (i == 2)
                pen.setDashPattern({4, 3});
            painter.setPen(pen);
            painter.drawLine(left, right);
        }
        paintText(&painter, line.adjusted(px(36), 0, 0, 0), words[i], TextRole::Caption,
                  Token::Text2);
    }
}

} // namespace meshlens::ui
