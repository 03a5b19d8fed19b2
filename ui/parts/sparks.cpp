// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/sparks.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

namespace {

constexpr double runWidth = 6;
constexpr double runGap = 1.5;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Sparks)
};

} // namespace

void paintSpark(QPainter *painter, const QRectF &rect, const Spark &spark)
{
    std::optional<double> low = spark.low;
    std::optional<double> high = spark.high;
    for (const auto &value : spark.values) {
        if (!value || !std::isfinite(*value))
            continue;
        low = spark.low ? spark.low : std::min(low.value_or(*value), *value);
        high = spark.high ? spark.high : std::max(high.value_or(*value), *value);
    }
    if (!low || !high)
        return;
    const double range = *high - *low;
    const double step =
        spark.values.size() > 1 ? (rect.width() - 5) / double(spark.values.size() - 1) : 0.0;
    const auto at = [&](qsizetype i) {
        const double share = range > 0 ? (*spark.values[i] - *low) / range : 0.5;
        return QPointF(rect.x() + 1.5 + double(i) * step,
                       rect.bottom() - 3 - std::clamp(share, 0.0, 1.0) * (rect.height() - 6));
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor ground = colour(spark.colour);
    ground.setAlphaF(static_cast<float>(Theme::instance().areaOpacity()));
    qsizetype last = -1;
    for (qsizetype i = 0; i < spark.values.size();) {
        if (!spark.values[i]) {
            ++i;
            continue;
        }
        QPainterPath line(at(i));
        const double start = line.currentPosition().x();
        for (last = i++; i < spark.values.size() && spark.values[i]; last = i++)
            line.lineTo(at(i));
        if (spark.area) {
            QPainterPath area = line;
            area.lineTo(line.currentPosition().x(), rect.bottom());
            area.lineTo(start, rect.bottom());
            painter->fillPath(area, ground);
        }
        painter->strokePath(
            line, QPen(colour(spark.colour), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    if (spark.lastPoint && last >= 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(spark.colour));
        painter->drawEllipse(at(last), 2.2, 2.2);
    }
    painter->restore();
}

void paintHistogram(QPainter *painter, const QRectF &rect, const QList<double> &values, Token fill)
{
    if (values.isEmpty())
        return;
    const double top = *std::max_element(values.begin(), values.end());
    if (top <= 0)
        return;
    const double width = (rect.width() - double(values.size() - 1)) / double(values.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double height = values[i] > 0 ? std::max(1.0, values[i] / top * rect.height()) : 0;
        painter->fillRect(
            QRectF(rect.x() + double(i) * (width + 1), rect.bottom() - height, width, height),
            colour(fill));
    }
}

void paintBar(QPainter *painter, const QRectF &rect, std::optional<double> share, Token fill,
              std::optional<double> objective)
{
    const double height = std::min<double>(px(6), rect.height());
    const QRectF track(rect.x(), rect.center().y() - height / 2, rect.width(), height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(Token::Sunken));
    painter->drawRoundedRect(track, height / 2, height / 2);
    if (share && *share > 0) {
        QRectF filled = track;
        filled.setWidth(std::max(height, track.width() * std::min(*share, 1.0)));
        painter->setBrush(colour(fill));
        painter->drawRoundedRect(filled, height / 2, height / 2);
    }
    if (objective)
        painter->fillRect(QRectF(track.x() + std::clamp(*objective, 0.0, 1.0) * track.width() - 1,
                                 track.y() - 2, 2, track.height() + 4),
                          colour(Token::Text));
    painter->restore();
}

QSize runStripSize(int count)
{
    return {static_cast<int>(std::ceil(count * (px(runWidth) + runGap))), px(14)};
}

void paintRuns(QPainter *painter, const QRectF &rect, const QList<Run> &runs)
{
    const double width = px(runWidth);
    const double low = px(8);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    double x = rect.x();
    const double middle = rect.center().y();
    for (const Run run : runs) {
        const QRectF block(x, middle - low / 2, width, low);
        painter->setPen(Qt::NoPen);
        switch (run) {
        case Run::Passed: {
            QColor quiet = colour(Token::GoodFill);
            quiet.setAlphaF(0.75F);
            painter->setBrush(quiet);
            painter->drawRoundedRect(block, 1, 1);
            break;
        }
        case Run::Warning:
            painter->setBrush(colour(Token::WarnFill));
            painter->drawPolygon(QPolygonF({{x + width / 2, middle - px(6)},
                                            {x + width, middle + low / 2},
                                            {x, middle + low / 2}}));
            break;
        case Run::Failed:
            painter->setBrush(colour(Token::BadFill));
            painter->drawRoundedRect(QRectF(x, middle - px(7), width, px(14)), 1, 1);
            break;
        case Run::Unknown:
        case Run::Running:
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(colour(run == Run::Running ? Token::Accent : Token::MuteFill), 1));
            painter->drawRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1);
            break;
        }
        x += width + runGap;
    }
    painter->restore();
}

QString runsWords(const QList<Run> &runs)
{
    const auto bad = static_cast<int>(std::count(runs.begin(), runs.end(), Run::Failed));
    const auto warned = static_cast<int>(std::count(runs.begin(), runs.end(), Run::Warning));
    const auto all = static_cast<int>(runs.size());
    if (all == 0)
        return Text::tr("no runs");
    QString words = Text::tr("%n runs", nullptr, all);
    if (bad == 0 && warned == 0)
        return words + Text::tr(", all good");
    if (bad > 0)
        words += Text::tr(", %n failed", nullptr, bad);
    if (warned > 0)
        words += Text::tr(", %n with a warning", nullptr, warned);
    return words;
}

} // namespace meshlens::ui
