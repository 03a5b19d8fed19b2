// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/metric_tile.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"
#include "ui/parts/watch.h"

#include <QPainter>
#include <QStyleOption>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int rowsWanted = 5000;
}

MetricTile::MetricTile(Session &session, QWidget *parent)
    : QAbstractButton(parent), m_session(session)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MetricTile::setMetric(const Metric &metric, const store::ScoreSummary &score)
{
    const bool same = metric.id == m_metric.id && metric.dataset == m_metric.dataset &&
                      metric.valueColumn == m_metric.valueColumn &&
                      metric.timeColumn == m_metric.timeColumn &&
                      score.dataTimeMs == m_score.dataTimeMs && m_value.value;
    m_metric = metric;
    m_score = score;
    setText(metric.name);
    describe();
    if (!same)
        read();
}

void MetricTile::read()
{
    watch(this, m_session.sample(m_metric.dataset, rowsWanted, false),
          [this, id = m_metric.id](const Result<mesh::Sample> &sample) {
              if (id != m_metric.id)
                  return;
              m_problem = sample ? QString() : sample.error().message;
              m_value = sample ? metricValue(m_metric, *sample) : MetricValue{};
              describe();
          });
}

void MetricTile::describe()
{
    QStringList words{m_metric.name, metricText(m_metric, m_value)};
    if (m_value.change)
        words +=
            tr("%1 against the time before").arg(format::change(*m_value.change * 100, 1) + u'%');
    if (m_value.unusual)
        words += tr("Unusual");
    words += qualityWords(qualityBadge(m_score));
    words += freshnessWords(freshnessBadge(m_score, m_session.clock().nowMs()));
    if (!m_problem.isEmpty())
        words += m_problem;
    setAccessibleName(words.join(u", "_s));
    setToolTip(m_problem.toHtmlEscaped());
    update();
}

QSize MetricTile::sizeHint() const
{
    return {px(280), px(122)};
}

QSize MetricTile::minimumSizeHint() const
{
    return {px(190), px(122)};
}

void MetricTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(m_value.unusual ? Token::AccentLine : Token::Border));
    painter.setBrush(colour(underMouse() ? Token::Surface2 : Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8));

    const Theme &theme = Theme::instance();
    const QRectF inner = QRectF(rect()).adjusted(px(14), px(10), -px(14), -px(34));
    const double title = theme.lineHeight(TextRole::Table);
    const double figure = theme.lineHeight(TextRole::KeyFigure);
    paintText(&painter, QRectF(inner.x(), inner.y(), inner.width(), title), m_metric.name,
              TextRole::TableStrong, Token::Text);
    const QRectF value(inner.x(), inner.y() + title + px(2), inner.width() - px(104), figure);
    paintText(&painter, value, metricText(m_metric, m_value),
              m_value.value ? TextRole::KeyFigure : TextRole::CardTitle,
              m_value.value ? Token::Text : Token::Text3);
    const bool bad =
        m_value.change && (*m_value.change < 0) != m_metric.lessIsBetter && *m_value.change != 0;
    if (!m_value.series.isEmpty()) {
        Spark spark;
        spark.values = m_value.series;
        spark.colour = m_value.unusual && bad ? Token::Bad : Token::Accent;
        paintSpark(&painter, QRectF(inner.right() - px(92), inner.y() + title, px(92), px(32)),
                   spark);
    }
    const QRectF third(inner.x(), value.bottom() + px(2), inner.width(), title);
    if (m_value.change) {
        const QString words = (*m_value.change > 0   ? u"▲ "_s
                               : *m_value.change < 0 ? u"▼ "_s
                                                     : QString()) +
                              format::percent(std::abs(*m_value.change), 1);
        paintText(&painter, third, words, TextRole::Table,
                  *m_value.change == 0 ? Token::Text3
                  : bad                ? Token::Bad
                                       : Token::Good);
        paintText(&painter,
                  third.adjusted(textWidth(words, TextRole::Table) + px(8), 0, -px(80), 0),
                  m_value.at, TextRole::Table, Token::Text3);
    } else {
        paintText(&painter, third, m_problem, TextRole::Table, Token::Text3);
    }
    if (m_value.unusual) {
        const Tag unusual{tr("Unusual"), Tone::Warn, u"flag"_s, false};
        const double width = tagSize(unusual).width();
        paintTag(&painter, QRectF(inner.right() - width, third.y(), width, third.height()),
                 unusual);
    }

    const double line = height() - px(29);
    painter.fillRect(QRectF(1, line, width() - 2, 1), colour(Token::Border));
    QRectF foot(inner.x(), line + 1, inner.width(), height() - line - 2);
    const QualityBadge quality = qualityBadge(m_score);
    paintQuality(&painter, foot, quality);
    foot.setLeft(foot.left() + qualitySize(quality).width() + px(14));
    paintFreshness(&painter, foot, freshnessBadge(m_score, m_session.clock().nowMs()));
    paintIcon(&painter, QRectF(inner.right() - px(12), foot.center().y() - px(6), px(12), px(12)),
              u"chevron-right"_s, colour(Token::Accent));
    QStyleOption option;
    option.initFrom(this);
    if (controls::hasKeyboardFocus(&option))
        controls::focusRing(&painter, QRectF(rect()).adjusted(1, 1, -1, -1), px(8));
}

} // namespace meshlens::ui
