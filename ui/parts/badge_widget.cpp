// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/badge_widget.h"

#include "ui/parts/format.h"
#include "ui/parts/style.h"

#include <QPainter>
#include <QStyleOption>

namespace meshlens::ui {

BadgeWidget::BadgeWidget(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &BadgeWidget::ageMovedOn);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void BadgeWidget::set(const QString &words, Size size, Paint paint)
{
    m_tick.stop();
    m_clock.reset();
    m_size = std::move(size);
    m_paint = std::move(paint);
    setAccessibleName(words);
    updateGeometry();
    update();
}

void BadgeWidget::setQuality(const QualityBadge &badge)
{
    set(
        qualityWords(badge), [badge] { return qualitySize(badge); },
        [badge](QPainter *painter, const QRectF &rect) { paintQuality(painter, rect, badge); });
    setToolTip(accessibleName());
}

void BadgeWidget::setFreshness(const FreshnessBadge &badge, const Clock &clock)
{
    m_freshness = badge;
    set(
        freshnessWords(badge), [this] { return freshnessSize(m_freshness); },
        [this](QPainter *painter, const QRectF &rect) {
            paintFreshness(painter, rect, m_freshness);
        });
    setToolTip(accessibleName());
    if (!badge.ageMs)
        return;
    m_clock = clock;
    m_dataTimeMs = clock.nowMs() - *badge.ageMs;
    if (isVisible())
        ageMovedOn();
}

void BadgeWidget::ageMovedOn()
{
    if (!m_clock)
        return;
    m_freshness.ageMs = std::max<std::int64_t>(0, m_clock->nowMs() - m_dataTimeMs);
    setAccessibleName(freshnessWords(m_freshness));
    setToolTip(accessibleName());
    updateGeometry();
    update();
    const std::int64_t wait =
        std::clamp<std::int64_t>(format::ageChangesIn(*m_freshness.ageMs) + 50, 1000, 3'600'000);
    m_tick.start(static_cast<int>(wait));
}

void BadgeWidget::setHexagon(const Qualities &values, int side)
{
    set(
        hexagonWords(values), [side] { return QSize(px(side), px(side)); },
        [values](QPainter *painter, const QRectF &rect) { paintHexagon(painter, rect, values); });
    setToolTip(accessibleName());
}

void BadgeWidget::setMark(Mark mark, const QString &text, Token textColour)
{
    set(
        text, [text] { return markedTextSize(text); },
        [=](QPainter *painter, const QRectF &rect) {
            paintMarkedText(painter, rect, mark, text, textColour);
        });
}

void BadgeWidget::setTag(const Tag &tag)
{
    set(
        tag.text, [tag] { return tagSize(tag); },
        [tag](QPainter *painter, const QRectF &rect) { paintTag(painter, rect, tag); });
}

void BadgeWidget::setDomain(const QString &key, const QString &name, bool withName)
{
    const QString words = withName ? name : QString();
    set(
        name, [=] { return domainSize(Theme::instance().domain(key, name), words); },
        [=](QPainter *painter, const QRectF &rect) {
            paintDomain(painter, rect, Theme::instance().domain(key, name), words);
        });
    if (!withName)
        setToolTip(name.toHtmlEscaped());
}

void BadgeWidget::setAvatar(const QString &fullName, int side, Tone tone)
{
    set(
        fullName, [side] { return QSize(px(side), px(side)); },
        [=](QPainter *painter, const QRectF &rect) { paintAvatar(painter, rect, fullName, tone); });
}

void BadgeWidget::setSpark(const Spark &spark, int width, int height)
{
    set(
        tr("Trend"), [=] { return QSize(px(width), px(height)); },
        [spark](QPainter *painter, const QRectF &rect) { paintSpark(painter, rect, spark); });
}

void BadgeWidget::setBar(std::optional<double> share, int width, Token fill)
{
    set(
        share ? format::percent(*share) : tr("unknown"),
        [width] { return QSize(px(width), px(10)); },
        [=](QPainter *painter, const QRectF &rect) { paintBar(painter, rect, share, fill); });
}

void BadgeWidget::setRuns(const QList<Run> &runs)
{
    set(
        runsWords(runs), [runs] { return runStripSize(static_cast<int>(runs.size())); },
        [runs](QPainter *painter, const QRectF &rect) { paintRuns(painter, rect, runs); });
    setToolTip(accessibleName());
}

void BadgeWidget::setClickable(bool on)
{
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(on ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize BadgeWidget::sizeHint() const
{
    return m_size ? m_size() : QSize(0, 0);
}

void BadgeWidget::paintEvent(QPaintEvent *)
{
    if (!m_paint)
        return;
    QPainter painter(this);
    m_paint(&painter, rect());
    QStyleOption option;
    option.initFrom(this);
    if (controls::hasKeyboardFocus(&option))
        controls::focusRing(&painter, rect(), px(4));
}

void BadgeWidget::showEvent(QShowEvent *event)
{
    QAbstractButton::showEvent(event);
    ageMovedOn();
}

void BadgeWidget::hideEvent(QHideEvent *event)
{
    QAbstractButton::hideEvent(event);
    m_tick.stop();
}

} // namespace meshlens::ui
