// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/kpi_strip.h"

#include "ui/parts/sparks.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"

#include <QGridLayout>
#include <QPainter>
#include <QStyleOption>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int sixFrom = 960; // design pixels
constexpr int tileHeight = 76;

} // namespace

KpiTile::KpiTile(QWidget *parent) : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KpiTile::setKpi(const Kpi &kpi)
{
    m_kpi = kpi;
    setText(kpi.title);
    QStringList words{kpi.title, kpi.value, kpi.below, kpi.changeWords};
    words.removeAll(QString());
    setAccessibleName(words.join(u", "_s));
    QStringList tip{kpi.changeWords, kpi.tip};
    tip.removeAll(QString());
    setToolTip(tip.join(u'\n').toHtmlEscaped());
    update();
}

void KpiTile::setEdges(Qt::Edges edges)
{
    m_edges = edges;
    update();
}

QSize KpiTile::sizeHint() const
{
    return {px(170), px(tileHeight)};
}

QSize KpiTile::minimumSizeHint() const
{
    return {px(120), px(tileHeight)};
}

void KpiTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(Token::Surface2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -2, -2), px(7), px(7));
    }
    if (m_edges & Qt::RightEdge)
        painter.fillRect(width() - 1, 0, 1, height(), colour(Token::Border));
    if (m_edges & Qt::BottomEdge)
        painter.fillRect(0, height() - 1, width(), 1, colour(Token::Border));

    const Theme &theme = Theme::instance();
    const QRectF inner = QRectF(rect()).adjusted(px(14), px(9), -px(14), -px(8));
    const double captionHeight = theme.lineHeight(TextRole::Table);
    const double valueHeight = theme.lineHeight(TextRole::PageTitle);
    double changeWidth = 0;
    if (!m_kpi.change.isEmpty()) {
        const Token ink = m_kpi.tone == Tone::Mute ? Token::Text3 : toneText(m_kpi.tone);
        const QString words = (m_kpi.direction > 0   ? u"▲ "_s
                               : m_kpi.direction < 0 ? u"▼ "_s
                                                     : QString()) +
                              m_kpi.change;
        changeWidth = textWidth(words, TextRole::Table) + px(6);
        paintText(&painter, QRectF(inner.x(), inner.y(), inner.width(), captionHeight), words,
                  TextRole::Table, ink, Qt::AlignRight | Qt::AlignVCenter);
    }
    paintText(&painter, QRectF(inner.x(), inner.y(), inner.width() - changeWidth, captionHeight),
              m_kpi.title, TextRole::Table, Token::Text2);
    const QRectF value(inner.x(), inner.y() + captionHeight + px(1), inner.width(), valueHeight);
    paintText(&painter, value, m_kpi.value,
              m_kpi.unknown ? TextRole::CardTitle : TextRole::PageTitle,
              m_kpi.unknown ? Token::Text3 : Token::Text);
    const double after = textWidth(m_kpi.value, TextRole::PageTitle) + px(8);
    if (m_kpi.grade)
        paintQuality(&painter, value.adjusted(after, 0, 0, 0), *m_kpi.grade);
    if (m_kpi.bar) {
        const double height = px(6);
        paintBar(&painter,
                 QRectF(value.x() + px(42), value.center().y() - height / 2,
                        std::max(0.0, value.width() - px(42)), height),
                 m_kpi.bar, toneFill(m_kpi.barTone));
    }
    paintText(&painter,
              QRectF(inner.x(), value.bottom() + px(1), inner.width(),
                     theme.lineHeight(TextRole::Caption)),
              m_kpi.below, TextRole::Caption, Token::Text3);

    QStyleOption option;
    option.initFrom(this);
    if (controls::hasKeyboardFocus(&option))
        controls::focusRing(&painter, QRectF(rect()).adjusted(2, 2, -2, -2), px(6));
}

KpiStrip::KpiStrip(const QString &accessibleName, QWidget *parent) : Card({}, parent)
{
    setAccessibleName(accessibleName);
    setBodyMargins(0, 0, 0, 0);
    m_grid = new QGridLayout;
    m_grid->setSpacing(0);
    body()->addLayout(m_grid);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KpiStrip::setKpis(const QList<Kpi> &kpis)
{
    while (m_tiles.size() > kpis.size())
        m_tiles.takeLast()->deleteLater();
    while (m_tiles.size() < kpis.size()) {
        auto *tile = new KpiTile(this);
        connect(tile, &QAbstractButton::clicked, this,
                [this, tile] { emit opened(tile->kpi().link); });
        m_tiles += tile;
        m_across = 0;
    }
    for (qsizetype i = 0; i < kpis.size(); ++i)
        m_tiles[i]->setKpi(kpis[i]);
    arrange();
}

void KpiStrip::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    arrange();
}

void KpiStrip::arrange()
{
    const int across = width() < px(sixFrom) ? 3 : 6;
    if (across == m_across)
        return;
    m_across = across;
    const auto count = static_cast<int>(m_tiles.size());
    for (int i = 0; i < count; ++i) {
        m_grid->removeWidget(m_tiles[i]);
        m_grid->addWidget(m_tiles[i], i / across, i % across);
        Qt::Edges edges;
        if (i % across != across - 1 && i != count - 1)
            edges |= Qt::RightEdge;
        if (i / across < (count - 1) / across)
            edges |= Qt::BottomEdge;
        m_tiles[i]->setEdges(edges);
    }
    for (int column = 0; column < 6; ++column)
        m_grid->setColumnStretch(column, column < across ? 1 : 0);
    updateGeometry();
}

} // namespace meshlens::ui
