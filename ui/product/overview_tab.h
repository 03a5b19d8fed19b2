// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"

class QGridLayout;
class QScrollArea;

namespace meshlens::ui {

class BadgeWidget;
class Card;
class CellGrid;
class Chart;
class Label;
class LinkLabel;
class MessageStrip;
class StepGraph;

/// Everything about a product on one page, each card with a way to its tab.
class OverviewTab final : public ProductTab
{
    Q_OBJECT

public:
    OverviewTab(Session &session, QWidget *parent);

    void present(const ProductView &view) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeAbout();
    void makeScore();
    void makeTrust();
    void arrange();
    void showAbout(const ProductView &view);
    void showLookalikes(const ProductView &view);
    void showScore(const ProductView &view);
    void showQualities(const ProductView &view);
    void showServiceLevels(const ProductView &view);
    void showPorts(const ProductView &view);
    void showColumns(const ProductView &view);
    void showLoads(const ProductView &view);
    void showLineage(const ProductView &view);

    QScrollArea *m_scroll;
    QWidget *m_page;
    QGridLayout *m_grid;
    int m_columnsAcross = 0;

    Card *m_about;
    Label *m_description;
    MessageStrip *m_limitations;
    MessageStrip *m_lookalikes;
    QList<Lookalike> m_shownLookalikes;
    CellGrid *m_facts;
    class ConflictMark *m_conflict;
    LinkLabel *m_documentation;
    QString m_url;
    Card *m_score;
    BadgeWidget *m_quality;
    Label *m_change;
    Chart *m_scoreChart;
    Label *m_scoreNote;
    Card *m_six;
    BadgeWidget *m_hexagon;
    CellGrid *m_marks;
    Card *m_ports;
    CellGrid *m_portGrid;
    Card *m_why;
    CellGrid *m_lost;
    Label *m_sum;
    Card *m_levels;
    CellGrid *m_levelGrid;
    BadgeWidget *m_missed;
    Card *m_columns;
    CellGrid *m_columnGrid;
    Card *m_loads;
    Chart *m_loadChart;
    Label *m_loadNote;
    Card *m_lineage;
    StepGraph *m_graph;
};

} // namespace meshlens::ui
