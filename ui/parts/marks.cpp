// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hexagon of the six qualities, and marks.
#include "ui/parts/badges.h"

#include "ui/parts/badge_shapes.h"
#include "ui/parts/tags.h"

#include <QCoreApplication>
#include <QStringList>

#include <numbers>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("meshlens::ui::Badges", text);
}

} // namespace

QualityMark qualityMark(std::optional<double> value)
{
    if (!value)
        return QualityMark::Unknown;
    return *value >= 80   ? QualityMark::Met
           : *value >= 60 ? QualityMark::Partly
                          : QualityMark::Missed;
}

void paintHexagon(QPainter *painter, const QRectF &rect, const Qualities &values)
{
    const double side = std::min(rect.width(), rect.height());
    const Square square(painter, rect, 20, side);
    const auto corner = [](int i) {
        const double angle = i * std::numbers::pi / 3;
        return QPointF(10 + 9 * std::sin(angle), 10 - 9 * std::cos(angle));
    };
    const double hair = side > 40 ? 0.35 : 1.1; // a gap between sectors that stays about a pixel
    const double thin = side > 40 ? 0.35 : 0.9;
    for (int i = 0; i < 6; ++i) {
        const QPainterPath sector = polygon({{10, 10}, corner(i), corner(i + 1)});
        QColor fill = colour(Token::Surface);
        QPen line = pen(colour(Token::Surface), hair);
        switch (qualityMark(values[static_cast<size_t>(i)])) {
        case QualityMark::Met:
            fill = colour(Token::GoodFill);
            break;
        case QualityMark::Partly:
            fill = colour(Token::WarnFill);
            fill.setAlphaF(0.45F);
            break;
        case QualityMark::Missed:
            line = pen(colour(Token::Bad), 0.9);
            break;
        case QualityMark::Unknown:
            line = pen(colour(Token::Mute), thin,
                       side > 40 ? QList<qreal>{1.0, 0.7} : QList<qreal>{1.6, 1.2});
            break;
        }
        painter->setPen(line);
        painter->setBrush(fill);
        painter->drawPath(sector);
    }
}

QString qualityName(mesh::Quality quality)
{
    switch (quality) {
    case mesh::Quality::Discoverable:
        return tr("Discoverable");
    case mesh::Quality::Addressable:
        return tr("Addressable");
    case mesh::Quality::Trustworthy:
        return tr("Trustworthy");
    case mesh::Quality::SelfDescribing:
        return tr("Self-describing");
    case mesh::Quality::Interoperable:
        return tr("Interoperable");
    case mesh::Quality::Secure:
        return tr("Secure");
    }
    return {};
}

QString hexagonWords(const Qualities &values)
{
    QStringList words;
    for (size_t i = 0; i < values.size(); ++i) {
        const QString name = qualityName(static_cast<mesh::Quality>(i));
        switch (qualityMark(values[i])) {
        case QualityMark::Met:
            words += tr("%1 met").arg(name);
            break;
        case QualityMark::Partly:
            words += tr("%1 partly met").arg(name);
            break;
        case QualityMark::Missed:
            words += tr("%1 not met").arg(name);
            break;
        case QualityMark::Unknown:
            words += tr("%1 unknown").arg(name);
            break;
        }
    }
    return words.join(u", "_s);
}

void paintMark(QPainter *painter, const QRectF &rect, Mark mark)
{
    const double side = std::min(rect.width(), rect.height());
    const Square square(painter, rect, 12, side);
    const QColor ground = colour(Token::Surface);
    painter->setBrush(Qt::NoBrush);
    switch (mark) {
    case Mark::Met: {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::GoodFill));
        painter->drawEllipse(QPointF(6, 6), 5, 5);
        painter->setPen(pen(ground, 1.4));
        painter->drawPolyline(QPolygonF({{3.7, 6.2}, {5.3, 7.8}, {8.3, 4.5}}));
        break;
    }
    case Mark::Partly:
        painter->setPen(pen(colour(Token::WarnFill), 1.3));
        painter->drawEllipse(QPointF(6, 6), 4.4, 4.4);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::WarnFill));
        painter->drawPie(QRectF(1.6, 1.6, 8.8, 8.8), 90 * 16, -180 * 16);
        break;
    case Mark::Warning:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::WarnFill));
        painter->drawPath(polygon({{6, 0.9}, {11.6, 11}, {0.4, 11}}));
        painter->setPen(pen(ground, 1.4));
        painter->drawLine(QPointF(6, 4.4), QPointF(6, 7.4));
        painter->drawLine(QPointF(6, 9.2), QPointF(6, 9.3));
        break;
    case Mark::Missed:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::BadFill));
        painter->drawPath(polygon({{3.7, 0.5},
                                   {8.3, 0.5},
                                   {11.5, 3.7},
                                   {11.5, 8.3},
                                   {8.3, 11.5},
                                   {3.7, 11.5},
                                   {0.5, 8.3},
                                   {0.5, 3.7}}));
        painter->setPen(pen(ground, 1.4));
        painter->drawLine(QPointF(4, 4), QPointF(8, 8));
        painter->drawLine(QPointF(8, 4), QPointF(4, 8));
        break;
    case Mark::Waiting:
        painter->setPen(pen(colour(Token::Accent), 1.4));
        painter->drawEllipse(QPointF(6, 6), 4.6, 4.6);
        painter->drawPolyline(QPolygonF({{6, 3.4}, {6, 6}, {7.7, 7.1}}));
        break;
    case Mark::Note:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Token::AccentFill));
        painter->drawEllipse(QPointF(6, 6), 5, 5);
        painter->setPen(pen(ground, 1.4));
        painter->drawLine(QPointF(6, 5.6), QPointF(6, 8.6));
        painter->drawLine(QPointF(6, 3.4), QPointF(6, 3.5));
        break;
    case Mark::Unknown:
        painter->setPen(pen(colour(Token::Mute), 1.2, {2, 1.8}));
        painter->drawEllipse(QPointF(6, 6), 4.4, 4.4);
        break;
    }
}

QSize markedTextSize(const QString &text, TextRole role)
{
    return {px(12) + px(gap) + textWidth(text, role), Theme::instance().lineHeight(role)};
}

void paintMarkedText(QPainter *painter, const QRectF &rect, Mark mark, const QString &text,
                     Token textColour, TextRole role)
{
    const int side = px(12);
    paintMark(painter, QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side), mark);
    paintText(painter, rect.adjusted(side + px(gap), 0, 0, 0), text, role, textColour);
}

} // namespace meshlens::ui
