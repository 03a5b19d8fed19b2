// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/ground.h"
#include "ui/samples/work_tab.h"

class QComboBox;

namespace meshlens::ui {

class ChartFilters;
class SegmentedControl;

/// What goes across, up and into colour, how it is summed up and drawn, and which rows count.
class ChartWells final : public Ground
{
    Q_OBJECT

public:
    explicit ChartWells(QWidget *parent = nullptr);

    void setRows(const SampleRows &rows, const ChartChoice &choice);
    void setChoice(const ChartChoice &choice);
    [[nodiscard]] const ChartChoice &choice() const { return m_choice; }

signals:
    void changed(); // by the user

private:
    QLayout *makeTop();
    QLayout *makeWell(const QString &name, QComboBox *first, QComboBox *second);
    void fill();
    void fillBuckets();
    void take();

    SampleRows m_rows;
    ChartChoice m_choice;
    bool m_filling = false;
    SegmentedControl *m_look;
    QComboBox *m_across;
    QComboBox *m_bucket;
    QComboBox *m_up;
    QComboBox *m_summary;
    QComboBox *m_colour;
    QComboBox *m_series;
    ChartFilters *m_filters;
};

} // namespace meshlens::ui
