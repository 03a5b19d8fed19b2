// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/rows_look.h"
#include "ui/samples/work_tab.h"

namespace meshlens::ui {

class Chart;
class ChartWells;

/// Makes a chart of the rows at hand: what goes across, up and into colour, and how it is drawn.
/// Works it out in a worker; a click on a mark asks for the rows behind it.
class ChartBuilder final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartBuilder(QWidget *parent = nullptr);

    /// Shows the chart of a tab; `choice` empty: what the columns suggest. No rows: nothing.
    void showRows(const SampleRows &rows, const std::optional<ChartChoice> &choice,
                  const SampleInfo &info, const QString &origin, bool isQuery = false);
    [[nodiscard]] const ChartChoice &choice() const { return m_choice; }
    void setChoice(const ChartChoice &choice); // as if it were made by hand
    [[nodiscard]] Chart *chart() const { return m_chart; }
    [[nodiscard]] QString title() const;
    /// One measure, summed over each value of a time column of a dataset: what Home can show.
    [[nodiscard]] bool isKeyFigure() const;

signals:
    void chosen(); // the user changed something
    void pinWanted();
    void rowsWanted(const std::optional<RowFilter> &filter);
    void closeWanted();
    void lineageWanted();
    void productWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeBelow();
    QWidget *makeFoot();
    void draw();
    void take(const samples::ChartData &made);
    [[nodiscard]] bool usesMasked() const;

    SampleRows m_rows;
    SampleInfo m_info;
    QString m_origin;
    bool m_isQuery = false;
    ChartChoice m_choice;
    samples::ChartData m_data;

    ChartWells *m_wells;
    QWidget *m_body;
    Label *m_title;
    Label *m_caption;
    Chart *m_chart;
    Label *m_problem;
    MessageStrip *m_issue;
    QWidget *m_onward;
    Button *m_copy;
    Button *m_save;
    Button *m_pin;
};

} // namespace meshlens::ui
