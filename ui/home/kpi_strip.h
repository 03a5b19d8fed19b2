// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/parts/card.h"
#include "ui/shell/link.h"

#include <QAbstractButton>

class QGridLayout;

namespace meshlens::ui {

/// One figure with its change, as a tile shows it and a printed page repeats it.
struct Kpi {
    QString title;
    QString value; // "96.1%", or a word where it is unknown
    QString below;
    QString change; // "0.8 pt", without its sign; empty: not known
    QString changeWords;
    int direction = 0;      // of the change: 1 up, -1 down
    Tone tone = Tone::Mute; // of the change
    bool unknown = false;
    std::optional<QualityBadge> grade;
    std::optional<double> bar; // 0 to 1
    Tone barTone = Tone::Accent;
    Link link; // the page that explains it
    QString tip;
};

/// A figure that opens what explains it.
class KpiTile final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit KpiTile(QWidget *parent = nullptr);

    void setKpi(const Kpi &kpi);
    [[nodiscard]] const Kpi &kpi() const { return m_kpi; }
    void setEdges(Qt::Edges edges); // lines to the neighbours
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kpi m_kpi;
    Qt::Edges m_edges;
};

/// Figures side by side in one frame; six in a row, or three where it is narrow.
class KpiStrip final : public Card
{
    Q_OBJECT

public:
    explicit KpiStrip(const QString &accessibleName, QWidget *parent = nullptr);

    void setKpis(const QList<Kpi> &kpis);
    [[nodiscard]] const QList<KpiTile *> &tiles() const { return m_tiles; }

signals:
    void opened(const meshlens::ui::Link &link);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QGridLayout *m_grid;
    QList<KpiTile *> m_tiles;
    int m_across = 0;
};

} // namespace meshlens::ui
