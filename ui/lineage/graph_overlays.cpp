// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_overlays.h"

#include "ui/lineage/graph_view.h"
#include "ui/parts/badges.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

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

Legend::Legend(GraphView &view) : QAbstractButton(&view), m_view(view)
{
    setText(tr("Legend"));
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::clicked, this, [this] { m_asked = true; });
}

void Legend::setSmall(bool on)
{
    if (on == m_small)
        return;
    m_small = on;
    const QSignalBlocker quiet(this); // the view is about to place it
    if (!m_asked)
        setChecked(!on);
}

QList<Legend::Swatch> Legend::colours() const
{
    switch (m_view.look().colourBy) {
    case ColourBy::Quality:
        return {{Token::WarnFill, tr("late or grade C")},
                {Token::BadFill, tr("outdated or grade D")}};
    case ColourBy::Freshness:
        return {{Token::GoodFill, tr("on time")},
                {Token::WarnFill, tr("late")},
                {Token::BadFill, tr("outdated")}};
    case ColourBy::Owner:
        return {{Token::S1, {}}, {Token::S2, tr("one colour for each owner")}};
    case ColourBy::Classification:
        return {{Token::GoodFill, tr("public")},
                {Token::FairFill, tr("internal")},
                {Token::WarnFill, tr("confidential")},
                {Token::BadFill, tr("restricted")}};
    }
    return {};
}

QList<Legend::Entry> Legend::entries() const
{
    const Drawing *drawing = m_view.drawing();
    const bool cards = drawing && drawing->level == lineage::Level::Domain;
    QList<Entry> all;
    all += cards ? Entry{Sign::Wide, tr("width and number: links between products")}
                 : Entry{Sign::Path, tr("path of what is chosen")};
    all += {Sign::Declared, tr("declared by a catalog")};
    all += {Sign::Found, tr("found in query history")};
    if (drawing &&
        std::ranges::any_of(drawing->edges, [](const DrawnEdge &edge) { return edge.through > 0; }))
        all += {Sign::Through, tr("through what is filtered out")};
    all += {Sign::Diamond, tr("crosses two catalogs")};
    for (const Mark mark : drawing ? marksIn(*drawing) : QList<Mark>())
        all += {mark == Mark::Missed   ? Sign::Broken
                : mark == Mark::Partly ? Sign::Troubled
                                       : Sign::Personal,
                markWords(mark)};
    const auto has = [&](Change change) {
        return drawing &&
               (std::ranges::any_of(drawing->edges,
                                    [&](const DrawnEdge &edge) { return edge.change == change; }) ||
                std::ranges::any_of(drawing->nodes,
                                    [&](const DrawnNode &node) { return node.change == change; }));
    };
    if (has(Change::Came))
        all += {Sign::Came, tr("came since then")};
    if (has(Change::Went))
        all += {Sign::Went, tr("went since then")};
    if (!cards || m_view.look().colourBy != ColourBy::Quality)
        all += {Sign::Colours, {}};
    return all;
}

void Legend::describe()
{
    QStringList words;
    for (const Entry &entry : entries()) {
        if (!entry.words.isEmpty())
            words += entry.words;
    }
    setAccessibleDescription(words.join(u", "_s));
}

int Legend::coloursWidth() const
{
    int width = 0;
    for (const Swatch &swatch : colours())
        width += px(18) +
                 (swatch.words.isEmpty() ? 0 : textWidth(swatch.words, TextRole::Caption) + px(10));
    return width;
}

QSize Legend::sizeHint() const
{
    const int title = textWidth(text(), TextRole::CaptionStrong) + px(36);
    if (!isChecked())
        return {title, px(24)};
    const QList<Entry> all = entries();
    int width = title;
    for (const Entry &entry : all)
        width = std::max(width, entry.sign == Sign::Colours
                                    ? coloursWidth()
                                    : textWidth(entry.words, TextRole::Caption) + px(40));
    return {width + px(12), px(lineHeight) * (static_cast<int>(all.size()) + 1) + px(6)};
}

void Legend::paintSign(QPainter *painter, const QRectF &box, Sign sign) const
{
    const QPointF c = box.center();
    painter->setBrush(colour(Token::Surface));
    const auto line = [&](Token tone, double width, const QList<qreal> &dashes = {}) {
        QPen pen(colour(tone), width, Qt::SolidLine, Qt::FlatCap);
        if (!dashes.isEmpty())
            pen.setDashPattern(dashes);
        painter->setPen(pen);
        painter->drawLine(QPointF(box.left(), c.y()), QPointF(box.right(), c.y()));
    };
    switch (sign) {
    case Sign::Path:
        return line(Token::Accent, 2.4);
    case Sign::Wide:
        return line(Token::BorderStrong, 5);
    case Sign::Declared:
        return line(Token::Control, 1.2);
    case Sign::Found:
        return line(Token::Control, 1.2, {4, 3});
    case Sign::Through:
        return line(Token::Control, 1.2, {8, 4});
    case Sign::Came:
        return line(Token::GoodFill, 2.6);
    case Sign::Went:
        return line(Token::BadFill, 2.6, {1, 1.6});
    case Sign::Diamond: {
        const double d = px(5);
        painter->setPen(QPen(colour(Token::Text2), 1.2));
        painter->drawPolygon(QPolygonF(
            {c - QPointF(0, d), c + QPointF(d, 0), c + QPointF(0, d), c - QPointF(d, 0)}));
        return;
    }
    case Sign::Broken:
    case Sign::Troubled:
    case Sign::Personal: {
        const double side = px(12);
        return paintMark(painter, QRectF(c.x() - side / 2, c.y() - side / 2, side, side),
                         sign == Sign::Broken     ? Mark::Missed
                         : sign == Sign::Troubled ? Mark::Partly
                                                  : Mark::Warning);
    }
    case Sign::Colours:
        return;
    }
}

void Legend::paintColours(QPainter *painter, const QRectF &line) const
{
    double x = line.left() + px(1);
    for (const Swatch &swatch : colours()) {
        painter->setPen(QPen(colour(swatch.tone), 1.5));
        painter->setBrush(colour(Token::Surface));
        painter->drawRoundedRect(QRectF(x, line.center().y() - px(4), px(12), px(8)), px(2), px(2));
        x += px(18);
        if (swatch.words.isEmpty())
            continue;
        const int width = textWidth(swatch.words, TextRole::Caption);
        paintText(painter, QRectF(x, line.top(), width + 2, line.height()), swatch.words,
                  TextRole::Caption, Token::Text2);
        x += width + px(10);
    }
}

void Legend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = colour(isChecked() ? Token::Bg : Token::Surface); // it may lie over the graph
    ground.setAlphaF(isChecked() ? 0.92F : 1.0F);
    painter.setPen(hasFocus()    ? QPen(colour(Token::Accent), 1.5)
                   : isChecked() ? QPen(Qt::NoPen)
                                 : QPen(colour(Token::BorderStrong), 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    const QRectF title(px(6), isChecked() ? px(2) : 0, width() - px(12),
                       isChecked() ? px(lineHeight) : height());
    paintText(&painter, title, text(), TextRole::CaptionStrong, Token::Text2);
    const double after = title.left() + textWidth(text(), TextRole::CaptionStrong) + px(6);
    paintIcon(&painter, QRectF(after, title.center().y() - px(6), px(12), px(12)),
              isChecked() ? u"chevron-down"_s : u"chevron-up"_s, colour(Token::Text3));
    if (!isChecked())
        return;
    QRectF line = title;
    for (const Entry &entry : entries()) {
        line.translate(0, px(lineHeight));
        if (entry.sign == Sign::Colours) {
            paintColours(&painter, line);
            continue;
        }
        paintSign(&painter, QRectF(line.left(), line.top(), px(26), line.height()), entry.sign);
        paintText(&painter, line.adjusted(px(34), 0, 0, 0), entry.words, TextRole::Caption,
                  Token::Text2);
    }
}

} // namespace meshlens::ui
