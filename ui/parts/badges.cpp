// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/badges.h"

#include "models/scores/freshness.h"
#include "models/scores/quality.h"
#include "ui/parts/badge_shapes.h"
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

} // namespace meshlens::ui
