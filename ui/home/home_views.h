// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_cards.h"
#include "ui/home/home_data.h"
#include "ui/home/kpi_strip.h"
#include "ui/home/waiting_card.h"

class QGridLayout;
class QHBoxLayout;

namespace meshlens::ui {

class MetricTile;

/// One variant of Home: figures on top, cards below them in a grid that becomes two columns, then
/// scrolls, where it is narrow.
class HomeView : public QWidget
{
    Q_OBJECT

public:
    HomeView(Session &session, const QString &figures, QWidget *parent);

    virtual void show(const HomeData &data) = 0;
    using QWidget::show;
    [[nodiscard]] const KpiStrip &figures() const { return *m_figures; }
    [[nodiscard]] WaitingCard *waiting() const { return m_waiting; }

signals:
    void opened(const meshlens::ui::Link &link);

protected:
    void resizeEvent(QResizeEvent *event) override;
    virtual void arrange(bool narrow) = 0;
    /// Rows that open a product, by the key in their data, on a tab.
    void openProducts(FactTable &table, const QString &tab);
    void openRequests(FactTable &table, const QString &tab); // by the request's id
    void place(QWidget *card, int row, int column, int rows, int columns);

    Session &m_session;
    QVBoxLayout *m_column;
    KpiStrip *m_figures;
    QGridLayout *m_grid;
    WaitingCard *m_waiting = nullptr;

private:
    std::optional<bool> m_narrow;
};

class ExecutiveView final : public HomeView
{
    Q_OBJECT

public:
    ExecutiveView(Session &session, QWidget *parent);
    void show(const HomeData &data) override;
    [[nodiscard]] TableCard &health() const { return *m_health; }
    [[nodiscard]] TableCard &breaches() const { return *m_breaches; }
    [[nodiscard]] bool hasMetrics() const { return !m_tiles.isEmpty(); }

protected:
    void arrange(bool narrow) override;

private:
    void showMetrics(const HomeData &data);

    QWidget *m_metricRow;
    QGridLayout *m_metrics;
    QList<MetricTile *> m_tiles;
    TableCard *m_health;
    ChartCard *m_fresh;
    TableCard *m_breaches;
    ChartCard *m_requests;
};

class OwnerView final : public HomeView
{
    Q_OBJECT

public:
    OwnerView(Session &session, QWidget *parent);
    void show(const HomeData &data) override;
    [[nodiscard]] TableCard &products() const { return *m_products; }

protected:
    void arrange(bool narrow) override;

private:
    TableCard *m_products;
    TableCard *m_consumers;
    TableCard *m_questions;
};

class GovernanceView final : public HomeView
{
    Q_OBJECT

public:
    GovernanceView(Session &session, QWidget *parent);
    void show(const HomeData &data) override;
    [[nodiscard]] TableCard &findings() const { return *m_findings; }
    [[nodiscard]] TableCard &ending() const { return *m_ending; }

protected:
    void arrange(bool narrow) override;

private:
    TableCard *m_findings;
    TableCard *m_ending;
    TableCard *m_health;
};

} // namespace meshlens::ui
