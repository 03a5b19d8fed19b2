// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/fact_table.h"

class QComboBox;

namespace meshlens::ui {

class Label;
class SearchField;

/// A table with a filter, a count and an export; optionally one choice beside the filter.
class TableTab final : public QWidget
{
    Q_OBJECT

public:
    TableTab(const QString &name, QList<FactColumn> columns, int rowHeight,
             QWidget *parent = nullptr);

    /// Words and their labels; the first means all. The screen gives other rows for another one.
    void setChoices(const QString &name, const QList<std::pair<QString, QString>> &choices);
    [[nodiscard]] QString choice() const;
    void setChoice(const QString &word); // without choiceChanged

    void setFoot(QWidget *foot);                                      // below the table
    void setRows(const QList<FactRow> &rows, const QString &nothing); // said without rows
    void setFilter(const QString &words);
    [[nodiscard]] QString filter() const;
    [[nodiscard]] FactTable &table() const { return *m_table; }
    [[nodiscard]] SearchField *search() const { return m_search; }

signals:
    void choiceChanged();
    void filterChanged();

private:
    void showCount();

    SearchField *m_search;
    QComboBox *m_choice;
    Label *m_count;
    FactTable *m_table;
    Label *m_nothing;
};

} // namespace meshlens::ui
