// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_painter.h"

#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double textFrom = 0.45;
constexpr double rowsFrom = 0.7;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::GraphPainter)
};

QString tr(const char *text)
{
    return Text::tr(text);
}

/// Sharp at any zoom: the picture is made as large as it will be seen.
void drawIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &tone,
              double detail)
{
    const double ratio = std::clamp(std::ceil(detail * 2), 2.0, 6.0);
    const QPixmap picture =
        iconPixmap(name, tone, static_cast<int>(std::lround(rect.width())), ratio);
    painter->drawPixmap(rect, picture, QRectF(picture.rect()));
}

QString productWords(int count)
{
    return Text::tr("%n products", nullptr, count);
}

QColor faded(QColor tone, double share)
{
    tone.setAlphaF(static_cast<float>(tone.alphaF() * share));
    return tone;
}

struct Brush {
    QPainter *painter;
    const DrawnNode &node;
    const GraphLook &look;
    Emphasis emphasis;

    [[nodiscard]] double u(double design) const { return design * look.unit; }
    [[nodiscard]] bool quiet() const { return emphasis == Emphasis::Quiet; }
    [[nodiscard]] Token nameColour() const { return quiet() ? Token::Text3 : Token::Text; }
    [[nodiscard]] QColor bar() const
    {
        const QColor tone = colour(node.style.colour);
        return quiet() ? faded(tone, 0.55) : tone;
    }
};

bool isLate(const DrawnNode &node, const GraphLook &look)
{
    const auto state = freshnessBadge(node.node.score, look.nowMs).state();
    return state == mesh::FreshnessState::Late || state == mesh::FreshnessState::Stale;
}

void paintBox(const Brush &b, const QRectF &rect)
{
    QColor line = colour(Token::BorderStrong);
    double width = 1;
    if (b.emphasis == Emphasis::Focus || b.emphasis == Emphasis::On) {
        line = colour(Token::Accent);
        width = b.emphasis == Emphasis::Focus ? 2 : 1.5;
    } else if (b.quiet()) {
        line = colour(Token::Border);
    } else if (const Token token = tokenFor(b.node, b.look); token == Token::WarnFill ||
                                                             token == Token::BadFill ||
                                                             b.look.colourBy != ColourBy::Quality) {
        line = colour(token == Token::Mute ? Token::BorderStrong : token);
        width = token == Token::Mute ? 1 : 1.5;
    }
    b.painter->setPen(QPen(line, b.u(width)));
    b.painter->setBrush(colour(b.quiet() ? Token::Surface2 : Token::Surface));
    b.painter->drawRoundedRect(rect, b.u(6), b.u(6));
}

void paintBar(const Brush &b, double height)
{
    const QRectF &r = b.node.rect;
    b.painter->fillRect(QRectF(r.left() - b.u(1), r.top() + b.u(8), b.u(3.5), height - b.u(16)),
                        b.bar());
}

void paintBadges(const Brush &b, const QRectF &line)
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
    const QString source =
        node.referenced && node.product.isEmpty() ? tr("not in a catalog") : node.catalogs.value(0);
    if (textWidth(source, TextRole::Caption) < line.right() - x)
        paintText(b.painter, QRectF(x, line.top(), line.right() - x, line.height()), source,
                  TextRole::Caption, Token::Text3, Qt::AlignRight | Qt::AlignVCenter);
}

void paintRows(const Brush &b, const QSet<int> &rowsOn)
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
        paintText(b.painter, last, Text::tr("%n more, show", nullptr, b.node.moreRows),
                  TextRole::Caption, Token::Accent);
    else if (b.node.otherColumns > 0)
        paintText(b.painter, last, Text::tr("%n other columns", nullptr, b.node.otherColumns),
                  TextRole::Caption, Token::Text3);
}

void paintStack(const Brush &b)
{
    const QRectF &r = b.node.rect;
    b.painter->setPen(QPen(colour(Token::BorderStrong), 1));
    b.painter->setBrush(colour(Token::Surface2));
    for (const double offset : {6.0, 3.0})
        b.painter->drawRoundedRect(
            r.adjusted(b.u(offset), b.u(offset), b.u(offset) - b.u(2), b.u(offset)), b.u(6),
            b.u(6));
    paintBox(b, r);
    paintBar(b, r.height());
    if (b.look.detail < textFrom)
        return;
    const QRectF first(r.left() + b.u(12), r.top() + b.u(6), r.width() - b.u(20), b.u(22));
    paintDomain(b.painter, first, b.node.style, {});
    paintText(b.painter, first.adjusted(domainSize(b.node.style, {}).width() + b.u(8), 0, 0, 0),
              b.node.node.name, TextRole::TableStrong, b.nameColour());
    paintText(b.painter, QRectF(first.left(), first.bottom(), first.width() - b.u(20), b.u(18)),
              productWords(b.node.node.products), TextRole::Caption, Token::Text3);
    drawIcon(b.painter, toggleRect(b.node, b.look.unit).adjusted(b.u(5), b.u(5), -b.u(5), -b.u(5)),
             u"expand"_s, colour(Token::Text3), b.look.detail);
}

void paintGrades(const Brush &b, const QRectF &strip)
{
    static constexpr std::array<Token, 5> tones{Token::MuteFill, Token::GoodFill, Token::FairFill,
                                                Token::WarnFill, Token::BadFill};
    static constexpr std::array<const char *, 5> letters{"", "A", "B", "C", "D"};
    int all = 0;
    for (const int count : b.node.facts.grades)
        all += count;
    if (all == 0)
        return;
    double x = strip.left();
    for (const int grade : {1, 2, 3, 4, 0}) {
        const int count = b.node.facts.grades[grade];
        if (count == 0)
            continue;
        const double width = strip.width() * count / all;
        b.painter->fillRect(QRectF(x, strip.top(), width - b.u(1.5), b.u(7)),
                            b.quiet() ? faded(colour(tones[grade]), 0.55) : colour(tones[grade]));
        const QString words = grade == 0
                                  ? QString::number(count)
                                  : QLatin1String(letters[grade]) + u' ' + QString::number(count);
        if (textWidth(words, TextRole::Caption) < width)
            paintText(b.painter, QRectF(x, strip.top() + b.u(8), width, b.u(16)), words,
                      TextRole::Caption, Token::Text3, Qt::AlignCenter);
        x += width;
    }
}

void paintCard(const Brush &b)
{
    const QRectF &r = b.node.rect;
    paintBox(b, r);
    paintBar(b, r.height());
    if (b.look.detail < textFrom)
        return;
    const QRectF first(r.left() + b.u(14), r.top() + b.u(8), r.width() - b.u(24), b.u(22));
    paintDomain(b.painter, first, b.node.style, {});
    paintText(b.painter,
              first.adjusted(domainSize(b.node.style, {}).width() + b.u(8), 0, -b.u(18), 0),
              b.node.node.name, TextRole::BodyStrong, b.nameColour());
    drawIcon(b.painter, toggleRect(b.node, b.look.unit).adjusted(b.u(5), b.u(5), -b.u(5), -b.u(5)),
             u"expand"_s, colour(Token::Text3), b.look.detail);
    const DomainFacts &facts = b.node.facts;
    QString under = productWords(b.node.node.products);
    if (!facts.catalogs.isEmpty())
        under += u", "_s +
                 (facts.catalogs.size() == 1
                      ? facts.catalogs.first()
                      : Text::tr("%n catalogs", nullptr, static_cast<int>(facts.catalogs.size())));
    const QRectF second(first.left(), first.bottom() + b.u(1), first.width(), b.u(18));
    paintText(b.painter, second, under, TextRole::Caption, Token::Text3);
    const QRectF third(first.left(), second.bottom() + b.u(2), first.width(), b.u(20));
    QualityBadge quality{facts.quality, 1, false};
    quality.shapeOnly = false;
    paintQuality(b.painter, third, quality);
    if (facts.withObjective > 0)
        paintText(
            b.painter, third.adjusted(qualitySize(quality).width() + b.u(12), 0, 0, 0),
            tr("%1 on time")
                .arg(format::percent(static_cast<double>(facts.onTime) / facts.withObjective)),
            TextRole::Table, Token::Text2);
    paintGrades(b, QRectF(first.left(), third.bottom() + b.u(8), first.width(), b.u(24)));
}

void paintHidden(const Brush &b, bool upstream)
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

Token tokenFor(const DrawnNode &node, const GraphLook &look)
{
    const auto fresh = [&] {
        switch (freshnessBadge(node.node.score, look.nowMs).state()) {
        case mesh::FreshnessState::OnTime:
            return Token::GoodFill;
        case mesh::FreshnessState::Late:
            return Token::WarnFill;
        case mesh::FreshnessState::Stale:
            return Token::BadFill;
        case mesh::FreshnessState::Unknown:
            break;
        }
        return Token::Mute;
    };
    switch (look.colourBy) {
    case ColourBy::Quality: {
        // A late product is drawn late whatever its score.
        if (isLate(node, look))
            return fresh();
        const Grade grade = gradeOf(node.node.score.quality);
        return grade == Grade::None ? Token::Mute : toneFill(gradeTone(grade));
    }
    case ColourBy::Freshness:
        return fresh();
    case ColourBy::Owner: {
        if (node.node.owners.isEmpty())
            return Token::Mute;
        static constexpr std::array<Token, 5> series{Token::S1, Token::S2, Token::S3, Token::S4,
                                                     Token::S5};
        uint sum = 0; // the same owner has the same colour in every session
        for (const QChar letter : node.node.owners.first())
            sum = sum * 31 + letter.unicode();
        return series[sum % series.size()];
    }
    case ColourBy::Classification:
        switch (node.classification) {
        case mesh::Classification::Public:
            return Token::GoodFill;
        case mesh::Classification::Internal:
            return Token::FairFill;
        case mesh::Classification::Confidential:
            return Token::WarnFill;
        case mesh::Classification::Restricted:
            return Token::BadFill;
        case mesh::Classification::Unknown:
            break;
        }
        return Token::Mute;
    }
    return Token::Mute;
}

void paintNode(QPainter *painter, const DrawnNode &node, const GraphLook &look, Emphasis emphasis,
               const QSet<int> &rowsOn)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Brush b{painter, node, look, emphasis};
    const QRectF &r = node.rect;
    if (node.stack) {
        paintStack(b);
    } else if (node.node.kind == mesh::Kind::Domain) {
        paintCard(b);
    } else {
        paintBox(b, r);
        paintBar(b, b.u(sizes::head));
        if (look.detail >= textFrom) {
            drawIcon(painter, QRectF(r.left() + b.u(11), r.top() + b.u(7), b.u(14), b.u(14)),
                     kindIcon(node.node), colour(b.quiet() ? Token::Text3 : Token::Text2),
                     look.detail);
            paintText(painter,
                      QRectF(r.left() + b.u(31), r.top() + b.u(4),
                             r.width() - b.u(node.canOpen ? 53 : 39), b.u(20)),
                      node.node.name, TextRole::TableStrong, b.nameColour());
            if (node.canOpen)
                drawIcon(painter,
                         toggleRect(node, look.unit).adjusted(b.u(6), b.u(6), -b.u(6), -b.u(6)),
                         node.open ? u"chevron-up"_s : u"chevron-down"_s, colour(Token::Text3),
                         look.detail);
            paintBadges(
                b, QRectF(r.left() + b.u(11), r.top() + b.u(24), r.width() - b.u(21), b.u(18)));
        }
        if (node.open)
            paintRows(b, rowsOn);
    }
    paintHidden(b, true);
    paintHidden(b, false);
    painter->restore();
}

void paintEdge(QPainter *painter, const DrawnEdge &edge, const GraphLook &look, Emphasis emphasis,
               bool counted)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = emphasis == Emphasis::On || emphasis == Emphasis::Focus;
    QColor tone = colour(on ? Token::Accent : Token::Control);
    if (emphasis == Emphasis::Quiet)
        tone = faded(tone, 0.55);
    const double width = (counted ? edge.width : on ? 2.4 : edge.width) * look.unit;
    QPen pen(counted && !on ? colour(Token::BorderStrong) : tone, width, Qt::SolidLine,
             Qt::FlatCap);
    if (!edge.edge.declared)
        pen.setDashPattern({4 * 1.2 / edge.width, 3 * 1.2 / edge.width});
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(edge.path);
    const double side = edge.leftward ? -1 : 1;
    const double half = (on ? 4 : 3.2) * look.unit + (counted ? edge.width / 2 : 0);
    const double back = 7 * look.unit;
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen.color());
    painter->drawPolygon(
        QPolygonF({edge.tip - QPointF(side, 0), edge.tip - QPointF(side * (1 + back), half),
                   edge.tip - QPointF(side * (1 + back), -half)}));
    const QPointF m = edge.middle;
    if (counted && look.detail >= textFrom) {
        const QString words = format::count(edge.edge.count);
        const double textPart = textWidth(words, TextRole::CaptionStrong);
        const double mark = edge.edge.crossesCatalogs ? 14 * look.unit : 0;
        QRectF pill(0, 0, textPart + mark + 14 * look.unit, 20 * look.unit);
        pill.moveCenter(m);
        painter->setPen(QPen(colour(on ? Token::Accent : Token::BorderStrong), 1));
        painter->setBrush(colour(Token::Surface));
        painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        paintText(painter, pill.adjusted(7 * look.unit, 0, 0, 0), words, TextRole::CaptionStrong,
                  Token::Text);
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

void paintFrame(QPainter *painter, const DrawnFrame &frame, const GraphLook &look)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor tone = colour(frame.style.colour);
    painter->setPen(QPen(faded(tone, 0.45), 1));
    painter->setBrush(faded(tone, 0.045));
    painter->drawRoundedRect(frame.rect, 10 * look.unit, 10 * look.unit);
    if (look.detail >= textFrom) {
        const double u = look.unit;
        const QRectF line(frame.rect.left() + 12 * u, frame.rect.top() + 5 * u,
                          frame.rect.width() - 48 * u, 22 * u);
        paintDomain(painter, line, frame.style, {});
        const QRectF words = line.adjusted(domainSize(frame.style, {}).width() + 8 * u, 0, 0, 0);
        paintText(painter, words, frame.name, TextRole::TableStrong, Token::Text);
        const double nameWidth = textWidth(frame.name, TextRole::TableStrong) + 8 * u;
        const QString part =
            frame.all > 0
                ? tr("%1 of %2 products").arg(format::count(frame.shown), format::count(frame.all))
                : QString();
        const double room = words.width() - nameWidth;
        if (textWidth(part, TextRole::Caption) < room)
            paintText(painter, words.adjusted(nameWidth, 0, 0, 0), part, TextRole::Caption,
                      Token::Text3);
        drawIcon(painter,
                 QRectF(frame.rect.right() - 24 * u, frame.rect.top() + 9 * u, 13 * u, 13 * u),
                 u"collapse"_s, colour(Token::Text3), look.detail);
    }
    painter->restore();
}

void paintDrawing(QPainter *painter, const Drawing &drawing, const GraphLook &look,
                  const Highlight &highlight)
{
    for (const DrawnFrame &frame : drawing.frames)
        paintFrame(painter, frame, look);
    const bool counted = drawing.level == lineage::Level::Domain;
    for (const bool above : {false, true}) { // highlighted lines over the others
        for (int i = 0; i < drawing.edges.size(); ++i) {
            const Emphasis emphasis = edgeEmphasis(highlight, i);
            if ((emphasis == Emphasis::On) == above)
                paintEdge(painter, drawing.edges[i], look, emphasis, counted);
        }
    }
    for (int i = 0; i < drawing.nodes.size(); ++i)
        paintNode(painter, drawing.nodes[i], look, emphasisOf(highlight, i),
                  highlight.rows.value(i));
}

Emphasis emphasisOf(const Highlight &highlight, int node)
{
    if (!highlight.isOn())
        return Emphasis::Plain;
    if (node == highlight.focus.node)
        return Emphasis::Focus;
    return highlight.nodes.contains(node) ? Emphasis::On : Emphasis::Quiet;
}

Emphasis edgeEmphasis(const Highlight &highlight, int edge)
{
    if (!highlight.isOn())
        return Emphasis::Plain;
    return highlight.edges.contains(edge) ? Emphasis::On : Emphasis::Quiet;
}

QRectF hiddenRect(const DrawnNode &node, bool upstream, double unit)
{
    const int count = upstream ? node.node.hiddenUp : node.node.hiddenDown;
    if (count == 0 || node.stack)
        return {};
    const double width = (18 + 7 * static_cast<double>(QString::number(count).size())) * unit;
    const double y = node.rect.top() - 5 * unit; // above the links, which arrive in the middle
    return upstream ? QRectF(node.rect.left() - width - 8 * unit, y, width, 18 * unit)
                    : QRectF(node.rect.right() + 8 * unit, y, width, 18 * unit);
}

QRectF toggleRect(const DrawnNode &node, double unit)
{
    const bool domain = node.node.kind == mesh::Kind::Domain;
    if (!domain && !node.canOpen)
        return {};
    const double side = 24 * unit;
    const double top = node.stack ? node.rect.bottom() - side : node.rect.top() + 2 * unit;
    return {node.rect.right() - side - 2 * unit, top, side, side};
}

QString kindIcon(const lineage::Node &node)
{
    if (node.kind == mesh::Kind::Domain)
        return iconOfKind(u"domain"_s);
    if (node.kind == mesh::Kind::Product && node.type == mesh::DatasetType::Table)
        return iconOfKind(u"product"_s);
    return iconOfKind(mesh::toText(node.type));
}

QString kindWord(const lineage::Node &node)
{
    switch (node.kind) {
    case mesh::Kind::Domain:
        return tr("domain");
    case mesh::Kind::Product:
        return tr("data product");
    default:
        break;
    }
    switch (node.type) {
    case mesh::DatasetType::Table:
        return tr("table");
    case mesh::DatasetType::View:
        return tr("view");
    case mesh::DatasetType::Stream:
        return tr("stream");
    case mesh::DatasetType::File:
        return tr("file");
    case mesh::DatasetType::Api:
        return tr("API");
    case mesh::DatasetType::Model:
        return tr("model");
    case mesh::DatasetType::Metric:
        return tr("metric");
    case mesh::DatasetType::Dashboard:
        return tr("dashboard");
    }
    return tr("dataset");
}

QString wordsFor(const DrawnNode &node, std::int64_t nowMs)
{
    const lineage::Node &thing = node.node;
    QStringList words{thing.name, kindWord(thing)};
    if (thing.kind == mesh::Kind::Domain) {
        words += productWords(thing.products);
    } else {
        if (!thing.domainName.isEmpty())
            words += thing.domainName;
        words += qualityWords(qualityBadge(thing.score));
        words += freshnessWords(freshnessBadge(thing.score, nowMs));
    }
    if (thing.hiddenUp > 0)
        words += Text::tr("%n more upstream", nullptr, thing.hiddenUp);
    if (thing.hiddenDown > 0)
        words += Text::tr("%n more downstream", nullptr, thing.hiddenDown);
    return words.join(u", "_s);
}

} // namespace meshlens::ui
