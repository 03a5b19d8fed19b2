// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_tab.h"
#include "ui/parts/table_file.h"

class QComboBox;

namespace meshlens::ui {

class Button;
class AuditLine;
class ContentStack;
class Label;
class RequestTable;
class SearchField;
class SegmentedControl;

/// What was asked and how it was answered, newest first, with the figures of it and as CSV.
class RequestHistory final : public RequestTab
{
    Q_OBJECT

public:
    explicit RequestHistory(Session &session, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data) override;
    [[nodiscard]] QString chosen() const override;
    void choose(const QString &id) override;
    bool focusFilter() override;

    [[nodiscard]] AuditLine *audit() const { return m_audit; }
    [[nodiscard]] RequestTable *table() const { return m_table; }
    [[nodiscard]] TableText shownText() const; // the rows shown, with the names of the command line
    [[nodiscard]] QByteArray csv() const;
    void exportTable(); // asks where to

private:
    enum Part { All, Approved, Denied, Other };
    class Figure;
    [[nodiscard]] QWidget *makeFigures();
    void showRows();
    void showFigures(const QList<int> &rows);
    void showChosen();

    SharedAccessData m_data;
    ContentStack *m_stack;
    AuditLine *m_audit;
    Figure *m_answered;
    Figure *m_atOnce;
    Figure *m_median;
    Figure *m_denied;
    SearchField *m_filter;
    SegmentedControl *m_parts;
    QComboBox *m_days;
    RequestTable *m_table;
    Label *m_note;
    Button *m_open;
    QString m_wanted;
};

} // namespace meshlens::ui
