// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/painter_brush.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <array>

// Domains: cards at their own level, stacks among products.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

void paintGrades(const NodeBrush &b, const QRectF &strip)
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

} // namespace

QString contentWords(const DomainFacts &facts, int things)
{
    return facts.products == 0 && facts.datasets > 0
               ? PainterText::tr("%n datasets", nullptr, things)
               : PainterText::tr("%n products", nullptr, things);
}

void paintStack(const NodeBrush &b)
{
    const QRectF &r = b.node.rect;
    b.painter->setPen(QPen(colour(Token::BorderStrong), 1));
    b.painter->setBrush(colour(Token::Surface2));
    for (const double offset : {6.0, 3.0})
        b.painter->drawRoundedRect(
            r.adjusted(b.u(offset), b.u(offset), b.u(offset) - b.u(2), b.u(offset)), b.u(6),
            b.u(6));
    paintBox(b, r);
    paintBar(b, r, r.height());
    if (b.look.detail < textFrom)
        return paintNameOnly(b, r);
    const QRectF first(r.left() + b.u(12), r.top() + b.u(6), r.width() - b.u(20), b.u(22));
    const lineage::Node &thing = b.node.node;
    double before = b.u(22);
    if (thing.schema) {
        drawIcon(b.painter, QRectF(first.left(), first.top() + b.u(4), b.u(14), b.u(14)),
                 kindIcon(thing), colour(b.quiet() ? Token::Text3 : Token::Text2), b.look);
    } else {
        paintDomain(b.painter, first, b.node.style, {});
        before = domainSize(b.node.style, {}).width() + b.u(8);
    }
    paintText(b.painter, first.adjusted(before, 0, 0, 0), thing.name, TextRole::TableStrong,
              b.nameColour());
    paintText(b.painter, QRectF(first.left(), first.bottom(), first.width() - b.u(20), b.u(18)),
              thing.schema ? schemaWords(thing) : contentWords(b.node.facts, thing.products),
              TextRole::Caption, Token::Text3);
    drawIcon(b.painter, toggleRect(b.node, b.look.unit).adjusted(b.u(5), b.u(5), -b.u(5), -b.u(5)),
             u"expand"_s, colour(Token::Text3), b.look);
}

void paintCard(const NodeBrush &b)
{
    const QRectF &r = b.node.rect;
    paintBox(b, r);
    paintBar(b, r, r.height());
    if (b.look.detail < textFrom)
        return paintNameOnly(b, r);
    const QRectF first(r.left() + b.u(14), r.top() + b.u(8), r.width() - b.u(24), b.u(22));
    paintDomain(b.painter, first, b.node.style, {});
    paintText(b.painter,
              first.adjusted(domainSize(b.node.style, {}).width() + b.u(8), 0, -b.u(18), 0),
              b.node.node.name, TextRole::BodyStrong, b.nameColour());
    drawIcon(b.painter, toggleRect(b.node, b.look.unit).adjusted(b.u(5), b.u(5), -b.u(5), -b.u(5)),
             u"expand"_s, colour(Token::Text3), b.look);
    const DomainFacts &facts = b.node.facts;
    QString under = contentWords(
        facts, facts.products == 0 && facts.datasets > 0 ? facts.datasets : b.node.node.products);
    if (!facts.catalogs.isEmpty())
        under += u", "_s + (facts.catalogs.size() == 1
                                ? facts.catalogs.first()
                                : PainterText::tr("%n catalogs", nullptr,
                                                  static_cast<int>(facts.catalogs.size())));
    const QRectF second(first.left(), first.bottom() + b.u(1), first.width(), b.u(18));
    paintText(b.painter, second, under, TextRole::Caption, Token::Text3);
    const QRectF third(first.left(), second.bottom() + b.u(2), first.width(), b.u(20));
    QualityBadge quality{facts.quality, 1, false};
    quality.shapeOnly = false;
    paintQuality(b.painter, third, quality);
    if (facts.withObjective > 0)
        paintText(
            b.painter, third.adjusted(qualitySize(quality).width() + b.u(12), 0, 0, 0),
            PainterText::tr("%1 on time")
                .arg(format::percent(static_cast<double>(facts.onTime) / facts.withObjective)),
            TextRole::Table, Token::Text2);
    paintGrades(b, QRectF(first.left(), third.bottom() + b.u(8), first.width(), b.u(24)));
}

} // namespace meshlens::ui
