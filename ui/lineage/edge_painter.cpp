// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_scene.h"
#include "ui/lineage/painter_brush.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double frameLine = 0.45; // of the domain's colour
constexpr double frameGround = 0.045;

Token markedTone(const LinkStanding &standing)
{
    return standing.broken > 0 ? Token::BadFill : Token::WarnFill;
}

QColor edgeTone(const DrawnEdge &edge, Emphasis emphasis, bool counted)
{
    const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
    QColor tone = colour(edge.change == Change::Came           ? Token::GoodFill
                         : edge.change == Change::Went         ? Token::BadFill
                         : on                                  ? Token::Accent
                         : counted && edge.standing.isMarked() ? markedTone(edge.standing)
                         : counted                             ? Token::BorderStrong
                                                               : Token::Control);
    const bool pale = !counted || edge.standing.isMarked(); // a grey bundle is quiet as it is
    return emphasis == Emphasis::Quiet && pale ? faded(tone, 0.55) : tone;
}

/// A plus for what came, a minus for what went.
void paintSign(QPainter *painter, QPointF at, Change change, double unit)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(change == Change::Came ? Token::GoodFill : Token::BadFill));
    painter->drawEllipse(at, 7 * unit, 7 * unit);
    painter->setPen(QPen(colour(Token::Surface), 1.6 * unit));
    painter->drawLine(at - QPointF(3.5, 0) * unit, at + QPointF(3.5, 0) * unit);
    if (change == Change::Came)
        painter->drawLine(at - QPointF(0, 3.5) * unit, at + QPointF(0, 3.5) * unit);
}

struct Curve {
    QPointF from, pull, push, to;

    [[nodiscard]] QRectF bounds() const
    {
        const auto [left, right] = std::minmax({from.x(), pull.x(), push.x(), to.x()});
        const auto [top, bottom] = std::minmax({from.y(), pull.y(), push.y(), to.y()});
        return {left, top, right - left, bottom - top};
    }
    [[nodiscard]] std::pair<Curve, Curve> halves() const
    {
        const QPointF a = (from + pull) / 2, b = (pull + push) / 2, c = (push + to) / 2;
        const QPointF d = (a + b) / 2, e = (b + c) / 2, middle = (d + e) / 2;
        return {{from, a, d, middle}, {middle, e, c, to}};
    }
};

void addNear(QPainterPath &path, const Curve &curve, const QRectF &part, int depth)
{
    const QRectF box = curve.bounds();
    if (box.right() < part.left() || box.left() > part.right() || box.bottom() < part.top() ||
        box.top() > part.bottom())
        return;
    if (depth > 0 && (box.width() > part.width() || box.height() > part.height())) {
        const auto [first, second] = curve.halves();
        addNear(path, first, part, depth - 1);
        addNear(path, second, part, depth - 1);
        return;
    }
    if (path.elementCount() == 0 || path.currentPosition() != curve.from)
        path.moveTo(curve.from);
    path.cubicTo(curve.pull, curve.push, curve.to);
}

/// What of a path comes near to a part of the scene. A line of a hundred screens takes as long to
/// dash as all that is seen together.
QPainterPath pathNear(const QPainterPath &path, const QRectF &part)
{
    const QRectF all = path.controlPointRect();
    if (part.isEmpty() || (all.width() <= 2 * part.width() && all.height() <= 2 * part.height()))
        return path;
    QPainterPath near;
    QPointF at;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        Curve curve{at, {}, {}, element};
        if (element.isCurveTo()) {
            curve.pull = element;
            curve.push = path.elementAt(i + 1);
            curve.to = path.elementAt(i + 2);
            i += 2;
        } else if (element.isLineTo()) {
            curve.pull = at + (curve.to - at) / 3;
            curve.push = at + (curve.to - at) * 2 / 3;
        }
        if (!element.isMoveTo())
            addNear(near, curve, part, 12);
        at = curve.to;
    }
    return near;
}

} // namespace

void paintEdge(QPainter *painter, const DrawnEdge &edge, const GraphLook &look, Emphasis emphasis)
{
    paintEdgeNear(painter, edge, look, emphasis, {});
}

void paintEdgeNear(QPainter *painter, const DrawnEdge &edge, const GraphLook &look,
                   Emphasis emphasis, const QRectF &part)
{
    const bool counted = edge.counted;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
    const bool changed = edge.change != Change::None;
    const QColor tone = edgeTone(edge, emphasis, counted);
    const double wide = changed ? std::max(edge.width, 2.6) : on ? 2.4 : edge.width;
    QPen pen(tone, (counted ? edge.width : wide) * look.unit, Qt::SolidLine, Qt::FlatCap);
    if (edge.change == Change::Went)
        pen.setDashPattern({1, 1.6});
    else if (edge.through > 0)
        pen.setDashPattern({8 * 1.2 / edge.width, 4 * 1.2 / edge.width});
    else if (!edge.edge.declared)
        pen.setDashPattern({4 * 1.2 / edge.width, 3 * 1.2 / edge.width});
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    const double margin = 8 * look.unit; // of wide lines
    painter->drawPath(pathNear(
        edge.path, part.isEmpty() ? part : part.adjusted(-margin, -margin, margin, margin)));
    const double half = (on ? 4 : 3.2) * look.unit + (counted ? edge.width / 2 : 0);
    const double back = 7 * look.unit;
    const QPointF along = edge.heading;
    const QPointF across(-along.y(), along.x());
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen.color());
    painter->drawPolygon(QPolygonF({edge.tip - along, edge.tip - along * (1 + back) + across * half,
                                    edge.tip - along * (1 + back) - across * half}));
    paintEdgeMark(painter, edge, look, emphasis);
    painter->restore();
}

void paintEdgeMark(QPainter *painter, const DrawnEdge &edge, const GraphLook &look,
                   Emphasis emphasis)
{
    const bool counted = edge.counted;
    const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
    const bool changed = edge.change != Change::None;
    const QColor tone = edgeTone(edge, emphasis, counted);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QPointF m = edge.middle;
    if (changed && !counted && look.detail >= textFrom) {
        paintSign(painter, m, edge.change, look.unit);
    } else if (counted && look.detail >= textFrom) {
        const QString words = format::count(edge.edge.count);
        const double textPart = textWidth(words, TextRole::CaptionStrong);
        const double mark = edge.edge.crossesCatalogs ? 14 * look.unit : 0;
        const double marks = marksWidth(edge) * look.unit;
        QRectF pill(0, 0, marks + textPart + mark + 14 * look.unit, 20 * look.unit);
        pill.moveCenter(m);
        painter->setPen(QPen(colour(on                         ? Token::Accent
                                    : edge.standing.isMarked() ? markedTone(edge.standing)
                                                               : Token::BorderStrong),
                             1));
        painter->setBrush(colour(Token::Surface));
        painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        QRectF place(pill.left() + 6 * look.unit, m.y() - 6 * look.unit, 12 * look.unit,
                     12 * look.unit);
        for (const Mark sign : marksOf(edge.standing)) {
            paintMark(painter, place, sign);
            place.translate(markStep * look.unit, 0);
        }
        paintText(painter, pill.adjusted(7 * look.unit + marks, 0, 0, 0), words,
                  TextRole::CaptionStrong, Token::Text);
        if (edge.edge.crossesCatalogs) {
            const QPointF c(pill.right() - 12 * look.unit, m.y());
            const double d = 4 * look.unit;
            painter->setPen(QPen(colour(Token::Text2), 1.2 * look.unit));
            painter->setBrush(Qt::NoBrush);
            painter->drawPolygon(QPolygonF(
                {c - QPointF(0, d), c + QPointF(d, 0), c + QPointF(0, d), c - QPointF(d, 0)}));
        }
    } else if (edge.edge.crossesCatalogs && look.detail >= textFrom) {
        const double d = 6 * look.unit;
        painter->setPen(QPen(tone, 1.4 * look.unit));
        painter->setBrush(colour(Token::Surface));
        painter->drawPolygon(QPolygonF(
            {m - QPointF(0, d), m + QPointF(d, 0), m + QPointF(0, d), m - QPointF(d, 0)}));
    }
    painter->restore();
}

void paintEdges(QPainter *painter, const GraphScene &scene, std::span<const int> edges,
                const GraphLook &look, const Emphases &emphases, const QRectF &part, bool smooth)
{
    const Drawing &drawing = scene.drawing();
    painter->setRenderHint(QPainter::Antialiasing, smooth);
    painter->setBrush(Qt::NoBrush);
    std::vector<QLineF> lines;
    QPen pen;
    const auto flush = [&] {
        if (!lines.empty()) {
            painter->setPen(pen);
            painter->drawLines(lines.data(), static_cast<int>(lines.size()));
        }
        lines.clear();
    };
    for (const int number : edges) {
        const DrawnEdge &edge = drawing.edges[number];
        const Emphasis emphasis = emphases.edge(number);
        const bool counted = edge.counted;
        const bool strong = emphasis == Emphasis::On || edge.change != Change::None;
        QColor tone = edgeTone(edge, emphasis, counted);
        if (smooth && !counted && emphasis == Emphasis::Quiet) // paler than quiet nodes
            tone = colour(Token::Border);
        if (!strong && !smooth) // thin lines close together: paler, so that nodes stand out
            tone = colour(emphasis == Emphasis::Quiet ? Token::Border : Token::BorderStrong);
        QPen wanted(tone, strong ? 2 : 1, Qt::SolidLine, Qt::FlatCap);
        wanted.setCosmetic(true);
        if (counted)
            wanted.setWidthF(std::max(1.0, edge.width * look.unit * look.detail));
        if (smooth && (!edge.edge.declared || edge.through > 0))
            wanted.setDashPattern({3, 2});
        if (wanted != pen) {
            flush();
            pen = wanted;
        }
        const auto points = scene.line(number);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const QLineF line(points[i - 1], points[i]);
            const auto [left, right] = std::minmax({line.x1(), line.x2()});
            const auto [top, bottom] = std::minmax({line.y1(), line.y2()});
            if (right >= part.left() && left <= part.right() && bottom >= part.top() &&
                top <= part.bottom())
                lines.push_back(line);
        }
    }
    flush();
}

void paintTrunks(QPainter *painter, const EdgeBundles &bundles, std::span<const int> trunks,
                 bool quiet, bool smooth)
{
    constexpr int widths = 5; // pixels at most
    painter->setRenderHint(QPainter::Antialiasing, smooth);
    std::vector<QLineF> lines[widths];
    for (const int number : trunks) {
        const EdgeBundles::Trunk &trunk = bundles.trunks()[static_cast<std::size_t>(number)];
        const int wide = static_cast<int>(std::log2(trunk.edges) * 0.7);
        lines[std::min(wide, widths - 1)].push_back(trunk.line);
    }
    for (int i = 0; i < widths; ++i) {
        const Token tone = quiet ? Token::Border : i == 0 ? Token::BorderStrong : Token::Control;
        QPen pen(colour(tone), 1 + 0.8 * i, Qt::SolidLine, Qt::FlatCap);
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->drawLines(lines[i].data(), static_cast<int>(lines[i].size()));
    }
}

void paintFrame(QPainter *painter, const DrawnFrame &frame, const GraphLook &look)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor tone = colour(frame.style.colour);
    painter->setPen(QPen(faded(tone, frameLine), 1));
    painter->setBrush(faded(tone, frameGround));
    painter->drawRoundedRect(frame.rect, 10 * look.unit, 10 * look.unit);
    painter->restore();
}

void paintFrameTitle(QPainter *painter, const DrawnFrame &frame, const GraphLook &look)
{
    constexpr double band = frameTitle;
    const double u = look.unit;
    // Lines pass below the title: its ground is that of the frame, made opaque.
    const auto ground = [&](const QRectF &box) {
        painter->fillRect(box, colour(Token::Bg));
        painter->fillRect(box, faded(colour(frame.style.colour), frameGround));
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (look.detail >= textFrom) {
        const QRectF line(frame.rect.left() + 12 * u, frame.rect.top() + 5 * u,
                          frame.rect.width() - 48 * u, 22 * u);
        const double code = domainSize(frame.style, {}).width() + 8 * u;
        const double name = textWidth(frame.name, TextRole::TableStrong) + 8 * u;
        const QString part = frame.all > 0
                                 ? PainterText::tr("%1 of %2 products")
                                       .arg(format::count(frame.shown), format::count(frame.all))
                                 : QString();
        const double partWidth = part.isEmpty() ? 0 : textWidth(part, TextRole::Caption) + 2 * u;
        const bool fits = partWidth < line.width() - code - name;
        QRectF words = line;
        words.setWidth(std::min(line.width(), code + name + (fits ? partWidth : 0)));
        ground(words.adjusted(-3 * u, 0, 0, 0));
        paintDomain(painter, line, frame.style, {});
        words = line.adjusted(code, 0, 0, 0);
        paintText(painter, words, frame.name, TextRole::TableStrong, Token::Text);
        if (fits)
            paintText(painter, words.adjusted(name, 0, 0, 0), part, TextRole::Caption,
                      Token::Text3);
        const QRectF fold(frame.rect.right() - 24 * u, frame.rect.top() + 9 * u, 13 * u, 13 * u);
        ground(fold.adjusted(-3 * u, -3 * u, 3 * u, 3 * u));
        drawIcon(painter, fold, u"collapse"_s, colour(Token::Text3), look);
    } else if (look.detail * band >= 11) {
        // From a distance its name alone, in letters that keep their size.
        const double scale = look.detail / namesAt;
        painter->translate(frame.rect.left() + 8 * u, frame.rect.top() + 1);
        painter->scale(1 / scale, 1 / scale);
        QRectF words(0, 0, (frame.rect.width() - 12 * u) * scale, (band - 2) * u * scale);
        const QRectF all = words;
        words.setWidth(std::min(words.width(), textWidth(frame.name, TextRole::Caption) + 1.0));
        ground(words.adjusted(-2, 1, 2, -1));
        paintText(painter, all, frame.name, TextRole::Caption, frame.style.colour);
    }
    painter->restore();
}

} // namespace meshlens::ui
