// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clock.h"
#include "ui/parts/badges.h"
#include "ui/parts/sparks.h"
#include "ui/parts/tags.h"

#include <QAbstractButton>
#include <QTimer>

#include <functional>

namespace meshlens::ui {

/// Any painted sign as a widget with an accessible name; ages move on by themselves while visible.
/// After setClickable() it is a button: a score opens the parts it is made of.
class BadgeWidget : public QAbstractButton
{
    Q_OBJECT

public:
    explicit BadgeWidget(QWidget *parent = nullptr);

    void setQuality(const QualityBadge &badge);
    void setFreshness(const FreshnessBadge &badge, const Clock &clock);
    void setHexagon(const Qualities &values, int side = 18);
    void setMark(Mark mark, const QString &text, Token textColour = Token::Text);
    void setTag(const Tag &tag);
    void setDomain(const QString &key, const QString &name, bool withName = true);
    void setAvatar(const QString &fullName, int side = 24, Tone tone = Tone::Mute);
    void setSpark(const Spark &spark, int width = 80, int height = 22);
    void setBar(std::optional<double> share, int width, Token colour = Token::AccentFill);
    void setRuns(const QList<Run> &runs);
    void setClickable(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Size = std::function<QSize()>;
    using Paint = std::function<void(QPainter *, const QRectF &)>;
    void set(const QString &words, Size size, Paint paint);
    void ageMovedOn();

    Size m_size;
    Paint m_paint;
    FreshnessBadge m_freshness;
    std::int64_t m_dataTimeMs = 0;
    std::optional<Clock> m_clock;
    QTimer m_tick; // one shot, to the next change of the words
};

} // namespace meshlens::ui
