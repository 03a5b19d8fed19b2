// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/rows_look.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace meshlens::ui {

/// The filters of a chart as chips, and a line to add one.
class ChartFilters final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartFilters(QWidget *parent = nullptr);

    void setRows(const SampleRows &rows); // null: there are none
    void setFilters(const QList<samples::ChartFilter> &filters);
    [[nodiscard]] const QList<samples::ChartFilter> &filters() const { return m_list; }

signals:
    void changed(); // by the user

private:
    QWidget *makeLine();
    void showChips();
    void add();

    QList<samples::ChartFilter> m_list;
    QWidget *m_chips;
    QWidget *m_line;
    QComboBox *m_column;
    QComboBox *m_compare;
    QLineEdit *m_value;
};

} // namespace meshlens::ui
