// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/governance/sharing.h"
#include "ui/parts/table_file.h"
#include "ui/shell/link.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace meshlens::ui {

class FactTable;
class Label;
class PanelSplit;
class SegmentedControl;
class SharingModel;
class SharingPanel;

/// The map of data sharing between domains, as matrix or list.
class SharingTab final : public QWidget
{
    Q_OBJECT

public:
    explicit SharingTab(Session &session, QWidget *parent = nullptr);

    void reload();
    void setPanelShown(bool on);
    [[nodiscard]] bool isPanelShown() const;
    [[nodiscard]] SharingModel &model() const { return *m_model; }
    [[nodiscard]] SharingPanel *panel() const { return m_panel; }
    [[nodiscard]] QWidget *main() const;
    [[nodiscard]] TableText table() const;
    void choose(int provider, int consumer);

signals:
    void opened(const meshlens::ui::Link &link);
    void shown();
    void failed(const Error &failure);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void arrange();
    void fillList();

    Session &m_session;
    SharingModel *m_model;
    SegmentedControl *m_by;
    SegmentedControl *m_what;
    SegmentedControl *m_mode;
    QTableView *m_matrix;
    FactTable *m_list;
    Label *m_nothing;
    QStackedWidget *m_stack;
    SharingPanel *m_panel;
    PanelSplit *m_splitter;
    bool m_wanted = true; // the panel, where there is room for it
};

} // namespace meshlens::ui
