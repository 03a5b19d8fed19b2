// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/card.h"
#include "ui/parts/chart.h"
#include "ui/parts/fact_table.h"

class QStackedWidget;

namespace meshlens::ui {

class BadgeWidget;

/// Words in place of content that is not there: a mark and one or two sentences.
class QuietNote final : public QWidget
{
    Q_OBJECT

public:
    QuietNote(Mark mark, const QString &text, QWidget *parent = nullptr);
    void setNote(Mark mark, const QString &text);

private:
    BadgeWidget *m_mark;
    Label *m_text;
};

/// A card with a table, or a note where there are no rows.
class TableCard final : public Card
{
    Q_OBJECT

public:
    TableCard(const QString &title, QList<FactColumn> columns, int rowHeight, bool header,
              QWidget *parent = nullptr);

    void setRows(const QList<FactRow> &rows);
    void setNote(Mark mark, const QString &text);  // shown without rows
    void setCount(const QString &text, Tone tone); // a tag behind the title; empty: none
    [[nodiscard]] FactTable &table() const { return *m_table; }

private:
    FactTable *m_table;
    QuietNote *m_note;
    QStackedWidget *m_stack;
    BadgeWidget *m_count = nullptr;
};

/// A card with a chart, or a note where nothing is known.
class ChartCard final : public Card
{
    Q_OBJECT

public:
    ChartCard(const QString &title, const QString &description, const QString &note,
              QWidget *parent = nullptr);

    void setData(const ChartData &data, bool known);
    [[nodiscard]] Chart &chart() const { return *m_chart; }

private:
    Chart *m_chart;
    QStackedWidget *m_stack;
};

} // namespace meshlens::ui
