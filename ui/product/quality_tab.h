// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"

#include <QMap>

class QCheckBox;
class QGridLayout;
class QTableView;

namespace meshlens::ui {

class BadgeWidget;
class Card;
class CellGrid;
class Chart;
class CheckModel;
class Label;
class SegmentedControl;

/// Score over time, how it is made, the checks behind it and the arrival of each load.
class QualityTab final : public ProductTab
{
    Q_OBJECT

public:
    QualityTab(Session &session, QWidget *parent);

    void present(const ProductView &view) override;
    void choose(const QString &check) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeScore();
    void makeParts();
    void makeChecks();
    void showScore();

    void arrange();

    QWidget *m_page;
    QGridLayout *m_grid;
    bool m_wide = false;
    bool m_placed = false;
    ProductView m_view;
    Card *m_score;
    Chart *m_chart;
    QMap<mesh::Dimension, QCheckBox *> m_boxes;
    SegmentedControl *m_period;
    Card *m_parts;
    BadgeWidget *m_quality;
    CellGrid *m_partGrid;
    Label *m_formula;
    Card *m_checks;
    CheckModel *m_model;
    QTableView *m_table;
    Card *m_loads;
    Chart *m_loadChart;
    Label *m_loadNote;
    Card *m_incidents;
    CellGrid *m_incidentGrid;
};

} // namespace meshlens::ui
