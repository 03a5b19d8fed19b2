// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/painter_brush.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QFile>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>
#include <memory>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double unknownAfar = 0.5;

/// An icon as lines. Each thread has its own: nothing is shared with the interface thread.
QSvgRenderer *linesOf(const QString &name, const QColor &tone)
{
    static thread_local QHash<QString, std::shared_ptr<QSvgRenderer>> made;
    const QString id = name + tone.name(QColor::HexRgb);
    const auto known = made.constFind(id);
    if (known != made.constEnd())
        return known->get();
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    QByteArray text = file.readAll();
    text.replace("#000000", tone.name(QColor::HexRgb).toLatin1());
    return made.insert(id, std::make_shared<QSvgRenderer>(text))->get();
}

/// So small that only a colour can be seen.
void paintFar(QPainter *painter, const DrawnNode &node, const GraphLook &look, Emphasis emphasis)
{
    const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
    QColor tone;
    if (node.change != Change::None)
        tone = colour(node.change == Change::Came ? Token::GoodFill : Token::BadFill);
    else if (on)
        tone = colour(Token::Accent);
    else if (emphasis == Emphasis::Quiet)
        tone = colour(Token::Border);
    else if (standsForOthers(node))
        tone = colour(node.style.colour);
    else if (const Token token = tokenFor(node, look); token != Token::Mute)
        tone = colour(token);
    else // nothing is known of it: its domain, paler than any state
        tone = faded(colour(node.style.colour), unknownAfar);
    const double least = 2 / look.detail; // it stays visible from afar
    QRectF box = node.rect;
    if (box.width() < least || box.height() < least) {
        const QSizeF size = box.size().expandedTo({least, least});
        box = QRectF(box.center() - QPointF(size.width(), size.height()) / 2, size);
    }
    painter->fillRect(box, tone);
}

void paintChange(const NodeBrush &b)
{
    if (b.node.change == Change::None || b.look.detail < textFrom)
        return;
    const bool came = b.node.change == Change::Came;
    const QPointF at = b.node.rect.topLeft();
    b.painter->setPen(Qt::NoPen);
    b.painter->setBrush(colour(came ? Token::GoodFill : Token::BadFill));
    b.painter->drawEllipse(at, b.u(8), b.u(8));
    b.painter->setPen(QPen(colour(Token::Surface), b.u(1.8)));
    b.painter->drawLine(at - QPointF(b.u(4), 0), at + QPointF(b.u(4), 0));
    if (came)
        b.painter->drawLine(at - QPointF(0, b.u(4)), at + QPointF(0, b.u(4)));
}

void paintBadges(const NodeBrush &b, const QRectF &line)
{
    const lineage::Node &node = b.node.node;
    b.painter->save();
    if (b.quiet())
        b.painter->setOpacity(0.75);
    double x = line.left();
    if (node.kind == mesh::Kind::Product || !node.product.isEmpty()) {
        QualityBadge quality = qualityBadge(node.score);
        quality.shapeOnly = !quality.value;
        paintQuality(b.painter, QRectF(x, line.top(), b.u(60), line.height()), quality);
        x += qualitySize(quality).width() + b.u(8);
    }
    FreshnessBadge fresh = freshnessBadge(node.score, b.look.nowMs);
    if (fresh.ageMs) {
        fresh.brief = true;
        paintFreshness(b.painter, QRectF(x, line.top(), line.right() - x, line.height()), fresh);
        x += freshnessSize(fresh).width() + b.u(8);
    }
    b.painter->restore();
    const QString source = node.referenced && node.product.isEmpty()
                               ? PainterText::tr("not in a catalog")
                               : node.catalogs.value(0);
    if (textWidth(source, TextRole::Caption) < line.right() - x)
        paintText(b.painter, QRectF(x, line.top(), line.right() - x, line.height()), source,
                  TextRole::Caption, Token::Text3, Qt::AlignRight | Qt::AlignVCenter);
}

void paintRows(const NodeBrush &b, const QSet<int> &rowsOn)
{
    const QRectF &r = b.node.rect;
    b.painter->setPen(QPen(colour(Token::Border), 1));
    const double top = r.top() + b.u(sizes::head);
    b.painter->drawLine(QPointF(r.left() + 1, top), QPointF(r.right() - 1, top));
    const bool words = b.look.detail >= rowsFrom;
    for (int i = 0; i < b.node.rows.size(); ++i) {
        const DrawnRow &row = b.node.rows[i];
        const QRectF line = rowRect(b.node, i, b.look.unit);
        const bool on = rowsOn.contains(i);
        if (on) {
            b.painter->setPen(Qt::NoPen);
            b.painter->setBrush(colour(Token::AccentSoft));
            b.painter->drawRoundedRect(line.adjusted(b.u(4), b.u(1), -b.u(4), -b.u(1)), b.u(4),
                                       b.u(4));
        }
        if (words) {
            const double noteWidth =
                row.note.isEmpty() ? 0 : textWidth(row.note, TextRole::Caption) + b.u(6);
            paintText(b.painter, line.adjusted(b.u(14), 0, -b.u(12) - noteWidth, 0), row.name,
                      TextRole::MonoSmall,
                      on          ? Token::Accent
                      : b.quiet() ? Token::Text3
                                  : Token::Text2);
            paintText(b.painter, line.adjusted(0, 0, -b.u(12), 0), row.note, TextRole::Caption,
                      row.personal ? Token::Warn : Token::Text3, Qt::AlignRight | Qt::AlignVCenter);
        }
        b.painter->setPen(QPen(colour(on ? Token::Accent : Token::BorderStrong), b.u(1.2)));
        b.painter->setBrush(colour(Token::Surface));
        for (const double x : {r.left(), r.right()})
            b.painter->drawEllipse(QPointF(x, line.center().y()), b.u(2.6), b.u(2.6));
    }
    if (!words)
        return;
    const QRectF last = rowRect(b.node, static_cast<int>(b.node.rows.size()), b.look.unit)
                            .adjusted(b.u(14), 0, -b.u(12), 0);
    if (b.node.moreRows > 0)
        paintText(b.painter, last, PainterText::tr("%n more, show", nullptr, b.node.moreRows),
                  TextRole::Caption, Token::Accent);
    else if (b.node.otherColumns > 0)
        paintText(b.painter, last,
                  PainterText::tr("%n other columns", nullptr, b.node.otherColumns),
                  TextRole::Caption, Token::Text3);
}

void paintHidden(const NodeBrush &b, bool upstream)
{
    const int count = upstream ? b.node.node.hiddenUp : b.node.node.hiddenDown;
    const QRectF rect = hiddenRect(b.node, upstream, b.look.unit);
    if (count == 0 || rect.isEmpty() || b.look.detail < textFrom)
        return;
    b.painter->setPen(QPen(colour(Token::BorderStrong), 1));
    b.painter->setBrush(colour(Token::Surface2));
    b.painter->drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    paintText(b.painter, rect, u"+"_s + format::count(count), TextRole::Caption, Token::Accent,
              Qt::AlignCenter);
}

} // namespace

QColor faded(QColor tone, double share)
{
    tone.setAlphaF(static_cast<float>(tone.alphaF() * share));
    return tone;
}

void drawIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &tone,
              const GraphLook &look)
{
    if (look.vector) {
        if (QSvgRenderer *lines = linesOf(name, tone))
            lines->render(painter, rect);
        return;
    }
    const double ratio = std::clamp(std::ceil(look.detail * 2), 2.0, 6.0);
    const QPixmap picture =
        iconPixmap(name, tone, static_cast<int>(std::lround(rect.width())), ratio);
    painter->drawPixmap(rect, picture, QRectF(picture.rect()));
}

QColor NodeBrush::bar() const
{
    const QColor tone = colour(node.style.colour);
    return quiet() ? faded(tone, 0.55) : tone;
}

void paintBox(const NodeBrush &b, const QRectF &rect)
{
    QColor line = colour(Token::BorderStrong);
    double width = 1;
    Qt::PenStyle style = Qt::SolidLine;
    if (b.node.change != Change::None) {
        const bool came = b.node.change == Change::Came;
        line = colour(came ? Token::GoodFill : Token::BadFill);
        width = 2;
        style = came ? Qt::SolidLine : Qt::DotLine;
    } else if (b.emphasis == Emphasis::Focus || b.emphasis == Emphasis::On) {
        line = colour(Token::Accent);
        width = b.emphasis == Emphasis::Focus ? 2 : 1.5;
        width = std::max(width, width / (b.look.detail * b.look.unit)); // it stands out from afar
    } else if (b.quiet()) {
        line = colour(Token::Border);
    } else if (const Token token = tokenFor(b.node, b.look); token == Token::WarnFill ||
                                                             token == Token::BadFill ||
                                                             b.look.colourBy != ColourBy::Quality) {
        line = colour(token == Token::Mute ? Token::BorderStrong : token);
        width = token == Token::Mute ? 1 : 1.5;
    }
    b.painter->setPen(QPen(line, b.u(width), style));
    const bool chosenAfar = b.emphasis == Emphasis::Focus && b.look.detail < textFrom;
    b.painter->setBrush(colour(chosenAfar  ? Token::AccentSoft
                               : b.quiet() ? Token::Surface2
                                           : Token::Surface));
    b.painter->drawRoundedRect(rect, b.u(6), b.u(6));
}

void paintBar(const NodeBrush &b, const QRectF &box, double height)
{
    const double wide = std::max(b.u(3.5), 2.5 / b.look.detail);
    const double inset = std::min(b.u(8), height / 6);
    b.painter->fillRect(QRectF(box.left() - b.u(1), box.top() + inset, wide, height - 2 * inset),
                        b.bar());
}

void paintNode(QPainter *painter, const DrawnNode &node, const GraphLook &look, Emphasis emphasis,
               const QSet<int> &rowsOn, const std::optional<QMarginsF> &room)
{
    if (look.detail < nameFrom)
        return paintFar(painter, node, look, emphasis);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double reach = nameReach * look.unit;
    const NodeBrush b{painter, node, look, emphasis, room.value_or(QMarginsF(reach, 0, reach, 0))};
    const QRectF &r = node.rect;
    if (node.stack) {
        paintStack(b);
    } else if (node.node.kind == mesh::Kind::Domain) {
        paintCard(b);
    } else {
        const bool nameOnly = look.detail < textFrom;
        const QRectF box = nameOnly && node.rows.isEmpty() ? nameRect(b) : r;
        paintBox(b, box);
        paintBar(b, box, node.open ? b.u(sizes::head) : box.height());
        if (!nameOnly) {
            drawIcon(painter, QRectF(r.left() + b.u(11), r.top() + b.u(7), b.u(14), b.u(14)),
                     kindIcon(node.node), colour(b.quiet() ? Token::Text3 : Token::Text2), look);
            paintText(painter,
                      QRectF(r.left() + b.u(31), r.top() + b.u(4),
                             r.width() - b.u(node.canOpen ? 53 : 39), b.u(20)),
                      node.node.name, TextRole::TableStrong, b.nameColour());
            if (node.canOpen)
                drawIcon(
                    painter, toggleRect(node, look.unit).adjusted(b.u(6), b.u(6), -b.u(6), -b.u(6)),
                    node.open ? u"chevron-up"_s : u"chevron-down"_s, colour(Token::Text3), look);
            paintBadges(
                b, QRectF(r.left() + b.u(11), r.top() + b.u(24), r.width() - b.u(21), b.u(18)));
        } else {
            paintNameOnly(b, box);
        }
        if (node.open)
            paintRows(b, rowsOn);
    }
    paintHidden(b, true);
    paintHidden(b, false);
    paintChange(b);
    painter->restore();
}

} // namespace meshlens::ui
