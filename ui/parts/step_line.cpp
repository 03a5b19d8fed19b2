// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/step_line.h"

#include "ui/parts/tags.h"

#include <QPainter>
#include <QStringList>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void paintSteps(QPainter *painter, const QRectF &rect, const QList<Step> &steps)
{
    if (steps.isEmpty())
        return;
    const double width = rect.width() / double(steps.size());
    const double side = px(14);
    const double lineY = rect.y() + side / 2;
    painter->save();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const double x = rect.x() + double(i) * width;
        if (i + 1 < steps.size()) {
            const bool reached = steps[i + 1].reached;
            QPen line(colour(reached ? Token::GoodFill : Token::BorderStrong), 1.5);
            if (!reached)
                line.setStyle(Qt::DashLine);
            painter->setPen(line);
            painter->drawLine(QPointF(x + side + px(4), lineY), QPointF(x + width - px(4), lineY));
        }
        paintMark(painter, QRectF(x, rect.y(), side, side), steps[i].mark);
        const double lineHeight = Theme::instance().lineHeight(TextRole::Table);
        QRectF words(x, rect.y() + side + px(3), width - px(8), lineHeight);
        paintText(painter, words, steps[i].title, TextRole::Table,
                  steps[i].reached ? Token::Text : Token::Text3);
        words.translate(0, lineHeight);
        paintText(painter, words, steps[i].caption, TextRole::Caption, Token::Text3);
    }
    painter->restore();
}

QSize stepsSize(const QList<Step> &steps)
{
    int widest = px(64);
    for (const Step &step : steps)
        widest = std::max({widest, textWidth(step.title, TextRole::Table),
                           textWidth(step.caption, TextRole::Caption)});
    return {static_cast<int>(steps.size()) * (widest + px(16)), px(14 + 3 + 16 + 14)};
}

QString stepsWords(const QList<Step> &steps)
{
    QStringList words;
    for (const Step &step : steps)
        words += step.caption.isEmpty() ? step.title : step.title + u' ' + step.caption;
    return words.join(u", "_s);
}

StepLine::StepLine(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StepLine::setSteps(const QList<Step> &steps)
{
    m_steps = steps;
    setAccessibleName(stepsWords(steps));
    updateGeometry();
    update();
}

QSize StepLine::sizeHint() const
{
    return stepsSize(m_steps);
}

void StepLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSteps(&painter, rect(), m_steps);
}

} // namespace meshlens::ui
