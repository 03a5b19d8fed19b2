// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/governance/governance_data.h"
#include "ui/shell/link.h"

#include <QWidget>

class QCheckBox;

namespace meshlens::ui {

class Label;
class PanelSplit;
class RulePanel;
class ScorecardModel;
class ScorecardView;
class SearchField;
class SegmentedControl;

/// Products by domain and six qualities; a cell opens the rules behind it in the panel.
class ScorecardTab final : public QWidget
{
    Q_OBJECT

public:
    explicit ScorecardTab(Session &session, QWidget *parent = nullptr);

    void show(const GovernanceData &known);
    using QWidget::show;
    /// Once it is there: a product (with a quality, else its worst one) or a domain.
    void choose(const QString &key, std::optional<mesh::Quality> quality);
    void setPanelShown(bool on);
    [[nodiscard]] bool isPanelShown() const;

    [[nodiscard]] QString currentKey() const;
    [[nodiscard]] std::optional<mesh::Quality> currentQuality() const;
    [[nodiscard]] ScorecardModel &model() const { return *m_model; }
    [[nodiscard]] ScorecardView *view() const { return m_view; }
    [[nodiscard]] RulePanel *panel() const { return m_panel; }
    [[nodiscard]] SearchField *search() const { return m_search; }
    bool closeOver(); // the panel where it lies over the page

signals:
    void opened(const meshlens::ui::Link &link);
    void cellChosen();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void filter();
    void follow();
    void arrange();
    void chooseWanted();

    Session &m_session;
    GovernanceData m_known;
    ScorecardModel *m_model;
    SearchField *m_search;
    SegmentedControl *m_grouping;
    QCheckBox *m_certified;
    QWidget *m_legend;
    Label *m_nothing;
    ScorecardView *m_view;
    RulePanel *m_panel;
    PanelSplit *m_splitter;
    QString m_wantedKey;
    std::optional<mesh::Quality> m_wantedQuality;
    bool m_panelWanted = true;
    bool m_over = false; // the panel lies over the page
    bool m_openOver = false;
};

} // namespace meshlens::ui
