// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/governance_data.h"
#include "ui/shell/page.h"

class QStackedWidget;
class QTabBar;

namespace meshlens::ui {

class Button;
class ContentStack;
class FindingBar;
class PageHeader;
class ScorecardTab;
class SharingTab;
class TableTab;

/// How the products keep the rules of the mesh. The key of its links is a domain, or a term with
/// `tab=terms`; state: `tab`, `domain`, `key` (a product), `quality`, `q` (the filter).
class GovernancePage final : public Page
{
    Q_OBJECT

public:
    enum Tab { Scorecard, Findings, Rules, SharingMap, Contracts, Terms, OwnershipList, TabCount };

    explicit GovernancePage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;
    bool focusFilter() override;
    bool togglePanel() override;
    bool escape() override;

    [[nodiscard]] Tab tab() const;
    [[nodiscard]] ScorecardTab *scorecard() const { return m_scorecard; }
    [[nodiscard]] SharingTab *sharing() const { return m_sharing; }
    [[nodiscard]] TableTab *table(Tab tab) const; // none for scorecard and sharing

signals:
    void shown(); // the open tab has what was read

private:
    void makeTabs();
    void setTab(Tab tab);
    void fill(const GovernanceData &known);
    void fillFindings();
    void showFinding();
    void loadTab();
    void exportTable();
    void fail(const Error &failure);

    PageHeader *m_header;
    QTabBar *m_tabs;
    Button *m_export;
    ContentStack *m_content;
    QStackedWidget *m_stack;
    ScorecardTab *m_scorecard;
    TableTab *m_findings;
    FindingBar *m_findingBar;
    TableTab *m_rules;
    SharingTab *m_sharing;
    TableTab *m_contracts;
    TableTab *m_terms;
    TableTab *m_ownership;
    std::optional<GovernanceData> m_known;
    QString m_wantedTerm; // key, to choose once it is there
};

} // namespace meshlens::ui
