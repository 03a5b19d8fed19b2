// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/badges.h"

#include "models/scores/freshness.h"
#include "models/scores/quality.h"
#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <cmath>
#include <numbers>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shapeSide = 18; // quality
constexpr int ringSide = 14;  // freshness
constexpr int gap = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("meshlens::ui::Badges", text);
}

/// Draws in a square of `side` design units that fills the left of `rect`; puts everything back.
class Square
{
public:
    Square(QPainter *painter, const QRectF &rect, double units, double pixels) : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x(), std::round(rect.y() + (rect.height() - pixels) / 2));
        painter->scale(pixels / units, pixels / units);
    }
    ~Square() { m_painter->restore(); }
    Square(const Square &) = delete;
    Square &operator=(const Square &) = delete;

private:
    QPainter *m_painter;
};

QPen pen(const QColor &line, double width, const QList<qreal> &dashes = {})
{
    QPen made(line, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (!dashes.isEmpty()) {
        made.setCapStyle(Qt::FlatCap);
        QList<qreal> inWidths;
        for (const qreal dash : dashes)
            inWidths += dash / width;
        made.setDashPattern(inWidths);
    }
    return made;
}

QPainterPath polygon(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

QPainterPath gradeShape(Grade grade)
{
    QPainterPath path;
    switch (grade) {
    case Grade::None:
    case Grade::A:
        path.addEllipse(QPointF(9, 9), 7.6, 7.6);
        break;
    case Grade::B:
        path.addRoundedRect(QRectF(1.8, 1.8, 14.4, 14.4), 3.4, 3.4);
        break;
    case Grade::C:
        return polygon({{9, 1.2}, {16.4, 6.6}, {14.2, 16.2}, {3.8, 16.2}, {1.6, 6.6}});
    case Grade::D:
        return polygon({{5.8, 1.4},
                        {12.2, 1.4},
                        {16.6, 5.8},
                        {16.6, 12.2},
                        {12.2, 16.6},
                        {5.8, 16.6},
                        {1.4, 12.2},
                        {1.4, 5.8}});
    }
    return path;
}

QString gradeLetter(Grade grade)
{
    switch (grade) {
    case Grade::A:
        return u"A"_s;
    case Grade::B:
        return u"B"_s;
    case Grade::C:
        return u"C"_s;
    case Grade::D:
        return u"D"_s;
    case Grade::None:
        break;
    }
    return u"\u2013"_s;
}

QString qualityNumber(const QualityBadge &badge)
{
    return format::score(badge.value, badge.coverage);
}

} // namespace

Grade gradeOf(std::optional<double> score)
{
    if (!score)
        return Grade::None;
    switch (scores::gradeOf(*score)) {
    case scores::Grade::A:
        return Grade::A;
    case scores::Grade::B:
        return Grade::B;
    case scores::Grade::C:
        return Grade::C;
    case scores::Grade::D:
        break;
    }
    return Grade::D;
}

Tone gradeTone(Grade grade)
{
    switch (grade) {
    case Grade::A:
        return Tone::Good;
    case Grade::B:
        return Tone::Fair;
    case Grade::C:
        return Tone::Warn;
    case Grade::D:
        return Tone::Bad;
    case Grade::None:
        break;
    }
    return Tone::Mute;
}

QSize qualitySize(const QualityBadge &badge)
{
    const int side = px(shapeSide);
    if (badge.shapeOnly)
        return {side, side};
    return {side + px(gap) + textWidth(qualityNumber(badge), TextRole::TableStrong), side};
}

void paintQuality(QPainter *painter, const QRectF &rect, const QualityBadge &badge)
{
    const Grade grade = gradeOf(badge.value);
    const Tone tone = gradeTone(grade);
    const QColor line = colour(grade == Grade::None ? Token::Mute : toneText(tone));
    const bool hollow = grade == Grade::None || badge.coverage < 0.5;
    {
        const Square square(painter, rect, shapeSide, px(shapeSide));
        painter->setPen(grade == Grade::None ? pen(line, 1.25, {2.4, 2.2}) : pen(line, 1.25));
        painter->setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour(toneSoft(tone))));
        painter->drawPath(gradeShape(grade));
        QFont letter = Theme::instance().font(TextRole::CaptionStrong);
        letter.setPixelSize(10);
        letter.setWeight(QFont::Bold);
        painter->setFont(letter);
        painter->setPen(line);
        painter->drawText(QRectF(0, grade == Grade::C ? 1 : 0.2, 18, 18), Qt::AlignCenter,
                          gradeLetter(grade));
    }
    if (badge.shapeOnly)
        return;
    paintText(painter, rect.adjusted(px(shapeSide) + px(gap), 0, 0, 0), qualityNumber(badge),
              TextRole::TableStrong, grade == Grade::None ? Token::Text2 : Token::Text);
}

QString qualityWords(const QualityBadge &badge)
{
    if (!badge.value)
        return tr("quality not scored");
    const QString number = QString::number(std::lround(*badge.value));
    return badge.coverage < 0.5
               ? tr("quality about %1, grade %2").arg(number, gradeLetter(gradeOf(badge.value)))
               : tr("quality %1, grade %2").arg(number, gradeLetter(gradeOf(badge.value)));
}

mesh::FreshnessState FreshnessBadge::state() const
{
    // Data of age `ageMs` is data of time 0 looked at at that time.
    const std::int64_t age = ageMs.value_or(0);
    const auto dataTime = ageMs ? std::optional<std::int64_t>(0) : std::nullopt;
    return scores::freshness(dataTime, objectiveMs, learned, age).state;
}

namespace {

QString freshnessTail(const FreshnessBadge &badge)
{
    if (badge.brief || !badge.ageMs)
        return {};
    if (!badge.objectiveMs)
        return tr(", no objective");
    const QString objective = format::shortAge(*badge.objectiveMs);
    return badge.learned ? tr(" of ~%1").arg(objective) : tr(" of %1").arg(objective);
}

QString freshnessHead(const FreshnessBadge &badge)
{
    return badge.ageMs ? format::age(*badge.ageMs) : tr("age unknown");
}

} // namespace

QString freshnessText(const FreshnessBadge &badge)
{
    return freshnessHead(badge) + freshnessTail(badge);
}

QString freshnessWords(const FreshnessBadge &badge)
{
    if (!badge.ageMs)
        return tr("age unknown");
    const QString age = format::age(*badge.ageMs);
    if (!badge.objectiveMs)
        return tr("%1 old, no objective").arg(age);
    const QString objective = format::age(*badge.objectiveMs);
    switch (badge.state()) {
    case mesh::FreshnessState::OnTime:
        return tr("on time, %1 old of %2").arg(age, objective);
    case mesh::FreshnessState::Late:
        return tr("late, %1 old of %2").arg(age, objective);
    case mesh::FreshnessState::Stale:
        return tr("stale, %1 old of %2").arg(age, objective);
    case mesh::FreshnessState::Unknown:
        break;
    }
    return tr("%1 old").arg(age);
}

QSize freshnessSize(const FreshnessBadge &badge)
{
    return {px(ringSide) + px(gap) + textWidth(freshnessText(badge), TextRole::Table) + 2, px(16)};
}

void paintFreshness(QPainter *painter, const QRectF &rect, const FreshnessBadge &badge)
{
    const mesh::FreshnessState state = badge.state();
    {
        const Square square(painter, rect, ringSide, px(ringSide));
        switch (state) {
        case mesh::FreshnessState::Unknown:
            painter->setPen(pen(colour(Token::Mute), 1.4, {2, 2}));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(QPointF(7, 7), 5.4, 5.4);
            break;
        case mesh::FreshnessState::OnTime: {
            const double share = double(*badge.ageMs) / double(*badge.objectiveMs);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(pen(colour(Token::GoodSoft), 2.2));
            painter->drawEllipse(QPointF(7, 7), 5.4, 5.4);
            painter->setPen(pen(colour(Token::Good), 2.2));
            painter->drawArc(QRectF(1.6, 1.6, 10.8, 10.8), 90 * 16,
                             -static_cast<int>(share * 360 * 16));
            break;
        }
        case mesh::FreshnessState::Late:
            painter->setPen(pen(colour(Token::Warn), 1.3));
            painter->setBrush(colour(Token::WarnSoft));
            painter->drawPath(polygon({{7, 1.4}, {13, 12.4}, {1, 12.4}}));
            painter->setPen(pen(colour(Token::Warn), 1.5));
            painter->drawLine(QPointF(7, 5.4), QPointF(7, 8.4));
            painter->drawLine(QPointF(7, 10.4), QPointF(7, 10.5));
            break;
        case mesh::FreshnessState::Stale:
            painter->setPen(pen(colour(Token::Bad), 1.3));
            painter->setBrush(colour(Token::BadSoft));
            painter->drawPath(polygon({{4.6, 1.2},
                                       {9.4, 1.2},
                                       {12.8, 4.6},
                                       {12.8, 9.4},
                                       {9.4, 12.8},
                                       {4.6, 12.8},
                                       {1.2, 9.4},
                                       {1.2, 4.6}}));
            painter->setPen(pen(colour(Token::Bad), 1.5));
            painter->drawLine(QPointF(7, 4), QPointF(7, 7.6));
            painter->drawLine(QPointF(7, 9.8), QPointF(7, 9.9));
            break;
        }
    }
    const QString head = freshnessHead(badge);
    const QRectF words = rect.adjusted(px(ringSide) + px(gap), 0, 0, 0);
    paintText(painter, words, head, TextRole::Table, Token::Text2);
    paintText(painter, words.adjusted(textWidth(head, TextRole::Table), 0, 0, 0),
              freshnessTail(badge), TextRole::Table, Token::Text3);
}

QualityBadge qualityBadge(const store::ScoreSummary &score)
{
    return {.value = score.quality, .coverage = score.coverage};
}

FreshnessBadge freshnessBadge(const store::ScoreSummary &score, std::int64_t nowMs)
{
    FreshnessBadge badge;
    if (score.dataTimeMs)
        badge.ageMs = std::max<std::int64_t>(0, nowMs - *score.dataTimeMs);
    badge.objectiveMs = score.objectiveMs;
    badge.learned = score.objectiveLearned;
    return badge;
}

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
