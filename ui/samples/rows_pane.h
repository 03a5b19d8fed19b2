// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/states.h"
#include "ui/samples/rows_model.h"

class QHBoxLayout;
class QStackedWidget;
class QTableView;

namespace meshlens::ui {

class BadgeWidget;
class Line;
class LinkLabel;
class RowsView;
class SegmentedControl;

/// Rows with what can be done to them: order, filter, table or profile, export; below a note that
/// says what they are. In their place, where there are none, the reason.
class RowsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RowsPane(QWidget *parent = nullptr);

    /// `timing` stands beside the count: "18 ms".
    void showRows(const SampleRows &rows, const QString &timing, const QString &note);
    void setNote(const QString &note);
    /// The rows leave the memory of this view; `state` says why.
    void showReason(EmptyState *state);
    void begin() { m_stack->begin(); }
    [[nodiscard]] ContentStack *stack() const { return m_stack; }
    [[nodiscard]] const SampleRows &rows() const { return m_model->rows(); }
    [[nodiscard]] RowsModel *model() const { return m_model; }
    [[nodiscard]] RowsView *table() const { return m_table; }

    void setOrder(const RowOrder &order);
    [[nodiscard]] RowOrder order() const { return m_order; }
    void setFilter(const std::optional<RowFilter> &filter);
    void showProfile(bool on); // of the columns, in place of the rows
    void exportRows();         // CSV into a file the user chooses
    [[nodiscard]] Button *exportButton() const { return m_export; }
    [[nodiscard]] LinkLabel *noteLink() const { return m_noteLink; }

private:
    void arrange();
    void showChips();
    void saveCsv(const QByteArray &content);

    RowsModel *m_model;
    ProfileModel *m_profiles;
    RowsView *m_table;
    QTableView *m_profileTable;
    QStackedWidget *m_views;
    ContentStack *m_stack;
    Label *m_count;
    Label *m_timing;
    QHBoxLayout *m_chips;
    SegmentedControl *m_mode;
    Button *m_export;
    Label *m_note;
    LinkLabel *m_noteLink;
    RowOrder m_order;
    std::optional<RowFilter> m_filter;
};

} // namespace meshlens::ui
